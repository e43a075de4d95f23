"""Columns of text that line up also where Chinese characters stand in them."""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """The number of columns that a terminal needs for a text: wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def columns(rows: Sequence[Sequence[str]], align: str, indent: str = "  ") -> list[str]:
    """Rows as lines with aligned columns; ``align`` has one of < and > for each column, for left and right.

    Nothing is added after the last column.
    """
    widths = [max(width(row[place]) for row in rows) for place in range(len(align))] if rows else []
    lines = []
    for row in rows:
        cells = []
        for text, side, wide in zip(row, align, widths, strict=True):
            blanks = " " * (wide - width(text))
            cells.append(blanks + text if side == ">" else text + blanks)
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines
