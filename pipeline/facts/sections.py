"""A file that holds several disclosures, taken apart: the budgets of all bureaus of a county, a 部门 and its 本级.

A section begins with a title that names another unit than the one before and holds standard tables of its own. A file
that only speaks of other units, or lists them, is one section.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.model import Document, Paragraph, Table
from pipeline.facts.evidence import Line, titles
from pipeline.reference.text import squeeze
from pipeline.statements.titles import kind_named
from pipeline.statements.understand import understand

_TITLE_LINES = 3
_LONGEST_LINE = 60
_FEWEST_STATEMENTS = 3
_FEWEST_REPEATED = 2


@dataclass(frozen=True, slots=True)
class _Run:
    """Blocks from one title on: the unit that it names, the index of the first block and of the one behind the last."""

    name: str
    first: int
    end: int


def sections(document: Document) -> tuple[Document, ...]:
    """The sections of a document, each a document of its own with the id of the file; one for nearly all files.

    Tables and paragraphs keep their numbers. Together the sections hold every block once.
    """
    runs = _runs(document)
    if len(runs) < 2:
        return (document,)
    held = [_statements(document, run) for run in runs]
    full = [index for index, names in enumerate(held) if len(names) >= _FEWEST_STATEMENTS]
    repeated = [index for index in full if len(held[index] & held[full[0]]) >= _FEWEST_REPEATED]
    if len(repeated) < 2:
        return (document,)
    starts = [0, *(runs[index].first for index in repeated[1:])]
    ends = [*starts[1:], len(document.blocks)]
    return tuple(_part(document, start, end) for start, end in zip(starts, ends, strict=True))


def _runs(document: Document) -> list[_Run]:
    """Stretches of blocks under titles of one unit, in order; a title that names the same unit again begins none."""
    named = [
        (index, name)
        for index in range(len(document.blocks))
        if (name := _titled(_lines_from(document, index))) is not None
    ]
    changes = [(index, name) for at, (index, name) in enumerate(named) if at == 0 or name != named[at - 1][1]]
    ends = [*(index for index, _ in changes), len(document.blocks)][1:]
    return [_Run(name, index, end) for (index, name), end in zip(changes, ends, strict=True)]


def _lines_from(document: Document, index: int) -> list[Line]:
    """The paragraphs from a block on over which a title may be broken, numbered as the head of a document is."""
    found: list[Line] = []
    for block in document.blocks[index : index + _TITLE_LINES]:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_LINE:
            break
        found.append(Line(block.text, squeeze(block.text), head=len(found)))
    return found


def _titled(found: Sequence[Line]) -> str | None:
    """The unit that a title beginning with the first of these lines names, as printed."""
    beginning = (title for title in titles(found) if title.head == 0)
    title = next(beginning, None)
    return title.organisation.printed if title is not None and title.organisation is not None else None


def _statements(document: Document, run: _Run) -> frozenset[str]:
    """The standard tables of a stretch of blocks."""
    blocks = document.blocks[run.first : run.end]
    if sum(isinstance(block, Table) for block in blocks) < _FEWEST_STATEMENTS:
        return frozenset()
    readings = understand(_with(document, blocks)).readings
    return frozenset(reading.statement for reading in readings if kind_named(reading.statement).expected)


def _part(document: Document, start: int, end: int) -> Document:
    return _with(document, document.blocks[start:end])


def _with(document: Document, blocks: Sequence[Paragraph | Table]) -> Document:
    return replace(document, content=replace(document.content, blocks=tuple(blocks)))


def section_key(document_id: str, number: int, count: int) -> str:
    """The name of a section: the document's id where it has one section, else with the section's number from 1."""
    return document_id if count == 1 else f"{document_id}/{number}"


def document_of(key: str) -> str:
    """The id of the document that a section is of."""
    return key.partition("/")[0]


def section_of(document: Document, key: str) -> Document:
    """The section of a document that a key names.

    Raises LookupError for a section that the document has not.
    """
    if key == document.document_id:
        return document
    for number, part in enumerate(found := sections(document), start=1):
        if section_key(document.document_id, number, len(found)) == key:
            return part
    raise LookupError(f"document {document.document_id} has no section {key}")
