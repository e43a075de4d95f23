"""How well the published disclosures are understood: per document, in all, and beside the targets.

    python bench/published.py [DIR] [--workers N] [--csv FILE] [--lake DIR]

DIR defaults to ../shared/disclosures/published. Every file is read, asked who it is, put together with the other files
of its disclosure and derived, as an ingest does it. ``--csv`` writes one row per document, for comparing two runs with
``diff``. ``--lake`` keeps the documents that were read in a folder, so that a later run measures understanding alone;
a reader that changes without a new version needs a new folder.

Money cells are the line items. Budget cells are those whose amount is not zero and whose statement is a budget table.
Cells that print a nil ('-', '/') are counted apart from the other unparsed cells.
"""

import argparse
import csv
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

import polars as pl

from pipeline.documents.model import Document, UnreadableError
from pipeline.documents.reading import READER_VERSIONS, document_id, read
from pipeline.facts.disclosure.disclosures import Claim, Disclosure, resolve
from pipeline.facts.disclosure.identity import Identity, identify
from pipeline.paths import PROJECT_ROOT
from pipeline.statements.titles.titles import kind_named
from pipeline.warehouse.derive import derive, figures_digest
from pipeline.warehouse.lake import Lake

DEFAULT_DIR = PROJECT_ROOT.parent / "shared" / "disclosures" / "published"
TARGETS = {
    "crashes": "0",
    "files loaded or refused": "all",
    "budget cells proven": ">= 96 %",
    "by two identities or more": ">= 85 %",
    "budget cells disputed": "< 0.5 %",
    "cells unparsed": "< 1 %",
}

_YEAR = re.compile(r"(?<!\d)(20[012]\d)(?!\d)|(?<!\d)([12]\d)年")


@dataclass
class Figures:
    """The counts of one document, or of all."""

    path: str = ""
    status: str = "loaded"
    name_year: str = ""
    content_year: str = ""
    pages: int = 0
    printed: int = 0
    recognised: int = 0
    declared_empty: int = 0
    money: int = 0
    proven: int = 0
    disputed: int = 0
    unchecked: int = 0
    budget: int = 0
    budget_proven: int = 0
    budget_twice: int = 0
    budget_disputed: int = 0
    narrative: int = 0
    projects: int = 0
    kpis: int = 0
    cells: int = 0
    unparsed: int = 0
    nil: int = 0
    held_back: int = 0
    read_seconds: float = 0.0
    rest_seconds: float = 0.0
    reason: str = ""

    def add(self, other: "Figures") -> None:
        """Add another document's counts; texts stay."""
        for count in fields(self):
            value = getattr(other, count.name)
            if not isinstance(value, str):
                setattr(self, count.name, getattr(self, count.name) + value)


@dataclass(frozen=True)
class Asked:
    """A file after it was read: its counts so far, and what it says it is where it could be read."""

    figures: Figures
    document: tuple[str, str] | None = None
    identity: Identity | None = None
    digests: dict[str, str] = field(default_factory=dict)


def year_of_name(path: str) -> str:
    """The year that a file's name states, the last one where it states several, '' where none."""
    found = [whole or f"20{short}" for whole, short in _YEAR.findall(Path(path).name)]
    return found[-1] if found else ""


def known_document(lake: Lake, name: str) -> Document | None:
    """A document as the present version of its reader read it into the lake, None where it is not there."""
    for version in sorted(set(READER_VERSIONS.values())):
        if lake.has_document(name, version):
            document = lake.read_document(name, version)
            if READER_VERSIONS.get(document.reader) == version:
                return document
    return None


def ask(task: tuple[Path, Path, str]) -> Asked:
    """Read one file (root, lake, relative path) into the lake, or find it there, and ask it who it is."""
    root, folder, path = task
    figures = Figures(path=path, name_year=year_of_name(path))
    lake = Lake(folder)
    data = (root / path).read_bytes()
    began = time.perf_counter()
    name = document_id(data)
    try:
        document = known_document(lake, name)
        is_new = document is None
        document = document or read(data)
    except UnreadableError as error:
        figures.status, figures.reason = "refused", str(error)
        return Asked(figures)
    except Exception as error:  # the bench counts what no reader may do
        figures.status, figures.reason = "crashed", repr(error)
        return Asked(figures)
    figures.read_seconds = time.perf_counter() - began
    figures.pages = document.content.pages or 0
    if is_new:
        lake.write_document(document)
    began = time.perf_counter()
    try:
        identity = identify(document, path)
        digests = dict(figures_digest(document))
    except Exception as error:  # see above
        figures.status, figures.reason = "crashed", repr(error)
        return Asked(figures)
    figures.rest_seconds = time.perf_counter() - began
    figures.content_year = str(identity.fiscal_year or "")
    return Asked(figures, (name, document.reader_version), identity, digests)


