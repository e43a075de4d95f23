"""PDF documents exported as text through character recognition: one row a line, cells split by TAB.

The export is made of chunks with blank lines between them. A chunk is paragraphs, or rows of a table, or both (a title
or a note that touches its table). A blank line is where a page or a text block ended, which is not where the table or
the sentence ended: rows go on in the next chunk unless a paragraph or a header of another table stands between
(``heads_inside``), and a sentence that was cut is put together again. Cells keep what the file prints, recognition
errors included; only the sums can say what is right. Cells that ran together are parted
(``run_together``), and rows that lost columns are placed under the columns that they fit (``ragged``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.documents.model import Block, Cell, Content, Paragraph, Table
from pipeline.documents.ordinals import begins_with_ordinal
from pipeline.documents.text.delimited import hides_blanks
from pipeline.documents.text.heads_inside import tables_of
from pipeline.documents.text.ragged import place
from pipeline.documents.text.repeated import repeats_heads, with_merged_texts
from pipeline.documents.text.run_together import with_cells_apart
from pipeline.documents.text.whole_rows import with_whole_rows

VERSION = "19"

_LIST_MARK = re.compile(r"\s*[-*+•·]\s+(?=\S)")
_DRESSED_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d{1,4}\s*页(?:[,，、/ ]*共\s*\d{1,4}\s*页)?)\s*"
)
_BARE_PAGE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
# What a note or an appendix begins with.
_NOTES = "注附"
_SENTENCE_END = "。.!！?？;；:：…)）]】>》\"”'’"
_INNER_PUNCTUATION = re.compile(r"[,，、;；。]")
_HANZI = re.compile("[\u3400-\u9fff]")
_FULL_LINE = 30


def detect(text: str) -> bool:
    """Whether a text has this form: chunks between blank lines, rows with TABs inside or paragraphs as list items."""
    chunks = list(_chunks(text.split("\n")))
    rows = [line for chunk in chunks for line in chunk if "\t" in line]
    if rows:
        if hides_blanks(rows) or any("\n" in line for line in with_whole_rows(text.split("\n"), "\t")):
            return False
        inner = sum("\t" in line.strip("\t") or line.count("\t") > 1 for line in rows)
        touching = sum("\t" in first and "\t" not in second for chunk in chunks for first, second in pairwise(chunk))
        return len(chunks) > 1 and inner >= 0.8 * len(rows) and touching <= 0.1 * len(rows)
    listed = sum(_is_listed(line) for chunk in chunks for line in chunk)
    return len(chunks) > 1 and listed >= 3


def _is_listed(line: str) -> bool:
    return _LIST_MARK.match(line) is not None and _DRESSED_PAGE_NUMBER.fullmatch(line) is None


@dataclass
class _Builder:
    """The blocks made so far, the rows of the table that is still open, and the paragraph that may still go on."""

    blocks: list[Block] = field(default_factory=list)
    chunks: list[list[list[str]]] = field(default_factory=list)
    cut: bool = False
    tables: int = 0
    paragraphs: int = 0

    def add_row(self, line: str, *, first: bool) -> None:
        """``first``: whether the row is the first of its chunk."""
        if first or not self.chunks:
            self.chunks.append([])
        self.chunks[-1].append([text.strip() for text in line.split("\t")])
        self.cut = False

    def add_paragraph(self, line: str, *, first: bool, last: bool) -> None:
        """``first`` and ``last``: whether the line begins and ends its chunk, where alone a sentence can be cut."""
        self.close_table()
        previous = self.blocks[-1] if self.blocks else None
        text = _LIST_MARK.sub("", line, count=1).strip() if _LIST_MARK.match(line) else line.strip()
        if first and self.cut and isinstance(previous, Paragraph) and _goes_on(previous.text, line):
            self.blocks[-1] = Paragraph(previous.number, previous.text + text)
        else:
            self.paragraphs += 1
            self.blocks.append(Paragraph(self.paragraphs, text))
        self.cut = last

    def close_table(self) -> None:
        for chunks in map(with_cells_apart, tables_of(self.chunks)):
            rows = [row for chunk in chunks for row in chunk]
            if len(set(map(len, rows))) == 1 and repeats_heads(rows):
                self.tables += 1
                self.blocks.append(with_merged_texts(self.tables, rows))
            elif any(text for row in rows for text in row):
                self.tables += 1
                cells = tuple(
                    Cell(row_no, col_no, text)
                    for row_no, (row, columns) in enumerate(zip(rows, place(chunks), strict=True), 1)
                    for text, col_no in zip(row, columns, strict=False)
                )
                self.blocks.append(Table(self.tables, len(rows), max(cell.col for cell in cells), cells))
        self.chunks = []


def read(text: str) -> Content:
    """Paragraphs and tables of an export whose line ends are ``\\n``.

    List marks and page numbers are left out. Inside a chunk, a line without TAB between two rows is a row of one cell;
    before the first row and after the last it is a paragraph.
    """
    builder = _Builder()
    for chunk in _without_page_numbers(list(_chunks(text.split("\n")))):
        tabbed = [position for position, line in enumerate(chunk) if "\t" in line]
        table = range(tabbed[0], tabbed[-1] + 1) if tabbed else range(0)
        for position, line in enumerate(chunk):
            if position in table:
                builder.add_row(line, first=position == table.start)
            else:
                builder.add_paragraph(line, first=position == 0, last=position == len(chunk) - 1)
    builder.close_table()
    return Content(tuple(builder.blocks))


def _chunks(lines: Iterable[str]) -> Iterator[list[str]]:
    """Runs of lines with text or TABs."""
    chunk: list[str] = []
    for line in lines:
        if line.strip(" \u3000\xa0"):
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _without_page_numbers(chunks: Sequence[list[str]]) -> list[list[str]]:
    """The chunks without those that are a page number alone.

    ``- 12 -`` and ``第 12 页`` are; a bare number is where all bare numbers of the text, two at least, count upwards.
    """
    bare = [int(chunk[0]) for chunk in chunks if len(chunk) == 1 and _BARE_PAGE_NUMBER.fullmatch(chunk[0])]
    counting = len(bare) > 1 and all(left < right for left, right in pairwise(bare))

    def is_number(chunk: list[str]) -> bool:
        if len(chunk) != 1:
            return False
        bare_number = counting and _BARE_PAGE_NUMBER.fullmatch(chunk[0])
        return bool(bare_number or _DRESSED_PAGE_NUMBER.fullmatch(chunk[0]))

    return [chunk for chunk in chunks if not is_number(chunk)]


def _goes_on(before: str, after: str) -> bool:
    """Whether the second paragraph is the rest of a sentence of the first.

    Only where all signs agree: the first is long prose that ends in a Chinese character or a comma, and the second
    begins with a Chinese character and no ordinal, and is prose too. Digits at the cut are never put together.
    """
    return (
        len(before) >= _FULL_LINE
        and before[-1] not in _SENTENCE_END
        and (_HANZI.match(before[-1]) is not None or before[-1] in ",，、")
        and _INNER_PUNCTUATION.search(before) is not None
        and _HANZI.match(after) is not None
        and not begins_with_ordinal(after)
        and after[0] not in _NOTES
        and _INNER_PUNCTUATION.search(after) is not None
    )
