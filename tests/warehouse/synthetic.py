"""Synthetic rows of the contract tables: what a test does not name has a plain value."""

from decimal import Decimal
from typing import Any


def line(fact_id: str, disclosure_id: str, statement: str, amount: str, **columns: Any) -> dict[str, Any]:
    """A line item in the expenditure of 2025, a total by default."""
    return {
        "line_item_id": fact_id,
        "disclosure_id": disclosure_id,
        "document_id": f"doc-{disclosure_id}",
        "statement": statement,
        "fiscal_year": 2025,
        "phase": "budget",
        "label": "合计",
        "row_role": "total",
        "is_leaf": False,
        "column_path": "合计",
        "fund_source": "total",
        "component": "total",
        "amount_yuan": Decimal(amount),
        "amount_raw": amount,
        "unit_printed": "元",
        "proof": "unchecked",
        "table_no": 3,
        "row_no": 4,
        "col_no": 4,
    } | columns


def told(fact_id: str, disclosure_id: str, measure: str, year: int, amount: str, **columns: Any) -> dict[str, Any]:
    """A narrative amount in paragraph 1."""
    return {
        "narrative_id": fact_id,
        "disclosure_id": disclosure_id,
        "document_id": f"doc-{disclosure_id}",
        "paragraph_no": 1,
        "measure": measure,
        "fiscal_year": year,
        "amount_yuan": Decimal(amount),
        "raw": f"{amount}元",
        "proof": "unchecked",
    } | columns


def disclosure(disclosure_id: str, region: str | None, department_id: str, year: int, **columns: Any) -> dict[str, Any]:
    """The current budget of a whole department."""
    return {
        "disclosure_id": disclosure_id,
        "region_code": region,
        "department_id": department_id,
        "fiscal_year": year,
        "kind": "budget",
        "scope": "department",
        "version": 1,
        "is_current": True,
    } | columns


def department(
    department_id: str, key: str, region: str | None, name: str, group: str | None = "政务服务"
) -> dict[str, Any]:
    """One name of a department."""
    return {
        "department_id": department_id,
        "department_key": key,
        "region_code": region,
        "name": name,
        "peer_group": group,
    }
