"""A document under repair: what it means, its identities, and the same after an edit of some of its cells.

An edit reads only the tables again that it touches; the figures and identities inside the others are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.audit.across_tables import all_across
from pipeline.audit.figures import Item, TableFigures, table_figures, text_resolutions
from pipeline.audit.identity import Identity
from pipeline.audit.soft import narrative_links, soft_identities
from pipeline.audit.within_tables import identities_within
from pipeline.documents.model import Cell, Document, Table
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.projects.project_links import link_projects
from pipeline.facts.projects.project_model import Project
from pipeline.facts.projects.projects import find_projects
from pipeline.statements.model import Understanding
from pipeline.statements.understand import understand

Place = tuple[int, int, int]
"""Table, row and column number."""


@dataclass(frozen=True)
class State:
    """A document with its understanding, the figures of its tables in order, and the identities inside each."""

    document: Document
    fiscal_year: int
    understanding: Understanding
    projects: Sequence[Project]
    tables: tuple[TableFigures, ...]
    within: tuple[tuple[tuple[Identity, bool], ...], ...]

    @cached_property
    def hard(self) -> list[Identity]:
        """The identities that must hold: inside tables, and every printing of a figure against every other."""
        return [identity for identity, soft in self._pairs if not soft]

    @cached_property
    def soft(self) -> list[Identity]:
        """The ties of lists and texts, those that fail included: evidence, not a demand."""
        narrative = narrative_rows(
            self.document,
            fiscal_year=self.fiscal_year,
            projects={project.name: project.project_id for project in self.projects},
        )
        known = [identity for identity, soft in self._pairs if soft]
        texts = narrative_links(self.tables, narrative, text_resolutions(narrative))
        return [*known, *soft_identities(self.tables), *texts]

    @cached_property
    def _pairs(self) -> list[tuple[Identity, bool]]:
        inside = [pair for of_table in self.within for pair in of_table]
        return inside + list(all_across(self.tables))

    @cached_property
    def failing(self) -> list[Identity]:
        """The identities that must hold and do not."""
        return [identity for identity in self.hard if identity.holds == "no"]

    @cached_property
    def _hard_by_fact(self) -> dict[str, list[Identity]]:
        return _by_fact(self.hard)

    @cached_property
    def _soft_by_fact(self) -> dict[str, list[Identity]]:
        return _by_fact(self.soft)

    @cached_property
    def _items(self) -> dict[str, tuple[TableFigures, Item]]:
        return {item.figure.fact_id: (table, item) for table in self.tables for item in table.items}

    def touching(self, fact: str) -> Sequence[Identity]:
        """The identities that must hold in which a figure stands."""
        return self._hard_by_fact.get(fact, ())

    def evidence(self, fact: str) -> Sequence[Identity]:
        """The ties of lists and texts in which a figure stands."""
        return self._soft_by_fact.get(fact, ())

    def item(self, fact: str) -> tuple[TableFigures, Item]:
        """The table and the item of a figure; LookupError where no table has it."""
        return self._items[fact]

    def has(self, fact: str) -> bool:
        """Whether a table has this figure."""
        return fact in self._items

    def edited(self, texts: Mapping[Place, str]) -> "State":
        """The state with other texts in some cells."""
        return _state(_edited(self.document, texts), self.fiscal_year, self)


def first_state(document: Document, fiscal_year: int) -> State:
    """The state of a document as it was read."""
    return _state(document, fiscal_year, None)


def _by_fact(identities: Sequence[Identity]) -> dict[str, list[Identity]]:
    found: dict[str, list[Identity]] = {}
    for identity in identities:
        for fact in dict.fromkeys(term.figure.fact_id for term in identity.terms):
            found.setdefault(fact, []).append(identity)
    return found


def _state(document: Document, fiscal_year: int, known: State | None) -> State:
    understanding = understand(document, known.understanding if known else None)
    projects = known.projects if known else find_projects([(document.document_id, understanding.readings)], fiscal_year)
    source = Source(document.document_id, "", fiscal_year)
    tables: list[TableFigures] = []
    within: list[tuple[tuple[Identity, bool], ...]] = []
    for index, reading in enumerate(understanding.readings):
        if known is not None and reading is known.understanding.readings[index]:
            tables.append(known.tables[index])
            within.append(known.within[index])
            continue
        items = line_items(source, [reading])
        link_projects(items, understanding, projects)
        recognised = {document.document_id} if document.is_recognised else set()
        tables += table_figures({document.document_id: [reading]}, items, recognised)
        within.append(tuple(identities_within(tables[-1])))
    return State(document, fiscal_year, understanding, projects, tuple(tables), tuple(within))


def _edited(document: Document, texts: Mapping[Place, str]) -> Document:
    blocks = tuple(
        _edited_table(block, texts) if isinstance(block, Table) and any(p[0] == block.number for p in texts) else block
        for block in document.blocks
    )
    return replace(document, content=replace(document.content, blocks=blocks))


def _edited_table(table: Table, texts: Mapping[Place, str]) -> Table:
    def edited(cell: Cell) -> Cell:
        place = (table.number, cell.row, cell.col)
        return replace(cell, text=texts[place]) if place in texts else cell

    return replace(table, cells=tuple(edited(cell) for cell in table.cells))
