"""Recognised tables that follow each other without a line between them, taken apart at the header of the next.

A table goes on over blank lines, because a page can end inside it. It has ended where rows of figures are followed by a
line of words in the columns of those figures, with figures under it again, unless that is the header of the table
printed again. The lines right over such a header are its own: its upper lines, a title, the unit of money.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from pipeline.documents.model import squeezed
from pipeline.documents.titles import begins_as_unit_line, ends_as_title

Row = Sequence[str]

_FIGURE = re.compile(r"-?\d[\d,，. ．]*%?")
_DIGIT = re.compile(r"\d")
_NIL = re.compile(r"[-—－–─/／]+")
_UNIT = re.compile(r"单位[:：]")
_FORM_NUMBER = re.compile(r"(公开|附)?表?[\d-]+表?")
# A title has so many characters at least, in so many pieces at most, and figures follow it in so many rows.
_SHORTEST, _MOST_PIECES, _FAR = 4, 3, 6
# In how many columns of figures words make a header, and how like the table's own one a header printed again is.
_FEWEST_COLUMNS = 2
_LIKE = 0.6


def tables_of(chunks: Sequence[Sequence[Row]]) -> Iterator[list[list[Row]]]:
    """The chunks of each table; a chunk is divided where another table begins in it.

    A title or unit of money over its header that is torn where columns meet is whole again.
    """
    rows = list(chain.from_iterable(chunks))
    starts = set(_starts(rows))
    table: list[list[Row]] = []
    number = 0
    for chunk in chunks:
        part: list[Row] = []
        for row in chunk:
            if number in starts:
                yield _with_whole_lines([*table, part] if part else table)
                table, part = [], []
            part.append(row)
            number += 1
        table.append(part)
    yield _with_whole_lines(table)


def _with_whole_lines(chunks: list[list[Row]]) -> list[list[Row]]:
    over = True
    found: list[list[Row]] = []
    for chunk in chunks:
        found.append([])
        for row in chunk:
            over = over and (not _texts(row) or _is_line(row))
            found[-1].append(_whole(row) if over else row)
    return found


def _whole(row: Row) -> Row:
    """The row with its texts in the first one, where they touch."""
    cols = [col for col, text in enumerate(row) if text]
    if not cols or cols != list(range(cols[0], cols[-1] + 1)):
        return row
    return [*row[: cols[0]], "".join(_texts(row)), *[""] * (len(cols) - 1), *row[cols[-1] + 1 :]]


def _starts(rows: Sequence[Row]) -> Iterator[int]:
    """The rows at which another table begins: at its title, or at its header where none is printed."""
    first = 0
    for number, row in enumerate(rows):
        above = rows[first:number]
        figures = _columns_of_figures(above)
        title = _title(row) if figures else ""
        heads = [*_words_below(rows, number + 1)] if title else [row] if _heads(row, figures) else []
        if not heads or not any(map(_has_figure, rows[number + 1 : number + _FAR])):
            continue
        own = above[: _first_with_figures(above)]
        titles = {known for other in own if (known := _title(other))}
        if title in titles or (
            not (title and titles) and any(_is_like(head, other) for head in heads for other in own)
        ):
            continue
        first = number
        while first and _is_over(rows[first - 1], figures):
            first -= 1
        yield first


def _title(row: Row) -> str:
    """The title that a row holds, in one text or torn in some; '' for any other row."""
    texts = _texts(row)
    title = squeezed("".join(texts))
    return title if _is_title(texts) and len(title) >= _SHORTEST else ""


def _is_title(texts: Sequence[str]) -> bool:
    """Whether texts are a title, torn or not: a figure beside a name (水表 | 12) is no number of a form."""
    is_torn = 0 < len(texts) <= _MOST_PIECES and not any(map(_is_figure, texts))
    return is_torn and ends_as_title(squeezed("".join(texts)))


def _words_below(rows: Sequence[Row], start: int) -> Iterator[Row]:
    """The rows of several words from a row on that stand above the first row of figures."""
    for row in rows[start : start + _FAR]:
        if _has_figure(row):
            return
        if len(_texts(row)) > 1:
            yield row


def _columns_of_figures(rows: Sequence[Row]) -> frozenset[int]:
    """The columns in which most texts under the header are figures."""
    body = rows[_first_with_figures(rows) :]
    width = max(map(len, body), default=0)
    columns = ([row[col] for row in body if col < len(row) and row[col]] for col in range(width))
    return frozenset(
        col for col, texts in enumerate(columns) if sum(_is_figure(text) for text in texts) * 2 > len(texts)
    )


def _first_with_figures(rows: Sequence[Row]) -> int:
    return next((number for number, row in enumerate(rows) if _has_figure(row)), len(rows))


def _heads(row: Row, figures: frozenset[int]) -> bool:
    """Whether a row prints words alone, in at least two columns of figures and most of them."""
    if any(_DIGIT.search(text) for text in row):
        return False
    over = sum(_is_word(text) for col, text in enumerate(row) if col in figures)
    return over >= _FEWEST_COLUMNS and over * 2 > len(figures)


def _is_over(row: Row, figures: frozenset[int]) -> bool:
    """Whether a row above a header belongs to it: a title, the unit of money or words over figures."""
    if any(map(_is_figure, row)):
        return False
    is_information = any(map(_UNIT.search, row)) or _is_line(row)
    return is_information or any(_is_word(text) for col, text in enumerate(row) if col in figures)


def _is_line(row: Row) -> bool:
    """Whether a row prints one line over a table, in one text or torn in some: a title, its number, the unit."""
    texts = _texts(row)
    line = squeezed("".join(texts))
    is_said = begins_as_unit_line(line) or _FORM_NUMBER.fullmatch(line) is not None
    return 0 < len(texts) <= _MOST_PIECES and (is_said or _is_title(texts))


def _is_like(row: Row, other: Row) -> bool:
    if len(_texts(other)) < _FEWEST_COLUMNS:
        return False
    return SequenceMatcher(None, "".join(_texts(row)), "".join(_texts(other)), autojunk=False).ratio() >= _LIKE


def _texts(row: Row) -> list[str]:
    return [text for text in row if text]


def _is_word(text: str) -> bool:
    """Whether a text among figures is a word: a printed nil (—) says that there is none."""
    return bool(text) and _NIL.fullmatch(text) is None


def _has_figure(row: Row) -> bool:
    return any(map(_is_figure, row))


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None
