"""What the Dagster UI shows: assets, checks, job, schedule, sensor; they wire the stages of pipeline.warehouse."""
