"""Tables too wide for their paper: columns that go on on other pages, laid beside those of the pages before.

A strip is the columns that one page has room for; the pages of a strip are printed one under the other (down, then
over), or those of the same rows one beside the other (over, then down). All strips print the same rows, so the rows of
two grids are as many and as high. A later strip repeats the names of the rows or prints figures alone; a table of its
own would print names that are others, or headers that are the same. What stands in the middle over the whole table, its
title, is then printed over a later strip, or cut in two; what stands over the names of the rows is printed with them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.documents.model import Box, squeezed
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.join import take_in
from pipeline.documents.page.joined_table import JoinedTable, begin, reaching
from pipeline.documents.page.lines import Line
from pipeline.documents.page.part import Part
from pipeline.documents.page.same_columns import same_columns
from pipeline.documents.page.strips import CUT, of_first_page, repeated_columns

_FEWEST_ROWS = 3
_FEWEST_FIGURES = 2
# So many words of a form stand under its first figure.
_FEWEST_SHARED = 2
# So many rows hold the header of a table and the first rows under it.
_MOST_ROWS = 6
_SAME_HEIGHT = 1.0
# So many rows without names under each other are no table of their own.
_FEWEST_UNNAMED = 5
# What part of the rows of a table a strip begins with; merged cells of its header hide others.
_FEWEST_EDGES = 0.6
# So many edges of columns are those of another table by chance only if they are its columns.
_FEWEST_COLUMN_EDGES = 4
# A text in the middle of a table is no further from it, in points.
_OFF_CENTRE = 6.0


def goes_on_beside(
    table: JoinedTable, grid: Grid, *, is_title_repeated: bool = False, is_titled: bool = False
) -> Grid | None:
    """The grid that begins another strip of a table, with the table's rows: more columns for its first page.

    Under the table's own title it is that also where one of its headers stands in the table as well (小计). Remarks
    have no title of their own, and other columns than the table.
    """
    strip = with_rows_of(table, grid)
    if strip is None:
        return None
    rows = _in_these_rows(table, strip.ys)
    may_be_remarks = not (is_titled or _has_its_columns(table, grid)) and _are_remarks(rows, strip)
    return strip if _has_more_columns(rows, strip, is_title_repeated, may_be_remarks) else None


def _has_its_columns(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid has the columns of a table, and these are so many that it is not by chance."""
    return len(grid.xs) == len(table.xs) >= _FEWEST_COLUMN_EDGES and same_columns(table, grid)


def with_rows_of(table: JoinedTable, grid: Grid) -> Grid | None:
    """The grid with the rows of the table's first page, if it has lines for them."""
    ys = _with_header_rows(table, grid)
    has_rows = len(ys) > _FEWEST_ROWS and len(grid.ys) >= _FEWEST_EDGES * len(ys)
    return _in_rows(ys, grid) if has_rows or ys == grid.ys else None


def _with_header_rows(table: JoinedTable, grid: Grid) -> tuple[float, ...]:
    """The edges of the rows of a table's first page, with those that only the header of a grid has."""
    ys = table.bands[0].ys
    body = min((ys[cell.row] for cell in of_first_page(table) if is_figure(cell.text)), default=ys[1])
    new = [y for y in grid.ys if ys[0] < y < body and all(abs(y - known) > _SAME_HEIGHT for known in ys)]
    return tuple(sorted([*ys, *new]))


def _in_these_rows(table: JoinedTable, ys: tuple[float, ...]) -> JoinedTable:
    """A copy of a table in which the rows of its first page lie between these edges, its own among them."""
    band = table.bands[0]
    first, more = len(band.ys) - 1, len(ys) - len(band.ys)
    places = {row: ys.index(y) for row, y in enumerate(band.ys)}

    def moved(part: Part) -> Part:
        row, row_end = (places[row] if row <= first else row + more for row in (part.row, part.row_end))
        return replace(part, row=row, row_end=row_end)

    cells = [moved(part) for part in table.cells]
    return replace(
        table,
        n_rows=table.n_rows + more,
        cells=cells,
        last_row=reaching(cells, table.n_rows + more),
        bands=[replace(band, ys=ys), *table.bands[1:]],
        strips=[_in_these_rows(strip, ys) for strip in table.strips],
    )


