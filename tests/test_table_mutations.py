"""Tables that were changed by chance: whatever a reader makes of a file is understood and derived without a fault."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents.arranging import arranged
from pipeline.documents.model import Cell, Content, Document, Table
from pipeline.documents.reading import read
from pipeline.facts.disclosure.disclosures import Claim, resolve
from pipeline.facts.disclosure.identity import identify
from pipeline.paths import PROJECT_ROOT
from pipeline.warehouse.derive import derive, figures_digest

RAW = PROJECT_ROOT / "data" / "raw"
PATHS = sorted(path for path in RAW.rglob("*.txt"))

Cells = list[Cell]
Chosen = Callable[[Cell], bool]


def blanked(cells: Cells, chosen: Chosen) -> Cells:
    return [replace(cell, text="") if chosen(cell) else cell for cell in cells]


def left_out(cells: Cells, chosen: Chosen) -> Cells:
    """Places that no cell covers."""
    return [cell for cell in cells if not chosen(cell)]


def swapped(cells: Cells, chosen: Chosen) -> Cells:
    """The texts of these cells in the opposite order."""
    texts = iter([cell.text for cell in cells if chosen(cell)][::-1])
    return [replace(cell, text=next(texts)) if chosen(cell) else cell for cell in cells]


def parted(cells: Cells, chosen: Chosen) -> Cells:
    """Merged cells as single ones, the text in the first."""
    result = []
    for cell in cells:
        for row in range(cell.row_span if chosen(cell) else 1):
            for col in range(cell.col_span if chosen(cell) else 1):
                place = {"row": cell.row + row, "col": cell.col + col, "text": "" if row or col else cell.text}
                result.append(replace(cell, **place, row_span=1, col_span=1) if chosen(cell) else cell)
    return result


def merged(cells: Cells, chosen: Chosen) -> Cells:
    """Cells with the ones at their right."""
    at = {(cell.row, cell.col): cell for cell in cells}
    taken: set[tuple[int, int]] = set()
    result = []
    for cell in cells:
        right = at.get((cell.row, cell.col + cell.col_span))
        if (cell.row, cell.col) in taken:
            continue
        if right is not None and right.row_span == cell.row_span and chosen(cell):
            taken.add((right.row, right.col))
            cell = replace(cell, col_span=cell.col_span + right.col_span, text=f"{cell.text}\n{right.text}".strip())
        result.append(cell)
    return result


def cut(cells: Cells, chosen: Chosen) -> Cells:
    """The rows up to the first of these cells."""
    end = next((cell.row for cell in cells if chosen(cell)), max(cell.row for cell in cells))
    return [replace(cell, row_span=min(cell.row_span, end + 1 - cell.row)) for cell in cells if cell.row <= end]


CHANGES: Mapping[str, Callable[[Cells, Chosen], Cells]] = {
    change.__name__: change for change in (blanked, left_out, swapped, parted, merged, cut)
}


@cache
def document(number: int) -> Document:
    return read(PATHS[number].read_bytes())


def changed(table: Table, change: str, every: int, first: int) -> Table:
    """The table with a change at each ``every``-th cell."""
    numbers = {(cell.row, cell.col): number for number, cell in enumerate(table.cells)}
    cells = CHANGES[change](list(table.cells), lambda cell: numbers[cell.row, cell.col] % every == first % every)
    cells.sort(key=lambda cell: (cell.row, cell.col))
    n_rows = max((cell.row + cell.row_span - 1 for cell in cells), default=1)
    return replace(table, cells=tuple(cells), n_rows=n_rows)


@given(
    number=st.integers(0, len(PATHS) - 1),
    changes=st.lists(st.tuples(st.sampled_from(list(CHANGES)), st.integers(2, 40), st.integers(0, 39)), max_size=2),
)
@settings(max_examples=20, deadline=None)
def test_changed_tables_are_derived_without_a_fault(number: int, changes: list[tuple[str, int, int]]) -> None:
    whole = document(number)
    blocks = list(whole.content.blocks)
    for change, every, first in changes:
        blocks = [changed(block, change, every, first) if isinstance(block, Table) else block for block in blocks]
    again = replace(whole, content=arranged(Content(tuple(blocks))))
    identity = identify(again, str(PATHS[number].relative_to(RAW)))
    claim = Claim(again.document_id, "a", "2026-01-01T00:00:00", identity, figures_digest(again))
    for disclosure in resolve([claim]).disclosures:
        facts = derive([again], disclosure)["core.fact_line_item"]
        assert facts["line_item_id"].is_unique().all()
