"""Headers without lines inside: a ruled table under cells in which the headers of several columns stand.

The lines of the body say where the columns are, and the places of the words which of them each header is over.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import Box, squeezed
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.model import Glyph
from pipeline.documents.page.rows import Row, row_of, spacing_of
from pipeline.documents.page.unruled.captions import is_caption
from pipeline.documents.page.unruled.head_cells import head_cells
from pipeline.documents.page.unruled.heads import MOST_DOUBTFUL
from pipeline.documents.page.unruled.layout import Layout, layout_of
from pipeline.documents.page.unruled.words import words_of

_FEWEST_COLUMNS = 2
# A text is in the middle of its cell when it is no further from it, in points.
_CENTRED = 2.0
# How doubtful, by its cost, a header may be for each of its columns.
_DOUBTFUL = 0.35


def with_head_cells(grid: Grid, glyphs: Sequence[Glyph]) -> Grid:
    """The grid with the cells of a header of which no lines part the columns; ``glyphs`` are the page's.

    The header stands in one frame, or in cells over several columns each: groups may be closed by lines across.
    """
    if grid.n_cols < _FEWEST_COLUMNS:
        return grid
    body = min((cell.row for cell in grid.cells if is_figure(cell.text)), default=0)
    head = [cell for cell in grid.cells if cell.row < body]
    if not any(cell.row_end == body and _is_wide(cell) for cell in head):
        return grid
    rows = _rows_in(Box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[body]), glyphs, grid.xs)
    first = _first_shared(head, body, rows, grid)
    if first == body:
        return grid
    inside = [row for row in rows if (row.top + row.bottom) / 2 > grid.ys[first]]
    cells = [cell for cell in head if cell.row >= first]
    cuts = [(cell.box.top, cell.box.x0, cell.box.x1) for cell in cells if cell.row > first]
    layout = _layout(inside, grid, (grid.ys[first], grid.ys[body]), cuts)
    return _parted(grid, first, body, layout) if layout is not None else grid


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


def _rows_in(box: Box, glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[Row]:
    """The lines of text in a box over columns with these edges; characters of two columns tell no spacing."""
    inside = [g for g in glyphs if box.top < (g.top + g.bottom) / 2 < box.bottom and box.x0 < g.x0 and g.x1 < box.x1]
    lines = rows_of(inside)
    spacing = spacing_of([[g for g in line if x0 <= g.x0 < x1] for line in lines for x0, x1 in pairwise(xs)])
    return [row for row in (row_of(line, spacing) for line in lines) if row is not None]


def _first_shared(head: Sequence[GridCell], body: int, rows: Sequence[Row], grid: Grid) -> int:
    """The first of the rows right above the ``body`` in which headers of several columns share a cell; ``body`` if none
    do.

    Those at the bottom of the header have to share one: a text in two parts may be the header of a group. Cells over
    more rows beside them are of the header too; where one reaches into the body none is parted.
    """
    shared = [cell for cell in head if _is_wide(cell) and _is_shared(cell, rows, grid)]
    first = min((cell.row for cell in shared if cell.row_end == body), default=body)
    while above := [cell.row for cell in shared if cell.row < first <= cell.row_end]:
        first = min(above)
    while cut := [cell.row for cell in head if cell.row < first < cell.row_end]:
        first = min(cut)
    return body if any(cell.row_end > body for cell in head) else first


def _is_wide(cell: GridCell) -> bool:
    return bool(cell.text) and cell.col_end - cell.col >= _FEWEST_COLUMNS


def _is_shared(cell: GridCell, rows: Sequence[Row], grid: Grid) -> bool:
    """Whether texts of a cell stand beside each other over columns of their own.

    Single characters are of a text that is spread (项 目): its middle tells where printed blanks do so. Texts of a
    caption (单位名称：… 单位：万元) are no headers.
    """
    box = cell.box
    for row in rows:
        if is_caption(row) or not box.top < row.middle < box.bottom:
            continue
        inside = [(x0, x1) for x0, x1 in _texts(row) if box.x0 < x0 and x1 < box.x1]
        over = {sum(x <= (x0 + x1) / 2 for x in grid.xs) for x0, x1 in inside}
        if len(over) > 1 and len(over) == len(inside):
            return True
    return _is_upright(cell, rows, grid)


def _texts(row: Row) -> list[tuple[float, float]]:
    """Where the texts of several characters of a row stand, and those whose characters blanks spread."""
    single = {text.x0 for text in row.texts if len(squeezed(text.text)) == 1}
    spread = [word for word in words_of(row) if word.x0 in single and len(word.glyphs) > 1] if single else []
    return [
        *((text.x0, text.x1) for text in row.texts if text.x0 not in single),
        *((word.x0, word.x1) for word in spread),
    ]


def _is_upright(cell: GridCell, rows: Sequence[Row], grid: Grid) -> bool:
    """Whether texts of several characters stand beside each other, each in a column of its own and none across an edge.

    In columns as narrow as a character each line holds one of each text.
    """
    box = cell.box
    printed = [g for row in rows if box.top < row.middle < box.bottom for g in row.glyphs if not g.text.isspace()]
    inside = [glyph for glyph in printed if box.x0 < glyph.x0 and glyph.x1 < box.x1]
    edges = pairwise(grid.xs[cell.col : cell.col_end + 1])
    columns = [[glyph for glyph in inside if x0 < glyph.x0 and glyph.x1 < x1] for x0, x1 in edges]
    return sum(map(len, columns)) == len(inside) and all(len(column) > 1 for column in columns)


def _layout(
    rows: Sequence[Row], grid: Grid, ends: tuple[float | None, float], cuts: Sequence[tuple[float, float, float]]
) -> Layout | None:
    """The header that these rows are, None where they are none or a doubtful one."""
    if not rows or any(is_caption(row) for row in rows):
        return None
    layout = layout_of(rows, [], grid.xs, *ends, cuts)
    most = min(_DOUBTFUL * grid.n_cols, MOST_DOUBTFUL)
    return layout if layout is not None and layout.cost <= most else None


def _parted(grid: Grid, first: int, end: int, layout: Layout) -> Grid:
    """The grid with the cells of this header in place of these rows."""
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
