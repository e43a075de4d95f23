"""The columns of a table without vertical lines, from its header and its body together.

Words of the body give columns, and so do headers under which nothing is printed. Of what may be the columns those are
that divide the header best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from pipeline.documents.page.rows import Row
from pipeline.documents.page.unruled.column_ways import ways
from pipeline.documents.page.unruled.columns import Span, columns_of
from pipeline.documents.page.unruled.head_pieces import lowest_over, overlaps, pieces_of
from pipeline.documents.page.unruled.heads import SIDES, HeadCell, Header, Piece
from pipeline.documents.page.unruled.words import Word, words_of

# A text in fewer than one of so many rows, no figure, makes no column that has no header.
_RARE = 20
# How far beyond its words a table may reach, in heights of type, and how exactly headers are centred, in points.
_BEYOND = 2.0
_EXACT = 0.75
# Headers stand at the left end of their cells where so many of them begin with their columns.
_AT_LEFT = 0.8
# So many heights of type behind the end of a column the next one begins.
_NEAR_END = 2.0


@dataclass(frozen=True, slots=True)
class Layout:
    """``columns`` is what the words of each column cover, ``cells`` the header; ``cost`` says how doubtful both are."""

    columns: tuple[Span, ...]
    cells: tuple[HeadCell, ...]
    cost: float

    @property
    def xs(self) -> tuple[float, ...]:
        """The edges of the columns."""
        inner = [(left[1] + right[0]) / 2 for left, right in pairwise(self.columns)]
        return (self.columns[0][0], *inner, self.columns[-1][1])

    def column(self, word: Word) -> int:
        """The column in which a word stands: the one that it overlaps most, else the nearest."""
        over = [min(word.x1, x1) - max(word.x0, x0) for x0, x1 in self.columns]
        return max(range(len(over)), key=over.__getitem__)


def layout_of(
    head: Sequence[Row], body: Sequence[Sequence[Word]], edges: Sequence[float], top: float | None, bottom: float,
    cuts: Sequence[tuple[float, float, float]], *, is_exact: bool = True,
) -> Layout | None:  # fmt: skip
    """The layout that fits the rows of a header and of a body best; None where there is none.

    ``is_exact`` says that headers stand in the very middle of their columns, where they may; otherwise each edge is
    anywhere between words, as where blanks before one header move it.

    ``edges`` are edges of the columns that are drawn, ``cuts`` the lines inside the header (height, left, right).
    ``top`` is where the header begins, as far as it is drawn, ``bottom`` where it ends.
    """
    rows = [words_of(row) for row in head]
    is_drawn = len(edges) > 2
    stretches = list(pairwise(edges)) if is_drawn else _with_headers(columns_of(body), rows, body)
    pieces = [piece for words in rows for piece in pieces_of(words, stretches)]
    if not stretches or not pieces:
        return None
    first, last = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    top = first - (bottom - last) if top is None else top
    candidates = [stretches] if is_drawn else ways(stretches, pieces, body)
    best: Layout | None = None
    for columns in candidates:
        is_left = _is_left(columns, pieces, body)
        places = [(x, x) for x in edges] if is_drawn else _edges(columns, pieces, is_exact=is_exact and not is_left)
        for side in SIDES:
            cost, cells = Header(pieces, columns, places, top, bottom, cuts, side, is_left).parted()
            if cost < inf and _are_nameless(cells, columns, body):
                continue
            # Of layouts that cost the same the one that keeps headers beside each other apart.
            known = (round(best.cost, 6), -len(best.columns)) if best is not None else (inf, 0)
            if cost < inf and (round(cost, 6), -len(columns)) < known:
                best = Layout(tuple(columns), cells, cost)
    return best


def _are_nameless(cells: Sequence[HeadCell], columns: Sequence[Span], body: Sequence[Sequence[Word]]) -> bool:
    """Whether figures stand in a column that has no header, maybe under one over several columns."""
    if any(_are_nameless(cell.below, columns, body) for cell in cells):
        return True
    blank = [columns[cell.col] for cell in cells if not cell.pieces and not cell.below]
    return any(word.is_figure and overlaps(word, span) for span in blank for words in body for word in words)


def _with_headers(
    stretches: Sequence[Span], head: Sequence[Sequence[Word]], body: Sequence[Sequence[Word]]
) -> list[Span]:
    """The stretches without those that a text over several columns makes in few rows."""
    kept = []
    for stretch in stretches:
        others = [other for other in stretches if other != stretch]
        inside = [_words_in(stretch, others, row) for row in body]
        rows = [words for words in inside if words]
        own = [word for words in head for word in _words_in(stretch, others, words)]
        rare = len(rows) <= max(1, len(body) // _RARE) and len(body) > len(rows) + 1
        if not rare or own or any(word.is_figure for words in rows for word in words):
            kept.append(stretch)
    return kept


def _words_in(stretch: Span, others: Sequence[Span], words: Sequence[Word]) -> list[Word]:
    """The words that stand over one stretch and none of the others."""
    return [w for w in words if overlaps(w, stretch) and not any(overlaps(w, other) for other in others)]


def _is_left(columns: Sequence[Span], pieces: Sequence[Piece], body: Sequence[Sequence[Word]]) -> bool:
    """Whether the lowest headers of nearly all columns begin where the words of their columns begin.

    A column in which nothing is printed but its header tells nothing. A header left of figures begins its column only
    where it stands near the end of the figures in the column before, if that has such.
    """
    told = [column for column in columns if not any(column == (piece.x0, piece.x1) for piece in pieces)]
    lowest = [(column, piece) for column in told if (piece := lowest_over(column, columns, pieces)) is not None]
    at_left = sum(_begins(piece, column, columns, body) for column, piece in lowest)
    return at_left >= max(_AT_LEFT * len(told), 2)


def _begins(piece: Piece, column: Span, columns: Sequence[Span], body: Sequence[Sequence[Word]]) -> bool:
    """Whether a header begins where its column does."""
    if abs(piece.x0 - column[0]) >= _EXACT:
        return False
    own = [word.x0 for words in body for word in words if overlaps(word, column)]
    at = columns.index(column)
    before = [w.x1 for words in body for w in words if at and w.is_figure and overlaps(w, columns[at - 1])]
    is_left_of_all = bool(own) and min(own) - piece.x0 >= _EXACT
    return not (is_left_of_all and before and piece.x0 - max(before) > _NEAR_END * piece.size)


def _edges(columns: Sequence[Span], pieces: Sequence[Piece], *, is_exact: bool) -> list[Span]:
    """Between where and where each edge of a column is: between the words, and where headers centred in them say."""
    beyond = _BEYOND * max(piece.size for piece in pieces)
    places = [(columns[0][0] - beyond, columns[0][0])]
    places += [(left[1], right[0]) for left, right in pairwise(columns)]
    places.append((columns[-1][1], columns[-1][1] + beyond))
    centres = [_centre(column, columns, pieces) for column in columns]
    if not is_exact or any(centre is None for centre in centres):
        return places
    # With every header in the middle of its column each edge mirrors the one before: all hang on the first.
    least, most, shift, sign = -inf, inf, 0.0, 1.0
    shifts = [(shift, sign)]
    for centre in centres:
        shift, sign = 2 * (centre or 0.0) - shift, -sign
        shifts.append((shift, sign))
    wide = [(places[0][0] - 5 * beyond, places[0][1]), *places[1:-1], (places[-1][0], places[-1][1] + 5 * beyond)]
    for (x0, x1), (shift, sign) in zip(wide, shifts, strict=True):
        bounds = sorted(((x0 - _EXACT - shift) * sign, (x1 + _EXACT - shift) * sign))
        least, most = max(least, bounds[0]), min(most, bounds[1])
    if least > most:
        return places
    return [(min(ends), max(ends)) for shift, sign in shifts for ends in [(shift + sign * least, shift + sign * most)]]


def _centre(column: Span, columns: Sequence[Span], pieces: Sequence[Piece]) -> float | None:
    """The middle of the lowest header of a column, if it is over no other one."""
    lowest = lowest_over(column, columns, pieces)
    return (lowest.x0 + lowest.x1) / 2 if lowest is not None else None
