"""Headers without lines inside: a ruled table under one frame in which the headers of all its columns stand.

The lines of the body say where the columns are, and the places of the words which of them each header is over.
"""

from collections.abc import Sequence

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.model import Glyph
from pipeline.documents.page.rows import Row, row_of, spacing_of
from pipeline.documents.page.unruled.captions import is_caption
from pipeline.documents.page.unruled.head_cells import head_cells
from pipeline.documents.page.unruled.heads import MOST_DOUBTFUL
from pipeline.documents.page.unruled.layout import Layout, layout_of

_FEWEST_COLUMNS = 2
# A text is in the middle of its cell when it is no further from it, in points.
_CENTRED = 2.0
# How doubtful, by its cost, a header may be for each of its columns.
_DOUBTFUL = 0.35


def with_head_cells(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with the cells of a header that stands in one frame over all columns; ``glyphs`` are the page's."""
    frames = _frames(grid)
    if not frames:
        return grid
    top, bottom = frames[0].box.top, frames[-1].box.bottom
    inside = [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and grid.xs[0] < g.x0 and g.x1 < grid.xs[-1]]
    lines = rows_of(inside)
    spacing = spacing_of(lines)
    rows = [row for row in (row_of(line, spacing) for line in lines) if row is not None]
    cuts = [(frame.box.top, grid.xs[0], grid.xs[-1]) for frame in frames[1:]]
    layout = _layout(rows, grid, (top, bottom), cuts)
    return _parted(grid, frames, layout) if layout is not None else grid


def with_head_over(grid: Grid, rows: Sequence[Row], cuts: Sequence[tuple[float, float, float]]) -> Grid | None:
    """The grid under the header that these rows over it are, None where they are none or a doubtful one.

    ``cuts`` are the lines between them (height, left, right).
    """
    top, bottom = min(row.top for row in rows), grid.ys[0]
    layout = _layout(rows, grid, (None, bottom), cuts)
    if layout is None:
        return None
    cells, depth = head_cells(layout, grid.page)
    ys = (*(top + (bottom - top) * level / depth for level in range(depth)), *grid.ys)
    boxes = (Box(grid.xs[cell.col], ys[cell.row], grid.xs[cell.col_end], ys[cell.row_end]) for cell in cells)
    head = _over_blanks([cell._replace(box=box) for cell, box in zip(cells, boxes, strict=True)])
    head.sort(key=lambda cell: (cell.row, cell.col))
    body = (cell._replace(row=cell.row + depth, row_end=cell.row_end + depth) for cell in grid.cells)
    return Grid(grid.xs, ys, (*head, *body), grid.page)


def _frames(grid: Grid) -> list[GridCell]:
    """The cells over all columns right above the first row of figures, without a title and a caption over them."""
    by_row: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    body = min((cell.row for cell in grid.cells if is_figure(cell.text)), default=0)
    frames: list[GridCell] = []
    while body and len(cells := by_row.get(body - 1, [])) == 1 and _is_frame(cells[0], grid):
        body -= 1
        frames.insert(0, cells[0])
    while frames and len(frames[0].text.split()) == 1:
        frames.pop(0)
    return frames if grid.n_cols >= _FEWEST_COLUMNS else []


def _is_frame(cell: GridCell, grid: Grid) -> bool:
    return bool(cell.text) and cell.col == 0 and cell.col_end == grid.n_cols and cell.row_end - cell.row == 1


def _layout(
    rows: Sequence[Row], grid: Grid, ends: tuple[float | None, float], cuts: Sequence[tuple[float, float, float]]
) -> Layout | None:
    """The header that these rows are, None where they are none or a doubtful one."""
    if not rows or any(is_caption(row) for row in rows):
        return None
    layout = layout_of(rows, [], grid.xs, *ends, cuts)
    most = min(_DOUBTFUL * grid.n_cols, MOST_DOUBTFUL)
    return layout if layout is not None and layout.cost <= most else None


def _parted(grid: Grid, frames: Sequence[GridCell], layout: Layout) -> Grid:
    """The grid with the cells of this header in place of its frames."""
    first, end = frames[0].row, frames[-1].row_end
    cells, depth = head_cells(layout, grid.page)
    top, bottom = grid.ys[first], grid.ys[end]
    levels = [top + (bottom - top) * level / depth for level in range(depth)]
    ys = (*grid.ys[:first], *levels, *grid.ys[end:])
    more = depth - (end - first)
    head = [
        cell._replace(
            row=cell.row + first,
            row_end=cell.row_end + first,
            box=Box(grid.xs[cell.col], ys[cell.row + first], grid.xs[cell.col_end], ys[cell.row_end + first]),
        )
        for cell in cells
    ]
    head = _over_blanks(head)
    above = [cell for cell in grid.cells if cell.row < first]
    below = [cell._replace(row=cell.row + more, row_end=cell.row_end + more) for cell in grid.cells if cell.row >= end]
    head.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(grid.xs, ys, (*above, *head, *below), grid.page)


def _over_blanks(head: Sequence[GridCell]) -> list[GridCell]:
    """The cells of a header, one in the middle of its column and a blank one beside it over both."""
    cells = list(head)
    for blank in [cell for cell in head if not cell.lines]:
        for cell in [cell for cell in cells if cell.lines and (cell.row, cell.row_end) == (blank.row, blank.row_end)]:
            if blank.col_end != cell.col and blank.col != cell.col_end:
                continue
            x0, x1 = min(blank.box.x0, cell.box.x0), max(blank.box.x1, cell.box.x1)
            middle = (min(line.x0 for line in cell.lines) + max(line.x1 for line in cell.lines)) / 2
            if abs(middle - (x0 + x1) / 2) < _CENTRED:
                box = Box(x0, cell.box.top, x1, cell.box.bottom)
                ends = min(blank.col, cell.col), max(blank.col_end, cell.col_end)
                cells[cells.index(cell)] = cell._replace(col=ends[0], col_end=ends[1], box=box)
                cells.remove(blank)
                break
    return cells
