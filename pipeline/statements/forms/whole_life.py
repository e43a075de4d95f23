"""Columns of the money of a project's whole life (项目总额), which no year's budget is a part of or equal to."""

import re
from collections.abc import Sequence

from pipeline.statements.model import Column
from pipeline.statements.of_which import without_mark
from pipeline.statements.text import fold
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import form_terms, load

_OF_YEAR = re.compile(r"(本年|当年|年度|20\d{2}年)")


def is_of_whole_life(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column is of the whole life of its projects: 总投资; 总额 where the budget of the year is beside it."""
    if _key(column) != "total":
        return False
    of_year = {fold(text) for text in load("forms")["key"]["total"]["of_year"]}
    return _leaf(column) not in of_year or is_beside_year(column, columns)


def is_beside_year(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column is headed by a total and another one by the budget of the year (项目总额 | 年度预算)."""
    own = set(map(_text, column.path))
    return _key(column) == "total" and any(
        _key_of(text) == "budget" and _OF_YEAR.match(text)
        for other in columns
        if other is not column and other.concept == "money"
        for text in map(_text, other.path)
        if text not in own
    )


def _key(column: Column) -> str | None:
    return _key_of(_leaf(column)) if column.concept == "money" and column.path else None


def _key_of(text: str) -> str | None:
    return form_terms().match(text)


def _leaf(column: Column) -> str:
    return _text(column.path[-1]) if column.path else ""


def _text(header: str) -> str:
    return without_unit(without_mark(fold(header)))
