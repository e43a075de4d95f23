"""Where one fact stands on the page, as lines for a person."""

from pathlib import Path
from typing import Any

from pipeline.report.database import WarehouseError, opened

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


def trace(warehouse_dir: Path, fact_id: str) -> str:
    """The document, place, text and identities of a fact; what is not known of it is left out.

    Raises WarehouseError when the warehouse has no such fact.
    """
    with opened(warehouse_dir) as connection:
        relation = connection.sql("SELECT * FROM mart.trace($1)", params=[fact_id])
        columns, rows = relation.columns, relation.fetchall()
    if not rows:
        raise WarehouseError(
            f"there is no fact {fact_id}; ids stand in the first column of core.fact_*, for example: "
            'budget sql "SELECT line_item_id, label, amount_yuan FROM core.fact_line_item LIMIT 5"'
        )
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    place = [name for name in columns if name not in _OF_IDENTITIES]
    lines = _lines(found[0], place)
    for row in found:
        if row.get("identity_id") is not None:
            lines += ["", *_lines(row, [name for name in columns if name in _OF_IDENTITIES])]
    if found[0].get("identity_id") is None:
        lines += ["", "No identity proves or disputes it."]
    return "\n".join(lines)


def _lines(row: dict[str, Any], names: list[str]) -> list[str]:
    return [f"{name:<16} {row[name]}" for name in names if row[name] is not None]
