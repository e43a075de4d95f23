"""What every cell of a table is used as, why a cell is not read, and whether a table states anything."""

from collections.abc import Mapping, Sequence

from pipeline.documents.model import Paragraph, Table
from pipeline.statements.heads.column_concepts import LABEL_CONCEPTS
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.heads.headers import Head
from pipeline.statements.information import never_heads
from pipeline.statements.model import Column, Field
from pipeline.statements.numbers import has_digit, is_nil, parse_number
from pipeline.statements.rows.printed_codes import is_misprinted
from pipeline.statements.text import fold
from pipeline.statements.titles.empty_notes import is_empty_note
from pipeline.statements.titles.titles import kind_of_title
from pipeline.statements.vocabulary import any_of, column_terms

# Keys of a form whose values say whose it is and how it is weighed, not what it is about.
_BESIDE_CONTENT = frozenset(
    {"unit_name", "department", "person", "contact", "staff", "score", "term", "start", "end", "note"}
)
_FEWEST_TITLES = 4
PRINTED_NIL = "printed nil"
"""Why a dash or a stroke in the place of an amount is no fact."""


def grid_uses(table: Table, head: Head, columns: Sequence[Column]) -> dict[tuple[int, int], str]:
    """The use of each cell of a grid that is read, by row and column: header, furniture, label, text or money."""
    uses: dict[tuple[int, int], str] = {}
    for numbers, head_use in ((head.furniture, "furniture"), (head.header, "header"), (head.numbering, "furniture")):
        printed = [cell for row in numbers for cell in table.rows[row - 1] if cell.text]
        uses.update({(c.row, c.col): "furniture" if never_heads(c.text) else head_use for c in printed})
    for column in columns:
        for row in range(head.body, table.n_rows + 1):
            cell = table.grid.get((row, column.col))
            if cell is None or not cell.text or (cell.row, cell.col) in uses:
                continue
            use = body_use(column, cell.text)
            if use is not None:
                uses[cell.row, cell.col] = use
    return uses


def listed_titles(table: Table) -> dict[tuple[int, int], str]:
    """The uses of the cells of a list of tables without a header (表1 | 收支总表), {} where the table is none.

    Most of its rows name a statement that is not named twice, and no row prints an amount.
    """
    titles = [fold(cell.text) for cell in table.cells if cell.text and kind_of_title(cell.text) is not None]
    has_amount = any("." in cell.text and parse_number(cell.text) is not None for cell in table.cells)
    if has_amount or len(titles) < _FEWEST_TITLES or len(set(titles)) < len(titles) or len(titles) * 2 <= table.n_rows:
        return {}
    return {(cell.row, cell.col): "furniture" for cell in table.cells if cell.text}


def body_use(column: Column, text: str) -> str | None:
    """What a cell of a column's body is used as; None when the text has no meaning there."""
    if column.concept == "money":
        return "money" if parse_number(text) is not None and column.unit is not None else None
    if column.concept in LABEL_CONCEPTS:
        return "label"
    if column.concept == "serial":
        return "furniture"
    if is_misprinted(column, text):
        return None
    return "text" if column.concept is not None else None


def unused(table: Table, uses: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """The cells with text that have no use, with the reason."""
    return {
        (cell.row, cell.col): _reason(cell.text)
        for cell in table.cells
        if cell.text and (cell.row, cell.col) not in uses
    }


def _reason(text: str) -> str:
    if is_nil(text):
        return PRINTED_NIL
    if parse_number(text) is None and has_digit(text):
        return "not legible as a number or a known text"
    return "no meaning found for this place"


def unparsed(table: Table, body: Sequence[int], columns: Sequence[Column]) -> dict[tuple[int, int], str]:
    """Cells of body columns that are no fact, with a reason that names the column's trouble."""
    reasons: dict[tuple[int, int], str] = {}
    for column in columns:
        for row in body:
            cell = table.grid.get((row, column.col))
            if cell is None or not cell.text or cell.row != row or cell.col != column.col:
                continue
            if column.concept is None:
                reasons[row, column.col] = f"meaning of column not found: {'/'.join(column.path) or 'no header'}"
            elif column.concept == "money" and is_nil(cell.text):
                reasons[row, column.col] = PRINTED_NIL
            elif column.concept == "money" and parse_number(cell.text) is None:
                reasons[row, column.col] = "no legible number in a column of money"
            elif column.concept == "money" and column.unit is None:
                reasons[row, column.col] = "unit of money not found in header, table or document"
            elif is_misprinted(column, cell.text):
                reasons[row, column.col] = "no code of a classification in a column of codes"
    return reasons


def unknown_heads(table: Table, head: Head) -> dict[tuple[int, int], str]:
    """The cells of the header of a table without rows that no word explains: they may be its rows."""
    cells = [cell for row in head.header for cell in table.rows[row - 1] if cell.text]
    known = {cell for cell in cells if column_terms().match(fold(cell.text)) is not None or is_plain([cell.text])}
    unknown = [cell for cell in cells if cell not in known or has_digit(cell.text)]
    return {(cell.row, cell.col): "a header that is not known, over no rows" for cell in unknown}


def state_of(table: Table, body: Sequence[int], columns: Sequence[Column], after: Sequence[Paragraph]) -> str:
    """``declared_empty``: a note says so, or no money cell of the body (rows of the table) is non-zero."""
    money = [column.col for column in columns if column.concept == "money"]
    cells = [table.grid.get((row, col)) for row in body for col in money]
    numbers = [parse_number(cell.text) for cell in cells if cell is not None and cell.text]
    if any(number is not None and number.value for number in numbers):
        return "present"
    texts = [cell.text for cell in cells if cell is not None and cell.text]
    if any(not is_nil(text) and parse_number(text) is None for text in texts):
        return "unreadable"
    if money or any(is_empty_note(paragraph.text) for paragraph in after):
        return "declared_empty"
    return "present"


def form_state_of(fields: Sequence[Field], *, holds_rows: bool) -> str:
    """``declared_empty``: nobody filled the form in; at most it says whose it is, and prints zeros.

    ``holds_rows``: the form has indicators, or rows of projects, or cells that are not understood.
    """
    unfilled = any_of("forms", "unfilled", "patterns")
    values = [field.value for field in fields if field.key not in _BESIDE_CONTENT]
    numbers = [parse_number(value) for value in values if not is_nil(value) and not unfilled.fullmatch(fold(value))]
    is_filled = holds_rows or any(number is None or number.value for number in numbers)
    return "present" if is_filled else "declared_empty"