def _has_more_columns(table: JoinedTable, strip: Grid, is_title_repeated: bool, may_be_remarks: bool) -> bool:
    repeated = repeated_columns(table, strip)
    new = [cell for cell in strip.cells if cell.col >= repeated and cell.text]
    with_figures = {cell.row for cell in new if is_figure(cell.text)}
    body = [cell for cell in new if cell.row in with_figures]
    words = {squeezed(cell.text) for cell in new if cell not in body}
    known = {squeezed(cell.text) for cell in of_first_page(table) if cell.text and not is_figure(cell.text)}
    if is_title_repeated:
        return repeated > 0 and not words <= known and not _is_same_form(table, new)
    # Figures without names are no table, though headers such as 小计 stand over other columns as well.
    is_own = bool(words & known) and (repeated > 0 or len(with_figures) < _FEWEST_FIGURES)
    if repeated == 0 and not is_own and may_be_remarks:
        return True
    # Under a header all may be blank.
    head = min((cell.row for cell in of_first_page(table) if is_figure(cell.text)), default=strip.n_rows // 2)
    is_blank = not body and repeated == 0 and all(cell.row_end <= head for cell in new)
    return bool(words) and all(is_figure(cell.text) for cell in body) and not is_own and (bool(body) or is_blank)


def _are_remarks(table: JoinedTable, strip: Grid) -> bool:
    """Whether the words of a strip under its header stand in rows that a table names by others: remarks on its rows.

    The strip has each row of the table, enough of them that no table of its own has the same by chance.
    """
    first_page = of_first_page(table)
    printed = [*first_page, *(cell for other in table.strips for cell in of_first_page(other))]
    start = min((cell.row for cell in printed if is_figure(cell.text)), default=strip.n_rows)
    under = [cell for cell in strip.cells if cell.row >= start]
    if strip.n_rows - start < _FEWEST_UNNAMED or any(cell.row_end > cell.row + 1 for cell in under):
        return False
    remarks = [cell for cell in under if cell.text and not is_figure(cell.text)]
    names = [cell for cell in first_page if cell.text and not is_figure(cell.text)]
    # A header holds no figures; a page that goes on with rows of its own does, or it has the table's header again.
    over = {squeezed(cell.text) for cell in strip.cells if cell.text and cell.row < start}
    known = {squeezed(cell.text) for cell in first_page if cell.text and cell.row < start}
    heads = bool(over - known) and not any(map(is_figure, over))
    others = {squeezed(cell.text) for cell in remarks}.isdisjoint(squeezed(cell.text) for cell in names)
    return heads and bool(remarks) and others and {cell.row for cell in remarks} <= {cell.row for cell in names}


def _is_same_form(table: JoinedTable, new: Sequence[GridCell]) -> bool:
    """Whether words stand under figures at the places where the table has the same: a form of its own, filled in anew.

    In a strip the words that its columns share with others are headers, over the figures.
    """
    first_page = of_first_page(table)
    figures = [cell.row for cell in first_page if is_figure(cell.text)]
    figures += [cell.row for cell in new if is_figure(cell.text)]
    words = {(cell.row, cell.col): squeezed(cell.text) for cell in first_page if cell.text and not is_figure(cell.text)}
    under = [cell for cell in new if cell.row > min(figures, default=-1)]
    same = [cell for cell in under if words.get((cell.row, cell.col)) == squeezed(cell.text)]
    return len(same) >= _FEWEST_SHARED


def is_narrow_strip(grid: Grid, before: Sequence[Grid]) -> bool:
    """Whether a grid of one column is no frame around a text, but has figures in the rows of a table before it.

    A header and one figure are so at the very height of the last table.
    """
    if not any(is_figure(cell.text) for cell in grid.cells):
        return False
    if grid.n_rows < _FEWEST_ROWS:
        last = before[-1] if before else None
        at_height = last is not None and abs(last.ys[-1] - grid.ys[-1]) <= _SAME_HEIGHT and grid.n_rows > 1
        return at_height and last is not None and last.n_cols > 1 and _in_rows(last.ys, grid) is not None
    return any(other.n_cols > 1 and _in_rows(other.ys, grid) is not None for other in before)


def is_one_print(table: JoinedTable, strip: Grid, titles: tuple[bool, bool]) -> bool:
    """Whether a strip under lines of its own page goes on with a table: neither repeats names of rows, and not both
    have a title (``titles``: of the table, of the strip).

    The table names its rows, or has the only title.
    """
    if all(titles) or repeated_columns(table, strip) > 0:
        return False
    return titles[0] or _names_its_rows(table)


def with_head_lines(strip: Grid, lines: Iterable[Line]) -> tuple[Grid, list[Line]]:
    """A strip with the lines over it that stand in rows of its table, and these lines.

    Their header runs over more columns than the page has room for, so that no line closes it at either side.
    """
    first = min(strip.cells, key=lambda cell: cell.row)
    shift = strip.ys[first.row] - first.box.top
    cells: list[GridCell] = []
    for row in range(first.row):
        top, bottom = strip.ys[row] - shift, strip.ys[row + 1] - shift
        inside = tuple(line for line in lines if top < (line.top + line.bottom) / 2 < bottom)
        if not inside or any(line.x0 < strip.xs[0] - CUT or line.x1 > strip.xs[-1] + CUT for line in inside):
            continue
        box = Box(strip.xs[0], top, strip.xs[-1], bottom)
        cells.append(GridCell(row, 0, row + 1, len(strip.xs) - 1, box, strip.page, inside))
    return replace(strip, cells=(*cells, *strip.cells)), [line for cell in cells for line in cell.lines]


def _names_its_rows(table: JoinedTable, strip: Grid | None = None) -> bool:
    """Whether each row with a figure on the first page of a table has a name, and there is one.

    Where all its columns are names the figures are those of the strip.
    """
    cells = of_first_page(table)
    with_figures = {cell.row for cell in cells if is_figure(cell.text)}
    if not with_figures and strip is not None:
        with_figures = {cell.row for cell in strip.cells if is_figure(cell.text)}
    named = {cell.row for cell in cells if cell.text and not is_figure(cell.text)} & with_figures
    return bool(with_figures) and named == with_figures


def under_title_of_both(table: JoinedTable, grid: Grid, title: Line) -> Grid | None:
    """A grid at the very height of a table without a title as the rest of its rows, if the title over it is of both.

    That title stands no further to the left than the middle of both, and not in the middle of the grid: there it is
    its own, unless many rows of the grid have no names, as in the middle one of three strips, or both are halves.
    """
    ys = table.bands[0].ys
    is_level = abs(ys[0] - grid.ys[0]) <= _SAME_HEIGHT and abs(ys[-1] - grid.ys[-1]) <= _SAME_HEIGHT
    middle, before = (title.x0 + title.x1) / 2, table.xs[-1] - table.xs[0]
    of_both = (grid.xs[0] - before + grid.xs[-1]) / 2
    of_grid = (grid.xs[0] + grid.xs[-1]) / 2
    is_own = abs(middle - of_grid) <= _OFF_CENTRE and not _has_no_names(table, grid) and not _are_halves(table, grid)
    is_of_both = middle > of_both - _OFF_CENTRE and not is_own
    strip = with_rows_of(table, grid) if is_level and is_of_both else None
    if strip is None:
        return None
    rows = _in_these_rows(table, strip.ys)
    return strip if _names_its_rows(rows, strip) or _are_unnamed(rows, strip) else None


def _are_unnamed(table: JoinedTable, strip: Grid) -> bool:
    """Whether a table and a strip print one row of amounts, or two with the numbers of the columns, and no name in
    either: “三公”经费 by columns."""
    cells: list[Part | GridCell] = [*of_first_page(table), *strip.cells]
    of_table = {cell.row for cell in of_first_page(table) if is_figure(cell.text)}
    of_strip = {cell.row for cell in strip.cells if is_figure(cell.text)}
    body = min(of_table | of_strip, default=0)
    named = any(cell.text and cell.row >= body and not is_figure(cell.text) for cell in cells)
    return bool(of_table and of_strip) and strip.n_rows - body <= _FEWEST_FIGURES and not named


def _are_halves(table: JoinedTable, grid: Grid) -> bool:
    """Whether a table and a grid have the same rows, not a few, and each begins with one header over all its columns:
    收入 and 支出 of a summary."""
    first_page = of_first_page(table)
    n_cols = len(table.xs) - 1, grid.n_cols
    heads = [[cell for cell in cells if cell.row == 0] for cells in (first_page, grid.cells)]
    is_headed = all(len(row) == 1 and row[0].text and row[0].col_end == n for row, n in zip(heads, n_cols, strict=True))
    body = min((cell.row for cell in first_page if is_figure(cell.text)), default=grid.n_rows)
    return is_headed and min(n_cols) > 1 and grid.n_rows - body >= _FEWEST_UNNAMED and _has_its_rows(table, grid)


def _has_its_rows(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid has all rows of the first page of a table, at their very heights."""
    ys = table.bands[0].ys
    return len(ys) == len(grid.ys) and all(abs(y - own) <= _SAME_HEIGHT for y, own in zip(ys, grid.ys, strict=True))


def _has_no_names(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid has all rows of the first page of a table, and no words beside or under its figures."""
    ys = table.bands[0].ys
    if not _has_its_rows(table, grid):
        return False
    body = min((cell.row for cell in of_first_page(table) if is_figure(cell.text)), default=len(ys))
    named = any(cell.text and cell.row >= body and not is_figure(cell.text) for cell in grid.cells)
    return not named and len(ys) - 1 - body >= _FEWEST_UNNAMED


def names_rows_again(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid begins with the header and the first names of a table of strips: the next table of its kind.

    Its title stands over a strip of its own, so that nothing parts the two. A page that goes on has other names.
    """
    most = min(len(table.bands[0].ys) - 1, grid.n_rows, _MOST_ROWS)
    first, again = (
        {(cell.row, cell.col): squeezed(cell.text) for cell in cells if cell.row < most and not is_figure(cell.text)}
        for cells in (of_first_page(table), grid.cells)
    )
    return bool(table.strips) and most > _FEWEST_ROWS and first == again


def begin_strip(table: JoinedTable, strip: Grid) -> None:
    """Begin another strip of the table, whose rows it has."""
    if len(strip.ys) > len(table.bands[0].ys):
        divided = _in_these_rows(table, strip.ys)
        table.n_rows, table.bands, table.strips = divided.n_rows, divided.bands, divided.strips
        table.cells, table.last_row = divided.cells, divided.last_row
    table.strips.append(begin(strip))


def goes_on_in_strip(table: JoinedTable, grid: Grid) -> bool:
    """Whether a grid is the next page of a strip that the table has; if so, the strip takes it in.

    It has the columns of the strip and the rows of the page of the table whose turn it is, where the pages of a strip
    follow each other, or the strips of a page; a page without any text may be left out.
    """
    for number, strip in enumerate(table.strips, start=1):
        for at in range(len(strip.bands), len(table.bands)):
            band = table.bands[at]
            in_turn = grid.page in {strip.page_from + at, band.page + number}
            rows = _in_rows(band.ys, grid) if in_turn and same_columns(strip, grid) else None
            if rows is not None:
                for left_out in table.bands[len(strip.bands) : at]:
                    take_in(strip, replace(rows, ys=left_out.ys, cells=()), left_out)
                take_in(strip, rows, band)
                return True
    return False


def _in_rows(ys: Sequence[float], grid: Grid) -> Grid | None:
    """A grid with the rows between these edges, where its own are some of them; it ends where they end, and may begin
    with its first text.

    As many rows of the same heights may stand elsewhere on their page.
    """
    shift = ys[-1] - grid.ys[-1]
    if abs(shift) > _SAME_HEIGHT and len(ys) != len(grid.ys):
        return None
    places = [next((at for at, y in enumerate(ys) if abs(y - shift - own) <= _SAME_HEIGHT), None) for own in grid.ys]
    known = [at for at in places if at is not None]
    if len(known) < len(places) or len(set(known)) < len(known):
        return None
    cells = tuple(cell._replace(row=known[cell.row], row_end=known[cell.row_end]) for cell in grid.cells)
    return replace(grid, ys=tuple(ys), cells=cells)
