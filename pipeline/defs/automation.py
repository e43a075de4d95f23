"""When an ingest runs by itself, what follows it, and what the UI is told when one fails.

The sensor and the schedule start the same job with the same kind of key, a hash of the set of changes. A failed run
is not started again by the sensor for the same changes; the next night tries them again.
"""

from importlib.util import find_spec

import dagster as dg

from pipeline.defs.failures import reason_of_error
from pipeline.defs.report import EVERYTHING_ELSE, report_job
from pipeline.defs.resources import Warehouse
from pipeline.defs.warehouse import LAST_RUN, PUBLISHED
from pipeline.report.pages.charts import missing_extra
from pipeline.warehouse import ingest

ingest_job = dg.define_asset_job(
    "ingest",
    selection=EVERYTHING_ELSE,
    description="From the files of data/raw to the published warehouse: reads what is new, derives what changed.",
)

_WILL_RETRY = "dagster/will_retry"
"""Dagster's mark of a failed run that it starts again (run_retries in dagster.yaml)."""

NIGHT, TIMEZONE = "0 2 * * *", "Asia/Shanghai"


@dg.schedule(
    job=ingest_job,
    cron_schedule=NIGHT,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at 02:00 China time, also when no file changed: the code may have.",
)
def nightly(warehouse: Warehouse) -> dg.RunRequest:
    """One run a night; a missing folder is left to the run, which fails with the reason."""
    try:
        return dg.RunRequest(run_key=ingest.changes(warehouse.workspace).digest)
    except NotADirectoryError:
        return dg.RunRequest()


@dg.sensor(
    job=ingest_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for one run when files are new, changed or gone, by size and time, then by hash.",
)
def new_files(warehouse: Warehouse) -> dg.RunRequest | dg.SkipReason:
    """One run per set of changes: the same set, found again while its run waits or after it failed, asks for none.

    Files that are still being written are left for a later look.
    """
    try:
        found = ingest.changes(warehouse.workspace)
    except OSError as error:
        return dg.SkipReason(str(error))
    if found.is_empty:
        moving = f"; {found.moving} are still being written" if found.moving else ""
        return dg.SkipReason(f"none of {found.found} files changed{moving}")
    return dg.RunRequest(run_key=found.digest)


@dg.asset_sensor(
    asset_key=PUBLISHED,
    job=report_job,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Asks for the report anew after any ingest, by hand or not, that published another database.",
)
def published_anew(context: dg.SensorEvaluationContext, event: dg.EventLogEntry) -> dg.RunRequest | dg.SkipReason:
    """One report per database, in a run of its own: no ingest waits for it or fails with it."""
    if not all(map(find_spec, ("altair", "vl_convert"))):
        return dg.SkipReason(str(missing_extra()))
    materialization = event.asset_materialization
    return dg.RunRequest(run_key=(materialization.tags or {})["dagster/data_version"] if materialization else None)


@dg.run_failure_sensor(
    monitored_jobs=[ingest_job],
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Marks the published warehouse when an ingest failed: which run, at which step, and why.",
)
def failed_ingest(context: dg.RunFailureSensorContext) -> None:
    """The check of warehouse/budget fails until the next run that publishes; the last published file stands.

    A run that is tried again, or that another has followed, says nothing: the last one speaks.
    """
    run = context.dagster_run
    (last,) = context.instance.get_runs(dg.RunsFilter(job_name=run.job_name), limit=1)
    if run.tags.get(_WILL_RETRY) == "true" or last.run_id != run.run_id:
        return
    steps = context.get_step_failure_events()
    errors = [event.step_failure_data.error for event in steps]
    reasons = [reason_of_error(error) for error in errors if error] or [context.failure_event.message or "no reason"]
    context.instance.report_runless_asset_event(
        dg.AssetCheckEvaluation(
            asset_key=PUBLISHED,
            check_name=LAST_RUN,
            passed=False,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={
                "reason": "; ".join(dict.fromkeys(reasons)),
                "step": ", ".join(event.step_key or "" for event in steps) or "none: the run ended outside its steps",
                "run": dg.MetadataValue.dagster_run(run.run_id),
                "what stands": "the database that was published before",
            },
        )
    )
