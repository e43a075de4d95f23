"""Lines, rectangles and curves among painted paths, and their boxes."""

import pytest

from pipeline.documents.pdf.paths import Subpath, box_of, rectangle, shape_of

UPRIGHT = (2, 0, 0, 1, 10, 20)
TURNED = (0, 1, -1, 0, 0, 0)
SLANTED = (1, 1, -1, 1, 0, 0)


def path(steps: str, *points: tuple[float, float]) -> Subpath:
    return Subpath(steps, list(points))


@pytest.mark.parametrize(
    ("subpath", "kind"),
    [
        (path("ml", (0, 0), (5, 0)), "line"),
        (path("mlh", (0, 0), (5, 0), (0, 0)), "line"),
        (path("mllh", (0, 0), (5, 0), (0, 0), (0, 0)), "line"),
        (path("mllll", (0, 0), (5, 0), (5, 3), (0, 3), (0, 0)), "rect"),
        (path("mlllh", (0, 0), (0, 3), (5, 3), (5, 0), (0, 0)), "rect"),
        (path("mlll", (0, 0), (5, 0), (5, 3), (0, 3)), "curve"),
        (path("mc", (0, 0), (5, 0)), "curve"),
        (path("m", (0, 0)), ""),
        (rectangle(0, 0, 5, 3), "rect"),
        (rectangle(0, 0, 0, 3), "rect"),
        (rectangle(0, 0, 5, 0), "curve"),  # pdfminer takes the last side for the closing one
    ],
)
def test_kinds(subpath: Subpath, kind: str) -> None:
    assert shape_of(subpath, UPRIGHT)[0] == kind


def test_boxes_under_a_matrix() -> None:
    assert shape_of(rectangle(1, 2, 5, -3), UPRIGHT)[2] == (12, 19, 22, 22)
    assert shape_of(rectangle(1, 2, 5, 3), TURNED) == ("rect", (), (-5, 1, -2, 6))
    assert shape_of(rectangle(0, 0, 2, 2), SLANTED)[0] == "curve"


def test_the_box_to_clip_to_holds_control_points() -> None:
    curve = path("m", (0, 0))
    curve.add("c", (5, 0), [(1, 9), (4, -9)])
    assert box_of(curve, UPRIGHT) == (10, 11, 20, 29)
    assert shape_of(curve, UPRIGHT)[2] == (10, 20, 20, 20)


def test_a_rectangle_that_goes_on_is_none() -> None:
    subpath = rectangle(0, 0, 5, 3)
    subpath.add("l", (9, 9))
    assert shape_of(subpath, UPRIGHT)[0] == "curve"
