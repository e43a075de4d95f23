"""Codes of rows that print names only: each name is looked up where it stands, inside the 类 and 款 above it.

Many names stand for several codes (行政运行 for a 项 of nearly every 款), but a table lists the codes in order: the
one that goes on from the row above is meant.
"""

from collections.abc import Sequence

from pipeline.reference.loader import CLASSIFICATIONS, Classification, codes_by_name
from pipeline.statements.model import Row
from pipeline.statements.rows.row_kinds import LEVELS
from pipeline.statements.text import split_ordinal

_CLASS_DIGITS = 3
_ITEM_DIGITS = 7
# A name that so many 款 have under one number has it under every 款.
_FEWEST_ALIKE = 10
_AXES: dict[str, Classification] = {name: name for name in CLASSIFICATIONS}
# How many digits the codes of single rows have, and those of what they belong to.
_LOWEST: dict[Classification, tuple[int, int]] = {"function": (7, 5), "economic": (5, 3), "gov_economic": (5, 3)}


def infer_codes(rows: Sequence[Row], axis: str) -> None:
    """Set the inferred code and level of rows of a classification that print no code, of the government economic one
    the level only.

    Where other rows of the panel print theirs, headings have none: a 类 or 款 right above a row of its own; and a row
    whose code is misprinted has the one of its name under the 款 or 类 that is open above it. Under units the rows may
    name the economic classification: a name that is one code alone. In a list of projects a row may name the function
    whose code the projects under it print.
    """
    if axis == "unit":
        _infer_under_units(rows)
    if axis == "project":
        _infer_headings(rows, "function")
        for row in rows:
            row.project_name = None if row.function_inferred else row.project_name
    classification = _AXES.get(axis)
    if classification is None:
        return
    if any(row.codes.main is not None for row in rows):
        _infer_headings(rows, classification)
        _infer_misprinted(rows, classification)
        return
    path = _Path(in_order=axis == "function")
    for row in rows:
        if row.role in {"total", "unit"}:
            path = _Path(in_order=axis == "function")
        if row.role not in {"leaf", "subtotal"}:
            continue
        code = path.step(codes_by_name(classification, split_ordinal(row.label)[1]), row.indent)
        if code is None:
            path.pass_over(row.indent)
            continue
        _set(row, code, classification)


def _set(row: Row, code: str, classification: Classification) -> None:
    row.level = LEVELS[len(code)]
    if classification == "function":
        row.function_inferred = code
    elif classification == "economic":
        row.economic_inferred = code


def _printed(row: Row, classification: Classification) -> str | None:
    codes = {"function": row.codes.function, "economic": row.codes.economic, "gov_economic": row.codes.gov_economic}
    return codes[classification]


def _infer_headings(rows: Sequence[Row], classification: Classification) -> None:
    """Rows of a name alone above rows with codes: the code of that name with which the next printed code begins.

    It is the next code itself where a row of another name prints that: a project of the item that the heading names.
    """
    following, name_below = "", ""
    for row in reversed(rows):
        printed = _printed(row, classification)
        if printed is not None:
            following, name_below = printed, row.label
        elif row.role == "leaf" and row.codes.main is None and row.label and following:
            names = codes_by_name(classification, split_ordinal(row.label)[1])
            code = next((code for code in names if following.startswith(code)), None)
            if code == following and row.label == name_below:
                continue
            if code is not None:
                _set(row, code, classification)


def _infer_misprinted(rows: Sequence[Row], classification: Classification) -> None:
    """A row without a legible code whose name is one code alone of the open 款 (of the open 类 in an economic list)."""
    digits, whole = _LOWEST[classification]
    above = ""
    for row in rows:
        printed = _printed(row, classification)
        if printed is not None:
            above = printed[:whole]
        elif row.role in {"total", "unit"}:
            above = ""
        elif row.role == "leaf" and row.codes.main is None and row.level is None and len(above) == whole:
            names = codes_by_name(classification, split_ordinal(row.label)[1])
            within = [code for code in names if len(code) == digits and code.startswith(above)]
            if len(within) == 1:
                _set(row, within[0], classification)


