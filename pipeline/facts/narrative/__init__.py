"""Amounts of money that a disclosure's text states, one row each (core.fact_narrative)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents.model import Document
from pipeline.facts.ids import NARRATIVE, fact_id
from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.measures import Topic, ordinal_end, project_names
from pipeline.facts.narrative.reader import ParagraphReader
from pipeline.facts.narrative.sections import passages
from pipeline.facts.narrative.statement import Statement

_DIGITS = re.compile("[\\d一二三四五六七八九十]+")
_CODE_COLUMNS = {
    "function": "function_code",
    "economic": "economic_code",
    "gov_economic": "gov_economic_code",
}


@dataclass
class _List:
    """The numbered paragraphs under one that begins a list: what they are parts of (2025年收入合计9万元，其中：), and
    of which year's end they speak where it states one (截至2020年底，总体情况为：); ``of_parts`` behind 其中：."""

    whole: Topic | None = None
    year: int | None = None
    of_parts: bool = False
    number: str | None = None

    def enter(self, text: str) -> None:
        """Notice a paragraph; a number of another kind, or none, ends the list."""
        number = _DIGITS.sub("#", text[: ordinal_end(text)])
        self.number = self.number or number
        if not number or number != self.number:
            self.whole = self.year = None


def narrative_rows(document: Document, *, fiscal_year: int, projects: Mapping[str, str]) -> list[dict[str, object]]:
    """The rows of core.fact_narrative that one document gives, in the order of its text, without disclosure_id.

    One row for each amount of money printed in a paragraph outside tables, repeats repeated, and one of 0.00 for each
    stated 持平 that names a measure and prints no amount. Amounts are in 元, negative for a decrease; percent in
    percent points. ``fiscal_year`` is the disclosure's year, which amounts without a year of their own are for;
    ``projects`` gives the project_id by project name. Left out: limits (单价50万元以上), notes under tables and the
    glossary (名词解释).
    """
    names = project_names(projects)
    rows: list[dict[str, object]] = []
    previous: Topic | None = None
    listing = _List()
    divided: Topic | None = None
    for passage in passages(document):
        listing.enter(passage.folded.text)
        divided = divided or (listing.whole if listing.of_parts else None)
        context = Context(passage, previous, listing.whole, divided, projects=names)
        reader = ParagraphReader(context, fiscal_year, listing.year)
        number = passage.paragraph.number
        stated = reader.read()
        _percent_behind_break(rows, [known for known in reader.record.statements if known.end <= passage.own_from])
        for ordinal, statement in enumerate(stated, start=1):
            rows.append(_row(document.document_id, number, ordinal, statement))
        previous = context.root or previous
        opens_parts = passage.folded.text.endswith("其中：")
        divided = context.root if opens_parts else None
        if passage.folded.text.endswith(("：", "为", "如下")):
            listing = _List(context.root, reader.times.stock_year if reader.times.of_stock else None, opens_parts)
    return rows


def _percent_behind_break(rows: list[dict[str, object]], before: Sequence[Statement]) -> None:
    """Give the last row its percentage where a break parts it from its amount: 12万元，占 | 5%."""
    if rows and before and rows[-1]["raw"] == before[-1].raw and rows[-1]["percent"] is None:
        rows[-1]["percent"] = before[-1].percent


def _row(document_id: str, paragraph_no: int, ordinal: int, statement: Statement) -> dict[str, object]:
    codes: dict[str, object] = dict.fromkeys(_CODE_COLUMNS.values())
    if statement.topic.classification is not None:
        codes[_CODE_COLUMNS[statement.topic.classification]] = statement.topic.code
    return {
        "narrative_id": fact_id(NARRATIVE, document_id, paragraph_no, ordinal),
        "document_id": document_id,
        "paragraph_no": paragraph_no,
        "measure": statement.measure,
        "fiscal_year": statement.fiscal_year,
        "prior_year": statement.prior_year,
        "prior_phase": statement.prior_phase,
        "amount_yuan": statement.yuan,
        "percent": statement.percent,
        "quantity": statement.quantity,
        "quantity_unit": statement.quantity_unit,
        "label": statement.label,
        **codes,
        "project_id": statement.topic.project_id,
        "raw": statement.raw,
        "proof": "unchecked",
    }
