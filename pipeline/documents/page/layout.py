"""The columns of a table without vertical lines, from its header and its body together.

Words of the body give columns, and so do headers under which nothing is printed. A header that stands beside its
figures, not over them, has their column where nothing stands between. What stands between columns is the text over
several of them, or the header of a blank column: both are tried, and the header says which it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import inf

from pipeline.documents.page.columns import columns_of
from pipeline.documents.page.heads import SIDES, HeadCell, Header, Piece
from pipeline.documents.page.rows import Row
from pipeline.documents.page.words import Word, is_spread, words_of

Span = tuple[float, float]

# Words of a header over no column that are nearer than this part of their height are one text.
_NEAR = 0.3
# A word is over a column that it overlaps by more points.
_OVER = 0.5
# A text in fewer than one of so many rows, no figure, makes no column that has no header.
_RARE = 20
_MOST_OPEN = 5
_LOW = 0.6
# The next line of a header is no more than this part of its height under the one above.
_NEXT_LINE = 0.6
# Three characters that are one header are no further apart than so many heights of type, and about as far.
_THREE = 12.0
_UNEVEN = 1.5
_SAME_MIDDLE = 0.3
# How far beyond its words a table may reach, in heights of type, and how exactly headers are centred, in points.
_BEYOND = 2.0
_EXACT = 0.75
# Headers stand at the left end of their cells where so many of them begin with their columns.
_AT_LEFT = 0.8


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
    cuts: Sequence[tuple[float, float, float]],
) -> Layout | None:  # fmt: skip
    """The layout that fits the rows of a header and of a body best; None where there is none.

    ``edges`` are edges of the columns that are drawn, ``cuts`` the lines inside the header (height, left, right).
    ``top`` is where the header begins, as far as it is drawn, ``bottom`` where it ends.
    """
    rows = [words_of(row) for row in head]
    is_drawn = len(edges) > 2
    stretches = list(pairwise(edges)) if is_drawn else _with_headers(columns_of(body), rows, body)
    pieces = [piece for words in rows for piece in _pieces(words, stretches)]
    if not stretches or not pieces:
        return None
    first, last = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    top = first - (bottom - last) if top is None else top
    ways = [stretches] if is_drawn else _ways(stretches, pieces, body)
    best: Layout | None = None
    for columns in ways:
        is_left = _is_left(columns, pieces)
        places = [(x, x) for x in edges] if is_drawn else _edges(columns, pieces, is_left=is_left)
        for side in SIDES:
            cost, cells = Header(pieces, columns, places, top, bottom, cuts, side, is_left).parted()
            # Of layouts that cost the same the one that keeps headers beside each other apart.
            known = (round(best.cost, 6), -len(best.columns)) if best is not None else (inf, 0)
            if cost < inf and (round(cost, 6), -len(columns)) < known:
                best = Layout(tuple(columns), cells, cost)
    return best


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
    return [w for w in words if _overlaps(w, stretch) and not any(_overlaps(w, other) for other in others)]


def _pieces(words: Sequence[Word], stretches: Sequence[Span]) -> list[Piece]:
    """The words of a header line put together that stand over the same column, or are one spread text (收      入)."""
    groups: list[list[Word]] = []
    spread = _of_spread_texts(words) | _of_three(words, stretches)
    for number, word in enumerate(words):
        if groups and (number in spread or _are_one(groups[-1][-1], word, stretches)):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Piece(tuple(group)) for group in groups]


def _of_spread_texts(words: Sequence[Word]) -> set[int]:
    """The words that go on with a text whose characters are spread; three may be headers (类 款 项)."""
    found: set[int] = set()
    first = 0
    for number in range(1, len(words) + 1):
        if number == len(words) or not is_spread(words[number - 1], words[number]):
            if number - first not in {1, 3}:
                found.update(range(first + 1, number))
            first = number
    return found


def _of_three(words: Sequence[Word], stretches: Sequence[Span]) -> set[int]:
    """The words that go on with the first of three single characters in steps about as wide (类 款 项) of which
    one column prints more than the first: parts of what it prints whole."""
    found: set[int] = set()
    for number in range(len(words) - 2):
        first, second, third = words[number : number + 3]
        steps = second.x0 - first.x0, third.x0 - second.x0
        is_even = max(steps) < _UNEVEN * min(steps) and sum(steps) < _THREE * first.size
        under = [(x0, x1) for x0, x1 in stretches if first.x0 < x1 and x0 < third.x1]
        is_of_one = len(under) == 1 and _overlaps(first, under[0]) and _overlaps(second, under[0])
        if all(len(word.glyphs) == 1 for word in (first, second, third)) and is_even and is_of_one:
            found |= {number + 1, number + 2}
    return found


def _are_one(left: Word, right: Word, stretches: Sequence[Span]) -> bool:
    over = [{n for n, stretch in enumerate(stretches) if _overlaps(word, stretch)} for word in (left, right)]
    if over[0] and over[0] == over[1] and len(over[0]) == 1:
        return True
    if over[0] and over[1] and not over[0] & over[1]:
        return False
    return right.x0 - left.x1 < _NEAR * left.size or is_spread(left, right)


def _overlaps(word: Word | Piece, stretch: Span) -> bool:
    return min(word.x1, stretch[1]) - max(word.x0, stretch[0]) > _OVER


def _ways(
    stretches: Sequence[Span], pieces: Sequence[Piece], body: Sequence[Sequence[Word]]
) -> Iterator[list[Span]]:  # fmt: skip
    """What can be the columns: with and without those that headers over no stretch may be of."""
    stretches = _with_last_lines(_with_one_header(stretches, pieces, body), pieces)
    highest, lowest = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    sure: list[Span] = []
    open_ones: list[list[Piece]] = []
    groups = [
        group
        for group in _loose(stretches, pieces)
        if not any(p.top > group[-1].bottom - _OVER and _overlaps(p, _span(group)) for p in pieces)
    ]
    middles = [_middle(group) for group in groups if group[-1].bottom > lowest - _LOW * group[0].size]
    for group in groups:
        # The headers of columns share their middle with those that reach down to the end of the header.
        if any(_is_at(group, middle) for middle in middles):
            sure.append(_span(group))
        else:
            open_ones.append(group)
    if len(open_ones) > _MOST_OPEN:
        loose = [_span(group) for group in groups]
        apart = tuple(_is_apart(_span(group), stretches, loose) for group in open_ones)
        # A header as high as the whole header stands in its middle.
        whole = tuple(_is_at(group, (highest + lowest) / 2) for group in open_ones)
        choices = [(False,) * len(open_ones), apart, whole]
    else:
        choices = list(product((False, True), repeat=len(open_ones)))
    for taken in choices:
        alone = sorted([*sure, *(_span(group) for group, is_taken in zip(open_ones, taken, strict=True) if is_taken)])
        columns = _merged(_joined(stretches, alone, pieces), body)
        yield columns
        of_names = _names_joined(columns, body)
        if len(of_names) < len(columns):
            yield of_names


def _is_at(group: Sequence[Piece], height: float) -> bool:
    return abs(_middle(group) - height) < _SAME_MIDDLE * group[0].size


def _is_apart(span: Span, stretches: Sequence[Span], loose: Sequence[Span]) -> bool:
    """Whether a header over no stretch is likely to be of a blank column.

    It is left or right of all stretches, or beside another one between the same two of them: a text over both stands
    there alone.
    """
    if span[0] > stretches[-1][1] or span[1] < stretches[0][0]:
        return True
    left = max(x1 for _, x1 in stretches if x1 <= span[0] + _OVER)
    right = min(x0 for x0, _ in stretches if x0 >= span[1] - _OVER)
    inside = [other for other in loose if other[0] > left - _OVER and other[1] < right + _OVER]
    return any(other[0] > span[1] or other[1] < span[0] for other in inside)


def _span(group: Sequence[Piece]) -> Span:
    return min(piece.x0 for piece in group), max(piece.x1 for piece in group)


def _middle(group: Sequence[Piece]) -> float:
    return (group[0].top + group[-1].bottom) / 2


def _with_one_header(
    stretches: Sequence[Span], pieces: Sequence[Piece], body: Sequence[Sequence[Word]]
) -> list[Span]:  # fmt: skip
    """The stretches, two beside each other put together that no row prints both of and that have one header."""
    found: list[Span] = []
    for stretch in stretches:
        both = (found[-1][0], stretch[1]) if found else stretch
        over = [piece for piece in pieces if found and _overlaps(piece, found[-1]) and _overlaps(piece, stretch)]
        under = [p for p in pieces if over and p.top > over[-1].bottom - _OVER and _overlaps(p, both)]
        if over and not under and not any(
            any(_overlaps(w, found[-1]) for w in words) and any(_overlaps(w, stretch) for w in words) for words in body
        ):  # fmt: skip
            found[-1] = both
        else:
            found.append(stretch)
    return found


def _with_last_lines(stretches: Sequence[Span], pieces: Sequence[Piece]) -> list[Span]:
    """The stretches with what stands beside them and is the next line of a header over them: right under it, in its
    middle."""
    found = list(stretches)
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if any(_overlaps(piece, stretch) for stretch in found):
            continue
        over = [upper for upper in pieces if _goes_on(upper, piece)]
        of_upper = [stretch for stretch in found if any(_overlaps(upper, stretch) for upper in over)]
        if len(of_upper) != 1:
            continue
        wider = min(of_upper[0][0], piece.x0), max(of_upper[0][1], piece.x1)
        if not any(min(wider[1], x1) > max(wider[0], x0) for x0, x1 in found if (x0, x1) != of_upper[0]):
            found[found.index(of_upper[0])] = wider
    return found


def _goes_on(upper: Piece, lower: Piece) -> bool:
    """Whether a line stands right under a longer one, their middles one under the other."""
    off = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2
    is_longer = upper.x1 - upper.x0 > lower.x1 - lower.x0
    return is_longer and off < _EXACT and -_OVER < lower.top - upper.bottom < _NEXT_LINE * upper.size


def _loose(stretches: Sequence[Span], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces over no stretch, those right under each other together; one over several of them is of none."""
    groups: list[list[Piece]] = []
    loose = [piece for piece in pieces if not any(_overlaps(piece, stretch) for stretch in stretches)]
    for piece in sorted(loose, key=lambda piece: piece.top):
        below = [p for p in loose if p.top > piece.bottom - _OVER and _overlaps(p, (piece.x0, piece.x1))]
        if any(not _overlaps(p, (other.x0, other.x1)) for p in below for other in below):
            continue
        above = [group for group in groups if _overlaps(piece, (group[-1].x0, group[-1].x1))]
        if above:
            above[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _joined(stretches: Sequence[Span], alone: Sequence[Span], pieces: Sequence[Piece]) -> list[tuple[Span, bool]]:
    """The columns of stretches and headers, and whether each has a header.

    A header beside a stretch that has none is that one's, and so is one below what stands high over the stretch.
    """
    has_header = _headed(stretches, pieces, alone)
    columns: list[tuple[Span, bool]] = []
    before_alone = False
    for span in sorted([*stretches, *alone]):
        is_alone = span in alone
        if columns and (
            (is_alone and not columns[-1][1]) or (before_alone and span not in has_header and not is_alone)
        ):
            columns[-1] = (columns[-1][0][0], max(columns[-1][0][1], span[1])), True
            before_alone = False
            continue
        columns.append((span, is_alone or span in has_header))
        before_alone = is_alone
    return columns


def _merged(columns: Sequence[tuple[Span, bool]], body: Sequence[Sequence[Word]]) -> list[Span]:
    """The columns, two beside each other put together of which no row prints both and one has no header.

    A column whose figures are set to the right in some rows and to the left in others leaves such two.
    """
    merged: list[tuple[Span, bool]] = []
    for span, headed in columns:
        before, before_headed = merged[-1] if merged else (span, True)
        is_headed_twice = not merged or (headed and before_headed)
        are_printed = _is_printed(before, body) and _is_printed(span, body)
        if is_headed_twice or not are_printed or any(_prints_both(words, before, span) for words in body):
            merged.append((span, headed))
        else:
            merged[-1] = (before[0], max(before[1], span[1])), headed or before_headed
    return [span for span, _ in merged]


def _names_joined(columns: Sequence[Span], body: Sequence[Sequence[Word]]) -> list[Span]:
    """The columns, two beside each other put together that print names only, no row both: 合计 in the middle of a
    column in which names begin at the left."""
    joined: list[Span] = []
    for span in columns:
        both = [joined[-1], span] if joined else []
        names = [[word for word in words if any(_overlaps(word, one) for one in both)] for words in body]
        if not both or any(word.is_figure for words in names for word in words) or any(
            _prints_both(words, *both) for words in names
        ):  # fmt: skip
            joined.append(span)
        else:
            joined[-1] = joined[-1][0], span[1]
    return joined


def _is_printed(span: Span, body: Sequence[Sequence[Word]]) -> bool:
    return any(_overlaps(word, span) for words in body for word in words)


def _prints_both(words: Sequence[Word], left: Span, right: Span) -> bool:
    """Whether a row has a word in each of two columns; a long one over both is of one of them."""
    over = [(_overlaps(word, left), _overlaps(word, right)) for word in words]
    return (True, False) in over and (False, True) in over


def _headed(stretches: Sequence[Span], pieces: Sequence[Piece], alone: Sequence[Span]) -> set[Span]:
    """The stretches over which a header of theirs stands.

    One that stands high, where others of one column do not, is over the header beside its stretch too, unless both
    begin at one height, as all headers do that stand at the top of their cells.
    """
    headed = {stretch for stretch in stretches if _has_header(stretch, stretches, pieces)}
    middle = (min(piece.top for piece in pieces) + max(piece.bottom for piece in pieces)) / 2
    high = {
        stretch
        for stretch in headed
        for lowest in [_lowest(stretch, stretches, pieces)]
        if lowest is not None and lowest.middle < middle - _SAME_MIDDLE * lowest.size
    }
    spans = sorted([*stretches, *alone])
    pairs = [pair for pair in pairwise(spans) if any(one in alone for one in pair)]
    beside = {span for pair in pairs if abs(_top(pair[0], pieces) - _top(pair[1], pieces)) > _OVER for span in pair}
    return headed - high if high <= beside else headed


def _top(span: Span, pieces: Sequence[Piece]) -> float:
    """Where the highest header begins that stands over no more than a column."""
    return min((piece.top for piece in pieces if _is_narrow(piece, span)), default=inf)


def _is_narrow(piece: Piece, span: Span) -> bool:
    return _overlaps(piece, span) and piece.x1 - piece.x0 < 2 * (span[1] - span[0])


def _has_header(stretch: Span, stretches: Sequence[Span], pieces: Sequence[Piece]) -> bool:
    """Whether a header stands over a stretch alone, with nothing below it that stands beside the stretch."""
    lowest = _lowest(stretch, stretches, pieces)
    if lowest is None:
        return False
    under = [
        piece for piece in pieces if piece.top > lowest.bottom - _OVER and _overlaps(piece, (lowest.x0, lowest.x1))
    ]
    return not any(not any(_overlaps(piece, other) for other in stretches) for piece in under)


def _is_own(piece: Piece, stretch: Span, stretches: Sequence[Span]) -> bool:
    return _overlaps(piece, stretch) and sum(_overlaps(piece, other) for other in stretches) == 1


def _is_left(columns: Sequence[Span], pieces: Sequence[Piece]) -> bool:
    """Whether the lowest headers of nearly all columns begin where the words of their columns begin."""
    lowest = [piece for column in columns if (piece := _lowest(column, columns, pieces)) is not None]
    at_left = sum(
        any(abs(piece.x0 - x0) < _EXACT for x0, x1 in columns if x0 < piece.x1 and piece.x0 < x1) for piece in lowest
    )
    return at_left >= max(_AT_LEFT * len(columns), 2)


def _edges(columns: Sequence[Span], pieces: Sequence[Piece], *, is_left: bool) -> list[Span]:
    """Between where and where each edge of a column is: between the words, and where headers centred in them say."""
    beyond = _BEYOND * max(piece.size for piece in pieces)
    places = [(columns[0][0] - beyond, columns[0][0])]
    places += [(left[1], right[0]) for left, right in pairwise(columns)]
    places.append((columns[-1][1], columns[-1][1] + beyond))
    centres = [_centre(column, columns, pieces) for column in columns]
    if is_left or any(centre is None for centre in centres):
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
    lowest = _lowest(column, columns, pieces)
    return (lowest.x0 + lowest.x1) / 2 if lowest is not None else None


def _lowest(column: Span, columns: Sequence[Span], pieces: Sequence[Piece]) -> Piece | None:
    """The lowest header of a column, if it is over no other one."""
    own = [piece for piece in pieces if _is_own(piece, column, columns)]
    return max(own, key=lambda piece: piece.top, default=None)
