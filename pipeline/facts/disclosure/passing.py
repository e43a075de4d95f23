"""A text that names a unit and a budget in passing: news, a letter, a contract, a list of payments.

Such a text names an organ, a year and an amount, and discloses nothing. It is known by what it lacks together: the
title of a disclosure or of its tables, a table of figures, and two headline figures (收入预算, “三公”经费, ...) of a
disclosure's text.
"""

from collections.abc import Sequence

from pipeline.documents.model import Document
from pipeline.facts.disclosure.evidence import Label, Line, Title, says_disclosed
from pipeline.facts.disclosure.genres import named_statements
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.narrative.sections import passages
from pipeline.facts.vocabulary import load
from pipeline.statements.numbers import parse_number

IN_PASSING = "it is a text that speaks of a budget in passing, no department's disclosure"
_FEWEST_MEASURES = 2
_OWNERS = frozenset({"department", "unit"})


def in_passing(
    document: Document, found: Sequence[Line], titles: Sequence[Title], labels: Sequence[Label]
) -> str | None:
    """The reason why a document discloses nothing though it speaks of a budget; None where it may be a disclosure.

    The name of one standard table, a label of the head that says whose it is (部门：X局), or one headline figure under
    a heading of it (政府采购预算情况说明) makes it one, too. A document of which a part was not read may hold there
    what it lacks.
    """
    if document.content.unread or any(title.names_disclosure for title in titles):
        return None
    if any(says_disclosed(line) for line in found) or named_statements(found):
        return None
    if any(label.head is not None and label.role in _OWNERS for label in labels):
        return None
    if any(parse_number(cell.text) is not None for table in document.tables for cell in table.cells):
        return None
    headline = frozenset(load("identity")["budget"]["headline"])
    stated = headline & {str(row["measure"]) for row in narrative_rows(document, fiscal_year=0, projects={})}
    headings = {passage.topic.measure for passage in passages(document) if passage.topic is not None}
    return None if len(stated) >= _FEWEST_MEASURES or stated & headings else IN_PASSING
