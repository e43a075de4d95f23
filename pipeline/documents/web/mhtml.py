"""Web archives (.mht): the web pages in one file with what belongs to them, as browsers and Office save them.

A workbook is saved as a frame and a page for each sheet; the pages are read in their order. Pictures and style sheets
of the archive are not looked at.
"""

import email
from email.message import Message

from pipeline.documents.building import Builder
from pipeline.documents.encoding import CHINESE
from pipeline.documents.model import Content, UnreadableError
from pipeline.documents.web import html

VERSION = "11"

_MOST_PAGES = 500
_MARK = b"\xef\xbb\xbf"


def read(data: bytes) -> Content:
    """The content of the pages of a web archive; raises UnreadableError where it holds none or one is damaged."""
    try:
        parts = [part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
        pages = [page for part in parts[:_MOST_PAGES] if (page := _page(part)).strip()]
    except (ValueError, LookupError, RecursionError) as error:
        raise UnreadableError("a web archive that is damaged") from error
    if not pages or len(parts) > _MOST_PAGES:
        raise UnreadableError("a web archive without a page, or with more than any disclosure has")
    builder = Builder()
    for page in pages:
        builder.include(html.read(page))
    return builder.content()


def _page(part: Message) -> bytes:
    """The bytes of a page, in UTF-8 with its mark where the archive says which encoding it has."""
    payload = part.get_payload(decode=True)
    page = payload if isinstance(payload, bytes) else b""
    name = (part.get_content_charset() or "").lower()
    if not name:
        return page
    try:
        return _MARK + page.decode("gb18030" if name in CHINESE else name).removeprefix("\ufeff").encode()
    except (UnicodeError, LookupError):
        return page
