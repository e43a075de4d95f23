"""Shaded rows that are no rulings: every other row shaded cell by cell, as browsers print the tables of web pages.

The sides of such a ground look like lines between columns, but stand in the shaded rows only. A table of them alone has
no lines between its columns, and is read as one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.page.model import Edge, Page

# Sides nearer than this, in points, are at one place; a row of text is higher than the second.
_SAME = 2.0
_LOWEST = 6.0
# So many shaded rows are stripes, with rows between them no higher than so many of theirs.
_FEWEST = 3
_HIGHEST = 3.0


@dataclass(slots=True)
class _Band:
    """Upright edges that touch: from where to where they stand, and whether a line across parts them into rows."""

    edges: list[Edge]
    top: float
    bottom: float
    is_parted: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        return min(edge.x0 for edge in self.edges), max(edge.x1 for edge in self.edges)


def without_stripes(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages without the upright sides of shaded rows; other tables keep theirs.

    Where enough rows in the same columns are shaded with room for one between, a table of fewer is shaded so as well.
    """
    runs = [_runs(_bands(page.edges)) for page in pages]
    is_striped = any(_are_stripes(run, _FEWEST) for of_page in runs for run in of_page)
    for page, of_page in zip(pages, runs, strict=True):
        ground = {id(edge) for run in of_page if _are_stripes(run, 1) for band in run for edge in band.edges}
        is_shaded = is_striped and bool(ground)
        yield replace(page, edges=tuple(e for e in page.edges if id(e) not in ground)) if is_shaded else page


def _bands(edges: Sequence[Edge]) -> list[_Band]:
    bands: list[_Band] = []
    for edge in sorted((edge for edge in edges if not edge.is_level), key=lambda edge: edge.top):
        if bands and edge.top <= bands[-1].bottom + _SAME:
            bands[-1].edges.append(edge)
            bands[-1].bottom = max(bands[-1].bottom, edge.bottom)
        else:
            bands.append(_Band([edge], edge.top, edge.bottom))
    bands = [band for band in bands if band.bottom - band.top > _LOWEST]
    level = [edge.top for edge in edges if edge.is_level]
    for band in bands:
        band.is_parted = any(band.top + _SAME < y < band.bottom - _SAME for y in level)
    return bands


def _runs(bands: Sequence[_Band]) -> list[list[_Band]]:
    """The bands that can be rows of one table: a row of text apart, and in the same columns or in some of them.

    Only the first, which may be the header, has several rows.
    """
    runs: list[list[_Band]] = []
    for band in bands:
        if runs and not band.is_parted and _goes_on(runs[-1][-1], band):
            runs[-1].append(band)
        else:
            runs.append([band])
    return runs


def _goes_on(above: _Band, band: _Band) -> bool:
    room = _HIGHEST * (band.bottom - band.top)
    (left, right), (x0, x1) = above.ends, band.ends
    inside = (left - _SAME <= x0 and x1 <= right + _SAME) or (x0 - _SAME <= left and right <= x1 + _SAME)
    return _LOWEST < band.top - above.bottom < room and inside


def _are_stripes(run: Sequence[_Band], fewest: int) -> bool:
    """Whether so many bands of a run are shaded rows, from one end of the table to the other."""
    left, right = min(band.ends[0] for band in run), max(band.ends[1] for band in run)
    whole = [band for band in run if band.ends[0] < left + _SAME and band.ends[1] > right - _SAME]
    return sum(not band.is_parted for band in whole) >= fewest
