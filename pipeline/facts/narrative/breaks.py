"""Paragraphs that a break of line or page cut, as their own last words and the first of the next one show it."""

import re
from collections.abc import Sequence

from pipeline.documents.model import Block, Paragraph

# So much is looked at of the end and the beginning of lines.
_NEAR = 40
_CUT_UNIT = re.compile(r"\d\s*[百千]?[万亿]$")
# 元 behind 12.34万, and the words that make a limit of 单价50万元.
_REST_OF_UNIT = re.compile(r"元")
_LIMIT = re.compile(r"元(?:（[^）]{0,8}）)?(?:及|或|和)?以[上下内]")
_CUT_NUMBER = re.compile(r"[^\W\d_][^。；]*\d[.，]?$")
_REST_OF_NUMBER = re.compile(r"\s*(?:[\d.,，][\d,，.]*\s*)?(?:[百千]?[万亿]?元|[\d,，.]+%|%|年)")
# No paragraph begins so; the one before goes on. With an amount none begins behind a line without a mark, but for
# headings with a number.
_GOES_ON = re.compile(r"\s*[的，、；。）”』」》](?!\d)")
_AMOUNT = re.compile(r"\s*\d[\d,，.]*\s*[百千]?[万亿]?元")
_MARKS = "。；：！？"
# A line of a text, no heading, that ends inside a name: 教育支出（类）.
_OPEN_NAME = re.compile(r"（[类款项境]）$")
# ... or in the middle of one: 教育支出（类）普通教育（款）小学教.
_CUT_ENTRY = re.compile(r"（[类款项]）(?!支出$)[^（）。；：，]{1,20}$")
# A single character behind a mark begins a word: 主要用于以下方面：教.
_CUT_WORD = re.compile(r"[：、；][^\W\d_]$")
# A statement of a year behind its name is no heading: 机关运行经费：2025年本部门的机关运行经费当年一.
_STATEMENT = re.compile(r"：(?:20\d\d年|[本我][^。；：]{2})[^。；：]{4,}$")


def whole_unit(text: str, following: Sequence[Block]) -> tuple[str, str]:
    """A paragraph with what a break cut from its last amount, and what it takes of the next paragraph for that.

    12.34万 | 元 is one amount, and 单价50万元 | 以上 is none.
    """
    rest = next_text(following)
    if _CUT_UNIT.search(text) and (unit := _REST_OF_UNIT.match(rest)) is not None:
        return text + unit[0], unit[0]
    end = text[-_NEAR:]
    limit = next((found for found in _LIMIT.finditer(end + rest) if found.start() < len(end) < found.end()), None)
    borrowed = rest[: limit.end() - len(end)] if limit is not None else ""
    return text + borrowed, borrowed


def next_text(following: Sequence[Block]) -> str:
    """The beginning of the paragraph that blocks begin with, '' for a table and at the end."""
    return next((block.text[:_NEAR] if isinstance(block, Paragraph) else "" for block in following[:1]), "")


def is_cut(text: str, following: str, *, is_numbered: bool) -> bool:
    """Whether a folded paragraph goes on in the one whose beginning is ``following``."""
    if _CUT_NUMBER.search(text[-_NEAR:]) is not None and _REST_OF_NUMBER.match(following) is not None:
        return True
    if _GOES_ON.match(following):
        return True
    begins_with_amount = text[-1] not in _MARKS and _AMOUNT.match(following) is not None
    if not is_numbered and (begins_with_amount or _OPEN_NAME.search(text) or _CUT_WORD.search(text)):
        return True
    return bool(following) and bool(_CUT_ENTRY.search(text) or _STATEMENT.search(text))
