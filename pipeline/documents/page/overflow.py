"""Texts of several lines in a row that is too low for them: which lines of a column are of which cell.

Programs print such lines over the rows above and below, also over the texts there, so that the middle of a line is no
longer in its cell. The lines of a text are told from those of its neighbours by how they are drawn: one right after the
other, at one distance and in one alignment. Its cell is one for which no other text is left.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.fill import Filled
from pipeline.documents.page.model import Glyph

_LEFT: Callable[[Glyph], float] = itemgetter(1)
# A cell of so many heights of its type has room for two lines.
_TWO_LINES = 2.0
# The lines of a text are apart by so many heights of its type, and by the same distance within this part of it; they
# share an edge or their middle within this part.
_LEAST_STEP, _MOST_STEP = 1.0, 2.0
_SAME_STEP = 0.08
_ALIGNED = 0.3
# Characters of one line stand on one height, and each further to the right, by this part of their height.
_SAME_BASE = 0.1
# A text is in the middle of its row within this part of the height of its type.
_CENTRED = 0.25
# A line that reaches over the edge of a row by more than this part of its height, or shares more of it with another
# text there, is perhaps not of this row.
_BEYOND = 0.15


@dataclass(slots=True)
class _Line:
    """Characters that are drawn one after the other on one line in one cell."""

    cell: Filled
    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def is_blank(self) -> bool:
        return all(glyph.text.isspace() for glyph in self.glyphs)

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs).strip()

    def goes_on_with(self, glyph: Glyph) -> bool:
        """Whether a character stands on the same line, further to the right; the next line begins at the left again."""
        before = self.glyphs[-1]
        return (
            abs(glyph.base - before.base) <= _SAME_BASE * glyph.size and glyph.x0 > before.x0 + _SAME_BASE * glyph.size
        )

    def is_aligned(self, other: "_Line") -> bool:
        """Whether both begin, end or have their middle at one place."""
        (left, right), (other_left, other_right) = self._ends(), other._ends()
        begins = abs(self.glyphs[0].x0 - other.glyphs[0].x0), abs(left - other_left)
        return min(*begins, abs(right - other_right), abs(left + right - other_left - other_right) / 2) <= (
            _ALIGNED * self.size
        )

    def _ends(self) -> tuple[float, float]:
        printed = [glyph for glyph in self.glyphs if not glyph.text.isspace()]
        return min(glyph.x0 for glyph in printed), max(glyph.x1 for glyph in printed)


@dataclass(slots=True)
class _Block:
    """Lines that follow each other as those of one text do, in several cells."""

    lines: Sequence[_Line]

    @property
    def top(self) -> float:
        return self.lines[0].glyphs[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].glyphs[0].bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def cells(self) -> dict[int, Filled]:
        return {id(line.cell): line.cell for line in self.lines}


def put_back(cells: Sequence[Filled], glyphs: Sequence[Glyph]) -> None:
    """Give each text that is printed over the rows above and below its own back to its cell.

    ``glyphs`` are in the order in which they were drawn. Nothing changes but where this gives each of the texts that
    stand over each other a cell of its own, and leaves none without that had one.
    """
    if not any(map(_has_no_room, cells)):
        return
    owners = {id(glyph): cell for cell in cells for glyph in cell.glyphs}
    blocks = list(_blocks(list(_lines(glyphs, owners))))
    for group in _joined(blocks):
        for block, target in _placed(group, cells):
            for line in block.lines:
                if line.cell is not target:
                    moved = set(map(id, line.glyphs))
                    line.cell.glyphs[:] = [glyph for glyph in line.cell.glyphs if id(glyph) not in moved]
                    target.glyphs.extend(line.glyphs)


def _has_no_room(cell: Filled) -> bool:
    """Whether characters of several lines stand in a cell without room for two: what is drawn goes back to the left."""
    glyphs = cell.glyphs
    if len(glyphs) < 2 or cell.rectangle[3] - cell.rectangle[1] >= _TWO_LINES * glyphs[0].size:
        return False
    lefts = list(map(_LEFT, glyphs))
    return lefts != sorted(lefts)


def _lines(glyphs: Sequence[Glyph], owners: Mapping[int, Filled]) -> Iterator[_Line]:
    line: _Line | None = None
    for glyph in glyphs:
        cell = owners.get(id(glyph))
        if line is not None and cell is line.cell and line.goes_on_with(glyph):
            line.glyphs.append(glyph)
            continue
        if line is not None and not line.is_blank:
            yield line
        line = None if cell is None else _Line(cell, [glyph])
    if line is not None and not line.is_blank:
        yield line


def _blocks(lines: Sequence[_Line]) -> Iterator[_Block]:
    """The texts of several lines, each as long as its lines follow each other, that stand in several cells.

    No figure goes on in a second line.
    """
    start = 0
    for end in range(1, len(lines) + 1):
        if end < len(lines) and _goes_on(lines[start:end], lines[end]):
            continue
        block = _Block(lines[start:end])
        if len(block.cells) > 1 and not any(is_figure(line.text) for line in block.lines):
            yield block
        start = end


def _goes_on(before: Sequence[_Line], line: _Line) -> bool:
    steps = [below.glyphs[0].base - above.glyphs[0].base for above, below in pairwise([*before[:2], before[-1], line])]
    size = line.size
    same = abs(before[0].size - size) <= _SAME_STEP * size and before[-1].is_aligned(line)
    first = steps[0] if len(before) > 1 else steps[-1]
    return same and _LEAST_STEP <= steps[-1] / size <= _MOST_STEP and abs(steps[-1] - first) <= _SAME_STEP * size


def _joined(blocks: Sequence[_Block]) -> list[list[_Block]]:
    """The blocks in groups of those that have lines in the same cells."""
    groups: list[tuple[set[int], list[_Block]]] = []
    for block in blocks:
        cells, joined = set(block.cells), [block]
        for group in [group for group in groups if not cells.isdisjoint(group[0])]:
            groups.remove(group)
            cells, joined = cells | group[0], group[1] + joined
        groups.append((cells, joined))
    return [blocks for _, blocks in groups]


def _placed(blocks: Sequence[_Block], cells: Sequence[Filled]) -> list[tuple[_Block, Filled]]:
    """These blocks with their cells; none where two would have one, or a cell that prints a text would have none."""
    own = {id(glyph) for block in blocks for line in block.lines for glyph in line.glyphs}
    printed_in = {name: cell for block in blocks for name, cell in block.cells.items()}
    columns = {cell.rectangle[::2] for cell in printed_in.values()}
    free = [
        cell
        for cell in cells
        if cell.rectangle[::2] in columns and all(id(glyph) in own or glyph.text.isspace() for glyph in cell.glyphs)
    ]
    targets: list[Filled] = []
    for block in blocks:
        target = _target(block, free)
        if target is None or not all(
            line.cell is target or _is_out_of_place(line, own, blocks) for line in block.lines
        ):
            return []
        targets.append(target)
    filled = set(map(id, targets))
    is_whole = len(filled) == len(blocks) and all(id(cell) in filled for cell in free if id(cell) in printed_in)
    return list(zip(blocks, targets, strict=True)) if is_whole else []


def _target(block: _Block, free: Sequence[Filled]) -> Filled | None:
    """The cell of a block: one that is too low for it, in the middle of it, or the only one that is free."""
    size = block.lines[0].size
    off = {
        id(cell): abs((cell.rectangle[1] + cell.rectangle[3]) / 2 - block.middle)
        for cell in free
        if cell.rectangle[1] < block.bottom - _BEYOND * size and cell.rectangle[3] > block.top + _BEYOND * size
    }
    near = [cell for cell in free if id(cell) in off]
    if not near:
        return None
    target = min(near, key=lambda cell: off[id(cell)])
    _, top, _, bottom = target.rectangle
    is_its = off[id(target)] <= _CENTRED * size or (len(near) == 1 and id(target) in block.cells)
    return target if is_its and bottom - top < block.bottom - block.top else None


def _is_out_of_place(line: _Line, own: set[int], blocks: Sequence[_Block]) -> bool:
    """Whether a line reaches over the edge of the row that it stands in, or stands over another text there."""
    _, top, _, bottom = line.cell.rectangle
    glyph = line.glyphs[0]
    part = _BEYOND * line.size
    if glyph.top < top - part or glyph.bottom > bottom + part:
        return True
    others = [other for other in line.cell.glyphs if id(other) not in own and not other.text.isspace()]
    others += [
        other.glyphs[0] for block in blocks for other in block.lines if other.cell is line.cell and other is not line
    ]
    return any(other.top < glyph.bottom - part and other.bottom > glyph.top + part for other in others)
