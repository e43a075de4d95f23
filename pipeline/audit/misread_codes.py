"""Codes of recognised rows that no list has, or that stand beside another's name: 2980505 beside the name of 2080505.

The row prints its name, and the list says which codes have it. The one of them that differs in one digit is the code,
where the table prints the code above it, too. What another row prints alike is as printed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.audit.corrections import Correction
from pipeline.audit.state import Place, State
from pipeline.reference.loader import CLASSIFICATIONS, Classification, code_parent, codes, codes_by_name
from pipeline.reference.text import squeeze
from pipeline.statements.model import Reading

_LENGTHS = (3, 5, 7)


def read_codes(state: State) -> tuple[State, list[Correction]]:
    """The codes as their names say, table by table; those of a table whose sums they would break stay."""
    corrections: list[Correction] = []
    for reading in state.understanding.readings:
        number = reading.table.number
        texts: dict[Place, tuple[str, str, str]] = {}
        for kind in CLASSIFICATIONS:
            texts |= {(number, *at): found for at, found in _misread(reading, kind).items()}
        if not texts:
            continue
        trial = state.edited({place: code for place, (_, code, _) in texts.items()})
        if len(trial.failing) > len(state.failing):
            continue
        state = trial
        items = [item for table in state.tables if table.reading.table.number == number for item in table.items]
        for place, (before, code, name) in texts.items():
            evidence = f"the code of {name}, which the row prints, under {code_parent(code)} of the table"
            corrections.extend(
                Correction(place, item.figure.fact_id, before, code, evidence, is_of_name=True)
                for item in items
                if item.row_no == place[1]
            )
    return state, corrections


def _misread(reading: Reading, kind: Classification) -> Mapping[tuple[int, int], tuple[str, str, str]]:
    """The codes of a classification to be read otherwise, with their names, by row and column."""
    printed = dict(_printed(reading, kind))
    counts = Counter(printed.values())
    labels = {row.row: row.label for row in reading.rows}
    found = {}
    for (row, col), text in printed.items():
        name = labels.get(row, "")
        meant = codes_by_name(kind, name) if name else ()
        if text in meant or (text in codes(kind) and counts[text] == 1):
            continue
        near = [code for code in meant if _is_near(text, code) and code not in counts]
        above = [code for code in near if code_parent(code) in counts]
        if len(above) == 1:
            found[row, col] = text, above[0], name
    return found


def _printed(reading: Reading, kind: Classification) -> Iterator[tuple[tuple[int, int], str]]:
    """The texts in the columns of codes of a classification, in rows with a name."""
    columns = [column.col for column in reading.columns if column.concept == f"{kind}_code"]
    for row in reading.rows:
        for col in columns:
            cell = reading.table.grid.get((row.row, col))
            if cell is not None and (cell.row, cell.col) == (row.row, col) and cell.text:
                yield (row.row, col), squeeze(cell.text)


def _is_near(text: str, code: str) -> bool:
    """Whether a text is a code but for one character, or for a mark in it."""
    digits = "".join(character for character in text if character.isalnum())
    if len(digits) != len(code):
        return False
    return sum(map(str.__ne__, digits, code)) <= 1 and digits != "" and len(code) in _LENGTHS
