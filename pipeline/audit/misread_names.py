"""Names of recognised rows that differ by a character from the name of the code beside them.

The row prints its code, and the code list says its name: a name that was read a little otherwise is read as that. What
other rows print too with the same code, none of them the list's name, is as printed, and so is what is the name of
another code.
"""

from collections import Counter
from collections.abc import Iterator

from pipeline.audit.corrections import Correction
from pipeline.audit.state import Place, State
from pipeline.reference.loader import CLASSIFICATIONS, Classification, code_name, codes_by_name, former_names
from pipeline.reference.text import fold, squeeze
from pipeline.statements.misread_words import doubtful
from pipeline.statements.model import Reading, Row

# Shorter names differ from others in one character; longer ones may have one misread character for so many, and one for
# fewer where none of these characters makes a word with those beside it.
_SHORTEST = 4
_PER_MISREAD = 6
_PER_DOUBTFUL = 3
# Characters that are written for others; no recognition puts them there.
_WRITTEN = frozenset("它帐与及")


def read_names(state: State) -> tuple[State, list[Correction]]:
    """The names that are the list's but for what recognition made of them; all of a document or, where that breaks a
    sum, none."""
    printed = Counter(
        (kind, code, fold(row.label))
        for reading in state.understanding.readings
        for row in reading.rows
        for kind, code in _codes(row)
    )
    names: dict[Place, tuple[str, str]] = {}
    corrections: list[Correction] = []
    for table in state.tables:
        facts: dict[int, list[str]] = {}
        for item in table.items:
            facts.setdefault(item.row_no, []).append(item.figure.fact_id)
        for row in table.reading.rows:
            name = next((name for kind, code in _codes(row) if (name := _meant(row, kind, code, printed))), None)
            at = _cell(table.reading, row) if name is not None else None
            if name is None or at is None:
                continue
            place = (table.reading.table.number, *at)
            names[place] = row.label, name
            evidence = f"the name of code {row.codes.main} of the row, which was recognised with other characters"
            corrections.extend(
                Correction(place, fact, row.label, name, evidence, is_of_name=True) for fact in facts.get(row.row, ())
            )
    if not names:
        return state, []
    trial = state.edited(dict(_texts(state, names)))
    return (trial, corrections) if len(trial.failing) <= len(state.failing) else (state, [])


def _codes(row: Row) -> Iterator[tuple[Classification, str]]:
    """The code that a row's name is that of, where it prints one alone."""
    printed = zip(CLASSIFICATIONS, (row.codes.function, row.codes.economic, row.codes.gov_economic), strict=True)
    found = [(kind, code) for kind, code in printed if code]
    if len(found) == 1 and row.label:
        yield found[0]


def _meant(row: Row, kind: Classification, code: str, printed: Counter[tuple[Classification, str, str]]) -> str | None:
    """The one name of the code of which the row's label is a misread form."""
    read = fold(row.label)
    known = [name for name in (code_name(kind, code), *(name for name, _ in former_names(kind).get(code, ()))) if name]
    folded = [fold(name) for name in known]
    if read in folded or codes_by_name(kind, row.label):
        return None
    if printed[kind, code, read] > 1 and not any(printed[kind, code, name] for name in folded):
        return None
    meant = [name for name in dict.fromkeys(known) if _is_misread(read, fold(name))]
    return meant[0] if len(meant) == 1 else None


def _is_misread(read: str, name: str) -> bool:
    """Whether a text is a name with a few other characters, without its first, or with a mark before or behind it."""
    if len(read) == len(name):
        other = [place for place, (a, b) in enumerate(zip(read, name, strict=True)) if a != b]
        if not _WRITTEN.isdisjoint(read[place] for place in other):
            return False
        if len(name) >= _SHORTEST and len(other) <= max(len(name) // _PER_MISREAD, 1):
            return True
        return len(other) <= max(len(name) // _PER_DOUBTFUL, 1) and doubtful(read).issuperset(other)
    if len(name) < _SHORTEST:
        return False
    if len(read) < len(name):
        return read == name[1:]
    before, behind = read.removesuffix(name), read.removeprefix(name)
    return any(len(mark) == 1 and not "\u4e00" <= mark <= "\u9fff" for mark in (before, behind))


def _cell(reading: Reading, row: Row) -> tuple[int, int] | None:
    """The one cell of a row that prints its label, alone or behind its code."""
    found = {
        (cell.row, cell.col)
        for (number, _), cell in reading.table.grid.items()
        if number == row.row and squeeze(cell.text).endswith(squeeze(row.label))
    }
    return found.pop() if len(found) == 1 else None


def _texts(state: State, names: dict[Place, tuple[str, str]]) -> Iterator[tuple[Place, str]]:
    """The texts of the cells with the names put in, their indentation kept."""
    grids = {table.number: table.grid for table in state.document.tables}
    for place, (label, name) in names.items():
        text = grids[place[0]][place[1:]].text
        blanks = text[: len(text) - len(text.lstrip())]
        yield place, blanks + squeeze(text).removesuffix(squeeze(label)) + name
