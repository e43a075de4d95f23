"""Year over year: how the headline figures of each department changed, and where that cannot be said."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.pages import charts, words
from pipeline.report.pages.model import Cell, Chart, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

DEPARTMENTS = 60
ROWS = 300
BAR_ENDS = (-100, 200)
"""Percent at which a bar is cut; the figure beside it is whole."""

_OWN = f"kind = 'budget' AND source <> 'implied' AND {IN_SCOPE}"
_CHANGES = f"""
SELECT *, count(*) OVER () AS changes FROM mart.yoy_department
WHERE measure IN ('expenditure_total', 'basic', 'project') AND {_OWN}
ORDER BY region_code NULLS LAST, department_key, scope, subject_unit, fiscal_year DESC,
    list_position(['expenditure_total', 'basic', 'project'], measure)
LIMIT $most
"""
_LATEST = f"""
SELECT DISTINCT ON (department_key, scope, subject_unit) * FROM mart.yoy_department
WHERE measure = 'expenditure_total' AND {_OWN}
ORDER BY department_key, scope, subject_unit, fiscal_year DESC
"""
_DRAWN = f"""
SELECT * FROM ({_LATEST}) AS latest WHERE change_percent IS NOT NULL
ORDER BY region_code NULLS LAST, department_key, scope, subject_unit LIMIT $most
"""
_COUNTS = f"SELECT count(*) AS departments, count(change_percent) AS comparable FROM ({_LATEST}) AS latest"
COMPARABLE = (("yes", "comparable", "#1f5a92"), ("mapped", "comparable by an assumption", "#79aedb"))
NOT_COMPARABLE = ("#8a9099", "comparable = no")


def section(scope: Scope) -> Section:
    """A bar per department for its latest year, and every year and measure in a table."""
    rows, drawn = scope.rows(_CHANGES, most=ROWS), scope.rows(_DRAWN, most=DEPARTMENTS)
    (counts,) = scope.rows(_COUNTS)
    changes = rows[0]["changes"] if rows else 0
    chart = Chart(
        "changes-chart",
        "Change of the total against the year before",
        charts.diverging([_bar(scope, row) for row in drawn], BAR_ENDS, _colours()),
        "Each bar is the change of one department's expenditure total (支出合计) of its latest year against its last "
        f"earlier year, in per cent; bars end at {BAR_ENDS[0]} and {BAR_ENDS[1]} %, the figures do not. Light bars "
        "rest on an assumption, grey ones do not compare (comparable = no).",
        [*((colour, meaning) for _, meaning, colour in COMPARABLE), NOT_COMPARABLE],
    )
    columns = [Column("region, department", "地区、部门"), Column("measure", "指标"), Column("year", "年度")]
    columns += [
        Column("before, 元", "上年", True),
        Column("after, 元", "本年", True),
        Column("change, 元", "增减", True),
    ]
    columns += [Column("change, %", "增减率", True), Column("comparable", "可比"), Column("why", "原因")]
    table = Table("All measures and years", columns, [_cells(scope, row) for row in rows], is_folded=True)
    undrawn = counts["departments"] - counts["comparable"]
    left_out = [f"{undrawn} departments have no earlier figure: they stand in the table only"] if undrawn else []
    if len(drawn) < counts["comparable"] or len(rows) < changes:
        left_out.append(
            f"{len(drawn)} of {counts['comparable']:,} departments are drawn and {len(rows)} of "
            f"{changes:,} rows listed; all: budget export yoy_department --format xlsx"
        )
    return Section(
        anchor="changes",
        title="Year over year",
        chinese="同比",
        sentence="A comparison says for each row whether it holds: yes, mapped (with the assumption) or no (with the "
        "reason). An earlier figure can be the earlier year's own, or implied by a change that the text states.",
        parts=[chart, table] if drawn else [table] if rows else [],
        left_out=left_out,
    )


def _colours() -> list[tuple[str, str]]:
    return [*((name, colour) for name, _, colour in COMPARABLE), ("no", NOT_COMPARABLE[0])]


def _bar(scope: Scope, row: Mapping[str, Any]) -> Mapping[str, Any]:
    label = f"{words.subject(row)} {row['fiscal_year']}"
    return {
        "subject": label,
        "percent": float(row["change_percent"]),
        "text": words.percent(row["change_percent"], signed=True),
        "comparable": row["comparable"],
        "what": f"{label} against {row['prior_year']}: {words.yuan(row['prior_amount_yuan'])} → "
        f"{words.yuan(row['amount_yuan'])} 元\ncomparable: {row['comparable']} {row['reason'] or ''}".strip(),
        "href": scope.links.to_facts([row["fact_id"], row["prior_fact_id"], row["prior_change_fact_id"]]),
    }


def _cells(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    year = f"{row['fiscal_year']}" + (f" / {row['prior_year']}" if row["prior_year"] else "")
    before = [row["prior_fact_id"], row["prior_change_fact_id"]]
    return [
        Cell(words.subject(row)),
        Cell(words.MEASURES[row["measure"]]),
        Cell(year),
        Cell(words.yuan(row["prior_amount_yuan"]), scope.links.to_facts(before)),
        Cell(words.yuan(row["amount_yuan"]), scope.links.to_facts([row["fact_id"]])),
        Cell(words.yuan(row["change_yuan"])),
        Cell(words.percent(row["change_percent"], signed=True)),
        Cell(row["comparable"], state=f"comparable-{row['comparable']}"),
        Cell(row["reason"] or ""),
    ]
