"""core.fact_procurement: government procurement (政府采购) with its nesting of units, projects and items."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from pipeline.documents.model import Cell
from pipeline.facts.ids import PROCUREMENT, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.reading_cells import cells_of, count_in, text_in
from pipeline.facts.vocabulary import pattern
from pipeline.statements.model import Column, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.of_which import is_of_which
from pipeline.statements.rows.printed_codes import NAME_CONCEPTS
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of, labels

_BY_FUND = {
    "general_public": "general_public_yuan",
    "gov_fund": "gov_fund_yuan",
    "state_capital": "state_capital_yuan",
    "fiscal_account": "fiscal_account_yuan",
    "unit_funds": "unit_funds_yuan",
    "carry_over": "carry_over_yuan",
}
_CODE_AND_NAME = re.compile(r"(?P<code>[ABC]\d{2,})(?:[-_.、]?(?P<name>[^\d\W].*))?")
_SMALL_FIRMS = "sme_reserved_yuan"
_GROUPS = frozenset({"total", "unit", "subtotal"})


def procurement(source: Source, readings: Sequence[Reading], projects: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row per printed row that has an amount; ``projects`` gives project ids by folded name.

    A purchase that bears the name of a project (采购项目) is that project's; a subtotal that names a project heads the
    purchases under it.
    """
    rows = []
    for reading in readings:
        if reading.statement not in {"procurement", "purchase_of_services"}:
            continue
        heading = opened = ""
        for row in reading.rows:
            amounts = _amounts(reading, row)
            if not amounts:
                continue
            printed = text_in(reading, row, "project_name")
            if row.role in _GROUPS:
                printed = "" if row.role == "total" else printed
                heading = printed or (heading if row.role == "subtotal" and _is_within_project(reading, row) else "")
                project = heading if row.role == "subtotal" else ""
                opened = ""
            else:
                project = printed or heading or _project_of_purchase(reading, row)
                project = project or (opened if _is_blank_beside_goods(reading, row) else "")
                opened = project
            item = _item_name(reading, row)
            quantity, counted = next(
                (count_in(cell.text) for _, cell in cells_of(reading, row, "quantity")), (None, None)
            )
            rows.append(
                {
                    "procurement_id": fact_id(PROCUREMENT, source.document_id, reading.table.number, row.row, 0),
                    "disclosure_id": source.disclosure_id,
                    "document_id": source.document_id,
                    "row_role": row.role,
                    "project_name": project or None,
                    "project_id": projects.get(fold(project or item or "")),
                    "item_name": item,
                    "catalogue_code": None if row.role in {"total", "unit"} else _catalogue_code(reading, row),
                    "measure_unit": None if row.role in _GROUPS else text_in(reading, row, "measure_unit") or counted,
                    "quantity": quantity,
                    **amounts,
                    "proof": "unchecked",
                    "table_no": reading.table.number,
                    "row_no": row.row,
                }
            )
    return rows


def _is_within_project(reading: Reading, row: Row) -> bool:
    """Whether a subtotal's name stands right of the column of projects, so that it is a part of the open one."""
    projects = [column.col for column in reading.columns if column.concept == "project_name"]
    printed = [cell.col for cell in reading.table.rows[row.row - 1] if cell.text]
    return bool(projects and printed) and min(printed) > projects[0]


def _items(reading: Reading, row: Row) -> list[tuple[Column, Cell]]:
    """The cells that name what is bought; one headed 采购项目 is a project where another names the goods (采购品目).

    A code of the catalogue without its name classifies what is bought and does not name it.
    """
    cells = cells_of(reading, row, "item_name")
    goods = [
        (column, cell)
        for column, cell in cells
        if not pattern("procurement", "column", "project").fullmatch(fold(column.path[-1]))
    ]
    goods = [(column, cell) for column, cell in goods if not _is_code(squeeze(cell.text))]
    return goods if goods or (cells and _catalogue_name(reading, row)) else cells


def _catalogue_name(reading: Reading, row: Row) -> str:
    """What the catalogue calls a purchase: the name behind its code, else the narrowest of its names by level."""
    coded = _CODE_AND_NAME.fullmatch(text_in(reading, row, "catalogue_code"))
    by_level = (squeeze(cell.text) for _, cell in reversed(cells_of(reading, row, "group_name")))
    return (coded and coded["name"]) or next(by_level, "")


def _is_code(text: str) -> bool:
    coded = _CODE_AND_NAME.fullmatch(text)
    return coded is not None and not coded["name"]


def _project_of_purchase(reading: Reading, row: Row) -> str:
    """The project that a purchase is of: the column 采购项目 beside that of the goods, else the row's 项目."""
    printed, goods = cells_of(reading, row, "item_name"), _items(reading, row)
    named = [pair for pair in printed if pair not in goods and not _is_code(squeeze(pair[1].text))]
    if not named and len(printed) == 1:
        named = cells_of(reading, row, "label")
    return next((squeeze(cell.text) for _, cell in named), "")


def _is_blank_beside_goods(reading: Reading, row: Row) -> bool:
    """Whether a row names goods and leaves blank who they are for, in a table with a column for each (采购项目)."""
    columns = [column for column in reading.columns if column.concept == "item_name"]
    projects = [c for c in columns if pattern("procurement", "column", "project").fullmatch(fold(c.path[-1]))]
    if not projects or len(projects) == len(columns) or not _items(reading, row):
        return False
    cells = (reading.table.grid.get((row.row, column.col)) for column in projects)
    return all(cell is None or not cell.text for cell in cells)


