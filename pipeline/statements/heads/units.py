"""Units of money: found in a header, a table's unit line or the document, in that order; never guessed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.statements.model import Column, Unit
from pipeline.statements.numbers import FACTORS, UNIT
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of, column_terms

_WORD = rf"(?:人民币|[¥￥])?\(?({UNIT})"
_COUNTED = rf"(?:(?:{any_of('columns', 'counts', 'beside_money').pattern})[、,/])*"
# A line of its own, maybe behind the number of the form: 公开01表 万元.
_ALONE = rf"^(?:[^\d]{{0,8}}\d{{1,2}}(?:[-—]\d{{1,2}})*表)?(?!元)({UNIT})$"
_UNIT_LINE = re.compile(rf"单位[:;]?{_COUNTED}\(?{_WORD}\)?|^\({_WORD}\)$|^金额:{_WORD}$|{_ALONE}")
# What one thing costs is in the unit before it: 标准（元/人·年）.
_FOR_ONE = r"(?:/[^()\[\]\d元]{1,6})?"
_IN_HEADER = re.compile(rf"[(\[](?:金额)?(?:单位:?)?{_WORD}{_FOR_ONE}[)\]]|{_WORD}{_FOR_ONE}$|^{_WORD}")


# 单位 heads the names of budget units, too.
_OF_UNITS = frozenset({"measure_unit", "unit_name"})


def _unit(name: str) -> Unit:
    return Unit(name, FACTORS[name])


def unit_of_line(text: str) -> Unit | None:
    """The unit that a unit line (单位：万元) states, anywhere in the text."""
    match = _UNIT_LINE.search(fold(text))
    return _unit(next(filter(None, match.groups()))) if match else None


def is_unit_alone(text: str) -> bool:
    """Whether a text is a unit of money and nothing else: 万元."""
    return re.fullmatch(_ALONE, fold(text)) is not None


def is_unit_of_money(folded: str) -> bool:
    """Whether a cell of a column 单位 names a unit of money: 万元, and 元 too."""
    return folded in FACTORS


def counts_things(text: str) -> bool:
    """Whether a unit line states what a table counts (单位：辆、台), so that its figures are no money."""
    return any_of("columns", "counts", "lines").fullmatch(fold(text)) is not None


def unit_of_header(texts: Iterable[str]) -> Unit | None:
    """The unit stated by the lowest header text that states one, such as 价值（金额单位：元） or 金额(万元)."""
    for text in reversed(list(texts)):
        match = _IN_HEADER.search(fold(text)) or _UNIT_LINE.search(fold(text))
        if match:
            return _unit(next(filter(None, match.groups())))
    return None


def units_of_rows(paths: Mapping[int, tuple[str, ...]], body: Mapping[int, Sequence[str]]) -> set[Unit]:
    """The units of money that a column 单位 states row by row (万元 beside 辆), in a table without quantities."""
    concepts = {col: column_terms().match(fold(path[-1])) for col, path in paths.items() if path}
    if "quantity" in concepts.values():
        return set()
    texts = (text for col, concept in concepts.items() if concept in _OF_UNITS for text in body[col])
    return {_unit(text) for text in texts if is_unit_of_money(text)}


def with_units_beside(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of money without a unit in the one that the headers of the others state, prices left out.

    合计（元） beside 其中 | 基本支出: one table prints its amounts in one unit unless it says otherwise.
    """
    money = [column for column in columns if column.concept == "money"]
    stated = {column.unit for column in money if column.unit is not None and not _is_price(column)}
    if len(stated) != 1 or all(column.unit is not None for column in money):
        return tuple(columns)
    (unit,) = stated
    return tuple(replace(c, unit=unit) if c.concept == "money" and c.unit is None else c for c in columns)


def _is_price(column: Column) -> bool:
    return any(any_of("columns", "money", "prices").search(fold(text)) for text in column.path)


def only_unit(units: Iterable[Unit | None]) -> Unit | None:
    """The unit of a document: the one that all its stated units agree on, else None."""
    stated = {unit for unit in units if unit is not None}
    return stated.pop() if len(stated) == 1 else None
