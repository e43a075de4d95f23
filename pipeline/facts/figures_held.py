"""Whether a document holds any figure of a budget at all; a page that only links to files holds none."""

import re

from pipeline.documents.model import Document
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.narrative import narrative_rows
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold
from pipeline.statements.understand import understand

NO_FIGURES = "it holds no figures of a budget"

_AMOUNT = re.compile(r"\d(\.\d+)?(百|千|万|亿)*元")


def holds_figures(document: Document) -> bool:
    """Whether a table states an amount or an indicator, or the text an amount.

    A figure with decimals in a table or an amount with its unit in the text is enough; only where neither is printed
    is the document understood to tell.
    """
    if any("." in cell.text and parse_number(cell.text) for table in document.tables for cell in table.cells):
        return True
    if any(_AMOUNT.search(fold(paragraph.text)) for paragraph in document.paragraphs):
        return True
    readings = understand(document).readings
    if any(reading.indicators for reading in readings) or line_items(Source("", "", 0), readings):
        return True
    return bool(narrative_rows(document, fiscal_year=0, projects={}))
