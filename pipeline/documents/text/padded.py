"""Tables of lines whose cells are padded to the width of their columns, as word processors' plain exports print them.

An East Asian character is two places wide, so that merged cells show their true width, but for what is rounded away in
it: a merged cell can be a place or two narrower or wider than its columns. A text too long for its cell goes on in the
next line, the next paragraph of a cell behind a blank one.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.figures import FIGURE
from pipeline.documents.model import Cell, Table
from pipeline.documents.ordinals import begins_with_ordinal
from pipeline.documents.text.boxes import ambiguous_width, width_of
from pipeline.documents.text.plain_text import make_table

# A text does not go on with a code, a figure, an ordinal or an indentation.
_BEGINS = re.compile(r"\s|\d")
# A figure that can go on: one without decimals, or with a single one.
_CUT_FIGURE = re.compile(r"[-(（]?[\d,，]+(?:\.\d?)?")
_WHOLE_FIGURE = re.compile(r"[-(（]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?[)）%％]?")
_WORD = re.compile(r"[\w.,%]+", re.ASCII)
# So many places narrower or wider than its columns a merged cell is at most.
_ROUNDED = 2


def table_of_padded(number: int, lines: Sequence[str]) -> Table | None:
    """The table of lines that begin and end with ``|``; None where the lines are not padded or hold no text."""
    wide = ambiguous_width(lines)
    edges = _on_one_grid([_edges(line, wide) for line in lines])
    if len(lines) == 1 or not edges:
        return None
    rows_of_lines = list(_rows(lines, edges, wide))
    columns = sorted(set().union(*edges))
    if all(edge == columns for edge in edges):
        return make_table(number, [texts for texts, _ in rows_of_lines])
    cells = []
    for row_no, (texts, edge) in enumerate(rows_of_lines, start=1):
        for text, (left, right) in zip(texts, pairwise(edge), strict=True):
            first, last = columns.index(left), columns.index(right)
            cells.append(Cell(row_no, first + 1, text.strip(), col_span=last - first))
    return Table(number, len(rows_of_lines), len(columns) - 1, tuple(cells)) if any(c.text for c in cells) else None


def _on_one_grid(edges: Sequence[list[int]]) -> list[list[int]]:
    """The edges of all lines where the lines have common ones; none where they have not.

    Lines that end at one place have. Else those of most cells have the edges of all, if they agree and are not alone.
    """
    if len({edge[-1] for edge in edges}) == 1:
        return list(edges)
    most = max(map(len, edges))
    full = [edge for edge in edges if len(edge) == most]
    grid = full[0]
    if len(full) == 1 or any(edge != grid for edge in full):
        return []
    snapped = [_snapped(edge, grid) for edge in edges]
    return [edge for edge in snapped if edge] if all(snapped) else []


def _snapped(edge: Sequence[int], grid: Sequence[int]) -> list[int]:
    """The edges of a line moved to those of the grid; by what one cell is narrower or wider all behind it are off."""
    found: list[int] = []
    off = 0
    for place in edge:
        nearest = min(grid, key=lambda other: abs(other - place - off))
        if abs(nearest - place - off) > _ROUNDED or nearest in found:
            return []
        off = nearest - place
        found.append(nearest)
    return found if found[-1] == grid[-1] else []


def _edges(line: str, wide: int) -> list[int]:
    """The places of the pipes of a line, in which signs of no certain width take ``wide`` places."""
    found, place = [], 0
    for character in line:
        if character == "|":
            found.append(place)
        place += width_of(character, wide)
    return found


def _rows(lines: Sequence[str], edges: Sequence[list[int]], wide: int) -> Iterator[tuple[list[str], list[int]]]:
    """The rows with the places of their edges; a line goes on with the one above where its texts were too long."""
    row: list[str] = []
    above: list[str] = []
    at: list[int] = []
    paragraphs = _paragraphs(lines, edges)
    for number, (line, edge) in enumerate(zip(lines, edges, strict=True)):
        texts = line[1:-1].split("|")
        if number + 1 in paragraphs:
            continue
        if number in paragraphs or (edge == at and _goes_on(above, texts, edge, wide)):
            row = [before + text.strip() for before, text in zip(row, texts, strict=True)]
        else:
            if row:
                yield row, at
            row, at = [text.strip() for text in texts], edge
        above = texts
    if row:
        yield row, at


def _paragraphs(lines: Sequence[str], edges: Sequence[list[int]]) -> set[int]:
    """Which lines print the next paragraph of cells, a blank line above each; none where other lines follow blank ones.

    Each text stands under one of the row above, in fewer cells than that, and begins as the rest of it.
    """
    cells = [[text.strip() for text in line[1:-1].split("|")] for line in lines]
    blank = [number for number, texts in enumerate(cells) if not any(texts)]
    found: set[int] = set()
    for number in blank:
        if not 0 < number < len(lines) - 1 or not edges[number - 1] == edges[number] == edges[number + 1]:
            return set()
        above, below = cells[number - 1], cells[number + 1]
        rests = [(upper, lower) for upper, lower in zip(above, below, strict=True) if lower]
        is_less = 0 < len(rests) < sum(map(bool, above)) or number - 1 in found
        if not is_less or not all(upper and _is_rest(upper, lower) for upper, lower in rests):
            return set()
        found.add(number + 1)
    return found


def _goes_on(above: Sequence[str], texts: Sequence[str], edge: Sequence[int], wide: int) -> bool:
    """Whether each text of a line stands under one that left no room for it, and begins as the rest of it."""
    rests = [index for index, text in enumerate(texts) if text.strip()]
    return bool(rests) and all(
        _width(above[index].rstrip(), wide) + _first_width(texts[index], wide) >= edge[index + 1] - edge[index]
        and _is_rest(above[index].strip(), texts[index])
        for index in rests
    )


def _width(text: str, wide: int) -> int:
    return sum(width_of(character, wide) for character in text)


def _first_width(text: str, wide: int) -> int:
    """The width of what cannot be parted at the beginning of a text: a word, a figure or a single character."""
    word = _WORD.match(text)
    return _width(word[0] if word else text[:1], wide)


def _is_rest(above: str, text: str) -> bool:
    if FIGURE.fullmatch(above) is None:
        return _BEGINS.match(text) is None and not begins_with_ordinal(text)
    return _CUT_FIGURE.fullmatch(above) is not None and _WHOLE_FIGURE.fullmatch(above + text.strip()) is not None
