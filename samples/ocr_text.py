"""The text dialect of exports from PDF through character recognition: one row a line, cells split by TAB.

Legible throughout, with the harmless habits of that origin: punctuation folded to ASCII, `- ` list marks, blanks at
line wraps, around figures and after some decimal points, a header over several columns cut at the column edges, one
over three rows in their middle, a blank line where a page ends. Digits, rows and columns are all as printed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from samples.blocks import Block, Paragraph, Table

_FOLDED = str.maketrans("，；：（）“”《》！？％［］〇", ',;:()""<>!?%[]0')
_HAN = r"[\u4e00-\u9fff]"
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d{2})(?![\d.])")


class Printer:
    """Prints the blocks of one document.

    `cuts` gives for the text of a merged header the pieces it falls into, one for each column. Every `blank_every`-th
    figure with two decimals gets a blank after its point. `line` is the length of a text line in characters.
    """

    def __init__(self, cuts: Mapping[str, Sequence[str]], blank_every: int = 3, line: int = 30) -> None:
        self._cuts = cuts
        self._blank_every = blank_every
        self._line = line
        self._decimals = 0

    def write(self, blocks: Iterable[Block]) -> str:
        """The whole document as text with LF line ends; every block but a list item is followed by a blank line."""
        parts: list[str] = []
        in_list = False
        for block in blocks:
            is_item = isinstance(block, Paragraph) and block.is_item
            if parts and not (in_list and is_item):
                parts.append("\n")
            parts.append(self._paragraph(block) if isinstance(block, Paragraph) else self._table(block))
            in_list = is_item
        return "".join(parts)

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = _wrapped(paragraph.text, self._line)
        text = re.sub(rf"(?<={_HAN})(?=\d)|(?<=\d)(?={_HAN})", "" if paragraph.is_item else " ", text)
        return ("- " if paragraph.is_item else "") + self._blanks(text.translate(_FOLDED)) + "\n"

    def _table(self, table: Table) -> str:
        width = table.width
        lines = []
        for number, row in enumerate(table.placed(), start=1):
            printed = [""] * width
            for item in row:
                in_header = number <= table.header_rows
                if item.row_in_cell != ((item.cell.rows - 1) // 2 if in_header else 0):
                    continue
                text, cols = item.cell.text, item.cell.cols
                pieces = self._cuts.get(text, (text,)) if cols > 1 else (text,)
                if len(pieces) > cols:
                    raise ValueError(f"header {text!r} is cut into more pieces than its {cols} columns")
                for offset, piece in enumerate(pieces):
                    printed[item.column + offset] = self._cell(piece, table.wrap)
            lines.append("\t".join(printed) + "\n" + ("\n" if number in table.page_breaks else ""))
        return "".join(lines)

    def _cell(self, text: str, wrap: int | None) -> str:
        one_line = text.replace("\n", " ")
        return self._blanks((_wrapped(one_line, wrap) if wrap else one_line).translate(_FOLDED))

    def _blanks(self, text: str) -> str:
        def printed(match: re.Match[str]) -> str:
            self._decimals += 1
            return f"{match[1]}. {match[2]}" if self._decimals % self._blank_every == 0 else match[0]

        return _DECIMAL.sub(printed, text)


def _wrapped(text: str, length: int) -> str:
    """The text with a blank where a line of `length` characters ends between Chinese characters or inside a code."""
    text = re.sub(rf"(.{{{length - 1}}}{_HAN})(?={_HAN})", r"\1 ", text)
    return re.sub(r"(?<!\d)\d{15,}", lambda code: re.sub(rf"(\d{{{length}}})(?=\d)", r"\1 ", code[0]), text)
