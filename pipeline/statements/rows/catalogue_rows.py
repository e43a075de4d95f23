"""Lists that print the catalogue of procurement (品目) level by level: a class, and what is bought of it under it."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipeline.statements.model import Row
from pipeline.statements.rows.sum_nesting import amounts
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

_CODE = re.compile(r"[ABC](\d{2})*")
_UNTOLD = re.compile(r"(00)+$")
# A01 to C99, two digits more for each level, and the name that stands behind them in the same cell.
_CODE_BEFORE_NAME = re.compile(r"(?:[AB]0|C[0-2])\d(?:\d{2})+[-—_.、|｜]?(?=[^\W\d_])")
_FIGURES = frozenset({"money", "quantity", "serial"})


def is_category_alone(texts: Mapping[str, str]) -> bool:
    """Whether a row of purchases prints only their category (采购类别: 货物), a remark beside the names of others.

    ``texts`` are what the row prints by the concept of the column. Figures stand beside it, no code of the catalogue.
    """
    if set(texts) - _FIGURES != {"remark"}:
        return False
    return any_of("rows", "category", "patterns").fullmatch(fold(texts["remark"])) is not None


def without_catalogue_code(label: str) -> str:
    """A label without the code of the catalogue that its cell prints before it: A02010105台式计算机."""
    code = _CODE_BEFORE_NAME.match(label)
    return label[code.end() :] if code is not None else label


def nest_by_catalogue(rows: Sequence[Row], codes: Mapping[int, str]) -> None:
    """Make rows parts of the row above whose code begins theirs, where it is their sum in all that it prints.

    ``codes`` are the codes of the catalogue by row. 00 at the end of a code (A02010000) stands for a level that is not
    told. A class that is no sum of the rows under it is bought like them.
    """
    open_rows: list[Row] = []
    under: dict[int, list[Row]] = {}
    for row in rows:
        code = codes.get(row.row, "")
        if not _CODE.fullmatch(code) or row.parent is not None:
            open_rows = []
            continue
        while open_rows and not _is_within(code, codes[open_rows[-1].row]):
            open_rows.pop()
        if open_rows:
            under.setdefault(open_rows[-1].row, []).append(row)
        open_rows.append(row)
    for whole in rows:
        if whole.row in under and is_sum_in_printed(whole, under[whole.row]):
            for part in under[whole.row]:
                part.parent = whole.row


def _is_within(code: str, above: str) -> bool:
    told, of_class = (_UNTOLD.sub("", text) for text in (code, above))
    return told.startswith(of_class) and (len(told) > len(of_class) or len(code) > len(above))


def is_sum_in_printed(whole: Row, parts: Sequence[Row]) -> bool:
    """Whether a row is the sum of others in each column in which it prints a figure; a class has no price."""
    total, values = amounts(whole), [amounts(part) for part in parts]
    if total is None or not any(total) or None in values:
        return False
    printed = [index for index, text in enumerate(whole.figures) if text]
    return all(total[index] == sum((value[index] for value in values if value), Decimal(0)) for index in printed)
