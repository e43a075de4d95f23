"""core.fact_staff: posts (编制) and members of staff (实有) that a disclosure's text states."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.documents.model import Document, Paragraph
from pipeline.facts.ids import STAFF, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.staff.staff_words import categories
from pipeline.facts.vocabulary import load, pattern

_SENTENCE = re.compile("[。；;]")
_GROUPING = re.compile("[,，]")


def staff(source: Source, document: Document) -> list[dict[str, Any]]:
    """One row per number of posts or of members of staff in a paragraph, in order, without a sum of our own."""
    rows: list[dict[str, Any]] = []
    measured = [pattern("staff", "measure", name) for name in ("posts", "staff")]
    for block in document.content.blocks:
        if isinstance(block, Paragraph) and any(words.search(block.text) for words in measured):
            rows.extend(_of_paragraph(source, block))
    return rows


def _of_paragraph(source: Source, paragraph: Paragraph) -> list[dict[str, Any]]:
    return [
        {
            "staff_id": fact_id(STAFF, source.document_id, paragraph.number, ordinal),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            "paragraph_no": paragraph.number,
            "measure": measure,
            "category": category,
            "persons": int(_GROUPING.sub("", match["number"])),
            "raw": match[0].strip("，。；：、,;:()（）"),
            "proof": "unchecked",
        }
        for ordinal, (measure, category, match) in enumerate(_numbers(paragraph.text), start=1)
    ]


def _numbers(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Measure, kind and place of each number, sentence by sentence.

    A kind alone (实有30人，其中：行政20人) is of the measure before it. Staff without a kind right behind the posts of
    one (行政编制12名，实有11人；事业编制28名，实有26人) are of that kind, where the text states posts of several.
    """
    sentences = [list(_stated().finditer(part)) for part in _SENTENCE.split(re.sub(r"\s", "", text))]
    kinds = {match["category"] for sentence in sentences for match in sentence if match["posts"]} - {None}
    for sentence in sentences:
        measure, posts = "", list[str]()
        for match in sentence:
            named = "posts" if match["posts"] else "staff" if match["staff"] else ""
            category = categories().get(match["category"] or "", "total")
            if not (named or (measure and category != "total")):
                continue
            if named == "staff" and category == "total" and measure == "posts" and len(posts) == 1 < len(kinds):
                category = posts[0]
            measure = named or measure
            posts += [category] if measure == "posts" else []
            yield measure, category, match


@cache
def _stated() -> re.Pattern[str]:
    """A clause that begins with what is counted and goes on with the number."""
    text = load("staff")["text"]
    who, posts, staff, counted, verb = ("|".join(text[name]) for name in ("who", "posts", "staff", "counted", "is"))
    category = "|".join(sorted(categories(), key=len, reverse=True))
    number = rf"(?:{counted})*(?:{verb})?(?P<number>\d{{1,3}}(?:[,，]\d{{3}})+|\d{{1,6}})(?:[人名]|(?(posts)个))"
    return re.compile(
        rf"(?:^|[，。；：、,;:()（）])(?:{who})*(?P<category>{category})?(?:人员)?"
        rf"(?:(?P<posts>{posts})|(?P<staff>{staff}))?{number}"
    )
