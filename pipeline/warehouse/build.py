"""next.duckdb: the whole warehouse made anew from the lake, its register and the frames that a run holds.

Belongs here: creating the schema, loading every table, creating the views. Does not belong here: deriving rows, and
putting the result in the place of the published file (see publish).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb
import polars as pl

from pipeline import contract
from pipeline.warehouse import keys, lineage, manifest, view_files
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.making import bounded, is_out_of_memory
from pipeline.warehouse.project_keys import settle_project_keys
from pipeline.warehouse.register import Register


@dataclass(frozen=True)
class BuildResult:
    """What a build made."""

    path: Path
    """The database, closed."""
    rows: dict[str, int]
    """Rows per table of the contract."""
    seconds: float


@dataclass(frozen=True)
class ViewInfo:
    """One view of a database."""

    name: str
    comment: str
    depends_on: tuple[str, ...]
    columns: dict[str, str]
    """DuckDB type per column; empty for a macro, whose types depend on its argument."""
    rows: int | None
    """None for a macro."""


class BuildError(Exception):
    """Rows that do not fit the contract; the message names the table."""


STORAGE = "v1.4.0"
"""DuckDB's storage format of the database: the oldest version whose command line and drivers open it."""

SORTED_BY = {"audit.identity_member": "fact_id"}
"""Tables that are kept in an order in which DuckDB finds the rows of one fact without reading the others."""


def _remove_database(path: Path) -> None:
    for name in (path.name, f"{path.name}.wal"):
        path.with_name(name).unlink(missing_ok=True)


def _quoted(table: str) -> str:
    schema, name = table.split(".")
    return f'{schema}."{name}"'


def _insert(connection: duckdb.DuckDBPyConnection, table: str, query: str, parameters: list[object]) -> None:
    try:
        connection.execute(f"INSERT INTO {_quoted(table)} BY NAME {query}", parameters)
    except duckdb.Error as error:
        if is_out_of_memory(error):
            raise
        raise BuildError(f"{table}: its rows do not fit sql/schema: {error}") from error


def load_files(connection: duckdb.DuckDBPyConnection, table: str, files: list[Path]) -> None:
    """Add the rows of Parquet files to a table of the contract. Raises BuildError when they do not fit it."""
    if files:
        columns = ", ".join(f'"{name}"' for name in contract.columns(table))
        order = f" ORDER BY {SORTED_BY[table]}" if table in SORTED_BY else ""
        query = f"SELECT {columns} FROM read_parquet(?, union_by_name = true, hive_partitioning = false){order}"
        _insert(connection, table, query, [[str(path) for path in files]])


