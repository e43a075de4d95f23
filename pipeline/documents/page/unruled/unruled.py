"""Tables without vertical lines: rows of texts with figures that stand under each other, below a row of headers.

Only strong evidence makes a table of plain text: rows in succession with figures right under each other, amounts
among them, and header words above. Fewer rows are a table under a title or a unit of money. A page that goes on with
the table of the page before (``joining``) has its columns, and may have no header: the columns are those that the rows
of all its pages have (``parts``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.documents.model import Box
from pipeline.documents.page.grid import Grid
from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.page.rows import Row, parted_rows, row_of, spacings_of
from pipeline.documents.page.unruled.captions import begun_header, is_caption, is_titled
from pipeline.documents.page.unruled.joining import (
    MOST_HEADS,
    join,
    opened_table,
    with_rest,
    with_rest_overleaf,
)
from pipeline.documents.page.unruled.layout import Layout
from pipeline.documents.page.unruled.panels import stretches_of
from pipeline.documents.page.unruled.parts import NEAR_TEXT, Candidate, Part, UnruledTable, columns_of, grid_of
from pipeline.documents.page.unruled.row_groups import bands_of, grouped_rows, tight_rows
from pipeline.documents.page.unruled.rules import across, rules_of
from pipeline.documents.page.unruled.runs import runs_of
from pipeline.documents.page.unruled.tight import side_of

# Characters of one line differ in height by no more than this part of it: lines of cells side by side may be so near.
_SAME_LINE = 0.35


@dataclass(frozen=True, slots=True)
class Outside:
    """A page, its characters that stand in no ruled table, and where its last ruled table ends."""

    page: Page
    glyphs: Sequence[Glyph]
    ruled_end: float


def find_unruled(outsides: Sequence[Outside]) -> list[tuple[list[Grid], list[Glyph]]]:
    """For each page the tables that the characters outside ruled tables make, and the characters that are in none."""
    tables: list[UnruledTable] = []
    before: Sequence[Row] = ()
    panels = [panel for outside in outsides for panel in _panels(outside)]
    last_page = 0
    open_one: Candidate | None = None
    for outside, rows in panels:
        before = before if outside.page.number != last_page else ()
        last_page = outside.page.number
        candidates = list(_candidates(outside, rows))
        for candidate in candidates:
            is_first = not candidate.part.number and len(candidate.above) <= MOST_HEADS
            begun = begun_header(before) if is_first and not any(map(is_caption, candidate.above)) else []
            opened = opened_table(open_one, candidate) if open_one is not None and not begun else None
            open_one = None
            tables += [opened] if opened is not None else []
            if not begun and tables and join(tables[-1], candidate):
                continue
            if opened is not None:
                tables.pop()
            candidate.part.put_over(begun)
            is_table = candidate.is_table or (is_first and is_titled([*before, *candidate.above], candidate.part.lines))
            if is_table and candidate.part.head and (layout := columns_of([candidate.part])) is not None:
                tables.append(UnruledTable([candidate.part], layout, candidate))
            elif is_table and candidate.part.head and candidate.part.is_last:
                open_one = candidate
        rest = candidates[-1].below if candidates else rows
        before = [row for row in rest if row.middle > outside.ruled_end]
    grids: dict[int, list[Grid]] = {outside.page.number: [] for outside in outsides}
    used: set[int] = set()
    taken = {id(row) for table in tables for part in table.parts for row in part.rows}
    firsts = {outside.page.number: rows for outside, rows in reversed(panels)}
    for table in tables:
        with_rest(table, taken)
        with_rest_overleaf(table, firsts.get(table.parts[-1].page + 1, ()), taken)
    side = _side_of(tables)
    for table in tables:
        layout = _whole_layout(table, side)
        for part in table.parts:
            grids[part.page].append(grid_of(part, layout))
            used.update(id(glyph) for row in (*part.rows, *part.begun) for glyph in row.glyphs)
    return [
        (grids[outside.page.number], [glyph for glyph in outside.glyphs if id(glyph) not in used])
        for outside in outsides
    ]


def _side_of(tables: Sequence[UnruledTable]) -> str | None:
    """Where texts of several lines stand in the rows of these tables, as far as those tell that need to know."""
    tight = [tight_rows([part.lines for part in table.parts], table.parts[0].head) for table in tables]
    known = [rows for rows in tight if rows is not None]
    return side_of(known) if known else None


def _whole_layout(table: UnruledTable, side: str | None) -> Layout:
    """The layout of a table from all its pages, whose rows are now known to be parted alike.

    ``side`` is where texts of several lines stand in the rows of all tables.
    """
    pitch = min(part.pitch for part in table.parts)
    rows = grouped_rows([part.lines for part in table.parts], table.parts[0].head, pitch, side)
    for part, groups in zip(table.parts, rows, strict=True):
        part.group(groups)
    return columns_of(table.parts) or table.layout


def _rows_of(outside: Outside) -> list[Row]:
    lines = rows_of(outside.glyphs, _SAME_LINE)
    found = (row_of(line, spacing) for line, spacing in zip(lines, spacings_of(lines), strict=True))
    return parted_rows([row for row in found if row is not None])


def _panels(outside: Outside) -> list[tuple[Outside, Sequence[Row]]]:
    """The rows of a page, and where tables stand side by side those of each by themselves."""
    rows = _rows_of(outside)
    stretches = stretches_of(rows)
    if len(stretches) == 1 and not stretches[0].cuts:
        return [(outside, rows)]
    parts = [
        _within(outside, Box(x0, stretch.top, x1, stretch.bottom))
        for stretch in stretches
        for x0, x1 in pairwise((float("-inf"), *stretch.cuts, float("inf")))
    ]
    return [(part, _rows_of(part)) for part in parts]


def _within(outside: Outside, box: Box) -> Outside:
    """The characters and edges of a page whose middle lies in a box, edges cut at its sides."""
    glyphs = [
        glyph
        for glyph in outside.glyphs
        if box.x0 <= (glyph.x0 + glyph.x1) / 2 < box.x1 and box.top <= (glyph.top + glyph.bottom) / 2 < box.bottom
    ]
    edges = tuple(
        edge._replace(x0=max(edge.x0, box.x0), x1=min(edge.x1, box.x1))
        for edge in outside.page.edges
        if edge.x0 < box.x1 and edge.x1 > box.x0
    )
    return replace(outside, page=replace(outside.page, edges=edges), glyphs=glyphs)


def _candidates(outside: Outside, rows: Sequence[Row]) -> Iterator[Candidate]:
    rules = rules_of(outside.page) if any(row.is_data for row in rows) else []
    runs = list(runs_of(rows, rules))
    for number, run in enumerate(runs):
        head, first, last = run.head, run.first, run.last
        body = rows[first:last]
        x0, x1 = min(row.texts[0].x0 for row in body), max(row.texts[-1].x1 for row in body)
        top = rows[head - 1].bottom if head else 0.0
        below = rows[last].top if last < len(rows) else float("inf")
        own = [rule for rule in rules if top - NEAR_TEXT < rule.y < below + NEAR_TEXT and rule.covers(x0, x1)]
        is_last = number == len(runs) - 1 and rows[last - 1].bottom > outside.ruled_end
        ys = across(rules, x0, x1)
        bands = bands_of(body, ys)
        part = Part(outside.page.number, rows[head:first], list(body), bands, ys, own, number, is_last, run.pitch)
        yield Candidate(part, run.is_table, rows[:head], rows[last:])
