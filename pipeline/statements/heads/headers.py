"""The rows above the body: furniture, header lines and column numbers (栏次), and the header path of each column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.heads.units import is_unit_alone, unit_of_line
from pipeline.statements.items import item_of
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.titles.empty_notes import is_empty_note
from pipeline.statements.titles.titles import is_info, is_note, is_title, kind_of_title
from pipeline.statements.vocabulary import any_of, column_terms, labels, load

_CODE = re.compile(r"[2345]\d{2}(?:\d{2}){0,2}")
_UNIT_LINE = re.compile(r"\(?(金额|计量|货币)?单位[::]")
_GROUP_START = re.compile(r"小计|合计|总计")
# Letters and digits of scripts that no header prints: what recognition made of characters that it could not read.
_FOREIGN = re.compile(r"[^\W_a-zA-Z0-9\u3400-\u9fff\uf900-\ufaff]")
_FORMULA = re.compile(r"\d+(?:[=＝]\d+(?:[-+＋—]\d+)*)?")
# What ends a header and is no part of its name: a colon, or which columns it is the sum of (1=2+3).
_NO_NAME = re.compile(r"[(（]?\d{1,2}[=＝]\d{1,2}(?:[-+＋—－]\d{1,2})*[)）]?$|(?<=.)(?<!其中)[:：]$")
_YEAR = re.compile(r"^\d{4}年度?")
_YEAR_ALONE = re.compile(r"20\d{2}")
_PERCENT = re.compile(r"[-−－]?\d+(\.\d+)?%")
# Money has two decimals; so have months (2025.01) and dates (2025.01.31).
_AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*\.\d{2}(?![\d.年月日%至~—-])")
_MONTH = re.compile(r"20\d{2}\.(0[1-9]|1[0-2])")
_MOST_HEADER_ROWS = 8
# A word before the numbers of columns is no longer, and a row with one that is not known has no fewer of them.
_LONGEST_WORD = 4
_FEWEST_NUMBERED = 3
# Right over figures a row of information prints no more texts: the form's number, whose it is, the unit of money.
_MOST_OF_INFO = 3
# A whole number alone among more texts than this in a header line was misread from one.
_STRAY_AMONG = 4


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
        if _is_over_head(table, number, has_amounts) and not any(_has_header_text(table, above) for above in header):
            captions = [above for above in header if _is_captioned(table, above)]
            furniture += [*(above for above in header if above not in captions), number]
            header = captions
        elif (not texts or _is_furniture(texts)) and all(_is_captioned(table, above) for above in header):
            furniture.append(number)
        elif header and is_column_numbers(texts):
            numbering.append(number)
            return Head(tuple(furniture), tuple(header), tuple(numbering), number + 1)
        elif len(header) >= _MOST_HEADER_ROWS or (
            number > reach and (_is_body(texts, header, has_amounts) or _is_counted(table, row, header))
        ):
            return Head(tuple(furniture), tuple(header), tuple(numbering), number)
        else:
            header.append(number)
            reach = max([reach, *(number + cell.row_span - 1 for cell in row if cell.text)])
    return Head(tuple(furniture), tuple(header), tuple(numbering), len(rows) + 1)


def repeated_rows(table: Table, head: Head) -> frozenset[int]:
    """Rows of the body that print the header or the furniture again, as at the top of a page."""
    known = {fold(cell.text) for row in (*head.header, *head.furniture) for cell in table.rows[row - 1] if cell.text}
    repeated = set()
    for number in range(head.body, table.n_rows + 1):
        texts = [fold(cell.text) for cell in table.rows[number - 1] if cell.text]
        if len(texts) > 1 and all(text in known or is_info(text) for text in texts):
            repeated.add(number)
    return frozenset(repeated)


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


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 | 1 | 2 | 3, or formulas such as 1=2+3.

    The word may be torn over columns; another short one may stand before three and more numbers, but for a total.
    """
    word = any_of("columns", "furniture", "column_numbers")
    folded = [fold(text) for text in texts]
    numbers = [text for text in folded if _FORMULA.fullmatch(text)]
    others = [text for text in folded if text not in numbers and not word.fullmatch(text)]
    is_torn_word = word.fullmatch("".join(others)) is not None
    if not numbers or (others and not is_torn_word and not _may_head_numbers(folded, others, len(numbers))):
        return False
    starts = [int(re.split("[=＝]", text)[0]) for text in numbers]
    consecutive = all(b - a == 1 for a, b in pairwise(starts))
    return consecutive and starts[0] in {1, 2} and (len(starts) >= 2 or len(folded) > len(numbers))


