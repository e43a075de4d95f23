"""The region of a disclosure: the government whose finance bureau approves the budget, and by which evidence.

The order is the design's: project codes, a printed 区划, the unit's name, the path.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.facts.disclosure.evidence import Line, labels
from pipeline.facts.disclosure.peers import peer_group
from pipeline.facts.disclosure.unit_names import any_of
from pipeline.facts.disclosure.unlisted_places import unlisted
from pipeline.facts.vocabulary import load
from pipeline.reference.regions import (
    NamedRegion,
    Region,
    find_region,
    levels,
    name_mentions,
    region,
    short_province_or_prefecture,
)
from pipeline.reference.text import squeeze

RegionSource = Literal["project_code", "printed", "name", "path"]

_PROJECT_CODE = re.compile(
    r"(?<![0-9A-Za-z])(?P<region>[1-6]\d{5})(?:000)?[1-3]\d(?=[0-9A-Z]{7,})[0-9A-Z]+(?![0-9A-Za-z])"
)
"""Region, two digits of the year of entry, at least seven more: 130121 25 P00000910004M."""

_CUT_CODE = re.compile(r"(?P<region>[1-6]\d{5})[1-3]\d\d")
"""The beginning of a project code that a line break cut off, alone in its cell."""

_CUT_CODES = 3
"""How many such beginnings it takes: one alone may be any number."""

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Location:
    """A region's code and the evidence for it, or the reason why there is none."""

    code: str | None
    source: RegionSource | None
    reason: str | None = None


def locate(found: Sequence[Line], names: Sequence[str], path: str, year: int | None) -> Location:
    """The region of a document from its lines, the names it gives itself (best first) and its path.

    Project codes of a government above the one the name says are transfers from above and leave the name right; a
    single code elsewhere is taken for a misreading when the name says something else.
    """
    by_name, reason = _by_name(found, names, path, year)
    votes = project_regions(found, year)
    if votes:
        code, count = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
        if by_name is None:
            return Location(code, "project_code")
        if by_name.code in votes:
            return Location(by_name.code, "project_code")
        voted = region(code, year)
        if not (voted and voted.covers(by_name)) and count > 1:
            return Location(code, "project_code")
    printed = _printed(found, year)
    if printed:
        return Location(printed.code, "printed")
    if by_name:
        return Location(by_name.code, "name")
    by_path = _by_path(path, names, year)
    return Location(by_path.code, "path") if by_path else Location(None, None, reason)


def project_regions(found: Sequence[Line], year: int | None) -> Counter[str]:
    """How many project codes begin with each region's code valid in the year.

    Codes cut off at a line break count only where no whole code stands. The code of a finance bureau outside the list
    (a development zone's) counts when its prefecture is in the list and it is met at least twice.
    """
    whole: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    seen: set[str] = set()
    for line in found:
        texts = [line.words] if line.in_table else line.text.split()
        for text in texts:
            for match in _PROJECT_CODE.finditer(text):
                if match[0] not in seen and not _is_credit_code(match[0]):
                    seen.add(match[0])
                    whole[match["region"]] += 1
            if beginning := _CUT_CODE.fullmatch(text):
                cut[beginning["region"]] += 1
    votes: Counter[str] = Counter()
    for prefix, count in whole.items() if whole else [vote for vote in cut.items() if vote[1] >= _CUT_CODES]:
        code = _region_code(prefix, count, year)
        if code:
            votes[code] += count
    return votes


def place_of_name(name: str, year: int | None = None) -> NamedRegion | None:
    """The region named in a unit's name, by its full name or, at the beginning, without its kind (X for X市).

    A county's name without its kind counts before a development zone only, where no other county bears it. A region
    whose name is only a part of another place's is none.
    """
    full = find_region(name, year)
    if full is not None:
        return full if unlisted(name, full) is None else None
    return short_province_or_prefecture(name, year) or _county_of_zone(name, year)


def _county_of_zone(name: str, year: int | None) -> NamedRegion | None:
    place = find_region(name, year, short=True)
    is_named = place is not None and place.start == 0 and len(place.candidates) == 1
    return place if is_named and place is not None and _begins_zone(squeeze(name), place) else None


def _begins_zone(name: str, place: NamedRegion) -> bool:
    """Whether a zone follows a region's name: by its kind alone, or with a name of its own before the kind."""
    return _zone().match(name, place.end) is not None


@cache
def _zone() -> re.Pattern[str]:
    words = load("identity")["stem"]
    return re.compile(f"(?:{any_of(words['zone'])})|[一-鿿]{{1,4}}?(?:{any_of(words['named_zone'])})")


def _region_code(prefix: str, count: int, year: int | None) -> str | None:
    if region(prefix, year):
        return prefix
    for tail, above in (("9900", prefix[:2] + "0000"), ("99", prefix[:4] + "00")):
        # 330199 and 339900 are how finance systems code the own level of a prefecture and of a province
        if prefix.endswith(tail) and region(above, year):
            return above
    return prefix if count > 1 and region(prefix[:4] + "00", year) else None


