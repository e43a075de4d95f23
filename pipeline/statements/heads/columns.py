"""The columns of a table: codes, labels, quantities or money of which fund, component, phase, year and unit."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.documents.model import Table
from pipeline.statements import components
from pipeline.statements.heads.code_columns import body_texts
from pipeline.statements.heads.column_concepts import LABEL_CONCEPTS, concept_of
from pipeline.statements.heads.column_meaning import (
    OTHER_ITEMS,
    fund_named,
    is_plain,
    is_understood,
    lowest,
    with_meaning,
)
from pipeline.statements.heads.column_neighbours import settled_concepts
from pipeline.statements.heads.units import units_of_rows, with_units_beside
from pipeline.statements.model import Column, Unit
from pipeline.statements.numbers import FACTORS, parse_number
from pipeline.statements.of_which import is_of_which
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS, OTHER, StatementKind
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import any_of

_OTHER_FLOW = {"revenue": "expenditure", "expenditure": "revenue"}


def find_columns(
    table: Table, rows: Sequence[int], paths: Mapping[int, tuple[str, ...]], kind: StatementKind, unit: Unit | None
) -> tuple[Column, ...]:
    """The columns of a table with their meaning, ``rows`` those of its body that do not print the header again.

    ``unit`` is the table's, for columns that state none. A column 单位 of one unit of money says it better; with
    several, which no column has, there is none.
    """
    body = {col: body_texts(table, rows, col) for col in range(1, table.n_cols + 1)}
    of_rows = units_of_rows(paths, body)
    unit = (of_rows.pop() if len(of_rows) == 1 else None) if of_rows else unit
    columns = [Column(col, paths[col], concept_of(paths[col], body[col], unit)) for col in range(1, table.n_cols + 1)]
    columns = settled_concepts(columns, kind, body, unit)
    units = {col: unit or _unit_of_figures(texts) for col, texts in body.items()}
    columns = [with_meaning(column, kind, units[column.col]) for column in columns]
    columns = _with_left(_with_spent(_with_other_items(columns, kind)), kind)
    columns = _with_remaining_part(_with_whole_year(_with_wider(columns, kind)))
    if kind.one_of_funds:
        columns = [c if fund_named(c.path) == c.fund or c.fund != kind.fund else replace(c, fund=None) for c in columns]
    columns = _without_guess(columns) if replace(kind, phase=OTHER.phase) == OTHER else columns
    return with_units_beside(_with_flow_of_panel(columns, body if kind.sides else {}))


def _without_guess(columns: Sequence[Column]) -> list[Column]:
    """Under no known statement 合计 is all money only where other columns name the funds that it is the sum of."""
    if any(column.fund not in {None, "total"} for column in columns):
        return list(columns)
    return [replace(column, fund=None) for column in columns]


def _with_other_items(columns: Sequence[Column], kind: StatementKind) -> list[Column]:
    """其他 of expenditure is the rest of its neighbours: no fund where none of them is one (工资, 离退休费 | 其他)."""
    found = list(columns)
    for index, column in enumerate(columns):
        if column.fund != "other" or not column.path or fold(column.path[-1]) != OTHER_ITEMS:
            continue
        beside = [c for c in columns if c is not column and c.concept == "money" and c.path[:-1] == column.path[:-1]]
        named = {fund_named(c.path[-1:]) for c in beside}
        if column.flow == "expenditure" and len(beside) > 1 and named <= {None, "total"}:
            found[index] = replace(column, fund=kind.fund)
    return found


def _with_spent(columns: Sequence[Column]) -> list[Column]:
    """支出数 beside the budget as revised, or beside how much of it was spent (执行率), is what was spent."""
    money = [column for column in columns if column.concept == "money"]
    rates = [c for c in columns if c.concept == "share" and c.path and "执行" in c.path[-1]]
    if any(c.phase == "actual" for c in money) or not (rates or any(c.phase == "revised" for c in money)):
        return list(columns)
    spent = any_of("columns", "money", "spent")
    found = [c for c in money if c.path and spent.fullmatch(without_unit(fold(c.path[-1])))]
    return [replace(c, phase="actual") if found == [c] else c for c in columns]


def _with_left(columns: Sequence[Column], kind: StatementKind) -> list[Column]:
    """结余 right of a budget and of what was spent of it is what is left at the end, of the fund that its header names.

    Elsewhere it is money carried over from the years before.
    """
    budgets = [c.col for c in columns if c.concept == "money" and c.phase in {"budget", "revised"} and c.path]
    spent = [c.col for c in columns if c.concept == "money" and c.phase == "actual" and c.col > min(budgets, default=0)]
    is_left = any_of("columns", "money", "left").fullmatch
    found = list(columns)
    for index, column in enumerate(columns):
        others = tuple(text for text in column.path if not is_left(without_unit(fold(text))))
        if not budgets or column.col < min(spent, default=column.col + 1) or others == column.path:
            continue
        if column.concept == "money" and fund_named(others) != "carry_over":
            meant = with_meaning(replace(column, path=others), kind, column.unit)
            found[index] = replace(meant, path=column.path, unit=column.unit, phase="closing")
    return found


def _with_whole_year(columns: Sequence[Column]) -> list[Column]:
    """全年预算数 is the budget as revised beside what was spent, else that of the whole year beside its months."""
    if any(column.phase == "actual" for column in columns):
        return list(columns)
    return [replace(c, phase="budget") if lowest("whole_year", c.path) and c.phase == "revised" else c for c in columns]


def _with_remaining_part(columns: Sequence[Column]) -> list[Column]:
    """A column that is one of the parts of a component, of which a header over all its parts names the others.

    基本支出 over 小计, 公用经费 and a name that is not known: what is left is 人员经费, of the money that those are of.
    """
    found = list(columns)
    for index, column in enumerate(columns):
        whole = _whole_above(column.path) if column.concept == "money" and column.component is None else None
        if whole is None:
            continue
        beside = [c for c in columns if c is not column and c.concept == "money" and c.path[:-1] == column.path[:-1]]
        left = set(components.PARTS[whole]) - {other.component for other in beside}
        if len(left) == 1 and all(other.component is not None for other in beside):
            funds = {other.fund for other in beside}
            fund = funds.pop() if column.fund is None and len(funds) == 1 else column.fund
            found[index] = replace(column, component=left.pop(), fund=fund)
    return found


def _whole_above(path: Sequence[str]) -> str | None:
    """The component whose parts stand under it in the header, where the lowest line is not known to be one of them.

    The parts of basic expenditure and of these are fixed by the field; those of projects are not.
    """
    folded = [fold(text) for text in path]
    if not folded or is_plain(folded) or is_understood(folded):
        return None
    named = lowest("component", folded)
    return named if named in components.PARTS and "basic" in {named, *components.wholes(named)} else None


def _with_wider(columns: Sequence[Column], kind: StatementKind) -> list[Column]:
    """Under a title of fiscal money, a header that names no fund is wider where a part beside it is fiscal, or other.

    总额 beside 其中：财政拨款 is all money, and so is 合计 beside 财政拨款 and 单位资金.
    """
    named = {column.col: fund_named(column.path) for column in columns if column.concept == "money"}
    parts = {named[c.col] for c in columns if c.col in named and is_of_which(c.path)}
    others = set(named.values()) - {None, "total", "fiscal", "carry_over", *FISCAL_FUNDS}
    if kind.fund != "fiscal" or kind.sides or not (others or "fiscal" in parts):
        return list(columns)
    return [replace(c, fund="total") if named.get(c.col, "") in {None, "total"} and c.fund else c for c in columns]


def _unit_of_figures(body: Sequence[str]) -> Unit | None:
    """The unit that each figure of a column prints behind it."""
    units = {number.unit for text in body if (number := parse_number(text)) is not None}
    (name,) = units if len(units) == 1 else (None,)
    return Unit(name, FACTORS[name]) if name is not None else None


def _with_flow_of_panel(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> tuple[Column, ...]:
    """Columns whose header names no flow have that of their panel's labels (收入项目 | 预算数).

    Where these name none either, it is the one that more of the texts under them name (``body``, of two sides), and of
    two panels the one that the other leaves.
    """
    flows: dict[int, str] = {}
    for column in columns:
        if column.concept in LABEL_CONCEPTS and (flow := column.flow or _flow_of_texts(body.get(column.col, ()))):
            flows.setdefault(column.panel, flow)
    panels = {column.panel for column in columns if column.concept in LABEL_CONCEPTS}
    if body and len(panels) == len(_OTHER_FLOW) and len(flows) == 1:
        ((panel, flow),) = flows.items()
        flows |= {other: _OTHER_FLOW[flow] for other in panels - {panel} if flow in _OTHER_FLOW}
    return tuple(replace(column, flow=column.flow or flows.get(column.panel)) for column in columns)


def _flow_of_texts(texts: Sequence[str]) -> str | None:
    """The flow that more texts name than name the other."""
    revenue, expenditure = (sum(word in text for text in texts) for word in ("收入", "支出"))
    return None if revenue == expenditure else "revenue" if revenue > expenditure else "expenditure"
