"""Headers whose merged cells came without their spans: what stands over what?

In recognised text each printed cell is a rectangle of columns and lines. Its text stands somewhere in it, mostly at its
middle, and can be torn where columns meet (基本|支出). Every column ends in a name of its own, or has one name from top
to bottom. Of the ways to divide the header into such rectangles (``head_layouts``) the likeliest is taken. A word
processor's text prints each cell once, and the likeliest way is taken to lay each line over the one below.

Where others are about as likely and give a column of figures another path, the sums under 小计 and 合计 decide; where
these do not either, the text in question is in the paths of the columns only that are its in any case, and its place is
uncertain.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.documents.grid import header_ways
from pipeline.documents.model import Cell, Table
from pipeline.statements.components import PARTS, wholes
from pipeline.statements.header_words import SUMS, is_header_text
from pipeline.statements.heads.column_numbers import is_column_numbers, numbers_behind_words
from pipeline.statements.heads.head_layouts import LaidCell, Layout, Piece, Words, group_cost, is_two_sided, layouts
from pipeline.statements.heads.headers import find_head, is_garbled
from pipeline.statements.information import never_heads
from pipeline.statements.items import item_of, parts_within
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of, labels, load

_AMOUNT = re.compile(r"-?(?:[\d,，]*\d[.．] ?\d+%?|\d{1,3}(?:,\d{3})+|0)")
_YEAR = re.compile(r"\d{4}年度?")
_YEAR_CUT = re.compile(r"\d{1,3}年")
_MOST_HEADER_ROWS = 6
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 80
_WIDEST_TEAR = 5
_DIGITS_OF_YEAR = 4
_LONGEST = 40
_SUMS_HOLD, _SUMS_FAIL = -0.5, 3.0
_STRANGE_ROWS = 0.9
_ABOUT_AS_LIKELY = 0.25
Place = tuple[int, int]
Figures = Mapping[int, Sequence[Decimal | None]]


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
    whole, torn = _mended(table)
    head = find_head(whole)
    rows = [row for row in head.header if (cells := _printed_cells(whole, row)) and not numbers_behind_words(cells)]
    if len(rows) < 2 or not _is_sparse(whole, rows):
        return SparseHead(table)
    body = _Body(whole, head.body)
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
    return _decided(table, rows, sorted(found, key=lambda layout: layout.cost), _Body(table, head.body))


def _printed(table: Table, row: int) -> list[str]:
    """The texts of a row; a cell that reaches down from above is printed as a blank."""
    cells = dict.fromkeys(table.grid[row, col] for col in range(1, table.n_cols + 1) if (row, col) in table.grid)
    return [cell.text if cell.row == row else "" for cell in cells]


def _laid(cost: float, cells: Sequence[Cell], places: Sequence[Sequence[tuple[int, ...]]]) -> Layout:
    """A way to lay a header over its columns, with the cost of its groups; ``places`` are those of its texts."""
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


class _Body:
    """What stands under a header: the kind of each column, and its figures by row."""

    def __init__(self, table: Table, first: int) -> None:
        rows = table.rows[first - 1 :]
        self.kinds = [_kind(rows, col) for col in range(1, table.n_cols + 1)]
        self.names = {
            col: [fold(cell.text) for row in rows for cell in row if cell.col == col and cell.text]
            for col, kind in enumerate(self.kinds, start=1)
            if kind == "names"
        }
        self.figures = {col: [_figure(row, col) for row in rows] for col in range(1, table.n_cols + 1)}


def _decided(table: Table, rows: Sequence[int], found: Sequence[Layout], body: _Body) -> SparseHead:
    """The table with the header of the likeliest layout; a text stands over the columns that are its in all.

    Where it may stand over other columns of figures too, its place is uncertain.
    """
    if not found:
        return SparseHead(table)
    ways = _judged([replace(way, cost=way.cost + _strange_rows(way, body)) for way in found], body.figures)
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


def _strange_rows(layout: Layout, body: _Body) -> float:
    """The cost of rows that belong under another header: expenditure under 收入, 商品和服务支出 under 人员经费."""
    strange = 0
    for cell in layout.cells:
        flow = labels("flow").search(fold(cell.text))
        for col in range(cell.cols[0], cell.cols[1] + 1 if cell.cols[0] < cell.cols[1] else cell.cols[0]):
            names = body.names.get(col, [])
            flows = [labels("flow").search(name) for name in names]
            others = sum(other is not None and other != flow for other in flows)
            strange += flow is not None and others * 2 > len(names)
            strange += any(_is_misplaced(name, cell.text) for name in names)
    return _STRANGE_ROWS * (strange + _stands_beside_sides(layout, body) + _stands_beside_years(layout, body))


def _stands_beside_sides(layout: Layout, body: _Body) -> bool:
    """Whether figures of a two-sided table stand under neither side where its header names both: 财政收入 and 支出."""
    if not is_two_sided(body.kinds):
        return False
    sides = {cell: labels("flow").search(fold(cell.text)) for cell in layout.cells if cell.lines[0] == 0}
    sides = {cell: flow for cell, flow in sides.items() if flow is not None}
    figures = {col for col, kind in enumerate(body.kinds, start=1) if kind == "figures"}
    over = {col for side in sides for col in range(side.cols[0], side.cols[1] + 1)}
    return len(set(sides.values())) > 1 and not figures <= over


def _stands_beside_years(layout: Layout, body: _Body) -> bool:
    """Whether figures before the last of several years stand under none, with a name that stands under one."""
    years = [cell for cell in layout.cells if cell.lines[0] == 0 and _YEAR.fullmatch(fold(cell.text))]
    if len(years) < 2:
        return False
    under = {col for year in years for col in range(year.cols[0], year.cols[1] + 1)}
    figures = {col for col, kind in enumerate(body.kinds, start=1) if kind == "figures"}
    names = {cell.cols[0]: cell.text for cell in layout.cells if cell.cols[0] == cell.cols[1]}
    beside = {col for col in figures - under if col < max(year.cols[0] for year in years)}
    return any(names.get(col) in {names.get(other) for other in under} for col in beside if names.get(col))


def _has_spans(table: Table) -> bool:
    return any(cell.col_span > 1 or cell.row_span > 1 for cell in table.cells)


def _is_sparse(table: Table, rows: Sequence[int]) -> bool:
    """Whether a line of the header above the last has blanks."""
    return any(sum(bool(cell.text) for cell in table.rows[row - 1]) < table.n_cols for row in rows[:-1])


def _mended(table: Table) -> tuple[Table, Mapping[Place, int]]:
    """The table with torn texts of the first rows put together in their first cell, and how many columns they touch."""
    torn: dict[Place, list[int]] = {}
    below: set[int] = set()
    for row in reversed(list(_rows_above_amounts(table))):
        printed = _printed_cells(table, row)
        texts = {cell.col: squeeze(cell.text) for cell in printed}
        if is_column_numbers(list(texts.values())) or numbers_behind_words(printed):
            continue
        for cols in _tears(texts, below):
            torn[row, cols[0]] = cols
        below |= set(texts)
    of_piece = {(row, col): (row, cols[0]) for (row, _), cols in torn.items() for col in cols}
    text = {(cell.row, cell.col): squeeze(cell.text) for cell in table.cells}
    whole = {(row, first): "".join(text[row, col] for col in cols) for (row, first), cols in torn.items()}
    cells = tuple(
        replace(cell, text=whole.get((cell.row, cell.col), "")) if (cell.row, cell.col) in of_piece else cell
        for cell in table.cells
    )
    return replace(table, cells=cells) if torn else table, {place: len(cols) for place, cols in torn.items()}


def _rows_above_amounts(table: Table) -> Iterator[int]:
    for row in range(1, min(_MOST_HEADER_ROWS, table.n_rows) + 1):
        if any(_AMOUNT.fullmatch(cell.text.strip()) for cell in table.rows[row - 1]):
            return
        yield row


def _tears(texts: Mapping[int, str], below: AbstractSet[int]) -> Iterator[list[int]]:
    """The columns of texts beside each other that are one name of headers; each has a name of its own below.

    Of the ways to join texts the one leaves the fewest that are no names, and joins the fewest.
    """
    cols = sorted(col for col in texts if col in below)
    starts = [index for index, col in enumerate(cols) if index == 0 or cols[index - 1] + 1 != col]
    for start, end in pairwise([*starts, len(cols)]):
        run = cols[start:end]
        best: list[tuple[int, int, list[list[int]]]] = [(0, 0, [])]
        for last in range(1, len(run) + 1):
            ways = []
            for first in range(max(0, last - _WIDEST_TEAR), last):
                parts = [texts[col] for col in run[first:last]]
                if len(parts) == 1 or _is_torn(parts):
                    strange, joins, before = best[first]
                    is_strange = len(parts) == 1 and not _is_whole(parts[0])
                    ways.append((strange + is_strange, joins + len(parts) - 1, [*before, run[first:last]]))
            best.append(min(ways))
        yield from (part for part in best[-1][2] if len(part) > 1)


def _is_torn(parts: Sequence[str]) -> bool:
    """Whether texts consist of words together, and one of them does not; figures beside each other are no year."""
    joined = "".join(parts)
    if joined.isdigit() and len(joined) > _DIGITS_OF_YEAR:
        return False
    return _is_whole(joined) and not all(map(_is_whole, parts))


def _is_whole(text: str) -> bool:
    """Whether a text consists of words of headers, years, brackets and signs, and is no part of a year's name."""
    folded = fold(text)
    return len(folded) <= _LONGEST and _YEAR_CUT.match(folded) is None and _words().fullmatch(folded) is not None


