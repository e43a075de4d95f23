"""Assets of identity and facts: which disclosures there are, and every table that is derived from documents.

One step derives all tables of a changed partition at once, because one reading of a document gives them all; each table
is an asset of its own. What was rewritten is logged as a materialisation per partition on one asset only
(``lake/region_year``), since the event log takes about 70 events a second.
"""

from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter

import dagster as dg

from pipeline.defs import versions
from pipeline.defs.failures import retried_where_it_helps
from pipeline.defs.raw import DOCUMENTS
from pipeline.defs.resources import Warehouse
from pipeline.defs.tables import MADE_WITH_DATABASE, OWNERS, key, spec, table_schema, tables
from pipeline.reference.regions import region
from pipeline.warehouse import ingest
from pipeline.warehouse.relations import relations

REGION_YEARS = dg.DynamicPartitionsDefinition(name="region_year")
DISCLOSURES = key("core.disclosure")
PARTITIONS = dg.AssetKey(["lake", "region_year"])

_RAW = ("raw.paragraph", "raw.table", "raw.cell")
_TABLES = ("raw.table", "raw.cell")
_PAGES = ("raw.document",)
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "raw.paragraph": _PAGES,
    "raw.table": _PAGES,
    "raw.cell": _PAGES,
    "core.disclosure_period": ("core.disclosure",),
    "core.fact_narrative": ("raw.paragraph",),
    "core.fact_staff": _RAW,
    "core.fact_succession": ("raw.paragraph",),
    "core.fact_project_schedule": (*_TABLES, "core.fact_project"),
    "core.fact_kpi": (*_TABLES, "core.fact_project"),
    "core.fact_procurement": (*_TABLES, "core.fact_project"),
    "audit.table_status": ("raw.table",),
    "audit.quarantine": ("raw.document", *_RAW),
    "audit.unparsed_cell": _TABLES,
    "audit.rounding_note": ("raw.paragraph",),
    "audit.identity_result": ("core.fact_line_item", "core.fact_narrative", "core.fact_project"),
    "audit.identity_member": ("audit.identity_result",),
    "audit.correction": ("audit.identity_result",),
}
"""What a table is derived from, where that is not the tables and cells of the documents."""

_GROUPS = {"raw": "raw", "core": "facts", "audit": "audit"}


def _derived() -> tuple[str, ...]:
    """The tables of the contract that are derived from documents, each after those it is derived from."""
    audit = (name for name in tables("audit.") if name not in MADE_WITH_DATABASE)
    names = (*_RAW, "core.disclosure_period", *tables("core.fact_"), *audit)
    order = TopologicalSorter({name: _SOURCES.get(name, _TABLES) for name in names}).static_order()
    return tuple(name for name in order if name in names)


DERIVED = _derived()


@dg.asset(
    key=DISCLOSURES,
    deps=[DOCUMENTS],
    group_name="facts",
    owners=OWNERS,
    kinds={"python", "parquet"},
    description=relations()["core.disclosure"].comment,
    metadata={"dagster/column_schema": table_schema(relations()["core.disclosure"])},
)
def resolve_disclosures(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Find out whose budget of which year each document is, and register the partitions there are."""
    with retried_where_it_helps():
        report = ingest.resolve_disclosures(warehouse.workspace)
    before = set(context.instance.get_dynamic_partitions(str(REGION_YEARS.name)))
    context.instance.add_dynamic_partitions(str(REGION_YEARS.name), sorted(set(report.partitions) - before))
    for gone in sorted(before - set(report.partitions)):
        context.instance.delete_dynamic_partition(str(REGION_YEARS.name), gone)
    return dg.MaterializeResult(
        data_version=versions.disclosures(warehouse.workspace.lake),
        metadata={"dagster/row_count": report.disclosures, "partitions": ", ".join(report.partitions) or "none"},
    )


def _spec(relation: str) -> dg.AssetSpec:
    group = _GROUPS[relation.split(".")[0]]
    sources = [key(name) for name in _SOURCES.get(relation, _TABLES)]
    if group == "facts":
        sources.append(PARTITIONS)
    return spec(relation, group, {"polars", "parquet"}, sources)


def _region_of(partition: str) -> str:
    """The name of a partition's region (地区) in its year, where the code is known."""
    code, _, year = partition.partition("-")
    found = region(code, int(year)) if year else None
    return found.name if found else partition


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            PARTITIONS,
            deps=[DISCLOSURES],
            description="The partitions of the lake: a region's code and a fiscal year (地区与年度), for example "
            "130121-2025, or unidentified. A partition is materialised when its facts are written anew.",
            group_name="facts",
            owners=OWNERS,
            kinds={"parquet"},
            partitions_def=REGION_YEARS,
            skippable=True,
        ),
        *(_spec(relation) for relation in DERIVED),
    ]
)
def derive_facts(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
    """Derive the rows of new and changed disclosures and rewrite their partitions; the rest is left alone."""
    with retried_where_it_helps():
        report = ingest.derive_changed(warehouse.workspace)
    for partition, rows in report.partitions.items():
        metadata: dict[str, str | int] = {"region": _region_of(partition), "dagster/partition_row_count": rows}
        context.log_event(dg.AssetMaterialization(PARTITIONS, partition=partition, metadata=metadata))
    version = versions.facts(warehouse.workspace.lake)
    for relation in DERIVED:
        yield dg.MaterializeResult(
            asset_key=key(relation),
            data_version=version,
            metadata={"dagster/row_count": ingest.rows_in_lake(warehouse.workspace, relation)},
        )
