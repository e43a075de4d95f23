"""Web pages (.html) of the blocks: the article of a disclosure between a site's menu and its footer."""

from collections.abc import Iterable
from html import escape

from samples.blocks import Block, Paragraph, Placed, Table

_BEFORE = (
    '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>政府信息公开</title></head><body>\n'
    '<ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul>\n<div class="article">\n'
)
_AFTER = "</div>\n<footer>网站地图</footer></body></html>\n"


def write(blocks: Iterable[Block]) -> bytes:
    """The whole page in UTF-8."""
    body = "".join(_paragraph(block) if isinstance(block, Paragraph) else _table(block) for block in blocks)
    return f"{_BEFORE}{body}{_AFTER}".encode()


def _paragraph(paragraph: Paragraph) -> str:
    return f"<p>{escape(paragraph.lead + paragraph.text)}</p>\n"


def _table(table: Table) -> str:
    rows = (f"<tr>{''.join(_cell(item) for item in row if not item.row_in_cell)}</tr>\n" for row in table.placed())
    return f"<table>\n{''.join(rows)}</table>\n"


def _cell(placed: Placed) -> str:
    cell = placed.cell
    spans = f' colspan="{cell.cols}"' * (cell.cols > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
    return f"<td{spans}>{escape(cell.text).replace(chr(10), '<br>')}</td>"
