"""Headers whose merged cells came without their spans, as recognised text prints them: what stands over what?

Each printed cell is a rectangle of columns and lines. Its text stands somewhere in it, mostly at its middle, and can be
torn where columns meet (基本|支出). Every column ends in a name of its own, or has one name from top to bottom. Of the
ways to divide the header into such rectangles (``head_layouts``) the likeliest is taken. Where others are about as
likely and give a column of figures another path, the sums under 小计 and 合计 decide; where these do not either, the
text in question is left out of the paths, because it may belong elsewhere, and its place is uncertain.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.head_layouts import LaidCell, Layout, Piece, layouts
from pipeline.statements.headers import find_head, is_column_numbers, is_header_text
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import load

_AMOUNT = re.compile(r"-?[\d,，]*\d[.．] ?\d+%?")
_YEAR_CUT = re.compile(r"\d{1,3}年")
_GROUP_START = re.compile(r"小计|合计|总计")
_MOST_HEADER_ROWS = 6
_FEWEST_COLUMNS, _MOST_COLUMNS = 3, 40
_WIDEST_TEAR = 5
_LONGEST = 40
# One sum in so many may fail.
_MISREAD = 8
_ABOUT_AS_LIKELY = 0.3
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SparseHead:
    """A table whose header cells have their spans, and the places of texts that may stand over other columns."""

    table: Table
    uncertain: frozenset[Place] = frozenset()


@lru_cache(maxsize=256)
def spanned(table: Table) -> SparseHead:
    """The table with the spans of its header's cells, as it is where it has spans or no header of several lines."""
    if not _FEWEST_COLUMNS <= table.n_cols <= _MOST_COLUMNS or _has_spans(table):
        return SparseHead(table)
    whole, torn = _mended(table)
    head = find_head(whole)
    rows = [row for row in head.header if any(cell.text for cell in whole.rows[row - 1])]
    if len(rows) < 2 or not _is_sparse(whole, rows):
        return SparseHead(table)
    body = whole.rows[head.body - 1 :]
    figures = {col: [_figure(row, col) for row in body] for col in range(1, table.n_cols + 1)}
    kinds = [_kind(body, col) for col in range(1, table.n_cols + 1)]
    found = layouts(_pieces(whole, rows, torn), len(rows), kinds, _is_whole, lambda text: is_header_text(fold(text)))
    if not found:
        return SparseHead(table)
    ways = _not_contradicted(found, figures)
    likely = [layout for layout in ways if layout.cost <= ways[0].cost + _ABOUT_AS_LIKELY]
    best, *others = likely
    of_figures = {col for col, kind in enumerate(kinds, start=1) if kind == "figures"}
    differing = {
        piece
        for other in others
        for piece, cols in best.covers.items()
        if (cols ^ other.covers.get(piece, cols)) & of_figures
    }
    cells = [cell for cell in best.cells if not differing.intersection(cell.pieces)]
    uncertain = frozenset((rows[piece.line], col) for piece in differing for col in piece.cols)
    return SparseHead(_with_head(whole, rows, cells), uncertain)


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
        texts = {cell.col: squeeze(cell.text) for cell in table.rows[row - 1] if cell.text}
        if is_column_numbers(list(texts.values())):
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
    """Whether texts consist of words together, and one of them does not."""
    return _is_whole("".join(parts)) and not all(map(_is_whole, parts))


def _is_whole(text: str) -> bool:
    """Whether a text consists of words of headers, years, brackets and signs, and is no part of a year's name."""
    folded = fold(text)
    return len(folded) <= _LONGEST and _YEAR_CUT.match(folded) is None and _words().fullmatch(folded) is not None


@cache
def _words() -> re.Pattern[str]:
    header = load("columns")["header"]
    between = "|".join(map(re.escape, header["between"]))
    word = "|".join([*sorted(map(re.escape, header["words"]), key=len, reverse=True), r"\d{4}", r"[^\w]", "[a-z]"])
    return re.compile(rf"(?:{word})+(?:(?:{between})(?:{word})+)*", re.IGNORECASE)


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


def _not_contradicted(likely: Sequence[Layout], figures: Mapping[int, Sequence[Decimal | None]]) -> list[Layout]:
    """The layouts in which the sums that groups begin with are those of what follows in the group.

    A few may fail, since recognised figures can be misread; none, where all hold in another layout.
    """
    sums = [(layout, list(_sums(layout, figures))) for layout in likely]
    wrong = [len(holds) - sum(holds) for _, holds in sums]
    proven = any(holds and not fails for (_, holds), fails in zip(sums, wrong, strict=True))
    kept = [
        layout
        for (layout, holds), fails in zip(sums, wrong, strict=True)
        if fails * _MISREAD <= len(holds) and not (proven and fails > 1)
    ]
    return kept or list(likely)


def _sums(layout: Layout, figures: Mapping[int, Sequence[Decimal | None]]) -> Iterator[bool]:
    """For each group and row whether its sum is that of its parts."""
    for cell in layout.cells:
        group = layout.under(cell)
        if len(group) < 2 or not _GROUP_START.fullmatch(group[0].text):
            continue
        first, *others = group
        for row, total in enumerate(figures[first.cols[0]]):
            parts = [part for other in others if (part := _amount(layout, other, figures, row)) is not None]
            if total or parts:
                yield (total or 0) == sum(parts)


def _amount(
    layout: Layout, cell: LaidCell, figures: Mapping[int, Sequence[Decimal | None]], row: int
) -> Decimal | None:
    """What a block of the header is in a row: its figure, its sum in front, or the sum of its parts."""
    under = layout.under(cell)
    if not under:
        return figures[cell.cols[0]][row]
    if _GROUP_START.fullmatch(under[0].text):
        return _amount(layout, under[0], figures, row)
    parts = [part for other in under if (part := _amount(layout, other, figures, row)) is not None]
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