def _may_head_numbers(folded: Sequence[str], others: Sequence[str], n_numbers: int) -> bool:
    """Whether the one text of a row that is no number can be a word for the numbers of columns that is not known."""
    (first, *_) = folded
    is_word = len(first) <= _LONGEST_WORD and first.isalpha() and not any_of("rows", "total", "patterns").match(first)
    return list(others) == [first] and is_word and n_numbers >= _FEWEST_NUMBERED


def _is_furniture(texts: Sequence[str]) -> bool:
    """Whether a row prints a title or a table's own information; several years beside each other head columns."""
    if len(texts) == 1 and kind_of_title(texts[0]) is not None and column_terms().match(fold(texts[0])) is None:
        return True
    if len({text for text in map(fold, texts) if _YEAR.fullmatch(text)}) > 1:
        return False
    others = [text for text in texts if not is_info(text)]
    if others == texts[-1:] and len(texts) == 2 and is_unit_alone(others[0]) and not _YEAR.fullmatch(fold(texts[0])):
        return True
    return not others


def _is_over_head(table: Table, number: int, has_amounts: bool) -> bool:
    """Whether a row over the header prints information about the table, and beside it nothing that heads columns.

    A text that is not known heads columns where the name below it stands under another, too (甲局 | 乙局 over 预算数).
    """
    printed = [cell for cell in table.rows[number - 1] if cell.text]
    others = [cell for cell in printed if not never_heads(cell.text)]
    unknown = [cell for cell in others if not is_info(cell.text)]
    if len(others) == len(printed) or len(others) - len(unknown) > 1:
        return False
    if any(is_header_text(fold(cell.text)) for cell in unknown):
        return False
    below = (row for row in table.rows[number:] if any(cell.text and not never_heads(cell.text) for cell in row))
    head = next((list(row) for row in below if not _is_furniture([cell.text for cell in row if cell.text])), [])
    texts = [cell.text for cell in head if cell.text]
    if not any(is_header_text(fold(text)) for text in texts) or _is_body(texts, (), has_amounts):
        states_unit = any(_UNIT_LINE.match(fold(cell.text)) or unit_of_line(cell.text) for cell in printed)
        return states_unit and len(printed) <= _MOST_OF_INFO
    over = [(fold(cell.text), table.grid.get((number, cell.col))) for cell in head if cell.text]
    named = {(text, above) for text, above in over if above in unknown}
    return len(named) == len({text for text, _ in named})


def _has_header_text(table: Table, row: int) -> bool:
    return any(is_header_text(fold(cell.text)) for cell in table.rows[row - 1] if cell.text)


@lru_cache(maxsize=1 << 14)
def never_heads(text: str) -> bool:
    """Whether a text is a form's number, a unit of money, whose table it is, or that beside a text that heads nothing.

    A key without its value (单位名称：) may be the header of a column.
    """
    pattern = any_of("columns", "furniture", "never_heads")
    folded = fold(text)
    if pattern.fullmatch(folded) is not None:
        return column_terms().match(folded.rstrip(":")) is None
    parts = [fold(part) for part in text.split()]
    others = [part for part in parts if pattern.fullmatch(part) is None]
    return len(others) < len(parts) and not any(is_header_text(part) for part in (folded, *others))


def _is_counted(table: Table, row: Sequence[Cell], header: Sequence[int]) -> bool:
    """Whether a row begins with a number under a header that counts rows (序号)."""
    first = next((cell for cell in row if cell.text), None)
    if first is None or not header or parse_number(first.text) is None:
        return False
    above = table.grid.get((header[-1], first.col))
    return above is not None and column_terms().match(fold(above.text)) == "serial"


def _is_body(texts: Sequence[str], header: Sequence[int], has_amounts: bool) -> bool:
    if not texts:
        return bool(header)
    folded = [fold(text) for text in texts]
    figures = [text for text in folded if parse_number(text) is not None]
    words = sum(is_header_text(text) for text in folded if text not in figures and not _PERCENT.fullmatch(text))
    if any(_CODE.fullmatch(text) for text in folded) or any("." in text or "," in text for text in figures):
        return True
    if figures and words < 2 and not (header and len(figures) == 1 and len(folded) > _STRAY_AMONG):
        return True
    if header and _are_whole_amounts(figures, folded):
        return True
    # A number in front counts the rows (序号).
    first = folded[1] if len(folded) > 1 and folded[0].isdigit() else folded[0]
    if split_ordinal(first)[0] is not None or any_of("rows", "of_which", "patterns").fullmatch(first):
        return True
    if len(folded) == 1 and header and any_of("rows", "total", "patterns").fullmatch(folded[0]):
        return True
    if all(is_nil(text) for text in folded[1:]) and len(folded) > 2:
        return True
    return bool(header) and not has_amounts and words * 2 < len(folded)


