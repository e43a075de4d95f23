"""Headers and labels of recognised tables in which a character was misread: 项目变出 is 项目支出.

What one is meant to be is what other headers of the document print, else a word of the vocabulary, else what its titles
and texts print between the same characters. It must be one text only, and no sum may break by it.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.audit.corrections import Correction
from pipeline.audit.state import Place, State
from pipeline.reference.text import as_meant
from pipeline.statements.misread_words import doubtful, known_headers, known_words, meant, meant_beside
from pipeline.statements.model import Reading
from pipeline.statements.text import squeeze

# A shorter word differs from many in one character: a label is left alone then, a header must be known.
_SHORTEST = 4
_READ = ("header", "label")


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a cell is meant to print, and who says so."""

    before: str
    after: str
    evidence: str


def read_heads(state: State) -> tuple[State, list[Correction]]:
    """The headers and labels as they are meant, table by table; those of a table whose sums they would break stay."""
    corrections: list[Correction] = []
    for number, texts in _misread(state).items():
        places = {(number, *at): found for at, found in texts.items()}
        trial = state.edited({place: found.after for place, found in places.items()})
        if len(trial.failing) > len(state.failing):
            continue
        state = trial
        corrections.extend(_corrections(state, number, places))
    return state, corrections


def _misread(state: State) -> Mapping[int, dict[tuple[int, int], _Meant]]:
    """The headers and labels to be read otherwise, by table and place."""
    cells = [(reading, at, squeeze(text)) for reading in state.understanding.readings for at, text in _words(reading)]
    printed = frozenset(text for _, _, text in cells if len(text) > 1 and not doubtful(text))
    lines = [squeeze(paragraph.text) for paragraph in state.document.paragraphs] + sorted(printed)
    found: dict[tuple[str, str], _Meant | None] = {}
    misread: dict[int, dict[tuple[int, int], _Meant]] = {}
    for reading, at, text in cells:
        asked = text, reading.uses[at]
        if asked not in found:
            found[asked] = _meant(*asked, printed, lines)
        if (new := found[asked]) is not None:
            misread.setdefault(reading.table.number, {})[at] = new
    return misread


def _words(reading: Reading) -> Iterator[tuple[tuple[int, int], str]]:
    """The headers of a table and the labels of its rows; not the names beside codes, which the codes say."""
    coded = {row.row for row in reading.rows if row.codes.main}
    for (row, col), use in reading.uses.items():
        text = reading.table.grid[row, col].text
        if use in _READ and text and (use == "header" or row not in coded):
            yield (row, col), text


def _meant(text: str, use: str, printed: Set[str], lines: Sequence[str]) -> _Meant | None:
    spelled = as_meant(text)
    if spelled != text:
        return _Meant(text, spelled, "a word that is often recognised so, and is none")
    if not doubtful(text):
        return None
    vocabulary: Set[str] = known_words()
    if len(text) < _SHORTEST:
        if use != "header":
            return None
        printed &= known_headers()
        vocabulary = known_headers() if len(text) == _SHORTEST - 1 else frozenset()
    for candidates, evidence in (
        (meant(text, printed), "other cells of the document print it with this character"),
        (meant(text, vocabulary), "the one word of the vocabulary that differs in characters that make no word here"),
        (meant_beside(text, lines), "the document prints this character between the same ones elsewhere"),
    ):
        if candidates:
            return _Meant(text, candidates.pop(), evidence) if len(candidates) == 1 else None
    return None


def _corrections(state: State, number: int, places: Mapping[Place, _Meant]) -> Iterator[Correction]:
    """One for each figure in the columns of a header and in the row of a label."""
    for table in state.tables:
        if table.reading.table.number != number:
            continue
        for place, found in places.items():
            cell = table.reading.table.grid[place[1:]]
            is_header = table.reading.uses.get(place[1:]) == "header"
            columns = range(cell.col, cell.col + cell.col_span)
            for item in table.items:
                if item.col_no in columns if is_header else item.row_no == cell.row:
                    yield Correction(
                        place, item.figure.fact_id, found.before, found.after, found.evidence, is_of_name=True
                    )
