"""The Dagster code location: everything that the UI shows, from the modules of pipeline.defs."""

import dagster as dg

from pipeline.defs import automation, checks, facts, raw, report, warehouse
from pipeline.defs.resources import Warehouse


@dg.definitions
def defs() -> dg.Definitions:
    """Assets and checks, the job that runs them in one process, and what starts it."""
    modules = [raw, facts, warehouse, report]
    return dg.Definitions(
        assets=dg.load_assets_from_modules(modules),
        asset_checks=dg.load_asset_checks_from_modules([checks]),
        jobs=[automation.ingest_job, report.report_job],
        schedules=[automation.nightly],
        sensors=[automation.new_files, automation.published_anew, automation.failed_ingest],
        resources={"warehouse": Warehouse()},
        executor=dg.in_process_executor,
    )
