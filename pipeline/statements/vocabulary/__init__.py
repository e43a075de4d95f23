"""The vocabulary of budget disclosures as data (*.toml) and the few ways to ask it; a new form is added here."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.statements.text import fold, without_exclusions, without_inclusions

# A garbled header of four and more characters is taken for the one that it is most like, from this likeness on.
_BETWEEN_NAMES = re.compile("[、,;/+和及与]")
_LIKENESS = 78.0
_SHORTEST_GARBLED = 4
# A shorter piece of a torn header may be of any.
_SHORTEST_PIECE = 3
# A longer text is no term; patterns and likeness would take long over it.
_LONGEST = 2_000
# The same headers and labels are asked about again and again, within a document and from one to the next.
_LONGEST_REMEMBERED = 80
_MOST_REMEMBERED = 1 << 13


@cache
def load(name: str) -> dict[str, Any]:
    """One data file, for example ``load("columns")``."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Terms:
    """Names with their exact synonyms and patterns, matched exactly first and fuzzily where asked."""

    exact: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    _matched: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """What short texts matched."""

    @classmethod
    def of(cls, section: Mapping[str, Mapping[str, Any]]) -> "Terms":
        """Terms of a section such as ``[concept.serial]``; the first name that claims a synonym keeps it."""
        exact: dict[str, str] = {}
        for name, entry in section.items():
            for synonym in entry.get("exact", ()):
                exact.setdefault(fold(synonym), name)
        patterns = tuple(
            (re.compile(pattern), name) for name, entry in section.items() for pattern in entry.get("patterns", ())
        )
        return cls(exact, patterns)

    def match(self, folded: str) -> str | None:
        """The name whose synonym the folded text is, or whose pattern it matches in full."""
        if folded in self.exact:
            return self.exact[folded]
        return _remembered(self._matched, folded, self._by_pattern) if len(folded) <= _LONGEST else None

    def _by_pattern(self, folded: str) -> str | None:
        return next((name for pattern, name in self.patterns if pattern.fullmatch(folded)), None)

    def match_garbled(self, folded: str) -> str | None:
        """The name whose synonym the folded text is most like, if it is like enough."""
        if not _SHORTEST_GARBLED <= len(folded) <= _LONGEST:
            return None
        candidates = [synonym for synonym in self.exact if len(synonym) >= _SHORTEST_GARBLED]
        best = process.extractOne(folded, candidates, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        return self.exact[best[0]] if best else None


@dataclass(frozen=True)
class Labels:
    """Ordered lists of patterns that are searched in a text: the first name that matches wins."""

    entries: tuple[tuple[str, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]], ...]
    exact: Mapping[str, str]
    _found: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """What was found in short texts."""

    @classmethod
    def of(cls, entries: list[dict[str, Any]]) -> "Labels":
        """Labels of an array such as ``[[fund]]``."""
        return cls(
            tuple(
                (entry["name"], _compiled(entry.get("patterns", ())), _compiled(entry.get("none", ())))
                for entry in entries
            ),
            {word: entry["name"] for entry in entries for word in entry.get("exact", ())},
        )

    def search(self, folded: str) -> str | None:
        """The first name one of whose patterns is found and none of whose exceptions is."""
        return _remembered(self._found, folded, lambda text: next(self.search_all(text), None))

    def search_all(self, folded: str) -> Iterator[str]:
        """All names one of whose patterns is found and none of whose exceptions is.

        What a text leaves out or includes in brackets names none: 事业收入（含教育收费）.
        """
        folded = without_inclusions(without_exclusions(folded)) or folded
        for name, patterns, exceptions in self.entries:
            if any(p.search(folded) for p in patterns) and not any(p.search(folded) for p in exceptions):
                yield name

    def search_one(self, folded: str) -> str | None:
        """The name that a text has; None where it lists several (一般公共预算、政府性基金)."""
        named = self.search(folded)
        listed = {self.search(part) for part in _BETWEEN_NAMES.split(folded) if part}
        return named if len(listed) == 1 or named not in listed else None

    def search_torn(self, folded: str) -> str | None:
        """The one name whose words (``exact``) begin with the text, as where a line was torn: 一般公."""
        if len(folded) < _SHORTEST_PIECE:
            return None
        names = {name for word, name in self.exact.items() if word.startswith(folded)}
        return names.pop() if len(names) == 1 else None

    def search_garbled(self, folded: str) -> str | None:
        """The name of the word (``exact``) from which the text differs in one character, as where that was misread."""
        alike = (word for word in self.exact if len(word) == len(folded) and word != folded)
        return next((self.exact[word] for word in alike if sum(map(str.__ne__, word, folded)) == 1), None)


def _remembered(known: dict[str, str | None], text: str, asked: Callable[[str], str | None]) -> str | None:
    """The answer to a text, which for a short one is asked for once."""
    if len(text) > _LONGEST_REMEMBERED:
        return asked(text)
    if text not in known:
        if len(known) >= _MOST_REMEMBERED:
            known.clear()
        known[text] = asked(text)
    return known[text]


def _compiled(patterns: list[str] | tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


@cache
def any_of(file: str, *keys: str) -> re.Pattern[str]:
    """One pattern for the list at ``keys`` of a file."""
    entry: Any = load(file)
    for key in keys:
        entry = entry[key]
    return re.compile("|".join(f"(?:{pattern})" for pattern in entry))


@cache
def column_terms() -> Terms:
    """The concepts of column headers."""
    return Terms.of(load("columns")["concept"])


@cache
def form_terms() -> Terms:
    """The keys of forms."""
    return Terms.of(load("forms")["key"])


@cache
def labels(kind: str) -> Labels:
    """``fund``, ``component``, ``phase`` or ``flow`` of funds.toml."""
    return Labels.of(load("funds")[kind])
