"""What a published warehouse holds, in numbers: the closing words of an ingest and the answer of ``budget status``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import duckdb

from pipeline.report import trust
from pipeline.report.database import WarehouseError, opened
from pipeline.report.layout import columns

_MOST_HELD_BACK = 10


@dataclass(frozen=True)
class Summary:
    """Counts of a published warehouse. ``quarantined`` are (path, reason) of whole files, ordered by reason."""

    database: Path
    published_at: datetime
    documents: Mapping[str, int]
    """Number of documents by status."""
    tables: int
    facts: Mapping[str, int]
    """Rows by fact table."""
    quarantined: Sequence[tuple[str, str]]
    held_back: Sequence[tuple[str, str]]
    """(path, reason) of tables and paragraphs of loaded documents that are not loaded, in their order."""
    trust: trust.Trust
    roots: Mapping[str, int]
    """Documents with facts by the raw folder they stand in."""


def summarise(warehouse_dir: Path) -> Summary:
    """Count what the published database holds.

    Raises WarehouseError when there is none, or when one of its tables is not that of this version of the program.
    """
    with opened(warehouse_dir) as connection:
        try:
            return _summary(connection, warehouse_dir / "budget.duckdb")
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise WarehouseError(
                f"the warehouse in {warehouse_dir} was published by another version of this program; "
                f"run: budget ingest ({error})"
            ) from error


def _summary(connection: duckdb.DuckDBPyConnection, database: Path) -> Summary:
    return Summary(
        database=database,
        published_at=datetime.fromtimestamp(database.stat().st_mtime, UTC),
        documents=_counts(connection, "SELECT status, count(*) FROM raw.document GROUP BY ALL ORDER BY 1"),
        tables=_number(connection, 'SELECT count(*) FROM raw."table"'),
        facts={name: _number(connection, f'SELECT count(*) FROM core."{name}"') for name in _fact_tables(connection)},
        quarantined=connection.sql(_QUARANTINED).fetchall(),
        held_back=connection.sql(_HELD_BACK).fetchall(),
        trust=trust.trust(connection),
        roots=_counts(connection, _ROOTS),
    )


# Every name under which the content lies: who looks for the second of two empty files finds it, too.
_QUARANTINED = """
SELECT coalesce(name.path, document.path) AS path, document.reason
FROM raw.document AS document
LEFT JOIN raw.document_path AS name ON name.document_id = document.document_id AND name.is_present
WHERE document.status = 'quarantined' ORDER BY document.reason, path
"""

_HELD_BACK = """
SELECT path, reason FROM audit.quarantine
WHERE table_no IS NOT NULL OR paragraph_no IS NOT NULL
ORDER BY path, table_no, paragraph_no
"""

_ROOTS = """
SELECT name.root, count(DISTINCT document.document_id)
FROM raw.document_path AS name JOIN raw.document AS document USING (document_id)
WHERE name.is_present AND document.status IN ('loaded', 'superseded')
GROUP BY ALL ORDER BY 1
"""


def _fact_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    query = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'core' AND table_name LIKE 'fact%' ORDER BY 1"
    return [name for (name,) in connection.sql(query).fetchall()]


def _counts(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    return {str(row[0]): int(row[1]) for row in connection.sql(query).fetchall()}


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.sql(query).fetchall()[0][0])


def render(summary: Summary, every_document: bool = False) -> str:
    """The summary as lines for a person; ``every_document`` shows each of what else is cut to the worst."""
    documents = ", ".join(f"{count} {status}" for status, count in summary.documents.items()) or "none"
    lines = [
        f"warehouse    {summary.database}",
        f"published    {summary.published_at.astimezone():%Y-%m-%d %H:%M:%S %Z}",
        f"documents    {sum(summary.documents.values())} ({documents})",
        f"tables       {summary.tables}",
        "",
        "facts",
    ]
    lines += columns([[name, f"{count:,}"] for name, count in summary.facts.items()], "<>")
    lines += trust.render(summary.trust, every_document)
    if summary.held_back:
        lines += ["", f"parts of documents held back  {len(summary.held_back):,}  (audit.quarantine)"]
        shown = summary.held_back if every_document else summary.held_back[:_MOST_HELD_BACK]
        for path, of_path in groupby(shown, key=lambda row: row[0]):
            lines += [f"  {path}", *(f"    {reason}" for _, reason in of_path)]
        if len(shown) < len(summary.held_back):
            lines.append(f"  and {len(summary.held_back) - len(shown):,} more (each one: budget status --all)")
    if summary.quarantined:
        lines += ["", f"quarantined  {len(summary.quarantined)}"]
        for reason, of_reason in groupby(summary.quarantined, key=lambda row: row[1]):
            lines.append(f"  {reason}")
            lines += [f"    {path}" for path, _ in of_reason]
    return "\n".join(lines)
