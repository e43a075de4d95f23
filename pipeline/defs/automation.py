"""When an ingest runs by itself: the job, the nightly schedule, and the sensor that looks for new files."""

import dagster as dg

from pipeline.defs.resources import Warehouse
from pipeline.warehouse import ingest

ingest_job = dg.define_asset_job(
    "ingest",
    selection=dg.AssetSelection.all(),
    description="From the files of data/raw to the published warehouse: reads what is new, derives what changed.",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=ingest_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at 02:00 China time, also when no file changed: the code may have.",
)


@dg.sensor(
    job=ingest_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for one run when files are new, changed or gone, by size and time, then by hash.",
)
def new_files(warehouse: Warehouse) -> dg.RunRequest | dg.SkipReason:
    """One run per set of changes: the same set, found again while its run waits or after it failed, asks for none."""
    try:
        found = ingest.changes(warehouse.workspace)
    except NotADirectoryError as error:
        return dg.SkipReason(str(error))
    if found.is_empty:
        return dg.SkipReason(f"none of {found.found} files changed")
    return dg.RunRequest(run_key=found.digest)
