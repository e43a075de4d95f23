"""Views that are tables, made anew where a test put rows under them."""

from functools import cache

import duckdb

from pipeline.warehouse import lineage, view_files


def work_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views that were worked out over other rows anew, in their order."""
    for script in _scripts():
        connection.execute(script)


@cache
def _scripts() -> list[str]:
    files = view_files.load()
    order = lineage.creation_order({name: file.sql for name, file in files.items()})
    tables = [files[name] for name in order if files[name].kind == "TABLE"]
    return [file.sql.replace("CREATE TABLE", "CREATE OR REPLACE TABLE", 1) for file in tables]
