"""At which end of their rows texts of several lines stand, in tables whose rows are no further apart than lines.

There every line is as far from the next as rows are, and only what lines print tells whether one belongs to the row of
figures above or to the one below. If texts hang down from the line of their figures, lines under figures go on with
full lines and lines over figures with none; standing up on the line of their figures they do the reverse. Where rows
of figures have codes, what has none is no row of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.page.rows import Row
from pipeline.documents.page.wraps import Link

# What part of the lines beside rows of figures that are full may be so by chance; and which part of the lines may stand
# nearer to a row of figures than lines are, in heights of type.
_FEW = 0.34
_RARE = 0.1
_HALFWAY = 0.75
# A row begins with a code, as so many rows of a table with codes do.
_CODE = re.compile(r"\[?\d{3,7}\]?")
_CODED = 0.8


@dataclass(frozen=True, slots=True)
class Side:
    """``is_below`` says that lines belong to the row of figures above them, ``is_coded`` that rows have codes."""

    is_below: bool
    is_coded: bool

    def joins(self, link: Link) -> bool:
        """Whether a line goes on with the one above it, of which one at least prints no figures."""
        parts = link.below if self.is_below else link.row
        return not parts.is_data and (self.is_coded or link.is_full)


def side_of(pages: Sequence[Sequence[Row]], links: Sequence[Link]) -> Side | None:
    """At which end the texts of a table stand; None where its lines do not say. The links of items are left out."""
    full = [link for link in links if link.is_full and link.is_sure]
    under = sum(link.row.is_data and not link.below.is_data for link in full)
    over = sum(link.below.is_data and not link.row.is_data for link in full)
    if under == over or _between_rows(pages) > _RARE or min(under, over) > _FEW * max(under, over):
        return None
    return Side(is_below=under > over, is_coded=_is_coded(pages))


def _between_rows(pages: Sequence[Sequence[Row]]) -> float:
    """What part of the lines without figures is nearer to a row of figures than lines are."""
    alone = near = 0
    for body in pages:
        data = [row for row in body if row.is_data]
        for line in body:
            if not line.is_data:
                alone += 1
                near += any(abs(row.base - line.base) < _HALFWAY * line.size for row in data)
    return near / alone if alone else 0.0


def _is_coded(pages: Sequence[Sequence[Row]]) -> bool:
    data = [row for body in pages for row in body if row.is_data]
    coded = sum(any(_CODE.fullmatch(text.text) for text in row.texts[:-1]) for row in data)
    return coded >= _CODED * len(data)
