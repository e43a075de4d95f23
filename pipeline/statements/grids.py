"""Reading one table as a grid: its columns and rows, and what every cell of it is used as."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.documents.model import Cell
from pipeline.statements.cells import grid_uses, listed_titles, state_of, unknown_heads, unparsed, unused
from pipeline.statements.contexts import Context
from pipeline.statements.forms.indicator_texts import graded, texts_in_columns, untold
from pipeline.statements.heads.axes import axis_of, panel_axes
from pipeline.statements.heads.columns import find_columns
from pipeline.statements.heads.headers import note_rows
from pipeline.statements.heads.shared_heads import is_of_other_columns
from pipeline.statements.model import Column, Indicator, Reading, Row, Unit
from pipeline.statements.rows.counts import counted_cells
from pipeline.statements.rows.rows import find_rows
from pipeline.statements.rows.stacked import stacked_sides
from pipeline.statements.rows.unit_keys import unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import OTHER, StatementKind, as_titled, kinds, names_both_sides, settled
from pipeline.statements.vocabulary import column_terms

_Places = Mapping[tuple[int, int], str]

_COUNT_OR_AMOUNT = "the row counts things and the header says money"
_OVER_WHICH = "it is not certain over which columns this header stands"
_AS_OF = re.compile(r"截止时间[::]?(?P<date>.*)")
# A day above a list of assets, other than that on which it was made.
_DAY_OF_STOCK = re.compile(r"^(?!.*(填|制|打印|公开|发布|更新)).*?(?P<date>\d{4}年\d{1,2}月\d{1,2}日)")


def read_grid(
    context: Context,
    title: str,
    kind: StatementKind | None,
    unit: Unit | None,
    statement_no: int,
    names: frozenset[str],
) -> Reading:
    """What a table is, read as a grid under a title.

    ``kind`` is the statement that the title names, None where the columns have to; ``unit`` that of amounts of which no
    header states one. ``names`` are those of the document's budget units.
    """
    table, head = context.table, context.head
    kind, columns = _columns(context, title, kind or _kind_of_concepts(context.paths) or OTHER, unit, names)
    axis = axis_of(kind, title, table, head, columns)
    notes = note_rows(table, head)
    body = [row for row in context.body if row not in notes]
    stacked = stacked_sides(table, columns, body) if kind.sides else None
    columns, bodies = stacked or (columns, {column.panel: body for column in columns})
    axes = panel_axes(kind, axis, table, body, columns)
    rows = find_rows(table, columns, bodies, axes, names)
    told = (*texts_in_columns(table, columns, rows), *graded(table, columns, head.body))
    grid = _Grid(context, kind, columns, rows, body, notes, told)
    stated = [_AS_OF, *([_DAY_OF_STOCK] if kind.flow == "balance" else [])]
    return Reading(
        table=table,
        statement_no=statement_no,
        title=squeeze(title),
        statement=settled(kind.name, axis, next((c.fund for c in columns if c.concept == "money"), None), title),
        axis=axis,
        axes=axes,
        unit=_reading_unit(columns, unit),
        state=state_of(table, body, columns, context.after),
        columns=columns,
        rows=rows,
        indicators=told,
        unit_line=context.unit_line,
        as_of=next(filter(None, (_as_of(context, pattern) for pattern in stated)), ""),
        uses={**grid.uses, **grid.listed},
        unparsed=grid.unparsed,
        counts=frozenset(grid.counted),
    )


@dataclass(frozen=True)
class _Grid:
    """A grid whose columns, rows and indicators are known: what each of its cells is used as, or why it has no use.

    ``body`` and ``notes`` are numbers of rows.
    """

    context: Context
    kind: StatementKind
    columns: Sequence[Column]
    rows: Sequence[Row]
    body: Sequence[int]
    notes: Iterable[int]
    told: Sequence[Indicator]

    @cached_property
    def counted(self) -> Mapping[tuple[int, int], bool]:
        """The cells of columns of money that count things; False where it may be money."""
        return counted_cells(self.context.table, self.columns, self.rows)

    @cached_property
    def listed(self) -> _Places:
        """The uses of the cells of a table of no known statement that lists the tables of a document."""
        return listed_titles(self.context.table) if self.kind.name == OTHER.name else {}

    @cached_property
    def uses(self) -> _Places:
        """The use of each cell that is read as a part of the grid."""
        uses = grid_uses(self.context.table, self.context.head, self.columns)
        uses |= {(cell.row, cell.col): "header" for cell in self._printed(self._repeated)}
        uses |= {(cell.row, cell.col): "furniture" for cell in self._printed(self.notes)}
        uses = {place: use for place, use in uses.items() if self.counted.get(place, True)}
        return uses | {place: "text" for place, is_certain in self.counted.items() if is_certain}

    @property
    def unparsed(self) -> _Places:
        """The cells that have no use, or none that is sure, with the reason."""
        table = self.context.table
        reasons = unused(table, self.uses) | unparsed(table, self.body, self.columns)
        reasons |= {place: _COUNT_OR_AMOUNT for place, is_certain in self.counted.items() if not is_certain}
        reasons |= dict.fromkeys(self.context.uncertain_heads, _OVER_WHICH)
        reasons |= untold(self.columns, table, self.body, self.told)
        if self.kind.name == OTHER.name and not self.body:
            reasons |= unknown_heads(table, self.context.head)
        return {
            place: reason
            for place, reason in reasons.items()
            if not self.counted.get(place) and place not in self.listed
        }

    @property
    def _repeated(self) -> set[int]:
        """The rows under the header that print it again."""
        return {*range(self.context.head.body, self.context.table.n_rows + 1)} - {*self.context.body}

    def _printed(self, rows: Iterable[int]) -> Iterator[Cell]:
        return (cell for row in rows for cell in self.context.table.rows[row - 1] if cell.text)


def _columns(
    context: Context, title: str, kind: StatementKind, unit: Unit | None, names: frozenset[str]
) -> tuple[StatementKind, tuple[Column, ...]]:
    """The columns of a grid, and its kind as the title and they say."""
    kind = as_titled(kind, title)
    kind = replace(kind, phase="actual") if kind.name == OTHER.name and context.of_accounts else kind
    columns = find_columns(context.table, context.body, context.paths, kind, unit)
    if names_both_sides(kind, title) and len({column.panel for column in columns}) > 1:
        kind = replace(kind, sides=True, flow=None)
        columns = find_columns(context.table, context.body, context.paths, kind, unit)
    elif _spends_on_projects(kind, title, columns):
        kind = replace(kind, flow="expenditure")
        columns = find_columns(context.table, context.body, context.paths, kind, unit)
    doubtful = context.doubtful_columns
    if is_of_other_columns(context.table, context.head.body, columns):
        doubtful = frozenset(column.col for column in columns)
    return kind, tuple(
        replace(column, is_doubtful=True) if column.col in doubtful else column
        for column in _of_units(columns, kind, names)
    )


def _spends_on_projects(kind: StatementKind, title: str, columns: Sequence[Column]) -> bool:
    """Whether a table of no known statement lists projects: its money is spent on them where no word says otherwise."""
    is_open = kind.name == OTHER.name and kind.flow is None and not kind.sides
    texts = [title, *(text for column in columns for text in column.path)]
    return is_open and any(c.concept == "project_name" for c in columns) and not any("收" in text for text in texts)


def _of_units(columns: Sequence[Column], kind: StatementKind, names: frozenset[str]) -> tuple[Column, ...]:
    """Columns headed by names of budget units hold the statement's money of these units."""
    return tuple(
        replace(column, unit_name=column.path[-1], fund=kind.fund, component=kind.component)
        if column.concept == "money"
        and (column.component is None or column.fund is None)
        and column.fund in {None, kind.fund}
        and column.path
        and unit_key(column.path[-1]) in names
        else column
        for column in columns
    )


def _kind_of_concepts(paths: Mapping[int, tuple[str, ...]]) -> StatementKind | None:
    """The statement that the concepts of the columns name."""
    concepts = {column_terms().match(fold(path[-1])) for path in paths.values() if path}
    texts = [fold(text) for path in paths.values() for text in path]
    return next((kind for kind in kinds() if kind.headed_by(concepts, texts)), None)


def _reading_unit(columns: Sequence[Column], unit: Unit | None) -> Unit | None:
    """The unit of all columns of money, the table's where they differ; a table without such columns has none."""
    units = {column.unit for column in columns if column.concept == "money"}
    return (units.pop() if len(units) == 1 else unit) if units else None


def _as_of(context: Context, stated: re.Pattern[str]) -> str:
    """The day that the rows or lines above the header state."""
    rows = (context.table.rows[row - 1] for row in context.head.furniture)
    texts = [cell.text for row in rows for cell in row] + list(context.lines)
    return next((match["date"] for text in texts if (match := stated.search(fold(text)))), "")
