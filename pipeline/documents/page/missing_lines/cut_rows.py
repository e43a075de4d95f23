"""Lines of a page as rows of a table whose columns are known: edges of columns part texts, however near they are."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from pipeline.documents.page.figures import is_amount
from pipeline.documents.page.lines import line_of, split_at_gaps
from pipeline.documents.page.model import Glyph
from pipeline.documents.page.rows import IDEOGRAPHS, Row

# How far a text may reach over the edge of its column, in points.
_OVER = 3.0
# Characters of one line that are further apart, in parts of their height, are of two columns where an edge is between,
# and those further apart than the second are two texts.
_APART = 0.15
_CELL_GAP = 1.0


def cut_row(line: Sequence[Glyph], xs: Sequence[float], spacing: float) -> Row | None:
    """The row of a line, one text in each column; None where a text stands in none, or beside an amount.

    A name may run on over blank columns, as in merged cells: it is in the first of them, and ends at its edge.

    Single characters at its begin are one text that is spread (合 计), maybe over several columns.
    """
    of_columns: dict[int, list[Glyph]] = {}
    words = split_at_gaps(line, _APART + spacing)
    spread = list(takewhile(lambda word: len(word) == 1 and word[0].text >= IDEOGRAPHS, words))
    if len(spread) > 1:
        of_columns[_column_of(spread[0], xs)] = [glyph for word in spread for glyph in word]
        words = words[len(spread) :]
    pieces = split_at_gaps([glyph for word in words for glyph in word], _CELL_GAP)
    parts = [part for piece in pieces for part in _at_edges(piece, xs[1:-1], _APART + spacing)]
    wide: dict[int, float] = {}
    for number, part in enumerate(parts):
        first = sum(x <= part[0].x0 + _OVER for x in xs) - 1
        if 0 <= first < len(xs) - 1 and _runs_over(part, parts[number + 1 :], first, xs):
            of_columns.setdefault(first, []).extend(part)
            wide[first] = xs[first + 1]
        else:
            col = _column_of(part, xs)
            if not 0 <= col < len(xs) - 1 or part[0].x0 < xs[col] - _OVER or part[-1].x1 > xs[col + 1] + _OVER:
                return None
            before = of_columns.setdefault(col, [])
            if before and any(is_amount(_text(glyphs)) for glyphs in (before, part)):
                return None
            before.extend(part)
    texts = tuple(
        text._replace(x1=min(text.x1, wide.get(col, text.x1)))
        for col in sorted(of_columns)
        if (text := line_of(of_columns[col])) is not None
    )
    return Row(texts, tuple(line), spacing) if texts else None


def _runs_over(part: Sequence[Glyph], behind: Sequence[Sequence[Glyph]], first: int, xs: Sequence[float]) -> bool:
    """Whether a name is longer than its column and goes on over blank ones, before the amounts of its row."""
    end = part[-1].x1
    if end <= xs[first + 1] + _OVER or end > xs[-1] or not part[0].text >= IDEOGRAPHS or not behind:
        return False
    last = sum(x < end - _OVER for x in xs) - 1
    return behind[0][0].x0 > xs[last + 1] - _OVER and all(is_amount(_text(other)) for other in behind)


def _column_of(part: Sequence[Glyph], xs: Sequence[float]) -> int:
    middle = (part[0].x0 + part[-1].x1) / 2
    return sum(x <= middle for x in xs) - 1


def _at_edges(piece: Sequence[Glyph], edges: Sequence[float], apart: float) -> Iterator[list[Glyph]]:
    """A piece of a line cut where the edge of a column stands between two characters that are apart."""
    part = [piece[0]]
    for left, right in pairwise(piece):
        at = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2
        if right.x0 - left.x1 > apart * right.size and any(at[0] < x <= at[1] for x in edges):
            yield part
            part = []
        part.append(right)
    yield part


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs)