def _item_name(reading: Reading, row: Row) -> str | None:
    """What is bought: the column of items, else the label of a row that is no project.

    A total, a unit and the sum of a category that stands beside the items (采购类别) buy nothing themselves.
    """
    if row.role in {"total", "unit"} or any_of("rows", "subtotal", "patterns").fullmatch(fold(row.label)):
        return None
    printed = next((squeeze(cell.text) for column, cell in _items(reading, row)), "")
    if not printed and (row.project_name or cells_of(reading, row, "item_name")):
        printed = _catalogue_name(reading, row)
    coded = _CODE_AND_NAME.fullmatch(printed)
    beside = {squeeze(cell.text) for _, cell in cells_of(reading, row, "remark")}
    is_category_sum = row.role == "subtotal" and row.label in beside
    own = "" if row.project_name or is_category_sum or _is_kind_of_spending(reading, row) else row.label
    return ((coded and coded["name"]) or printed) or own or None


def _is_kind_of_spending(reading: Reading, row: Row) -> bool:
    """Whether the label is an entry of a classification (经济科目: 培训费), under which goods are bought."""
    names = chain.from_iterable(cells_of(reading, row, concept) for concept in NAME_CONCEPTS)
    return row.label in {squeeze(cell.text) for _, cell in names}


def _catalogue_code(reading: Reading, row: Row) -> str | None:
    """The code in the column of codes, else the one that stands before a name of the catalogue: C05040300保安服务."""
    printed = text_in(reading, row, "catalogue_code")
    names = (cells_of(reading, row, concept) for concept in ("item_name", "group_name"))
    texts = [printed, *(squeeze(cell.text) for _, cell in chain.from_iterable(names))]
    coded = next(filter(None, map(_CODE_AND_NAME.fullmatch, texts)), None)
    # A name may run on over the column of codes.
    return coded["code"] if coded else (printed if printed != row.label else "") or None


def _amounts(reading: Reading, row: Row) -> dict[str, Decimal]:
    amounts: dict[str, Decimal] = {}
    unnamed: dict[int, Decimal] = {}
    summed = _summed(reading.columns)
    for column, cell in cells_of(reading, row, "money"):
        number = parse_number(cell.text)
        if number is None or column.unit is None:
            continue
        name = _name(column)
        if name is not None and name in summed:
            amounts[name] = amounts.get(name, Decimal(0)) + column.unit.yuan(number)
        elif name is not None:
            amounts.setdefault(name, column.unit.yuan(number))
        elif column.fund == "total":
            unnamed[column.col] = column.unit.yuan(number)
    whole = _only_whole(reading.columns) if amounts else next(iter(unnamed), None)
    if whole in unnamed:
        amounts.setdefault("total_yuan", unnamed[whole])
    # A text in the row (资金来源) names the fund of all of it where no column is of a fund.
    of_row = _BY_FUND.get(row.fund or "")
    if of_row and "total_yuan" in amounts and not {_name(column) for column in reading.columns} & {*_BY_FUND.values()}:
        amounts[of_row] = amounts["total_yuan"]
    return amounts


def _only_whole(columns: Sequence[Column]) -> int | None:
    """The one column of the money of all funds, of the year itself, beside those of funds, where none is named so."""
    own = [column for column in columns if column.phase != "change" and not column.year_offset]
    wholes = [c.col for c in own if c.fund == "total" and _name(c) is None and not is_of_which(c.path)]
    return wholes[0] if len(wholes) == 1 and all(_name(column) != "total_yuan" for column in columns) else None


def _summed(columns: Sequence[Column]) -> set[str]:
    """The amounts that several columns print parts of: what is kept for firms of each size, a fund's under each way to
    purchase (集中采购 | 分散采购)."""
    found = {_SMALL_FIRMS} if _are_by_size([c for c in columns if _name(c) == _SMALL_FIRMS]) else set()
    for name in _BY_FUND.values():
        paths = [tuple(map(fold, column.path)) for column in columns if _name(column) == name]
        ways = [path[0] for path in paths if path and pattern("procurement", "column", "way").fullmatch(path[0])]
        if len(ways) == len(set(ways)) == len(paths) > 1 and len({path[1:] for path in paths}) == 1:
            found.add(name)
    return found


def _are_by_size(columns: Sequence[Column]) -> bool:
    """Whether what is kept for small firms stands in columns by size (中型企业 | 小微企业), none is the sum."""
    sizes = [pattern("procurement", "column", "size_of_firms").fullmatch(fold(column.path[-1])) for column in columns]
    return len(sizes) > 1 and all(sizes)


def _name(column: Column) -> str | None:
    path = [fold(text) for text in column.path]
    if any(pattern("procurement", "column", "small_firms").search(text) for text in path):
        return _SMALL_FIRMS
    if path and any_of("columns", "money", "unit_price").fullmatch(path[-1]):
        return "unit_price_yuan"
    named = column.fund == "total" and any(labels("fund").search(text) == "total" for text in path)
    if named or (path and pattern("procurement", "column", "total").fullmatch(path[-1])):
        return "total_yuan"
    if path and pattern("procurement", "column", "part_of_fund").search(path[-1]):
        return None
    return _BY_FUND.get(column.fund or "")
