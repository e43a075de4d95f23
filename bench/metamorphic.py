"""The same disclosure in another form must give the same facts: `python -m bench.metamorphic`.

    python -m bench.metamorphic [DIR] [--lake DIR] [--only WORD] [--show N] [--each N] [--mixed N] [--seed N]

Budget statements of real disclosures (DIR, default ../shared/disclosures/published) whose figures are proven are
printed again in another container or with a change of their content, read, and compared in full records. Every change
is printed as a web page, every container prints unchanged content, and ``--mixed`` prints some of each together. Per
line: records expected, right, in a table whose statement is left open (``other``), right but for a meaning that is left
open (no fund, component, code or level), wrong but said to be doubtful (disputed or unchecked), wrong and proven, lost.
``--show`` prints differences of each line.
"""

import argparse
import copy
import logging
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.metamorphic_changes import CHANGES
from bench.metamorphic_pages import FORMS
from bench.metamorphic_sheets import CODES, COMPARED, Sheet, sheets_of
from bench.published import DEFAULT_DIR, ask
from pipeline.documents.model import Document
from pipeline.documents.reading import read
from pipeline.facts.disclosure.disclosures import Claim, Disclosure, resolve
from pipeline.facts.disclosure.identity import Identity, identify
from pipeline.statements.titles.titles import OTHER
from pipeline.statements.understand import understand
from pipeline.warehouse.derive import derive, figures_digest
from pipeline.warehouse.lake import Lake

SHUFFLED = "statements shuffled"
_MOST_RECORDS = 700
_FEWEST_SHEETS = 4
_PER_PLACE = 2
# None in one of these says that it was not found out.
_OPEN = {"flow", "level", "fund_source", "component", "unit_code", "unit_name", *CODES}
Record = tuple[Any, ...]
HEADER = f"{'expected':>9}{'right':>9}{'%':>8}{'open':>7}{'vague':>7}{'doubted':>9}{'proven':>8}{'lost':>7}"


@dataclass(frozen=True)
class Subject:
    """A real disclosure: who it is, and its statements that can be printed again."""

    path: str
    identity: Identity
    sheets: list[Sheet]


@dataclass
class Tally:
    """What came of one way of printing."""

    name: str
    expected: int = 0
    right: int = 0
    unnamed: int = 0
    vague: int = 0
    doubted: int = 0
    proven: int = 0
    lost: int = 0
    differences: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        self.expected += other.expected
        self.right += other.right
        self.unnamed += other.unnamed
        self.vague += other.vague
        self.doubted += other.doubted
        self.proven += other.proven
        self.lost += other.lost
        self.differences.update(other.differences)


def subjects(root: Path, folder: Path, seed: int) -> list[Subject]:
    """Some disclosures of each place, by chance."""
    by_place: dict[str, list[str]] = {}
    for file in sorted(root.rglob("*")):
        if file.is_file():
            path = str(file.relative_to(root))
            by_place.setdefault(path.split("/")[0], []).append(path)
    found = []
    for _, paths in sorted(by_place.items()):
        random.Random(seed).shuffle(paths)
        of_place = (subject for path in paths if (subject := _subject(root, folder, path)) is not None)
        found += [subject for subject, _ in zip(of_place, range(_PER_PLACE), strict=False)]
    return found


def _subject(root: Path, folder: Path, path: str) -> Subject | None:
    asked = ask((root, folder, path))
    return subject_of(path, Lake(folder).read_document(*asked.document)) if asked.document is not None else None


def subject_of(path: str, document: Document) -> Subject | None:
    """What of a document can be printed again; None where that is little, too much, or of no known year."""
    identity = identify(document, path)
    disclosure = _disclosure(document, identity) if identity.fiscal_year is not None else None
    if disclosure is None:
        return None
    facts = line_items(document, identity)
    sheets = sheets_of(understand(document), facts, disclosure.fiscal_year)
    if len(sheets) < _FEWEST_SHEETS or sum(len(sheet.money()) for sheet in sheets) > _MOST_RECORDS:
        return None
    return Subject(path, identity, sheets)


def _disclosure(document: Document, identity: Identity) -> Disclosure | None:
    claim = Claim(document.document_id, "a", "2026-01-01T00:00:00", identity, figures_digest(document))
    return next(iter(resolve([claim]).disclosures), None)


