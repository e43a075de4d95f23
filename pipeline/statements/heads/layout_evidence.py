"""What stands under a header, as evidence for how its cells lie over the columns.

The rows tell it (expenditure does not stand under 收入), and so do the figures: what a group begins with (小计, 合计)
is the sum of what follows in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.documents.model import Cell, Table
from pipeline.statements.components import PARTS, wholes
from pipeline.statements.header_words import SUMS, is_year
from pipeline.statements.heads.head_layouts import LaidCell, Layout, is_two_sided
from pipeline.statements.items import item_of, parts_within
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import labels

_AMOUNT = re.compile(r"-?(?:[\d,，]*\d[.．] ?\d+%?|\d{1,3}(?:,\d{3})+|0)")
_SUMS_HOLD, _SUMS_FAIL = -0.5, 3.0
_STRANGE_ROWS = 0.9
Figures = Mapping[int, Sequence[Decimal | None]]


class Body:
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


def is_amount(text: str) -> bool:
    """Whether a text is an amount with decimals or commas, or nought."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def judged(found: Sequence[Layout], body: Body) -> list[Layout]:
    """The layouts with the likeliest first, by the rows and the sums that stand under them."""
    return _by_sums([replace(way, cost=way.cost + _strange_rows(way, body)) for way in found], body.figures)


def _strange_rows(layout: Layout, body: Body) -> float:
    """The cost of rows that belong under another header: expenditure under 收入, 商品和服务支出 under 人员经费."""
    strange = 0
    for cell in layout.cells:
        flow = labels("flow").search(fold(cell.text))
        for col in range(cell.cols[0], cell.cols[1] + 1 if cell.cols[0] < cell.cols[1] else cell.cols[0]):
            names = body.names.get(col, [])
            flows = [labels("flow").search(name) for name in names]
            # Totals, and what is carried over, name neither.
            named = [other for other in flows if other is not None]
            others = sum(other != flow for other in named)
            strange += flow is not None and others * 2 > (len(named) if others > 1 else len(names))
            strange += any(is_misplaced(name, cell.text) for name in names)
    return _STRANGE_ROWS * (strange + _stands_beside_sides(layout, body) + _stands_beside_years(layout, body))


def _stands_beside_sides(layout: Layout, body: Body) -> bool:
    """Whether figures of a two-sided table stand under neither side where its header names both: 财政收入 and 支出."""
    if not is_two_sided(body.kinds):
        return False
    sides = {cell: labels("flow").search(fold(cell.text)) for cell in layout.cells if cell.lines[0] == 0}
    sides = {cell: flow for cell, flow in sides.items() if flow is not None}
    figures = {col for col, kind in enumerate(body.kinds, start=1) if kind == "figures"}
    over = {col for side in sides for col in range(side.cols[0], side.cols[1] + 1)}
    return len(set(sides.values())) > 1 and not figures <= over


def _stands_beside_years(layout: Layout, body: Body) -> bool:
    """Whether figures before the last of several years stand under none, with a name that stands under one."""
    years = [cell for cell in layout.cells if cell.lines[0] == 0 and is_year(fold(cell.text))]
    if len(years) < 2:
        return False
    under = {col for year in years for col in range(year.cols[0], year.cols[1] + 1)}
    figures = {col for col, kind in enumerate(body.kinds, start=1) if kind == "figures"}
    names = {cell.cols[0]: cell.text for cell in layout.cells if cell.cols[0] == cell.cols[1]}
    beside = {col for col in figures - under if col < max(year.cols[0] for year in years)}
    return any(names.get(col) in {names.get(other) for other in under} for col in beside if names.get(col))


def _kind(body: Sequence[Sequence[Cell]], col: int) -> str:
    """Whether ``figures`` with decimals stand in a column, other texts (``names``), or nothing."""
    texts = [cell.text for row in body for cell in row if cell.col == col and cell.text]
    amounts = sum(map(is_amount, texts))
    return "" if not texts else "figures" if amounts * 2 >= len(texts) else "names"


def _figure(row: Sequence[Cell], col: int) -> Decimal | None:
    number = next((parse_number(cell.text) for cell in row if cell.col == col and cell.text), None)
    return number.value if number is not None else None


def _by_sums(found: Sequence[Layout], figures: Figures) -> list[Layout]:
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


def is_misplaced(part: str, over: str) -> bool:
    """Whether a header names a part of what stands beside the other: 对个人和家庭 under 公用经费, not 人员经费.

    So do items of the field: 公务用车运行费 is no part of 公务接待费.
    """
    item, over_item = item_of(part), item_of(over)
    if item is not None and over_item is not None:
        return item not in parts_within(over_item)
    component, whole = (labels("component").search(fold(text)) for text in (part, over))
    nearest, upper = next(wholes(component), None), next(wholes(whole), None)
    return nearest is not None and nearest != whole and upper is not None and nearest in PARTS[upper]
