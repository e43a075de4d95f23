"""Ghost rows of recognised text: they repeat the row above, exactly or slightly misread, and break its table's sums."""

from collections.abc import Iterator, Sequence

from pipeline.audit.confusions import plausible
from pipeline.audit.corrections import Correction
from pipeline.audit.figures import TableFigures
from pipeline.audit.state import Place, State
from pipeline.audit.within_tables import repeated_fields
from pipeline.facts.ids import LINE_ITEM, fact_id
from pipeline.reference.loader import CLASSIFICATIONS, code_name
from pipeline.statements.model import Reading, Row
from pipeline.statements.numbers import has_digit
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import labels

_SUMS = frozenset({"total", "subtotal", "unit"})
# The identities that a row too many breaks.
_OF_ROWS = frozenset({"children = parent", "printed once"})


def drop_ghosts(state: State) -> tuple[State, list[Correction]]:
    """Take out the rows without which the sums that they break hold; all of a table at once or none."""
    corrections: list[Correction] = []
    for figures in state.tables if state.failing else ():
        reading = figures.reading
        ghosts = [row for row in _candidates(reading) if _breaks_sums(state, figures, row)]
        ghosts = [row for row in ghosts if _is_needed(state, reading, ghosts, row)]
        if not ghosts:
            continue
        trial = state.edited({place: text for row in ghosts for place, text in _without(reading, row).items()})
        if fewer_failing(state, trial):
            for row in ghosts:
                corrections.extend(_corrections(state, reading, row))
            state = trial
    return state, corrections


def fewer_failing(before: State, after: State) -> bool:
    """Whether identities that failed hold and no other one fails."""
    known = {identity.identity_id for identity in before.failing}
    new = [identity for identity in after.failing if identity.identity_id not in known]
    return not new and len(after.failing) < len(before.failing)


def _candidates(reading: Reading) -> Iterator[int]:
    """Body rows that repeat the row above in every figure they print.

    Exactly, label and codes included; or as a part of a wrapped name that prints no code of its own, where a figure may
    be misread. A total or a unit is not wrapped: what repeats it below is what it is the sum of.
    """
    by_row = {row.row: row for row in reading.rows}
    money = [column.col for column in reading.columns if column.concept == "money"]
    for number, row in by_row.items():
        above = by_row.get(number - 1)
        own = _figures(reading, number, money)
        if above is None or not own:
            continue
        others = _figures(reading, number - 1, money)
        if own == others and (row.label, row.codes) == (above.label, above.codes):
            yield number
        elif _may_be_wrapped(row, above) and set(own) <= set(others):
            alike = all(own[col] == others[col] or plausible(own[col], others[col]) for col in own)
            if alike or _continues_name(row, above):
                yield number
    yield from dict.fromkeys(below.row for _, below in repeated_fields(reading))


def _may_be_wrapped(row: Row, above: Row) -> bool:
    """Whether a row may be a part of the name above: no sum, no fund, no ordinal and no code of its own."""
    if row.role in _SUMS or not row.label or above.role in {"total", "unit"}:
        return False
    if row.codes.main is not None and row.codes != above.codes:
        return False
    return split_ordinal(row.label)[0] is None and labels("fund").search(fold(row.label)) is None


def _figures(reading: Reading, row: int, money: Sequence[int]) -> dict[int, str]:
    cells = ((col, reading.table.grid.get((row, col))) for col in money)
    return {col: squeeze(cell.text) for col, cell in cells if cell is not None and has_digit(cell.text)}


def _continues_name(row: Row, above: Row) -> bool:
    """Whether the label goes on with the name of the row above, so that both are one name of the code list."""
    code = above.codes.main
    if code is None:
        return False
    listed = (code_name(classification, code) for classification in CLASSIFICATIONS)
    return fold(above.label + row.label) in {fold(name) for name in listed if name}


def _breaks_sums(state: State, figures: TableFigures, row: int) -> bool:
    """Whether a sum of its own table fails in which a figure of the row is a part."""
    facts = {item.figure.fact_id for item in figures.items if item.row_no == row and item.figure.value}
    return any(
        identity.holds == "no"
        and identity.rule in _OF_ROWS
        and any(term.figure.fact_id == fact for term in identity.right)
        for fact in facts
        for identity in state.touching(fact)
    )


def _without(reading: Reading, row: int) -> dict[Place, str]:
    """The texts of a table without a ghost: its cells blank, its label at the end of the label above."""
    table = reading.table
    texts: dict[Place, str] = {(table.number, cell.row, cell.col): "" for cell in table.rows[row - 1] if cell.text}
    labels = {r.row: r.label for r in reading.rows}
    if row in labels and labels[row] != labels[row - 1]:
        label = next((c for c in table.rows[row - 2] if squeeze(c.text) == labels[row - 1]), None)
        if label is not None:
            texts[table.number, row - 1, label.col] = label.text + labels[row]
    return texts


def _is_needed(state: State, reading: Reading, ghosts: Sequence[int], row: int) -> bool:
    """Whether the table's sums fail again when this row is kept."""
    rest = [ghost for ghost in ghosts if ghost != row]
    if not rest:
        return True
    kept = state.edited({place: text for ghost in rest for place, text in _without(reading, ghost).items()})
    number = reading.table.number
    facts = {
        item.figure.fact_id
        for figures in kept.tables
        if figures.reading.table.number == number
        for item in figures.items
        if item.row_no == row
    }
    return not facts or any(identity.holds == "no" for fact in facts for identity in kept.touching(fact))


def _corrections(state: State, reading: Reading, row: int) -> Iterator[Correction]:
    above = next((r.label for r in reading.rows if r.row == row - 1), "")
    for cell in reading.table.rows[row - 1]:
        if has_digit(cell.text):
            place = (reading.table.number, cell.row, cell.col)
            evidence = (
                f"ghost row: it repeats row {row - 1}{f' ({above})' if above else ''} and breaks the sums of its "
                "columns; without it every sum of the table that it touched holds"
            )
            yield Correction(place, fact_id(LINE_ITEM, state.document.document_id, *place), cell.text, None, evidence)
