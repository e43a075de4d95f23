"""What the print of a figure looks like: texts of digits, and amounts of money.

Texts of a table are asked again and again and most of them repeat, so what is said of each is remembered.
"""

import re
from functools import lru_cache

from pipeline.documents.model import squeezed

_MOST_KNOWN = 4096
_SIGNS = frozenset("%％¥￥")
_FIGURE = re.compile(r"[△▲]?[0-9.,\-+%０-９％，．—–－−¥￥\s]+")
_MARKS = frozenset(".,．，")
_AMOUNT = re.compile(r"[¥￥]?[-−－(（△▲]?[¥￥]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d{1,15})?|\d+[.．]\d{1,15})[)）]?")


@lru_cache(_MOST_KNOWN)
def is_figure(text: str) -> bool:
    """Whether a text is an amount, or made of digits and the marks of numbers only.

    Amounts in brackets or behind △ are figures too; a sign of percent or of the currency alone is a word.
    """
    return is_amount(text) or (_FIGURE.fullmatch(text) is not None and text.strip() not in _SIGNS)


def has_figure(text: str) -> bool:
    """Whether a text has a digit."""
    return any(character.isdigit() for character in text)


def has_marks(figure: str) -> bool:
    """Whether a figure has a point or a comma, as amounts have, in either width."""
    return not _MARKS.isdisjoint(figure)


@lru_cache(_MOST_KNOWN)
def is_amount(text: str) -> bool:
    """Whether a text is an amount of money, with decimals or with its thousands parted, blanks left out."""
    return not "\u4e00" <= text[:1] <= "\u9fff" and _AMOUNT.fullmatch(squeezed(text)) is not None
