"""Figures and identities: what an identity is, when it holds, and how much rounding can explain.

Each printed figure stands for a true amount within half a unit of its last printed digit. A sum of k figures may
therefore differ from another figure by at most the sum of these halves; what differs by more contradicts itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b

_HALF = Decimal("0.5")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed amount: its fact, its value in 元, the 元 of its last digit that counts, and a name for equations."""

    fact_id: str
    value: Decimal
    resolution: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in an identity with its coefficient."""

    figure: Figure
    coefficient: Decimal = Decimal(1)

    @property
    def value(self) -> Decimal:
        """What the term adds to its side."""
        return self.figure.value * self.coefficient

    @property
    def tolerance(self) -> Decimal:
        """How far the true value may be from the printed one."""
        return self.figure.resolution * abs(self.coefficient) * _HALF


@dataclass(frozen=True)
class Identity:
    """``left`` = the sum of ``right``, by a declared rule. ``statement`` and ``document_id`` say where it comes from.

    ``about`` names the facts that the identity speaks about where the others are only its measure: a text that agrees
    with no table is in doubt, the table is not. A term with the coefficient 0 adds nothing: its figure stands and
    falls with the others, as the figures of a table do with its unit. ``copied``: the whole is its only part, rounded
    alike, so that no rounding is between them.
    """

    rule: str
    statement: str
    document_id: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    about: frozenset[str] | None = None
    copied: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms, left then right."""
        return self.left + self.right

    @property
    def members(self) -> tuple[Term, ...]:
        """The terms whose proof the identity decides."""
        return tuple(term for term in self.terms if self.about is None or term.figure.fact_id in self.about)

    @cached_property
    def expected(self) -> Decimal:
        """The left side in 元."""
        return sum((term.value for term in self.left), _ZERO)

    @cached_property
    def actual(self) -> Decimal:
        """The right side in 元."""
        return sum((term.value for term in self.right), _ZERO)

    @cached_property
    def difference(self) -> Decimal:
        """Right less left."""
        return self.actual - self.expected

    @cached_property
    def tolerance(self) -> Decimal:
        """The most that rounding can explain; nothing where one figure is the copy of another."""
        if self.copied:
            return _ZERO
        return sum((term.tolerance for term in self.terms), _ZERO)

    @cached_property
    def holds(self) -> str:
        """``exact``, ``within_rounding`` or ``no``."""
        if self.difference == 0:
            return "exact"
        return "within_rounding" if abs(self.difference) <= self.tolerance else "no"

    @cached_property
    def identity_id(self) -> str:
        """A hash over the rule and the members: same input, same id."""
        text = "\x1f".join([self.rule, *(term.figure.fact_id for term in self.left), "=", *self._right_ids()])
        return blake2b(text.encode(), digest_size=8).hexdigest()

    def _right_ids(self) -> Iterable[str]:
        return (f"{term.coefficient}*{term.figure.fact_id}" for term in self.right)

    @property
    def equation(self) -> str:
        """The identity in words and figures, both sides."""
        return f"{_side(self.left)} = {_side(self.right)}"


def _side(terms: Sequence[Term]) -> str:
    parts: list[str] = []
    for term in (term for term in terms if term.coefficient):
        sign = "- " if term.coefficient < 0 else "+ " if parts else ""
        factor = "" if abs(term.coefficient) == 1 else f"{abs(term.coefficient)} x "
        parts.append(f"{sign}{factor}{term.figure.name} {term.figure.value}")
    return " ".join(parts) or "0"


def equality(rule: str, statement: str, document_id: str, one: Figure, other: Figure) -> Identity:
    """Two printings of one figure."""
    return Identity(rule, statement, document_id, (Term(one),), (Term(other),))


def total(rule: str, statement: str, document_id: str, whole: Figure, parts: Sequence[Figure]) -> Identity:
    """A figure of a table and the parts that add up to it.

    A whole with one part that is not zero is that part: two printings of one amount with the same resolution.
    """
    present = [part for part in parts if part.value]
    copied = len(present) == 1 and present[0].resolution == whole.resolution
    return Identity(rule, statement, document_id, (Term(whole),), tuple(Term(part) for part in parts), copied=copied)
