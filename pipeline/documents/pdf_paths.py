"""The shapes of painted paths: which of them are lines and rectangles, decided as pdfminer decides it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pdfminer.utils import Matrix

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


@dataclass(slots=True)
class Subpath:
    """A connected part of a path: the letters of its steps (m l c h), the point at which each ends.

    ``controls`` are the control points of its curves.
    """

    steps: str
    points: list[Point]
    controls: list[Point] = field(default_factory=list)

    def add(self, step: str, point: Point, controls: Sequence[Point] = ()) -> None:
        """Go on to a point."""
        self.steps += step
        self.points.append(point)
        self.controls.extend(controls)

    @property
    def outline(self) -> list[Point]:
        """Points around all of it."""
        return [*self.points, *self.controls]


def shape_of(subpath: Subpath, matrix: Matrix) -> tuple[str, list[Point], Rectangle]:
    """Whether a subpath is a ``line``, a ``rect``, a ``curve`` or nothing (''); its points and box under a matrix."""
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in subpath.points]
    steps = subpath.steps
    if len(steps) > 3 and steps.endswith("lh") and points[-2] == points[0]:
        steps = steps[:-2] + "h"
        points.pop()
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = min(xs), min(ys), max(xs), max(ys)
    if steps in {"ml", "mlh"}:
        return "line", points[:2], box
    if steps in {"mlllh", "mllll"} and points[0] == points[4] and _is_square(points):
        return "rect", points[:4], box
    return ("curve" if len(steps) > 1 else ""), points, box


def _is_square(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points[:4]
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
