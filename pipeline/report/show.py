"""What was understood of one document, table by table, as lines for a person."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.report.database import opened
from pipeline.report.naming import document_named

_MOST_LINES = 20
_WIDEST_PATH = 44

Rows = list[dict[str, Any]]


def show(warehouse_dir: Path, name: str, working_dir: Path | None = None) -> str:
    """What the published warehouse understood of a document.

    ``name`` is a document's id, its path below the raw folder, a part of either, or the path of the file from
    ``working_dir`` (the current folder). Raises WarehouseError when no document or more than one is so named.
    """
    with opened(warehouse_dir) as connection:
        key = document_named(connection, name, working_dir or Path.cwd())
        (document,) = _rows(connection, "SELECT * FROM raw.document WHERE document_id = $1", key)
        lines = _about(document, _rows(connection, _DISCLOSURE, key))
        tables = _rows(connection, _TABLES, key)
        columns = _rows(connection, _COLUMNS, key)
        forms = _rows(connection, _FORMS, key)
        unparsed = _rows(connection, _UNPARSED, key)
        failing = _rows(connection, _FAILING, key)
        for table in tables:
            number = table["table_no"]
            lines += ["", *_about_table(table, _of(forms, number))]
            lines += _about_columns(_of(columns, number))
            lines += _about_unparsed(_of(unparsed, number))
        lines += _section("amounts in the text", _about_narrative(_rows(connection, _NARRATIVE, key)))
        lines += _section("identities that fail", [f"{row['rule']}: {row['equation']}" for row in failing])
        lines += _section("corrections", [_correction(row) for row in _rows(connection, _CORRECTIONS, key)])
        lines += _section("held back", [row["reason"] for row in _rows(connection, _HELD_BACK, key)])
    return "\n".join(lines)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, key: str) -> Rows:
    relation = connection.execute(query, [key])
    names = [column[0] for column in relation.description or ()]
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def _of(rows: Rows, table: int) -> Rows:
    return [row for row in rows if row["table_no"] == table]


_DISCLOSURE = """
SELECT department.name AS department, disclosure.* FROM raw.document AS document
JOIN core.disclosure AS disclosure USING (disclosure_id)
LEFT JOIN core.dim_department AS department USING (department_id)
WHERE document.document_id = $1
"""

_TABLES = """
SELECT printed.*, count(item.line_item_id) AS amounts,
    count(*) FILTER (WHERE proof = 'proven') AS proven, count(*) FILTER (WHERE proof = 'corrected') AS corrected,
    count(*) FILTER (WHERE proof = 'disputed') AS disputed, count(*) FILTER (WHERE proof = 'unchecked') AS unchecked
FROM raw."table" AS printed
LEFT JOIN core.fact_line_item AS item USING (document_id, table_no)
WHERE document_id = $1
GROUP BY ALL ORDER BY table_no
"""

_COLUMNS = """
SELECT table_no, col_no, coalesce(column_path, '') AS column_path, count(*) AS amounts,
    string_agg(DISTINCT flow, '/' ORDER BY flow) AS flow,
    string_agg(DISTINCT phase, '/' ORDER BY phase) AS phase,
    string_agg(DISTINCT fiscal_year::VARCHAR, '/' ORDER BY fiscal_year::VARCHAR) AS year,
    string_agg(DISTINCT unit_printed, '/' ORDER BY unit_printed) AS unit,
    string_agg(DISTINCT fund_source, '/' ORDER BY fund_source) AS fund,
    string_agg(DISTINCT component, '/' ORDER BY component) AS component
FROM core.fact_line_item WHERE document_id = $1
GROUP BY table_no, col_no, column_path ORDER BY table_no, col_no, column_path
"""

_FORMS = """
SELECT table_no, kind, count(*) AS rows FROM (
    SELECT document_id, table_no, 'indicators' AS kind FROM core.fact_kpi
    UNION ALL SELECT document_id, table_no, 'projects' FROM core.fact_project
    UNION ALL SELECT document_id, table_no, 'procurements' FROM core.fact_procurement
    UNION ALL SELECT document_id, table_no, 'assets' FROM core.fact_asset
    UNION ALL SELECT document_id, table_no, 'institutions' FROM core.fact_institution
    UNION ALL SELECT document_id, table_no, 'tasks' FROM core.fact_task
) WHERE document_id = $1 GROUP BY ALL ORDER BY table_no, kind
"""

_UNPARSED = """
SELECT table_no, row_no, col_no, text, reason FROM audit.unparsed_cell
WHERE document_id = $1 ORDER BY table_no, row_no, col_no
"""

_NARRATIVE = """
SELECT paragraph_no, measure, label, fiscal_year, prior_year, amount_yuan, "percent", proof
FROM core.fact_narrative AS amount LEFT JOIN raw.paragraph AS paragraph USING (document_id, paragraph_no)
WHERE document_id = $1 ORDER BY paragraph_no, strpos(paragraph.text, amount.raw), narrative_id
"""

_FAILING = """
SELECT rule, equation FROM audit.identity_result
WHERE holds = 'no' AND (document_id = $1 OR identity_id IN (
    SELECT identity_id FROM audit.identity_member AS member
    JOIN core.fact_line_item AS item ON item.line_item_id = member.fact_id WHERE item.document_id = $1))
