"""How an ingest grows: `python -m bench.scale [NUMBER ...] [--small] [--nightly N] [--folder DIR] [--json FILE]`.

For each number of made-up disclosures (bench/corpus.py; default 100, 1000 and 10000): the stages of an ingest from
nothing, then a night with N new files (default 10) among them. Every stage runs in a process of its own, so that its
peak of memory is its own. Seconds are those of the clock; "cpu" are seconds of processor of the stage and its workers,
which do not depend on what else the machine does. Memory is resident, of the stage's process and of its largest worker.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import corpus

STAGES = ("scan", "read", "identify", "derive", "build", "views", "publish")
_PUBLICATION = STAGES[4:]
_TICK, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
_SEED_OF_NIGHT = 2

Figures = dict[str, float]


class Watch:
    """Peaks of memory and seconds of processor of this process and of those that it started (Linux)."""

    def __init__(self) -> None:
        self.own = self.worker = 0.0
        self._seconds: dict[int, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, daemon=True)
        self._thread.start()

    def _loop(self) -> None:
        while not self._stop.wait(0.05):
            self.look()

    def look(self) -> None:
        here = os.getpid()
        children = Path(f"/proc/{here}/task").glob("*/children")
        ids = {int(number) for file in children for number in _text(file).split()}
        self.own = max(self.own, _megabytes(here))
        for number in ids:
            self.worker = max(self.worker, _megabytes(number))
            self._seconds[number] = max(self._seconds.get(number, 0), _seconds(number))

    def figures(self) -> Figures:
        self._stop.set()
        self.look()
        cpu = _seconds(os.getpid()) + sum(self._seconds.values())
        return {"cpu": cpu, "own MB": self.own, "worker MB": self.worker}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _megabytes(process: int) -> float:
    fields = _text(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * _PAGE / 1e6 if fields else 0


def _seconds(process: int) -> float:
    fields = _text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return sum(int(field) for field in fields[11:13]) / _TICK if fields else 0


def stage(name: str, raw: Path, warehouse: Path) -> None:
    """Run one stage and print its figures as JSON."""
    from pipeline.warehouse import ingest
    from pipeline.warehouse.pool import Workers

    steps = dict(
        zip(
            STAGES,
            (
                ingest.scan,
                ingest.read_new,
                ingest.resolve_disclosures,
                ingest.derive_changed,
                ingest.build_next,
                ingest.create_next_views,
                ingest.publish_next,
            ),
            strict=True,
        )
    )
    watch = Watch()
    with Workers() as workers:
        began = time.perf_counter()
        steps[name](ingest.Workspace(raw, warehouse, workers))  # type: ignore[operator]
        seconds = time.perf_counter() - began
        print(json.dumps({"seconds": seconds, **watch.figures()}))


def ingest_of(raw: Path, warehouse: Path) -> dict[str, Figures]:
    """The figures of every stage, each run in a process of its own."""
    found = {}
    for name in STAGES:
        run = subprocess.run(
            [sys.executable, "-m", "bench.scale", "--stage", name, str(raw), str(warehouse)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found[name] = json.loads(run.stdout)
        _say(f"  {name:<9}" + "".join(f"{key} {value:9.1f}   " for key, value in found[name].items()))
    return found


def measure(number: int, nightly: int, folder: Path, is_small: bool) -> dict[str, object]:
    """An ingest of ``number`` files from nothing, and one more with ``nightly`` new ones."""
    raw, warehouse = folder / "raw", folder / "warehouse"
    size = corpus.write(raw, corpus.files(number, is_small=is_small))
    _say(f"{number} files, {size / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    first = ingest_of(raw, warehouse)
    lake, files = _size(warehouse / "lake")
    database = (warehouse / "budget.duckdb").stat().st_size
    counts = _counts(warehouse / "budget.duckdb")
    _say(f"  lake {lake / 1e6:.1f} MB in {files} files, database {database / 1e6:.1f} MB; {counts}")
    for i, (path, data) in enumerate(_of_a_night(nightly, is_small)):
        target = raw / f"night{i}" / path
        target.parent.mkdir(parents=True)
        target.write_bytes(data)
    _say(f"  {nightly} new files:")
    night = ingest_of(raw, warehouse)
    return {
        "documents": number, "bytes": size, "stages": first, "lake": lake, "files": files, "database": database,
        "counts": counts, "night": night, "load": os.getloadavg()[0],
    }  # fmt: skip


def _of_a_night(number: int, is_small: bool) -> Sequence[tuple[str, bytes]]:
    """New files of departments that the corpus knows, of the year after its last one."""
    county = corpus.counties()[0]
    chance = random.Random(_SEED_OF_NIGHT)
    return [
        corpus.one(county, department, corpus.LAST_YEAR + 1, chance, is_small)
        for department in corpus.DEPARTMENTS[:number]
    ]


def _counts(database: Path) -> dict[str, int]:
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.sql(
            "SELECT 'document ' || status, count(*) FROM raw.document GROUP BY 1 UNION ALL "
            "SELECT 'amount ' || proof, count(*) FROM core.fact_line_item GROUP BY 1 ORDER BY 1"
        ).fetchall()
    return {str(name): int(count) for name, count in rows}


def _size(folder: Path) -> tuple[int, int]:
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return sum(sizes), len(sizes)


def _sum(stages: Mapping[str, Figures], names: Sequence[str], key: str) -> float:
    return sum(stages[name][key] for name in names)


def report(found: Sequence[Mapping[str, object]]) -> str:
    """The figures side by side."""
    lines = [f"{'documents':>10}{'docs/s':>8}{'ms cpu':>8}{'build s':>9}{'own MB':>8}{'worker MB':>10}"
             f"{'lake kB':>9}{'db kB':>8}{'night s':>9}{'cpu s':>8}"]  # fmt: skip
    for one in found:
        number, stages, night = one["documents"], one["stages"], one["night"]
        assert isinstance(number, int)
        assert isinstance(stages, dict)
        assert isinstance(night, dict)
        seconds, cpu = (_sum(stages, STAGES[:4], key) for key in ("seconds", "cpu"))
        lines.append(
            f"{number:>10}{number / seconds:>8.1f}{(cpu + _sum(stages, _PUBLICATION, 'cpu')) / number * 1000:>8.1f}"
            f"{_sum(stages, _PUBLICATION, 'seconds'):>9.1f}{max(s['own MB'] for s in stages.values()):>8.0f}"
            f"{max(s['worker MB'] for s in stages.values()):>10.0f}"
            f"{one['lake'] / number / 1e3:>9.1f}{one['database'] / number / 1e3:>8.1f}"  # type: ignore[operator]
            f"{_sum(night, STAGES[:4], 'seconds'):>9.1f}{_sum(night, STAGES[:4], 'cpu'):>8.1f}"
        )
    lines.append("per document: cpu of all stages, lake, database; night: its stages before the build")
    return "\n".join(lines)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--stage"]:
        stage(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(
        prog="python -m bench.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("numbers", nargs="*", type=int, default=[100, 1000, 10000])
    parser.add_argument("--small", action="store_true", help="files of two statements instead of seven")
    parser.add_argument("--nightly", type=int, default=10, help="new files of the night that follows")
    parser.add_argument("--folder", type=Path, help="where to work, kept afterwards (default: a temporary folder)")
    parser.add_argument("--json", type=Path, help="also write all figures there")
    options = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for number in options.numbers:
            found.append(
                measure(number, options.nightly, (options.folder or Path(temporary)) / str(number), options.small)
            )
            if options.json:
                options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(report(found))


if __name__ == "__main__":
    main()
