"""Codes of the classifications as cells print them: alone, before or behind a name, in parts, or misprinted."""

import re
from collections.abc import Mapping

from pipeline.reference.loader import Classification, codes, codes_by_name
from pipeline.statements.heads.code_columns import PART_CONCEPTS
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS
from pipeline.statements.model import Column
from pipeline.statements.numbers import has_digit
from pipeline.statements.rows.unit_keys import looks_like_unit
from pipeline.statements.text import fold, squeeze

CODE_AND_NAME = re.compile(
    r"[(\[【]?(?P<code>[2345]\d{2}(?:\d{2}){0,2})[)\]】]?[-—、.:：_|/]?(?P<name>(?![-.·]\d)\D.*)?"
)
"""A code, and the name that may stand behind it."""
PART_AND_NAME = re.compile(r"(?P<part>\d{2})\s*(?P<name>\D{2,})")
"""A 款 or 项 and the name that ran into its cell."""
NAME_CONCEPTS = ("function_name", "economic_name", "gov_economic_name")
"""The columns of the names of the classifications."""
# 205.02.02, 205-02-02, 205（类）02（款）02（项）: known codes only, since dots and dashes part other figures too.
_IN_PARTS = re.compile(
    r"[(\[【]?(?P<first>[235]\d{2})(?:\(?类\)?)?(?:[-.·]?(?P<second>\d{2})(?:\(?款\)?)?"
    r"(?:[-.·]?(?P<third>\d{2})(?:\(?项\)?)?)?)?[)\]】]?[-—、.:：_|/]?(?P<name>(?![-.·]\d)\D.*)?"
)
_NAME_AND_CODE = re.compile(r"(?P<name>\D{2,}?)(?P<open>[(\[])?(?P<code>[235]\d{2}(?:\d{2}){0,2})[)\]]?")
_SECOND = re.compile(r"(?P<name>\D{2,}?)[(\[]?(?P<code>[35]\d{2}(?:\d{2}){0,2})[)\]]?[-—_|/]?(?P<second>\D{2,})")
# What stands before the name in a text that is not folded.
_BEFORE_NAME = re.compile(r"[(\[（【［]?\d{3}(?:[-.．·]?\d{2}|[(（]?[类款项][)）]?)*[)\]）】］]?[-—－、.．:：_|｜/]?")
_PADDING = re.compile(r"(?<=^\d{3})(?:00){1,2}$|(?<=^\d{5})00$")
_FIRST_DIGITS: Mapping[Classification, str] = {"function": "2", "economic": "3", "gov_economic": "5"}


def split_code(text: str) -> tuple[str | None, str]:
    """The code that a text prints before or behind a name, and the name or ''; no code where it is none or a unit's.

    Noughts for the levels that a code does not have (2050000) are left out. In parts (205.02.02) or behind a name it is
    a code only if the lists have it, and without brackets only behind its own name.
    """
    folded = fold(text)
    match = _IN_PARTS.fullmatch(folded)
    code = "".join(filter(None, match.group("first", "second", "third"))) if match is not None else ""
    if not _is_known(code):
        match = CODE_AND_NAME.fullmatch(folded)
        code = without_padding(match["code"]) if match is not None else ""
    if match is None:
        return _split_behind(text, folded)
    name = match["name"] or ""
    if is_unit_of(code, name):
        return None, ""
    return code, _BEFORE_NAME.sub("", squeeze(text), count=1)


def _split_behind(text: str, folded: str) -> tuple[str | None, str]:
    """The code behind a name: 小学教育（2050202）, 小学教育 2050202."""
    match = _NAME_AND_CODE.fullmatch(folded)
    if match is None or not _is_known(code := match["code"]) or is_unit_of(code, match["name"]):
        return None, ""
    if match["open"] is None and code not in codes_by_name(classification_of_code(code), match["name"]):
        return None, ""
    return code, squeeze(text)[: len(match["name"])]


def split_second(label: str) -> tuple[str, str] | None:
    """A name and the code of another entry that stands behind it with its own name: 普法宣传 | 50201-办公经费.

    Two columns share a cell, or the line between them was lost.
    """
    match = _SECOND.fullmatch(fold(label))
    if match is None or match["code"] not in codes_by_name(classification_of_code(match["code"]), match["second"]):
        return None
    return squeeze(label)[: len(match["name"])], match["code"]


def without_padding(code: str) -> str:
    """A code without the noughts for levels that it does not have: no 款 and no 项 is 00."""
    return _PADDING.sub("", code)


def _is_known(code: str) -> bool:
    return code in codes(classification_of_code(code))


def is_code_only(concept: str, text: str) -> bool:
    """Whether a column of names of a classification prints an entry's code instead."""
    code, name = split_code(text) if concept in NAME_CONCEPTS else (None, "")
    return code is not None and not name and _is_known(code)


def is_unit_of(code: str, name: str) -> bool:
    """Whether a code and its name are those of a budget unit (206 某县科技局) and not of a classification."""
    return looks_like_unit(name) and code not in codes_by_name(classification_of_code(code), name)


def is_misprinted(column: Column, text: str) -> bool:
    """Whether a cell of a column of codes prints figures that are no code: 20l0301, 208-5."""
    if not has_digit(text):
        return False
    if column.concept in PART_CONCEPTS:
        folded = fold(text)
        return not folded.isdigit() and PART_AND_NAME.fullmatch(folded) is None and split_code(text)[0] is None
    return column.concept in CODE_CONCEPTS and split_code(text)[0] is None and unit_code_in(text) is None


def unit_code_in(text: str) -> str | None:
    """The text of a cell of a column of codes that is a unit's: three digits and more."""
    folded = fold(text)
    return folded if folded.isdigit() and len(folded) >= 3 else None


def classification_of_code(code: str) -> Classification:
    """The classification that a code is of by its first digit, function where no other begins so."""
    return next((name for name, first in _FIRST_DIGITS.items() if code.startswith(first)), "function")
