"""Lines across that are missing where lines down end at them: the edges that close the cells there are added.

A line between two columns ends at a line across. Where it ends in the middle of a cell that prints something above and
below that height and nothing at it, the line across is not drawn: between a header and the headers under it, or between
rows of which one is merged.
"""

from collections.abc import Iterator, Sequence

from pipeline.documents.page.model import Edge, Glyph

# A row holds a line of text, in points, and no line goes through more than this part of the height of a character.
_LOWEST = 7.0
_THROUGH = 0.3


def missing_bars(edges: Sequence[Edge], glyphs: Sequence[Glyph], tolerance: float) -> list[Edge]:
    """Horizontal edges from one vertical edge to another between which others end at that height with no line there.

    ``edges`` are those of the page, ``tolerance`` is how far apart lines that meet may end.
    """
    vertical = sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: float(edge["x0"]))
    horizontal = [edge for edge in edges if edge["orientation"] == "h"]
    found: list[Edge] = []
    for edge in vertical:
        for height in (edge["top"], edge["bottom"]):
            if _meets([*horizontal, *found], edge["x0"], height, tolerance):
                continue
            x = edge["x0"]
            left = next((v for v in reversed(vertical) if v["x0"] < x - tolerance and _passes(v, height)), None)
            right = next((v for v in vertical if v["x0"] > x + tolerance and _passes(v, height)), None)
            if left is not None and right is not None and _parts(left, right, height, horizontal, glyphs, tolerance):
                found.append(_edge(left["x0"], right["x0"], height))
    return found


def _meets(horizontal: Sequence[Edge], x: float, y: float, tolerance: float) -> bool:
    return any(
        abs(line["top"] - y) <= tolerance and line["x0"] - tolerance <= x <= line["x1"] + tolerance
        for line in horizontal
    )


def _passes(edge: Edge, height: float) -> bool:
    return bool(edge["top"] < height - _LOWEST and edge["bottom"] > height + _LOWEST)


def _parts(
    left: Edge, right: Edge, height: float, horizontal: Sequence[Edge], glyphs: Sequence[Glyph], tolerance: float
) -> bool:  # fmt: skip
    """Whether a line there parts what is printed in one cell: some above it, some below and nothing at it."""
    x0, x1 = left["x0"], right["x0"]
    over = [line["top"] for line in horizontal if line["x0"] <= x0 + tolerance and line["x1"] >= x1 - tolerance]
    top = max((y for y in over if y < height), default=None)
    bottom = min((y for y in over if y > height), default=None)
    if top is None or bottom is None or min(height - top, bottom - height) < _LOWEST:
        return False
    inside = list(_printed(glyphs, (x0, top, x1, bottom)))
    parts = [(height - glyph.top) / max(glyph.bottom - glyph.top, 1.0) for glyph in inside]
    if any(_THROUGH < part < 1 - _THROUGH for part in parts):
        return False
    return any(part > 1 - _THROUGH for part in parts) and any(part < _THROUGH for part in parts)


def _printed(glyphs: Sequence[Glyph], box: tuple[float, float, float, float]) -> Iterator[Glyph]:
    x0, top, x1, bottom = box
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        if x0 < x < x1 and top < y < bottom and not glyph.text.isspace():
            yield glyph


def _edge(x0: float, x1: float, height: float) -> Edge:
    return {
        "orientation": "h",
        "object_type": "bar",
        "x0": x0,
        "top": height,
        "x1": x1,
        "bottom": height,
        "width": x1 - x0,
        "height": 0.0,
    }
