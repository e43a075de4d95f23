"""A grid cut at missing lines between columns: which of its cells a line parts, and which are printed over both."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.page.grid import Grid, GridCell
from pipeline.documents.page.lines import lines_of, rows_of
from pipeline.documents.page.missing_lines.cell_pieces import ACROSS, AMOUNT, Inside, is_centred, pieces_of
from pipeline.documents.page.model import Glyph

# How much further apart than others, and than this part of their height, characters of two headers are.
_WIDER, _LEAST_GAP = 2.0, 0.12

Span = tuple[int, int]


def with_cuts(grid: Grid, cuts: Mapping[Span, Sequence[float]], inside: Inside, body: int) -> Grid:
    """The grid with the cells of these columns cut at these places, and with them what else a line there parts.

    Headers stand over row ``body``; ``inside`` are the characters of the cells, without those of notes, which stay.
    """
    xs = tuple(sorted({*grid.xs, *(cut for of_span in cuts.values() for cut in of_span)}))
    place = {x: number for number, x in enumerate(xs)}
    cells: list[GridCell] = []
    for cell in grid.cells:
        left, right = grid.xs[cell.col], grid.xs[cell.col_end]
        glyphs = inside.get((cell.row, cell.col), [])
        is_left_out = bool(cell.lines) and (cell.row, cell.col) not in inside
        of_cell = () if is_left_out else cuts.get((cell.col, cell.col_end), ())
        if cell.row < body:
            of_cell = [cut for of_span in cuts.values() for cut in of_span if left < cut < right]
            below = [c for c in grid.cells if cell.row_end <= c.row < body and (c.row, c.col) in inside]
            under = [glyph for c in below for glyph in inside[c.row, c.col] if left <= glyph.x0 < right]
            of_cell = [
                cut
                for cut in of_cell
                if _parts_header(glyphs, cut, cell, grid, (cell.col, cell.col_end) in cuts)
                # A text on one side is over both where each column has a header of its own under it.
                and (len(_sides(glyphs, cut)), len(_sides(under, cut))) != (1, 2)
            ]
        elif (cell.col, cell.col_end) not in cuts:
            places = {cut for of_span in cuts.values() for cut in of_span if left < cut < right}
            of_cell = [cut for cut in sorted(places) if _parts_amount(glyphs, cut)]
        for x0, x1 in pairwise([left, *sorted(of_cell), right]):
            part = [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 < x1]
            box = Box(x0, cell.box.top, x1, cell.box.bottom)
            lines = tuple(lines_of(part)) if of_cell else cell.lines
            cells.append(cell._replace(col=place[x0], col_end=place[x1], box=box, lines=lines))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(xs, grid.ys, tuple(cells), grid.page)


def _parts_header(glyphs: Sequence[Glyph], cut: float, cell: GridCell, grid: Grid, is_alone: bool) -> bool:
    """Whether a header has its own text left and right of a missing line, or a text that is not printed over both.

    ``is_alone`` says that it is over the columns beside the line and no others. A word of two characters printed spread
    (收  入) in the middle is one text.
    """
    lines = [[glyph for glyph in row if not glyph.text.isspace()] for row in rows_of(glyphs)]
    if not lines or any(glyph.x0 < cut < glyph.x1 for line in lines for glyph in line):
        return not lines and is_alone
    left, right = grid.xs[cell.col], grid.xs[cell.col_end]
    sides = [[g for line in lines for g in line if (g.x0 < cut) == at_left] for at_left in (True, False)]
    if not all(sides):
        text, part = (sides[0], (left, cut)) if sides[0] else (sides[1], (cut, right))
        return not is_centred(text, left, right) and (is_alone or is_centred(text, *part))
    if is_centred(sides[0], left, cut) and is_centred(sides[1], cut, right):
        return True
    is_spread = len(sides[0]) == len(sides[1]) == 1 and is_centred([*sides[0], *sides[1]], left, right)
    return is_alone and not is_spread and all(_is_apart(line, cut) for line in lines)


def _sides(glyphs: Sequence[Glyph], cut: float) -> set[bool]:
    """On which sides of a missing line something is printed: True at its left."""
    return {glyph.x0 < cut for glyph in glyphs if not glyph.text.isspace()}


def _parts_amount(glyphs: Sequence[Glyph], cut: float) -> bool:
    """Whether a cell over more columns than others has an amount behind a missing line, another text before it."""
    lines = [line for line in pieces_of(glyphs) if any(text.strip() for _, _, text in line)]
    behind = [text for line in lines for x0, _, text in line if x0 >= cut - ACROSS]
    is_free = not any(x0 < cut - ACROSS and x1 > cut + ACROSS for line in lines for x0, x1, _ in line)
    return is_free and 0 < len(behind) < sum(map(len, lines)) and all(map(AMOUNT.fullmatch, behind))


def _is_apart(line: Sequence[Glyph], cut: float) -> bool:
    """Whether the characters of a line are further apart where it is cut than elsewhere, if it is cut."""
    gaps = [(right.x0 - left.x1, left.x1 <= cut <= right.x0) for left, right in pairwise(line)]
    here = [gap for gap, is_cut in gaps if is_cut]
    others = [gap for gap, is_cut in gaps if not is_cut]
    return not here or here[0] > max(_LEAST_GAP * line[0].size, _WIDER * max(others, default=0.0))
