"""Whether a list of projects under one fund prints all the money of a project.

一般公共预算项目支出表 prints what the general public budget pays of each project. It is the whole budget of each where
the list's total, or what it prints under one code of a function, is all project expenditure that 支出总表 has there.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from pipeline.facts.reading_cells import cells_of
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.of_which import is_of_which
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.vocabulary import any_of

_TOTAL = "total"
_OF_PROJECTS = frozenset({"project", "total", "project_specific", "project_operating"})

Readings = Sequence[tuple[str, Sequence[Reading]]]


def _whole_of_fund(columns: Sequence[Column]) -> list[Column]:
    """The columns of one fund that are no parts of another of them.

    They are the sum (项目支出合计), else those that divide the fund by no class of the economic classification.
    """
    sums = [c for c in columns if c.path and any_of("columns", "money", "totals").fullmatch(fold(c.path[-1]))]
    if sums:
        return sums[:1]
    beside = [c for c in columns if not is_of_which(c.path)]
    return [c for c in beside if c.component in _OF_PROJECTS] or beside


def rows_of_all_money(readings_by_document: Readings) -> frozenset[tuple[str, int, int]]:
    """The rows (document, table, row) of lists of fiscal money that print all the money of their projects."""
    readings = [(document_id, reading) for document_id, of_document in readings_by_document for reading in of_document]
    expenditure = [reading for _, reading in readings if reading.statement == "expenditure"]
    if len(expenditure) != 1:
        return frozenset()
    all_money = _by_code(expenditure[0], {"total"})
    found = set()
    for document_id, reading in readings:
        if reading.statement != "project_list":
            continue
        listed = _by_code(reading, FISCAL_FUNDS)
        whole = {code for code, yuan in listed.items() if all_money.get(code) == yuan}
        found |= {
            (document_id, reading.table.number, row.row)
            for row in reading.rows
            if _TOTAL in whole or row.codes.function in whole
        }
    return frozenset(found)


def _by_code(reading: Reading, funds: Collection[str]) -> Mapping[str, Decimal]:
    """This year's project expenditure of these funds, in 元: of the total, and of the rows of each code together."""
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in reading.rows:
        is_total = row.role == "total" and row.level == 0
        code = _TOTAL if is_total else row.codes.function
        if code is not None and (is_total or row.is_leaf):
            for column in _project_columns(reading, row, funds):
                cell = reading.table.grid[row.row, column.col]
                number = parse_number(cell.text)
                if number is not None and column.unit is not None:
                    amounts[code] += column.unit.yuan(number)
    return amounts


def _project_columns(reading: Reading, row: Row, funds: Collection[str]) -> list[Column]:
    columns = [
        column
        for column, _ in cells_of(reading, row, "money")
        if column.component == "project"
        and column.fund in funds
        and column.phase == "budget"
        and not column.year_offset
    ]
    by_fund: dict[str | None, list[Column]] = defaultdict(list)
    for column in columns:
        by_fund[column.fund].append(column)
    return [column for of_fund in by_fund.values() for column in _whole_of_fund(of_fund)]
