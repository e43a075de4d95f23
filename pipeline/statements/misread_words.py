"""Headers and labels of recognised text in which a character was misread: what they are meant to be.

A character is doubtful where no word of the vocabulary and no name of a list has it beside its neighbours (变 of
项目变出), or where it is no character of a word at all (合#). Only doubtful ones are ever taken for others, and only
for such as make a known word with their neighbours; what may be two known texts stays as it is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.reference.loader import CLASSIFICATIONS, codes, former_names, procurement_catalogue
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import column_terms, form_terms, load

_FILES = ("columns", "forms", "funds", "items", "rows", "statements")
_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile("\\^?([\u4e00-\u9fff]+)\\$?")
# Signs that no header or label prints: brackets, stops, operators and digits mean something in them.
_ODD = re.compile(r"[#*^~`'|\\_{}@&!?\"\ufffd]")
# One character of so many may be misread.
_PER_MISREAD = 4
# The characters beside a misread one that say what it is: at most so many on either side, and so many in all.
_BESIDE = 3
_FEWEST_BESIDE = 4
_LONGEST = 40


def doubtful(text: str) -> frozenset[int]:
    """The places of the characters of a squeezed text that make no known word with their neighbours; none of a text
    that is known as a whole."""
    if column_terms().match(fold(text)) is not None or form_terms().match(fold(text)) is not None:
        return frozenset()
    found = {match.start() for match in _ODD.finditer(text)}
    for run in _HAN.finditer(text):
        if len(run[0]) == 1:
            continue
        pairs = enumerate(pairwise(run[0]), start=run.start())
        known = {place for first, (a, b) in pairs if a + b in known_pairs() for place in (first, first + 1)}
        found.update(set(range(*run.span())) - known)
    return frozenset(found)


def meant(text: str, terms: Iterable[str]) -> set[str]:
    """The texts that a squeezed one may be: those of these terms, behind its ordinal, that differ in few characters.

    Nothing where one differs in a character that is not doubtful, or in one that is none of a word.
    """
    places = doubtful(text)
    if not places or len(text) > _LONGEST:
        return set()
    start = len(text) - len(split_ordinal(text)[1])
    found = set()
    for term in terms:
        if len(term) != len(text) - start:
            continue
        other = {start + i for i, (a, b) in enumerate(zip(text[start:], term, strict=True)) if a != b}
        if not other or len(other) > max(len(term) // _PER_MISREAD, 1):
            continue
        new = text[:start] + term
        if not other <= places or other & doubtful(new) or not all(_HAN.fullmatch(new[place]) for place in other):
            return set()
        found.add(new)
    return found


def meant_beside(text: str, lines: Iterable[str]) -> set[str]:
    """The texts that one is with a doubtful character as lines print it between the same neighbours.

    Nothing where a line prints it as the text does.
    """
    found: set[str] = set()
    for place in doubtful(text) if len(text) <= _LONGEST else ():
        before, behind = text[max(place - _BESIDE, 0) : place], text[place + 1 : place + 1 + _BESIDE]
        if not before or not behind or len(before) + len(behind) < _FEWEST_BESIDE:
            continue
        between = re.compile(f"(?<={re.escape(before)})[\u4e00-\u9fff](?={re.escape(behind)})")
        said = {match[0] for line in lines for match in between.finditer(line)}
        if text[place] not in said:
            found |= {text[:place] + character + text[place + 1 :] for character in said}
    return {new for new in found if not doubtful(new)}


@cache
def known_words() -> frozenset[str]:
    """The texts of headers and labels as the vocabulary spells them, and the names of classifications."""
    return known_headers() | {name for name in _names() if len(name) > 1}


@cache
def known_headers() -> frozenset[str]:
    """The texts of headers and labels as the vocabulary spells them."""
    words = {match[1] for file in _FILES for text in _texts(load(file)) if (match := _WORD.fullmatch(text))}
    exact = {squeeze(text) for text in _texts(_exact(load("columns")))}
    return frozenset(word for word in words | exact if len(word) > 1)


@cache
def known_pairs() -> frozenset[str]:
    """The pairs of Chinese characters that stand beside each other in a word of the vocabulary or a name of a list."""
    texts = [text for file in _FILES for text in _texts(load(file))]
    texts += [*_names(), *(item.name for item in procurement_catalogue().values())]
    return frozenset(
        one + other for text in texts for run in _HAN.findall(squeeze(text)) for one, other in pairwise(run)
    )


def _names() -> Iterator[str]:
    for kind in CLASSIFICATIONS:
        yield from (squeeze(entry.name) for entry in codes(kind).values())
        yield from (squeeze(name) for named in former_names(kind).values() for name, _ in named)


def _exact(value: Any) -> list[Any]:
    """The lists of exact synonyms in a file of the vocabulary."""
    if not isinstance(value, dict):
        return []
    return [item for key, held in value.items() for item in ([held] if key == "exact" else _exact(held))]


def _texts(value: Any) -> Iterator[str]:
    """All texts in a part of a file of the vocabulary."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for held in value:
            yield from _texts(held)
