"""Figures and names as a page shows them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

_HUNDREDTH = Decimal("0.01")

STATEMENTS: Mapping[str, str] = {
    "budget_summary": "收支总表",
    "income": "收入总表",
    "expenditure": "支出总表",
    "fiscal_summary": "财政拨款收支总表",
    "fiscal_expenditure": "财政拨款支出表",
    "general_public_expenditure": "一般公共预算支出表",
    "basic_by_economic": "一般公共预算基本支出表",
    "gov_fund_expenditure": "政府性基金支出表",
    "state_capital_expenditure": "国有资本经营支出表",
    "three_public": "三公经费表",
    "economic_summary": "支出经济分类表",
    "fiscal_basic_by_economic": "财政拨款基本支出表",
    "general_public_basic_by_function": "一般公共预算基本支出（功能）",
    "general_public_project_by_economic": "一般公共预算项目支出（经济）",
    "basic_by_unit": "基本支出（单位）",
    "project_list": "项目支出表",
    "project_performance": "项目绩效目标表",
    "project_performance_summary": "项目绩效目标汇总表",
    "overall_performance": "整体绩效目标表",
    "procurement": "政府采购表",
    "purchase_of_services": "购买服务表",
    "fixed_assets": "固定资产表",
    "institutions": "机构情况表",
    "operating_cost": "机关运行经费表",
    "carry_over_expenditure": "结转支出表",
    "meeting_training": "会议费培训费表",
    "other": "其他表",
}
"""Short Chinese titles of the statements, in the order in which a disclosure prints them."""

SCOPES = {"department": "部门", "own": "本级", "unit": "单位"}
KINDS = {"budget": "预算", "final_accounts": "决算"}
MEASURES = {"expenditure_total": "支出合计", "basic": "基本支出", "project": "项目支出"}


def yuan(amount: Decimal | None) -> str:
    """An amount in 元, exact, with separators of thousands; nothing for null."""
    return "" if amount is None else f"{amount:,}"


def percent(value: Decimal | None, signed: bool = False) -> str:
    """Percent points with two decimals; nothing for null."""
    if value is None:
        return ""
    rounded = value.quantize(_HUNDREDTH, ROUND_HALF_EVEN)
    return f"{rounded:+,f} %" if signed else f"{rounded:,f} %"


def cut(text: str, most: int = 240) -> str:
    """A text of at most that many characters; what was cut off is marked."""
    return text if len(text) <= most else f"{text[:most]} …"


def place(row: Mapping[str, Any]) -> str:
    """Region and department of a row in few characters: a region that the department's name repeats stands once.

    What is left of 中共某县委组织部 is 县委组织部.
    """
    region, department = row["region_name"] or "", row["department_name"] or ""
    rest = department.rpartition(region)[2] if region and region in department else department
    if region and rest.startswith("委"):
        rest = region[-1] + rest
    return " ".join(part for part in (region, rest) if part) or "(not identified)"


def subject(row: Mapping[str, Any]) -> str:
    """Region, department and, where it is not the whole 部门, the scope."""
    scope, named = SCOPES.get(row["scope"], ""), place(row)
    return named if row["scope"] == "department" or not scope or named.endswith(scope) else f"{named}（{scope}）"
