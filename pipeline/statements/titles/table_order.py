"""The order of a disclosure's tables: as its own list of them says, else the standard one."""

import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.documents.model import Block, Paragraph
from pipeline.documents.titles import ends_as_title
from pipeline.statements.text import fold
from pipeline.statements.titles.title_words import is_doubtful
from pipeline.statements.titles.titles import StatementKind, as_titled, kind_named, kind_of_title
from pipeline.statements.vocabulary import load

_LEADER = string.whitespace + "\u00a0\u2003\u3000.．…·•_-"
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
        return _Walk(self.places, fixed, open_names).found()


_State = tuple[int, frozenset[StatementKind]]
"""The place that was given last, and which of its kinds are taken."""


_Step = tuple[StatementKind | None, int, _State]
"""What a table can be, whether that is a place for an open one, and the state after it."""


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

    def found(self) -> dict[int, frozenset[StatementKind | None]] | None:
        """The kinds of each open table over all best ways; None where a known one gets no place."""
        ways = self._ways()
        best = self._best(ways)
        start: _State = (0, frozenset())
        if start not in best[0]:
            return None
        kinds: dict[int, set[StatementKind | None]] = {index: set() for index in self.open_names}
        states = {start}
        for at, index in enumerate(self.sequence):
            chosen = [
                (kind, following)
                for state in states
                for kind, gain, following in ways[at][state]
                if following in best[at + 1] and gain + best[at + 1][following] == best[at][state]
            ]
            if index in kinds:
                kinds[index].update(kind for kind, _ in chosen)
            states = {following for _, following in chosen}
        return {index: frozenset(of_table) for index, of_table in kinds.items()}

    def _ways(self) -> list[dict[_State, list[_Step]]]:
        """For each table the states in which it can be met, and what it can be in each."""
        ways: list[dict[_State, list[_Step]]] = []
        states: set[_State] = {(0, frozenset())}
        for at in range(len(self.sequence)):
            ways.append({state: list(self._steps(at, *state)) for state in states})
            states = {following for steps in ways[at].values() for _, _, following in steps}
        return ways

    def _best(self, ways: Sequence[Mapping[_State, Sequence[_Step]]]) -> list[dict[_State, int]]:
        """How many open tables can get a place from each table on, by state; without the states that lead nowhere."""
        last = {following for steps in ways[-1].values() for _, _, following in steps} if ways else {(0, frozenset())}
        best: list[dict[_State, int]] = [dict.fromkeys(last, 0)]
        for of_table in reversed(ways):
            after = best[-1]
            gains = {
                state: [gain + after[following] for _, gain, following in steps if following in after]
                for state, steps in of_table.items()
            }
            best.append({state: max(found) for state, found in gains.items() if found})
        return best[::-1]

    def _steps(self, at: int, place: int, taken: frozenset[StatementKind]) -> Iterator[_Step]:
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


def standard_orders(*, accounts: bool) -> list[Order]:
    """The orders that the rules of the field prescribe, of a budget or of final accounts, the shortest first."""
    orders: Mapping[str, list[list[str]]] = load("statements")["standard_order"]
    names = ("accounts",) if accounts else ("budget", "both_funds")
    return [Order(tuple(tuple(_kinds(titles)) for titles in orders[name])) for name in names]


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
    entry = text.rstrip(_LEADER).rstrip(string.digits).rstrip(_LEADER)
    return entry if ends_as_title(fold(entry)) else ""


def _kinds(titles: Iterable[str]) -> Iterator[StatementKind]:
    for title in titles:
        kind = kind_of_title(title)
        if kind is not None and not is_doubtful(kind, title):
            yield as_titled(kind, title)
