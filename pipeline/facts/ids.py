"""Fact ids: a letter for the kind and a hash of the place, so that the same input gives the same id."""

from hashlib import blake2b

LINE_ITEM, PROJECT, KPI, PROCUREMENT, ASSET, NARRATIVE, TASK, INSTITUTION, STAFF, SUCCESSION = "LPKQANTISR"


def fact_id(letter: str, document_id: str, *place: object) -> str:
    """``letter`` and 16 hex digits of a hash over the document and the place in it.

    The place is (table_no, row_no, col_no) for what stands in a table, and (paragraph_no, ordinal in the paragraph)
    for what stands in a text; a second fact of the same kind in one cell adds its ordinal.
    """
    text = "\x1f".join([document_id, *map(str, place)])
    return letter + blake2b(text.encode(), digest_size=8).hexdigest()