def count(task: tuple[Path, Disclosure | None, Sequence[tuple[str, str]]]) -> tuple[dict[str, Figures], float]:
    """Derive the documents of a disclosure, or one that belongs to none: counts by document id, and the seconds."""
    folder, disclosure, names = task
    began = time.perf_counter()
    lake = Lake(folder)
    found = {name: Figures() for name, _ in names}
    try:
        frames = derive([lake.read_document(name, version) for name, version in names], disclosure)
    except Exception as error:  # see above
        for figures in found.values():
            figures.status, figures.reason = "crashed", repr(error)
        return found, time.perf_counter() - began
    for name, figures in found.items():
        of_document = {
            table: frame.filter(pl.col("document_id") == name)
            for table, frame in frames.items()
            if "document_id" in frame.columns
        }
        _count_tables(figures, of_document)
        if disclosure is not None:
            members = frames["audit.identity_member"]
            identities = Counter(members.unique(["identity_id", "fact_id"])["fact_id"].to_list())
            _count_money(figures, of_document["core.fact_line_item"], identities)
            figures.narrative = of_document["core.fact_narrative"].height
            figures.projects = of_document["core.fact_project"].height
            figures.kpis = of_document["core.fact_kpi"].height
    return found, time.perf_counter() - began


def _count_tables(figures: Figures, frames: dict[str, pl.DataFrame]) -> None:
    statements = frames["raw.table"].group_by("statement_no").agg(pl.col("statement"), pl.col("state"))
    figures.printed = statements.height
    figures.recognised = sum(any(name != "other" for name in names) for names in statements["statement"])
    figures.declared_empty = sum(set(states) == {"declared_empty"} for states in statements["state"])
    figures.cells = frames["raw.cell"].filter(pl.col("text") != "").height
    reasons = frames["audit.unparsed_cell"]["reason"].to_list()
    figures.nil = reasons.count("printed nil")
    figures.unparsed = len(reasons) - figures.nil
    held = frames["audit.quarantine"]["reason"].to_list()
    figures.held_back = len(held)
    figures.reason = "; ".join(held)


def _count_money(figures: Figures, items: pl.DataFrame, identities: Counter[str]) -> None:
    for item in items.select("line_item_id", "statement", "amount_yuan", "proof").iter_rows(named=True):
        proven, disputed = item["proof"] in {"proven", "corrected"}, item["proof"] == "disputed"
        figures.money += 1
        figures.proven += proven
        figures.disputed += disputed
        figures.unchecked += item["proof"] == "unchecked"
        if item["amount_yuan"] and kind_named(item["statement"]).budget:
            figures.budget += 1
            figures.budget_proven += proven
            figures.budget_twice += proven and identities[item["line_item_id"]] >= 2
            figures.budget_disputed += disputed


