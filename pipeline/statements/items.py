"""Items that the field itself defines (三公经费 and its parts), recognised by their label."""

import re
from collections.abc import Mapping
from functools import cache

from pipeline.statements.of_which import without_mark
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import load

_YEAR = re.compile(r"^20\d\d年度?")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["measure"], re.compile("|".join(f"(?:{pattern})" for pattern in entry["patterns"])))
        for entry in load("items")["item"]
    )


@cache
def _short_patterns() -> Mapping[str, re.Pattern[str]]:
    entries = (entry for entry in load("items")["item"] if "short" in entry)
    return {entry["measure"]: re.compile("|".join(f"(?:{pattern})" for pattern in entry["short"])) for entry in entries}


@cache
def parts() -> dict[str, tuple[str, ...]]:
    """The parts of each item that has parts."""
    result: dict[str, tuple[str, ...]] = {}
    for entry in load("items")["item"]:
        if "part_of" in entry:
            result[entry["part_of"]] = (*result.get(entry["part_of"], ()), entry["measure"])
    return result


def parts_within(item: str) -> frozenset[str]:
    """The parts of an item and their parts."""
    direct = parts().get(item, ())
    return frozenset(direct).union(*(parts_within(part) for part in direct))


def part_named(label: str, whole: str) -> str | None:
    """The part of the item ``whole`` that a label under it names, also by a short name (购置费), or None."""
    short = _short_patterns()
    bare = _bare(label)
    names = parts().get(whole, ())
    named = item_of(label)
    return named if named in names else next((n for n in names if n in short and short[n].fullmatch(bare)), None)


def _bare(label: str) -> str:
    unmarked = without_mark(fold(split_ordinal(squeeze(label))[1]))
    return _YEAR.sub("", split_ordinal(unmarked)[1])


def item_of(label: str) -> str | None:
    """The item that a label names, or None."""
    bare = _bare(label)
    return next((measure for measure, pattern in _patterns() if pattern.fullmatch(bare)), None)
