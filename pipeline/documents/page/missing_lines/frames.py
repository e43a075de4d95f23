"""Frames around rows: a table of which only the two outer sides stand upright has no lines between its columns.

Web pages and offices print tables so, with lines under the rows. Where lines across end inside, at headers over several
rows or cell by cell, the frame would make cells of some headers and none of the body. Without its sides the table is
read as the one without vertical lines that it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.documents.page.missing_lines.uprights import SAME, Uprights, uprights_of
from pipeline.documents.page.model import Page
from pipeline.documents.page.unruled.rules import Rule, rules_of

# So many lines run from one side to the other: those over, between and under a header and a body.
_FEWEST = 3


def without_frames(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages without the sides of tables that have no other lines from top to bottom."""
    for page in pages:
        open_inside = [sides for sides in uprights_of(page.edges) if _are_alone(sides)]
        rules = rules_of(page) if open_inside else []
        ground = {id(edge) for sides in open_inside if _is_frame(sides, rules) for edge in sides.edges}
        yield replace(page, edges=tuple(e for e in page.edges if id(e) not in ground)) if ground else page


def _are_alone(sides: Uprights) -> bool:
    """Whether nothing upright stands between the first edge and the last."""
    left, right = sides.ends
    return not any(left + SAME < edge.x0 < right - SAME for edge in sides.edges)


def _is_frame(sides: Uprights, rules: Sequence[Rule]) -> bool:
    """Whether such sides are those of rows that lines across part, some of which end where nothing stands."""
    left, right = sides.ends
    within = [rule for rule in rules if sides.top - SAME <= rule.y <= sides.bottom + SAME]
    ends = [x for rule in within for x in rule.ends]
    if any(x < left - SAME or x > right + SAME for x in ends):
        return False
    whole = sum(rule.is_wide(left, right) for rule in within)
    return whole >= _FEWEST and any(left + SAME < x < right - SAME for x in ends)
