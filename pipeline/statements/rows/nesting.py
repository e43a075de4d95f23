"""Which row lies in which, as read from top to bottom: by units, codes, ordinals and indentation."""

from collections.abc import Sequence, Set

from pipeline.statements import components
from pipeline.statements.items import item_of, parts_within
from pipeline.statements.model import Row
from pipeline.statements.rows.fund_heads import take_fund_heads
from pipeline.statements.rows.row_kinds import (
    code_of,
    has_ordinal,
    is_carried_over,
    is_category,
    is_division,
    is_year_total,
    ordinal_of,
)
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import labels

_CLASS_DIGITS, _DIVISION_DIGITS, _ITEM_DIGITS = 3, 5, 7


def nest(rows: list[Row]) -> None:
    """Nest rows by codes, units, ordinals and indentation; what has no parent after this belongs to a total."""
    state = _Nesting(next((row for row in rows if row.role == "total"), None))
    state.crossed = any(row.codes.economic and row.codes.gov_economic for row in rows)
    state.divides = _divides_functions(rows)
    headed, of_funds = _sums_of_units(rows), take_fund_heads(rows)
    for index, row in enumerate(rows):
        if row.role == "of_which" or _is_blank(row):
            continue
        if row.role == "total":
            state.clear()
            state.open_total(row, rows[index + 1 : index + 2])
        elif row.role == "unit":
            state.open_unit(row)
        elif is_category(row):
            state.open_category(row)
        elif row.row in headed:
            state.open_unit(row)
        elif row.row in of_funds:
            state.open_fund(row, of_funds)
        elif code_of(row) is not None:
            state.place_code(row)
        else:
            state.place_plain(row)


def _is_blank(row: Row) -> bool:
    """Whether a row prints no more than a remark, or the rest of one that a page break cut: nothing is part of it."""
    return not row.label and not any(row.figures) and code_of(row) is None


def _sums_of_units(rows: Sequence[Row]) -> frozenset[int]:
    """The rows 小计 that print the name of a unit over other rows that print it too."""
    found = set()
    for index, row in enumerate(rows[:-1]):
        above = rows[index - 1].unit_name if index else None
        if row.role == "subtotal" and row.unit_name and above != row.unit_name == rows[index + 1].unit_name:
            found.add(row.row)
    return frozenset(found)


def _divides_functions(rows: Sequence[Row]) -> bool:
    """Whether economic classes stand again under one functional entry and another: they divide each of them."""
    function: int | None = None
    under: dict[str, set[int | None]] = {}
    for row in rows:
        if row.codes.function is not None:
            function = row.row
        elif row.codes.economic is not None and len(row.codes.economic) == _CLASS_DIGITS:
            under.setdefault(row.codes.economic, set()).add(function)
    return any(len(entries - {None}) > 1 for entries in under.values())


def _is_kind(row: Row) -> bool:
    """Whether a row is one of the kinds of expenditure into which a functional entry is divided: 基本支出, 项目支出."""
    return labels("component").search(fold(row.label)) in components.PARTS["total"]


