"""Cells that a page break left open: the lines that close them above or below are added.

Some programs draw no line where a page cuts through a cell; the lines at its sides just end. The table finder sees no
rectangle there, and the text of the cell would fall out of the table.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.pdf_pages import Edge


def closing_edges(edges: Sequence[Edge], tolerance: float) -> list[Edge]:
    """Horizontal edges between neighbouring vertical ones that end at one height with no line there.

    Only where a line further up or down spans both, so that they are the sides of a cell. ``tolerance`` is how far
    apart ends at one height may be.
    """
    vertical = sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: float(edge["x0"]))
    horizontal = [edge for edge in edges if edge["orientation"] == "h"]
    closing = []
    for end in ("top", "bottom"):
        for height in _heights(vertical, horizontal, end, tolerance):
            reaching = [edge for edge in vertical if edge["top"] - tolerance <= height <= edge["bottom"] + tolerance]
            for left, right in pairwise(reaching):
                ends_here = abs(left[end] - height) <= tolerance and abs(right[end] - height) <= tolerance
                if ends_here and _is_open(left, right, height, horizontal, tolerance):
                    closing.append(_edge(left["x0"], right["x0"], height))
    return closing


def _heights(vertical: Sequence[Edge], horizontal: Sequence[Edge], end: str, tolerance: float) -> list[float]:
    """The heights at which vertical edges end; a line that is there already decides where exactly."""
    heights: list[float] = []
    for height in sorted(float(edge[end]) for edge in vertical):
        if not heights or height - heights[-1] > tolerance:
            near = [float(edge["top"]) for edge in horizontal if abs(edge["top"] - height) <= tolerance]
            heights.append(min(near, key=lambda y: abs(y - height), default=height))
    return heights


def _is_open(left: Edge, right: Edge, height: float, horizontal: Sequence[Edge], tolerance: float) -> bool:
    middle = (left["x0"] + right["x0"]) / 2
    if any(abs(edge["top"] - height) <= tolerance and edge["x0"] <= middle <= edge["x1"] for edge in horizontal):
        return False
    top, bottom = max(left["top"], right["top"]), min(left["bottom"], right["bottom"])
    return any(
        top - tolerance <= edge["top"] <= bottom + tolerance
        and edge["x0"] <= left["x0"] + tolerance
        and edge["x1"] >= right["x0"] - tolerance
        for edge in horizontal
    )


def _edge(x0: float, x1: float, height: float) -> Edge:
    return {
        "orientation": "h",
        "object_type": "closing",
        "x0": x0,
        "top": height,
        "x1": x1,
        "bottom": height,
        "width": x1 - x0,
        "height": 0.0,
    }
