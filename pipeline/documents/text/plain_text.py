"""Any other text: paragraphs, and tables of lines with TABs or, as in a CSV file, with commas.

Nothing is known about where the text comes from: a line is a paragraph, or a part of one where lines end at a margin
(:mod:`pipeline.documents.text.wrapped`), rows of cells
(:mod:`pipeline.documents.text.delimited`) that follow each other are a table, and any other line, a blank one
included, ends it. As a spreadsheet saves them, lines over a table are rows with one text, and a merged header leaves
blanks behind it.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, groupby, takewhile

from pipeline.documents.figures import FIGURE
from pipeline.documents.grid import align, numbers_columns
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table
from pipeline.documents.text.delimited import Rows, hides_blanks, parts, with_quoted_rows
from pipeline.documents.text.repeated import repeats_heads, with_merged_texts
from pipeline.documents.text.whole_rows import with_whole_rows
from pipeline.documents.text.wrapped import margins, unwrapped

VERSION = "26"

_AMOUNT = re.compile(r"-?[\d,，]*\d[.．]\d+")
_FEWEST_WIDE = 3
# Between the texts of a row whose columns are not known.
_BLANKS = "    "


def detect(text: str) -> bool:
    """Any text is plain text."""
    return True


def read(text: str) -> Content:
    """Paragraphs and tables of a text whose line ends are ``\\n``."""
    blocks: list[Block] = []
    tables = paragraphs = 0
    lines = text.split("\n")
    if hides_blanks(lines):
        lines = [_BLANKS.join(line.split("\t")).strip() for line in lines]
    at = margins(lines)
    lines = with_whole_rows(with_quoted_rows(lines), "\t")
    for is_text, group in groupby(chain.from_iterable(map(_with_lines_apart, parts(lines))), key=_is_text):
        of_group = list(group)
        for line in unwrapped([part for part in of_group if isinstance(part, str)], at) if is_text else ():
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, line.strip()))
        for part in of_group:
            table = None if isinstance(part, str) else make_table(tables + 1, part)
            if table is not None:
                tables += 1
                blocks.append(table)
    return Content(tuple(blocks))


def _is_text(part: str | Rows) -> bool:
    return isinstance(part, str)


def _with_lines_apart(part: str | Rows) -> Iterator[str | Rows]:
    """Rows of a wide table without the lines over it, which print one text in the first cell: title, unit of money."""
    if isinstance(part, str) or max(map(len, part)) < _FEWEST_WIDE:
        yield part
        return
    lines = list(takewhile(lambda row: bool(row[0].strip()) and not any(map(str.strip, row[1:])), part))
    yield from (row[0] for row in lines)
    if len(lines) < len(part):
        yield part[len(lines) :]


def make_table(number: int, rows: Sequence[Sequence[str]]) -> Table | None:
    """The table of these rows, cells trimmed and rows with their own number of cells.

    ``n_cols`` is the width of the widest row. None where all cells are blank. Rows that print a merged
    cell once are shorter, and so are those whose last cells are blank in some files.
    """
    if not any(text.strip() for row in rows for text in row):
        return None
    if len(set(map(len, rows))) == 1 and repeats_heads(rows):
        return with_merged_texts(number, [[text.strip() for text in row] for row in rows])
    merged = _padded([[text.strip() for text in row] for row in rows])
    if len(set(map(len, merged))) > 1:
        return Table(number, len(merged), *align(merged), spans_inferred=True)
    lower = _lower_header_rows(rows)
    spans: list[list[int]] = []
    named: Sequence[bool] = ()
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if index + 1 not in lower:
            named = ()
        spans.insert(0, _spans(row, named))
        named = [not is_first or bool(text.strip()) for is_first, text in _marked(row, spans[0])]
    cells = []
    for row_no, (row, of_row) in enumerate(zip(rows, spans, strict=True), start=1):
        col = 1
        for span in of_row:
            cells.append(Cell(row_no, col, row[col - 1].strip(), col_span=span))
            col += span
    return Table(number, len(rows), max(map(len, rows)), tuple(cells))


def _padded(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of a table that begins with a line of texts, with blanks behind those that end in blanks.

    Short because a merged cell is printed once are lines of the header, and rows of the body whose amounts would stand
    in columns without amounts; under a row that numbers the columns, those of such a length. Other rows are no such
    table, and stay as they are.
    """
    width = max(map(len, rows))
    first = next(index for index, row in enumerate(rows) if len(row) == width)
    full = [row for row in rows[first:] if len(row) == width]
    amounts = {col for row in full for col, text in enumerate(row) if _AMOUNT.fullmatch(text)}
    merged: set[int] = set()
    if not amounts and numbers_columns(rows[first]):
        amounts = {col for col, text in enumerate(rows[first]) if FIGURE.fullmatch(text)}
        merged = {len(row) for row in rows[first:] if _has_amount_outside(row, amounts)}
    if not all(rows[0]) or len(rows[0]) < 2 or not amounts:
        return [[*row, *[""] * (width - len(row))] for row in rows]
    return [
        [
            *row,
            *[""]
            * (0 if index < first or len(row) in merged or _has_amount_outside(row, amounts) else width - len(row)),
        ]
        for index, row in enumerate(rows)
    ]


def _has_amount_outside(row: Sequence[str], cols: AbstractSet[int]) -> bool:
    return any(_AMOUNT.fullmatch(text) and col not in cols for col, text in enumerate(row))


def _spans(row: Sequence[str], named: Sequence[bool]) -> list[int]:
    """How many columns each cell of a row covers: a header goes on over blanks with names of columns under all of it.

    ``named`` says of the columns of the next row whether they have a name there, none for a row that is no header.
    """
    spans: list[int] = []
    goes_on = False
    for index, text in enumerate(row):
        is_named = index < len(named) and named[index]
        if text.strip() or not (goes_on and is_named):
            spans.append(1)
            goes_on = bool(text.strip()) and is_named
        else:
            spans[-1] += 1
    return spans


def _marked(row: Sequence[str], spans: Sequence[int]) -> Iterator[tuple[bool, str]]:
    """The texts of a row, each with whether a cell begins there."""
    firsts = {sum(spans[:number]) for number in range(len(spans))}
    return ((index in firsts, text) for index, text in enumerate(row))


def _lower_header_rows(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The indices of the rows under the first of a header: at the top or under a line of one text, down to the figures.

    Several tables may stand under each other, as in a sheet.
    """
    found: set[int] = set()
    names: list[int] = []
    is_header = True
    for index, row in enumerate(rows):
        texts = [text.strip() for text in row if text.strip()]
        if len(texts) < 2:
            is_header, names = True, []
        elif any(map(FIGURE.fullmatch, texts)):
            found.update(names[1:])
            is_header, names = False, []
        elif is_header:
            names.append(index)
    return frozenset(found)
