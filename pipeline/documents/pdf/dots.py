"""Lines that are drawn dot by dot: dots in a row, each a filled shape of its own, are one line.

A dash pattern is the pen's and needs nothing; but browsers and some report writers draw the dots of a dotted border
one by one, each too short to be an edge.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.documents.pdf.drawing import Shape

# A dot is no larger, in points; in one line dots are no further apart than a dot or this, whichever is more.
_LARGEST = 3.0
_GAP = 3.0
# So many dots over so many points are a line.
_FEWEST = 5
_SHORTEST = 8.0
_SAME = 0.3

Segment = tuple[float, float, float, float]


def with_dots_joined(shapes: Sequence[Shape]) -> tuple[list[Shape], list[Segment]]:
    """The shapes that are no dots of a line, and the lines that dots make: x0, y0, x1, y1 in points."""
    dots = [shape for shape in shapes if _is_dot(shape)]
    if len(dots) < _FEWEST:
        return list(shapes), []
    used: set[int] = set()
    lines: list[Segment] = []
    for run in _runs(dots, across=True):
        used.update(map(id, run))
        y = (run[0].y0 + run[0].y1) / 2
        lines.append((run[0].x0, y, run[-1].x1, y))
    for run in _runs(dots, across=False):
        used.update(map(id, run))
        x = (run[0].x0 + run[0].x1) / 2
        lines.append((x, run[0].y0, x, run[-1].y1))
    return [shape for shape in shapes if id(shape) not in used], lines


def _is_dot(shape: Shape) -> bool:
    return shape.fill and shape.kind != "line" and max(shape.x1 - shape.x0, shape.y1 - shape.y0) <= _LARGEST


def _runs(dots: Iterable[Shape], *, across: bool) -> Iterator[list[Shape]]:
    """The runs of dots at one height, or under each other."""
    by_place: dict[int, list[Shape]] = defaultdict(list)
    for dot in dots:
        middle = (dot.y0 + dot.y1) / 2 if across else (dot.x0 + dot.x1) / 2
        by_place[round(middle / _SAME)].append(dot)
    for group in by_place.values():
        ordered = sorted(group, key=lambda dot: dot.x0 if across else dot.y0)
        run: list[Shape] = []
        end = 0.0
        for dot in ordered:
            start, stop = (dot.x0, dot.x1) if across else (dot.y0, dot.y1)
            if run and start - end > max(_GAP, stop - start):
                yield from _long_enough(run, across)
                run = []
            run.append(dot)
            end = max(end, stop) if len(run) > 1 else stop
        yield from _long_enough(run, across)


def _long_enough(run: list[Shape], across: bool) -> Iterator[list[Shape]]:
    first, last = run[0], run[-1]
    if len(run) >= _FEWEST and (last.x1 - first.x0 if across else last.y1 - first.y0) >= _SHORTEST:
        yield run
