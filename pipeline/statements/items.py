"""Items that the field itself defines (三公经费 and its parts), recognised by their label."""

import re
from functools import cache

from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import load

_OF_WHICH = re.compile(r"^其中[::]?")
_YEAR = re.compile(r"^20\d\d年度?")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["measure"], re.compile("|".join(f"(?:{pattern})" for pattern in entry["patterns"])))
        for entry in load("items")["item"]
    )


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


def item_of(label: str) -> str | None:
    """The item that a label names, or None."""
    without_mark = _OF_WHICH.sub("", fold(split_ordinal(squeeze(label))[1]))
    bare = _YEAR.sub("", split_ordinal(without_mark)[1])
    return next((measure for measure, pattern in _patterns() if pattern.fullmatch(bare)), None)
