"""Page headers of a .docx (页眉) that say what the body does not: whose budget it is, the unit of its tables.

A reader of the pages sees them over every table of their section. What the body prints too, and page numbers, are no
more than furniture.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.packages import Package
from pipeline.documents.word.docx_styles import W
from pipeline.documents.word.docx_text import ID

_MAIN = "word/document.xml"
_NOTHING = re.compile(r"[\W\d_第共页of]*", re.IGNORECASE)
# A section ends with its last paragraph, the last one with the body; what else holds its properties is an old version.
_ENDS = frozenset((W + "pPr", W + "body"))
_WHITE = re.compile(r"\s+")
# No body that is longer is looked through for the words of its headers.
_MOST_TEXT = 5_000_000


@dataclass(frozen=True, slots=True)
class PageHeads:
    """The headers of each section of a body, in order, those that say no more than the body left out."""

    sections: Sequence[Sequence[etree._Element]]
    body: str

    def lines(self, texts: Sequence[str]) -> Iterator[str]:
        """What is new in the printed ``texts`` of a section's headers: neither in the body nor page numbers."""
        for text in dict.fromkeys(texts):
            words = _WHITE.sub("", text)
            if not _NOTHING.fullmatch(words) and words not in self.body:
                yield text


def page_heads(package: Package, body: etree._Element) -> PageHeads:
    """The headers that the sections of a body refer to; of a section that refers to none they are those before."""
    parts = package.relations(_MAIN, "/header")
    sections: list[list[etree._Element]] = []
    known: set[str] = set()
    for properties in body.iter(W + "sectPr"):
        parent = properties.getparent()
        if parent is None or parent.tag not in _ENDS:
            continue
        named = [parts.get(head.get(ID) or "") for head in properties.iterchildren(W + "headerReference")]
        new = [name for name in dict.fromkeys(named) if name and name in package and name not in known]
        known.update(new)
        sections.append([package.xml(name) for name in new])
    text = "".join(run.text or "" for run in body.iter(W + "t")) if any(sections) else ""
    return PageHeads(sections, _WHITE.sub("", text[:_MOST_TEXT]))
