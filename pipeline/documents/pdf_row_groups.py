"""Which lines are one row of a table where no line parts rows: figures say where rows are, full lines go on below.

A text that fills its column goes on in the line below it. The lines of such a text belong to the row of figures beside
it, which stands at its middle or at its first line; beside no row of figures they are a row without figures.
"""

import re
from collections.abc import Sequence

from pipeline.documents.pdf_lines import Line
from pipeline.documents.pdf_rows import SAME_ROW, Row
from pipeline.documents.pdf_seam import is_figure

# How much room, in characters, a full line leaves, and how many heights of type lower the next line may be.
_ROOM = 1.8
_NEXT_LINE = 2.0
# The next line is nearer than this part of the distance of rows; in tables whose rows stand no further apart than
# lines (in heights of type) it may be as far, unless it begins as an item does.
_NEXT = 0.9
_AS_FAR = 1.15
_TIGHT = 1.6
_BEGINS = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,7}[)）、.．]|[(（]|其中|\d{3}")
# What part of the narrower of two lines stands under the other.
_UNDER = 0.5
_SAME_HEIGHT = 1.0


def grouped_rows(body: Sequence[Row], pitch: float) -> list[list[Row]]:
    """The lines of each row from top to bottom; ``pitch`` is the common distance of rows in points."""
    owner = {id(row): row for row in body}
    data = [row for row in body if row.is_data]
    for chain in _chains(body, pitch):
        first, last = chain[0].middle, chain[-1].middle
        beside = [row for row in data if first - _SAME_HEIGHT <= row.middle <= last + _SAME_HEIGHT]
        if len(beside) < 2:
            target = beside[0] if beside else chain[0]
            owner |= {id(row): target for row in chain if not row.is_data}
    for line in body:
        if line.is_data or owner[id(line)] is not line or line in owner.values() and _owns(line, body, owner):
            continue
        near = [row for row in data if abs(row.middle - line.middle) < SAME_ROW * pitch]
        nearest = min(near, key=lambda row: abs(row.middle - line.middle), default=None)
        if nearest is not None and not any(_is_under(text, own) for text in line.texts for own in nearest.texts):
            owner[id(line)] = nearest
    groups: dict[int, list[Row]] = {id(row): [] for row in body if owner[id(row)] is row}
    for row in body:
        target = owner[id(row)]
        while owner[id(target)] is not target:
            target = owner[id(target)]
        groups[id(target)].append(row)
    return [groups[id(row)] for row in body if id(row) in groups]


def _owns(line: Row, body: Sequence[Row], owner: dict[int, Row]) -> bool:
    return any(other is not line and owner[id(other)] is line for other in body)


def _chains(body: Sequence[Row], pitch: float) -> list[list[Row]]:
    """The rows of which texts go on in each other, from top to bottom."""
    texts = [(text, row) for row in body for text in row.texts if not is_figure(text.text)]
    following: dict[int, tuple[Line, Row]] = {}
    for index, (text, row) in enumerate(texts):
        right = max(other.x1 for other, _ in texts if _is_under(other, text))
        room = (right - text.x1) / text.size
        if room > _ROOM:
            continue
        below = next(((other, of) for other, of in texts[index + 1 :] if of is not row and _is_under(other, text)), None)
        if below is None:
            continue
        step = below[1].middle - row.middle
        is_tight = pitch < _TIGHT * text.size and room < 1 and not _BEGINS.match(below[0].text)
        if step < min(_NEXT_LINE * text.size, (_AS_FAR if is_tight else _NEXT) * pitch):
            following[id(text)] = below
    begun = {id(text) for text, _ in following.values()}
    chains = []
    for text, row in texts:
        if id(text) in begun or id(text) not in following:
            continue
        chain, last = [row], text
        while id(last) in following:
            last, of = following[id(last)]
            chain.append(of)
        # Two rows of figures in one chain: the text ends where the second one has its own.
        chains.extend(_apart(chain))
    return chains


def _apart(chain: Sequence[Row]) -> list[list[Row]]:
    parts: list[list[Row]] = [[]]
    for row in chain:
        if row.is_data and any(other.is_data for other in parts[-1]):
            parts.append([])
        parts[-1].append(row)
    return parts


def _is_under(one: Line, other: Line) -> bool:
    over = min(one.x1, other.x1) - max(one.x0, other.x0)
    return over > _UNDER * min(one.x1 - one.x0, other.x1 - other.x0)
