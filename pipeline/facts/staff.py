"""core.fact_staff: posts (编制) and members of staff (实有) that a disclosure's text states."""

import re
from functools import cache
from typing import Any

from pipeline.documents.model import Document, Paragraph
from pipeline.facts.ids import STAFF, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.staff_words import categories
from pipeline.facts.vocabulary import load, pattern


def staff(source: Source, document: Document) -> list[dict[str, Any]]:
    """One row per number of posts or of members of staff in a paragraph, in order, without a sum of our own."""
    rows: list[dict[str, Any]] = []
    measured = [pattern("staff", "measure", name) for name in ("posts", "staff")]
    for block in document.content.blocks:
        if isinstance(block, Paragraph) and any(words.search(block.text) for words in measured):
            rows.extend(_of_paragraph(source, block))
    return rows


def _of_paragraph(source: Source, paragraph: Paragraph) -> list[dict[str, Any]]:
    found = _stated().finditer(re.sub(r"\s", "", paragraph.text))
    return [
        {
            "staff_id": fact_id(STAFF, source.document_id, paragraph.number, ordinal),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            "paragraph_no": paragraph.number,
            "measure": "posts" if match["posts"] else "staff",
            "category": categories().get(match["category"] or "", "total"),
            "persons": int(match["number"]),
            "raw": match[0].strip("，。；：、,;:()（）"),
            "proof": "unchecked",
        }
        for ordinal, match in enumerate(found, start=1)
    ]


@cache
def _stated() -> re.Pattern[str]:
    """A clause that begins with what is counted and goes on with the number."""
    who, posts, staff = ("|".join(load("staff")["text"][name]) for name in ("who", "posts", "staff"))
    category = "|".join(sorted(categories(), key=len, reverse=True))
    number = r"(?:人员|人数|总数|总)?(?:为|共|共计)?(?P<number>\d{1,6})[人名]"
    return re.compile(
        rf"(?:^|[，。；：、,;:()（）])(?:{who})*(?P<category>{category})?(?:人员)?(?:(?P<posts>{posts})|{staff}){number}"
    )
