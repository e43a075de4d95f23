"""Rich text (.rtf) of the blocks, with the words that Word writes: text in bytes of GBK, each row described twice.

The same blocks give the same bytes.
"""

from collections.abc import Iterable, Sequence

from samples.blocks import Block, Paragraph, Placed, Table

_HEAD = (
    r"{\rtf1\ansi\ansicpg936\uc2\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
    r"{\f13\fnil\fcharset134{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\qj \snext0 Normal;}}"
    "\n"
)
_TABLE_WIDTH = 9000


def write(blocks: Iterable[Block]) -> bytes:
    """The whole document as the bytes of an .rtf file."""
    body = "".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks)
    return (_HEAD + body + "}").encode("ascii")


def escaped(text: str) -> str:
    """A text in bytes of GBK, a character that has none as its number before what older programs show for it."""
    found = []
    for character in text:
        if character in "{}\\":
            found.append("\\" + character)
        elif character == "\t":
            found.append(r"\tab ")
        elif character.isascii():
            found.append(character)
        else:
            try:
                found.append("".join(f"\\'{byte:02x}" for byte in character.encode("gbk")))
            except UnicodeEncodeError:
                units = character.encode("utf-16-le")
                for low, high in zip(units[::2], units[1::2], strict=True):
                    number = low + 256 * high
                    found.append(rf"\u{number - 65536 if number > 32767 else number}\'a1\'f5")
    return "".join(found)


def _paragraph(paragraph: Paragraph) -> str:
    return rf"\pard\plain \qj \f0{{\loch\af0\hich\af0\dbch\f13 {escaped(paragraph.lead + paragraph.text)}\par }}" "\n"


def _table(table: Table) -> str:
    rows = [_row(row, _TABLE_WIDTH // table.width) for row in table.placed()]
    return "".join(rows) + "\\pard\\plain \n"


def _row(row: Sequence[Placed], width: int) -> str:
    described = r"\trowd \irow0\trgaph108\trleft-108"
    for placed in row:
        if placed.cell.rows > 1:
            described += r"\clvmrg" if placed.row_in_cell else r"\clvmgf"
        described += (
            rf"\clvertalc\clbrdrt\brdrs\brdrw4 \cltxlrtb\clftsWidth3\cellx{(placed.column + placed.cell.cols) * width}"
        )
    cells = "".join(rf"{{\dbch\f13 {_lines(placed)}\cell }}" for placed in row)
    return rf"{described}\pard\plain \qj \intbl\f0 {cells}\pard \intbl {{{described}\row }}" "\n"


def _lines(placed: Placed) -> str:
    return "" if placed.row_in_cell else r"\par ".join(map(escaped, placed.cell.text.split("\n")))
