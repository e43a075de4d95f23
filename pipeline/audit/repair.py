"""Misread cells of recognised text: found where identities fail, repaired where one repair alone makes all hold.

Only text that was recognised from pictures is repaired: what a publisher prints wrong in a digital document is
reported, never corrected. A repair is taken when it is the only one of its kind that leaves no failing identity at the
cells it touches; what cannot be settled stays as printed and is disputed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.audit.confusions import illegible_readings, plausible
from pipeline.audit.figures import TableFigures, table_figures
from pipeline.audit.identity import Identity
from pipeline.audit.tables import table_identities
from pipeline.documents.model import Cell, Content, Document, Table
from pipeline.facts.ids import LINE_ITEM, fact_id
from pipeline.facts.line_items import Source, line_items
from pipeline.reference.loader import CLASSIFICATIONS, code_name
from pipeline.statements.model import Reading, Understanding
from pipeline.statements.numbers import has_digit, parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.understand import understand

Place = tuple[int, int, int]
"""Table, row and column number."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A cell that is read otherwise than it was recognised; ``after`` None: no figure stands there."""

    place: Place
    fact_id: str
    before: str
    after: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A document as corrected, what it means, and the corrections; the original document is never changed."""

    understanding: Understanding
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class _State:
    """A document with its understanding, figures and identities."""

    document: Document
    understanding: Understanding
    tables: tuple[TableFigures, ...]
    identities: tuple[Identity, ...]

    @property
    def failing(self) -> list[Identity]:
        return [identity for identity in self.identities if identity.holds == "no"]

    def touching(self, fact: str) -> list[Identity]:
        return [identity for identity in self.identities if any(t.figure.fact_id == fact for t in identity.terms)]


def repair(document: Document, fiscal_year: int) -> Repaired:
    """Repair what the arithmetic of the document settles; a document that was not recognised is returned as it is."""
    state = _state(document, fiscal_year)
    corrections: list[Correction] = []
    if document.is_recognised:
        for step in (_drop_ghosts, _read_illegible, _solve_cells):
            state, made = step(state, fiscal_year)
            corrections.extend(made)
    return Repaired(state.understanding, tuple(corrections))


def _state(document: Document, fiscal_year: int) -> _State:
    understanding = understand(document)
    items = line_items(Source(document.document_id, "", fiscal_year), understanding.readings)
    for item in items:
        item["project_id"] = None
    tables = tuple(table_figures({document.document_id: understanding.readings}, items))
    return _State(document, understanding, tables, tuple(table_identities(tables)))


def _edited(document: Document, texts: Mapping[Place, str]) -> Document:
    """The document with other texts in some cells."""
    blocks = tuple(
        _edited_table(block, texts) if isinstance(block, Table) and any(p[0] == block.number for p in texts) else block
        for block in document.blocks
    )
    return replace(document, content=Content(blocks, document.content.pages))


def _edited_table(table: Table, texts: Mapping[Place, str]) -> Table:
    def edited(cell: Cell) -> Cell:
        place = (table.number, cell.row, cell.col)
        return replace(cell, text=texts[place]) if place in texts else cell

    return replace(table, cells=tuple(edited(cell) for cell in table.cells))


# ---- ghost rows ----


def _drop_ghosts(state: _State, fiscal_year: int) -> tuple[_State, list[Correction]]:
    """Rows that repeat the row above, exactly or slightly misread, and break the sums of their table."""
    corrections: list[Correction] = []
    for figures in state.tables:
        ghosts = [row for row in _ghost_candidates(figures.reading) if _breaks_sums(state, figures, row)]
        ghosts = [row for row in ghosts if _is_needed(state, figures.reading, ghosts, row, fiscal_year)]
        if not ghosts:
            continue
        texts = {place: text for row in ghosts for place, text in _without_ghost(figures.reading, row).items()}
        trial = _state(_edited(state.document, texts), fiscal_year)
        if not _fewer_failing(state, trial):
            continue
        for row in ghosts:
            corrections.extend(_ghost_corrections(state, figures.reading, row))
        state = trial
    return state, corrections


def _ghost_candidates(reading: Reading) -> Iterator[int]:
    """Body rows whose figures stand where the row above has figures, like them, and that print no code of their own."""
    by_row = {row.row: row for row in reading.rows}
    money = [column.col for column in reading.columns if column.concept == "money"]
    for number, row in by_row.items():
        above = by_row.get(number - 1)
        if above is None or row.role in {"total", "subtotal", "unit"}:
            continue
        own, others = _figures(reading, number, money), _figures(reading, number - 1, money)
        same_code = row.codes.main is not None and row.codes == above.codes
        if own and set(own) <= set(others) and (row.codes.main is None or same_code) and row.label != "":
            likeness = [plausible(own[col], others[col]) or own[col] == others[col] for col in own]
            if all(likeness) or _continues_name(reading, number):
                yield number


def _figures(reading: Reading, row: int, money: Sequence[int]) -> dict[int, str]:
    cells = ((col, reading.table.grid.get((row, col))) for col in money)
    return {col: squeeze(cell.text) for col, cell in cells if cell is not None and has_digit(cell.text)}


def _continues_name(reading: Reading, row: int) -> bool:
    """Whether the label goes on with the name of the row above, so that both are one name of the code list."""
    by_row = {r.row: r for r in reading.rows}
    above = by_row[row - 1]
    code = above.codes.main
    return code is not None and fold(above.label + by_row[row].label) in set(_listed_names(code))


def _listed_names(code: str) -> Iterator[str]:
    for classification in CLASSIFICATIONS:
        name = code_name(classification, code)
        if name:
            yield fold(name)


def _breaks_sums(state: _State, figures: TableFigures, row: int) -> bool:
    facts = {item.figure.fact_id for item in figures.items if item.row_no == row}
    return any(identity.holds == "no" for fact in facts for identity in state.touching(fact))


def _without_ghost(reading: Reading, row: int) -> dict[Place, str]:
    """The texts of a table without a ghost: its cells blank, its label at the end of the label above."""
    table = reading.table
    texts: dict[Place, str] = {(table.number, cell.row, cell.col): "" for cell in table.rows[row - 1] if cell.text}
    by_row = {r.row: r for r in reading.rows}
    if by_row[row].label != by_row[row - 1].label:
        label = next((c for c in table.rows[row - 2] if squeeze(c.text) == by_row[row - 1].label), None)
        if label is not None:
            texts[table.number, row - 1, label.col] = label.text + by_row[row].label
    return texts


def _fewer_failing(before: _State, after: _State) -> bool:
    """Whether identities that failed hold and no other one fails."""
    known = {identity.identity_id for identity in before.failing}
    new = [identity for identity in after.failing if identity.identity_id not in known]
    return not new and len(after.failing) < len(before.failing)


def _is_needed(state: _State, reading: Reading, ghosts: Sequence[int], row: int, fiscal_year: int) -> bool:
    """Whether the table's sums fail again when this row is kept."""
    rest = [ghost for ghost in ghosts if ghost != row]
    if not rest:
        return True
    texts = {place: text for ghost in rest for place, text in _without_ghost(reading, ghost).items()}
    kept = _state(_edited(state.document, texts), fiscal_year)
    number = reading.table.number
    facts = {
        item.figure.fact_id
        for figures in kept.tables
        if figures.reading.table.number == number
        for item in figures.items
        if item.row_no == row
    }
    return not facts or any(identity.holds == "no" for fact in facts for identity in kept.touching(fact))


