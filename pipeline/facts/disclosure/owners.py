"""Whose each table of a document is: the unit that the title over it names, and the one that the table itself states.

This module only finds names; ``pipeline.facts.disclosure.sections`` decides whether they take a file apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.documents.model import Document, Paragraph, Table
from pipeline.facts.disclosure.evidence import (
    Line,
    coded_names,
    labels,
    lines,
    titles,
)
from pipeline.facts.disclosure.unit_names import Organisation, organisation, organisation_alone, organisation_in
from pipeline.reference.text import squeeze
from pipeline.statements.contexts import Context
from pipeline.statements.titles.titles import bare_title, kind_of_title

_TITLE_LINES = 3
_LONGEST_LINE = 60
_NEAR_LINES = 4
_FIRST_ROWS = 3
_SHORTEST_NAME = 3
_LONGEST_NAME = 45
_YEAR = re.compile(r"20[0-4]\d年?度?")
_BEHIND = re.compile(r"(?<![（(—–_-])[（(—–_-]+(?P<name>[一-鿿（）()]{3,45}?)[）)]?$")


APART = "\x1f"


class Owner(NamedTuple):
    """The unit that the title over a table names and the one that the table states, as keys; '' where none is.

    The key of a title (``titled``) has the year and the kind behind ``APART``, since a file may hold two disclosures of
    one unit.
    """

    titled: str
    stated: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title of a whole disclosure that names a unit: the index of its block and its key (:class:`Owner`)."""

    index: int
    key: str


def key_of(name: Organisation) -> str:
    """A unit's name, marked where it is its own part (本级) or a sub-unit."""
    return name.name + {"own": "本级", "unit": "单位"}.get(name.scope or "", "")


def headings(document: Document) -> list[Heading]:
    """The titles among the paragraphs that name a unit, in order."""
    found = (Heading(index, _titled(_lines_from(document, index))) for index in range(len(document.blocks)))
    return [heading for heading in found if heading.key]


def stand_behind(found: Sequence[Heading], tables: Sequence[int]) -> bool:
    """Whether titles stand behind their tables: none before the first table, none of the tables behind the last."""
    return bool(found and tables) and found[0].index > tables[0] and found[-1].index > tables[-1]


def owners(document: Document, contexts: Sequence[Context], found: Sequence[Heading]) -> list[Owner]:
    """Whose each table is; a table that states no unit is of the one that the table before under the same title states.

    The contexts are those of all tables of the document, the headings those of :func:`headings`.
    """
    places = [index for index, block in enumerate(document.blocks) if isinstance(block, Table)]
    behind = stand_behind(found, places)
    result: list[Owner] = []
    for place, context in zip(places, contexts, strict=True):
        if behind:
            titled = next((heading.key for heading in found if heading.index > place), "")
        else:
            titled = next((heading.key for heading in reversed(found) if heading.index < place), "")
        stated = _stated(document, context)
        if not stated and result and result[-1].titled == titled:
            stated = result[-1].stated
        result.append(Owner(titled, stated))
    return result


def _lines_from(document: Document, index: int) -> list[Line]:
    """The paragraphs from a block on over which a title may be broken, numbered as the head of a document is."""
    found: list[Line] = []
    for block in document.blocks[index : index + _TITLE_LINES]:
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_LINE:
            break
        found.append(Line(block.text, squeeze(block.text), head=len(found)))
    return found


def _titled(found: Sequence[Line]) -> str:
    """The unit that a title beginning with the first of these lines names, and the disclosure's year and kind."""
    title = next((title for title in titles(found) if title.head == 0), None)
    if title is None or title.organisation is None:
        return ""
    return f"{key_of(title.organisation)}{APART}{title.year} {title.kind}"


def _stated(document: Document, context: Context) -> str:
    """The unit that a table's own lines name: a label before a title, a title before a coded name or a bare name."""
    near = context.between[-_NEAR_LINES:]
    table = context.table
    last = min(_FIRST_ROWS, context.head.body - 1)
    rows = [cell for cell in table.cells if cell.row <= last]
    top = replace(table, cells=tuple(rows), n_rows=last)
    said = lines(replace(document, content=replace(document.content, blocks=(*near, top))))
    for name in (*_labelled(said), *_in_titles([paragraph.text for paragraph in reversed(near)], rows)):
        return key_of(name)
    furniture = set(context.head.furniture)
    coded = lines(replace(document, content=replace(document.content, blocks=(*near, _only(top, furniture)))))
    for entry in coded_names(coded):
        return key_of(entry.organisation)
    for paragraph in reversed(near):
        if bare := organisation_alone(squeeze(paragraph.text)):
            return key_of(bare)
    return ""


def _only(table: Table, rows: set[int]) -> Table:
    return replace(table, cells=tuple(cell for cell in table.cells if cell.row in rows))


def _labelled(said: Sequence[Line]) -> Iterator[Organisation]:
    """The units that labels announce, those of 单位名称 before those of 部门名称: the narrower one is the table's."""
    for role in ("unit", "department"):
        for label in labels(said):
            if label.role == role and (name := organisation_in(label.value, certain=label.with_colon)):
                yield name


def _in_titles(texts: Sequence[str], cells: Sequence[object]) -> Iterator[Organisation]:
    """The units named before or behind the name of a statement: X局2025年收支总表, 收支总表（X局）."""
    inside = [str(getattr(cell, "text", "")) for cell in cells]
    for text in (*texts, *inside):
        if len(text) <= _LONGEST_LINE and kind_of_title(text) is not None and (name := name_in_title(text)):
            yield name


def name_in_title(text: str) -> Organisation | None:
    """The unit that the title of a table names before the name of the statement, or behind it."""
    words = _YEAR.sub("", bare_title(text))
    for end in range(min(len(words), _LONGEST_NAME), _SHORTEST_NAME, -1):
        rest = words[end:]
        if not rest.startswith("门") and (name := organisation(words[:end])) and kind_of_title(rest) is not None:
            return name
    match = _BEHIND.search(words)
    return organisation(match["name"]) if match else None
