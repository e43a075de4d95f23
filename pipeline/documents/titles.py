"""How print names a table, in every format: the end of its title, the number of a form, the line of its unit."""

import re

from pipeline.documents.model import squeezed

# A title may say behind 表 its number, the part of the table that it is (支出表--人员经费), and more in brackets.
_END = re.compile(r"表(?:\d{1,2}|[-—－―]+[^-—－―()（）]{1,20})?(?:[(（].{1,40}[)）])?$")
_NUMBER = re.compile(r"\D{0,8}(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—－]\d{1,2})?(?:表(?:[-—－]\d{1,2})?)?")
SAID = "(?:金额|货币|计量|计算)?单位"
"""A pattern of what a line calls the unit of money."""
_UNIT_LINE = re.compile(rf"[(（]?{SAID}[:：]")


def ends_as_title(printed: str) -> bool:
    """Whether a text ends as the title of a table does; so does the number of a form (附表3).

    表 alone names nothing: it may be what the paper left of 表二：部门收入总表.
    """
    return printed != "表" and _END.search(printed) is not None


def is_title_of_table(text: str) -> bool:
    """Whether a text ends as a title does and is more than the number of a form."""
    printed = squeezed(text)
    return ends_as_title(printed) and not is_form_number(printed)


def begins_as_unit_line(text: str) -> bool:
    """Whether a text begins with 单位：, as a line over a table does: the unit of money, or whose table it is."""
    return _UNIT_LINE.match(text) is not None


def is_form_number(printed: str) -> bool:
    """Whether a text is the number of a form and nothing else: 附表3, 公开14表-2."""
    return _NUMBER.fullmatch(printed) is not None
