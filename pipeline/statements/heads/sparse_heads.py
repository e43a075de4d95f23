"""Headers whose merged cells came without their spans: what stands over what?

In recognised text each printed cell is a rectangle of columns and lines. Its text stands somewhere in it, mostly at its
middle, and can be torn where columns meet (``torn_texts``). Every column ends in a name of its own, or has one name
from top to bottom. Of the ways to divide the header into such rectangles (``head_layouts``) the likeliest is taken. A
word processor's text prints each cell once, and the likeliest way is taken to lay each line over the one below.

Where others are about as likely and give a column of figures another path, what stands under the header decides
(``layout_evidence``); where that does not either, the text in question is in the paths of the columns only that are its
in any case, and its place is uncertain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.documents.grid import header_ways
from pipeline.documents.model import Cell, Table
from pipeline.statements.header_words import is_header_text, is_year
from pipeline.statements.heads.column_meaning import BANNERS
from pipeline.statements.heads.column_numbers import numbers_behind_words
from pipeline.statements.heads.head_layouts import LaidCell, Layout, Piece, Words, group_cost, layouts
from pipeline.statements.heads.headers import find_head, is_garbled
from pipeline.statements.heads.layout_evidence import Body, is_misplaced, judged
from pipeline.statements.heads.torn_texts import Place, is_whole, mended
from pipeline.statements.information import never_heads
from pipeline.statements.items import item_of
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of, labels

_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 80
_ABOUT_AS_LIKELY = 0.25


@dataclass(frozen=True, slots=True)
class SparseHead:
    """A table whose header cells have their spans, and the places of texts that may stand over other columns.

    ``doubtful`` are the columns of figures over which such a text may stand.
    """

    table: Table
    uncertain: frozenset[Place] = frozenset()
    doubtful: frozenset[int] = frozenset()


@lru_cache(maxsize=256)
def spanned(table: Table) -> SparseHead:
    """The table with the spans of its header's cells, as it is where it has spans or no header of several lines."""
    if not _FEWEST_COLUMNS <= table.n_cols <= _MOST_COLUMNS:
        return SparseHead(table)
    table = _without_information(table)
    if table.spans_inferred:
        return _relaid(table)
    if _has_spans(table) or is_garbled(table, find_head(table)):
        return SparseHead(table)
    whole, torn = mended(table)
    head = find_head(whole)
    rows = [row for row in head.header if (cells := _printed_cells(whole, row)) and not numbers_behind_words(cells)]
    if len(rows) < 2 or not _is_sparse(whole, rows):
        return SparseHead(table)
    body = Body(whole, head.body)
    return _decided(whole, rows, layouts(_pieces(whole, rows, torn), len(rows), body.kinds, _WORDS), body)


def _without_information(table: Table) -> Table:
    """The table without what stands among the texts of its header and heads nothing: 公开01表 beside 项目."""
    rows = {row: _printed_cells(table, row) for row in find_head(table).header}
    alien = {cell for cells in rows.values() for cell in cells if never_heads(cell.text)}
    alien = {cell for cell in alien if not alien.issuperset(rows[cell.row])}
    if not alien:
        return table
    return replace(table, cells=tuple(replace(cell, text="") if cell in alien else cell for cell in table.cells))


def _printed_cells(table: Table, row: int) -> list[Cell]:
    return [cell for cell in table.rows[row - 1] if cell.text]


def _relaid(table: Table) -> SparseHead:
    """A table whose rows print merged cells once, with the likeliest way to lay its header over its columns."""
    head = find_head(table)
    rows = list(head.header)
    if len(rows) < 2 or rows != list(range(rows[0], rows[-1] + 1)):
        return SparseHead(table)
    printed = [_printed(table, row) for row in range(rows[0], table.n_rows + 1)]
    places = [[(cell.col,) for cell in table.rows[row - 1] if cell.text] for row in rows]
    found = [_laid(cost, cells, places) for cost, cells in header_ways(printed, len(rows))]
    if len(found) < 2:
        return SparseHead(table)
    return _decided(table, rows, sorted(found, key=lambda layout: layout.cost), Body(table, head.body))


