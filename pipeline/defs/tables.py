"""Tables and views as assets: keys, descriptions, columns and lineage, all read out of sql/."""

from collections.abc import Iterable

import dagster as dg

from pipeline import contract
from pipeline.warehouse import lineage
from pipeline.warehouse.changes import TABLES as CHANGES
from pipeline.warehouse.relations import Relation, relations, sentence

OWNERS = ["team:budget-data"]
GROUPS = ("raw", "facts", "audit", "warehouse", "views", "published")


def table_schema(relation: Relation) -> dg.TableSchema:
    """The columns of a table or view in Dagster's form."""
    return dg.TableSchema(
        [dg.TableColumn(name, kind or "unknown", text or None) for name, kind, text in relation.columns]
    )


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
        metadata={"dagster/table_name": f"budget.{relation}", "dagster/column_schema": table_schema(described)},
    )


def column_lineage(view: str) -> dg.TableColumnLineage:
    """Where each column of a view comes from, as sql/views says."""
    return dg.TableColumnLineage(
        {
            column: [dg.TableColumnDep(key(table), source) for table, source in sources]
            for column, sources in lineage.views()[view].items()
        }
    )


def lineage_table(view: str) -> str:
    """The column lineage of a view as a Markdown table: column, made from, and in the end from which tables.

    For people: the open-source UI keeps ``dagster/column_lineage`` and shows it nowhere.
    """
    direct, ends = lineage.views()[view], lineage.in_the_end(lineage.views())[view]
    lines = [f"| {view} | made from | in the end from |", "|---|---|---|"]
    for column, sources in direct.items():
        through = _linked(ends[column]) if ends[column] != sources else ""
        lines.append(f"| {column} | {_linked(sources) or 'words of the view itself'} | {through} |")
    return "\n".join(lines)


def _linked(sources: Iterable[lineage.Source]) -> str:
    """Columns with links to the pages of their tables."""
    return ", ".join(f"[{table}](/assets/{table.replace('.', '/')}).{column}" for table, column in sources)


MADE_WITH_DATABASE = ("audit.rule", "audit.rule_result", *CHANGES)
"""Tables of audit that come into being with the database, not with the facts of a document."""


def tables(prefix: str) -> list[str]:
    """The tables of the contract whose name begins so, for example ``core.fact_``, in alphabetical order."""
    return sorted(name for name in contract.tables() if name.startswith(prefix))
