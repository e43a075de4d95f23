"""Groups of like departments and the successions between their names, from ``vocabulary/departments.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.facts.vocabulary import load
from pipeline.reference.regions import find_region, short_province_or_prefecture
from pipeline.reference.text import squeeze

_BEFORE = re.compile(
    r"^(?:中国共产党|中共|人民政府(?=.{3,}(?:局|委员会|委|室|厅|办)$)(?!办公)|[省市县区州旗](?=.{3,}))"
)


@dataclass(frozen=True, slots=True)
class Succession:
    """One name of a bureau that followed another; names without the region."""

    before: str
    after: str
    reason: str


def function_name(name: str) -> str:
    """A department's name without the region and the words that belong to it: X区教育局 gives 教育局."""
    words = _without_region(name)
    while (shorter := _BEFORE.sub("", words, count=1)) != words:
        words = shorter
    return words


def peer_group(name: str) -> str | None:
    """The group of like departments that a name belongs to, or None."""
    words = function_name(name)
    return next((group for group, pattern in _groups().items() if pattern.fullmatch(words)), None)


def is_department_name(name: str) -> bool:
    """Whether a name is one that a department of a government bears, and not a sub-unit's."""
    return peer_group(name) is not None


@lru_cache(maxsize=65536)
def canonical_name(name: str) -> str:
    """A key that the spellings of one name in one region share: 中国共产党X省委员会办公厅 and X省委办公厅."""
    words = _without_region(name)
    for entry in load("departments")["spelling"]:
        words = re.sub(entry["pattern"], entry["replacement"], words)
    return words or squeeze(name)


@cache
def successions() -> tuple[Succession, ...]:
    """The successions that reforms made, as stated in the data file."""
    return tuple(Succession(entry["from"], entry["to"], entry["reason"]) for entry in load("departments")["succession"])


def _without_region(name: str) -> str:
    words = squeeze(name)
    place = find_region(words) or short_province_or_prefecture(words)
    return words[: place.start] + words[place.end :] if place else words


@cache
def _groups() -> Mapping[str, re.Pattern[str]]:
    groups = load("departments")["group"]
    return {group["name"]: re.compile("|".join(f"(?:{p})" for p in group["patterns"])) for group in groups}
