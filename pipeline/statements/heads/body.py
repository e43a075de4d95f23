"""Whether a row is of the body of a table, not of its header."""

import re
from collections.abc import Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.header_words import is_header_text
from pipeline.statements.heads.column_numbers import is_column_numbers
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import any_of, column_terms

_CODE = re.compile(r"[2345]\d{2}(?:\d{2}){0,2}")
_YEAR_ALONE = re.compile(r"20\d{2}")
_PERCENT = re.compile(r"[-−－]?\d+(\.\d+)?%")
# What stands in a sheet for a number wider than its column, and for a formula whose result is not known.
_NO_NUMBER = re.compile(r"#{2,}|=(?:[-+(]*\$?[A-Za-z].*)?")
# A whole number alone among more texts than this in a header line was misread from one.
_STRAY_AMONG = 4


def is_counted(table: Table, row: Sequence[Cell], header: Sequence[int]) -> bool:
    """Whether a row begins with a number under a header that counts rows (序号)."""
    first = next((cell for cell in row if cell.text), None)
    if first is None or not header or parse_number(first.text) is None:
        return False
    above = table.grid.get((header[-1], first.col))
    return above is not None and column_terms().match(fold(above.text)) == "serial"


def begins_body(texts: Sequence[str], header: Sequence[int], has_amounts: bool) -> bool:
    """Whether a row with these texts is of the body, under the rows of ``header``: by a code, an amount, an ordinal.

    ``has_amounts`` is whether the table prints any; where it prints none, few words of headers tell.
    """
    if not texts:
        return bool(header)
    folded = [fold(text) for text in texts]
    figures = [text for text in folded if parse_number(text) is not None]
    words = sum(is_header_text(text) for text in folded if text not in figures and not _PERCENT.fullmatch(text))
    if any(_CODE.fullmatch(text) or _NO_NUMBER.fullmatch(text) for text in folded) or any(
        "." in text or "," in text for text in figures
    ):
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
