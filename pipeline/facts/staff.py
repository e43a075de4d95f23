"""core.fact_staff: posts (编制) and members of staff (实有) that a disclosure's text states."""

import re
from typing import Any

from pipeline.documents.model import Document, Paragraph
from pipeline.facts.ids import STAFF, fact_id
from pipeline.facts.line_items import Source
from pipeline.facts.staff_words import CATEGORIES

# A number counts where its clause begins with what is counted: in "X俱乐部在职7名人员" the staff of a part is meant.
_WHO = (
    r"(?:截[至止](?:到)?|20\d\d年度?(?:\d{1,2}月(?:\d{1,2}日)?)?|其中|(?:本|我|全)?(?:部门|单位|局|委|厅|系统|机关)"
    r"|现有|共有|核定|实际|年?[末底]|总)*"
)
_CATEGORY = r"(?P<category>行政附属|行政政法|行政|参公|事业|工勤)?"
_COUNTED = r"(?P<counted>(?:在职)?(?:人员)?编制|(?:在编|实有)?在职(?:在编|实有)?|实有)"
_NUMBER = r"(?:人员|人数|总数|总)?(?:为|共|共计)?(?P<number>\d{1,6})[人名]"
_STATED = re.compile(rf"(?:^|[，。；：、,;:()（）]){_WHO}{_CATEGORY}(?:人员)?{_COUNTED}{_NUMBER}")


def staff(source: Source, document: Document) -> list[dict[str, Any]]:
    """One row per number of posts or of members of staff in a paragraph, in order, without a sum of our own."""
    rows: list[dict[str, Any]] = []
    for block in document.content.blocks:
        if isinstance(block, Paragraph) and ("编制" in block.text or "实有" in block.text or "在职" in block.text):
            rows.extend(_of_paragraph(source, block))
    return rows


def _of_paragraph(source: Source, paragraph: Paragraph) -> list[dict[str, Any]]:
    found = _STATED.finditer(re.sub(r"\s", "", paragraph.text))
    return [
        {
            "staff_id": fact_id(STAFF, source.document_id, paragraph.number, ordinal),
            "disclosure_id": source.disclosure_id,
            "document_id": source.document_id,
            "paragraph_no": paragraph.number,
            "measure": "posts" if "编制" in match["counted"] else "staff",
            "category": CATEGORIES.get(match["category"] or "", "total"),
            "persons": int(match["number"]),
            "raw": match[0].strip("，。；：、,;:()（）"),
            "proof": "unchecked",
        }
        for ordinal, match in enumerate(found, start=1)
    ]
