"""Rows of a table that stand in frames over all of its columns, under a header that says where these are."""

from collections.abc import Iterable, Sequence

from pipeline.documents.model import Box
from pipeline.documents.page.figures import is_amount, is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.missing_lines.body_rows import FEWEST_COLUMNS, are_money, grouped
from pipeline.documents.page.missing_lines.cut_rows import cut_row
from pipeline.documents.page.missing_lines.open_grid import Groups, with_rows_under
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.page.rows import CODE, Row
from pipeline.documents.page.unruled.row_groups import may_be_one


def with_framed_rows(grid: Grid, page: Page, outside: Iterable[Glyph], spacing: float) -> Grid:
    """The grid with the rows that frames over all columns hold under a header; the grid itself where none do.

    ``outside`` are the characters of the page that stand in no grid.
    """
    first = _first_frame(grid)
    if first is None:
        return grid
    frames = [cell for cell in grid.cells if cell.row >= first]
    left_out = {id(glyph) for glyph in outside}
    inside = [glyph for glyph in page.glyphs if id(glyph) not in left_out]
    groups: Groups = []
    rows: list[Row] = []
    for frame in frames:
        lines = rows_of([glyph for glyph in inside if is_in(glyph, frame.box)])
        cut = [cut_row(line, grid.xs, spacing) for line in lines]
        of_frame = [row for row in cut if row is not None]
        if len(of_frame) < len(lines):
            return grid
        groups.append(of_frame)
        rows += of_frame
    if not are_money(rows) and all(len(row.texts) < FEWEST_COLUMNS for row in rows):
        return grid
    if not all(may_be_one(group) or _is_broken(group, grid) for group in groups):
        groups = [part for group in groups for part in grouped(group, grid)]
    head = Grid(grid.xs, grid.ys[: first + 1], tuple(cell for cell in grid.cells if cell.row < first), grid.page)
    return with_rows_under(head, [group for group in groups if group])


def _first_frame(grid: Grid) -> int | None:
    """The first of the rows at the end of a grid that are frames over all columns, under a header of several columns
    without amounts."""
    by_row: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    first = grid.n_rows
    while first and len(of_row := by_row.get(first - 1, [])) == 1 and _is_frame(of_row[0], grid):
        first -= 1
    if first == grid.n_rows or not first or len(by_row.get(first - 1, [])) < FEWEST_COLUMNS:
        return None
    has_amounts = any(is_amount(word) for row in range(first) for c in by_row.get(row, []) for word in c.text.split())
    return None if has_amounts else first


def _is_broken(rows: Sequence[Row], grid: Grid) -> bool:
    """Whether the lines of a frame are one row whose figures their columns break: 738.989 over 6, 204060 over 1."""
    of_columns: dict[int, list[str]] = {}
    for text in (text for row in rows for text in row.texts if is_figure(text.text)):
        of_columns.setdefault(sum(x <= (text.x0 + text.x1) / 2 for x in grid.xs), []).append(text.text)
    broken = [texts for texts in of_columns.values() if len(texts) > 1]
    return bool(broken) and all(map(_are_one_figure, broken))


def _are_one_figure(texts: Sequence[str]) -> bool:
    """Whether texts are an amount or a code together, and not each of them."""
    return any(is_whole("".join(texts)) and not all(map(is_whole, texts)) for is_whole in (is_amount, CODE.fullmatch))


def _is_frame(cell: GridCell, grid: Grid) -> bool:
    return cell.col == 0 and cell.col_end == grid.n_cols and cell.row_end - cell.row == 1


def is_in(glyph: Glyph, box: Box) -> bool:
    """Whether the middle of a character is in a box."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return box.x0 <= x < box.x1 and box.top <= y < box.bottom
