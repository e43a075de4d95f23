"""A number in the formats that Word prints list numbers in."""

from collections.abc import Callable, Mapping
from typing import Final

import cn2an  # type: ignore[import-untyped]

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST = 9999


def formatted(number: int, style: str) -> str:
    """The number in a format of w:numFmt; decimal where the format has no such number or is not known."""
    write = _FORMATS.get(style)
    if write is None or not 0 <= number <= _MOST:
        return str(number)
    return write(number)


def _counting(number: int) -> str:
    return str(cn2an.an2cn(number, "low"))


def _financial(number: int) -> str:
    return str(cn2an.an2cn(number, "up"))


def _letters(number: int) -> str:
    """A ... Z, AA, BB ...: the letter is repeated."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else "0"


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def _cyclic(symbols: str) -> Callable[[int], str]:
    return lambda number: symbols[number - 1] if 1 <= number <= len(symbols) else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "chineseLegalSimplified": _financial,
    "ideographLegalTraditional": _financial,
    "japaneseCounting": _counting,
    "japaneseDigitalTenThousand": lambda number: str(number).translate(_DIGITS),
    "ideographDigital": lambda number: str(number).translate(_DIGITS),
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "taiwaneseDigital": lambda number: str(number).translate(_DIGITS),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalEnclosedParen": lambda number: f"({number})",
    "ideographTraditional": _cyclic(_STEMS),
    "ideographZodiac": _cyclic(_BRANCHES),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}
