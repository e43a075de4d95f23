"""The rows of a table that are furniture: its title, and information about it, printed inside its grid."""

from collections.abc import Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.header_words import is_header_text, is_year
from pipeline.statements.heads.body import begins_body
from pipeline.statements.heads.units import is_unit_alone, unit_of_line
from pipeline.statements.information import is_info, is_unit_line, never_heads
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import is_title, kind_of_title
from pipeline.statements.vocabulary import column_terms

# Right over figures a row of information prints no more texts: the form's number, whose it is, the unit of money.
_MOST_OF_INFO = 3


def is_furniture(texts: Sequence[str]) -> bool:
    """Whether a row prints a title or a table's own information; several years beside each other head columns."""
    years = {text for text in map(fold, texts) if is_year(text)}
    return is_title_alone(texts) or (len(years) < 2 and are_information(texts))


def is_title_alone(texts: Sequence[str]) -> bool:
    """Whether a row prints the title of a statement and nothing else."""
    return len(texts) == 1 and kind_of_title(texts[0]) is not None and column_terms().match(fold(texts[0])) is None


def are_information(texts: Sequence[str]) -> bool:
    """Whether a row prints information about its table only; beside another one the unit of money may stand bare."""
    others = [text for text in texts if not is_info(text)]
    if others == texts[-1:] and len(texts) == 2 and is_unit_alone(others[0]) and not is_year(fold(texts[0])):
        return True
    return not others


def is_over_head(table: Table, number: int, has_amounts: bool) -> bool:
    """Whether a row over the header prints information about the table, and beside it nothing that heads columns.

    A text that is not known heads columns where the name below it stands under another, too (甲局 | 乙局 over 预算数).
    """
    printed = [cell for cell in table.rows[number - 1] if cell.text]
    others = [cell for cell in printed if not never_heads(cell.text)]
    unknown = [cell for cell in others if not is_info(cell.text)]
    if len(others) == len(printed) or len(others) - len(unknown) > 1:
        return False
    if any(is_header_text(fold(cell.text)) for cell in unknown):
        return False
    below = (row for row in table.rows[number:] if any(cell.text and not never_heads(cell.text) for cell in row))
    head = next((list(row) for row in below if not is_furniture([cell.text for cell in row if cell.text])), [])
    texts = [cell.text for cell in head if cell.text]
    if not any(is_header_text(fold(text)) for text in texts) or begins_body(texts, (), has_amounts):
        states_unit = any(is_unit_line(cell.text) or unit_of_line(cell.text) for cell in printed)
        return states_unit and len(printed) <= _MOST_OF_INFO
    over = [(fold(cell.text), table.grid.get((number, cell.col))) for cell in head if cell.text]
    named = {(text, above) for text, above in over if above in unknown}
    return len(named) == len({text for text, _ in named})


def is_captioned(table: Table, row: int) -> bool:
    """Whether a row prints one text, and that over all columns as a title of what comes below."""
    return [is_caption(cell, table) for cell in table.rows[row - 1] if cell.text] == [True]


def is_caption(cell: Cell, table: Table) -> bool:
    """Whether a cell over all columns is a title or a unit's name; words of headers (财政拨款“三公”经费) head all."""
    if not cell.col_span == table.n_cols > 1:
        return False
    return kind_of_title(cell.text) is not None or is_title(cell.text) or not is_header_text(fold(cell.text))
