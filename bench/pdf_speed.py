"""Speed of the reader of native PDF, from bytes to cells, beside plain pdfplumber, and whether both readings are equal.

    python bench/pdf_speed.py [FOLDER] [--every N]    (../shared/disclosures/published; each file, each second ...)

For each PDF, in one run and in changing order: pdfplumber's open and extract_tables of each page, the project's reader,
and its reader with every page read by pdfminer's interpreter. Time is that of the processor. Printed are milliseconds
per page, how many times faster the reader is, the share of pages that the fast way did not take and that were read a
second time, and in how many documents and on how many pages cells and paragraphs are not those of the complete reading.
"""

import argparse
import io
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from pathlib import Path

import pdfplumber
from pdfminer.pdfpage import PDFPage

from pipeline.documents.model import Content, Table
from pipeline.documents.pdf import pdf
from pipeline.documents.pdf.drawing import Drawing
from pipeline.documents.pdf.fonts import Resources
from pipeline.documents.pdf.interpreter import fast_drawing_of

PUBLISHED = Path(__file__).resolve().parents[1] / ".." / "shared" / "disclosures" / "published"


def plain(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def project(data: bytes) -> Content:
    return pdf.read(data)


def complete(data: bytes) -> Content:
    return pdf.content_of(pdf.pages_of(data, pdf.complete_drawing))


WAYS: tuple[Callable[[bytes], Content | None], ...] = (plain, project, complete)


def read_twice(data: bytes) -> int:
    """The number of pages that the fast way does not take."""
    twice = 0

    def counting(page: PDFPage, number: int, resources: Resources) -> Drawing:
        nonlocal twice
        try:
            return fast_drawing_of(page, number, resources)
        except Exception:
            twice += 1
            return pdf.complete_drawing(page, number, resources)

    pdf.pages_of(data, counting)
    return twice


def by_page(content: Content) -> dict[int | None, list[Hashable]]:
    """What is printed on each page: paragraphs, and cells with their table, place, span, text and box."""
    printed: dict[int | None, list[Hashable]] = defaultdict(list)
    for block in content.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                printed[cell.page].append((block.number, block.n_rows, block.n_cols, cell))
        else:
            printed[block.page].append(block.text)
    return printed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=PUBLISHED, metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth file only")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.pdf"))[:: options.every]
    if not files:
        sys.exit(f"{options.folder} holds no PDF; name a folder of disclosures")
    seconds: Counter[str] = Counter()
    pages = twice = equal = differing = 0
    for number, file in enumerate(files):
        data = file.read_bytes()
        contents: dict[str, Content | None] = {}
        for way in WAYS[number % len(WAYS) :] + WAYS[: number % len(WAYS)]:
            start = time.process_time()
            contents[way.__name__] = way(data)
            seconds[way.__name__] += time.process_time() - start
        fast, reference = contents["project"], contents["complete"]
        assert fast is not None
        assert reference is not None
        pages += reference.pages or 0
        twice += read_twice(data)
        first, second = by_page(fast), by_page(reference)
        unequal = sorted(page or 0 for page in first.keys() | second.keys() if first[page] != second[page])
        equal += not unequal
        differing += len(unequal)
        if unequal:
            print(f"{file.name}: other cells or paragraphs on pages {unequal}")
    print(f"{len(files)} documents, {pages} pages")
    for way in WAYS:
        print(f"{way.__name__:9}{seconds[way.__name__] / pages * 1000:7.1f} ms/page")
    print(f"the reader is {seconds['plain'] / seconds['project']:.1f} times as fast as plain pdfplumber")
    print(f"read twice: {twice} pages, {twice / pages:.2%}")
    print(f"equal to the complete reading: {equal} documents; pages that differ: {differing}")


if __name__ == "__main__":
    main()
