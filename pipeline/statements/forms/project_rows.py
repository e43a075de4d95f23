"""The rows of amounts at the left of a grid of indicators: projects, and the sums over them."""

import re
from collections.abc import Collection, Mapping, Sequence, Set
from itertools import accumulate

from pipeline.documents.model import Cell, Table
from pipeline.statements.model import Column, ProjectBlock, Row
from pipeline.statements.numbers import has_digit, parse_number
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

_CODE_AND_NAME = 2
_UNIT_CODE = re.compile(r"\d{3}(\d{3}){0,2}")
_FEWEST_PARTS = 2
_PROJECTS = frozenset({"project_name", "project_code"})
_NO_NAMES = frozenset({"money", "quantity", "share", "goals", "purpose", "remark", "fund_kind"})


def sum_rows(
    table: Table, columns: Sequence[Column], first: int, with_indicators: Collection[int], units: Set[str]
) -> Mapping[int, tuple[str, str]]:
    """The rows from ``first`` on that stand over projects or under them, with role and label: 合计, 小计, a unit.

    Such a row prints no indicator and one name alone. ``units`` are the names of budget units that the document states;
    the table's own column of units states others, and a name that ends like theirs over its parts is one.
    """
    of_units = {column.col for column in columns if column.concept == "unit_name"}
    texts = [cell.text for cell in table.cells if cell.col in of_units and cell.row >= first and cell.text]
    known = {unit_key(text) for text in (*texts, *units)}
    beside = {column.col for column in columns if column.concept in _NO_NAMES}
    last = max((column.col for column in columns), default=0)
    found = {}
    for number in range(first, table.n_rows + 1):
        names = [
            cell.text for cell in table.rows[number - 1] if cell.text and cell.col <= last and cell.col not in beside
        ]
        if number in with_indicators:
            continue
        if len(names) == _CODE_AND_NAME and (
            _is_over_codes(table, columns, number)
            or _is_unit_among_codes(table, columns, number, names[1])
            or (
                _is_unit_with_code(table, columns, number, names[1])
                and _is_sum_of_next(table, columns, number, with_indicators)
            )
        ):
            found[number] = ("unit", squeeze(names[1]))
        if len(names) != 1:
            continue
        folded = fold(names[0])
        if any_of("rows", "total", "patterns").fullmatch(folded):
            found[number] = ("total", squeeze(names[0]))
        elif any_of("rows", "subtotal", "patterns").fullmatch(folded):
            found[number] = ("subtotal", squeeze(names[0]))
        elif (
            unit_key(names[0]) in known
            or (looks_like_unit(folded) and _is_sum_of_next(table, columns, number, with_indicators))
            or _is_code_over_unit(table, number, folded)
        ):
            found[number] = ("unit", squeeze(names[0]))
    return found


def _is_sum_of_next(table: Table, columns: Sequence[Column], number: int, with_indicators: Collection[int]) -> bool:
    """Whether each amount of a row is the sum of amounts under it, from the next one on.

    It is the sum of two and more rows, or of one and more that print indicators: between them there may be other units.
    """
    names = [column.col for column in columns if column.concept in _PROJECTS]
    sums = [
        _adds_up(table, column.col, number, with_indicators, names)
        for column in columns
        if column.concept == "money" and parse_number(_text(table, number, column.col)) is not None
    ]
    return bool(sums) and all(sums)


def _adds_up(table: Table, col: int, number: int, with_indicators: Collection[int], names: Sequence[int]) -> bool:
    amounts = {
        row: amount.value
        for row in range(number, table.n_rows + 1)
        if (amount := parse_number(_text(table, row, col))) is not None and not _is_again(table, row, names)
    }
    whole = amounts.pop(number)
    of_projects = [amount for row, amount in amounts.items() if row in with_indicators]
    return whole in list(accumulate(amounts.values()))[_FEWEST_PARTS - 1 :] or whole in accumulate(of_projects)


def _is_again(table: Table, row: int, names: Sequence[int]) -> bool:
    """Whether a row prints the names and codes of the row above it again, beside another indicator."""
    above, own = ([_text(table, number, col) for col in names] for number in (row - 1, row))
    return any(own) and above == own


def _text(table: Table, row: int, col: int) -> str:
    """The text of the cell that begins there, '' of any other."""
    cell = table.grid.get((row, col))
    return cell.text if cell is not None and cell.row == row else ""