def measure(root: Path, lake: Path, workers: int | None) -> list[Figures]:
    """The counts of every file under ``root``, in order of their paths."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        asked = {one.figures.path: one for one in pool.map(ask, [(root, lake, path) for path in paths])}
        by_document = {one.document[0]: one for one in asked.values() if one.document}
        tasks = [(lake, disclosure, names) for disclosure, names in _work(by_document, asked.values())]
        for (_, _, names), (found, seconds) in zip(tasks, pool.map(count, tasks), strict=True):
            for name, _ in names:
                known = by_document[name].figures
                known.add(found[name])
                known.rest_seconds += seconds / len(names)
                known.status = found[name].status if known.status == "loaded" else known.status
                known.reason = "; ".join(filter(None, (known.reason, found[name].reason)))
    return [one.figures for one in asked.values()]


def _work(
    by_document: dict[str, Asked], asked: Iterable[Asked]
) -> list[tuple[Disclosure | None, tuple[tuple[str, str], ...]]]:
    """What is derived in one piece; the files that add nothing, or are no disclosure, are marked."""
    claims = [
        Claim(one.document[0], one.figures.path, "2000-01-01T00:00:00", one.identity, one.digests)
        for one in asked
        if one.document and one.identity and by_document[one.document[0]] is one
    ]
    resolution = resolve(claims)
    for one in asked:
        if one.document and by_document[one.document[0]] is not one:
            one.figures.status, one.figures.reason = "superseded", "the same content under another name"
    for name, original in resolution.duplicates.items():
        known = by_document[name].figures
        known.status, known.reason = "superseded", f"repeats {by_document[original].figures.path}"
    for name in resolution.unidentified:
        known = by_document[name].figures
        identity = by_document[name].identity
        known.status, known.reason = "refused", f"not identified: {identity and identity.reason}"
    work: list[tuple[Disclosure | None, tuple[tuple[str, str], ...]]] = []
    part_of: set[str] = set()
    for disclosure in resolution.disclosures:
        part_of.update(disclosure.document_ids)
        names = tuple(document for name in disclosure.document_ids if (document := by_document[name].document))
        work.append((disclosure, names))
        if not disclosure.is_current:
            for name in disclosure.document_ids:
                by_document[name].figures.status = "older version"
    work += [(None, (one.document,)) for name, one in by_document.items() if name not in part_of and one.document]
    return work


def percent(part: int, whole: int) -> str:
    """A share in percent points, '-' of nothing."""
    return f"{100 * part / whole:.2f}" if whole else "-"


def lines(found: Sequence[Figures]) -> list[str]:
    """The report for a person."""
    heads = (
        "stm  rec  emp  money  prov%  disp  unch | budget  prov%  twice%  disp | unpars   %   nil held | read s rest s"
    )
    text = [heads, *(_line(one) for one in found)]
    whole = Figures(path=f"all {len(found)} files")
    for one in found:
        whole.add(one)
    text += ["", heads, _line(whole), ""]
    text += [f"{one.status:<14}{one.path}: {one.reason}" for one in found if one.status != "loaded" or one.reason]
    lying = [one for one in found if one.name_year and one.content_year and one.name_year != one.content_year]
    text += ["", f"files whose name states another year than their content: {len(lying)}"]
    text += [f"  {one.path}: {one.name_year} in the name, {one.content_year} in the content" for one in lying]
    return [*text, "", *_targets(found, whole)]


def _line(one: Figures) -> str:
    return (
        f"{one.printed:>3}{one.recognised:>5}{one.declared_empty:>5}{one.money:>7}{percent(one.proven, one.money):>7}"
        f"{one.disputed:>6}{one.unchecked:>6} |{one.budget:>7}{percent(one.budget_proven, one.budget):>7}"
        f"{percent(one.budget_twice, one.budget):>8}{one.budget_disputed:>6} |{one.unparsed:>7}"
        f"{percent(one.unparsed, one.cells):>7}{one.nil:>5}{one.held_back:>5} |{one.read_seconds:>7.1f}"
        f"{one.rest_seconds:>7.1f}  {one.path}"
    )


def _targets(found: Sequence[Figures], whole: Figures) -> list[str]:
    reached = {
        "crashes": str(sum(one.status == "crashed" for one in found)),
        "files loaded or refused": ", ".join(
            f"{number} {status}" for status, number in Counter(one.status for one in found).items()
        ),
        "budget cells proven": f"{percent(whole.budget_proven, whole.budget)} %",
        "by two identities or more": f"{percent(whole.budget_twice, whole.budget)} %",
        "budget cells disputed": f"{percent(whole.budget_disputed, whole.budget)} % ({whole.budget_disputed})",
        "cells unparsed": f"{percent(whole.unparsed, whole.cells)} % (printed nil apart: {whole.nil})",
    }
    head = f"{'':<28}{'target':<12}reached"
    return [head, *(f"{name:<28}{TARGETS[name]:<12}{value}" for name, value in reached.items())]


def write_csv(found: Sequence[Figures], file: Path) -> None:
    """One row per document."""
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow([count.name for count in fields(Figures)])
        for one in found:
            writer.writerow([round(value, 2) if isinstance(value, float) else value for value in astuple(one)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=DEFAULT_DIR, metavar="DIR")
    parser.add_argument("--workers", type=int, default=None, help="processes; default one per processor")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write one row per document")
    parser.add_argument("--lake", type=Path, metavar="DIR", help="keep the documents that were read here")
    options = parser.parse_args()
    if not options.root.is_dir():
        sys.exit(f"{options.root} is not a folder; name the folder of the published disclosures")
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.root.resolve(), options.lake or Path(folder), options.workers)
    print("\n".join(lines(found)))
    if options.csv:
        write_csv(found, options.csv)


if __name__ == "__main__":
    main()
