"""Tables side by side without vertical lines: where titles at one height stand over a blank band, it parts the page.

Read across, the rows of both would be those of one table, under the title of one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import CODE, Row
from pipeline.documents.page.text import is_page_number
from pipeline.documents.titles import is_title_of_table

_KEY = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of a page lies between two heights, and the places at which it is parted from left to right."""

    top: float
    bottom: float
    cuts: tuple[float, ...] = ()


def stretches_of(rows: Sequence[Row]) -> list[Stretch]:
    """The stretches of a page from top to bottom, those of tables side by side parted."""
    found: list[Stretch] = []
    end = float("-inf")
    for first, last, cuts in _side_by_side(rows):
        top = rows[first].top - 1
        bottom = rows[last].top - 1 if last < len(rows) else float("inf")
        if top > end:
            found.append(Stretch(end, top))
        found.append(Stretch(top, bottom, cuts))
        end = bottom
    return [*found, Stretch(end, float("inf"))] if end < float("inf") else found


def _side_by_side(rows: Sequence[Row]) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """Rows of tables side by side by number, the end exclusive, with the places between the tables."""
    free = 0
    for first, row in enumerate(rows):
        if first < free or len(row.texts) < 2 or not all(map(_is_title, row.texts)):
            continue
        foot = len(rows) - 1 if _is_page_number(rows[-1]) else len(rows)
        ends = (n for n in range(first + 1, foot) if _crosses(rows[n], row.texts) or _has_title(rows[n]))
        under = rows[first + 1 : next(ends, foot)]
        cuts = [_cut(under, left, right) for left, right in pairwise(row.texts)]
        known = tuple(cut for cut in cuts if cut is not None)
        if len(known) == len(cuts):
            free = first + 1 + len(under)
            yield first, free, known


def _is_title(text: Line) -> bool:
    return is_title_of_table(text.text)


def _has_title(row: Row) -> bool:
    return any(map(_is_title, row.texts))


def _is_page_number(row: Row) -> bool:
    """Whether a row is the number of the page, which stands in the middle: in the band between two tables."""
    return len(row.texts) == 1 and is_page_number(row.texts[0].text)


def _crosses(row: Row, titles: Sequence[Line]) -> bool:
    """Whether a text of a row reaches from under one title to under the next."""
    return any(text.x0 < left.x1 and text.x1 > right.x0 for text in row.texts for left, right in pairwise(titles))


def _cut(rows: Sequence[Row], left: Line, right: Line) -> float | None:
    """The middle of the one band between two titles that is blank, with figures at its left and names at its right.

    Where there is no such band numbers of rows (序号) may stand at its right.
    """
    texts = sorted((text.x0, text.x1) for row in rows for text in row.texts)
    reach, bands = float("-inf"), []
    for x0, x1 in texts:
        if reach > left.x0 and x0 < right.x1 and x0 - reach >= left.size / 2:
            bands.append((reach + x0) / 2)
        reach = max(reach, x1)
    data = [row for row in rows if row.figures]
    between = [cut for cut in bands if left.x1 - left.size < cut < right.x0 + right.size]
    parting = [cut for cut in between if _parts(data, cut, CODE)] or [cut for cut in between if _parts(data, cut, _KEY)]
    return parting[0] if len(parting) == 1 else None


def _parts(rows: Sequence[Row], cut: float, key: re.Pattern[str]) -> bool:
    """Whether most rows at the left end with a figure, and most at the right begin with a name or a code."""
    ends = [of_row[-1].text for row in rows if (of_row := [text for text in row.texts if text.x1 <= cut])]
    begins = [of_row[0].text for row in rows if (of_row := [text for text in row.texts if text.x0 >= cut])]
    figures = sum(is_figure(text) and CODE.fullmatch(text) is None for text in ends)
    names = sum(not is_figure(text) or key.fullmatch(text) is not None for text in begins)
    return figures * 2 > len(ends) and names * 2 > len(begins)
