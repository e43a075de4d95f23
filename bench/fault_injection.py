"""Faults put into disclosures one at a time: which are noticed, which are repaired, and is a wrong number ever proven?

    python -m bench.fault_injection [FILE OR FOLDER ...] [--each N] [--kind KIND] [--seed S] [--workers W] [--worst K]

Without files: the real text exports and published disclosures beside the repository where they are at hand, and
data/raw. Files that no reader takes are named and left out.

Each fault is tried twice: on the document as digital text, where it must be noticed and nothing may be corrected, and
as text that was recognised from pictures, where it may be repaired. A document that was recognised is first taken as
its own repair leaves it. The truth is the document without the fault.

What detected, repaired, wrongly repaired and proven though wrong mean, and which faults are set apart, is said in
fault_judging.py.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.fault_judging import Base, Outcome, judge, prepare
from bench.faults import KINDS, SINGLE_CELL, Fault, sample
from pipeline.audit import state
from pipeline.documents.model import Document, UnreadableError
from pipeline.facts.narrative import narrative_rows
from pipeline.paths import DEFAULT_RAW_DIR
from pipeline.warehouse import derive as derivation

_SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "disclosures"


# ---- running ----

_BASES: dict[int, Base] = {}


def _start(bases: Sequence[Base]) -> None:
    """Give a worker the documents, and let it read the texts of each once: no fault touches them."""
    _BASES.update(enumerate(bases))
    read_texts = narrative_rows
    known: dict[Any, list[dict[str, object]]] = {}

    def once(document: Document, *, fiscal_year: int, projects: Mapping[str, str]) -> list[dict[str, object]]:
        key = document.document_id, fiscal_year, tuple(projects.items())
        if key not in known:
            known[key] = read_texts(document, fiscal_year=fiscal_year, projects=projects)
        return [dict(row) for row in known[key]]

    state.narrative_rows = derivation.narrative_rows = once  # type: ignore[attr-defined]


def _judge(work: tuple[int, Fault]) -> Outcome:
    number, fault = work
    return judge(_BASES[number], fault)


def find_files(given: Sequence[Path]) -> list[Path]:
    """The files to put faults into: those given, or all that are at hand."""
    places = list(given) or [_SHARED / "exports", _SHARED / "published", DEFAULT_RAW_DIR]
    found = []
    for place in places:
        found += [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    return [path for path in found if not path.name.startswith(".")]


def _prepared(files: Sequence[Path], pool: ProcessPoolExecutor) -> Iterator[Base]:
    tasks = [(path, pool.submit(prepare, path)) for path in files]
    for path, task in tasks:
        try:
            base = task.result()
        except UnreadableError as error:
            print(f"left out: {path.name}: {error}")
            continue
        if base.targets:
            yield base


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=45, help="at most this many faults of a kind in a document")
    parser.add_argument("--kind", action="append", choices=KINDS, help="faults of this kind only; may be repeated")
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--worst", type=int, default=12, help="how many of the worst cases to print")
    options = parser.parse_args()
    began = time.perf_counter()
    with ProcessPoolExecutor(options.workers) as pool:
        bases = list(_prepared(find_files(options.files), pool))
    chance = random.Random(options.seed)
    work = [
        (number, fault)
        for number, base in enumerate(bases)
        for fault in sample(base.document, base.targets, options.each, chance)
        if not options.kind or fault.kind in options.kind
    ]
    with ProcessPoolExecutor(options.workers, initializer=_start, initargs=(bases,)) as pool:
        outcomes = list(pool.map(_judge, work, chunksize=8))
    report(outcomes, options.worst)
    print(
        f"\n{len(outcomes)} faults in {len(bases)} documents, {time.perf_counter() - began:.0f} s, seed {options.seed}"
    )
    failed = any(o.wrongly_repaired or o.corrected_digital for o in outcomes)
    sys.exit(1 if failed else 0)


# ---- the report ----


def report(outcomes: Sequence[Outcome], worst: int) -> None:
    """Print the tables and the worst cases."""
    print(
        f"\n{'fault':<24}{'injected':>9}{'set apart':>10}{'counted':>8}{'detected':>9}{'repaired':>9}"
        f"{'wrongly':>9}{'proven':>8}"
    )
    print(f"{'':<24}{'':>9}{'':>10}{'':>8}{'':>9}{'':>9}{'repaired':>9}{'wrong':>8}")
    for kind in KINDS:
        _line(kind, [o for o in outcomes if o.kind == kind])
    _line("all", outcomes)
    _line("all in budget tables", [o for o in outcomes if o.in_budget_table])
    single = [o for o in outcomes if o.kind in SINGLE_CELL]
    _line("single cells", single)
    _line("single, budget tables", [o for o in single if o.in_budget_table])
    print("\nset apart (also: how many of them were detected, and are proven though wrong)")
    reasons = Counter((o.kind, o.excluded) for o in outcomes if o.excluded)
    for (kind, reason), count in sorted(reasons.items(), key=str):
        of_reason = [o for o in outcomes if (o.kind, o.excluded) == (kind, reason)]
        seen, wrong = sum(o.detected for o in of_reason), sum(bool(o.proven_though_wrong) for o in of_reason)
        print(f"  {kind:<24}{count:>6}  detected {seen:>4}  proven though wrong {wrong:>4}  {reason}")
    counted = [o for o in outcomes if not o.excluded]
    budget = [o for o in counted if o.in_budget_table]
    cells = [o for o in counted if o.kind in SINGLE_CELL]
    print("\ntargets")
    _target("detected in budget tables", sum(o.detected for o in budget), len(budget), 99)
    _target("single-cell faults repaired right", sum(o.repaired for o in cells), len(cells), 90)
    print(f"  wrongly repaired: {sum(o.wrongly_repaired for o in outcomes)} (0)")
    print(f"  proven though wrong: {sum(bool(o.proven_though_wrong) for o in counted)} (0)")
    print(f"  digital text corrected: {sum(o.corrected_digital for o in outcomes)} (0)")
    _worst(outcomes, worst)


def _line(name: str, outcomes: Sequence[Outcome]) -> None:
    counted = [o for o in outcomes if not o.excluded]
    cells = (
        len(outcomes),
        len(outcomes) - len(counted),
        len(counted),
        sum(o.detected for o in counted),
        sum(o.repaired for o in counted),
        sum(o.wrongly_repaired for o in outcomes),
        sum(bool(o.proven_though_wrong) for o in counted),
    )
    print(
        f"{name:<24}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, (9, 10, 8, 9, 9, 9, 8), strict=True))
    )


def _target(name: str, reached: int, of: int, percent: int) -> None:
    share = 100 * reached / of if of else 100.0
    print(f"  {name}: {reached} of {of} = {share:.2f} % ({percent} %)")


def _worst(outcomes: Sequence[Outcome], most: int) -> None:
    groups: dict[str, Any] = {
        "wrongly repaired": [o for o in outcomes if o.wrongly_repaired],
        "proven though wrong": [o for o in outcomes if o.proven_though_wrong and not o.excluded],
        "not detected": [o for o in outcomes if not o.detected and not o.excluded],
        "single cell not repaired": [
            o for o in outcomes if o.kind in SINGLE_CELL and not o.repaired and not o.excluded
        ],
    }
    for name, found in groups.items():
        if found:
            print(f"\n{name}: {len(found)}, the first {min(most, len(found))}")
        for outcome in found[:most]:
            print(f"  {outcome.document} {outcome.kind}: {outcome.note}")
            for line in (*outcome.proven_though_wrong[:3], *outcome.equations):
                print(f"      {line[:260]}")


if __name__ == "__main__":
    main()