ORDER BY rule, equation
"""

_CORRECTIONS = "SELECT place, before, after, evidence FROM audit.correction WHERE document_id = $1 ORDER BY place"

_HELD_BACK = """
SELECT reason FROM audit.quarantine
WHERE document_id = $1 AND (table_no IS NOT NULL OR paragraph_no IS NOT NULL) ORDER BY table_no, paragraph_no
"""


def _about(document: dict[str, Any], disclosures: Rows) -> list[str]:
    lines = [
        f"document    {document['document_id']}  {document['path']}",
        f"read as     {document['media_type'] or 'nothing'}"
        + (f", {document['pages']} pages" if document["pages"] else ""),
        f"status      {document['status']}" + (f": {document['reason']}" if document["reason"] else ""),
    ]
    for row in disclosures:
        unit = f", {row['unit_name']}" if row["unit_name"] and row["unit_name"] != row["department"] else ""
        current = "" if row["is_current"] else ", replaced by a later version"
        lines.append(
            f"disclosure  {row['disclosure_id']}  {row['department']}{unit}, {row['fiscal_year']}, {row['kind']}, "
            f"{row['scope']}, region {row['region_code'] or 'unknown'}, version {row['version']}{current}"
        )
    return lines


def _about_table(table: dict[str, Any], forms: Rows) -> list[str]:
    first, last = table["page_from"], table["page_to"]
    pages = "" if first is None else f", page {first}" if first == last else f", pages {first}-{last}"
    rows_are = f"rows by {table['axis']}" if table["axis"] else "no rows of amounts"
    lines = [
        f"table {table['table_no']}{pages}: {table['statement']}, {rows_are}, "
        f"{'in ' + table['unit'] if table['unit'] else 'no unit of money'}, {table['state']}",
        f"  title     {table['title'] or '(none)'}",
        f"  size      {table['n_rows']} rows x {table['n_cols']} columns, statement {table['statement_no']} as printed",
    ]
    if forms:
        lines.append("  holds     " + ", ".join(f"{row['rows']} {row['kind']}" for row in forms))
    if table["amounts"]:
        kinds = ("proven", "corrected", "disputed", "unchecked")
        counts = ", ".join(f"{table[kind]} {kind}" for kind in kinds if table[kind])
        lines.append(f"  proof     of {table['amounts']} amounts {counts}")
    return lines


def _about_columns(columns: Rows) -> list[str]:
    """One line a column: its header and what its amounts are; rows of revenue name their fund themselves."""
    width = min(max((_width(row["column_path"]) for row in columns), default=0), _WIDEST_PATH)
    lines = []
    for row in columns:
        meaning = [row["flow"], row["phase"], row["year"], f"in {row['unit']}"]
        meaning += [f"{name} {row[name]}" for name in ("fund", "component") if row[name]]
        path = _padded(row["column_path"] or "(no header)", width)
        lines.append(f"  col {row['col_no']:<3} {path}  {', '.join(filter(None, meaning))}: {row['amounts']} rows")
    return lines


def _about_unparsed(cells: Rows) -> list[str]:
    texts = [f"row {c['row_no']}, column {c['col_no']}: {_short(c['text'])} ({c['reason']})" for c in cells]
    return [f"  not understood: {len(cells)} cells", *(f"    {text}" for text in _some(texts))] if cells else []


def _about_narrative(rows: Rows) -> list[str]:
    lines = []
    for row in rows:
        years = f"{row['fiscal_year']}" + (f" against {row['prior_year']}" if row["prior_year"] else "")
        label = f" {_short(row['label'])}" if row["label"] else ""
        amount = "" if row["amount_yuan"] is None else f"{row['amount_yuan']:,} 元"
        share = "" if row["percent"] is None else f"{row['percent'].normalize():f} %"
        value = ", ".join(filter(None, (amount, share)))
        lines.append(f"paragraph {row['paragraph_no']}: {row['measure']}{label}, {years}: {value} ({row['proof']})")
    return lines


def _correction(row: dict[str, Any]) -> str:
    after = "no figure" if row["after"] is None else row["after"]
    return f"{row['place']}: {row['before']} -> {after} ({row['evidence']})"


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", f"{heading}: {len(lines)}", *(f"  {line}" for line in lines)] if lines else []


def _some(lines: Sequence[str]) -> list[str]:
    left = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f"... and {left} more (audit.unparsed_cell)"] if left > 0 else list(lines)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
