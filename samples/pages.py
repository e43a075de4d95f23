"""Blocks laid out on pages of A4: where each text and each ruling line stands, before any file format.

Measures are points from the upper left corner. A table breaks between rows, never inside a cell merged downwards; one
with many columns stands on wide pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from samples.blocks import Block, Paragraph, Placed, Table

_SHORT, _LONG = 595.0, 842.0
_MARGIN = 56.0
_MOST_UPRIGHT = 7
"""More columns than this go on a wide page."""
_TEXT, _PITCH = 12.0, 20.0
_CELL, _CELL_PITCH = 9.0, 12.0
_PADDING = 4.0
_NARROWEST = 30.0
_SPACING = 8.0
_LONGEST_HEADING = 30
_NEVER_FIRST = "，。、；：）”"


@dataclass(frozen=True)
class Text:
    """One line of text; `x` is its left end, or its right end or middle as `align` says ('left', 'right', 'middle')."""

    x: float
    top: float
    size: float
    text: str
    align: str = "left"


@dataclass(frozen=True)
class Rule:
    """A ruling line."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass
class Page:
    """What one page shows."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def lay_out(blocks: Iterable[Block]) -> list[Page]:
    """The pages of a document, numbered at their foot."""
    layout = _Layout()
    waiting: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            waiting.append(block)
            continue
        above: list[Paragraph] = []
        while waiting and _is_heading(waiting[-1]):
            above.insert(0, waiting.pop())
        for paragraph in waiting:
            layout.paragraph(paragraph)
        layout.table(block, above)
        waiting = []
    for paragraph in waiting:
        layout.paragraph(paragraph)
    for number, page in enumerate(layout.pages, start=1):
        page.texts.append(Text(page.width / 2, page.height - _MARGIN / 2 - _CELL, _CELL, f"- {number} -", "middle"))
    return layout.pages


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph right above a table belongs to it: its title, its unit of money."""
    return len(paragraph.text) <= _LONGEST_HEADING and not paragraph.text.endswith("。")


def width_of(text: str, size: float) -> float:
    """No less than the width of a text in usual fonts: a Chinese character is as wide as it is high."""
    return sum(map(_width, text)) * size


def _width(character: str) -> float:
    if not character.isascii():
        return 1.0
    return 0.9 if character in "MW%@" else 0.75 if character.isupper() else 0.6 if character.isalpha() else 0.55


def wrapped(text: str, size: float, width: float, first: float = 0.0) -> list[str]:
    """The lines of a text no wider than `width`, the first one shorter by `first`; none begins with a point."""
    lines, line, room = [], "", width - first
    for character in text:
        if line and width_of(line + character, size) > room:
            kept = -1 if character in _NEVER_FIRST and len(line) > 1 else len(line)
            lines.append(line[:kept])
            line, room = line[kept:], width
        line += character
    return [*lines, line]


