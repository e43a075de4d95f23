"""Columns of a web page's table that are no wider than a line: left by programs where lines of cells nearly coincide.

A table that was edited in a word processor keeps such columns as spans; the widths that the page states tell which.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from lxml import etree

from pipeline.documents.building import Placed
from pipeline.documents.word.docx_grid import without_slivers

_WIDTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(pt|px|%|\*|)")
_STYLED = re.compile(r"(?:^|;)\s*width\s*:\s*(\d+(?:\.\d+)?)\s*(pt|px|%)")
_TWIPS = {"pt": 20.0, "px": 15.0}
# Shares are taken of a page's width of text.
_PAGE = 9000.0

Measure = tuple[float, str]


def snapped(table: etree._Element, cells: Sequence[Placed], widths: Mapping[tuple[int, int], Measure]) -> None:
    """Put the lines of cells together that nearly coincide, as far as the widths of all columns are known.

    ``widths`` are those that cells state, by their left and right line.
    """
    count = max((cell.right for cell in cells), default=0)
    columns = _stated(table, count) or _from_cells(widths, count)
    if columns is None:
        return
    position = [0, *accumulate(round(width) for width in columns)]
    lines = without_slivers([[(cell.left, cell.right)] for cell in cells], position)
    for cell, [(left, right)] in zip(cells, lines, strict=True):
        cell.left, cell.right = left, right


def measure(element: etree._Element) -> Measure | None:
    """The width that an element states, with its unit."""
    match = _STYLED.search(element.get("style") or "") or _WIDTH.match(element.get("width") or "")
    return (float(match[1]), match[2] or "px") if match else None


def _stated(table: etree._Element, count: int) -> list[float] | None:
    """The widths of the columns in twips, where the page lists them all."""
    found: list[Measure] = []
    for column in table.iterfind("./col"), table.iterfind("./colgroup/col"):
        for element in column:
            stated = measure(element)
            span = element.get("span") or "1"
            if stated is None or not span.isdigit():
                return None
            found += [stated] * min(int(span), count + 1)
    return _in_twips(found) if len(found) == count else None


def _from_cells(widths: Mapping[tuple[int, int], Measure], count: int) -> list[float] | None:
    """The widths of the columns in twips, from cells over one column and over several of which one is not known."""
    known: dict[int, Measure] = {left: width for (left, right), width in widths.items() if right == left + 1}
    if len({unit for _, unit in widths.values()}) != 1:
        return None
    for (left, right), (width, unit) in sorted(widths.items(), key=lambda item: item[0][1] - item[0][0]):
        unknown = [column for column in range(left, right) if column not in known]
        if len(unknown) == 1:
            rest = width - sum(known[column][0] for column in range(left, right) if column != unknown[0])
            known[unknown[0]] = (max(rest, 0.0), unit)
    return _in_twips([known[column] for column in range(count)]) if len(known) == count else None


def _in_twips(measures: Sequence[Measure]) -> list[float] | None:
    units = {unit for _, unit in measures}
    total = sum(width for width, _ in measures)
    if len(units) != 1 or total <= 0:
        return None
    factor = _TWIPS.get(units.pop(), _PAGE / total)
    return [width * factor for width, _ in measures]
