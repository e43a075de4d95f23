"""The edges of columns that a page lacks and the page before it has, where both are of one table."""

from collections.abc import Sequence
from itertools import pairwise

# Outer edges of one table, and inner ones of one column as a part of the narrowest, are no further from each other; a
# table has at least so many columns, and a page lacks at most so many of its lines.
_SAME_END, _OFF = 3.0, 0.4
_FEWEST_COLUMNS = 3
_MOST_MISSING = 2


def missing_edges(xs: Sequence[float], before: Sequence[float]) -> list[float]:
    """Where the columns of the page before have edges that these lack; none where these are other columns."""
    if not 0 < len(before) - len(xs) <= _MOST_MISSING or len(before) <= _FEWEST_COLUMNS:
        return []
    shift = xs[0] - before[0]
    known = [x + shift for x in before]
    near = _OFF * min(b - a for a, b in pairwise(known))
    if abs(xs[-1] - known[-1]) > _SAME_END:
        return []
    left = list(known)
    for x in xs:
        nearest = min(left, key=lambda other: abs(other - x))
        if abs(nearest - x) > near:
            return []
        left.remove(nearest)
    return left
