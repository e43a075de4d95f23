"""Shaded rows that are no rulings: every other row shaded cell by cell, as browsers print the tables of web pages.

The sides of such a ground look like lines between columns, but stand in the shaded rows only. A table of them alone has
no lines between its columns, and is read as one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.documents.page.missing_lines.uprights import SAME, Uprights, uprights_of
from pipeline.documents.page.model import Edge, Page

# So many shaded rows are stripes, with rows between them that are higher than this, in points, and no higher than so
# many of theirs.
_FEWEST = 3
_LOWEST = 6.0
_HIGHEST = 3.0


@dataclass(frozen=True, slots=True)
class _Band:
    """Upright edges at one height, and whether a line across parts them into rows."""

    sides: Uprights
    is_parted: bool


def without_stripes(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages without the upright sides of shaded rows; other tables keep theirs.

    Where enough rows in the same columns are shaded with room for one between, a table of fewer is shaded so as well.
    """
    runs = [_runs(_bands(page.edges)) for page in pages]
    is_striped = any(_are_stripes(run, _FEWEST) for of_page in runs for run in of_page)
    for page, of_page in zip(pages, runs, strict=True):
        ground = {id(edge) for run in of_page if _are_stripes(run, 1) for band in run for edge in band.sides.edges}
        is_shaded = is_striped and bool(ground)
        yield replace(page, edges=tuple(e for e in page.edges if id(e) not in ground)) if is_shaded else page


def _bands(edges: Sequence[Edge]) -> list[_Band]:
    level = [edge.top for edge in edges if edge.is_level]
    return [
        _Band(sides, any(sides.top + SAME < y < sides.bottom - SAME for y in level)) for sides in uprights_of(edges)
    ]


def _runs(bands: Sequence[_Band]) -> list[list[_Band]]:
    """The bands that can be rows of one table: a row of text apart, and in the same columns or in some of them.

    Only the first, which may be the header, has several rows.
    """
    runs: list[list[_Band]] = []
    for band in bands:
        if runs and not band.is_parted and _goes_on(runs[-1][-1].sides, band.sides):
            runs[-1].append(band)
        else:
            runs.append([band])
    return runs


def _goes_on(above: Uprights, below: Uprights) -> bool:
    (left, right), (x0, x1) = above.ends, below.ends
    inside = (left - SAME <= x0 and x1 <= right + SAME) or (x0 - SAME <= left and right <= x1 + SAME)
    return inside and _LOWEST < below.top - above.bottom < _HIGHEST * (below.bottom - below.top)


def _are_stripes(run: Sequence[_Band], fewest: int) -> bool:
    """Whether so many bands of a run are shaded rows, from one end of the table to the other."""
    ends = [band.sides.ends for band in run]
    left, right = min(x0 for x0, _ in ends), max(x1 for _, x1 in ends)
    whole = (x0 < left + SAME and x1 > right - SAME for x0, x1 in ends)
    return sum(is_whole and not band.is_parted for band, is_whole in zip(run, whole, strict=True)) >= fewest
