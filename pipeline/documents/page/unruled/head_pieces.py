"""The texts of a header line, and over which columns each stands."""

from collections.abc import Sequence

from pipeline.documents.page.unruled.columns import Span
from pipeline.documents.page.unruled.heads import Piece
from pipeline.documents.page.unruled.words import Word, is_spread

# A word is over a column that it overlaps by more points.
OVER = 0.5
# Words of a header over no column that are nearer than this part of their height are one text.
_NEAR = 0.3
# Three characters that are one header are no further apart than so many heights of type, and about as far.
_THREE = 12.0
_UNEVEN = 1.5


def pieces_of(words: Sequence[Word], stretches: Sequence[Span]) -> list[Piece]:
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
        is_of_one = len(under) == 1 and overlaps(first, under[0]) and overlaps(second, under[0])
        if all(len(word.glyphs) == 1 for word in (first, second, third)) and is_even and is_of_one:
            found |= {number + 1, number + 2}
    return found


def _are_one(left: Word, right: Word, stretches: Sequence[Span]) -> bool:
    over = [{n for n, stretch in enumerate(stretches) if overlaps(word, stretch)} for word in (left, right)]
    if over[0] and over[0] == over[1] and len(over[0]) == 1:
        return True
    if over[0] and over[1] and not over[0] & over[1]:
        return False
    return right.x0 - left.x1 < _NEAR * left.size or is_spread(left, right)


def overlaps(word: Word | Piece, stretch: Span) -> bool:
    """Whether a text stands over a stretch by more than its edges touch it."""
    return min(word.x1, stretch[1]) - max(word.x0, stretch[0]) > OVER


def _is_own(piece: Piece, stretch: Span, stretches: Sequence[Span]) -> bool:
    return overlaps(piece, stretch) and sum(overlaps(piece, other) for other in stretches) == 1


def lowest_over(column: Span, columns: Sequence[Span], pieces: Sequence[Piece]) -> Piece | None:
    """The lowest header of a column, if it is over no other one."""
    own = [piece for piece in pieces if _is_own(piece, column, columns)]
    return max(own, key=lambda piece: piece.top, default=None)
