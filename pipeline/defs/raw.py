"""Assets of group raw that stand before identity: the files that were found, the documents that were read."""

import dagster as dg

from pipeline.defs import versions
from pipeline.defs.failures import retried_where_it_helps
from pipeline.defs.resources import Warehouse
from pipeline.defs.tables import OWNERS, key, table_schema
from pipeline.warehouse import ingest
from pipeline.warehouse.relations import relations

FILES, DOCUMENTS = key("raw.document_path"), key("raw.document")


@dg.asset(
    key=FILES,
    group_name="raw",
    owners=OWNERS,
    kinds={"file"},
    description=relations()["raw.document_path"].comment,
    metadata={"dagster/column_schema": table_schema(relations()["raw.document_path"])},
)
def scan_files(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Compare the raw folder with what is known; note when each file was first seen, before any is read."""
    with retried_where_it_helps():
        report = ingest.scan(warehouse.workspace)
    return dg.MaterializeResult(
        data_version=versions.files(warehouse.workspace.lake),
        metadata={
            "dagster/row_count": report.found,
            "raw folder": dg.MetadataValue.path(warehouse.workspace.raw_dir),
            "new or changed": report.changed,
            "gone": report.gone,
            "still being written": ", ".join(report.moving) or "none",
        },
    )


@dg.asset(
    key=DOCUMENTS,
    deps=[FILES],
    group_name="raw",
    owners=OWNERS,
    kinds={"python", "parquet"},
    description=relations()["raw.document"].comment,
    metadata={"dagster/column_schema": table_schema(relations()["raw.document"])},
)
def read_documents(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Read new documents into the lake; set aside what cannot be read, with the reason."""
    with retried_where_it_helps():
        report = ingest.read_new(warehouse.workspace)
    return dg.MaterializeResult(
        data_version=versions.documents(warehouse.workspace.lake),
        metadata={
            "dagster/row_count": report.documents,
            "read now": report.read,
            "set aside now": dg.MetadataValue.md(
                "\n".join(f"- `{path}`: {reason}" for path, reason in report.quarantined.items()) or "none"
            ),
        },
    )
