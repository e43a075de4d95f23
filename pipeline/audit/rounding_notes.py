"""What a document itself says about rounding: 合计数与明细数之和可能因四舍五入存在尾差.

Such a note does not widen any tolerance (:mod:`pipeline.audit.identity` knows what rounding can do); it is kept so that
a reader of ``within_rounding`` finds the publisher's own word on it.
"""

import re
from typing import Any

from pipeline.documents.model import Document
from pipeline.statements.text import fold

_ROUNDING = re.compile(r"四舍五入|尾差|舍入误差|舍位")
_CAUSE = re.compile(r"尾数|小数|取整|进位|(?:单位|金额).{0,6}(?:换算|转换|折算)")
_EFFECT = re.compile(r"误差|差异|偏差|差额|出入|不等|不相等|不一致|不符|不平|不完全")


def is_rounding_note(text: str) -> bool:
    """Whether a paragraph speaks of rounding: by name, or by a cause (尾数, 小数, 换算) with its effect (误差)."""
    folded = fold(text)
    if _ROUNDING.search(folded):
        return True
    return any(_CAUSE.search(sentence) and _EFFECT.search(sentence) for sentence in re.split("[。;]", folded))


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