def _is_misplaced(part: str, over: str) -> bool:
    """Whether a header names a part of what stands beside the other: 对个人和家庭 under 公用经费, not 人员经费.

    So do items of the field: 公务用车运行费 is no part of 公务接待费.
    """
    item, over_item = item_of(part), item_of(over)
    if item is not None and over_item is not None:
        return item not in parts_within(over_item)
    component, whole = (labels("component").search(fold(text)) for text in (part, over))
    nearest, upper = next(wholes(component), None), next(wholes(whole), None)
    return nearest is not None and nearest != whole and upper is not None and nearest in PARTS[upper]


@cache
def _words() -> re.Pattern[str]:
    header = load("columns")["header"]
    between = "|".join(map(re.escape, header["between"]))
    word = "|".join([*sorted(map(re.escape, header["words"]), key=len, reverse=True), r"\d{4}", r"[^\w]", "[a-z]"])
    return re.compile(rf"(?:{word})+(?:(?:{between})(?:{word})+)*", re.IGNORECASE)


def _is_name(text: str) -> bool:
    folded = fold(text)
    of_which = any_of("rows", "of_which", "patterns")
    return _YEAR.fullmatch(folded) is not None or is_header_text(folded) or of_which.match(folded) is not None


def _is_term(text: str) -> bool:
    folded = fold(text)
    return folded in labels("fund").exact or folded in labels("component").exact


