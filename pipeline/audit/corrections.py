"""What a repair says it did: the cell, before, after, and the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.audit.identity import Identity
from pipeline.audit.state import Place

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that is read otherwise than it was recognised; ``after`` None: no figure stands there.

    The cell is that of the fact's figure or, where ``is_of_name``, of the name of the fact's row.
    """

    place: Place
    fact_id: str
    before: str
    after: str | None
    evidence: str
    is_of_name: bool = False


def equations(identities: Sequence[Identity]) -> str:
    """The evidence of a cell's reading: the identities that hold with it."""
    shown = "; ".join(identity.equation for identity in identities[:_SHOWN])
    more = f" and {len(identities) - _SHOWN} more" if len(identities) > _SHOWN else ""
    return f"the only reading with which all {len(identities)} identities of the cell hold: {shown}{more}"
