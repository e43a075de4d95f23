"""Which page headers (页眉) the sections of a .docx have."""

from collections.abc import Sequence
from functools import cache

from lxml import etree

from pipeline.documents.packages import Package
from pipeline.documents.word.docx_styles import W
from pipeline.documents.word.docx_text import ID

_MAIN = "word/document.xml"
# A section ends with its last paragraph, the last one with the body; what else holds its properties is an old version.
_ENDS = frozenset((W + "pPr", W + "body"))


def page_heads(package: Package, body: etree._Element) -> Sequence[Sequence[etree._Element]]:
    """The headers that each section of a body refers to, in order; one that refers to none has those before it."""
    parts = package.relations(_MAIN, "/header")
    head = cache(package.xml)
    sections: list[list[etree._Element]] = []
    for properties in body.iter(W + "sectPr"):
        parent = properties.getparent()
        if parent is None or parent.tag not in _ENDS:
            continue
        named = [parts.get(used.get(ID) or "") for used in properties.iterchildren(W + "headerReference")]
        sections.append([head(name) for name in dict.fromkeys(named) if name and name in package])
    return sections