def _ghost_corrections(state: _State, reading: Reading, row: int) -> Iterator[Correction]:
    above = next(r for r in reading.rows if r.row == row - 1)
    for cell in reading.table.rows[row - 1]:
        if has_digit(cell.text):
            place = (reading.table.number, cell.row, cell.col)
            evidence = (
                f"ghost row: it repeats row {row - 1} ({above.label}) and breaks the sums of its columns; "
                "without it every sum of the table that it touched holds"
            )
            yield Correction(place, fact_id(LINE_ITEM, state.document.document_id, *place), cell.text, None, evidence)


# ---- single cells ----


def _read_illegible(state: _State, fiscal_year: int) -> tuple[_State, list[Correction]]:
    """Cells of money that print digits but no legible number: the one reading that makes all identities hold."""
    corrections: list[Correction] = []
    for reading in state.understanding.readings:
        money = {column.col for column in reading.columns if column.concept == "money" and column.unit is not None}
        for (row, col), _ in sorted(reading.unparsed.items()):
            cell = reading.table.grid[row, col]
            if col not in money or not has_digit(cell.text):
                continue
            place = (reading.table.number, row, col)
            state, made = _try_readings(state, place, cell.text, illegible_readings(cell.text), fiscal_year)
            corrections.extend(made)
    return state, corrections


