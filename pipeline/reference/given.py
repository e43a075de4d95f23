"""What a user gives: population, price levels, links of names, as CSV files in data/reference (form: README.md there).

A file that is not there gives no rows, and everything that would need them is null; nothing is estimated.
"""

import csv
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pipeline.contract import columns

Row = dict[str, object]
_YEARS = range(1949, 2101)


class GivenTableError(ValueError):
    """A file of data/reference that is not in its form; the message names the file, the line and the cure."""


def _region(text: str) -> str:
    if len(text) != 6 or not text.isdecimal():
        raise ValueError("a region_code has six digits (000000 for the whole country)")
    return text


def _year(text: str) -> int:
    if not text.isdecimal() or int(text) not in _YEARS:
        raise ValueError("fiscal_year is a year such as 2025")
    return int(text)


def _residents(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ValueError("residents is a number of persons, in digits only (not in 万)")
    return int(text)


def _index(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise ValueError("price_index is a number above 0, such as 103.2")
    return value.quantize(Decimal("0.0001"))


def _said(what: str) -> Callable[[str], str]:
    """A parser of words that are not left blank; ``what`` says what they are for."""

    def parse(text: str) -> str:
        if not text:
            raise ValueError(what)
        return text

    return parse


FILES: Mapping[str, str] = {
    "core.dim_population": "population.csv",
    "core.dim_price_index": "price_index.csv",
    "core.dim_department_link": "department_link.csv",
}
"""The file of each table that the user may give."""

_PARSERS: Mapping[str, Callable[[str], object]] = {
    "region_code": _region,
    "fiscal_year": _year,
    "residents": _residents,
    "price_index": _index,
    "source": _said("source says where the number is from"),
    "former_name": _said("former_name is the earlier name"),
    "name": _said("name is the later name"),
    "reason": _said("reason says why the two are one department"),
}
_ABOUT_IT = ("residents", "price_index", "source", "reason")
"""Columns that are no part of what a row is about, which stands once in its file."""


def given_rows(folder: Path, table: str) -> list[Row]:
    """The rows of the file for a table; none without the file.

    Raises GivenTableError for a file with other columns, a cell that does not parse, or two rows about the same.
    """
    path = folder / FILES[table]
    if not path.is_file():
        return []
    expected = list(columns(table))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        header = [name.strip() for name in next(reader, [])]
        if header != expected:
            raise GivenTableError(f"{path}: line 1 must read {','.join(expected)}")
        rows: list[Row] = []
        seen: set[tuple[object, ...]] = set()
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(expected):
                raise GivenTableError(f"{path}, line {reader.line_num}: {len(cells)} values, expected {len(expected)}")
            try:
                row = {name: _PARSERS[name](cell.strip()) for name, cell in zip(expected, cells, strict=True)}
            except ValueError as error:
                raise GivenTableError(f"{path}, line {reader.line_num}: {error}") from error
            key = tuple(row[name] for name in expected if name not in _ABOUT_IT)
            if key in seen:
                about = ", ".join(map(str, key))
                raise GivenTableError(f"{path}, line {reader.line_num}: {about} stands twice; keep one")
            seen.add(key)
            rows.append(row)
    return rows
