"""The rows of a table of a web page that are shown, in the order in which a browser shows them.

A cell spreads over no row of the next group (HTML 4.9.12.1, the algorithm for ending a row group).
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.documents.web.html_shown import is_dropped

_ROW_GROUPS = ("thead", "tbody", "tfoot")


def rows_of(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of the rows that are shown."""
    return [
        [cell for cell in row.iterchildren("td", "th") if not is_dropped(cell)]
        for group in _groups(table)
        for row in group
    ]


def group_ends(table: etree._Element) -> list[int]:
    """For each row of :func:`rows_of` the number, from 0, of the row behind the last of its group."""
    ends: list[int] = []
    for group in _groups(table):
        ends += [len(ends) + len(group)] * len(group)
    return ends


def _groups(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows that are shown, those of a group together: the head first, the foot last, wherever they are written."""
    bodies: list[list[etree._Element]] = [[]]
    head: list[etree._Element] = []
    foot: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            bodies[-1].extend(_shown([child]))
        elif child.tag in _ROW_GROUPS:
            rows = _shown(child.iterchildren("tr"))
            if child.tag == "thead" and not head:
                head = rows
            elif child.tag == "tfoot" and not foot:
                foot = rows
            else:
                bodies += [rows, []]
    return filter(None, (head, *bodies, foot))


def _shown(rows: Iterable[etree._Element]) -> list[etree._Element]:
    return [row for row in rows if not is_dropped(row)]
