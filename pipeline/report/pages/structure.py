"""Department structure: what part of each department's expenditure is personnel, public use and projects."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.report.pages import charts, words
from pipeline.report.pages.model import Cell, Chart, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

DEPARTMENTS = 60
_ROUNDING = Decimal(200)
"""Two figures of 万元 with two decimals, added up, may differ from their printed sum by this many 元."""

_MEASURES = ("expenditure_total", "basic", "personnel", "public_use", "project")
_COLUMNS = ", ".join(
    f"max({column}) FILTER (WHERE measure = '{measure}') AS {measure}_{name}"
    for measure in _MEASURES
    for column, name in (("amount_yuan", "yuan"), ("fact_id", "fact"), ("proof", "proof"))
)
# The widest scope that the department discloses, in the last year that it does.
_LATEST = f"""
WITH headline AS (
    SELECT region_code, region_name, department_key, department_name, scope, subject_unit, fiscal_year, {_COLUMNS}
    FROM mart.department_year
    WHERE is_own AND kind = 'budget' AND measure IN {_MEASURES} AND {IN_SCOPE}
    GROUP BY ALL
    HAVING expenditure_total_yuan IS NOT NULL
), widest AS (
    SELECT * FROM headline
    QUALIFY rank() OVER (
        PARTITION BY department_key ORDER BY list_position(['department', 'own', 'unit'], scope)) = 1
)
SELECT * FROM widest
QUALIFY row_number() OVER (PARTITION BY department_key, subject_unit ORDER BY fiscal_year DESC) = 1
ORDER BY expenditure_total_yuan DESC, region_code, department_name, subject_unit
"""

_PARTS = (
    ("personnel", "personnel 人员经费", "#1f5a92"),
    ("public_use", "public use 公用经费", "#79aedb"),
    ("basic", "basic, not split 基本支出", "#4784bd"),
    ("project", "project 项目支出", "#d9822b"),
    ("rest", "neither, or not stated", "#b8bcc2"),
)


def section(scope: Scope) -> Section:
    """A stacked bar per department, and the amounts in 元."""
    rows = scope.rows(_LATEST)
    shown = rows[:DEPARTMENTS]
    bars = [bar for row in shown for bar in _bars(scope, row)]
    chart = Chart(
        "structure-chart",
        "What the money of a department is for",
        charts.stacked(bars, [(name, colour) for name, _, colour in _PARTS]),
        "Each bar is one department's expenditure of its latest year and widest scope, in per cent of its total; "
        "basic expenditure is split where its two parts add up to it.",
        [(colour, meaning) for _, meaning, colour in _PARTS],
    )
    columns = [Column("region, department", "地区、部门"), Column("year", "年度")]
    columns += [Column(title, chinese, True) for title, chinese in _HEADS]
    table = Table("Amounts in 元", columns, [_cells(scope, row) for row in shown], is_folded=True)
    return Section(
        anchor="structure",
        title="Department structure",
        chinese="支出结构",
        sentence="What each department spends on its people, on running itself, and on projects. The departments with "
        "the most money come first. 部门, 本级 and 单位 overlap: only the widest that is disclosed is shown.",
        parts=[chart, table] if shown else [],
        left_out=[]
        if len(rows) <= DEPARTMENTS
        else [
            f"{DEPARTMENTS} of {len(rows):,} departments are shown; all: budget export department_year --format xlsx"
        ],
    )


_HEADS = (
    ("total", "支出合计"),
    ("basic", "基本支出"),
    ("personnel", "人员经费"),
    ("public use", "公用经费"),
    ("project", "项目支出"),
)


def _cells(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    amounts = [
        Cell(words.yuan(row[f"{name}_yuan"]), scope.links.to_facts([row[f"{name}_fact"]]), row[f"{name}_proof"] or "")
        for name in _MEASURES
    ]
    return [Cell(words.subject(row)), Cell(str(row["fiscal_year"])), *amounts]


def _bars(scope: Scope, row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The parts of one bar; a part that is not known is in the rest, and parts above the total are not drawn."""
    parts = _amounts(row)
    total = row["expenditure_total_yuan"]
    if total <= 0 or any(amount < 0 for amount in parts.values()):
        return []
    label = f"{words.subject(row)} {row['fiscal_year']}"
    return [
        {
            "subject": label,
            "part": name,
            "order": order,
            "share": float(100 * parts[name] / total),
            "what": f"{label}\n{meaning}: {words.yuan(parts[name])} 元, {words.percent(100 * parts[name] / total)}",
            "href": scope.links.to_facts([row.get(f"{name}_fact") or row["expenditure_total_fact"]]),
        }
        for order, (name, meaning, _) in enumerate(_PARTS)
        if parts[name] > 0
    ]


def _amounts(row: Mapping[str, Any]) -> dict[str, Decimal]:
    total, basic = row["expenditure_total_yuan"], row["basic_yuan"] or Decimal(0)
    personnel, public_use = row["personnel_yuan"] or Decimal(0), row["public_use_yuan"] or Decimal(0)
    if personnel + public_use and abs(personnel + public_use - basic) <= _ROUNDING:
        basic = Decimal(0)
    else:
        personnel = public_use = Decimal(0)
    project = row["project_yuan"] or Decimal(0)
    rest = total - basic - personnel - public_use - project
    if abs(rest) <= _ROUNDING:
        rest = Decimal(0)
    return {"personnel": personnel, "public_use": public_use, "basic": basic, "project": project, "rest": rest}
