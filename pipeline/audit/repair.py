"""Misread cells of recognised text: found where identities fail, repaired where one repair alone makes all hold.

Only text that was recognised from pictures is repaired: what a publisher prints wrong in a digital document is
reported, never corrected. A repair is taken when it is the only one of its kind that leaves no failing identity at the
cells it touches; what cannot be settled stays as printed and is disputed. Small repairs come first: one cell before a
whole row, and once more after ghost rows are gone. Headers and codes are read first, because they say which cells are
figures and whose, and names last, by the codes beside them.
"""

from dataclasses import dataclass

from pipeline.audit.corrections import Correction
from pipeline.audit.ghosts import drop_ghosts
from pipeline.audit.misread import read_illegible, solve_cells
from pipeline.audit.misread_codes import read_codes
from pipeline.audit.misread_heads import read_heads
from pipeline.audit.misread_names import read_names
from pipeline.audit.misread_signs import read_signs
from pipeline.audit.state import first_state
from pipeline.documents.model import Document
from pipeline.statements.model import Understanding
from pipeline.statements.understand import understand

_STEPS = (
    read_heads,
    read_codes,
    read_signs,
    read_illegible,
    solve_cells,
    drop_ghosts,
    read_illegible,
    solve_cells,
    read_names,
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document as corrected, what it means, and the corrections; the original document is never changed."""

    understanding: Understanding
    corrections: tuple[Correction, ...]


def repair(document: Document, fiscal_year: int) -> Repaired:
    """Repair what the arithmetic of the document settles; a document that was not recognised is returned as it is."""
    if not document.is_recognised:
        return Repaired(understand(document), ())
    state = first_state(document, fiscal_year)
    corrections: list[Correction] = []
    for step in _STEPS:
        state, made = step(state)
        corrections.extend(made)
    return Repaired(state.understanding, tuple(corrections))