def _try_readings(
    state: _State, place: Place, before: str, readings: Sequence[str], fiscal_year: int
) -> tuple[_State, list[Correction]]:
    fact = fact_id(LINE_ITEM, state.document.document_id, *place)
    known = {identity.identity_id for identity in state.failing}
    fits: list[tuple[str, _State, list[Identity]]] = []
    for text in readings:
        trial = _state(_edited(state.document, {place: text}), fiscal_year)
        touching = trial.touching(fact)
        new = [identity for identity in trial.failing if identity.identity_id not in known]
        if touching and all(identity.holds != "no" for identity in touching) and not new:
            fits.append((text, trial, touching))
    exact = [fit for fit in fits if all(identity.holds == "exact" for identity in fit[2])]
    chosen = exact if exact else fits
    if len(chosen) != 1:
        return state, []
    text, trial, touching = chosen[0]
    return trial, [Correction(place, fact, before, text, _evidence(touching))]


def _solve_cells(state: _State, fiscal_year: int) -> tuple[_State, list[Correction]]:
    """Legible figures that fail: all identities of one cell ask for one other value, and no other cell could be it."""
    corrections: list[Correction] = []
    for failing in _components(state.failing):
        fits = [fit for fit in (_implied(state, failing, fact) for fact in _suspects(failing)) if fit is not None]
        if len(fits) != 1:
            continue
        fact, value = fits[0]
        place, before, text = _printed_as(state, fact, value)
        if not plausible(before, text):
            continue
        trial = _state(_edited(state.document, {place: text}), fiscal_year)
        if _fewer_failing(state, trial) and all(i.holds != "no" for i in trial.touching(fact)):
            corrections.append(Correction(place, fact, before, text, _evidence(trial.touching(fact))))
            state = trial
    return state, corrections


def _components(failing: Sequence[Identity]) -> list[list[Identity]]:
    """Failing identities that hang together by a common figure."""
    groups: list[tuple[set[str], list[Identity]]] = []
    for identity in failing:
        facts = {term.figure.fact_id for term in identity.terms}
        linked = [group for group in groups if group[0] & facts]
        merged = (facts.union(*(g[0] for g in linked)), [i for g in linked for i in g[1]] + [identity])
        groups = [group for group in groups if group not in linked] + [merged]
    return [identities for _, identities in groups]


def _suspects(failing: Sequence[Identity]) -> list[str]:
    """The figures that stand in every failing identity of a component: one misread cell must be one of them."""
    common = set.intersection(*({term.figure.fact_id for term in identity.terms} for identity in failing))
    return sorted(common)


def _implied(state: _State, failing: Sequence[Identity], fact: str) -> tuple[str, Decimal] | None:
    """The value that all identities of a figure ask for, if they ask for one and none of them holds already."""
    touching = state.touching(fact)
    if len(touching) != len(failing) or len(touching) < 2:
        return None
    values = set()
    for identity in touching:
        left = sum((t.coefficient for t in identity.left if t.figure.fact_id == fact), Decimal(0))
        right = sum((t.coefficient for t in identity.right if t.figure.fact_id == fact), Decimal(0))
        slope = right - left
        if not slope:
            return None
        figure = next(t.figure for t in identity.terms if t.figure.fact_id == fact)
        values.add(figure.value - identity.difference / slope)
    return (fact, values.pop()) if len(values) == 1 else None


def _printed_as(state: _State, fact: str, value: Decimal) -> tuple[Place, str, str]:
    """The place of a figure, how it is printed, and how the other value would be."""
    for figures in state.tables:
        for item in figures.items:
            if item.figure.fact_id == fact:
                unit = item.column.unit if item.column is not None else figures.reading.unit
                factor = unit.factor if unit is not None else 1
                before = str(item.row["amount_raw"])
                number = parse_number(before)
                places = max(0, -int(number.value.as_tuple().exponent)) if number else 2
                in_unit = value / factor
                exponent = max(places, -int(in_unit.normalize().as_tuple().exponent))
                return (figures.reading.table.number, item.row_no, item.col_no), before, f"{in_unit:.{exponent}f}"
    raise LookupError(f"fact {fact} is in no table")


def _evidence(identities: Sequence[Identity]) -> str:
    equations = "; ".join(identity.equation for identity in identities[:3])
    more = f" and {len(identities) - 3} more" if len(identities) > 3 else ""
    return f"the only reading with which all {len(identities)} identities of the cell hold: {equations}{more}"