class _Nesting:
    """The open rows above: the latest of each code, the unit, the ordinals and the total of the year."""

    def __init__(self, total: Row | None) -> None:
        self.total = total
        self.units: list[Row] = []
        self.container: Row | None = None
        self.codes: dict[str, Row] = {}
        self.outline: list[tuple[int, Row]] = []
        self.previous: Row | None = None
        self.indented: list[Row] = []
        self.heads: list[Row] = []
        self.crossed = False
        self.divided: Row | None = None
        self.function: Row | None = None
        self.divides = False
        self.divided_by_units: set[int] = set()

    def clear(self) -> None:
        """After a total nothing is open."""
        self.container, self.codes, self.outline, self.previous, self.indented, self.heads = None, {}, [], None, [], []
        self.function = None

    def open_total(self, row: Row, below: Sequence[Row]) -> None:
        """A total with an ordinal over narrower ones (一、收入总计, then （一）) heads its parts."""
        ordinal = ordinal_of(row)
        first = next((part for part in map(ordinal_of, below) if part is not None and part.first), None)
        if ordinal is not None and first is not None and first.depth > ordinal.depth:
            self.outline = [(ordinal.depth, row)]

    def open_unit(self, row: Row) -> None:
        """A unit lies in the unit whose code begins its own, that has its name, or that repeats the total.

        It lies in a category of a unit (特定目标类 of 某局) where the first row under it is a unit, not behind the
        projects that the category is divided into.
        """
        if self.units and self.previous is self.units[-1] and is_category(self.units[-1]):
            self.divided_by_units.add(self.units[-1].row)
        while self.units and self._is_closed_by(row):
            self.units.pop()
        row.parent = self.units[-1].row if self.units else None
        self.units.append(row)
        self.clear()
        self.previous = row

    def open_fund(self, row: Row, of_funds: Set[int]) -> None:
        """A fund lies in the open unit and ends the fund above it."""
        self.units = [*(above for above in self.units if above.row not in of_funds), row]
        row.parent = self.units[-2].row if len(self.units) > 1 else None
        row.role = "subtotal"
        self.clear()
        self.previous = row

    def _is_closed_by(self, unit: Row) -> bool:
        """Whether the innermost open unit or category has no part in a unit."""
        above = self.units[-1]
        if is_category(above):
            of_unit = any(open_row.role == "unit" for open_row in self.units[:-1])
            return of_unit and above.row not in self.divided_by_units
        return not _contains(above, unit, self.total)

    def open_category(self, row: Row) -> None:
        """货物, 工程 and 服务 follow each other; they lie in a unit that was open before the first of them."""
        first = next((index for index, open_row in enumerate(self.units) if is_category(open_row)), len(self.units))
        self.units = self.units[:first]
        row.parent = self.units[-1].row if self.units else None
        row.role = "subtotal"
        self.units.append(row)
        self.clear()
        self.previous = row

    def place_code(self, row: Row) -> None:
        """The parent is the row with the longest prefix of the code, else the open container or unit."""
        code = code_of(row) or ""
        if row.codes.economic is not None:
            self.divided = row
        elif self.divided is not None and self._divides(row):
            whole = self.divided.row if self.divided.codes.gov_economic is None else self.divided.parent
            row.parent = whole if row.parent is None else row.parent
            self._take_unit(row)
            return
        prefixes = [code[:length] for length in (5, 3) if length < len(code)]
        above = next((self.codes[prefix] for prefix in prefixes if prefix in self.codes), None)
        same = self.codes.get(code)
        if same is not None and (_heads_its_code(same, row) or (same is self.previous and _repeats_as_item(same, row))):
            above = same
        else:
            self.codes[code] = row
        above = above or self._open_ordinal(row) or self.container or self._listed_under(row) or self._set_in(row)
        above = above or self._of_function(row) or (self.units[-1] if self.units else None)
        if row.parent is None and above is not None:
            row.parent = above.row
        if row.codes.function is not None:
            self.function = row
        self._take_unit(row)
        self.previous = row
        self._indent(row)

    def _of_function(self, row: Row) -> Row | None:
        """The functional entry, or the name under it (基本支出), that economic classes set in below it divide."""
        function = self.function
        if function is None or row.codes.economic is None or row.codes.function is not None:
            return None
        if row.indent <= function.indent and not self.divides:
            return None
        named = [head for head in self.heads if head.row > function.row and head.indent < row.indent + self.divides]
        return named[-1] if named else function

    def _divides(self, row: Row) -> bool:
        """Whether a row prints the government's class alone where others print it beside the department's: one of
        several into which the department's class above is divided."""
        gov = row.codes.gov_economic
        alone = gov is not None and row.codes.function is None
        return self.crossed and alone and (gov or "")[:3] not in self.codes

    def _take_unit(self, row: Row) -> None:
        """A row under a unit is that unit's; one that prints the unit's code has its name."""
        unit = next((above for above in reversed(self.units) if above.role == "unit"), None)
        if unit is not None and row.unit_name is None and row.unit_code in {None, unit.unit_code}:
            row.unit_code, row.unit_name = unit.unit_code, unit.unit_name

    def _indent(self, row: Row) -> Row | None:
        """Open a row of a classification by its indentation; returns the row above that it is indented under."""
        while self.indented and self.indented[-1].indent >= row.indent:
            self.indented.pop()
        above = self.indented[-1] if self.indented else None
        self.indented.append(row)
        return above

    def _open_ordinal(self, row: Row) -> Row | None:
        """The row with a higher ordinal that is open above a row with an ordinal."""
        ordinal = ordinal_of(row)
        if ordinal is None:
            return None
        while self.outline and self.outline[-1][0] >= ordinal.depth:
            self.outline.pop()
        return self.outline[-1][1] if self.outline else None

    def _listed_under(self, row: Row) -> Row | None:
        """The row with an ordinal and no code under which names without ordinals are listed (一、基本支出)."""
        if row.codes.main is not None or not self.outline or has_ordinal(row):
            return None
        above = self.outline[-1][1]
        return above if has_ordinal(above) and code_of(above) is None else None

    def _set_in(self, row: Row) -> Row | None:
        """The name without a code under which a row that prints none is set in: 住房公积金 under 人员经费."""
        above = (head for head in reversed(self.heads) if head.indent < row.indent)
        return next(above, None) if row.codes.main is None else None

    def _set_in_beside(self, row: Row) -> Row | None:
        """The last row as far in as a plain name, where that one is part of the row less far in above both."""
        if row.role != "leaf" or not row.label:
            return None
        wider = [head for head in self.heads if head.indent < row.indent]
        beside = next((head for head in self.heads if head.indent == row.indent), None)
        return beside if wider and beside is not None and beside.parent == wider[-1].row else None

    def place_plain(self, row: Row) -> None:
        """Rows without a code: by ordinal, else under the ordinal above, else by indentation."""
        ordinal = ordinal_of(row)
        if is_year_total(row) and ordinal is None:
            self.clear()
            return
        if is_division(row):
            self.clear()
            row.role, self.outline = "subtotal", [(0, row)]
            return
        if ordinal is not None:
            if ordinal.first and not is_carried_over(row) and self._restarts_under_previous(ordinal.depth):
                self.outline = [(0, self.previous)] if self.previous is not None else []
            while self.outline and self.outline[-1][0] >= ordinal.depth:
                self.outline.pop()
            self._take_parent(row)
            self.outline.append((ordinal.depth, row))
            self.container = row if is_year_total(row) else None
        elif row.role == "subtotal" or is_carried_over(row) or self._leaves_item(row):
            self.outline, self.container = [], None
        elif self.divides and self.function is not None and _is_kind(row):
            row.parent = self.function.row
            self._indent(row)
        elif row.label and row.role == "leaf" and self.codes and (above := self._indent(row)) is not None:
            row.parent = row.parent or above.row
        elif row.label and row.role == "leaf" and self.codes and self.previous is not None and not self.outline:
            self._place_unknown(row)
        elif self.outline:
            self._take_parent(row)
        elif self.previous is not None and row.indent > self.previous.indent and row.parent is None:
            row.parent = self.previous.row
        elif row.parent is None and (beside := self._set_in_beside(row)) is not None:
            row.parent = beside.parent
        elif self.units and row.parent is None:
            row.parent = self.units[-1].row
        if row.role == "leaf":
            self._take_unit(row)
            self.heads = [*(head for head in self.heads if head.indent < row.indent), row]
        self.previous = row

    def _leaves_item(self, row: Row) -> bool:
        """Whether a row names an item that is no part of the item whose parts are open above (会议费 under 三公)."""
        item = item_of(row.label)
        above = [name for _, open_row in self.outline if (name := item_of(open_row.label)) is not None]
        return item is not None and bool(above) and all(item not in parts_within(name) for name in above)

    def _place_unknown(self, row: Row) -> None:
        """A name that no list has, between rows with codes: part of the row above if it repeats its figures, else of
        the 款 or 类 that is open; economic classifications end with the 款."""
        above = self.previous
        if above is not None and above.figures == row.figures:
            row.parent = above.row
        elif row.parent is None and self.codes:
            is_economic = above is not None and above.codes.function is None and above.function_inferred is None
            longest = _DIVISION_DIGITS if is_economic else _ITEM_DIGITS
            wider = (
                code for code, open_row in self.codes.items() if len(code) < longest and open_row.indent <= row.indent
            )
            open_code = max(wider, key=lambda c: (len(c), c), default="")
            row.parent = self.codes[open_code].row if open_code else None

    def _restarts_under_previous(self, depth: int) -> bool:
        """Whether ordinals that start anew list the parts of the plain row right above."""
        above = self.previous
        if above is None or has_ordinal(above) or above.role not in {"leaf", "closing"}:
            return False
        return is_carried_over(above) or any(open_depth == depth for open_depth, _ in self.outline)

    def _take_parent(self, row: Row) -> None:
        if row.parent is None and self.outline:
            row.parent = self.outline[-1][1].row
        elif row.parent is None and self.units:
            row.parent = self.units[-1].row


def _heads_its_code(above: Row, row: Row) -> bool:
    """Whether a row names a code alone, over rows of other names that print the code: an item over its projects."""
    return above.codes.main is None and row.codes.main is not None and above.label != row.label


def _repeats_as_item(above: Row, row: Row) -> bool:
    """Whether a row is the 项 of the row above with its very code and figures: a 款 of functions without 项 of its own.

    At any other level a code that stands twice with the same figures is a row printed twice.
    """
    code = row.codes.function or row.function_inferred
    return code is not None and len(code) == _DIVISION_DIGITS and above.figures == row.figures


def _contains(above: Row, row: Row, total: Row | None) -> bool:
    if above.unit_code and row.unit_code and row.unit_code != above.unit_code:
        return row.unit_code.startswith(above.unit_code)
    if above.unit_name == row.unit_name or row.indent > above.indent:
        return True
    return total is not None and above.figures == total.figures and above.parent is None