def load_frame(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Add a frame's rows to a table of the contract. Raises BuildError when they do not fit it."""
    if frame.schema != pl.Schema(contract.columns(table)):
        raise BuildError(f"{table}: the frame does not have the columns of sql/schema; make it with contract.frame")
    if not frame.is_empty():
        # Through a file: DuckDB takes a frame only by way of pyarrow, which the project does not need otherwise.
        with TemporaryDirectory() as folder:
            file = Path(folder) / "frame.parquet"
            frame.write_parquet(file)
            load_files(connection, table, [file])


def _load_register(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """The documents and their names, piece by piece."""
    with Register.reading(lake) as register:
        for table, made, frames in (
            ("raw.document", manifest.documents, register.document_frames()),
            ("raw.document_path", manifest.document_paths, register.name_frames()),
        ):
            columns = list(contract.columns(table))
            for frame in frames:
                load_frame(connection, table, made(frame).select(columns))


def _load_unread(connection: duckdb.DuckDBPyConnection) -> None:
    """Every quarantined document has a row in audit.quarantine, also one no reader could open; every row a path."""
    connection.execute(
        "INSERT INTO audit.quarantine BY NAME "
        "SELECT document_id, path, 'read' AS stage, coalesce(reason, 'no reason was recorded') AS reason "
        "FROM raw.document WHERE status = 'quarantined' AND document_id NOT IN ("
        "SELECT document_id FROM audit.quarantine WHERE table_no IS NULL AND paragraph_no IS NULL) "
        "ORDER BY document_id"
    )
    connection.execute(
        "UPDATE audit.quarantine SET path = document.path FROM raw.document AS document "
        "WHERE quarantine.path IS NULL AND document.document_id = quarantine.document_id"
    )


def build(
    lake: Lake, path: Path, frames: Mapping[str, pl.DataFrame] | None = None, *, megabytes: int | None = None
) -> BuildResult:
    """Make the database ``path`` anew from the lake; the views are added by :func:`create_views`.

    ``frames`` holds contract tables that do not lie in the lake by partition: core.disclosure, the core.dim_* tables,
    audit.rule ... A table there is added to what the lake has of it. raw.document and raw.document_path are made from
    the register. ``megabytes`` bounds DuckDB's memory.

    Raises BuildError when rows do not fit the contract (a key that stands twice, a missing value), MakingError when
    memory or disk do not suffice.
    """
    started = perf_counter()
    given = dict(frames or {})
    unknown = given.keys() - contract.tables().keys()
    if unknown:
        raise BuildError(f"{', '.join(sorted(unknown))}: not in sql/schema")
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_database(path)
    files = {table: lake.fact_files(table) for table in contract.tables()}
    with bounded(path, path.parent, megabytes, storage_compatibility_version=STORAGE) as connection:
        undeclared = keys.too_large(connection, files)
        # One transaction: each statement alone would wait for the disk, and there are hundreds of comments.
        connection.begin()
        for script in contract.schema_files():
            connection.execute(keys.without(script, undeclared))
        connection.commit()
        for table in contract.tables():
            load_files(connection, table, files[table])
            if table in given:
                load_frame(connection, table, given[table])
        _load_register(connection, lake)
        _load_unread(connection)
        for table in sorted(undeclared):
            if (key := keys.twice(connection, table)) is not None:
                raise BuildError(f"{table}: its rows do not fit sql/schema: the key {key} stands twice")
        settle_project_keys(connection)
        rows = {table: _count(connection, table) for table in contract.tables()}
        connection.execute("CHECKPOINT")
    return BuildResult(path, rows, perf_counter() - started)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()
    assert row is not None
    return int(row[0])


def create_views(
    path: Path, views: Mapping[str, view_files.ViewFile] | None = None, *, megabytes: int | None = None
) -> list[ViewInfo]:
    """Create the views of sql/views in a database that :func:`build` made, in the order of their dependencies.

    Raises BuildError that names the view whose script fails, or whose columns are not those of its header, MakingError
    when memory or disk do not suffice.
    """
    scripts = view_files.load() if views is None else dict(views)
    result: list[ViewInfo] = []
    with bounded(path, path.parent, megabytes) as connection:
        connection.begin()
        for name in lineage.creation_order({name: file.sql for name, file in scripts.items()}):
            result.append(_create_view(connection, scripts[name]))
        connection.commit()
        connection.execute("CHECKPOINT")
    return result


def _create_view(connection: duckdb.DuckDBPyConnection, file: view_files.ViewFile) -> ViewInfo:
    try:
        connection.execute(file.sql)
        query = f"FROM {file.name}('')" if file.is_macro else f"FROM {file.name}"
        described = connection.execute(f"DESCRIBE {query}").fetchall()
        columns = {str(row[0]): str(row[1]) for row in described}
        if list(columns) != list(file.columns):
            raise BuildError(f"{file.name}: its header lists other columns than it has: {', '.join(columns)}")
        for comment in file.comments():
            connection.execute(comment)
        rows = None if file.is_macro else _count(connection, file.name)
    except duckdb.Error as error:
        if is_out_of_memory(error):
            raise
        raise BuildError(f"{file.name}: the view cannot be made: {error}") from error
    return ViewInfo(file.name, file.comment, file.depends_on, {} if file.is_macro else columns, rows)
