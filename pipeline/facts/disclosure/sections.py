"""A file that holds several disclosures, taken apart: the budgets of all bureaus of a county, a 部门 and its 本级, or
the accounts of one year and the budget of another.

Whose a table is, its title over the disclosure says or the table itself (``pipeline.facts.disclosure.owners``). Names
alone take nothing apart: only where several units have standard tables of their own, the same ones, is each unit a
section. A file that only speaks of other units, or lists them in its tables, is one section.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.documents.model import Document, Paragraph, Table
from pipeline.facts.disclosure.owners import APART, Heading, Owner, headings, owners, stand_behind
from pipeline.reference.text import squeeze
from pipeline.statements.contexts import Context, contexts_of
from pipeline.statements.titles.titles import kind_named
from pipeline.statements.understand import understand

_FEWEST_STATEMENTS = 3
_FEWEST_REPEATED = 2


def sections(document: Document) -> tuple[Document, ...]:
    """The sections of a document, each a document of its own with the id of the file; one for nearly all files.

    Tables and paragraphs keep their numbers. Together the sections hold every block once. A section need not be in one
    piece: where the tables of all units stand statement by statement, each unit's are put together.
    """
    places = [index for index, block in enumerate(document.blocks) if isinstance(block, Table)]
    if len(places) < 2 * _FEWEST_REPEATED:
        return (document,)
    contexts = contexts_of(document)
    titled = headings(document)
    found = owners(document, contexts, titled)
    if len(set(found)) < 2:
        return (document,)
    of_tables = _sections_of_tables(document, found)
    if len(set(of_tables)) < 2:
        return (document,)
    of_blocks = _sections_of_blocks(document, contexts, found, of_tables, titled)
    order = list(dict.fromkeys(of_tables))
    return tuple(_part(document, [i for i, section in enumerate(of_blocks) if section == name]) for name in order)


def _sections_of_tables(document: Document, found: Sequence[Owner]) -> list[Hashable]:
    """The section of each table: that of its unit where the unit is one of several with the same statements.

    Both names together tell units apart, else the one that the tables state, else the one of the titles.
    """
    statements = [
        reading.statement if kind_named(reading.statement).expected else None
        for reading in understand(document).readings
    ]
    keys: tuple[list[Hashable], ...] = (
        list(found),
        [owner.stated for owner in found],
        [owner.titled for owner in found],
    )
    for names in keys:
        held: dict[Hashable, set[str]] = {}
        for name, statement in zip(names, statements, strict=True):
            held.setdefault(name, set()).update([statement] if statement else [])
        full = [name for name, of_unit in held.items() if len(of_unit) >= _FEWEST_STATEMENTS]
        whole = {name for name in full if len(held[name] & held[full[0]]) >= _FEWEST_REPEATED} or _alike(held)
        if len(whole) > 1:
            return _joined(names, found, whole, held)
    return [""] * len(found)


def _alike(held: Mapping[Hashable, set[str]]) -> set[Hashable]:
    """The units of a file in which each has the same few tables; none where a table is of no unit or of one alone."""
    few = list(held.values())
    same = len(few[0]) >= _FEWEST_REPEATED and all(of_unit == few[0] for of_unit in few)
    return set(held) if same and not {"", Owner("", "")} & set(held) else set()


def _joined(
    names: Sequence[Hashable], found: Sequence[Owner], whole: set[Hashable], held: Mapping[Hashable, set[str]]
) -> list[Hashable]:
    """The units with tables enough, the other tables put to the section before them.

    A unit with few tables is a section of its own where these repeat tables of that section under another title.
    """
    result: list[Hashable] = []
    first = next(name for name in names if name in whole)
    titles_of = {name: owner.titled for name, owner in zip(names, found, strict=True)}
    for name in names:
        before = result[-1] if result else first
        other = not titles_of[name] or titles_of[name] != titles_of[before]
        repeats = bool(name) and other and bool(held[name] & held[before])
        result.append(name if name in whole or name in result or repeats else before)
    return result


def _sections_of_blocks(
    document: Document,
    contexts: Sequence[Context],
    found: Sequence[Owner],
    of_tables: Sequence[Hashable],
    titled: Sequence[Heading],
) -> list[Hashable]:
    """The section of each block: paragraphs between tables of two sections are parted where the second begins."""
    places = [index for index, block in enumerate(document.blocks) if isinstance(block, Table)]
    behind = stand_behind(titled, places)
    result: list[Hashable] = [of_tables[0]] * len(document.blocks)
    for number, (place, following) in enumerate(pairwise([*places, len(document.blocks)])):
        begins = following
        if number + 1 < len(places):
            between = range(place + 1, following)
            begins = _beginning(document, between, contexts[number + 1], found[number : number + 2], titled, behind)
            result[begins : following + 1] = [of_tables[number + 1]] * (following + 1 - begins)
        result[place:begins] = [of_tables[number]] * (begins - place)
    return result


def _beginning(
    document: Document,
    between: range,
    context: Context,
    found: Sequence[Owner],
    titled: Sequence[Heading],
    behind: bool,
) -> int:
    """The index of the block with which what belongs to the next table begins, between two tables."""
    inside = [heading for heading in titled if heading.index in between]
    if behind and inside:
        return inside[-1].index + 1
    new = [heading for heading in inside if heading.key != found[0].titled]
    if new:
        return new[0].index
    words = {index: squeeze(getattr(document.blocks[index], "text", "")) for index in between}
    old, next_one = (owner.stated or owner.titled.partition(APART)[0] for owner in found)
    last_of_old = max((index for index in between if old and old in words[index]), default=between.start - 1)
    named = [index for index in between if index > last_of_old and next_one and next_one in words[index]]
    own = [index for index in between if _is_one_of(document.blocks[index], context.own)]
    return min([*named, *own], default=between.stop)


def _is_one_of(block: Paragraph | Table, own: Sequence[Paragraph]) -> bool:
    return isinstance(block, Paragraph) and any(block is paragraph for paragraph in own)


def _part(document: Document, indices: Sequence[int]) -> Document:
    blocks = tuple(document.blocks[index] for index in indices)
    numbers = {block.number for block in blocks if isinstance(block, Paragraph)}
    unread = tuple(part for part in document.content.unread if max(part.paragraph, 1) in numbers)
    return replace(document, content=replace(document.content, blocks=blocks, unread=unread))


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
