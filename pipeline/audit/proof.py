"""What the identities say of each number: proven, unchecked, disputed or corrected."""

from collections.abc import Collection, Iterable
from typing import Any

from pipeline.audit.identity import Identity

_WORST_FIRST = ("disputed", "unchecked", "corrected", "proven")


def proofs(
    identities: Iterable[Identity], corrected: Iterable[str] = (), recognised: Collection[str] = frozenset()
) -> dict[str, str]:
    """The proof of each fact that stands in an identity.

    proven: all of its identities hold; disputed: one fails; corrected: proven after a repair. A fact that is in none is
    not in the result: it is unchecked. Of the ``recognised`` facts one that no identity gives to the last digit is
    unchecked too: what rounding would explain may be a digit that was misread.
    """
    found: dict[str, set[str]] = {}
    for identity in identities:
        for term in identity.members:
            found.setdefault(term.figure.fact_id, set()).add(identity.holds)
    repaired = set(corrected)
    return {
        fact: "disputed" if "no" in holds else "corrected" if fact in repaired else "proven"
        for fact, holds in found.items()
        if fact not in recognised or holds & {"exact", "no"}
    }


def result_rows(disclosure_id: str, identities: Iterable[Identity]) -> list[dict[str, Any]]:
    """The rows of audit.identity_result."""
    return [
        {
            "identity_id": identity.identity_id,
            "disclosure_id": disclosure_id,
            "document_id": identity.document_id,
            "rule": identity.rule,
            "statement": identity.statement,
            "equation": identity.equation,
            "expected": identity.expected,
            "actual": identity.actual,
            "difference": identity.difference,
            "tolerance": identity.tolerance,
            "holds": identity.holds,
        }
        for identity in identities
    ]


def member_rows(identities: Iterable[Identity]) -> list[dict[str, Any]]:
    """The rows of audit.identity_member."""
    return [
        {
            "identity_id": identity.identity_id,
            "fact_id": term.figure.fact_id,
            "side": side,
            "coefficient": term.coefficient,
        }
        for identity in identities
        for side, terms in (("expected", identity.left), ("actual", identity.right))
        for term in terms
        if term in identity.members
    ]


def worst(found: Iterable[str]) -> str:
    """The worst of several proofs; unchecked where there is none."""
    printed = set(found)
    return next((proof for proof in _WORST_FIRST if proof in printed), "unchecked")
