"""The word with which print says that a table goes on: behind its title (支出总表（续）) or alone (续表)."""

import re

_GOES_ON = re.compile(r"[(（]?(?:续上?表|[续接]上[表页]|接表|续)[一二三四五六七八九十\d]*[)）]?\d*[:：]?$")


def without_going_on(squeezed: str) -> str:
    """A text without the word at its end; '' where it says nothing else."""
    return _GOES_ON.sub("", squeezed)
