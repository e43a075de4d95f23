"""How well scanned pages are read: published native pages are made into scans and compared with the native reading.

    python -m bench.scans [--pages N] [--documents N] [--seed N] [--copies NAME ...]

Pages: the figures in cells, right, wrong or lost against the native reader, and processor seconds for each page beside
those of full-page detection and recognition by the same engine. Documents: whole files are made into scans, and their
facts compared with those of the native file; a wrong figure must not be proven.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

from bench.scanning import COPIES, Copy, Picture, rasterised, scanned_pdf
from pipeline.documents.model import Cell, Content, Document, Table
from pipeline.documents.page.blocks import content_of
from pipeline.documents.reading import read
from pipeline.documents.scan.image import DPI
from pipeline.documents.scan.page import page_of
from pipeline.facts.disclosure.disclosures import Claim, resolve
from pipeline.facts.disclosure.identity import identify
from pipeline.paths import PROJECT_ROOT
from pipeline.warehouse.derive import derive, figures_digest

PUBLISHED = PROJECT_ROOT.parent / "shared" / "disclosures" / "published"
_FIGURE = re.compile(r"[-－]?[\d,，.]*\d[\d,，.]*%?")


@dataclass
class Score:
    """Figures of one kind of copy."""

    figures: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    texts: int = 0
    right_texts: int = 0
    seconds: float = 0.0
    full_seconds: float = 0.0
    pages: int = 0
    full_pages: int = 0


def _squeezed(text: str) -> str:
    return "".join(text.split())


def figure(text: str) -> Decimal | None:
    """The figure that a cell prints, None for other text."""
    squeezed = _squeezed(text)
    if not _FIGURE.fullmatch(squeezed):
        return None
    try:
        return Decimal(re.sub("[,，%]", "", squeezed.replace("－", "-")))
    except InvalidOperation:
        return None


def page_content(document: Document, number: int) -> list[Cell]:
    """The cells of a document that stand on a page."""
    return [cell for table in document.tables for cell in table.cells if cell.page == number and cell.box is not None]


def compare(native: list[Cell], content: Content, matrix: npt.NDArray[np.float64], score: Score) -> None:
    """Count what the scan says in the place of each native cell."""
    cells = [cell for block in content.blocks if isinstance(block, Table) for cell in block.cells]
    for cell in native:
        if not cell.text:
            continue
        expected, found = figure(cell.text), _at(cells, cell, matrix)
        if expected is None:
            score.texts += 1
            score.right_texts += _squeezed(found) == _squeezed(cell.text)
            continue
        score.figures += 1
        got = figure(found)
        if got == expected:
            score.right += 1
        elif got is None:
            score.lost.append(f"{cell.text!r} as {found!r}")
        else:
            score.wrong.append(f"{cell.text!r} as {found!r}")


def _at(cells: list[Cell], cell: Cell, matrix: npt.NDArray[np.float64]) -> str:
    assert cell.box is not None
    x, y = matrix @ np.array([(cell.box.x0 + cell.box.x1) / 2, (cell.box.top + cell.box.bottom) / 2, 1.0])
    around = [
        other
        for other in cells
        if other.box and other.box.x0 <= x <= other.box.x1 and other.box.top <= y <= other.box.bottom
    ]
    return min(around, key=_distance(x, y)).text if around else ""


def _distance(x: float, y: float):  # type: ignore[no-untyped-def]
    def distance(cell: Cell) -> float:
        assert cell.box is not None
        return abs((cell.box.x0 + cell.box.x1) / 2 - x) + abs((cell.box.top + cell.box.bottom) / 2 - y)

    return distance


def chosen_pages(count: int, seed: int) -> Iterator[tuple[Path, pypdfium2.PdfPage, int, list[Cell]]]:
    """Native pages with at least ten figures in cells, by chance, no file twice before all were asked."""
    chance = random.Random(seed)
    files = sorted(PUBLISHED.glob("*/*.pdf"))
    chance.shuffle(files)
    for path in files[:count]:
        data = path.read_bytes()
        document = read(data)
        figures = Counter(
            cell.page for table in document.tables for cell in table.cells if figure(cell.text) is not None
        )
        pages = sorted(page for page, found in figures.items() if page is not None and found >= 10)
        if pages:
            number = chance.choice(pages)
            yield path, pypdfium2.PdfDocument(data)[number - 1], number, page_content(document, number)


def measure_pages(count: int, seed: int, copies: list[Copy]) -> None:
    """Compare pages and print the scores."""
    from rapidocr import RapidOCR

    full = RapidOCR(params={"Global.log_level": "error", "EngineConfig.onnxruntime.intra_op_num_threads": 1})
    scores = {copy.name: Score() for copy in copies}
    for index, (path, page, number, native) in enumerate(chosen_pages(count, seed)):
        for copy in copies:
            picture, matrix = rasterised(page, copy, seed + index)
            score = scores[copy.name]
            before = len(score.wrong), len(score.lost)
            shown = _resized(picture, copy)
            start = time.process_time()
            content = content_of([page_of(shown, 1)])
            score.seconds += time.process_time() - start
            score.pages += 1
            if copy is copies[0]:
                start = time.process_time()
                full(cv2.cvtColor(shown, cv2.COLOR_GRAY2BGR))
                score.full_seconds += time.process_time() - start
                score.full_pages += 1
            compare(native, content, matrix, score)
            for kind, entries, known in (("wrong", score.wrong, before[0]), ("lost", score.lost, before[1])):
                for entry in entries[known:]:
                    print(f"  {copy.name} {path.parent.name}/{path.name} page {number} {kind}: {entry}", flush=True)
    for name, score in scores.items():
        print(
            f"{name}: {score.pages} pages, {score.figures} figures, right {score.right} "
            f"({score.right / max(score.figures, 1):.2%}), wrong {len(score.wrong)}, lost {len(score.lost)}; "
            f"other texts right {score.right_texts / max(score.texts, 1):.1%}; "
            f"{score.seconds / max(score.pages, 1):.2f} s/page"
            + (f", full page {score.full_seconds / score.full_pages:.2f} s" if score.full_pages else "")
        )


def _resized(picture: Picture, copy: Copy) -> Picture:
    """The picture as a PDF viewer renders it at the resolution at which pages are looked at."""
    factor = DPI / copy.dpi
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


Fact = tuple[str, str, str, Decimal | None]


def facts(data: bytes, path: str) -> list[tuple[Fact, str, str]]:
    """The money cells of a file: statement, label, column and amount; proof; and as printed."""
    document = read(data)
    claim = Claim(document.document_id, path, "2025-01-01", identify(document, path), figures_digest(document))
    disclosures = resolve([claim]).disclosures
    frame = derive([document], disclosures[0] if disclosures else None)["core.fact_line_item"]
    return [
        ((row["statement"], row["label"], row["column_path"], row["amount_yuan"]), row["proof"], row["amount_raw"])
        for row in frame.iter_rows(named=True)
    ]


def measure_documents(count: int, seed: int, copies: list[Copy], most_pages: int) -> None:
    """Compare the facts of whole files and print, above all, which wrong figures are proven."""
    chance = random.Random(seed)
    files = sorted(path for path in PUBLISHED.glob("*/*.pdf"))
    chance.shuffle(files)
    short = [path for path in files if len(pypdfium2.PdfDocument(path)) <= most_pages]
    for index, path in enumerate(short[:count]):
        data = path.read_bytes()
        native = Counter(fact for fact, _, _ in facts(data, str(path)))
        for copy in copies:
            start = time.process_time()
            found = facts(scanned_pdf(data, copy, seed + index), str(path))
            seconds = time.process_time() - start
            left = native.copy()
            other: list[tuple[Fact, str, str]] = []
            for fact, proof, raw in found:
                if left[fact] > 0:
                    left[fact] -= 1
                else:
                    other.append((fact, proof, raw))
            # A figure that the native reading has nowhere in its row's label or column is a wrong one.
            amounts = {fact[3] for fact in native}
            wrong = [entry for entry in other if entry[0][3] not in amounts]
            proofs = Counter(proof for _, proof, _ in found)
            print(
                f"{copy.name} {path.parent.name}/{path.name}: native {native.total()}, "
                f"found {len(found)} {dict(proofs)}, "
                f"same {native.total() - left.total()}, other place {len(other) - len(wrong)}, wrong {len(wrong)}, "
                f"wrong and proven {sum(proof in ('proven', 'corrected') for _, proof, _ in wrong)}, {seconds:.0f} s",
                flush=True,
            )
            for fact, proof, raw in other:
                print("   ", "wrong" if fact[3] not in amounts else "place", proof, *fact, raw)


def main() -> None:
    parser = argparse.ArgumentParser(description="How well scanned pages are read.")
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--documents", type=int, default=0)
    parser.add_argument("--most-pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", nargs="*", default=[copy.name for copy in COPIES])
    options = parser.parse_args()
    copies = [copy for copy in COPIES if copy.name in options.copies]
    if options.pages:
        measure_pages(options.pages, options.seed, copies)
    if options.documents:
        measure_documents(options.documents, options.seed, copies, options.most_pages)


if __name__ == "__main__":
    main()
