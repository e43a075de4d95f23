"""The coverage grid: which statements each disclosure prints, declares empty, or lacks."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.report.pages import words
from pipeline.report.pages.model import Cell, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

DISCLOSURES = 300
REGIONS = 60
"""Where more disclose, the departments are counted by province."""
_SYMBOLS = {"present": "●", "declared_empty": "○", "missing": "–", "unreadable": "✕"}
_MEANINGS = {
    "present": "present with figures",
    "declared_empty": "declared empty 空表",
    "missing": "missing 缺表",
    "unreadable": "unreadable",
}

_COVERAGE = f"""
WITH shown AS (
    SELECT disclosure_id FROM mart.coverage WHERE {IN_SCOPE}
    GROUP BY region_code, department_name, kind, scope, fiscal_year, disclosure_id
    ORDER BY region_code NULLS LAST, department_name, kind, scope, fiscal_year DESC, disclosure_id LIMIT $most
)
SELECT * FROM mart.coverage WHERE disclosure_id IN (FROM shown)
ORDER BY region_code NULLS LAST, department_name, kind, scope, fiscal_year DESC, disclosure_id
"""
_ALL = f"SELECT count(DISTINCT disclosure_id) AS disclosures FROM mart.coverage WHERE {IN_SCOPE}"
_PLACES = f"""
WITH held AS (
    SELECT *, count(DISTINCT region_code) OVER () AS regions FROM mart.disclosure WHERE {IN_SCOPE}
)
SELECT CASE WHEN regions > {REGIONS} THEN coalesce(province, region_name) ELSE region_name END AS place,
    fiscal_year, count(DISTINCT department_key) AS departments
FROM held GROUP BY ALL ORDER BY min(region_code), place
"""


def section(scope: Scope) -> Section:
    """One row per disclosure, one column per statement."""
    by_disclosure: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in scope.rows(_COVERAGE, most=DISCLOSURES):
        by_disclosure.setdefault(row["disclosure_id"], {})[row["statement"]] = row
    printed = {statement for found in by_disclosure.values() for statement in found}
    statements = [name for name in words.STATEMENTS if name in printed]
    statements += sorted(printed - set(statements))
    columns = [Column("region, department", "地区、部门"), Column("year", "年度")]
    columns += [Column(words.STATEMENTS.get(name, name)) for name in statements]
    rows = [_row(scope, found, statements) for found in by_disclosure.values()]
    (total,) = (int(row["disclosures"]) for row in scope.rows(_ALL))
    return Section(
        anchor="coverage",
        title="Coverage",
        chinese="公开情况",
        sentence="Each row is one disclosure, each column one statement: "
        + ", ".join(f"{_SYMBOLS[status]} {meaning}" for status, meaning in _MEANINGS.items())
        + ". A blank: not one of the statements that every disclosure should have, and not printed. A symbol leads to "
        "the table.",
        parts=[
            *([_counts(scope)] if total > DISCLOSURES else []),
            Table("Statements by disclosure", columns, rows, is_grid=True),
        ],
        left_out=[] if total <= DISCLOSURES else [_left_out(total)],
    )


def _counts(scope: Scope) -> Table:
    """How many departments disclose by region, or by province, and year: for when the grid cannot show all."""
    by_place: dict[str, dict[int, int]] = {}
    for row in scope.rows(_PLACES):
        by_place.setdefault(row["place"] or "", {})[row["fiscal_year"]] = row["departments"]
    years = sorted({year for found in by_place.values() for year in found})
    columns = [Column("region", "地区"), *(Column(str(year), "", True) for year in years)]
    rows = [
        [Cell(place), *(Cell(f"{found[year]:,}" if year in found else "") for year in years)]
        for place, found in by_place.items()
    ]
    return Table("Departments that disclose, by fiscal year", columns, rows)


def _left_out(total: int) -> str:
    return (
        f"{DISCLOSURES} of {total:,} disclosures are shown; all: budget export coverage --format xlsx, "
        "or fewer regions: budget report --region NAME"
    )


def _row(scope: Scope, found: Mapping[str, Mapping[str, Any]], statements: Sequence[str]) -> list[Cell]:
    any_row = next(iter(found.values()))
    kind = "" if any_row["kind"] == "budget" else f" {words.KINDS[any_row['kind']]}"
    head = [Cell(words.subject(any_row)), Cell(f"{any_row['fiscal_year']}{kind}")]
    return head + [_cell(scope, found[name]) if name in found else Cell("") for name in statements]


def _cell(scope: Scope, row: Mapping[str, Any]) -> Cell:
    status = row["status"]
    hint = f"{words.STATEMENTS.get(row['statement'], row['statement'])}: {_MEANINGS[status]}"
    if row["figures"]:
        hint += f", {row['figures']} figures, {words.percent(row['proven_share'])} proven"
    if row["disputed"]:
        hint += f", {row['disputed']} disputed"
    return Cell(_SYMBOLS[status], scope.links.to_table(row["document_id"], row["table_no"]), status, hint)
