"""Whether a document holds any figure of a budget at all; a page that only links to files holds none."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from pipeline.documents.model import Document
from pipeline.facts.disclosure.unit_names import any_of
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.vocabulary import load
from pipeline.statements.model import Reading
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold
from pipeline.statements.titles.empty_notes import is_empty_note
from pipeline.statements.titles.titles import kind_named
from pipeline.statements.understand import understand

NO_FIGURES = "it holds no figures of a budget"


def no_figures(document: Document) -> str:
    """The reason for a document without figures, with what was not read of it: there they may be."""
    unread = [part.reason for part in document.content.unread]
    more = f" (and {len(unread) - 1} more)" if len(unread) > 1 else ""
    return f"{NO_FIGURES}; unread: {unread[0]}{more}" if unread else NO_FIGURES


# What the instructions of a blank form say: 如无此项支出，请空表列示.
_CONDITION = re.compile("如果?|若|请|应当?|须")
_AMOUNT = re.compile(r"\d(\.\d+)?(百|千|万|亿)*元")


def holds_figures(document: Document) -> bool:
    """Whether a table states an amount or an indicator, or the text an amount, or a note that a statement is empty.

    A figure with decimals in a table or an amount with its unit in the text is enough; only where neither is printed
    is the document understood to tell. Figures of a document that nowhere speaks of a budget are of none.
    """
    readings = None
    if not _speaks_of_budget(document):
        readings = understand(document).readings
        if not any(kind_named(reading.statement).budget for reading in readings):
            return False
    if any("." in cell.text and parse_number(cell.text) for table in document.tables for cell in table.cells):
        return True
    if any(_AMOUNT.search(fold(paragraph.text)) for paragraph in document.paragraphs):
        return True
    readings = understand(document).readings if readings is None else readings
    if any(reading.indicators for reading in readings) or line_items(Source("", "", 0), readings):
        return True
    if _declares_empty(document, readings):
        return True
    return bool(narrative_rows(document, fiscal_year=0, projects={}))


def _speaks_of_budget(document: Document) -> bool:
    texts = chain(
        (paragraph.text for paragraph in document.paragraphs),
        (cell.text for table in document.tables for cell in table.cells),
    )
    return any(_budget().search(fold(text)) for text in texts)


@cache
def _budget() -> re.Pattern[str]:
    return re.compile(any_of(load("identity")["budget"]["words"]))


def _declares_empty(document: Document, readings: Sequence[Reading]) -> bool:
    """Whether a document of one statement without figures says that there are none; of a form several stand blank."""
    if len(readings) != 1 or readings[0].state != "declared_empty" or not kind_named(readings[0].statement).budget:
        return False
    texts = [*(block.text for block in document.paragraphs), *(cell.text for cell in readings[0].table.cells)]
    return any(is_empty_note(text) and not _CONDITION.search(fold(text)) for text in texts)
