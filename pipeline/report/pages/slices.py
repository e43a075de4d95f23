"""What mart.trace reads of some facts, copied into memory: there it answers for thousands at once.

Asked of the whole database, the macro looks through every table of facts; that takes a second for one fact, and for
the thousands of a page it would not end.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

from pipeline import contract
from pipeline.report.database import WarehouseError
from pipeline.warehouse import view_files

_LAST_RUN = "SELECT count(*), max_by(run_id, run_at) FROM {}audit.run"
_WANTED = "(FROM wanted)"
_PLACES = ("disclosure_id", "document_id", "table_no", "paragraph_no")
_BY_PLACE = {
    "raw.document": "document_id IN (SELECT document_id FROM place)",
    "raw.table": "(document_id, table_no) IN (SELECT (document_id, table_no) FROM place)",
    "raw.cell": "(document_id, table_no) IN (SELECT (document_id, table_no) FROM place)",
    "raw.paragraph": "(document_id, paragraph_no) IN (SELECT (document_id, paragraph_no) FROM place)",
    "core.disclosure": "disclosure_id IN (SELECT disclosure_id FROM place)",
    "core.dim_department": "department_id IN (SELECT department_id FROM core.disclosure)",
    "audit.identity_member": f"fact_id IN {_WANTED}",
    "audit.identity_result": "identity_id IN (SELECT identity_id FROM audit.identity_member)",
}
"""The rows of the other tables that belong to the facts, in the order in which they are copied."""


@contextmanager
def of_facts(connection: duckdb.DuckDBPyConnection, facts: Sequence[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the slice of some facts, with mart.trace, made from the database of ``connection``.

    It may take as much memory as that one, and spills to the same folder.

    Raises WarehouseError when another database was published in its place meanwhile, or it cannot be opened again.
    """
    script = view_files.load()["mart.trace"]
    tables = [name for name in script.depends_on if name.startswith("core.fact_")]
    unknown = set(script.depends_on) - set(tables) - _BY_PLACE.keys()
    assert not unknown, f"mart.trace reads {unknown}: say here which of their rows belong to a fact"
    (path,) = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone() or ("",)
    bounds = ("memory_limit", "temp_directory", "threads")
    given = connection.execute(f"SELECT {', '.join(f'current_setting({name!r})' for name in bounds)}").fetchone() or ()
    with duckdb.connect(config=dict(zip(bounds, given, strict=True))) as slice_:
        try:
            slice_.execute("ATTACH '{}' AS whole (READ_ONLY)".format(path.replace("'", "''")))
        except duckdb.Error as error:
            # As in published.connect: the publication may fall into the opening itself.
            raise WarehouseError(f"{path} cannot be opened again; run the command again: {error}") from error
        if slice_.execute(_LAST_RUN.format("whole.")).fetchone() != connection.execute(_LAST_RUN.format("")).fetchone():
            raise WarehouseError("the warehouse was published anew meanwhile; run the command again")
        slice_.execute("CREATE SCHEMA raw; CREATE SCHEMA core; CREATE SCHEMA audit; CREATE SCHEMA mart")
        slice_.execute("CREATE TABLE wanted AS SELECT unnest($facts::VARCHAR[]) AS id", {"facts": facts})
        for table in tables:
            key, *_ = contract.columns(table)
            _copy(slice_, table, f"{key} IN {_WANTED}")
        slice_.execute(f"CREATE TABLE place AS {' UNION BY NAME '.join(map(_places, tables))}")
        for table, belongs in _BY_PLACE.items():
            _copy(slice_, table, belongs)
        slice_.execute(script.sql)
        yield slice_


def _copy(connection: duckdb.DuckDBPyConnection, table: str, belongs: str) -> None:
    connection.execute(f"CREATE TABLE {table} AS SELECT * FROM whole.{table} WHERE {belongs}")


def _places(table: str) -> str:
    held = [name for name in _PLACES if name in contract.columns(table)]
    return f"SELECT {', '.join(held)} FROM {table}"