class _Layout:
    """Fills pages from top to bottom."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self._top = 0.0

    def _begin(self, is_wide: bool) -> None:
        self.pages.append(Page(_LONG, _SHORT) if is_wide else Page(_SHORT, _LONG))
        self._top = _MARGIN

    def _room(self) -> float:
        return self.pages[-1].height - _MARGIN - self._top

    def _is_wide(self) -> bool:
        return bool(self.pages) and self.pages[-1].width > self.pages[-1].height

    def paragraph(self, paragraph: Paragraph) -> None:
        """A paragraph on upright pages, indented by two characters."""
        text = (paragraph.lead + paragraph.text).strip()
        if not text:
            return
        if not self.pages or self._is_wide():
            self._begin(False)
        width = self.pages[-1].width - 2 * _MARGIN
        for number, line in enumerate(wrapped(text, _TEXT, width, 2 * _TEXT)):
            if self._room() < _PITCH:
                self._begin(False)
            self.pages[-1].texts.append(Text(_MARGIN + (0 if number else 2 * _TEXT), self._top, _TEXT, line))
            self._top += _PITCH

    def _heading(self, paragraph: Paragraph) -> None:
        """A line above a table: a title in the middle, anything else at the left."""
        text = paragraph.text.strip()
        if text:
            page = self.pages[-1]
            is_title = text.endswith("表")
            x = page.width / 2 if is_title else _MARGIN
            page.texts.append(Text(x, self._top, _TEXT, text, "middle" if is_title else "left"))
            self._top += _PITCH

    def table(self, table: Table, above: Sequence[Paragraph]) -> None:
        """A table under the paragraphs above it, on new pages where it needs them."""
        is_wide = table.width > _MOST_UPRIGHT
        rows = list(table.placed())
        page_width, page_height = (_LONG, _SHORT) if is_wide else (_SHORT, _LONG)
        xs = _edges(rows, table.width, page_width - 2 * _MARGIN)
        heights = _heights(rows, xs)
        groups = list(_together(rows))
        start = sum(_PITCH for paragraph in above if paragraph.text.strip())
        first = min(sum(heights[slice(*groups[0])]) + 2 * heights[-1], sum(heights))
        if not self.pages or self._is_wide() != is_wide or self._room() < start + first:
            self._begin(is_wide)
        for paragraph in above:
            self._heading(paragraph)
        for begin, end in groups:
            height = sum(heights[begin:end])
            if height > self._room():
                if height > page_height - 2 * _MARGIN:
                    raise ValueError("rows that belong together need more than a page")
                self._begin(is_wide)
            for number in range(begin, end):
                for placed in rows[number]:
                    if not placed.row_in_cell:
                        self._cell(placed, xs, sum(heights[number : number + placed.cell.rows]))
                self._top += heights[number]
        self._top += _SPACING

    def _cell(self, placed: Placed, xs: Sequence[float], height: float) -> None:
        page, cell = self.pages[-1], placed.cell
        x0, x1, top, bottom = xs[placed.column], xs[placed.column + cell.cols], self._top, self._top + height
        corners = (x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)
        page.rules += [Rule(*sorted((a, b))[0], *sorted((a, b))[1]) for a, b in pairwise(corners)]
        lines = _lines(cell.text, x1 - x0)
        at = top + (height - _CELL_PITCH * len(lines)) / 2 + (_CELL_PITCH - _CELL) / 2
        is_figure = _is_figure(cell.text)
        for number, line in enumerate(lines):
            stripped = line.strip()
            if stripped:
                x = (
                    x1 - _PADDING
                    if is_figure
                    else x0 + _PADDING + width_of(line[: len(line) - len(line.lstrip())], _CELL)
                )
                align = "right" if is_figure else "left"
                page.texts.append(Text(x, at + number * _CELL_PITCH, _CELL, stripped, align))


def _is_figure(text: str) -> bool:
    return text.replace(".", "").replace("-", "").isdigit()


def _lines(text: str, width: float) -> list[str]:
    return [line for part in text.split("\n") for line in wrapped(part, _CELL, width - 2 * _PADDING)]


def _edges(rows: Sequence[Sequence[Placed]], n_columns: int, width: float) -> list[float]:
    """The edges of columns, each as wide as its texts ask for within what the page gives."""
    least, wanted = [_NARROWEST] * n_columns, [_NARROWEST] * n_columns
    for row in rows:
        for item in row:
            if item.cell.cols == 1 and not item.row_in_cell:
                widest = max(width_of(part, _CELL) for part in item.cell.text.split("\n")) + 2 * _PADDING + 1
                wanted[item.column] = max(wanted[item.column], min(widest, 0.4 * width))
                if _is_figure(item.cell.text):
                    least[item.column] = max(least[item.column], widest)
    spare = width - sum(wanted)
    if spare >= 0:
        widths = [want + spare / n_columns for want in wanted]
    else:
        give = sum(wanted) - sum(least)
        widths = [want + spare * (want - few) / give for want, few in zip(wanted, least, strict=True)]
    edges = [_MARGIN]
    for column in widths:
        edges.append(edges[-1] + column)
    return edges


def _heights(rows: Sequence[Sequence[Placed]], xs: Sequence[float]) -> list[float]:
    """The heights of rows: as high as their cells; a cell over several rows makes the last of them higher."""
    heights: list[float] = []
    for number, row in enumerate(rows):
        height = _CELL_PITCH + 2 * _PADDING
        for item in row:
            if item.row_in_cell == item.cell.rows - 1:
                lines = _lines(item.cell.text, xs[item.column + item.cell.cols] - xs[item.column])
                above = sum(heights[number - item.row_in_cell : number])
                height = max(height, _CELL_PITCH * len(lines) + 2 * _PADDING - above)
        heights.append(height)
    return heights


def _together(rows: Sequence[Sequence[Placed]]) -> Iterator[tuple[int, int]]:
    """Ranges of rows that share cells."""
    begin = 0
    for number in range(1, len(rows) + 1):
        if number == len(rows) or not any(item.row_in_cell for item in rows[number]):
            yield begin, number
            begin = number
