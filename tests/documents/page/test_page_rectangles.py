"""Rectangles between ruling lines, against those of pdfplumber."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from pipeline.documents.page.model import Edge
from pipeline.documents.page.rectangles import rectangles_of


def across(y: float, x0: float, x1: float) -> Edge:
    return Edge(x0, y, x1, y, True)


def down(x: float, y0: float, y1: float) -> Edge:
    return Edge(x, y0, x, y1, False)


def test_a_merged_cell() -> None:
    lines = [across(0, 0, 100), across(20, 0, 100), across(40, 0, 100), down(0, 0, 40), down(50, 20, 40)]
    found, closing = rectangles_of([*lines, down(100, 0, 40)])
    assert (found, closing) == ([(0, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)], [])


PLACES = st.integers(0, 5).map(lambda number: number * 20.0)
EDGES = st.lists(
    st.tuples(st.booleans(), PLACES, PLACES, PLACES, st.sampled_from([0.0, 0.0, 0.0, 1.5, 4.0])).map(
        lambda drawn: (across if drawn[0] else down)(drawn[1] + drawn[4], min(drawn[2:4]), max(drawn[2:4]))
    ),
    max_size=30,
)


def as_pdfplumber_has_it(edge: Edge) -> dict[str, Any]:
    size = {"width": edge.x1 - edge.x0, "height": edge.bottom - edge.top}
    places = {"x0": edge.x0, "top": edge.top, "x1": edge.x1, "bottom": edge.bottom}
    return {"orientation": "h" if edge.is_level else "v", "object_type": "line", **places, **size}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(EDGES)
def test_pdfplumber_finds_the_same(edges: list[Edge]) -> None:
    found, closing = rectangles_of(edges)
    long_enough = [as_pdfplumber_has_it(edge) for edge in edges if edge.length >= 1]
    merged = [*merge_edges(long_enough, 3, 3, 3, 3), *map(as_pdfplumber_has_it, closing)]
    assert found == intersections_to_cells(edges_to_intersections(merged, 3, 3))