def rejoined(rows: Sequence[Row], axis: str) -> list[Row]:
    """The rows with the halves of a name put together that a page break cut.

    Only together the halves are a name of the classification, and the second row prints nothing but its half.
    """
    classification = _AXES.get(axis)
    whole: list[Row] = []
    for row in rows:
        above = whole[-1] if whole else None
        if classification is not None and above is not None and _is_rest(row, above, classification):
            above.label += row.label
        else:
            whole.append(row)
    return whole


def _is_rest(row: Row, above: Row, classification: Classification) -> bool:
    if not row.label or any(row.figures) or row.codes.main is not None or row.unit_code or split_ordinal(row.label)[0]:
        return False
    name = split_ordinal(above.label)[1]
    return not codes_by_name(classification, name) and bool(codes_by_name(classification, name + row.label))


def _infer_under_units(rows: Sequence[Row]) -> None:
    open_class = ""
    for row in rows:
        if row.role == "leaf" and row.codes.main is None:
            codes = codes_by_name("economic", split_ordinal(row.label)[1])
            if len(codes) > 1 and open_class:
                codes = tuple(code for code in codes if code.startswith(open_class))
            if len(codes) == 1:
                open_class = codes[0][:_CLASS_DIGITS]
                row.economic_inferred, row.level = codes[0], LEVELS[len(codes[0])]


class _Path:
    """The codes of the last 类, 款 and 项."""

    def __init__(self, *, in_order: bool) -> None:
        self.in_order = in_order
        self.last: dict[int, str] = {}
        self.indents: dict[int, int] = {}
        self.lost = False

    @property
    def _indented(self) -> bool:
        return len(set(self.indents.values())) > 1

    def pass_over(self, indent: int) -> None:
        """Close the 类 and 款 that a row without a known name ends by its indentation."""
        if self._indented:
            self.last = {length: code for length, code in self.last.items() if self.indents[length] < indent}
        else:
            self.lost = True

    def step(self, candidates: Sequence[str], indent: int) -> str | None:
        """The candidate that goes on from the last codes: a 项 of the open 款, a 款 of the open 类, a 类, else a 项.

        Where levels are indented, a row that is indented deeper than the rows of a level is none of them. The name of
        one 类 alone is that 类, also where a table prints it out of order; that of one code alone is it in a list that
        prints nothing wider.
        """
        if self._indented:
            candidates = [code for code in candidates if indent <= self.indents.get(len(code), indent)]
        places = ((7, 5), (5, 3), (3, 0)) if 5 in self.last else ((7, 5), (5, 3), (3, 0), (7, 3))
        for length, under in places:
            fitting = [code for code in candidates if len(code) == length and self._goes_on(code, under)]
            later = [code for code in fitting if code > self.last.get(length, "")]
            chosen = fitting if len(fitting) == 1 else later
            if len(chosen) == 1:
                return self._taken(chosen[0], indent)
        if len(candidates) == 1 and (self._is_widest(candidates[0]) or len(candidates[0]) == _CLASS_DIGITS):
            return self._taken(candidates[0], indent)
        code = self._by_ending(candidates)
        return self._taken(code, indent) if code is not None else None

    def _is_widest(self, code: str) -> bool:
        """Whether no 类 or 款 is open that a code would have to be of: a list of 款 or 项 alone, in their order."""
        return min(self.last, default=len(code)) >= len(code) and self._goes_on(code, 0)

    def _by_ending(self, candidates: Sequence[str]) -> str | None:
        """The 项 of the open 款 for a name that has one number in every 款 (一般行政管理事务 is 02)."""
        endings = {code[5:] for code in candidates if len(code) == _ITEM_DIGITS}
        if self.lost or 5 not in self.last or len(endings) != 1 or len(candidates) < _FEWEST_ALIKE:
            return None
        code = self.last[5] + endings.pop()
        return code if code > self.last.get(_ITEM_DIGITS, "") else None

    def _goes_on(self, code: str, under: int) -> bool:
        last = self.last.get(len(code))
        if self.in_order and last is not None and code <= last:
            return False
        return not under or (under in self.last and code.startswith(self.last[under]))

    def _taken(self, code: str, indent: int) -> str:
        self.indents[len(code)] = indent
        self.last = {length: known for length, known in self.last.items() if length < len(code)}
        self.last[len(code)] = code
        self.lost = self.lost and len(code) == _ITEM_DIGITS
        return code