def _is_credit_code(text: str) -> bool:
    """Whether the text is a unified social credit code (GB 32100): 18 characters with a valid check character."""
    if len(text) != 18 or any(character not in _CREDIT_ALPHABET for character in text):
        return False
    total = sum(_CREDIT_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(text[:17]))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == text[17]


def _printed(found: Sequence[Line], year: int | None) -> Region | None:
    for label in labels(found):
        if label.role == "region":
            digits = re.match(r"\d{6}", label.value)
            named = find_region(label.value, year)
            place = region(digits[0], year) if digits else named.region if named else None
            if place:
                return place
    return None


def _by_name(
    found: Sequence[Line], names: Sequence[str], path: str, year: int | None
) -> tuple[Region | None, str | None]:
    text = "".join(line.words for line in found)
    reason = None
    for name in names:
        place = place_of_name(name, year)
        if place is None:
            continue
        is_stem = squeeze(name)[place.start : place.end] in place.candidates[0].short_names[:1]
        if is_stem and place.candidates[0].name not in text and not _counts_as_stem(squeeze(name), place):
            continue
        chosen = place.region or _by_context(place.candidates, text, path)
        if chosen:
            return chosen, None
        words = squeeze(name)[place.start : place.end]
        reason = (
            reason or f"{words} names {len(place.candidates)} regions and nothing in the document or its path decides"
        )
    if reason is None and names:
        mentioned = _by_mentions(found, names[0], year)
        if mentioned:
            return mentioned, None
    return None, reason or "no region in a project code, a printed 区划, a name or the path"


def _counts_as_stem(name: str, place: NamedRegion) -> bool:
    """Whether a region's name without its kind says the region by what follows: a zone of a city, or a university.

    A university named after a province is that province's, unless a ministry's; one named after a city may be either's.
    """
    words = load("identity")["stem"]
    levels_of = levels(place.candidates[0])
    if _begins_zone(name, place):
        return levels_of != {"province"}
    is_school = name.endswith(tuple(words["school"])) and not name.startswith(tuple(words["of_ministries"]))
    return is_school and "province" in levels_of


def _by_context(candidates: Sequence[Region], text: str, path: str) -> Region | None:
    """The candidate whose prefecture or province the document, or else its path, names most."""
    for words in (text, squeeze(path)):
        counts = Counter({candidate.code: _mentions_of_parents(candidate, words) for candidate in candidates})
        (best, most), *others = counts.most_common()
        if most and all(count < most for _, count in others):
            return next(candidate for candidate in candidates if candidate.code == best)
    return None


def _mentions_of_parents(candidate: Region, text: str) -> int:
    parent = region(candidate.parent_code) if candidate.parent_code else None
    if parent is None:
        return 0
    return text.count((*parent.short_names, parent.name)[0])


def _by_mentions(found: Sequence[Line], name: str, year: int | None) -> Region | None:
    """The region that a document names clearly most often, for a unit whose name has none (省人大办公厅)."""
    levels = {"省": ("province",), "市": ("prefecture", "county", "province"), "县": ("county",), "区": ("county",)}
    allowed = levels.get(name[0], ("province", "prefecture", "county"))
    place = find_region(name, year)
    other = (unlisted(name, place) if place else None) or "\n"
    counts: Counter[Region] = Counter()
    for line in found:
        for mention in name_mentions(line.words.replace(other, "\n"), year):
            if mention.region and mention.region.level in allowed:
                counts[mention.region] += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _by_path(path: str, names: Sequence[str], year: int | None) -> Region | None:
    """The deepest region that the parts of the path name, the file's name last.

    It counts where the name speaks of its level: a folder that names a province or a prefecture may hold the files of
    its counties, and a town's budget (X镇) is no province's.
    """
    chosen: Region | None = None
    for part in filter(None, re.split(r"[/\\_\-.\s]+", path)):
        place = _place_in_part(part, year)
        inside = (
            [candidate for candidate in place.candidates if chosen is None or chosen.covers(candidate)] if place else []
        )
        if len(inside) == 1:
            chosen = inside[0]
    return chosen if chosen is None or _is_of_level(names[0] if names else "", chosen) else None


def _is_of_level(name: str, place: Region) -> bool:
    """Whether a name without a region may be of a region's level; one that says nothing of it is of no province.

    A municipality (直辖市) is a province and a prefecture, and a city without counties is a county, too.
    """
    said = {
        level
        for level, words in load("identity")["level"].items()
        if name.startswith(tuple(words["begins"])) or name.endswith(tuple(words["ends"]))
    }
    return not (said or {"prefecture", "county"}).isdisjoint(levels(place))


def _place_in_part(part: str, year: int | None) -> NamedRegion | None:
    """The region a part of a path names in full, or without its kind as the whole part or (not a county) before it.

    A part that is also the word for a department's business (公安, the stem of a county's name) names no county.
    """
    full = find_region(part, year)
    if full:
        return full if unlisted(part, full) is None else None
    short = find_region(part, year, short=True)
    if short and (short.start, short.end) == (0, len(part)):
        is_business = peer_group(part + "局") is not None
        return None if is_business and all(candidate.level == "county" for candidate in short.candidates) else short
    return short_province_or_prefecture(part, year)
