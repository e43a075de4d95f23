"""How print numbers what follows each other: 第一部分, 一、, （二）, 3. — in every format."""

import re

import cn2an  # type: ignore[import-untyped]

# A point or bracket between digits is that of a figure (3.5万元).
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}(?:部分|部|章|节|条)|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)"
)
_NUMBERED = re.compile(
    r"\s*[（(]?(?:(?P<chinese>[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])[）)、]|(?P<digits>\d{1,2})[）)、.．](?!\d))"
)


def begins_with_ordinal(text: str) -> bool:
    """Whether a text begins a part, a paragraph or an item of a list by its number."""
    return _ORDINAL.match(text) is not None


def ordinal_of(text: str) -> int | None:
    """The number that a text begins with (十三、, （二）, 3.); None where it begins with none."""
    match = _NUMBERED.match(text)
    if match is None:
        return None
    return int(match["digits"]) if match["digits"] else int(cn2an.cn2an(match["chinese"], "smart"))
