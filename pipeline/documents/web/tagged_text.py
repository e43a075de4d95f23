"""Text with tables of HTML in it, as programs that recognise pages write Markdown.

Paragraphs stand between blank lines as in Markdown, and each table between ``<table>`` and ``</table>``, which
Markdown lets stand in a text because its own tables have no merged cells. The tables are read as those of a web page,
the rest as the text that it is. Tags around a table (``<html>``, ``<div>``) are no text; a picture is named and not
held by such a file, so that it is noted as unread.
"""

import re
from collections.abc import Iterator
from html import unescape

from pipeline.documents.building import Builder
from pipeline.documents.model import Content
from pipeline.documents.text import plain_text, ruled_text
from pipeline.documents.web import html
from pipeline.documents.web.formulas import without_formulas

VERSION = "9"

_TABLE_TAG = re.compile(r"<(/?)table(?=[\s>])[^>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:html|body|div|center|p|span|font|b|i|u|strong|em|sup|sub|figure|figcaption|details|summary)"
    r"(?:\s[^<>]*)?/?>|<!--[^<>\n]{0,300}-->",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,300}\)|<img\s[^<>]*>", re.IGNORECASE)
# A sign of punctuation behind a backslash is that sign in Markdown; a pipe is left to what reads the lines.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{}~])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
# What makes a page of HTML of a file that begins with a tag.
_PAGE = re.compile(r"<!doctype|<head[\s>]|<body[\s>]|<html[\s>]", re.IGNORECASE)
_END = re.compile(r"</html\s*>", re.IGNORECASE)
_BLOCK = re.compile(r"<(/?)(?:div|p|center|section|ul|ol|dl|pre|h[1-6])(?=[\s>/])", re.IGNORECASE)
_HANZI = re.compile("[\u3400-\u9fff]")
_FEWEST_APART = 2


def detect(text: str) -> bool:
    """Whether a text holds a table of HTML."""
    return next(_tables(text), None) is not None


def is_no_page(text: str) -> bool:
    """Whether what begins as HTML is such a text: a page ends with one ``</html>``, and its texts stand in elements."""
    ends = [match.end() for match in _END.finditer(text)]
    rest = text[ends[0] :] if ends else text
    if len(ends) > 1:
        return detect(text)
    if not ends and _PAGE.search(text):
        return False
    return detect(text) and sum(1 for _ in _outside(_without_tables(rest))) >= _FEWEST_APART


def _outside(text: str) -> Iterator[str]:
    """The lines of Chinese without tags that stand in no element."""
    depth = 0
    for line in text.split("\n"):
        if not depth and "<" not in line and _HANZI.search(line):
            yield line
        depth = max(0, depth + sum(-1 if tag[1] else 1 for tag in _BLOCK.finditer(line)))


def read(text: str) -> Content:
    """Paragraphs and tables of a text whose line ends are ``\\n``."""
    text = without_formulas(text)
    read_text = ruled_text.read if ruled_text.detect(_bare(_without_tables(text))) else plain_text.read
    builder = Builder()
    start = 0
    for left, right in [*_tables(text), (len(text), len(text))]:
        for picture in _PICTURE.finditer(text, start, left):
            builder.include(read_text(_bare(text[start : picture.start()])))
            builder.unread("a picture that the text names and does not hold")
            start = picture.end()
        builder.include(read_text(_bare(text[start:left])))
        if left < right:
            builder.include(html.read(text[left:right].encode("utf-8", "replace")))
        start = right
    return builder.content()


def _bare(text: str) -> str:
    return unescape(_ESCAPED.sub(r"\1", _HEADING.sub("", _TAG.sub("", _LINE_BREAK.sub("\n", text)))))


def _without_tables(text: str) -> str:
    start, pieces = 0, []
    for left, right in _tables(text):
        pieces.append(text[start:left])
        start = right
    return "\n\n".join([*pieces, text[start:]])


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where each table begins and ends; one inside another is part of that, and one that is not closed is none."""
    depth = start = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()
