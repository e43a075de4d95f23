"""Lines over a table where no ruling tells it from them: its title, its unit of money, whose it is."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.documents.model import squeezed
from pipeline.documents.page.figures import has_marks
from pipeline.documents.page.lines import Line
from pipeline.documents.page.rows import CODE, Row, follows
from pipeline.documents.page.text import is_page_number
from pipeline.documents.titles import ends_as_title

_UNIT = re.compile(r"单位[:：]?[(（]?(人民币)?[百千万亿]*元|^[(（]?(人民币)?[百千万亿]*元[)）]?$")
# What stands left and right above a table (部门：…), unlike a header (其中：…).
_LABEL = re.compile(r"^(?!.{0,4}其中)[^:：]{2,20}[:：].")
# So many lines above a header are looked at for a title or a unit of money.
_MOST_LINES_ABOVE = 4
# Whole amounts that are longer than a year have so many digits.
_LONG = 5


def is_caption(row: Row) -> bool:
    """Whether a row is what stands left and right above a table (部门：… 单位：…), or its title."""
    if any(_LABEL.search(squeezed(text.text)) for text in row.texts):
        return True
    return len(row.texts) < 3 and any(_is_title_or_unit(text) for text in row.texts)


def is_furniture(row: Row) -> bool:
    """Whether a row is a caption or the number of its page."""
    return is_caption(row) or (len(row.texts) == 1 and is_page_number(row.texts[0].text))


def is_titled(above: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether the title of a table or a unit of money is near above a header, and amounts stand below it."""
    amounts = [figure for row in body for figure in row.figures if has_marks(figure.text) or _is_whole(figure.text)]
    near = above[-_MOST_LINES_ABOVE:]
    return bool(amounts) and any(_is_title_or_unit(text) for row in near for text in row.texts)


def _is_whole(figure: str) -> bool:
    """Whether a figure is an amount without decimals or commas: longer than a year, and no code."""
    return figure.isdigit() and len(figure) >= _LONG and not CODE.fullmatch(figure)


def begun_header(rows: Sequence[Row]) -> list[Row]:
    """The lines of a header under a title or a unit of money with which a page ends, ``rows`` after its last table.

    A page number below them is none of it.
    """
    ending = list(rows)
    if ending and len(ending[-1].texts) == 1 and any(map(str.isdigit, ending[-1].texts[0].text)):
        ending.pop()
    above = next((n for n in reversed(range(len(ending))) if is_caption(ending[n])), None)
    head = ending[above + 1 :] if above is not None else []
    is_header = any(len(row.texts) > 1 for row in head) and not any(row.figures for row in head)
    return head if is_header and all(follows(upper, row) for upper, row in pairwise(head)) else []


def _is_title_or_unit(text: Line) -> bool:
    printed = squeezed(text.text)
    return ends_as_title(printed) or _UNIT.search(printed) is not None
