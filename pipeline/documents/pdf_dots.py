"""Dotted ruling lines: programs draw them as many small squares, which together are a line of a table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from pipeline.documents.pdf_drawing import Shape
from pipeline.documents.pdf_white import is_white

# A dot is no larger, in points, the next one is no further away, and so many make a line that is at least so long.
_LARGEST = 2.0
_GAP = 3.0
_FEWEST = 5
_SHORTEST = 6.0
# Dots of one line stand on it within so many points.
_STRAIGHT = 0.25


def with_dotted_lines(shapes: Sequence[Shape]) -> Sequence[Shape]:
    """The shapes with a line in place of the dots that make one."""
    dots = [shape for shape in shapes if _is_dot(shape)]
    if len(dots) < _FEWEST:
        return shapes
    used: set[int] = set()
    lines: list[Shape] = []
    for is_level in (True, False):
        for run in _runs(dots, is_level):
            used.update(map(id, run))
            lines.append(_line(run, is_level))
    return [*(shape for shape in shapes if id(shape) not in used), *lines] if used else shapes


def _is_dot(shape: Shape) -> bool:
    width, height = shape.x1 - shape.x0, shape.y1 - shape.y0
    is_small = width <= _LARGEST and height <= _LARGEST
    return is_small and shape.fill and not shape.stroke and not is_white(shape.color)


def _runs(dots: Sequence[Shape], is_level: bool) -> Iterator[list[Shape]]:
    """The dots that follow each other from left to right, or upwards."""
    beside: dict[int, list[tuple[float, float, Shape]]] = defaultdict(list)
    for dot in dots:
        across = dot.y0 + dot.y1 if is_level else dot.x0 + dot.x1
        start, end = (dot.x0, dot.x1) if is_level else (dot.y0, dot.y1)
        beside[round(across / 2 / _STRAIGHT)].append((start, end, dot))
    for row in beside.values():
        run: list[tuple[float, float, Shape]] = []
        for dot_at in sorted(row, key=itemgetter(0, 1)):
            if run and dot_at[0] - run[-1][1] > _GAP:
                yield from _long(run)
                run = []
            run.append(dot_at)
        yield from _long(run)


def _long(run: Sequence[tuple[float, float, Shape]]) -> Iterator[list[Shape]]:
    if len(run) >= _FEWEST and run[-1][1] - run[0][0] >= _SHORTEST:
        yield [shape for _, _, shape in run]


def _line(run: Sequence[Shape], is_level: bool) -> Shape:
    x0, x1 = min(dot.x0 for dot in run), max(dot.x1 for dot in run)
    y0, y1 = min(dot.y0 for dot in run), max(dot.y1 for dot in run)
    if is_level:
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return Shape("line", x0, y0, x1, y1, True, False, run[0].color)
