"""Columns of a table without vertical lines: the stretches of the page's width that its rows leave blank part them.

A stretch that no row prints over, with words on both sides of it in some row, parts two columns. A name or a remark
that is printed over several columns does not close it, where many rows keep it open.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.documents.page.unruled.words import Word

Span = tuple[float, float]

# Of so many rows that keep a stretch open one may print over it.
_ROWS_FOR_ONE = 20
# So many where each of these has a name before it and a figure behind it: long names reach into the figures.
_NAMES_FOR_ONE = 6
# A stretch between words of text alone, in fewer rows than this, is as wide as a character; no stretch is narrower.
_FEWEST_ROWS = 3
_NARROWEST = 0.3


def columns_of(rows: Sequence[Sequence[Word]]) -> list[Span]:
    """What the words of each column cover of the width, left to right."""
    words = sorted((word for row in rows for word in row), key=lambda word: word.x0)
    if not words:
        return []
    size = max(word.size for word in words)
    gaps = list(_gaps(rows, words, size))
    edges = [(x0 + x1) / 2 for x0, x1 in gaps]
    bounds = [float("-inf"), *edges, float("inf")]
    found: list[Span] = []
    for left, right in pairwise(bounds):
        inside = [word for word in words if left <= word.x0 and word.x1 <= right]
        if inside:
            found.append((min(word.x0 for word in inside), max(word.x1 for word in inside)))
    return found


def _gaps(rows: Sequence[Sequence[Word]], words: Sequence[Word], size: float) -> Iterator[Span]:
    """The stretches that part columns, left to right."""
    xs = sorted({x for word in words for x in (word.x0, word.x1)})
    at = {x: index for index, x in enumerate(xs)}
    over, figures, rows_at, named = ([0] * (len(xs) + 1) for _ in range(4))
    for word in words:
        _add(over, at[word.x0], at[word.x1])
        if word.is_figure:
            _add(figures, at[word.x0], at[word.x1])
    for row in rows:
        if row:
            _add(rows_at, at[min(word.x0 for word in row)], at[max(word.x1 for word in row)])
        for name, figure in pairwise(row):
            if figure.is_figure and not name.is_figure and name.x1 < figure.x0:
                _add(named, at[name.x1], at[figure.x0])
    over, figures, rows_at, named = _sums(over), _sums(figures), _sums(rows_at), _sums(named)
    run: list[int] = []
    for index in range(len(xs)):
        keeping = rows_at[index] - over[index]
        most = max(keeping // _ROWS_FOR_ONE, named[index] // _NAMES_FOR_ONE)
        if index + 1 < len(xs) and not figures[index] and keeping > 0 and over[index] <= most:
            run.append(index)
            continue
        yield from _of_run(run, xs, over, rows_at, rows, size)
        run = []


def _of_run(
    run: Sequence[int], xs: Sequence[float], over: Sequence[int], rows_at: Sequence[int],
    rows: Sequence[Sequence[Word]], size: float,
) -> Iterator[Span]:  # fmt: skip
    """Where in a run of narrow stretches the fewest words are printed."""
    least = min((over[index] for index in run), default=0)
    x0: float | None = None
    for index in [*run, None]:
        is_open = index is not None and over[index] == least
        if index is not None and is_open and x0 is None:
            x0 = xs[index]
        if not is_open and x0 is not None:
            x1 = xs[index] if index is not None else xs[run[-1] + 1]
            if x1 - x0 >= _NARROWEST and _parts(x0, x1, rows, size):
                yield x0, x1
                if least:
                    return
            x0 = None


def _parts(x0: float, x1: float, rows: Sequence[Sequence[Word]], size: float) -> bool:
    """Whether words on both sides make this stretch one between columns, not one inside a text of spread characters."""
    if x1 - x0 >= size:
        return True
    beside = 0
    for row in rows:
        left = max((word for word in row if word.x1 <= x0 + 0.01), key=lambda word: word.x1, default=None)
        right = min((word for word in row if word.x0 >= x1 - 0.01), key=lambda word: word.x0, default=None)
        if left is None or right is None:
            continue
        if left.is_figure or right.is_figure:
            return True
        beside += 1
    return beside >= _FEWEST_ROWS


def _add(counts: list[int], start: int, end: int) -> None:
    counts[start] += 1
    counts[end] -= 1


def _sums(changes: Iterable[int]) -> list[int]:
    total = 0
    sums = []
    for change in changes:
        total += change
        sums.append(total)
    return sums
