"""The units that a department's disclosure lists as its own (预算单位构成): those of its budget, in text and tables.

A unit that publishes its own disclosure often does not say whose unit it is; the department's says it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.facts.disclosure.evidence import Line
from pipeline.facts.disclosure.peers import canonical_name
from pipeline.facts.disclosure.unit_names import Organisation, organisation, organisation_in
from pipeline.facts.vocabulary import load

_LONGEST_NAME = 45
_PIECES = re.compile(r"[、,，;；:：。]")
_WITHIN = re.compile(r"(分别[为是]|包括|和|及|与)")
"""Where a piece may be parted once more; a name may have such a word (文化和旅游局), and longer parts count, too."""
_MOST_WITHIN = 6
_BEHIND = re.compile(r"[;；。,，、]+$")


def listed_units(found: Sequence[Line], department: str) -> tuple[str, ...]:
    """The canonical names (:func:`peers.canonical_name`) of the units that the lines list, without the department's.

    A unit is listed by a line or a cell that is its name, and in a sentence that speaks of the units of the budget.
    """
    hints = tuple(load("identity")["listed"]["hints"])
    own = canonical_name(department)
    names = {
        canonical_name(entry.name)
        for line in found
        for entry in _names(line, hints)
        if entry.scope != "own" and len(entry.name) <= _LONGEST_NAME
    }
    return tuple(sorted(names - {own}))


def _names(line: Line, hints: Sequence[str]) -> Iterator[Organisation]:
    if len(line.words) <= _LONGEST_NAME and (name := organisation_in(_BEHIND.sub("", line.text))):
        yield name
    elif not line.in_table and any(hint in line.words for hint in hints):
        for piece in _PIECES.split(line.words):
            yield from filter(None, map(organisation, _parts(piece)))


def _parts(piece: str) -> list[str]:
    """The piece and its parts from one word that may part it to any other."""
    texts = _WITHIN.split(piece)
    if len(texts) > 2 * _MOST_WITHIN:
        return [piece]
    starts = range(0, len(texts), 2)
    return ["".join(texts[start : end + 1]) for start in starts for end in starts if start <= end]
