"""The traces that a page carries: where each linked figure stands in its document, and what proves it.

They are data of the page (JSON), which report.js shows when a link is followed. Documents and identities that several
figures share stand once.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.report.pages import slices
from pipeline.report.pages.scope import Scope

IDENTITIES = 6
"""Most identities of a figure that the page holds; `budget trace` shows all."""
CELLS = 12
TEXT = 400
END = 150
"""Characters of a text that the page holds, and how many of them are its end: a row ends with what it targets."""

_PLACE = (
    "fact_kind", "department_name", "fiscal_year", "page", "table_no", "table_title", "row_no", "col_no",
    "paragraph_no", "raw_text", "label", "column_path", "amount_yuan", "amount_raw", "proof", "held_by",
)  # fmt: skip
_IDENTITY = ("rule", "equation", "expected", "actual", "difference", "tolerance", "holds")

_TRACES = """
SELECT trace.* FROM (SELECT unnest($facts::VARCHAR[]) AS id) AS fact, LATERAL mart.trace(fact.id) AS trace
ORDER BY list_position($facts::VARCHAR[], trace.fact_id), trace.holds <> 'no', trace.identity_id, trace.side
"""

# A fact that is a whole row is drawn from the money cells of its row, a project from those of its sheet and rows.
_CELLS = """
WITH wanted AS (
    SELECT unnest($facts::VARCHAR[]) AS id
), fact AS (
    SELECT id, document_id, table_no, row_no FROM wanted JOIN core.fact_project ON project_id = id
    UNION ALL
    SELECT id, document_id, table_no, row_no FROM wanted JOIN core.fact_kpi ON kpi_id = id
), drawn AS (
    SELECT id, line_item_id FROM wanted JOIN core.fact_line_item ON project_id = id
    UNION
    SELECT id, line_item_id FROM fact JOIN core.fact_line_item USING (document_id, table_no, row_no)
)
SELECT fact.id, cell.line_item_id, cell.amount_yuan, cell.proof, cell.label, cell.column_path
FROM drawn AS fact
JOIN core.fact_line_item AS cell USING (line_item_id)
QUALIFY row_number() OVER (
    PARTITION BY fact.id ORDER BY cell.document_id, cell.table_no, cell.row_no, cell.col_no) <= $most
ORDER BY fact.id, cell.document_id, cell.table_no, cell.row_no, cell.col_no
"""

_TABLES = """
SELECT printed.document_id, printed.table_no, document.path, printed.title, printed.statement, printed.axis,
    printed.unit, printed.state, printed.page_from, printed.page_to, printed.n_rows, printed.n_cols,
    count(fact.line_item_id) AS figures,
    count(*) FILTER (WHERE fact.proof IN ('proven', 'corrected')) AS proven,
    count(*) FILTER (WHERE fact.proof = 'disputed') AS disputed
FROM (SELECT unnest($documents::VARCHAR[]) AS document_id, unnest($numbers::INTEGER[]) AS table_no) AS wanted
JOIN raw.table AS printed ON (printed.document_id, printed.table_no) = (wanted.document_id, wanted.table_no)
JOIN raw.document AS document ON document.document_id = printed.document_id
LEFT JOIN core.fact_line_item AS fact
    ON (fact.document_id, fact.table_no) = (printed.document_id, printed.table_no)
GROUP BY ALL
"""


def traces(scope: Scope) -> dict[str, Any]:
    """Everything that the links of the page lead to: ``facts``, ``tables``, and the ``documents`` they stand in."""
    documents: dict[str, str] = {}
    identities: dict[str, list[Any]] = {}
    facts: dict[str, dict[str, Any]] = {}
    with slices.of_facts(scope.connection, scope.links.facts) as connection:
        rows = Scope(connection).rows(_TRACES, facts=scope.links.facts)
    for row in rows:
        fact = facts.get(row["fact_id"])
        if fact is None:
            documents[row["document_id"]] = row["document_path"]
            fact = facts[row["fact_id"]] = {name: _value(row[name]) for name in _PLACE if row[name] is not None}
            fact["document"] = row["document_id"]
        if row["identity_id"] is None:
            continue
        held = fact.setdefault("identities", [])
        if row["identity_id"] in held:
            continue
        if len(held) < IDENTITIES:
            held.append(row["identity_id"])
            identities[row["identity_id"]] = [_value(row[name]) for name in _IDENTITY]
        else:
            fact["more"] = fact.get("more", 0) + 1
    _add_cells(scope, facts)
    tables = _tables(scope, documents)
    return {"facts": facts, "identities": identities, "tables": tables, "documents": documents}


def _add_cells(scope: Scope, facts: Mapping[str, dict[str, Any]]) -> None:
    of_rows = [name for name, fact in facts.items() if fact["fact_kind"] in ("project", "kpi")]
    for row in scope.rows(_CELLS, facts=of_rows, most=CELLS):
        name = " | ".join(part for part in (row["label"], row["column_path"]) if part)
        cell = [row["line_item_id"], _value(row["amount_yuan"]), row["proof"], _value(name)]
        facts[row["id"]].setdefault("cells", []).append(cell)


def _tables(scope: Scope, documents: dict[str, str]) -> dict[str, dict[str, Any]]:
    wanted = list(scope.links.tables.values())
    found = {}
    for row in scope.rows(_TABLES, documents=[one for one, _ in wanted], numbers=[number for _, number in wanted]):
        documents[row["document_id"]] = row["path"]
        shown = {name: _value(value) for name, value in row.items() if value is not None and name != "path"}
        found[f"table-{row['document_id']}-{row['table_no']}"] = shown
    return found


def _value(value: Any) -> Any:
    """A value as JSON: exact amounts and dates as text, long texts cut."""
    if isinstance(value, Decimal):
        return f"{value:,}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and len(value) > TEXT:
        return f"{value[: TEXT - END]} … ({len(value) - TEXT:,} characters) … {value[-END:]}"
    return value
