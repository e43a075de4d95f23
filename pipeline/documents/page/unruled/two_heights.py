"""Rows whose codes stand at one height and whose amounts at another, in tables where no line parts rows.

A program that sets the texts of a row at its upper edge and the figures at its lower one, or the other way round,
prints the code with the first line of the name above the amounts. Then no line has a code and an amount, lines with a
code and lines with amounts take turns, and some amounts, of names of one line, stand on lines of their own: an item
under a heading with a code has a name.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.page.figures import is_amount
from pipeline.documents.page.rows import CODE, Row

# So many lines with a code, and of amounts alone, tell that codes and amounts take turns.
_FEWEST_CODES, _FEWEST_ALONE = 2, 1


def rows_at_two_heights(pages: Sequence[Sequence[Row]]) -> list[list[list[Row]]]:
    """For each page of a table the lines of each row; nothing for a table whose codes and amounts are on one line."""
    body = [row for of_page in pages for row in of_page]
    if sum(map(_has_code, body)) < _FEWEST_CODES or sum(map(_are_amounts, body)) < _FEWEST_ALONE:
        return []
    # A line with other figures prints the ends of broken ones.
    if any(_has_code(row) == _has_amount(row) and (_has_code(row) or row.figures) for row in body):
        return []
    found = [_rows(of_page) for of_page in pages]
    return found if all(found) else []


def _rows(body: Sequence[Row]) -> list[list[Row]]:
    """The lines of each row: from one with a code, or the name of a sum, to the amounts under it, or the reverse."""
    marks = [row for row in body if _has_code(row) or _has_amount(row)]
    if not marks or any(_has_code(above) and _has_code(below) for above, below in pairwise(marks)):
        return []
    rows = _rows_below_amounts(body) if _are_amounts(body[0]) else _rows_over_amounts(body)
    return rows if all(sum(map(_has_amount, row)) == 1 for row in rows) else []


def _rows_below_amounts(body: Sequence[Row]) -> list[list[Row]]:
    """The same where the amounts stand above: each row begins with them, and has a name."""
    rows: list[list[Row]] = []
    for line in body:
        if _has_amount(line):
            rows.append([])
        rows[-1].append(line)
    return rows if all(len(row) > 1 for row in rows) else []


def _rows_over_amounts(body: Sequence[Row]) -> list[list[Row]]:
    """The same where the amounts stand below: a row begins at a code, that of a sum at the line over its amounts."""
    rows: list[list[Row]] = []
    for number, line in enumerate(body):
        has_ended = not rows or any(map(_has_amount, rows[-1]))
        is_over_amounts = number + 1 < len(body) and _has_amount(body[number + 1]) and not _has_amount(line)
        if _has_code(line) or (has_ended and is_over_amounts):
            rows.append([])
        if not rows:
            return []
        rows[-1].append(line)
    return rows


def _has_code(row: Row) -> bool:
    return CODE.fullmatch(row.texts[0].text) is not None


def _has_amount(row: Row) -> bool:
    return any(is_amount(text.text) for text in row.texts)


def _are_amounts(row: Row) -> bool:
    return all(is_amount(text.text) for text in row.texts)
