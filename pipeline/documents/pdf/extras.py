"""What a PDF has besides the contents of its pages, and what is said to be unread.

Fields that were filled in, texts put on a page, and files that go with it; a signature or seal is neither.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

from pipeline.documents.model import Unread

# Fields that hold texts.
_TEXTS = frozenset({"Tx", "Ch"})


def prints_annotations(page: PDFPage) -> bool:
    """Whether fields that are filled in, or texts, are put on a page."""
    return any(_prints(dict_value(annotation)) for annotation in list_value(page.annots or []))


def _prints(annotation: Mapping[str, Any]) -> bool:
    kind = _name(annotation.get("Subtype"))
    if kind != "Widget":
        return kind == "FreeText"
    parent = dict_value(annotation.get("Parent") or {})
    value = resolve1(annotation.get("V") or parent.get("V"))
    return _name(annotation.get("FT") or parent.get("FT")) in _TEXTS and bool(value)


def _name(value: Any) -> str:
    found = resolve1(value)
    return str(literal_name(found)) if found is not None else ""


def unread_extras(data: bytes, printed_upon: Sequence[int]) -> tuple[Unread, ...]:
    """The files that go with a PDF, and what is put on the pages with these numbers."""
    upon = [Unread(0, f"fields or texts that are put on page {number}: print the PDF anew") for number in printed_upon]
    return (
        *upon,
        *(Unread(0, f"a file attached to the PDF ({name}): publish it by itself") for name in _attached(data)),
    )


def _attached(data: bytes) -> list[str]:
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return [pdf.get_attachment(index).get_name() for index in range(pdf.count_attachments())]
    except pypdfium2.PdfiumError:
        return []
