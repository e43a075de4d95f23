"""The shapes of painted paths: which of them are lines and rectangles, decided as pdfminer decides it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pdfminer.utils import Matrix

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


@dataclass(slots=True)
class Subpath:
    """A connected part of a path: the letters of its steps (m l c h), the point at which each ends.

    ``controls`` are the control points of its curves; ``is_upright`` says that it is a rectangle with sides along the
    axes, as it was drawn.
    """

    steps: str
    points: list[Point]
    is_upright: bool = False
    controls: Sequence[Point] = ()

    def add(self, step: str, point: Point, controls: Sequence[Point] = ()) -> None:
        """Go on to a point."""
        self.steps += step
        self.points.append(point)
        self.is_upright = False
        if controls:
            self.controls = (*self.controls, *controls)


def rectangle(x: float, y: float, width: float, height: float) -> Subpath:
    """The subpath of a rectangle from one of its corners."""
    right, upper = x + width, y + height
    return Subpath("mlllh", [(x, y), (right, y), (right, upper), (x, upper), (x, y)], is_upright=True)


def box_of(subpath: Subpath, matrix: Matrix) -> Rectangle:
    """The bounding box of all points of a subpath under a matrix, those that control curves included."""
    a, b, c, d, e, f = matrix
    if subpath.is_upright and b == 0 == c:
        return _upright(subpath, matrix)
    points = (*subpath.points, *subpath.controls)
    return _bounds([(a * x + c * y + e, b * x + d * y + f) for x, y in points])


def shape_of(subpath: Subpath, matrix: Matrix) -> tuple[str, Sequence[Point], Rectangle]:
    """Whether a subpath is a ``line``, a ``rect``, a ``curve`` or nothing (''); a curve's points; its box."""
    a, b, c, d, e, f = matrix
    if subpath.is_upright and b == 0 == c:
        box = _upright(subpath, matrix)
        if box[1] < box[3]:
            return "rect", (), box
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in subpath.points]
    steps = subpath.steps
    if len(steps) > 3 and steps.endswith("lh") and points[-2] == points[0]:
        steps = steps[:-2] + "h"
        points.pop()
    box = _bounds(points)
    if steps in {"ml", "mlh"}:
        return "line", (), box
    if steps in {"mlllh", "mllll"} and points[0] == points[4] and _is_square(points):
        return "rect", (), box
    return ("curve" if len(steps) > 1 else ""), points, box


def _upright(subpath: Subpath, matrix: Matrix) -> Rectangle:
    """The box of an upright rectangle under a matrix that does not turn it."""
    a, _, _, d, e, f = matrix
    (x0, y0), (x1, y1) = subpath.points[0], subpath.points[2]
    x0, y0, x1, y1 = a * x0 + e, d * y0 + f, a * x1 + e, d * y1 + f
    return (x0 if x0 < x1 else x1), (y0 if y0 < y1 else y1), (x1 if x0 < x1 else x0), (y1 if y0 < y1 else y0)


def _bounds(points: Sequence[Point]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_square(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[:4]
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
