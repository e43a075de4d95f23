"""Administrative divisions (行政区划, GB/T 2260): by code and year, and read out of a printed name.

A region is the government whose finance bureau approves a budget: a province, a prefecture or a county.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import takewhile

from pipeline.reference.lists import read_rows
from pipeline.reference.text import squeeze

_PEOPLES = "|".join(row["name"] for row in read_rows("peoples.csv"))
_SUFFIX = re.compile(
    rf"(?:{_PEOPLES})*(?P<kind>自治区|自治州|自治县|自治旗|特别行政区|特区|林区|地区|省|市|盟|县|区|旗)$"
)
_SHORT_KIND = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


@dataclass(frozen=True)
class Region:
    """One period of one code. ``valid_to`` is the year of the change that ended it, None while it lasts.

    ``successors`` are the codes that replaced it; codes that took over a part while it lasted are left out.
    """

    code: str
    name: str
    level: str
    province: str
    prefecture: str | None
    valid_from: int
    valid_to: int | None
    successors: tuple[str, ...] = ()

    def is_valid(self, year: int | None) -> bool:
        """Whether the code was in force in a year, the year of its end included; None asks for today's."""
        if year is None:
            return self.valid_to is None
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    @cached_property
    def parent_code(self) -> str | None:
        """The region one level up: the prefecture of a county, the province of the rest; None for a province."""
        if self.level == "province":
            return None
        prefecture = self.code[:4] + "00"
        if self.level == "county" and prefecture in _by_code():
            return prefecture
        return self.code[:2] + "0000"

    @cached_property
    def short_names(self) -> tuple[str, ...]:
        """The name without its kind and peoples, and for an autonomous region the stem with its kind (X州, X自治州)."""
        match = _SUFFIX.search(self.name)
        stem = self.name[: match.start()] if match else ""
        if match is None or len(stem) < 2:
            return ()
        kind = _SHORT_KIND.get(match["kind"])
        return (stem, stem + kind, stem + match["kind"]) if kind else (stem,)

    def covers(self, other: "Region") -> bool:
        """Whether the other region is this one or lies in it, by the digits of the codes."""
        digits = {"province": 2, "prefecture": 4}.get(self.level, 6)
        return self.code[:digits] == other.code[:digits]


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region read out of a text: the regions the words may stand for and the span of the words in the text."""

    candidates: tuple[Region, ...]
    start: int
    end: int

    @property
    def region(self) -> Region | None:
        """The region, if the words leave no choice."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@cache
def all_regions() -> tuple[Region, ...]:
    """Every code and period of the list, in the order of code and year."""
    rows = (
        Region(
            code=row["region_code"],
            name=row["name"],
            level=row["level"],
            province=row["province"],
            prefecture=row["prefecture"] or None,
            valid_from=int(row["valid_from"]),
            valid_to=int(row["valid_to"]) if row["valid_to"] else None,
            successors=tuple(code for code in row["successors"].split(";") if code.isdigit()),
        )
        for row in read_rows("regions.csv")
    )
    return tuple(sorted(rows, key=lambda region: (region.code, region.valid_from)))


def region(code: str, year: int | None = None) -> Region | None:
    """The region that a code named in a year, or None.

    In a year of change it is the older one, which adopted the year's budget. Without a year it is the latest.
    """
    periods = _by_code().get(code, ())
    if year is None:
        return periods[-1] if periods else None
    return next((period for period in periods if period.is_valid(year)), None)


@cache
def levels(place: Region) -> frozenset[str]:
    """The levels of government that a region is of: its own, and those below it that it has no regions of."""
    below = {entry.level for entry in all_regions() if place.covers(entry) and entry.is_valid(None)}
    order = ("province", "prefecture", "county")
    own = order.index(place.level)
    deeper = takewhile(lambda level: level not in below, order[own + 1 :])
    return frozenset((place.level, *deeper))


def find_region(text: str, year: int | None = None, *, short: bool = False) -> NamedRegion | None:
    """The first region that a text names, as far down as the words go: X市Y区… gives the county Y区.

    The text is squeezed first and the span counts in the squeezed text. Of two names at one place the longer wins; a
    name that continues the one before it must lie in it. With ``short`` names without their kind count too (X for X市).
    Several candidates remain where several regions share the name and nothing before it decides.
    """
    words = squeeze(text)
    return next((found for start in range(len(words)) if (found := _chain(words, start, year, short))), None)


def name_mentions(text: str, year: int | None = None) -> list[NamedRegion]:
    """Every region that a text names by its full name, in order, without overlaps."""
    words = squeeze(text)
    found: list[NamedRegion] = []
    start = 0
    while start < len(words):
        mention = _chain(words, start, year, False)
        if mention:
            found.append(mention)
        start = mention.end if mention else start + 1
    return found


def short_province_or_prefecture(text: str, year: int | None = None) -> NamedRegion | None:
    """The province or prefecture whose name without its kind begins a text: X for X市."""
    words = squeeze(text)
    found = _longest(words, 0, year, True, lambda region: region.level != "county")
    if found and len({region.level for region in found.candidates}) > 1:
        provinces = tuple(region for region in found.candidates if region.level == "province")
        return NamedRegion(provinces, found.start, found.end)
    return found


@cache
def _by_code() -> Mapping[str, tuple[Region, ...]]:
    index: dict[str, list[Region]] = {}
    for entry in all_regions():
        index.setdefault(entry.code, []).append(entry)
    return {code: tuple(periods) for code, periods in index.items()}


@cache
def _by_name(short: bool) -> tuple[Mapping[str, tuple[Region, ...]], int]:
    index: dict[str, list[Region]] = {}
    for entry in all_regions():
        for name in (entry.name, *(entry.short_names if short else entry.short_names[1:])):
            index.setdefault(name, []).append(entry)
    return {name: tuple(found) for name, found in index.items()}, max(map(len, index))


def _longest(
    words: str, start: int, year: int | None, short: bool, keep: Callable[[Region], bool]
) -> NamedRegion | None:
    index, longest = _by_name(short)
    for end in range(min(len(words), start + longest), start + 1, -1):
        found = _distinct(entry for entry in index.get(words[start:end], ()) if entry.is_valid(year) and keep(entry))
        if found:
            return NamedRegion(found, start, end)
    return None


def _chain(words: str, start: int, year: int | None, short: bool) -> NamedRegion | None:
    found = _longest(words, start, year, short, lambda region: True)
    while found:
        deeper = _longest(words, found.end, year, short, partial(_is_below_any, found.candidates))
        if deeper is None:
            return NamedRegion(found.candidates, start, found.end)
        found = deeper
    return None


def _is_below_any(above: Iterable[Region], region: Region) -> bool:
    """Whether a region lies in one of those before it: by the digits, or a prefecture that another one governs
    (伊犁哈萨克自治州塔城地区)."""
    return any(
        upper.level != "county" and region.code != upper.code and (upper.covers(region) or _beside(upper, region))
        for upper in above
    )


def _beside(one: Region, other: Region) -> bool:
    """Whether two regions are prefectures of one province."""
    return one.level == other.level == "prefecture" and one.code[:2] == other.code[:2]


def _distinct(found: Iterable[Region]) -> tuple[Region, ...]:
    return tuple({entry.code: entry for entry in found}.values())
