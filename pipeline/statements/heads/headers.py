"""The rows above the body of a table, and the header path of each column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.model import Cell, Table
from pipeline.statements.header_words import SUMS, is_header_text
from pipeline.statements.heads.body import begins_body, is_counted
from pipeline.statements.heads.column_numbers import is_column_numbers, numbers_behind_words
from pipeline.statements.heads.furniture import is_caption, is_captioned, is_furniture, is_over_head
from pipeline.statements.information import below_unit_line, is_info, is_note, never_heads
from pipeline.statements.items import item_of
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.empty_notes import is_empty_note
from pipeline.statements.vocabulary import column_terms

# Letters and digits of scripts that no header prints: what recognition made of characters that it could not read.
_FOREIGN = re.compile(r"[^\W_a-zA-Z0-9\u3400-\u9fff\uf900-\ufaff]")
# What ends a header and is no part of its name: a colon, or which columns it is the sum of (1=2+3).
_NO_NAME = re.compile(r"[(（]?\d{1,2}[=＝]\d{1,2}(?:[-+＋—－]\d{1,2})*[)）]?$|(?<=.)(?<!其中)[:：]$")
# Money has two decimals; so have months (2025.01) and dates (2025.01.31).
_AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*\.\d{2,6}(?![\d.年月日%至~—-])")
_MONTH = re.compile(r"20\d{2}\.(0[1-9]|1[0-2])")
_MOST_HEADER_ROWS = 8


@dataclass(frozen=True, slots=True)
class Head:
    """How a table begins: the rows of furniture, of header texts and of column numbers, and where the body starts."""

    furniture: tuple[int, ...]
    header: tuple[int, ...]
    numbering: tuple[int, ...]
    body: int


def find_head(table: Table) -> Head:
    """Split the rows of a table into furniture, header, column numbers and body (row numbers from 1)."""
    furniture: list[int] = []
    header: list[int] = []
    numbering: list[int] = []
    rows = table.rows
    reach = 0
    has_amounts = any(parse_number(cell.text) is not None for row in rows for cell in row)
    for number, row in enumerate(rows, start=1):
        texts = [cell.text for cell in row if cell.text]
        if is_over_head(table, number, has_amounts) and not any(_has_header_text(table, above) for above in header):
            captions = [above for above in header if is_captioned(table, above)]
            furniture += [*(above for above in header if above not in captions), number]
            header = captions
        elif (not texts or is_furniture(texts)) and all(is_captioned(table, above) for above in header):
            furniture.append(number)
        elif header and is_column_numbers(texts):
            numbering.append(number)
            return Head(tuple(furniture), tuple(header), tuple(numbering), number + 1)
        elif len(header) >= _MOST_HEADER_ROWS or (
            number > reach and (begins_body(texts, header, has_amounts) or is_counted(table, row, header))
        ):
            return Head(tuple(furniture), tuple(header), tuple(numbering), number)
        else:
            header.append(number)
            reach = max([reach, *(number + cell.row_span - 1 for cell in row if cell.text)])
    return Head(tuple(furniture), tuple(header), tuple(numbering), len(rows) + 1)


def repeated_rows(table: Table, head: Head) -> frozenset[int]:
    """Rows of the body that print the header or the furniture again, as at the top of a page, with column numbers."""
    known = {fold(cell.text) for row in (*head.header, *head.furniture) for cell in table.rows[row - 1] if cell.text}
    repeated: set[int] = set()
    for number in range(head.body, table.n_rows + 1):
        texts = [fold(cell.text) for cell in table.rows[number - 1] if cell.text]
        goes_on = number - 1 in repeated
        is_known = len(texts) > (0 if goes_on else 1) and all(text in known or is_info(text) for text in texts)
        if is_known or (goes_on and is_column_numbers(texts)):
            repeated.add(number)
    return frozenset(repeated)


def body_rows(table: Table, head: Head) -> list[int]:
    """The rows of the body, without those that print the header again."""
    repeated = repeated_rows(table, head)
    return [row for row in range(head.body, table.n_rows + 1) if row not in repeated]


def note_rows(table: Table, head: Head) -> frozenset[int]:
    """Rows of the body that print a note and nothing else: 备注：..., or 本单位无此项支出 across all columns."""
    body = range(head.body, table.n_rows + 1)
    printed = {number: [cell for cell in table.rows[number - 1] if cell.text] for number in body}
    alone = {number: cells[0] for number, cells in printed.items() if len(cells) == 1}
    return frozenset(
        number
        for number, cell in alone.items()
        if is_note(cell.text) or (cell.col_span == table.n_cols > 1 and is_empty_note(cell.text))
    )


def _has_header_text(table: Table, row: int) -> bool:
    return any(is_header_text(fold(cell.text)) for cell in table.rows[row - 1] if cell.text)


def header_paths(table: Table, head: Head) -> dict[int, tuple[str, ...]]:
    """The header texts above each column, top to bottom, squeezed; blanks skipped, a cell over several rows once."""
    if is_garbled(table, head):
        return _centred_paths(table, head.header)
    paths: dict[int, tuple[str, ...]] = {}
    numbers = _numbers_beside_words(table, head)
    for col in range(1, table.n_cols + 1):
        cells = dict.fromkeys(table.grid[row, col] for row in head.header if (row, col) in table.grid)
        printed = [cell for cell in cells if cell.text and cell not in numbers and not is_caption(cell, table)]
        heads = [(below_unit_line(cell.text), cell.col_span) for cell in printed if not never_heads(cell.text)]
        names = [(_NO_NAME.sub("", squeeze(text)), span) for text, span in heads]
        paths[col] = _rejoin([(name, span) for name, span in names if name])
    return paths


def _numbers_beside_words(table: Table, head: Head) -> frozenset[Cell]:
    """The numbers of the columns, with their word, beside the last words of a header."""
    if head.numbering or not head.header:
        return frozenset()
    return frozenset(numbers_behind_words([cell for cell in table.rows[head.header[-1] - 1] if cell.text]))


def _rejoin(path: list[tuple[str, int]]) -> tuple[str, ...]:
    """Two lines that are no header each, but one together, are a header that was cut by a break.

    A text over more columns than the one beneath it heads several: 公务用车 over 经费 and 保有量.
    """
    joined: list[str] = []
    above = 0
    for text, span in path:
        together = fold(joined[-1] + text) if joined else ""
        whole = together in column_terms().exact or item_of(together) is not None
        if whole and above <= span and not any(is_header_text(fold(part)) for part in (joined[-1], text)):
            joined[-1] += text
        else:
            joined.append(text)
        above = span
    return tuple(joined)


def is_garbled(table: Table, head: Head) -> bool:
    """Whether recognition made texts of a header without spans foreign, so that they do not tell how it is divided."""
    rows = [table.rows[row - 1] for row in head.header]
    if len(rows) < 2 or any(cell.col_span > 1 or cell.row_span > 1 for row in rows for cell in row):
        return False
    return any(_FOREIGN.search(fold(cell.text)) is not None for row in rows for cell in row)


def _centred_paths(table: Table, header: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The paths of a garbled header, where a merged one is printed at the middle of what it covers.

    The line with the most words of headers holds the columns; what stands under it is the end of texts that were
    wrapped. A group begins where a column is called 小计 or 合计, and ends before the next; a text of a sparse line
    above goes to all columns of the group that it stands in.
    """
    printed = {
        row: [cell for cell in table.rows[row - 1] if cell.text and not never_heads(cell.text)] for row in header
    }
    lines = {row: {cell.col: squeeze(cell.text) for cell in cells} for row, cells in printed.items() if cells}
    if not lines:
        return dict.fromkeys(range(1, table.n_cols + 1), ())
    known = {row: sum(is_header_text(fold(text)) for text in lines[row].values()) for row in lines}
    leaf_row = max(lines, key=lambda row: (known[row], len(lines[row]), -row))
    starts = [col for col, text in lines[leaf_row].items() if fold(text) in SUMS]
    paths: dict[int, list[str]] = {col: [] for col in range(1, table.n_cols + 1)}
    for row in lines:
        for col, text in lines[row].items():
            if row > leaf_row and paths[col]:
                if not is_header_text(fold(paths[col][-1])) or is_header_text(fold(paths[col][-1] + text)):
                    paths[col][-1] += text
                continue
            start = max((s for s in starts if s <= col), default=None)
            end = min((s for s in starts if s > col), default=table.n_cols + 1)
            sparse = row < leaf_row and col not in starts and len(lines[row]) * 2 < table.n_cols
            for target in range(start, end) if sparse and start is not None else (col,):
                paths[target].append(text)
    return {col: tuple(path) for col, path in paths.items()}


def holds_amount(path: Sequence[str]) -> bool:
    """Whether an amount stands among the texts of a header: the line between it and a row of figures was lost."""
    return any(_AMOUNT.search(_MONTH.sub("", fold(text))) for text in path)
