"""Everything that a warehouse says, as bytes that two runs over the same files share."""

from pathlib import Path

import duckdb

from pipeline import contract
from pipeline.warehouse.changes import TABLES as CHANGES

OF_A_RUN = {"first_seen_at", "superseded_at", "changed_at", "loaded_at", "mtime", "root"}
"""Columns that a run is free to choose: when and where it met a file."""


def export(database: Path) -> bytes:
    """Every row of every table of the contract but those that tell of runs, ordered, as tab-separated text."""
    lines = []
    with duckdb.connect(str(database), read_only=True) as connection:
        for table, columns in contract.tables().items():
            if table in CHANGES:
                continue
            kept = ", ".join(f'"{name}"' for name in columns if name not in OF_A_RUN)
            schema, name = table.split(".")
            lines.append(f"# {table}")
            rows = connection.execute(f'SELECT {kept} FROM {schema}."{name}" ORDER BY ALL').fetchall()
            lines += ["\t".join(map(repr, row)) for row in rows]
    return "\n".join(lines).encode()


def set_aside(database: Path) -> list[str]:
    """The paths of documents that gave no facts, in order: what a comparison of exports would say nothing of."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("SELECT path FROM raw.document WHERE status = 'quarantined' ORDER BY path").fetchall()
    return [path for (path,) in rows]
