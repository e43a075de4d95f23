"""Tables of a web page that are made of other elements: by their style (display: table-cell) or their role.

Only what is a table throughout becomes one: rows in the table, cells in the rows, no text between. All else stays.
"""

import re
from collections.abc import Mapping

from lxml import etree

_DISPLAY = re.compile(r"(?:^|[;{\s])display\s*:\s*([a-z-]+)", re.I)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
# Rules for a printer or a narrow screen only.
_MEDIA = re.compile(r"@media[^{}]{0,500}\{(?:[^{}]*\{[^{}]*\}){0,500}[^{}]*\}", re.I)
# A selector of one element: tag, class or id alone, or a tag with a class.
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|[a-z]*\.[\w-]+|#[\w-]+", re.I)
_TAG_OF_DISPLAY = {
    "table": "table", "inline-table": "table", "table-row": "tr", "table-cell": "td", "table-row-group": "tbody",
    "table-header-group": "thead", "table-footer-group": "tfoot", "table-caption": "caption",
}  # fmt: skip
_TAG_OF_ROLE = {
    "table": "table", "grid": "table", "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "td",
    "rowheader": "td", "rowgroup": "tbody",
}  # fmt: skip
_GROUPS = frozenset({"tbody", "thead", "tfoot"})
_REAL = frozenset({"table", "tr", "td", "th", "caption", *_GROUPS})


def apply_displays(root: etree._Element) -> None:
    """Give the elements of a page that are shown as tables the tags of tables, and mark as hidden what its own style
    sheets do not display of tables."""
    styles = _styles(root)
    _give_tags(root, styles)
    _hide(root, styles)


def _give_tags(root: etree._Element, styles: Mapping[str, str]) -> None:
    tags = {
        element: tag
        for element in root.iter(etree.Element)
        if isinstance(element.tag, str) and element.tag not in _REAL and (tag := _tag(element, styles)) is not None
    }
    for element, tag in tags.items():
        if tag == "table" and (parts := _parts(element, tags)) is not None:
            for part in (element, *parts):
                part.tag = tags[part]
                if part.get("aria-colspan"):
                    part.set("colspan", part.get("aria-colspan", ""))


def _hide(root: etree._Element, styles: Mapping[str, str]) -> None:
    """Mark as hidden the rows and cells, and what stands in cells, that are not displayed.

    Other parts are left as they are: a page shows them one after the other where a reader turns to them.
    """
    for row in root.iter("tr") if "none" in styles.values() else ():
        for element in row.iter(etree.Element):
            if _display(element, styles) == "none":
                element.set("hidden", "")


def _styles(root: etree._Element) -> dict[str, str]:
    """The display of each simple selector in the page's own style sheets."""
    found = {}
    for sheet in root.iter("style"):
        for selectors, rule in _RULE.findall(_MEDIA.sub("", sheet.text or "")):
            display = _DISPLAY.search(rule)
            for selector in selectors.split(",") if display else ():
                if _SELECTOR.fullmatch(selector.strip()):
                    found[selector.strip()] = display[1].lower() if display else ""
    return found


def _tag(element: etree._Element, styles: Mapping[str, str]) -> str | None:
    """The tag that an element is shown as: by how its style displays it, else by its role."""
    display = _display(element, styles)
    if display is not None:
        return _TAG_OF_DISPLAY.get(display)
    return _TAG_OF_ROLE.get((element.get("role") or "").lower())


def _display(element: etree._Element, styles: Mapping[str, str]) -> str | None:
    """How an element is displayed: by its own style, its id, its classes, its name."""
    own = _DISPLAY.search(element.get("style") or "")
    return own[1].lower() if own else next((styles[s] for s in _selectors(element) if s in styles), None)


def _selectors(element: etree._Element) -> list[str]:
    """The simple selectors that choose an element, the strongest first."""
    classes = (element.get("class") or "").split()
    of_classes = [*(f"{element.tag}.{name}" for name in classes), *(f".{name}" for name in classes)]
    return [f"#{element.get('id')}", *of_classes, str(element.tag)]


def _parts(table: etree._Element, tags: Mapping[etree._Element, str]) -> list[etree._Element] | None:
    """The groups, rows and cells of a table; None where something else stands among them."""
    groups = _children(table, tags, _GROUPS | {"tr", "caption"})
    if groups is None:
        return None
    parts = list(groups)
    rows = [group for group in groups if tags[group] == "tr"]
    for group in (group for group in groups if tags[group] in _GROUPS):
        inner = _children(group, tags, frozenset({"tr"}))
        if inner is None:
            return None
        rows.extend(inner)
        parts.extend(inner)
    for row in rows:
        cells = _children(row, tags, frozenset({"td"}))
        if not cells:
            return None
        parts.extend(cells)
    return parts if rows else None


def _children(
    element: etree._Element, tags: Mapping[etree._Element, str], wanted: frozenset[str]
) -> list[etree._Element] | None:
    """The elements in an element, if all are of the wanted kind and no text stands between them."""
    children = [child for child in element if isinstance(child.tag, str)]
    texts = [element.text, *(child.tail for child in element)]
    if any((text or "").strip() for text in texts) or any(tags.get(child) not in wanted for child in children):
        return None
    return children
