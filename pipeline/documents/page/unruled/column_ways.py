"""What can be the columns of a table without vertical lines, by its header and what its body prints.

What stands between columns is the text over several of them, or the header of a blank column. A header that stands
beside its figures, not over them, has their column where nothing stands between.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import inf

from pipeline.documents.page.rows import CODE
from pipeline.documents.page.unruled.columns import Span
from pipeline.documents.page.unruled.head_pieces import OVER, lowest_over, overlaps
from pipeline.documents.page.unruled.heads import Piece
from pipeline.documents.page.unruled.words import Word

_MOST_OPEN = 5
_MUCH = 2.0
_LOW = 0.6
# The next line of a header is no more than this part of its height under the one above.
_NEXT_LINE = 0.6
_SAME_MIDDLE = 0.3
# How exactly lines of a header share their middle, in points.
_EXACT = 0.75


def ways(
    stretches: Sequence[Span], pieces: Sequence[Piece], body: Sequence[Sequence[Word]]
) -> Iterator[list[Span]]:  # fmt: skip
    """What can be the columns: with and without those that headers over no stretch may be of."""
    stretches = _with_last_lines(_with_one_header(stretches, pieces, body), pieces)
    stretches = _with_codes(stretches, pieces, body)
    highest, lowest = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    sure: list[Span] = []
    open_ones: list[list[Piece]] = []
    groups = [
        group
        for group in _loose(stretches, pieces)
        if not any(p.top > group[-1].bottom - OVER and overlaps(p, _span(group)) for p in pieces)
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
    left = max(x1 for _, x1 in stretches if x1 <= span[0] + OVER)
    right = min(x0 for x0, _ in stretches if x0 >= span[1] - OVER)
    inside = [other for other in loose if other[0] > left - OVER and other[1] < right + OVER]
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
        over = [piece for piece in pieces if found and overlaps(piece, found[-1]) and overlaps(piece, stretch)]
        under = [p for p in pieces if over and p.top > over[-1].bottom - OVER and overlaps(p, both)]
        if over and not under and not any(
            any(overlaps(w, found[-1]) for w in words) and any(overlaps(w, stretch) for w in words) for words in body
        ):  # fmt: skip
            found[-1] = both
        else:
            found.append(stretch)
    return found


def _with_codes(stretches: Sequence[Span], pieces: Sequence[Piece], body: Sequence[Sequence[Word]]) -> list[Span]:
    """The stretches, those of codes without a header of their own put together with that of the names right behind
    them: 201 一般公共服务支出 in one cell."""
    found: list[Span] = []
    for stretch in stretches:
        codes = found[-1] if found else stretch
        pairs = [
            (left, right)
            for words in body
            for left, right in pairwise(words)
            if found and overlaps(left, codes) and overlaps(right, stretch)
        ]
        alone = [w for words in body for w in words if found and overlaps(w, codes) and not overlaps(w, stretch)]
        if pairs and len(pairs) == len(alone) and all(map(_is_code_of, *zip(*pairs, strict=True))) and (
            lowest_over(codes, stretches, pieces) is None
        ):  # fmt: skip
            found[-1] = codes[0], stretch[1]
        else:
            found.append(stretch)
    return found


def _is_code_of(code: Word, name: Word) -> bool:
    """Whether a word is a code and the other one a name no further behind it than a character."""
    text = "".join(glyph.text for glyph in code.glyphs)
    return CODE.fullmatch(text) is not None and not name.is_figure and name.x0 - code.x1 < code.size


def _with_last_lines(stretches: Sequence[Span], pieces: Sequence[Piece]) -> list[Span]:
    """The stretches with what stands beside them and is the next line of a header over them: right under it, in its
    middle."""
    found = list(stretches)
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if any(overlaps(piece, stretch) for stretch in found):
            continue
        over = [upper for upper in pieces if _goes_on(upper, piece)]
        of_upper = [stretch for stretch in found if any(overlaps(upper, stretch) for upper in over)]
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
    return is_longer and off < _EXACT and -OVER < lower.top - upper.bottom < _NEXT_LINE * upper.size


def _loose(stretches: Sequence[Span], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces over no stretch, those right under each other together; one over several of them is of none.

    Neither is one over another part of what stands below it: the lines of one text share their middle or an end.
    """
    groups: list[list[Piece]] = []
    loose = [piece for piece in pieces if not any(overlaps(piece, stretch) for stretch in stretches)]
    for piece in sorted(loose, key=lambda piece: piece.top):
        below = [p for p in loose if p.top > piece.bottom - OVER and overlaps(p, (piece.x0, piece.x1))]
        if any(not overlaps(p, (other.x0, other.x1)) for p in below for other in below):
            continue
        if any(not _are_of_one(piece, p) for p in below):
            continue
        above = [group for group in groups if overlaps(piece, (group[-1].x0, group[-1].x1))]
        if above:
            above[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _are_of_one(upper: Piece, lower: Piece) -> bool:
    """Whether two lines may be lines of one text: their middles or their ends are under each other, nearly."""
    off = min(abs(upper.x0 - lower.x0), abs(upper.x1 - lower.x1), abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2)
    return off < upper.size


def _joined(stretches: Sequence[Span], alone: Sequence[Span], pieces: Sequence[Piece]) -> list[tuple[Span, bool]]:
    """The columns of stretches and headers, and whether each has a header.

    A header beside a stretch that has none is that one's: the one before it, unless the one behind is much nearer. So
    is one below what stands high over the stretch.
    """
    has_header = _headed(stretches, pieces, alone)
    columns: list[tuple[Span, bool]] = []
    before_alone = False
    spans = sorted([*stretches, *alone])
    for number, span in enumerate(spans):
        is_alone = span in alone
        behind = [other for other in spans[number + 1 : number + 2] if other in alone]
        is_before = bool(columns) and all(
            span[0] - columns[-1][0][1] <= _MUCH * (other[0] - span[1]) for other in behind
        )
        if columns and (
            (is_alone and not columns[-1][1])
            or (before_alone and span not in has_header and not is_alone and is_before)
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
        names = [[word for word in words if any(overlaps(word, one) for one in both)] for words in body]
        if not both or any(word.is_figure for words in names for word in words) or any(
            _prints_both(words, *both) for words in names
        ):  # fmt: skip
            joined.append(span)
        else:
            joined[-1] = joined[-1][0], span[1]
    return joined


def _is_printed(span: Span, body: Sequence[Sequence[Word]]) -> bool:
    return any(overlaps(word, span) for words in body for word in words)


def _prints_both(words: Sequence[Word], left: Span, right: Span) -> bool:
    """Whether a row has a word in each of two columns; a long one over both is of one of them."""
    over = [(overlaps(word, left), overlaps(word, right)) for word in words]
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
        for lowest in [lowest_over(stretch, stretches, pieces)]
        if lowest is not None and lowest.middle < middle - _SAME_MIDDLE * lowest.size
    }
    spans = sorted([*stretches, *alone])
    pairs = [pair for pair in pairwise(spans) if any(one in alone for one in pair)]
    beside = {span for pair in pairs if abs(_top(pair[0], pieces) - _top(pair[1], pieces)) > OVER for span in pair}
    return headed - high if high <= beside else headed


def _top(span: Span, pieces: Sequence[Piece]) -> float:
    """Where the highest header begins that stands over no more than a column."""
    return min((piece.top for piece in pieces if _is_narrow(piece, span)), default=inf)


def _is_narrow(piece: Piece, span: Span) -> bool:
    return overlaps(piece, span) and piece.x1 - piece.x0 < 2 * (span[1] - span[0])


def _has_header(stretch: Span, stretches: Sequence[Span], pieces: Sequence[Piece]) -> bool:
    """Whether a header stands over a stretch alone, with nothing below it that stands beside the stretch.

    Below a much wider one the headers of its columns may stand right beside its ends.
    """
    lowest = lowest_over(stretch, stretches, pieces)
    if lowest is None:
        return False
    beyond = 0.0 if _is_narrow(lowest, stretch) else lowest.size
    reach = lowest.x0 - beyond, lowest.x1 + beyond
    under = [piece for piece in pieces if piece.top > lowest.bottom - OVER and overlaps(piece, reach)]
    return not any(not any(overlaps(piece, other) for other in stretches) for piece in under)
