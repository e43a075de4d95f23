"""Time and peak memory of an ingest, from nothing and once more with nothing new.

    python bench/ingest.py [RAW_DIR] [--workers N]

RAW_DIR defaults to data/raw. The warehouse goes to a temporary folder. The command line is measured as a user meets it
(start of Python and Dagster included); the stages are measured without Dagster, and documents per second count them
from the scan to the derived facts. Peak memory is that of the largest process of a run.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.paths import DEFAULT_RAW_DIR

# ru_maxrss counts kilobytes on Linux and bytes on macOS.
_BYTES = 1 if sys.platform == "darwin" else 1024


def command(raw_dir: Path, warehouse: Path, workers: int) -> tuple[float, float]:
    """Seconds and peak megabytes of one ``budget ingest``."""
    code = "from pipeline.cli import app; app()"
    arguments = ["ingest", str(raw_dir), "--warehouse", str(warehouse)]
    arguments += ["--workers", str(workers)] if workers else []
    return _measured([sys.executable, "-c", code, *arguments])


def stages(raw_dir: Path, warehouse: Path, workers: int) -> dict[str, float]:
    """Seconds of each stage in a fresh process, and the number of documents that were read."""
    run = subprocess.run(
        [sys.executable, __file__, "--stages", str(raw_dir), str(warehouse), str(workers)],
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _measured(arguments: list[str]) -> tuple[float, float]:
    """Run a command from a process of its own, so that the peak is not that of an earlier command."""
    probe = (
        "import json, resource, subprocess, sys, time; t = time.perf_counter(); "
        "subprocess.run(sys.argv[1:], check=True, capture_output=True); "
        "print(json.dumps([time.perf_counter() - t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))"
    )
    run = subprocess.run([sys.executable, "-c", probe, *arguments], check=True, capture_output=True, text=True)
    seconds, peak = json.loads(run.stdout)
    return seconds, peak * _BYTES / 1e6


def _time_stages(raw_dir: Path, warehouse: Path, workers: int) -> None:
    from pipeline.warehouse import ingest
    from pipeline.warehouse.pool import Workers

    seconds: dict[str, float] = {}
    with Workers(workers or None) as pool:
        workspace = ingest.Workspace(raw_dir.resolve(), warehouse, pool)
        steps = [
            ("scan", ingest.scan),
            ("read", ingest.read_new),
            ("identify", ingest.resolve_disclosures),
            ("derive", ingest.derive_changed),
            ("build", ingest.build_next),
            ("views", ingest.create_next_views),
            ("publish", ingest.publish_next),
        ]
        for name, step in steps:
            began = time.perf_counter()
            report = step(workspace)  # type: ignore[operator]
            seconds[name] = time.perf_counter() - began
            if isinstance(report, ingest.ReadReport):
                seconds["documents"] = report.read
    seconds["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES / 1e6
    print(json.dumps(seconds))


def main() -> None:
    if sys.argv[1:2] == ["--stages"]:
        _time_stages(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw_dir", nargs="?", type=Path, default=DEFAULT_RAW_DIR)
    parser.add_argument("--workers", type=int, default=0, help="processes; 0 = one per processor")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        first, peak = command(options.raw_dir, place / "one", options.workers)
        second, peak_again = command(options.raw_dir, place / "one", options.workers)
        found = stages(options.raw_dir, place / "two", options.workers)
    documents = int(found.pop("documents"))
    main_peak = found.pop("megabytes")
    work = sum(found[name] for name in ("scan", "read", "identify", "derive"))
    print(f"budget ingest, from nothing   {first:7.2f} s   {peak:6.0f} MB")
    print(f"budget ingest, nothing new    {second:7.2f} s   {peak_again:6.0f} MB")
    print(f"stages, without Dagster       {sum(found.values()):7.2f} s   {main_peak:6.0f} MB")
    for name, seconds in found.items():
        print(f"  {name:<28}{seconds:7.2f} s")
    print(f"{documents} documents read, {documents / work:.1f} documents/s")


if __name__ == "__main__":
    main()
