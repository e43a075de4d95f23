"""Every table and view as the database describes itself: comments, columns and types, read out of sql/."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from pipeline import contract
from pipeline.warehouse import lineage, view_files


@dataclass(frozen=True)
class Relation:
    """A table or view as DuckDB understood it: comment, and (name, type, comment) of each column."""

    comment: str
    columns: tuple[tuple[str, str, str], ...]


@cache
def relations() -> Mapping[str, Relation]:
    """Every table and view of sql/ by ``schema.name``, from an empty database made for the purpose.

    A table macro has no columns until it is called; its header in sql/views names them.
    """
    scripts = view_files.load()
    with duckdb.connect() as connection:
        for script in contract.schema_files():
            connection.execute(script)
        for name in lineage.creation_order({name: file.sql for name, file in scripts.items()}):
            connection.execute(scripts[name].sql)
            for comment in scripts[name].comments():
                connection.execute(comment)
        comments = connection.execute(
            "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() UNION ALL "
            "SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
        columns = connection.execute(
            "SELECT schema_name || '.' || table_name, column_name, data_type, coalesce(comment, '') "
            "FROM duckdb_columns() WHERE NOT internal ORDER BY 1, column_index"
        ).fetchall()
    result = {
        name: Relation(
            comment or "", tuple((column, kind, text) for table, column, kind, text in columns if table == name)
        )
        for name, comment in comments
    }
    for name, file in scripts.items():
        if file.is_macro:
            result[name] = Relation(file.comment, tuple((column, "", text) for column, text in file.columns.items()))
    return result


def sentence(text: str) -> str:
    """A comment or a text of sql/, where it goes on after a name and a colon, as a sentence of its own."""
    return text[:1].upper() + text[1:]
