"""How print states a unit of money (万元; 单位：万元; 预算数（元）): every form of it in folded texts, in one place.

Which of them is the unit of a table or column, ``heads/units`` says.
"""

import re

from pipeline.documents.titles import SAID
from pipeline.statements.numbers import UNIT

# 人民币 before the unit, in either order with a bracket.
_PREFIXED = rf"\(?(?:人民币)?{UNIT}\)?"
_SAID = rf"{SAID}[:;]?"
_ALONE = re.compile(rf"\(?(?:{_SAID})?{_PREFIXED}")
_LINE = re.compile(rf"\(?{SAID}:{_PREFIXED}")
_BEHIND = re.compile(rf"\((?:{_SAID})?{UNIT}\)$")
_IN_BRACKETS = re.compile(r"\([^()]*元\)")


def is_only_unit(folded: str) -> bool:
    """Whether a text says only in which unit money is: 万元, (万元), 金额单位:元."""
    return _ALONE.fullmatch(folded) is not None


def is_line_of_unit(folded: str) -> bool:
    """Whether a text is a line of the unit of money and nothing else: 单位:万元."""
    return _LINE.fullmatch(folded) is not None


def without_unit(folded: str) -> str:
    """A key or header without the unit of money in brackets behind it: 预算金额(元)."""
    return _BEHIND.sub("", folded.rstrip(":"))


def has_unit_behind(folded: str) -> bool:
    """Whether a key or header states its unit of money in brackets behind it."""
    match = _BEHIND.search(folded)
    return match is not None and match.start() > 0


def without_units(folded: str) -> str:
    """A text without all brackets that end in a unit of money, whatever else they say: 合计(单价100万元)."""
    return _IN_BRACKETS.sub("", folded)
