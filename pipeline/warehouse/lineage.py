"""Where each column of a view comes from, and the order in which views must be created: read out of sql/views.

Belongs here: what the SQL text itself says. Does not belong here: the database, and Dagster's form of the lineage.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter

from sqlglot import exp, parse_one
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope
from sqlglot.schema import MappingSchema

from pipeline import contract
from pipeline.warehouse import view_files

Source = tuple[str, str]
_BODY = re.compile(r"CREATE (?:(?:VIEW|TABLE) [\w.]+|MACRO [\w.]+\([^)]*\)) AS(?: TABLE)?\s", re.IGNORECASE)


def _select(sql: str) -> exp.Query:
    query = parse_one(_BODY.split(sql, maxsplit=1)[1].strip().rstrip(";"), dialect="duckdb")
    if not isinstance(query, exp.Query):
        raise ValueError(f"sql/views: not a SELECT: {sql[:80]}")
    return query


@cache
def depends_on(sql: str) -> frozenset[str]:
    """The tables and views that a view script reads, as ``schema.name``."""
    return frozenset(f"{table.db}.{table.name}" for table in _select(sql).find_all(exp.Table) if table.db)


def creation_order(scripts: Mapping[str, str]) -> list[str]:
    """View names so that each comes after the views it reads, otherwise in alphabetical order.

    Raises ValueError when views read each other in a circle.
    """
    graph = {name: sorted(depends_on(sql) & scripts.keys()) for name, sql in sorted(scripts.items())}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError(f"sql/views: these views read each other: {' -> '.join(error.args[1])}") from error


def _leaves(node: Node) -> set[Source]:
    found: set[Source] = set()
    for part in node.walk():
        if not part.downstream and isinstance(part.expression, exp.Table) and part.expression.db:
            found.add((f"{part.expression.db}.{part.expression.name}", part.name.rsplit(".", 1)[-1].strip('"')))
    return found


def _align_unions(query: exp.Query) -> None:
    """Give the branches of each UNION BY NAME the first branch's columns in its order: lineage() goes by position."""
    for union in query.find_all(exp.SetOperation):
        if union.args.get("by_name"):
            for branch in (union.left, union.right):
                if isinstance(branch, exp.Select):
                    by_name = {select.alias_or_name: select for select in branch.selects}
                    aligned = [by_name.get(name, exp.alias_(exp.null(), name)) for name in union.named_selects]
                    branch.set("expressions", aligned)


def column_lineage(scripts: Mapping[str, str]) -> dict[str, dict[str, list[Source]]]:
    """For each view its columns in order, each with the (table, column) pairs its value is made from, ordered.

    ``scripts``: view name -> script. A view that reads another view names that view's columns; nothing is expanded.
    """
    schema = MappingSchema(dialect="duckdb")

    def know(name: str, columns: Iterable[str]) -> None:
        schema.add_table(name, dict.fromkeys(columns, "VARCHAR"), dialect="duckdb")

    for name, columns in contract.tables().items():
        know(name, columns)
    result: dict[str, dict[str, list[Source]]] = {}
    for name in creation_order(scripts):
        query = _select(scripts[name])
        qualify(query, dialect="duckdb", schema=schema, validate_qualify_columns=False, identify=False)
        _align_unions(query)
        # The whole query at each node: a copy trimmed to the column would be for show, and takes most of the time.
        nodes = lineage(None, query, schema, dialect="duckdb", scope=build_scope(query), trim_selects=False)
        result[name] = {column: sorted(_leaves(node)) for column, node in nodes.items()}
        know(name, nodes)
    return result


def in_the_end(columns: Mapping[str, Mapping[str, Iterable[Source]]]) -> dict[str, dict[str, list[Source]]]:
    """The lineage of views (as :func:`column_lineage` gives it) followed through views to tables."""
    result: dict[str, dict[str, list[Source]]] = {}

    def tables(source: Source) -> set[Source]:
        view, column = source
        return {source} if view not in columns else set(of_view(view)[column])

    def of_view(view: str) -> dict[str, list[Source]]:
        if view not in result:
            result[view] = {
                column: sorted(set().union(*map(tables, sources))) for column, sources in columns[view].items()
            }
        return result[view]

    return {view: of_view(view) for view in columns}


@cache
def views() -> dict[str, dict[str, list[Source]]]:
    """The column lineage of sql/views."""
    return column_lineage({name: file.sql for name, file in view_files.load().items()})
