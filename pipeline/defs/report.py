"""The report of the published database as an asset, with a job of its own: an ingest does not wait for charts."""

import dagster as dg

from pipeline.defs.resources import Warehouse
from pipeline.defs.tables import OWNERS
from pipeline.defs.warehouse import PUBLISHED
from pipeline.report.pages.report import write

REPORT = dg.AssetKey(["warehouse", "report"])


@dg.asset(
    key=REPORT,
    deps=[PUBLISHED],
    group_name="published",
    owners=OWNERS,
    kinds={"html", "duckdb"},
    description="report.html beside budget.duckdb: coverage, structure, changes, peers, projects, quality.",
)
def write_report(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Write the report of the database as it is published."""
    folder = warehouse.workspace.warehouse_dir
    written = write(folder, folder / "report.html")
    return dg.MaterializeResult(
        metadata={
            "dagster/uri": str(written.file),
            "bytes": written.size,
            "charts": written.charts,
            "traces": written.traces,
        }
    )


report_job = dg.define_asset_job(
    "report",
    selection=dg.AssetSelection.assets(REPORT),
    description="The report of the published database, anew; the same as the command budget report.",
)
EVERYTHING_ELSE = dg.AssetSelection.all() - dg.AssetSelection.assets(REPORT)
