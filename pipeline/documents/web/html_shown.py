"""What a web page shows of its elements: what is no content of a page, and what its author hid."""

import re

from lxml import etree

DROPPED = frozenset(
    (
        "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "input", "select",
        "button", "textarea", "iframe", "frame", "object", "applet", "svg", "canvas", "audio", "video", "img",
        "map", "dialog", "datalist", "option", "colgroup", "col",
    )
)  # fmt: skip
"""The elements that are no content of a page."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)


def is_dropped(element: etree._Element) -> bool:
    """Whether an element is no content, or hidden."""
    return element.tag in DROPPED or is_hidden(element)


def is_hidden(element: etree._Element) -> bool:
    """Whether an element is hidden by its attribute or its own style."""
    return element.get("hidden") is not None or hides(element.get("style"))


def hides(style: str | None) -> bool:
    """Whether a style hides what has it."""
    return _HIDDEN.search(style or "") is not None