def _is_over_codes(table: Table, columns: Sequence[Column], number: int) -> bool:
    """Whether the unit's code of a row is the beginning of the longer one of the row under it."""
    col = next((column.col for column in columns if column.concept == "unit_code"), None)
    codes = [
        fold(cell.text) if (cell := table.grid.get((row, col or 0))) is not None else "" for row in (number, number + 1)
    ]
    return codes[0].isdigit() and len(codes[0]) < len(codes[1]) and codes[1].startswith(codes[0])


def _is_unit_with_code(table: Table, columns: Sequence[Column], number: int, name: str) -> bool:
    """Whether a row prints the code of a unit and a name as units have it (205001 | 某县卫生健康局本级)."""
    cols = [column.col for column in columns if column.concept == "unit_code"]
    has_code = any(fold(_text(table, number, col)).isdigit() for col in cols)
    return has_code and looks_like_unit(unit_key(name))


def _is_code_over_unit(table: Table, number: int, folded: str) -> bool:
    """Whether the one name of a row is the code with which that of the row under it begins: 402 over 402001-某局."""
    below = next((fold(cell.text) for cell in table.rows[number] if cell.text), "") if number < table.n_rows else ""
    return _UNIT_CODE.fullmatch(folded) is not None and below.startswith(folded) and below != folded


def _is_unit_among_codes(table: Table, columns: Sequence[Column], number: int, name: str) -> bool:
    """Whether a row prints the code and name of a unit in the columns of the projects' (单位编码（项目编码）)."""
    cols = [column.col for column in columns if column.concept == "project_code"]
    has_code = any(_UNIT_CODE.fullmatch(fold(_text(table, number, col))) for col in cols)
    return has_code and looks_like_unit(unit_key(name))


def rows_of_projects(
    table: Table,
    columns: Sequence[Column],
    first: int,
    blocks: Sequence[ProjectBlock],
    sums: Mapping[int, tuple[str, str]],
) -> tuple[Row, ...]:
    """The rows from ``first`` on that print amounts.

    Rows of a project in which several figures stand for one merged cell are left out: only one of them is printed.
    Where the merges are known each figure has a cell of its own, for a unit that the project is of.
    """
    money = {column.col for column in columns if column.concept == "money"}
    merged = any(cell.row_span > 1 for cell in table.cells if cell.row >= first)
    of_lines = [] if merged else [block for block in blocks if not block.repeats]
    crowded = {row for block in of_lines for row in _crowded_rows(table, block, money)}
    rows = []
    for number in range(first, table.n_rows + 1):
        cells = table.rows[number - 1]
        if number in crowded or not any(cell.col in money and cell.text for cell in cells):
            continue
        block = next((block for block in blocks if block.first <= number <= block.last), None)
        if block is not None:
            again = number in block.repeats
            role = "of_which" if again else "leaf"
            rows.append(Row(number, 0, block.name, project_name=block.name, role=role, is_leaf=not again))
        else:
            rows.append(_row_over_projects(number, columns, cells, sums))
    _set_total(rows)
    return tuple(rows)


def _row_over_projects(
    number: int, columns: Sequence[Column], cells: Sequence[Cell], sums: Mapping[int, tuple[str, str]]
) -> Row:
    role, label = sums.get(number, ("unit", ""))
    if role != "unit":
        return Row(number, 0, label, role=role, is_leaf=False)
    texts = {column.concept: squeeze(c.text) for column in columns for c in cells if c.col == column.col and c.text}
    name = label or texts.get("project_name") or texts.get("unit_name", "")
    code = texts.get("project_code")
    if _UNIT_CODE.fullmatch(name):
        name, code = "", code or name
    return Row(number, 0, name, role=role, is_leaf=False, unit_code=code, unit_name=name or None)


def _set_total(rows: Sequence[Row]) -> None:
    """The units, or without any the projects, are the parts of the only total."""
    totals = [row for row in rows if row.role == "total"]
    if len(totals) != 1 or any(row.role == "subtotal" for row in rows):
        return
    parts = [row for row in rows if row.role == "unit"] or [row for row in rows if row.is_leaf]
    for row in parts:
        row.parent = totals[0].row


def _crowded_rows(table: Table, block: ProjectBlock, money: set[int]) -> set[int]:
    """The rows of a project's amounts where a column has more than one text with digits."""
    by_col: dict[int, set[int]] = {}
    for row in range(block.first, block.last + 1):
        for cell in table.rows[row - 1]:
            if cell.col in money and has_digit(cell.text):
                by_col.setdefault(cell.col, set()).add(row)
    return {row for rows in by_col.values() if len(rows) > 1 for row in rows}