def _printed(table: Table, row: int) -> list[str]:
    """The texts of a row; a cell that reaches down from above is printed as a blank."""
    cells = dict.fromkeys(table.grid[row, col] for col in range(1, table.n_cols + 1) if (row, col) in table.grid)
    return [cell.text if cell.row == row else "" for cell in cells]


def _laid(cost: float, cells: Sequence[Cell], places: Sequence[Sequence[tuple[int, ...]]]) -> Layout:
    """A way to lay a header over its columns, with the cost of its groups; ``places`` are those of its texts.

    What names that stand twice in a group cost is counted by ``header_ways``.
    """
    laid: list[LaidCell] = []
    for line, of_line in enumerate(places):
        texts = [cell for cell in cells if cell.row == line + 1 and cell.text]
        for cell, cols in zip(texts, of_line, strict=True):
            piece = Piece(line, cols, squeeze(cell.text))
            last = cell.col + cell.col_span - 1
            laid.append(LaidCell((piece,), (line, line + cell.row_span - 1), (cell.col, last)))
    layout = Layout(cost, tuple(laid))
    groups = [(cell.text, [part.text for part in layout.under(cell)]) for cell in laid]
    return replace(layout, cost=cost + sum(group_cost(over, parts, _WORDS) for over, parts in groups if parts))


def _decided(table: Table, rows: Sequence[int], found: Sequence[Layout], body: Body) -> SparseHead:
    """The table with the header of the likeliest layout; a text stands over the columns that are its in all.

    Where it may stand over other columns of figures too, its place is uncertain.
    """
    if not found:
        return SparseHead(table)
    ways = judged(found, body)
    likely = [layout for layout in ways if layout.cost <= ways[0].cost + _ABOUT_AS_LIKELY]
    best = likely[0]
    of_figures = {col for col, kind in enumerate(body.kinds, start=1) if kind == "figures"}
    cells: list[LaidCell] = []
    uncertain: set[Place] = set()
    doubtful: set[int] = set()
    for cell in best.cells:
        of_ways = [layout.covers.get(cell.pieces[0], frozenset()) for layout in likely]
        surely = frozenset.intersection(*of_ways)
        if perhaps := (frozenset.union(*of_ways) - surely) & of_figures:
            doubtful |= perhaps
            uncertain |= {(rows[piece.line], col) for piece in cell.pieces for col in piece.cols}
        if surely:
            cells.append(replace(cell, cols=(min(surely), max(surely))))
    return SparseHead(_with_head(table, rows, cells), frozenset(uncertain), frozenset(doubtful))


def _has_spans(table: Table) -> bool:
    return any(cell.col_span > 1 or cell.row_span > 1 for cell in table.cells)


def _is_sparse(table: Table, rows: Sequence[int]) -> bool:
    """Whether a line of the header above the last has blanks."""
    return any(sum(bool(cell.text) for cell in table.rows[row - 1]) < table.n_cols for row in rows[:-1])


def _is_name(text: str) -> bool:
    folded = fold(text)
    of_which = any_of("rows", "of_which", "patterns")
    return is_year(folded) or is_header_text(folded) or of_which.match(folded) is not None


def _is_term(text: str) -> bool:
    folded = fold(text)
    return folded in labels("fund").exact or folded in labels("component").exact


def _is_side(text: str) -> bool:
    return fold(text) in BANNERS


_WORDS = Words(is_whole, _is_name, _is_term, lambda text: item_of(text) is not None, is_misplaced, _is_side)


def _pieces(table: Table, rows: Sequence[int], torn: Mapping[Place, int]) -> list[Piece]:
    return [
        Piece(line, tuple(range(cell.col, cell.col + torn.get((row, cell.col), 1))), squeeze(cell.text))
        for line, row in enumerate(rows)
        for cell in table.rows[row - 1]
        if cell.text
    ]


def _with_head(table: Table, rows: Sequence[int], cells: Sequence[LaidCell]) -> Table:
    """The table with these cells in place of those of its header's rows."""
    laid = tuple(
        Cell(
            rows[cell.lines[0]],
            cell.cols[0],
            cell.text,
            row_span=rows[cell.lines[1]] - rows[cell.lines[0]] + 1,
            col_span=cell.cols[1] - cell.cols[0] + 1,
        )
        for cell in cells
    )
    return replace(table, cells=laid + tuple(cell for cell in table.cells if cell.row not in rows))
