"""Lists whose nesting nothing shows, no code, ordinal or indentation: only the sums tell which row is part of which."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import islice, pairwise, takewhile

from pipeline.reference.loader import codes_by_name
from pipeline.statements.model import Row
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import split_ordinal

_FEWEST, _MOST = 3, 200
# A department and a unit of its own.
_FEWEST_UNITS = 2
# One code over one list of classes may be the whole of it.
_FEWEST_HEADS = 2
_MOST_STEPS = 20_000

Figures = tuple[Decimal, ...]
Forest = tuple[tuple[int, int | None], ...]


def nest_by_sums(rows: Sequence[Row]) -> None:
    """Nest the parts of a row that together are more than it, in the one way that makes every sum exact.

    A list prints a group, then its parts, then the next group. If all of them stand beside each other, they count
    twice, and the row above is less than their sum. They are nested only where exactly one nesting in this order makes
    each group the sum of its parts, in every column; else, and in lists of more than 200 rows, they stay as they are.
    """
    by_parent: dict[int | None, list[Row]] = {}
    place = {row.row: index for index, row in enumerate(rows)}
    for row in rows:
        by_parent.setdefault(row.parent, []).append(row)
    for whole in rows:
        parts = by_parent.get(whole.row, [])
        if not _FEWEST <= len(parts) <= _MOST or not all(_is_plain(row, parts[0]) for row in parts):
            continue
        if any(place[after.row] - place[before.row] != 1 for before, after in pairwise(parts)):
            continue
        target, values = _figures(whole), [_figures(row) for row in parts]
        if target is None or any(value is None or len(value) != len(target) for value in values):
            continue
        printed = [value for value in values if value]
        if all(sum(column) <= total for column, total in zip(zip(*printed, strict=True), target, strict=True)):
            continue
        search = _Search(printed)
        found = list(islice(search.forests(target), 2))
        if len(found) == 1 and search.is_complete:
            for index, parent in found[0]:
                if parent is not None:
                    parts[index].parent = parts[parent].row


def head_units_by_sums(rows: Sequence[Row]) -> None:
    """A department in the first row, without total or codes, heads its units where each column is their sum."""
    top = [row for row in rows if row.parent is None]
    if len(top) < _FEWEST_UNITS or top[0] is not rows[0] or any(row.role != "unit" or row.unit_code for row in top):
        return
    values = [value for row in top if (value := amounts(row)) is not None]
    if len(values) == len(top) and any(values[0]) and values[0] == tuple(map(sum, zip(*values[1:], strict=True))):
        for unit in top[1:]:
            unit.parent = top[0].row


def units_beside_places(rows: Sequence[Row]) -> None:
    """Rows that only their names make units (某某街道) stand beside the others where all together make the total.

    Would they head the rows under them, the sum of all were more.
    """
    total = [row for row in rows if row.role == "total"]
    listed = [row for row in rows if row.role != "total"]
    units = [row for row in listed if row.role == "unit"]
    if len(total) != 1 or not units or len(units) == len(listed) or not all(map(_is_uncoded, listed)):
        return
    if is_sum(total[0], listed):
        for unit in units:
            unit.role = "leaf"


def _is_uncoded(row: Row) -> bool:
    return row.role in {"leaf", "unit"} and row.unit_code is None and row.codes.main is None and row.parent is None


def head_items_by_sums(rows: Sequence[Row]) -> None:
    """A row with the name of its code heads the rows below it that print the code again, as 项目 do.

    These have other names, or are set in where a project is named like the code. It heads them where each column is
    their sum; else they stand beside each other, since a list may name one of its rows like the code.
    """
    for index, head in enumerate(rows):
        code = head.codes.function
        if code is None or code not in codes_by_name("function", head.label):
            continue
        below = list(takewhile(partial(_is_entry_of, code, head.indent), rows[index + 1 :]))
        values = [amounts(row) for row in below]
        known = [value for value in values if value is not None]
        if not known or len(known) < len(values) or any(row.parent != head.parent for row in below):
            continue
        if any(known[0]) and amounts(head) == tuple(sum(column, Decimal(0)) for column in zip(*known, strict=True)):
            for row in below:
                row.parent = head.row


def head_classes_by_sums(rows: Sequence[Row]) -> None:
    """Rows with a functional code (projects) head the economic classes right below them, where each is their sum.

    Where one is not, functions and classes are lists of their own, and nothing is changed.
    """
    lists: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row.codes.function is not None and row.codes.economic is None:
            lists.append((row, []))
        elif row.codes.economic is not None and row.codes.function is None and lists:
            lists[-1][1].append(row)
        elif row.role != "total":
            return
    headed = [(head, [row for row in below if row.parent == head.parent]) for head, below in lists]
    if len(headed) < _FEWEST_HEADS or not all(is_sum(head, parts) for head, parts in headed):
        return
    for head, parts in headed:
        for part in parts:
            part.parent = head.row


def _is_entry_of(code: str, indent: int, row: Row) -> bool:
    """Whether a row prints a code with a name that is not that of the code, or further in than ``indent``."""
    if row.codes.function != code or not row.label:
        return False
    return row.indent > indent or code not in codes_by_name("function", row.label)


def _is_plain(row: Row, first: Row) -> bool:
    """Whether nothing of its own says where a row belongs."""
    coded = row.codes.main or row.function_inferred or row.economic_inferred
    return row.role == "leaf" and not coded and split_ordinal(row.label)[0] is None and row.indent == first.indent


def _figures(row: Row) -> Figures | None:
    """The amounts of a row that prints some; None where one is no number, or none is above zero."""
    values = amounts(row)
    return values if values is not None and any(values) and min(values) >= 0 else None


def amounts(row: Row) -> Figures | None:
    """The amounts of a row, None where a cell prints something else than a number or nothing."""
    numbers = [parse_number("0" if not text or is_nil(text) else text) for text in row.figures]
    return tuple(n.value for n in numbers if n is not None) if None not in numbers and numbers else None


def is_sum(whole: Row, parts: Sequence[Row]) -> bool:
    """Whether a row is the sum of others in every column, and not zero in all."""
    values = [amounts(row) for row in (whole, *parts)]
    if not parts or any(value is None for value in values):
        return False
    total, *of_parts = [value for value in values if value is not None]
    return any(total) and total == tuple(map(sum, zip(*of_parts, strict=True)))


class _Search:
    """The nestings of a list, found in its order."""

    def __init__(self, values: Sequence[Figures]) -> None:
        self.values = values
        self.steps = 0

    @property
    def is_complete(self) -> bool:
        """Whether all nestings were looked at, and the search did not end because they are too many."""
        return self.steps <= _MOST_STEPS

    def forests(self, target: Figures) -> Iterator[Forest]:
        """The nestings of all rows under a whole of ``target``: for each row its index and that of its parent."""
        return (forest for end, forest in self._forests(0, target, None) if end == len(self.values))

    def _forests(self, start: int, rest: Figures, parent: int | None) -> Iterator[tuple[int, Forest]]:
        """The ways in which rows from ``start`` on are the parts that make ``rest``, each with where it ends."""
        self.steps += 1
        if not any(rest):
            yield start, ()
            return
        if start == len(self.values) or self.steps > _MOST_STEPS:
            return
        value = self.values[start]
        if any(part > whole for part, whole in zip(value, rest, strict=True)):
            return
        left = tuple(whole - part for part, whole in zip(value, rest, strict=True))
        for end, forest in self._forests(start + 1, left, parent):
            yield end, ((start, parent), *forest)
        for inner_end, inner in self._forests(start + 1, value, start):
            for end, forest in self._forests(inner_end, left, parent):
                yield end, ((start, parent), *inner, *forest)
