"""Where one fact stands on the page and what speaks for it, as lines for a person."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.report.database import WarehouseError, opened
from pipeline.report.layout import columns

_OF_IDENTITIES = (
    "identity_id",
    "rule",
    "equation",
    "side",
    "coefficient",
    "expected",
    "actual",
    "difference",
    "tolerance",
    "holds",
)
_OF_ONE_FIGURE = ("line_item", "narrative")
_OF_CORRECTIONS = ("place", "before", "after", "evidence")
_HELD_BY = (
    "none: no identity that holds has it",
    "one identity: an error in it would be noticed",
    "{} identities: an error in it would be located",
)

# A fact that is a whole row is drawn from the money cells of its row, a project from those of its sheet and its rows.
_CELLS = """
SELECT line_item_id, table_no, row_no, col_no, amount_yuan, proof,
    concat_ws(' | ', nullif(label, ''), nullif(column_path, ''))
FROM core.fact_line_item
WHERE project_id = $fact_id OR (document_id, table_no, row_no) = ($document_id, $table_no, $row_no)
ORDER BY document_id, table_no, row_no, col_no
"""

_CORRECTIONS = """
SELECT place, before, after, evidence FROM audit.correction
WHERE list_contains($facts, fact_id) ORDER BY place
"""


def trace(warehouse_dir: Path, fact_id: str) -> str:
    """The document, place, text, corrections and identities of a fact; what is not known of it is left out.

    The id of a figure that a repair left out gives its correction. Raises WarehouseError for any other unknown id.
    """
    with opened(warehouse_dir) as connection:
        relation = connection.sql("SELECT * FROM mart.trace($1)", params=[fact_id])
        found = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
        cells = _cells(connection, found[0]) if found and found[0]["fact_kind"] not in _OF_ONE_FIGURE else []
        facts = [fact_id, *(str(cell[0]) for cell in cells)]
        rows = connection.execute(_CORRECTIONS, {"facts": facts}).fetchall()
    corrections = [dict(zip(_OF_CORRECTIONS, row, strict=True)) for row in rows]
    if found:
        return "\n".join(_of_fact(found, cells, corrections))
    if corrections:
        return "\n".join([f"{fact_id} is no fact: a repair left this figure out.", *_blocks(corrections)])
    raise WarehouseError(
        f"there is no fact {fact_id}; ids stand in the first column of core.fact_*, for example: "
        'budget sql "SELECT line_item_id, label, amount_yuan FROM core.fact_line_item LIMIT 5"'
    )


def _cells(connection: duckdb.DuckDBPyConnection, fact: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    parameters = {name: fact[name] for name in ("fact_id", "document_id", "table_no", "row_no")}
    return connection.execute(_CELLS, parameters).fetchall()


def _of_fact(
    found: Sequence[Mapping[str, Any]], cells: Sequence[tuple[Any, ...]], corrections: Sequence[Mapping[str, Any]]
) -> list[str]:
    fact = dict(found[0])
    is_row = fact["fact_kind"] not in _OF_ONE_FIGURE
    held_by = fact.pop("held_by")
    if not is_row:
        fact["held_by"] = _HELD_BY[min(held_by, 2)].format(held_by)
    lines = _lines(fact, [name for name in fact if name not in _OF_IDENTITIES])
    if corrections:
        lines += ["", "What was read otherwise than it was recognised:", *_blocks(corrections)]
    if is_row:
        if not cells:
            return [*lines, "", "No cell of money stands in its row, so no identity can hold it."]
        heads = ("id", "table", "row", "column", "yuan", "proof", "row and header")
        lines += ["", "It is drawn from these figures; budget trace shows the identities of each:"]
        return lines + columns([heads, *_texts(cells)], "<>>>><<")
    identities = [
        {name: row[name] for name in row if name in _OF_IDENTITIES}
        for row in found
        if row.get("identity_id") is not None
    ]
    return lines + (_blocks(identities) or ["", "No identity proves or disputes it."])


def _texts(rows: Sequence[tuple[Any, ...]]) -> list[tuple[str, ...]]:
    return [tuple(str(value) for value in row) for row in rows]


def _blocks(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [line for row in rows for line in ("", *_lines(row, list(row)))]


def _lines(row: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    return [f"{name:<16} {row[name]}" for name in names if row[name] is not None]
