"""Like bureaus of different regions side by side: what share of its money each spends on a function."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.pages import charts, words
from pipeline.report.pages.model import Cell, Chart, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

GROUPS = 12
DOTS = 400
"""Most dots of one chart, so that one group of a whole country does not make the page."""
OF_FUNCTION = 24
"""Of more departments that spend on one function so many are drawn, spread evenly from the highest share to the lowest.

The median is that of all."""

_SHARE = """
    FROM mart.cross_county_function
    WHERE level = 1 AND basis = 'all_money' AND kind = 'budget' AND peer_group IS NOT NULL AND share IS NOT NULL
"""
# A group with a department of the scope, in the year in which the most departments compare; peers from everywhere.
_GROUPS = f"""
WITH year AS (
    SELECT peer_group, fiscal_year, count(DISTINCT department_key) AS departments,
        count(DISTINCT department_key) FILTER (WHERE comparable <> 'no') AS compared
    {_SHARE}
    GROUP BY ALL
    HAVING departments > 1 AND bool_or({IN_SCOPE})
)
SELECT * FROM year
QUALIFY row_number() OVER (PARTITION BY peer_group ORDER BY compared DESC, departments DESC, fiscal_year DESC) = 1
ORDER BY compared DESC, departments DESC, peer_group
"""
_SHARES = f"""
SELECT *, count(*) OVER of_function AS figures,
    row_number() OVER (of_function ORDER BY share DESC, disclosure_id) - 1 AS place
{_SHARE} AND peer_group = $name AND fiscal_year = $year
WINDOW of_function AS (PARTITION BY function_code)
QUALIFY figures <= $most OR place = 0
    OR place * ($most - 1) // (figures - 1) > (place - 1) * ($most - 1) // (figures - 1)
ORDER BY function_code, share DESC, disclosure_id
"""


def section(scope: Scope) -> Section:
    """A dot plot and a table per peer group."""
    groups = scope.rows(_GROUPS)
    parts: list[Chart | Table] = []
    left_out, spread, cut = [], [], []
    for number, group in enumerate(groups[:GROUPS]):
        name = group["peer_group"]
        rows = scope.rows(_SHARES, name=name, year=group["fiscal_year"], most=OF_FUNCTION)
        parts += _group(scope, number, name, rows)
        if any(row["figures"] > OF_FUNCTION for row in rows):
            spread.append(f"{name} ({group['departments']:,})")
        if len(rows) > DOTS:
            cut.append(name)
    if len(groups) > GROUPS:
        rest = "、".join(group["peer_group"] for group in groups[GROUPS : GROUPS + 20])
        left_out.append(
            f"{GROUPS} of {len(groups)} peer groups are shown, those with the most departments that compare; not "
            f"shown: {rest}; all: budget export cross_county_function --format xlsx"
        )
    if spread:
        left_out.append(
            f"{OF_FUNCTION} departments are shown for each function, spread evenly from the highest share to the "
            f"lowest, of: {'、'.join(spread)}; the medians are those of all; all: budget export cross_county_function "
            "--format xlsx"
        )
    if cut:
        left_out.append(f"the first {DOTS} figures are shown of: {'、'.join(cut)}")
    if not groups:
        left_out.append("no peer group has departments of two regions yet")
    return Section(
        anchor="peers",
        title="Like bureaus compared",
        chinese="同类部门对比",
        sentence="Departments of one peer group (同类部门) in different regions, by function (支出功能分类, 类). A "
        "ring is a figure that does not compare (comparable = no), for example of another year: it has no rank and is "
        "in no median.",
        parts=parts,
        left_out=left_out,
    )


def _group(scope: Scope, number: int, name: str, rows: Sequence[Mapping[str, Any]]) -> Sequence[Chart | Table]:
    shown = rows[:DOTS]
    subjects = list(dict.fromkeys(_subject(row) for row in shown))
    colours = charts.colours(subjects)
    year = shown[0]["fiscal_year"]
    chart = Chart(
        f"peers-chart-{number}",
        f"{name} {year}",
        charts.dots([_dot(scope, row) for row in shown], colours),
        f"Each dot is the share of a function in one department's expenditure of {year} (全部资金), in per cent of its "
        "total; the line is the median of those that compare.",
        [(colour, subject) for subject, colour in colours] if len(subjects) <= len(charts.PALETTE) else [],
    )
    columns = [Column("function", "功能"), Column("region, department", "地区、部门"), Column("year", "年度")]
    columns += [
        Column("amount, 元", "金额", True),
        Column("share, %", "占比", True),
        Column("median, %", "中位数", True),
    ]
    columns += [Column("rank", "排名", True), Column("comparable", "可比"), Column("why", "原因")]
    return [chart, Table(f"{name} {year}: the figures", columns, [_cells(scope, row) for row in shown], is_folded=True)]


def _subject(row: Mapping[str, Any]) -> str:
    return words.subject(row)


def _dot(scope: Scope, row: Mapping[str, Any]) -> Mapping[str, Any]:
    function = f"{row['function_code']} {row['function_name'] or ''}".strip()
    is_compared = row["comparable"] != "no"
    return {
        "function": function,
        "subject": _subject(row),
        "share": float(row["share"]),
        # A figure that compares with none is the median of itself.
        "median": float(row["peer_median_share"]) if is_compared and row["peer_median_share"] is not None else None,
        "is_compared": is_compared,
        "what": f"{_subject(row)} {row['amount_year']}\n{function}: {words.yuan(row['amount_yuan'])} 元, "
        f"{words.percent(row['share'])}\ncomparable: {row['comparable']} {row['reason'] or ''}".strip(),
        "href": scope.links.to_facts(row["fact_ids"] or []),
    }


def _cells(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    return [
        Cell(f"{row['function_code']} {row['function_name'] or ''}".strip()),
        Cell(_subject(row)),
        Cell(str(row["amount_year"])),
        Cell(words.yuan(row["amount_yuan"]), scope.links.to_facts(row["fact_ids"] or [])),
        Cell(words.percent(row["share"])),
        Cell(words.percent(row["peer_median_share"])),
        Cell("" if row["share_rank"] is None else str(row["share_rank"])),
        Cell(row["comparable"], state=f"comparable-{row['comparable']}"),
        Cell(row["reason"] or ""),
    ]
