"""The code lists and the look-ups in them: classifications by code and by name, and the procurement catalogue.

The lists are the CSV files of ``data/`` (what each is and how far to trust it: README.md beside this module). Every
list is read once. Regions have a module of their own, ``pipeline.reference.regions``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.reference.lists import read_rows
from pipeline.reference.text import fold, without_ordinal

Classification = Literal["function", "economic", "gov_economic"]
"""支出功能分类, 部门预算支出经济分类, 政府预算支出经济分类."""

CATALOGUE_SINCE = 2023
"""First fiscal year of the procurement catalogue of 2022; the codes before it are another catalogue's."""

CLASSIFICATIONS: tuple[Classification, ...] = ("function", "economic", "gov_economic")


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a list. ``level`` is 1 类, 2 款, 3 项; the procurement catalogue's runs from 0 to 4.

    ``seen`` are the first and the last year in which a functional code was collected, ``documents`` in how many
    documents an observed one was.
    """

    code: str
    name: str
    level: int
    parent: str | None
    is_official: bool = True
    seen: tuple[int, int] | None = None
    documents: int = 0


def code_level(code: str) -> int:
    """The level that the length of a classification code says: 3 digits 1, 5 digits 2, 7 digits 3."""
    return (len(code) - 1) // 2


def code_parent(code: str) -> str | None:
    """The code one level up, or None for a 类."""
    return code[:-2] if len(code) > 3 else None


@cache
def codes(classification: Classification) -> Mapping[str, Code]:
    """The entries of a classification by code, amended, in the order of the codes."""
    rows = list(read_rows(f"{classification}_codes_observed.csv"))
    names = {row["code"]: row["name"] for row in rows}
    seen = {row["code"]: _span(row["years_seen"]) for row in rows if row.get("years_seen")}
    documents = {row["code"]: int(row["n_docs"]) for row in rows}
    for row in _amendments(classification):
        if row["action"] == "drop":
            names.pop(row["code"], None)
        elif row["action"] in ("add", "rename"):
            names[row["code"]] = row["name"]
    return {
        code: Code(
            code,
            names[code],
            code_level(code),
            code_parent(code),
            seen=seen.get(code),
            documents=documents.get(code, 0),
        )
        for code in sorted(names)
    }


def code_name(classification: Classification, code: str) -> str | None:
    """The name that the list gives a code, or None."""
    entry = codes(classification).get(code)
    return entry.name if entry else None


def code_by_name(
    classification: Classification,
    name: str,
    *,
    within: str | None = None,
    level: int | None = None,
    year: int | None = None,
) -> str | None:
    """The code that a printed name stands for, or None where the list has none or leaves several to choose from.

    White space, the width of characters, a leading ordinal and a closing 支出 do not matter; former names count.
    ``within`` keeps the codes below an ancestor; the name of one of its children then wins over a deeper one.
    ``level`` keeps 1 类, 2 款 or 3 项. Of two codes to which one parent gave the same name in different years (2089901
    until 2020, 2089999 since) the one in use in ``year`` is taken, without a year the later or the commoner.
    """
    found = [
        code
        for code in _by_name(classification).get(_name_key(name), ())
        if (within is None or (code.startswith(within) and code != within)) and level in (None, code_level(code))
    ]
    if within is not None and len(found) > 1:
        children = [code for code in found if code_parent(code) == within]
        found = children or found
    if len({code_parent(code) for code in found}) == 1:
        entries = codes(classification)
        found = sorted(found, key=lambda code: _distance(entries[code], year))[:1]
    return found[0] if len(found) == 1 else None


def codes_by_name(classification: Classification, name: str) -> tuple[str, ...]:
    """All codes that a printed name may stand for, in their order; see :func:`code_by_name`."""
    return tuple(sorted(_by_name(classification).get(_name_key(name), ())))


@cache
def former_names(classification: Classification) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The names that codes had in earlier years, by code: (name, its last year), the earliest first."""
    former: dict[str, list[tuple[str, int]]] = {}
    for row in _amendments(classification):
        if row["valid_to"]:
            former.setdefault(row["code"], []).append((row["name"], int(row["valid_to"])))
    return {code: tuple(sorted(names, key=lambda entry: entry[1])) for code, names in former.items()}


@cache
def aliases(classification: Classification) -> tuple[dict[str, str], ...]:
    """Names that stand for a code beside its own: ``code``, ``name``, ``reason`` and ``valid_to``, the last year of a
    former name, else ''."""
    return tuple(row for row in _amendments(classification) if row["action"] == "alias")


@cache
def code_breaks() -> tuple[dict[str, str], ...]:
    """The years since which a code holds other money than before, though its number stays."""
    return tuple(read_rows("code_breaks.csv"))


@cache
def procurement_catalogue() -> Mapping[str, Code]:
    """The government procurement catalogue (政府采购品目分类目录, 2022) by code."""
    return {
        row["code"]: Code(row["code"], row["name"], int(row["level"]), row["parent"] or None)
        for row in read_rows("procurement_catalogue_2022.csv")
    }


def _amendments(classification: Classification) -> Iterator[dict[str, str]]:
    return (row for row in read_rows("amendments.csv") if row["classification"] == classification)


def _span(years: str) -> tuple[int, int]:
    numbers = [int(year) for year in years.split(";")]
    return min(numbers), max(numbers)


def _distance(entry: Code, year: int | None) -> tuple[int, int, int]:
    """How far a year is from the years a code was seen in; of equal ones the later, then the commoner comes first."""
    if entry.seen is None:
        return 0, 0, -entry.documents
    first, last = entry.seen
    away = 0 if year is None else max(first - year, year - last, 0)
    return away, -last, -entry.documents


def _name_key(name: str) -> str:
    key = fold(without_ordinal(name))
    return key.removesuffix("支出") or key


@cache
def _by_name(classification: Classification) -> Mapping[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for entry in codes(classification).values():
        index.setdefault(_name_key(entry.name), []).append(entry.code)
    for row in aliases(classification):
        same_name = index.setdefault(_name_key(row["name"]), [])
        if row["code"] not in same_name:
            same_name.append(row["code"])
    return {key: tuple(sorted(found)) for key, found in index.items()}
