"""Texts over, beside and under a table that inform about it: unit line, form number, whose it is, date, year, note.

Their words stand in columns.toml, ``[furniture]`` (notes in rows.toml). What they are not is headers; which rows of a
table consist of them is said in ``heads/furniture``.
"""

import re
from functools import cache, lru_cache

from pipeline.statements.header_words import is_header_text
from pipeline.statements.text import fold
from pipeline.statements.unit_of_money import is_line_of_unit
from pipeline.statements.vocabulary import any_of, column_terms

_WIDE_BLANKS = re.compile(r"(?:[\t\u3000]| {2})[\t\u3000 ]*")
_NEVER_HEAD = ("unit_line", "form_number", "owner", "date")
_ALL = (*_NEVER_HEAD, "where_alone")


def below_unit_line(text: str) -> str:
    """A text without the unit of money in its first lines, where no line of the table parts that from a header."""
    lines = text.split("\n")
    while len(lines) > 1 and (not lines[0].strip() or is_line_of_unit(fold(lines[0]))):
        del lines[0]
    return "\n".join(lines)


def is_info(text: str) -> bool:
    """Whether a text is information about a table: unit line, year, who prepared it, number of the form.

    A line may print several of these with blanks between (公开07表　　单位：万元), wide ones if one has its own.
    """
    text = below_unit_line(text)
    ways = ([text], _WIDE_BLANKS.split(text.strip()), text.split())
    return any(parts and all(map(_is_one_info, parts)) for parts in ways)


def _is_one_info(text: str) -> bool:
    return _pattern(*_ALL).fullmatch(fold(text)) is not None


def is_unit_line(text: str) -> bool:
    """Whether a text begins with 单位：, be it the unit of money or the unit whose table it is."""
    return _pattern("unit_line").fullmatch(fold(below_unit_line(text))) is not None


def is_form_number(text: str) -> bool:
    """Whether a text is the number of a form and nothing else: 收支01表, 附件3."""
    return _pattern("form_number").fullmatch(fold(text)) is not None


@lru_cache(maxsize=1 << 14)
def never_heads(text: str) -> bool:
    """Whether a text is a form's number, a unit of money, whose table it is, or that beside a text that heads nothing.

    A key without its value (单位名称：) may be the header of a column.
    """
    pattern, text = _pattern(*_NEVER_HEAD), below_unit_line(text)
    folded = fold(text)
    if pattern.fullmatch(folded) is not None:
        return column_terms().match(folded.rstrip(":")) is None
    parts = [fold(part) for part in text.split()]
    others = [part for part in parts if pattern.fullmatch(part) is None]
    return len(others) < len(parts) and not any(is_header_text(part) for part in (folded, *others))


def is_note(text: str) -> bool:
    """Whether a text is a note under a table."""
    return any_of("rows", "note", "patterns").fullmatch(fold(text)) is not None


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    return re.compile("|".join(any_of("columns", "furniture", kind).pattern for kind in kinds))
