"""The order of a disclosure's tables: as its own list of them says, else the standard one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.documents.model import Block, Paragraph
from pipeline.statements.text import fold
from pipeline.statements.titles import StatementKind, as_titled, kind_named, kind_of_title
from pipeline.statements.vocabulary import load

_LEADER = re.compile(r"[\s.．…·•_-]*\d*[\s.．…·•_-]*$")
_NAMES_TABLE = re.compile(r"表([(（].{1,30}[)）])?$")
_FEWEST_ENTRIES = 4
_MOST_BETWEEN = 2


@dataclass(frozen=True)
class Order:
    """Kinds of tables in the order of their places; tables of one place follow each other in any order.

    ``is_printed`` says that the document itself lists its tables so.
    """

    places: tuple[tuple[StatementKind, ...], ...]
    is_printed: bool = False

    @property
    def kinds(self) -> Iterator[StatementKind]:
        """All kinds, place after place."""
        return chain.from_iterable(self.places)

    def fitting(
        self, fixed: Mapping[int, str], open_names: Mapping[int, frozenset[str]]
    ) -> dict[int, frozenset[StatementKind | None]] | None:
        """For each open table the kinds with which it can stand in this order, None among them if it can do without.

        ``fixed`` are the names of the known tables by their number in the document, ``open_names`` the candidates of
        the others. A table with two sides is one of its candidates; of the others as many as possible get a place of
        their own. The result is None where the known tables do not follow this order; those that it does not list may
        stand anywhere.
        """
        listed = {kind.name for kind in self.kinds}
        fixed = {index: name for index, name in fixed.items() if name in listed}
        walk = _Walk(self.places, fixed, open_names)
        return walk.found() if walk.best(0, 0, frozenset()) >= 0 else None


_State = tuple[int, frozenset[StatementKind]]
"""The place that was given last, and which of its kinds are taken."""


class _Walk:
    """All ways to give the tables, in document order, places that do not go back."""

    def __init__(
        self,
        places: Sequence[Sequence[StatementKind]],
        fixed: Mapping[int, str],
        open_names: Mapping[int, frozenset[str]],
    ) -> None:
        self.places = places
        self.fixed = fixed
        self.open_names = open_names
        self.sequence = sorted([*fixed, *open_names])
        self._best: dict[tuple[int, int, frozenset[StatementKind]], int] = {}

    def best(self, at: int, place: int, taken: frozenset[StatementKind]) -> int:
        """How many open tables can get a place from table ``at`` on; -1 where a known one cannot."""
        if at == len(self.sequence):
            return 0
        if (at, place, taken) not in self._best:
            gains = [
                gain + rest
                for _, gain, state in self._steps(at, place, taken)
                if (rest := self.best(at + 1, *state)) >= 0
            ]
            self._best[at, place, taken] = max(gains, default=-1)
        return self._best[at, place, taken]

    def found(self) -> dict[int, frozenset[StatementKind | None]]:
        """The kinds of each open table over all best ways."""
        kinds: dict[int, set[StatementKind | None]] = {index: set() for index in self.open_names}
        states: set[_State] = {(0, frozenset())}
        for at, index in enumerate(self.sequence):
            reached: set[_State] = set()
            for state in states:
                for kind, gain, following in self._steps(at, *state):
                    rest = self.best(at + 1, *following)
                    if rest >= 0 and gain + rest == self.best(at, *state):
                        reached.add(following)
                        if index in kinds:
                            kinds[index].add(kind)
            states = reached
        return {index: frozenset(of_table) for index, of_table in kinds.items()}

    def _steps(
        self, at: int, place: int, taken: frozenset[StatementKind]
    ) -> Iterator[tuple[StatementKind | None, int, _State]]:
        """What table ``at`` can be, whether that is a place for an open one, and the state after it."""
        index = self.sequence[at]
        names = self.open_names.get(index)
        if names is not None and not all(kind_named(name).sides for name in names):
            yield None, 0, (place, taken)
        for number in range(place, len(self.places)):
            before = taken if number == place else frozenset()
            for kind in self.places[number]:
                if names is None and kind.name == self.fixed[index]:
                    yield kind, 0, (number, before | {kind})
                elif names is not None and kind.name in names and kind not in before:
                    yield kind, 1, (number, before | {kind})


def standard_order(*, accounts: bool) -> Order:
    """The order that the rules of the field prescribe, of a budget or of final accounts."""
    places: list[list[str]] = load("statements")["standard_order"]["accounts" if accounts else "budget"]
    return Order(tuple(tuple(_kinds(titles)) for titles in places))


def listed_orders(blocks: Sequence[Block]) -> list[Order]:
    """The lists of tables that a document prints, the longest first: titles of tables line after line (目录)."""
    runs: list[list[StatementKind]] = [[]]
    between = 0
    for block in blocks:
        kind = next(_kinds([_entry(block.text)]), None) if isinstance(block, Paragraph) else None
        if kind is not None:
            runs[-1].append(kind)
            between = 0
        elif not isinstance(block, Paragraph) or (between := between + 1) > _MOST_BETWEEN:
            runs.append([])
    return [
        Order(tuple((kind,) for kind in run), is_printed=True)
        for run in sorted(runs, key=len, reverse=True)
        if _is_list(run)
    ]


def _is_list(run: Sequence[StatementKind]) -> bool:
    return len(run) >= _FEWEST_ENTRIES


def _entry(text: str) -> str:
    """A line of a list of tables without the dots and the page number behind it; '' for a line that names no table."""
    entry = _LEADER.sub("", text)
    return entry if _NAMES_TABLE.search(fold(entry)) else ""


def _kinds(titles: Iterable[str]) -> Iterator[StatementKind]:
    for title in titles:
        kind = kind_of_title(title)
        if kind is not None:
            yield as_titled(kind, title)
