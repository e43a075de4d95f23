"""Forms: sheets of keys and values such as a project's 绩效目标表, where no column has one meaning."""

import re
from collections.abc import Sequence

from pipeline.documents.model import Cell, Table
from pipeline.reference.text import remembered
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.numbers import has_digit
from pipeline.statements.of_which import without_mark
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import column_terms, form_terms, load

_FEWEST_KEYS = 3
_FEWEST_ACROSS = 2
_FEWEST_KNOWN = 4
_LONGEST_KEY = 30
_COLON = re.compile("[:：]")
# A key prints what it is of the years of behind it: 中期目标（2024年—2026年）.
_YEARS_BEHIND = re.compile(r"\(20\d{2}[^()]*\)$")
# How many points of a review a part of the form gives: 项目预算执行情况（10分）（万元）.
_POINTS = re.compile(r"\(\d{1,3}分\)")
MONEY_KEYS = frozenset(name for name, entry in load("forms")["key"].items() if entry.get("money"))
"""The keys whose values are amounts."""


def is_form(table: Table, last: int) -> bool:
    """Whether the rows up to ``last`` are a form: three and more keys, in more than one row."""
    if any(map(_heads_list, table.rows[:last])):
        return False
    keys = [(cell.row, name) for row in table.rows[:last] for cell in row if (name := key_of(cell.text)) is not None]
    names = {name for _, name in keys}
    return (
        len(names) >= _FEWEST_KEYS
        and len({row for row, _ in keys}) >= 2
        and "project_name" in names | _department(names)
    )


def _heads_list(row: Sequence[Cell]) -> bool:
    """Whether a row heads the columns of a list of projects: keys and headers of columns, without a value.

    One header beside four and more may be unknown; in a row of a form every second cell is a value.
    """
    texts = [fold(cell.text) for cell in row if cell.text]
    heads = [text for text in texts if key_of(text) or column_terms().match(text) or is_plain([text])]
    named = any(key_of(text) in {"project_name", "unit_name"} for text in texts)
    is_one_unknown = len(heads) == len(texts) - 1 >= _FEWEST_KNOWN and not any(map(has_digit, texts))
    known = len(heads) == len(texts) or is_one_unknown
    return named and len(row) == len(texts) and len(heads) >= _FEWEST_KEYS and known


def pair_of(text: str) -> tuple[str, str, str] | None:
    """Key, its text and the value of a cell that prints both, parted by the last colon of the key: 资金总额：150.00."""
    found = None
    for match in _COLON.finditer(text, 0, _LONGEST_KEY):
        key, value = text[: match.start()], text[match.end() :].strip()
        name = key_of(key)
        if name is not None and name != "group" and value:
            found = name, squeeze(key), value
    return found if found is not None and key_of(text) is None else None


def names_project(table: Table, last: int) -> bool:
    """Whether the rows up to ``last`` have a place for the name of a project."""
    return any(key_of(cell.text) == "project_name" for row in table.rows[:last] for cell in row)


def projects_across(table: Table, last: int) -> tuple[int, ...]:
    """The columns of the projects of a form that has its keys in the first column and several projects beside them.

    Empty where the row of 项目名称 has one value, or a key stands in another column.
    """
    rows = [[cell for cell in row if cell.text] for row in table.rows[:last]]
    names = next((row for row in rows if row and key_of(row[0].text) == "project_name"), [])
    cols = tuple(cell.col for cell in names[1:])
    beside = [cell for row in rows for cell in row if cell.col > 1]
    if len(cols) < _FEWEST_ACROSS or any(cell.col not in cols or cell.col_span > 1 for cell in beside):
        return ()
    return () if any(key_of(cell.text) or pair_of(cell.text) for cell in beside) else cols


def part_of_project(table: Table, col: int) -> Table:
    """The first column of a form of several projects and that of one of them, at their places."""
    cells = tuple(cell for cell in table.cells if cell.col in {1, col})
    return Table(table.number, table.n_rows, table.n_cols, cells, table.page_from, table.page_to)


def is_key_sheet(table: Table) -> bool:
    """Whether a table is one project's sheet by its first column: every row begins with a key, one with 项目名称."""
    firsts = [row[0] for row in table.rows if row and row[0].text]
    keys = [key_of(cell.text) for cell in firsts if cell.col == 1]
    beside = [key_of(row[1].text) for row in table.rows if len(row) > 1]
    return len(keys) >= _FEWEST_KEYS and None not in keys and "project_name" in keys and not any(beside)


def _department(names: set[str]) -> set[str]:
    return {"project_name"} if {"unit_name", "goals"} <= names else set()


@remembered
def key_of(text: str) -> str | None:
    """The name of the key that a cell prints, or None."""
    folded = fold(text)
    spellings = (
        *(folded, split_ordinal(folded)[1].rstrip(":"), without_unit(folded)),
        *(_YEARS_BEHIND.sub("", folded), without_unit(_POINTS.sub("", folded))),
    )
    found = next(filter(None, map(form_terms().match, spellings)), None) if folded else None
    # What is budgeted this year of the money of all years (其中：当年安排).
    part = form_terms().match(without_mark(folded)) if found is None and folded else None
    return part if part == "budget" else found


def month_of(text: str) -> int | None:
    """The month at whose end a plan of payments (资金支出计划) stands, where a header is one: 3月底, 6月."""
    found = (p.fullmatch(fold(text)) for p, name in form_terms().patterns if name == "period")
    return next((int(match["month"]) for match in found if match is not None), None)
