"""Tables and views as assets: keys, descriptions, columns and lineage, all read out of sql/."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import dagster as dg
import duckdb

from pipeline import contract
from pipeline.warehouse import lineage, view_files

OWNERS = ["team:budget-data"]
GROUPS = ("raw", "facts", "audit", "warehouse", "views")


@dataclass(frozen=True)
class Relation:
    """A table or view as DuckDB understood it: comment, and (name, type, comment) of each column."""

    comment: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def schema(self) -> dg.TableSchema:
        """The columns in Dagster's form."""
        return dg.TableSchema(
            [dg.TableColumn(name, kind or "unknown", text or None) for name, kind, text in self.columns]
        )


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
    """A text of sql/, where it goes on after a name and a colon, as a sentence of its own."""
    return text[:1].upper() + text[1:]


def key(relation: str) -> dg.AssetKey:
    """The asset of a table or view: ``core.fact_kpi`` is ``core/fact_kpi``."""
    return dg.AssetKey(relation.split("."))


def spec(relation: str, group: str, kinds: set[str], deps: Iterable[dg.AssetKey]) -> dg.AssetSpec:
    """The asset of a table or view of sql/, with its columns."""
    described = relations()[relation]
    return dg.AssetSpec(
        key(relation),
        deps=list(deps),
        description=sentence(described.comment),
        group_name=group,
        owners=OWNERS,
        kinds=kinds,
        metadata={"dagster/table_name": f"budget.{relation}", "dagster/column_schema": described.schema},
    )


def column_lineage(view: str) -> dg.TableColumnLineage:
    """Where each column of a view comes from, as sql/views says."""
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(key(table), source) for table, source in sources]
            for column, sources in lineage.views()[view].items()
        }
    )


def tables(prefix: str) -> list[str]:
    """The tables of the contract whose name begins so, for example ``core.fact_``, in alphabetical order."""
    return sorted(name for name in contract.tables() if name.startswith(prefix))
