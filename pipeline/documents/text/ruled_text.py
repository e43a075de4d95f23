"""Tables whose lines are drawn with characters: ``|`` between cells and, in some forms, ``+---+`` between rows.

Three forms are told apart by their lines. *Boxes* (reStructuredText, pandoc) have rules over and under every cell. In
*Markdown* a line of dashes between pipes stands under the first row, and each other line is a row. Otherwise cells are
*padded* to the width of their columns, as word processors' plain exports do, and a text too long for its cell goes on
in the next line. In boxes and padded cells an East Asian character is two places wide, so that merged cells show their
true width. Markdown has none: a merged text is repeated in its columns, or blanks follow it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from pipeline.documents.grid import align
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table
from pipeline.documents.text.boxes import ambiguous_width, cells_of_boxes, width_of
from pipeline.documents.text.plain_text import make_table

_RULE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
# A cell over several rows stands beside the rule between them.
_PIPED = re.compile(r"\s*(?:\||\+[-=:]+\+).*[|+]\s*")
_DASHES = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+")
_FIGURE = re.compile(r"[-(（]?[\d,，.．]+[)）%％]?")
# A text does not go on with a code, a figure, an ordinal or an indentation.
_BEGINS = re.compile(r"\s|\d|[(（]?[一二三四五六七八九十\d]+[)）、]")
# A figure that can go on: one without decimals, or with a single one.
_CUT_FIGURE = re.compile(r"[-(（]?[\d,，]+(?:\.\d?)?")
_FEWEST_LINES = 3
_LEAST_SHARE = 0.05


def detect(text: str) -> bool:
    """Whether a text has such tables, and none with TABs."""
    lines = [line for line in text.split("\n") if line.strip()]
    ruled = sum(map(_is_ruled, lines))
    return ruled >= max(_FEWEST_LINES, _LEAST_SHARE * len(lines)) and sum("\t" in line for line in lines) < ruled


def read(text: str) -> Content:
    """Paragraphs and tables of a text whose line ends are ``\\n``; a blank line ends a table."""
    blocks: list[Block] = []
    tables = paragraphs = 0
    for ruled, group in groupby(text.split("\n"), key=_is_ruled):
        lines = list(group)
        table = _table(tables + 1, lines) if ruled else None
        if table is not None:
            tables += 1
            blocks.append(table)
            continue
        for line in lines:
            if line.strip():
                paragraphs += 1
                blocks.append(Paragraph(paragraphs, _HEADING.sub("", line.strip(), count=1)))
    return Content(tuple(blocks))


def _is_ruled(line: str) -> bool:
    return _PIPED.fullmatch(line) is not None


def _table(number: int, lines: Sequence[str]) -> Table | None:
    """The table of lines that belong together; None where they hold no text, or boxes that are not closed."""
    if any(map(_RULE.fullmatch, lines)):
        n_rows, n_cols, cells = cells_of_boxes([line.strip() for line in lines])
        return Table(number, n_rows, n_cols, cells) if any(cell.text for cell in cells) else None
    if any(map(_DASHES.fullmatch, lines)):
        rows = [_texts(line) for line in lines if _DASHES.fullmatch(line) is None]
        if not any(map(any, rows)):
            return None
        width = max(map(len, rows))
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        return _repeated(number, rows) if _repeats(rows) else make_table(number, rows)
    return _padded(number, [line.strip() for line in lines])


def _texts(line: str) -> list[str]:
    parts = _PIPE.split(line.strip())[1:-1]
    return [_BREAK.sub("\n", part.replace("\\|", "|")).strip(" ") for part in parts]


def _repeats(rows: Sequence[Sequence[str]]) -> bool:
    """Whether merged texts are repeated: in the first lines of texts beside themselves, or in rows that follow."""
    texts = [row for row in rows if sum(map(bool, row)) > 1]
    beside = any(left == right != "" for row in texts[:2] for left, right in pairwise(row))
    return beside or any(_prefix(above, row) for above, row in pairwise(rows))


def _repeated(number: int, rows: Sequence[Sequence[str]]) -> Table:
    """The table of rows in which a merged text is printed in each of its columns, and in each of its rows.

    In the body rows are merged where a text and a figure at their left are those of the row above.
    """
    first_body = next((i for i, row in enumerate(rows) if any(map(_FIGURE.fullmatch, row))), len(rows))
    merged = [0, *(_prefix(above, row) for above, row in pairwise(rows))]
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        for col, text in enumerate(row):
            if (index, col) in taken:
                continue
            span = 1
            while text and not _FIGURE.fullmatch(text) and col + span < len(row) and row[col + span] == text:
                span += 1
            height = 1
            run = [text] * span
            while text and index + height < len(rows) and list(rows[index + height][col : col + span]) == run:
                if index + height >= first_body and merged[index + height] < col + span:
                    break
                height += 1
            taken |= {(index + down, col + right) for down in range(height) for right in range(span)}
            cells.append(Cell(index + 1, col + 1, text, height, span))
    return Table(number, len(rows), len(rows[0]), tuple(cells))


def _prefix(above: Sequence[str], row: Sequence[str]) -> int:
    """How many cells at the left are those of the row above, a text and a figure among them.

    Texts alone may be printed again, and so may codes.
    """
    alike = [text for text, _ in takewhile(lambda pair: pair[0] == pair[1] != "", zip(above, row, strict=True))]
    figures = sum(_FIGURE.fullmatch(text) is not None for text in alike)
    return len(alike) if len(alike) < len(row) and 0 < figures < len(alike) else 0


def _padded(number: int, lines: Sequence[str]) -> Table | None:
    """The table of padded lines; where they are not padded each line is a row with merged cells printed once."""
    wide = ambiguous_width(lines)
    edges = [_edges(line, wide) for line in lines]
    if len({edge[-1] for edge in edges}) > 1 or len(lines) == 1:
        rows = [[text.strip() for text in _PIPE.split(line)[1:-1]] for line in lines]
        return Table(number, len(rows), *align(rows), spans_inferred=True) if any(map(any, rows)) else None
    columns = sorted(set().union(*edges))
    rows_of_lines = list(_rows(lines, edges, wide))
    cells = []
    for row_no, (texts, edge) in enumerate(rows_of_lines, start=1):
        for text, (left, right) in zip(texts, pairwise(edge), strict=True):
            first, last = columns.index(left), columns.index(right)
            cells.append(Cell(row_no, first + 1, text.strip(), col_span=last - first))
    return Table(number, len(rows_of_lines), len(columns) - 1, tuple(cells)) if any(c.text for c in cells) else None


def _edges(line: str, wide: int) -> list[int]:
    """The places of the pipes of a line, in which signs of no certain width take ``wide`` places."""
    found, place = [], 0
    for character in line:
        if character == "|":
            found.append(place)
        place += width_of(character, wide)
    return found


def _rows(lines: Sequence[str], edges: Sequence[list[int]], wide: int) -> Iterator[tuple[list[str], list[int]]]:
    """The rows with the places of their edges; a line goes on with the one above where its texts were too long."""
    row: list[str] = []
    above: list[str] = []
    at: list[int] = []
    for line, edge in zip(lines, edges, strict=True):
        texts = line[1:-1].split("|")
        if edge == at and _goes_on(above, texts, edge, wide):
            row = [before + text.strip() for before, text in zip(row, texts, strict=True)]
        else:
            if row:
                yield row, at
            row, at = [text.strip() for text in texts], edge
        above = texts
    if row:
        yield row, at


def _goes_on(above: Sequence[str], texts: Sequence[str], edge: Sequence[int], wide: int) -> bool:
    """Whether each text of a line stands under one that fills its cell, and begins as the rest of it."""
    rests = [index for index, text in enumerate(texts) if text.strip()]
    return bool(rests) and all(
        sum(width_of(c, wide) for c in above[index].rstrip()) >= edge[index + 1] - edge[index] - 2
        and _is_rest(above[index].strip(), texts[index])
        for index in rests
    )


def _is_rest(above: str, text: str) -> bool:
    if _FIGURE.fullmatch(above) is None:
        return _BEGINS.match(text) is None
    return _CUT_FIGURE.fullmatch(above) is not None and _FIGURE.fullmatch(above + text.strip()) is not None
