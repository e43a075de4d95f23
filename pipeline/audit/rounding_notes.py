"""What a document itself says about rounding: 合计数与明细数之和可能因四舍五入存在尾差.

Such a note does not widen any tolerance (:mod:`pipeline.audit.identity` knows what rounding can do); it is kept so that
a reader of ``within_rounding`` finds the publisher's own word on it.
"""

import re
from typing import Any

from pipeline.documents.model import Document
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of


def is_rounding_note(text: str) -> bool:
    """Whether a paragraph speaks of rounding: by name, or by a cause (尾数, 小数, 换算) with its effect (误差)."""
    folded = fold(text)
    if _words("names").search(folded):
        return True
    sentences = re.split("[。;]", folded)
    return any(_words("causes").search(sentence) and _words("effects").search(sentence) for sentence in sentences)


def _words(kind: str) -> re.Pattern[str]:
    return any_of("rows", "rounding_note", kind)


def rounding_notes(document: Document, disclosure_id: str | None) -> list[dict[str, Any]]:
    """The rows of audit.rounding_note: one per paragraph outside tables that is a note on rounding."""
    return [
        {
            "document_id": document.document_id,
            "disclosure_id": disclosure_id,
            "paragraph_no": paragraph.number,
            "text": paragraph.text,
        }
        for paragraph in document.paragraphs
        if is_rounding_note(paragraph.text)
    ]
