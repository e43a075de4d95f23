"""Department structure: what part of each department's expenditure is personnel, public use and projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.report.pages import charts, words
from pipeline.report.pages.model import Cell, Chart, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

DEPARTMENTS = 60
_ROUNDING = Decimal(200)
"""Two figures of 万元 with two decimals, added up, may differ from their printed sum by this many 元."""

_MEASURES = {
    "expenditure_total": "expenditure_yuan",
    "basic": "basic_yuan",
    "personnel": "personnel_yuan",
    "public_use": "public_use_yuan",
    "project": "project_yuan",
}
"""Headline measures by their column of mart.structure."""

_EVIDENCE = ", ".join(
    f"max({column}) FILTER (WHERE measure = '{measure}') AS {measure}_{name}"
    for measure in _MEASURES
    for column, name in (("fact_id", "fact"), ("proof", "proof"))
)
# The widest scope that the department discloses, in the last year that it does.
_LATEST = f"""
WITH latest AS (
    SELECT * FROM mart.structure
    WHERE is_widest AND kind = 'budget' AND expenditure_yuan IS NOT NULL AND {IN_SCOPE}
    QUALIFY row_number() OVER (PARTITION BY department_key, subject_unit ORDER BY fiscal_year DESC) = 1
), evidence AS (
    SELECT disclosure_id, max(amount_yuan) FILTER (WHERE measure = 'basic') AS printed_basic_yuan, {_EVIDENCE}
    FROM mart.department_year WHERE is_own GROUP BY disclosure_id
), head AS (
    SELECT disclosure_id, staff, per_staff_yuan, per_resident_yuan, fact_id, staff_fact_id
    FROM mart.per_head WHERE measure = 'expenditure_total'
)
SELECT latest.*, evidence.* EXCLUDE (disclosure_id), head.* EXCLUDE (disclosure_id), count(*) OVER () AS departments
FROM latest
JOIN evidence ON evidence.disclosure_id = latest.disclosure_id
LEFT JOIN head ON head.disclosure_id = latest.disclosure_id
ORDER BY expenditure_yuan DESC, region_code, department_name, subject_unit LIMIT $most
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
    shown = scope.rows(_LATEST, most=DEPARTMENTS)
    departments = shown[0]["departments"] if shown else 0
    bars = [bar for row in shown for bar in _bars(scope, row)]
    chart = Chart(
        "structure-chart",
        "What the money of a department is for",
        charts.stacked(bars, [(name, colour) for name, _, colour in _PARTS]),
        "Each bar is one department's expenditure of its latest year and widest scope, in per cent of its total; "
        "basic expenditure is split where its two parts add up to it, and a part that may cover other money than the "
        "total is in the last one.",
        [(colour, meaning) for _, meaning, colour in _PARTS],
    )
    optional = [column for column in _PER_HEAD if any(row[column.field] is not None for row in shown)]
    columns = [Column("region, department", "地区、部门"), Column("year", "年度")]
    columns += [Column(title, chinese, True) for title, chinese in (*_HEADS, *_SHARES)]
    columns += [Column(head.title, head.chinese, True) for head in optional]
    table = Table(
        "Amounts in 元",
        [*columns, Column("note", "说明")],
        [_cells(scope, row, optional) for row in shown],
        is_folded=True,
    )
    return Section(
        anchor="structure",
        title="Department structure",
        chinese="支出结构",
        sentence="What each department spends on its people, on running itself, and on projects. The departments with "
        "the most money come first. 部门, 本级 and 单位 overlap: only the widest that is disclosed is shown.",
        parts=[chart, table] if shown else [],
        left_out=[]
        if departments <= DEPARTMENTS
        else [
            f"{DEPARTMENTS} of {departments:,} departments are shown; all: budget export department_year --format xlsx"
        ],
    )


_HEADS = (
    ("total", "支出合计"),
    ("basic", "基本支出"),
    ("personnel", "人员经费"),
    ("public use", "公用经费"),
    ("project", "项目支出"),
)
_SHARES = (("basic, %", "基本占比"), ("project, %", "项目占比"), ("three public, %", "三公占比"))


@dataclass(frozen=True)
class _PerHead:
    """A column that is shown where a disclosure states its staff, or the user gives residents."""

    field: str
    title: str
    chinese: str


_PER_HEAD = (
    _PerHead("per_staff_yuan", "per member of staff, 元", "人均（在职）"),
    _PerHead("per_resident_yuan", "per resident, 元", "人均（居民）"),
)


def _cells(scope: Scope, row: Mapping[str, Any], optional: Sequence[_PerHead]) -> Sequence[Cell]:
    amounts = [
        Cell(words.yuan(row[column]), scope.links.to_facts(_facts(row, name)), _proof(row, name))
        for name, column in _MEASURES.items()
    ]
    shares = [Cell(words.percent(row[f"{name}_share"])) for name in ("basic", "project", "three_public")]
    heads = [
        Cell(words.yuan(row[head.field]), scope.links.to_facts([row["fact_id"], row["staff_fact_id"]]))
        if row[head.field] is not None
        else Cell("")
        for head in optional
    ]
    return [
        Cell(words.subject(row)),
        Cell(str(row["fiscal_year"])),
        *amounts,
        *shares,
        *heads,
        Cell(row["reason"] or ""),
    ]


def _printed(row: Mapping[str, Any], name: str) -> Sequence[str]:
    """The measures whose figures make the one that is shown: where mart.structure adds up basic, its two parts."""
    is_sum = name == "basic" and row["basic_yuan"] != row["printed_basic_yuan"]
    return ("personnel", "public_use") if is_sum else (name,)


def _facts(row: Mapping[str, Any], name: str) -> Sequence[str | None]:
    return [row[f"{measure}_fact"] for measure in _printed(row, name)]


def _proof(row: Mapping[str, Any], name: str) -> str:
    """The weakest proof of the figures that make the one that is shown."""
    proofs = {row[f"{measure}_proof"] for measure in _printed(row, name)}
    return next((proof for proof in ("disputed", "unchecked", "corrected", "proven") if proof in proofs), "")


def _bars(scope: Scope, row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The parts of one bar; what is not known of the total is in the rest, and parts above it are not drawn."""
    parts = _amounts(row)
    total = row["expenditure_yuan"]
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
            "href": scope.links.to_facts(_facts(row, "expenditure_total" if name == "rest" else name)),
        }
        for order, (name, meaning, _) in enumerate(_PARTS)
        if parts[name] > 0
    ]


def _amounts(row: Mapping[str, Any]) -> dict[str, Decimal]:
    """The parts of the total; those without a share may cover other money and are part of the rest."""
    nothing = Decimal(0)
    basic = row["basic_yuan"] if row["basic_share"] is not None else nothing
    project = row["project_yuan"] if row["project_share"] is not None else nothing
    rest = row["expenditure_yuan"] - basic - project
    personnel, public_use = row["personnel_yuan"] or nothing, row["public_use_yuan"] or nothing
    if personnel + public_use and abs(personnel + public_use - basic) <= _ROUNDING:
        basic = nothing
    else:
        personnel = public_use = nothing
    if abs(rest) <= _ROUNDING:
        rest = nothing
    return {"personnel": personnel, "public_use": public_use, "basic": basic, "project": project, "rest": rest}
