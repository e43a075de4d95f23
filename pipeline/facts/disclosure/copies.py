"""Whether a document is a copy of another one though its figures differ: misread by recognition, or rounded.

A disclosure that is published in 元 and in 万元 is one, and the finer figures are the ones to keep.

A figure that recognition gives otherwise looks like a restatement. Three things tell them apart: a copy agrees in
nearly all figures, a misread figure resembles the printed one, and it breaks the sums in which it stands, while the
figures of a real restatement hold theirs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

_FEWEST_AGREEING = 10
_MOST_DIFFERENT = 20
"""One figure in so many may differ, and one where there are fewer."""
_TOLD_ALIKE = 3
_FINEST = Decimal("0.01")
_STEPS = tuple(map(Decimal, ("10000", "1000", "100", "10", "1", "0.1")))
_MOST_EDITS = 2
"""In how many characters a misread figure differs from the printed one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in 元 of a document, with the proof that the document alone gives it.

    ``statement`` is ``narrative`` for an amount in the text; ``label`` is then the measure.
    """

    statement: str
    label: str
    amount: Decimal
    proof: str


def is_misread_copy(copy: Sequence[Figure], original: Sequence[Figure]) -> bool:
    """Whether recognised figures are those of a digital disclosure, every difference explained by recognition.

    At most 5 % of the figures differ (one, where there are few). None of these is proven by the sums of the copy, none
    stands in three statements alike (nobody misreads a total everywhere, a restatement changes it everywhere), and each
    is within two characters of a figure that the original prints at its place. Zeros are not compared, because a blank
    and a zero are easily taken for each other. A figure agrees where the original has it in the same statement under
    the same label, or, for a label that the original does not have, anywhere in the statement.
    """
    printed = _Printed(original)
    figures = [figure for figure in copy if figure.amount]
    different = [figure for figure in figures if figure.amount not in printed.near(figure)]
    if len(figures) - len(different) < _FEWEST_AGREEING:
        return False
    if len(different) > max(1, len(figures) // _MOST_DIFFERENT):
        return False
    told = Counter(amount for _, amount in {(figure.statement, figure.amount) for figure in different})
    if any(count >= _TOLD_ALIKE for count in told.values()):
        return False
    return all(_is_misread(figure, printed.near(figure)) for figure in different)


def is_rounded_copy(copy: Sequence[Figure], original: Sequence[Figure]) -> bool:
    """Whether figures are those of a disclosure in finer ones, rounded: each is within one step of the printed one.

    The step is the coarsest power of ten that divides all figures of the copy, at most a 万元; that of the original is
    finer. One step instead of half of one leaves room for figures that are cut off and for sums of rounded ones.
    Every statement of the copy is in the original.
    """
    figures = [figure for figure in copy if figure.amount]
    step = _step(figures)
    if len(figures) < _FEWEST_AGREEING or step <= _step(original):
        return False
    if not {figure.statement for figure in figures} <= {figure.statement for figure in original}:
        return False
    printed = _Printed(original)
    return all(any(abs(amount - figure.amount) <= step for amount in printed.near(figure)) for figure in figures)


def _step(figures: Iterable[Figure]) -> Decimal:
    """The coarsest step, in 元, that the figures are whole numbers of; those of a text are round in any document."""
    amounts = [figure.amount for figure in figures if figure.statement != "narrative"]
    return next((step for step in _STEPS if all(amount % step == 0 for amount in amounts)), _FINEST)


class _Printed:
    """The amounts of the original: by statement and label, by statement, and all."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._by_label: Mapping[tuple[str, str], set[Decimal]] = defaultdict(set)
        self._by_statement: Mapping[str, set[Decimal]] = defaultdict(set)
        self._all: set[Decimal] = set()
        for figure in figures:
            self._by_label[figure.statement, figure.label].add(figure.amount)
            self._by_statement[figure.statement].add(figure.amount)
            self._all.add(figure.amount)

    def near(self, figure: Figure) -> set[Decimal]:
        """The amounts among which that of a figure must be, if it was read as printed."""
        place = figure.statement, figure.label
        if place in self._by_label:
            return self._by_label[place]
        return self._by_statement.get(figure.statement, self._all)


def _is_misread(figure: Figure, printed: Iterable[Decimal]) -> bool:
    if figure.proof == "proven":
        return False
    read = _digits(figure.amount)
    return any(
        Levenshtein.distance(read, _digits(amount), score_cutoff=_MOST_EDITS) <= _MOST_EDITS for amount in printed
    )


def _digits(amount: Decimal) -> str:
    return re.sub(r"\D", "", f"{amount:.2f}")
