"""Signs of comparison in recognised grids of indicators (绩效目标): ＝ was recognised as 二, which is as wide.

Where a column prints signs of comparison, 二 alone in a cell of it is one too, and so is 二 right before a figure.
"""

import re
from collections.abc import Iterator

from pipeline.audit.corrections import Correction
from pipeline.audit.state import Place, State
from pipeline.facts.ids import KPI, fact_id
from pipeline.reference.text import squeeze
from pipeline.statements.model import Reading

_SIGN = re.compile(r"[≥≤=＝<>＜＞≧≦≠]=?")
_ALONE = re.compile("二")
_BEFORE_FIGURE = re.compile(r"二(?=\d+(\.\d+)?\D{0,4}$)")
_MEANT = "＝"
# So many cells with a sign make a column of them.
_FEWEST = 2


def read_signs(state: State) -> tuple[State, list[Correction]]:
    """The signs as they are meant; the targets that they change are those of the facts that are corrected."""
    places = {
        (reading.table.number, *at): (before, after)
        for reading in state.understanding.readings
        if reading.indicators
        for at, before, after in _misread(reading)
    }
    if not places:
        return state, []
    state = state.edited({place: after for place, (_, after) in places.items()})
    return state, list(_corrections(state, places))


def _misread(reading: Reading) -> Iterator[tuple[tuple[int, int], str, str]]:
    for col in range(1, reading.table.n_cols + 1):
        cells = [cell for cell in reading.table.cells if cell.col == col and cell.text]
        texts = [squeeze(cell.text) for cell in cells]
        are_signs = sum(bool(_SIGN.fullmatch(text)) for text in texts) >= _FEWEST
        begin_with_signs = sum(bool(_SIGN.match(text)) for text in texts) >= _FEWEST
        for cell, text in zip(cells, texts, strict=True):
            if are_signs and _ALONE.fullmatch(text):
                yield (cell.row, col), text, _MEANT
            elif begin_with_signs and _BEFORE_FIGURE.match(text):
                yield (cell.row, col), text, _MEANT + text[1:]


def _corrections(state: State, places: dict[Place, tuple[str, str]]) -> Iterator[Correction]:
    for reading in state.understanding.readings:
        for indicator in reading.indicators:
            for place, (before, after) in places.items():
                if place[:2] == (reading.table.number, indicator.row):
                    at = (indicator.row, indicator.col, *([indicator.part] if indicator.part else []))
                    fact = fact_id(KPI, state.document.document_id, reading.table.number, *at)
                    evidence = "the column prints signs of comparison, and 二 is none"
                    yield Correction(place, fact, before, after, evidence, is_of_name=True)
