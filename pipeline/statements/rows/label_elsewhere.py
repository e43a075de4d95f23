"""Labels that stand in a column of something else: a 合计 over the names, the only word of its row."""

import re
from collections.abc import Sequence

from pipeline.documents.model import Cell
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS
from pipeline.statements.model import Column
from pipeline.statements.numbers import has_digit
from pipeline.statements.rows.unit_keys import looks_like_unit, unit_key
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

# What stands beside rows makes none.
BESIDE_ROWS = frozenset({"serial", "remark", "fund_kind", "spending_kind"})
# A serial number or a code: digits and letters, or a Chinese numeral.
_NUMBER = re.compile(r"[\W\da-zA-Z]+|\W*[一二三四五六七八九十]+\W*")
# A header that says that budget units stand in one column with projects or codes: 单位名称（科目）.
UNITS_IN_HEADER = re.compile("单位|部门")


def take_label_elsewhere(texts: dict[str, str], cells: Sequence[tuple[Column, Cell]]) -> None:
    """A word in the column of unit codes, or a 合计 in any other, that runs on over the names is the label.

    So is a 小计 in the column of the codes of projects.
    """
    total, subtotal = (any_of("rows", name, "patterns") for name in ("total", "subtotal"))
    for column, cell in cells:
        is_word = column.concept == "unit_code" and cell.text and not has_digit(cell.text)
        is_word = is_word or (column.concept == "project_code" and subtotal.fullmatch(fold(cell.text)) is not None)
        if is_word or (column.concept not in CODE_CONCEPTS | {"money"} and total.fullmatch(fold(cell.text))):
            texts["label"] = cell.text
            texts.pop(column.concept or "", None)
            return
    # The only text of a row names it, under a header that says of what kind (单位名称、资产类别) it may be.
    alone = [(column, cell) for column, cell in cells if cell.text and column.concept not in BESIDE_ROWS]
    words = [(column, cell) for column, cell in alone if column.concept != "money" and not has_digit(cell.text)]
    if len(words) == 1 and words[0][0].concept is None and any(column.concept == "money" for column, _ in alone):
        column, cell = words[0]
        is_unit = any(map(UNITS_IN_HEADER.search, column.path[-1:])) and looks_like_unit(fold(cell.text))
        texts["unit_name" if is_unit else "label"] = cell.text


def take_heading_of_projects(texts: dict[str, str], cells: Sequence[tuple[Column, Cell]]) -> bool:
    """Words among the serial numbers or codes of projects, the only ones of a row, name what stands over several.

    That is their unit where they end like the name of one. A cell that is merged over their names counts once.
    """
    printed = {
        (cell.row, cell.col): (column, cell)
        for column, cell in reversed(cells)
        if cell.text and column.concept != "money"
    }
    if len(printed) != 1:
        return False
    [(column, cell)] = printed.values()
    if column.concept not in {"serial", "project_code"} or _NUMBER.fullmatch(fold(cell.text)) is not None:
        return False
    texts.pop(column.concept, None)
    texts["unit_name" if looks_like_unit(unit_key(cell.text)) else "label"] = cell.text
    return True