_WORDS = Words(_is_whole, _is_name, _is_term, lambda text: item_of(text) is not None, _is_misplaced)


def _pieces(table: Table, rows: Sequence[int], torn: Mapping[Place, int]) -> list[Piece]:
    return [
        Piece(line, tuple(range(cell.col, cell.col + torn.get((row, cell.col), 1))), squeeze(cell.text))
        for line, row in enumerate(rows)
        for cell in table.rows[row - 1]
        if cell.text
    ]


def _kind(body: Sequence[Sequence[Cell]], col: int) -> str:
    """Whether ``figures`` with decimals stand in a column, other texts (``names``), or nothing."""
    texts = [cell.text.strip() for row in body for cell in row if cell.col == col and cell.text]
    amounts = sum(_AMOUNT.fullmatch(text) is not None for text in texts)
    return "" if not texts else "figures" if amounts * 2 >= len(texts) else "names"


def _figure(row: Sequence[Cell], col: int) -> Decimal | None:
    number = next((parse_number(cell.text) for cell in row if cell.col == col and cell.text), None)
    return number.value if number is not None else None


def _judged(found: Sequence[Layout], figures: Figures) -> list[Layout]:
    """The layouts with the likeliest first: in it the sums that groups begin with are those of what follows in them.

    Where all hold in one layout, none is likely in which two fail; recognised figures can be misread, and publishers
    print sums that are none. A layout against which all else speaks proves nothing.
    """
    sums = [(layout, list(_sums(layout, figures))) for layout in found]
    wrong = [len(holds) - sum(holds) for _, holds in sums]
    likely = min((layout.cost for layout in found), default=0.0) + _SUMS_FAIL
    proven = any(
        holds and not fails and layout.cost <= likely for (layout, holds), fails in zip(sums, wrong, strict=True)
    )
    kept = [
        replace(layout, cost=layout.cost + (_SUMS_FAIL * fails / len(holds) if fails else _SUMS_HOLD if holds else 0.0))
        for (layout, holds), fails in zip(sums, wrong, strict=True)
        if not (proven and fails > 1)
    ]
    return sorted(kept, key=lambda layout: layout.cost)


def _sums(layout: Layout, figures: Figures) -> Iterator[bool]:
    """For each group and row whether its sum is that of its parts.

    A part that has parts, and no sum of its own, may not be the sum of them: with it only sums that hold count.
    """
    for cell in layout.cells:
        group = layout.under(cell)
        if len(group) < 2 or group[0].text not in SUMS:
            continue
        first, *others = group
        is_certain = all(_sum_column(layout, other) is not None for other in others)
        for row, total in enumerate(figures[first.cols[0]]):
            parts = [part for other in others if (part := _amount(layout, other, figures, row)) is not None]
            holds = _is_sum(total or Decimal(), parts)
            if (total or parts) and (holds or is_certain):
                yield holds


def _is_sum(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Whether parts make a total within what their rounding explains."""
    digits = max((-int(part.as_tuple().exponent) for part in (total, *parts)), default=0)
    return abs(total - sum(parts)) * 2 <= (len(parts) + 1) * Decimal(1).scaleb(-digits) or total == sum(parts)


def _sum_column(layout: Layout, cell: LaidCell) -> int | None:
    """The column that holds what a block of the header is: its own, or that of the sum that it begins with."""
    under = layout.under(cell)
    if not under:
        return cell.cols[0]
    return _sum_column(layout, under[0]) if under[0].text in SUMS or len(under) == 1 else None


def _amount(layout: Layout, cell: LaidCell, figures: Figures, row: int) -> Decimal | None:
    """What a block of the header is in a row: its figure, its sum in front, or the sum of its parts."""
    col = _sum_column(layout, cell)
    if col is not None:
        return figures[col][row]
    amounts = (_amount(layout, other, figures, row) for other in layout.under(cell))
    parts = [part for part in amounts if part is not None]
    return sum(parts, Decimal()) if parts else None


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