def judge(task: tuple[Subject, str, Sequence[str], str, int]) -> Tally:
    """Print a subject with changes in a form, read it, and compare."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    subject, name, changes, form, seed = task
    rng = random.Random(f"{seed}{name}{subject.path}")
    sheets = copy.deepcopy(subject.sheets)
    if SHUFFLED in changes:
        rng.shuffle(sheets)
    for change in CHANGES:
        for sheet in sheets if change in changes else ():
            CHANGES[change](sheet, rng)
    year = sheets[0].year
    expected = [record for sheet in sheets for record in sheet.records()]
    data = FORMS[form](sheets, year)
    return compare(name, expected, line_items(read(data), subject.identity))


def line_items(document: Document, identity: Identity) -> list[dict[str, Any]]:
    """The line items of a document that is a disclosure of this identity by itself; none where it is no disclosure."""
    disclosure = _disclosure(document, identity)
    return derive([document], disclosure)["core.fact_line_item"].rows(named=True) if disclosure else []


def compare(name: str, expected: Sequence[Record], rows: Sequence[dict[str, Any]]) -> Tally:
    """Records as multisets; what is left over on both sides is paired by its likeness for the differences."""
    left = Counter(expected)
    over = []
    for row in rows:
        record = tuple(row[column] for column in COMPARED)
        if left[record] > 0:
            left[record] -= 1
        else:
            over.append((record, row["proof"]))
    missing = list(left.elements())
    tally = Tally(name, len(expected), len(expected) - len(missing), lost=max(0, len(missing) - len(over)))
    for record, proof in over:
        nearest = _nearest(record, missing)
        told = f"not expected: {_short(record)}"
        is_vague = False
        if nearest is not None:
            missing.remove(nearest)
            changed = [(c, a, b) for c, a, b in zip(COMPARED, nearest, record, strict=True) if a != b]
            is_vague = all(column in _OPEN and value is None for column, _, value in changed)
            told = f"{'; '.join(f'{c} {a}>{b}' for c, a, b in changed)} || {_short(nearest)}"
        if record[COMPARED.index("statement")] == OTHER.name:
            tally.unnamed += 1
        elif is_vague:
            tally.vague += 1
        elif proof in {"proven", "corrected"}:
            tally.proven += 1
        else:
            tally.doubted += 1
        tally.differences[f"{proof}: {told}"] += 1
    tally.differences.update(f"lost: {_short(record)}" for record in missing)
    return tally


def _nearest(record: Record, missing: Sequence[Record]) -> Record | None:
    """The missing record of the same amount that agrees in most columns."""
    amount = COMPARED.index("amount_yuan")
    like = (other for other in missing if other[amount] == record[amount])
    return max(like, key=lambda other: sum(a == b for a, b in zip(other, record, strict=True)), default=None)


def _short(record: Record) -> str:
    known = dict(zip(COMPARED, record, strict=True))
    return "{statement} {label} {column_path} {amount_yuan}".format_map(known)


def tasks(found: Sequence[Subject], options: argparse.Namespace) -> list[tuple[Subject, str, Sequence[str], str, int]]:
    """What is printed: each change as a web page, each form unchanged, and mixtures by chance."""
    rng = random.Random(options.seed)
    ways: list[tuple[str, tuple[str, ...], str]] = [(f"form: {form}", (), form) for form in FORMS]
    ways += [(f"change: {change}", (change,), "html") for change in [*CHANGES, SHUFFLED]]
    ways += [(f"as PDF: {change}", (change,), "chromium, ruled") for change in CHANGES]
    work = []
    for name, changes, form in ways:
        number = options.each if form not in {"html", "docx", "xlsx"} else 2 * options.each
        some = rng.sample(found, min(number, len(found)))
        work += [(subject, name, changes, form, options.seed) for subject in some]
    for number in range(options.mixed):
        changes = tuple(rng.sample(list(CHANGES), 3))
        form = rng.choice([form for form in FORMS if "wide over" not in form])
        name = f"mixed {number}: {' + '.join(changes)} in {form}"
        work.append((rng.choice(found), name, changes, form, options.seed))
    return [task for task in work if options.only in task[1]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=DEFAULT_DIR, metavar="DIR")
    parser.add_argument("--lake", type=Path, metavar="DIR", help="keep the documents that were read here")
    parser.add_argument("--only", default="", metavar="WORD", help="ways of printing whose name has this word")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N differences of each line")
    parser.add_argument("--each", type=int, default=5, metavar="N", help="disclosures for each form that is printed")
    parser.add_argument("--mixed", type=int, default=0, metavar="N", help="mixtures of three changes and a form")
    parser.add_argument("--seed", type=int, default=20260401)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if not options.root.is_dir():
        sys.exit(f"{options.root} is not a folder; name a folder of disclosures")
    with tempfile.TemporaryDirectory() as folder:
        found = subjects(options.root.resolve(), options.lake or Path(folder), options.seed)
    print(f"{len(found)} disclosures, {sum(len(s.sheets) for s in found)} statements", flush=True)
    work = tasks(found, options)
    whole = Tally("all")
    current: Tally | None = None
    print(HEADER)
    with ProcessPoolExecutor(options.workers) as pool:
        for tally in pool.map(judge, work):
            whole.add(tally)
            if current is not None and current.name == tally.name:
                current.add(tally)
                continue
            if current is not None:
                print_tally(current, options.show)
            current = tally
    if current is not None:
        print_tally(current, options.show)
    print_tally(whole, 0)


def print_tally(tally: Tally, show: int) -> None:
    """Print the counts of a tally under HEADER, and its commonest differences."""
    share = 100 * tally.right / max(tally.expected, 1)
    counts = f"{tally.expected:>9}{tally.right:>9}{share:>8.2f}{tally.unnamed:>7}{tally.vague:>7}"
    counts += f"{tally.doubted:>9}{tally.proven:>8}{tally.lost:>7}"
    print(f"{counts}  {tally.name}", flush=True)
    for text, number in tally.differences.most_common(show):
        print(f"{number:>14} x {text}", flush=True)


if __name__ == "__main__":
    main()