def _are_whole_amounts(figures: Sequence[str], folded: Sequence[str]) -> bool:
    """Whether whole numbers in a row are amounts: no years, no numbers of columns and none misread from a word."""
    amounts = [text for text in figures if not _YEAR_ALONE.fullmatch(text)]
    is_stray = len(figures) == 1 and len(folded) > _STRAY_AMONG
    return bool(amounts) and not is_stray and not is_column_numbers(figures)


@lru_cache(maxsize=1 << 14)
def is_header_text(folded: str) -> bool:
    """Whether a folded text is a word of headers, a year before it or not."""
    folded = _YEAR.sub("", folded) or folded
    terms = column_terms()
    return (
        terms.match(folded) is not None
        or folded in _plain_money()
        or any(labels(kind).search(folded) is not None for kind in ("fund", "component", "phase", "year"))
        or any(labels("flow").search(folded) == flow for flow in ("revenue", "expenditure"))
        or item_of(folded) is not None
    )


def _plain_money() -> Iterable[str]:
    plain: list[str] = load("columns")["money"]["plain"]
    return plain


def header_paths(table: Table, head: Head) -> dict[int, tuple[str, ...]]:
    """The header texts above each column, top to bottom, squeezed; blanks skipped, a cell over several rows once."""
    if is_garbled(table, head):
        return _centred_paths(table, head.header)
    paths: dict[int, tuple[str, ...]] = {}
    numbers = _numbers_beside_words(table, head)
    for col in range(1, table.n_cols + 1):
        cells = dict.fromkeys(table.grid[row, col] for row in head.header if (row, col) in table.grid)
        texts = [cell.text for cell in cells if cell.text and cell not in numbers and not _is_caption(cell, table)]
        heads = [text for text in texts if not _UNIT_LINE.match(fold(text)) and not never_heads(text)]
        names = [_NO_NAME.sub("", squeeze(text)) for text in heads]
        paths[col] = _rejoin([name for name in names if name])
    return paths


def _is_captioned(table: Table, row: int) -> bool:
    """Whether a row prints one text, and that over all columns as a title of what comes below."""
    return [_is_caption(cell, table) for cell in table.rows[row - 1] if cell.text] == [True]


def _numbers_beside_words(table: Table, head: Head) -> frozenset[Cell]:
    """The numbers of the columns, with their word, beside the last words of a header."""
    if head.numbering or not head.header:
        return frozenset()
    return frozenset(numbers_behind_words([cell for cell in table.rows[head.header[-1] - 1] if cell.text]))


def numbers_behind_words(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a row that number the columns behind other words of a header: 类 款 项 栏次 1 2 3."""
    word = any_of("columns", "furniture", "column_numbers")
    start = next((index for index, cell in enumerate(cells) if _is_number_or(word, cell)), 0)
    numbers = cells[start:]
    is_run = len(numbers) >= _FEWEST_NUMBERED and all(_is_number_or(word, cell) for cell in numbers)
    return numbers if is_run and start and is_column_numbers([cell.text for cell in numbers]) else ()


def _is_number_or(word: re.Pattern[str], cell: Cell) -> bool:
    return _FORMULA.fullmatch(fold(cell.text)) is not None or word.fullmatch(fold(cell.text)) is not None


def _is_caption(cell: Cell, table: Table) -> bool:
    """Whether a cell over all columns is a title or a unit's name; words of headers (财政拨款“三公”经费) head all."""
    if not cell.col_span == table.n_cols > 1:
        return False
    return kind_of_title(cell.text) is not None or is_title(cell.text) or not is_header_text(fold(cell.text))


def _rejoin(path: list[str]) -> tuple[str, ...]:
    """Two lines that are no header each, but one together, are a header that was cut by a break."""
    joined: list[str] = []
    for text in path:
        together = fold(joined[-1] + text) if joined else ""
        whole = together in column_terms().exact or item_of(together) is not None
        if whole and not any(is_header_text(fold(part)) for part in (joined[-1], text)):
            joined[-1] += text
        else:
            joined.append(text)
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
    starts = [col for col, text in lines[leaf_row].items() if _GROUP_START.fullmatch(fold(text))]
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
