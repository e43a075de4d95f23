"""The numbers of the columns (栏次) that stand under a header, or behind its last words."""

import re
from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase

from pipeline.documents.model import Cell
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

_FORMULA = re.compile(r"\d+(?:[=＝]\d+(?:[-+＋—]\d+)*)?")
# A word before the numbers of columns is no longer, and a row with one that is not known has no fewer of them.
_LONGEST_WORD = 4
_FEWEST_NUMBERED = 3


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Whether a row numbers the columns: 栏次 | 1 | 2 | 3, or formulas such as 1=2+3.

    The word may be torn over columns; another short one may stand before three and more numbers, but for a total.
    Columns of names may have letters in their order: A | B | 1 | 2, or A | 1 | B | 2.
    """
    word = any_of("columns", "furniture", "column_numbers")
    folded = [fold(text) for text in texts]
    numbers = [text for text in folded if _FORMULA.fullmatch(text)]
    others = [text for text in folded if text not in numbers and not word.fullmatch(text)]
    is_torn_word = word.fullmatch("".join(others)) is not None
    if not numbers:
        return False
    is_known = not others or is_torn_word or _are_letters(others)
    if not is_known and not _may_head_numbers(folded, others, len(numbers)):
        return False
    starts = [int(re.split("[=＝]", text)[0]) for text in numbers]
    consecutive = all(b - a == 1 for a, b in pairwise(starts))
    return consecutive and starts[0] in {1, 2} and (len(starts) >= 2 or len(folded) > len(numbers))


def _are_letters(others: Sequence[str]) -> bool:
    return len(others) > 1 and "".join(others).upper() == ascii_uppercase[: len(others)]


def _may_head_numbers(folded: Sequence[str], others: Sequence[str], n_numbers: int) -> bool:
    """Whether the one text of a row that is no number can be a word for the numbers of columns that is not known."""
    (first, *_) = folded
    is_word = len(first) <= _LONGEST_WORD and first.isalpha() and not any_of("rows", "total", "patterns").match(first)
    return list(others) == [first] and is_word and n_numbers >= _FEWEST_NUMBERED


def numbers_behind_words(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a row that number the columns behind other words of a header: 类 款 项 栏次 1 2 3."""
    word = any_of("columns", "furniture", "column_numbers")
    start = next((index for index, cell in enumerate(cells) if _is_number_or(word, cell)), 0)
    numbers = cells[start:]
    is_run = len(numbers) >= _FEWEST_NUMBERED and all(_is_number_or(word, cell) for cell in numbers)
    return numbers if is_run and start and is_column_numbers([cell.text for cell in numbers]) else ()


def _is_number_or(word: re.Pattern[str], cell: Cell) -> bool:
    return _FORMULA.fullmatch(fold(cell.text)) is not None or word.fullmatch(fold(cell.text)) is not None
