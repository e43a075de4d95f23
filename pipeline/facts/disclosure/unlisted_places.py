"""Places that a name states and no list has (赣南县 holds 南县 and is another county): their regions are unknown.

The list of divisions is of some day; a county set up later, or one that a reader misread, must not become the county
whose name its own name happens to hold, nor its province.
"""

import re
from functools import cache

from pipeline.facts.disclosure.unit_names import any_of
from pipeline.facts.vocabulary import load
from pipeline.reference.regions import NamedRegion, Region, region
from pipeline.reference.text import squeeze

_LONGEST_REST = 2
"""So many characters before a region's name make another name with it; more are words of their own."""
_KINDS = "省市州盟县区旗"
_BEFORE = re.compile("[一-鿿]*$")
_BELOW = re.compile("[一-鿿]{1,4}[县旗](?![域级])(?=[一-鿿]{2})")


def unlisted(name: str, place: NamedRegion) -> str | None:
    """The words of a name up to the end of a place that is in no list, where the region found in it is only a part."""
    words = squeeze(name)
    if _is_part(words, place):
        return words[: place.end]
    below = _BELOW.match(words, place.end) if all(found.level != "county" for found in place.candidates) else None
    return words[: below.end()] if below else None


def _is_part(words: str, place: NamedRegion) -> bool:
    """Whether the characters before a region's name are the beginning of its name: no word, no region above it."""
    before = _BEFORE.search(words[: place.start])
    rest = _leads().sub("", before[0]) if before else ""
    above = sorted({name for found in place.candidates for name in _above(found)}, key=len, reverse=True)
    while stem := next((stem for stem in above if rest.startswith(stem)), None):
        rest = rest.removeprefix(stem)
    return 0 < len(rest) <= _LONGEST_REST and rest[-1] not in _KINDS


def _above(found: Region) -> set[str]:
    """The names of the regions that a region lies in."""
    names: set[str] = set()
    code = found.parent_code
    while code is not None and (parent := region(code)) is not None:
        names |= {parent.name, *parent.short_names}
        code = parent.parent_code
    return names


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"^(?:年度?)?(?:{any_of(load('identity')['region']['leads'])})*")
