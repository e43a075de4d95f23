"""How print numbers what follows each other: 第一部分, 一、, （二）, 3. — in every format."""

import re

# A point or bracket between digits is that of a figure (3.5万元).
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}(?:部分|部|章|节|条)|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)）](?!\d)"
)


def begins_with_ordinal(text: str) -> bool:
    """Whether a text begins a part, a paragraph or an item of a list by its number."""
    return _ORDINAL.match(text) is not None
