"""Native PDF that is drawn a little otherwise must give the same facts: `python -m bench.drawn_otherwise`.

    python -m bench.drawn_otherwise [DIR] [--every N] [--from N] [--only WORD] [--show N] [--seed N]

The pages of real disclosures (DIR, default ../shared/disclosures/published; every N-th, beginning with the one named)
are changed as :mod:`bench.page_changes` says, read, and compared in full records with the file as it is. Per change the
columns of bench.metamorphic: records expected, right, in a table whose statement is left open, right but for a meaning
that is left open, wrong but said to be doubtful, wrong and proven, lost. Files with scanned pages are left out.
"""

import argparse
import logging
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.metamorphic import HEADER, Tally, compare, line_items, print_tally
from bench.metamorphic_sheets import COMPARED
from bench.page_changes import CHANGES, Pages
from bench.published import DEFAULT_DIR
from pipeline.documents.arranging import arranged
from pipeline.documents.model import Document
from pipeline.documents.page.blocks import content_of
from pipeline.documents.pdf.pdf import pages_of
from pipeline.documents.reading import read
from pipeline.facts.disclosure.identity import identify


def subjects(root: Path, every: int, first: int) -> Iterator[tuple[str, Document, Pages]]:
    """The native PDFs under a folder, each as it is read and its pages."""
    for path in sorted(root.rglob("*.pdf"))[first::every]:
        data = path.read_bytes()
        document, pages = read(data), pages_of(data)
        if arranged(content_of(pages)).blocks == document.content.blocks:
            yield path.relative_to(root).as_posix(), document, pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", type=Path, default=DEFAULT_DIR, metavar="DIR")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each N-th file")
    parser.add_argument("--from", type=int, default=0, metavar="N", dest="first", help="the number of the first file")
    parser.add_argument("--only", default="", metavar="WORD", help="changes whose name has this word")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N differences of each change")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.root.is_dir():
        sys.exit(f"{options.root} is not a folder; name a folder of disclosures")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    tallies = {name: Tally(name) for name in CHANGES if options.only in name}
    files = 0
    for path, document, pages in subjects(options.root.resolve(), options.every, options.first):
        files += 1
        identity = identify(document, path)
        expected = [tuple(row[column] for column in COMPARED) for row in line_items(document, identity)]
        for name, tally in tallies.items():
            changed = CHANGES[name](pages, random.Random(f"{options.seed}{name}{path}"))
            again = replace(document, content=arranged(content_of(changed)))
            tally.add(compare(name, expected, line_items(again, identity)))
        print(f"{files:>5} {path}", file=sys.stderr, flush=True)
    print(f"{files} files")
    print(HEADER)
    for tally in tallies.values():
        print_tally(tally, options.show)


if __name__ == "__main__":
    main()
