"""Assets of the database: built from the lake, given its views, put in the place of the published one.

When the published database is up to date nothing is built: ``warehouse/next`` says so and its checks look at the
published database again, and everything after it keeps showing the run that made it.
"""

from collections.abc import Iterator
from datetime import timedelta
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg

from pipeline.defs import versions
from pipeline.defs.facts import DERIVED, DISCLOSURES
from pipeline.defs.raw import DOCUMENTS, FILES
from pipeline.defs.resources import Warehouse
from pipeline.defs.tables import (
    MADE_WITH_DATABASE,
    OWNERS,
    column_lineage,
    key,
    lineage_table,
    spec,
    table_schema,
    tables,
)
from pipeline.report.changes import last_run
from pipeline.warehouse import ingest, view_files
from pipeline.warehouse.relations import relations

NEXT, PUBLISHED = dg.AssetKey(["warehouse", "next"]), dg.AssetKey(["warehouse", "budget"])
LAST_RUN = "last_ingest_published"
"""The check of the published database that says whether the last ingest came through."""

_DIMENSIONS = tables("core.dim_")
_FACTS = [name for name in DERIVED if name.startswith("core.")]
_VIEWS = view_files.load()


_MADE_FROM = {
    "core.dim_department": ("core.disclosure", "core.fact_succession", "core.dim_department_link"),
    "core.dim_department_link": (),
    "core.dim_region": ("core.disclosure",),
    "core.dim_code_alias": (),
    "core.dim_code_break": (),
    "core.dim_procurement_item": ("core.fact_procurement",),
    "core.dim_population": (),
    "core.dim_price_index": (),
    "audit.rule": (),
    "audit.rule_result": ("audit.rule", *_FACTS),
    "audit.run": ("raw.document",),
    "audit.document_change": ("audit.run", "raw.document"),
    "audit.disclosure_change": ("audit.run", "core.disclosure"),
    "audit.amount_change": ("audit.disclosure_change", "core.fact_line_item", "core.fact_narrative"),
}
"""What a table that comes into being with the database is made from, where that is not the codes of the line items."""


_WITH_DATABASE = (*_DIMENSIONS, *MADE_WITH_DATABASE)
_ORDER = TopologicalSorter({name: _MADE_FROM.get(name, ()) for name in _WITH_DATABASE}).static_order()
_MADE = tuple(name for name in _ORDER if name in _WITH_DATABASE)
"""The tables that come into being with the database, each after those it is made from."""


def _made_here(relation: str) -> dg.AssetSpec:
    group = "audit" if relation in MADE_WITH_DATABASE else "warehouse"
    sources = [key(name) for name in _MADE_FROM.get(relation, ("core.fact_line_item",))]
    return spec(relation, group, {"polars", "duckdb"}, sources).replace_attributes(skippable=True)


@dg.multi_asset(
    specs=[
        *map(_made_here, _MADE),
        dg.AssetSpec(
            NEXT,
            deps=[
                FILES,
                DOCUMENTS,
                DISCLOSURES,
                *(key(name) for name in (*DERIVED, *_MADE)),
            ],
            description="next.duckdb: the whole warehouse made anew from the lake, not yet seen by anyone.",
            group_name="warehouse",
            owners=OWNERS,
            kinds={"duckdb"},
        ),
    ]
)
def build_database(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
    """Create the schema and load every table from the lake, unless that would give the published database again."""
    workspace = warehouse.workspace
    version = versions.database(workspace.lake)
    if ingest.is_published(workspace):
        context.log.info("the published database is up to date")
        _note_unchanged(context, version)
        yield dg.MaterializeResult(asset_key=NEXT, data_version=version, metadata={"built": False})
        return
    result = ingest.build_next(workspace)
    for relation in _MADE:
        metadata: dict[str, Any] = {"dagster/row_count": result.rows[relation]}
        if relation == "audit.disclosure_change":
            metadata["changes of this run"] = dg.MetadataValue.md(last_run(result.path))
        yield dg.MaterializeResult(asset_key=key(relation), metadata=metadata)
    yield dg.MaterializeResult(
        asset_key=NEXT,
        data_version=version,
        metadata={
            "built": True,
            "dagster/row_count": sum(result.rows.values()),
            "seconds": round(result.seconds, 3),
        },
    )


def _note_unchanged(context: dg.AssetExecutionContext, version: dg.DataVersion) -> None:
    """The published database was looked at and stays: it is not late, and an earlier failure is over."""
    context.log_event(
        dg.AssetMaterialization(
            PUBLISHED, metadata={"another database": False}, tags={"dagster/data_version": version.value}
        )
    )
    context.instance.report_runless_asset_event(
        dg.AssetCheckEvaluation(asset_key=PUBLISHED, check_name=LAST_RUN, passed=True)
    )


@dg.multi_asset(
    specs=[
        spec(name, "views", {"sql", "duckdb"}, [NEXT, *(key(source) for source in file.depends_on)]).replace_attributes(
            skippable=True
        )
        for name, file in _VIEWS.items()
    ]
)
def create_views(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
    """Create the views of sql/views in the new database, if there is one."""
    if ingest.is_published(warehouse.workspace):
        return
    for view in ingest.create_next_views(warehouse.workspace):
        metadata: dict[str, dg.MetadataValue[Any]] = {
            "dagster/column_schema": dg.MetadataValue.table_schema(table_schema(relations()[view.name]))
        }
        if view.rows is not None:
            metadata["dagster/row_count"] = dg.MetadataValue.int(view.rows)
        if context.instance.is_persistent:  # reading the lineage takes seconds, for a history that someone will see
            metadata["dagster/column_lineage"] = dg.MetadataValue.column_lineage(column_lineage(view.name))
            metadata["column lineage"] = dg.MetadataValue.md(lineage_table(view.name))
        yield dg.MaterializeResult(asset_key=key(view.name), metadata=metadata)


@dg.asset(
    key=PUBLISHED,
    deps=[NEXT, *(key(name) for name in _VIEWS)],
    group_name="published",
    owners=OWNERS,
    kinds={"duckdb"},
    output_required=False,
    description="budget.duckdb (已发布的数据库): what analysts open. Replaced in one step; readers that are open keep "
    "the old one. A run that finds nothing to change leaves it and says so here: another database = false.",
    freshness_policy=dg.FreshnessPolicy.cron(
        deadline_cron="0 6 * * *", lower_bound_delta=timedelta(hours=4), timezone="Asia/Shanghai"
    ),
    check_specs=[
        dg.AssetCheckSpec(
            LAST_RUN,
            asset=PUBLISHED,
            description="The last ingest published or found nothing to publish; else the reason stands here.",
        )
    ],
)
def publish_database(warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
    """Check the new database in a fresh process and put it in the place of the published one."""
    workspace = warehouse.workspace
    ingest.publish_next(workspace)
    yield dg.MaterializeResult(
        data_version=versions.database(workspace.lake),
        check_results=[dg.AssetCheckResult(check_name=LAST_RUN, passed=True)],
        metadata={
            "another database": True,
            "dagster/uri": str(workspace.database),
            "bytes": dg.MetadataValue.int(workspace.database.stat().st_size),
        },
    )
