"""From rows of cell texts without geometry to a grid: which columns does each cell of a short row cover?

A text export prints a horizontally merged cell once and a vertically merged cell as a text followed by blanks, so a
header row has fewer cells than the body and is aligned by the blanks under it. Nothing here knows what a text means.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, dropwhile, pairwise

from pipeline.documents.model import Cell

_NUMBER = re.compile(r"[-+－]?[¥￥]?[-+]?[\d,，]+(\.\d+)?%?")

# Costs of letting one upper cell stand over a run of lower cells; only their order matters.
_PLAIN_OVER_ONE = 1.0
# A blank is the rest of a text that reaches down, which no text beside it does.
_BLANK_IN_RUN = 10.0
_NUMBER_IN_RUN = 0.3
_REPEATED_START = -0.5
_UNEVEN = 0.01
# Groups of more columns than this are as long as there are names in them, nothing says how long.
_LONG_GROUP = 8
# A group prints no name twice: 小计 again begins the next one.
_TWICE = 1.0
_UNDER_ANOTHER = 0.7
_NAMED_START = -0.3
_ALIKE_APART = 0.1
# Under one upper cell names behind figures, which begin what stands beside it, and figures behind names.
_NAMES_BEHIND_FIGURES = 3.0
_FIGURES_BEHIND_NAMES = 1.5

# Codes of classifications, and those of projects, which are longer than any amount.
_CODE = re.compile(r"\d{2,3}|\d{5}|\d{7}|\d{12,}")
_NIL = re.compile(r"[-—－–─/／*]+")
_MOST_HEADER_ROWS = 5
# Costs of a cell of a short row of the body: a figure elsewhere than alone in a column of figures, another text over
# such a column, the less the further right it is, and a blank over several.
_MOST_WAYS = 4
_MISPLACED, _OVER_FIGURES, _LATER, _WIDE_BLANK = 5.0, 1.0, 0.01, 2.0
Kinds = tuple[str, str]
"""What stands in the first and in the last column under a cell: ``figures``, ``names`` or nothing."""


def body_width(rows: Sequence[Sequence[str]]) -> int | None:
    """The number of columns of a table of rows, or None for a form, whose rows follow no common columns.

    The widest rows are the body when, from the first of them on, at least two thirds of the rows are that wide.
    """
    width = max(map(len, rows))
    first = next(i for i, row in enumerate(rows) if len(row) == width)
    below = [len(row) for row in rows[first:]]
    if len(below) == 1 and len(rows) > 2:
        return None
    if Counter(below)[width] * 3 >= len(below) * 2 or _is_header_alone(rows, first):
        return width
    if first and len(below) == 2 and _is_total_alone(rows, len(rows) - 1) and not _has_figure(rows[first]):
        return width
    return None


def _is_header_alone(rows: Sequence[Sequence[str]], first: int) -> bool:
    """Whether the widest row is the last line of a header, since a code below covers all of 类, 款 and 项.

    It stands among the first rows, and nearly all below print figures, half of them in as many cells. It may number the
    columns: 类 | 款 | 项 | 栏次 | 1 | 2.
    """
    alike = sum(len(row) == len(rows[first]) for row in rows)
    if not 0 < first < _MOST_HEADER_ROWS or alike > 1:
        return False
    if _has_figure(rows[first]) and not numbers_columns(rows[first]):
        return False
    counts = Counter(len(row) for row in rows[first + 1 :] if _has_figure(row))
    n_below = len(rows) - first - 1
    return counts.total() * 5 >= n_below * 4 and n_below > 1 and max(counts.values()) * 2 >= n_below


def numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row is texts and then 1, 2, 3 and so on to its end."""
    figures = [text for text in map(_squeeze, row) if _NUMBER.fullmatch(text)]
    n_texts = len(row) - len(figures)
    return n_texts > 0 and [_squeeze(text) for text in row[n_texts:]] == [str(n + 1) for n in range(len(figures))]


def _only_numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row prints nothing but 1, 2, 3 and so on, blanks before them aside."""
    figures = [squeezed for text in row if (squeezed := _squeeze(text))]
    return len(figures) > 1 and figures == [str(n + 1) for n in range(len(figures))]


def _is_total_alone(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether the only row under a header is a text and figures: the text covers all columns at their left."""
    head, *others = rows[index]
    figures = [_NUMBER.fullmatch(_squeeze(text)) is not None for text in others]
    is_alone = index == len(rows) - 1 and not any(map(_has_figure, rows[:-1]))
    return is_alone and bool(figures) and all(figures) and bool(head.strip()) and not _NUMBER.fullmatch(_squeeze(head))


def _has_figure(row: Sequence[str]) -> bool:
    return any(_NUMBER.fullmatch(_squeeze(text)) for text in row)


def align(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[Cell, ...]]:
    """Place the texts of ``rows`` in a grid.

    Returns the number of columns and the cells. In a form the cells of a row are numbered as printed and the last one
    covers what is left; in a table short rows above the body are laid over the next row below that has as many cells,
    and in a short row of the body the first cell covers the columns that are missing. A blank in a header under a text
    over the same columns is the rest of its cell.
    """
    width = body_width(rows)
    n_header = 0
    if width is None:
        width = max(map(len, rows))
        spans = [[1] * (len(row) - 1) + [width - len(row) + 1] for row in rows]
    else:
        first = next(i for i, row in enumerate(rows) if len(row) == width)
        spans = [[1] * len(row) for row in rows]
        kinds = _kinds([row for row in rows[first:] if len(row) == width])
        n_header = first + (first > 0 and not _has_figure(rows[first]))
        for index in range(first - 1, -1, -1):
            below = next(row for row in range(index + 1, first + 1) if len(rows[row]) >= len(rows[index]))
            counts = _lay_over(rows[index], rows[below], _under(spans[below], kinds))
            spans[index] = _widths(counts, spans[below])
        by_header = not numbers_columns(rows[first]) and _is_header_alone(rows, first)
        like_header = {len(row): spans[index] for index, row in enumerate(rows[:first])} if by_header else {}
        for index, row in enumerate(rows[first:], start=first):
            if len(row) < width and _is_total_alone(rows, index):
                spans[index] = [width - len(row) + 1, *[1] * (len(row) - 1)]
            elif len(row) < width:
                spans[index] = like_header.get(len(row)) or _spread(row, kinds)
    return width, _placed(rows, spans, n_header)


def header_ways(rows: Sequence[Sequence[str]], n_header: int) -> list[tuple[float, tuple[Cell, ...]]]:
    """The ways to place the first ``n_header`` rows of a table of rows, the likeliest first, with their cost.

    A row covers the row below in the ways of :func:`align`; none where the last row of the header is no full one.
    """
    width = body_width(rows)
    if width is None or not n_header or len(rows[n_header - 1]) != width:
        return []
    kinds = _kinds([row for row in rows[n_header - 1 :] if len(row) == width])
    ways: list[tuple[float, list[list[int]]]] = [(0.0, [[1] * width])]
    for index in range(n_header - 2, -1, -1):
        found = []
        for cost, spans in ways:
            step = next((s for s, row in enumerate(rows[index + 1 : n_header]) if len(row) >= len(rows[index])), None)
            if step is None:
                return []
            lower = spans[step]
            for more, counts in _lays(rows[index], rows[index + 1 + step], _under(lower, kinds)):
                found.append((cost + more, [_widths(counts, lower), *spans]))
        ways = sorted(found, key=lambda way: way[0])[: 2 * _MOST_WAYS]
    return [(cost, _placed(rows[:n_header], spans, n_header)) for cost, spans in ways]


def _placed(rows: Sequence[Sequence[str]], spans: Sequence[Sequence[int]], n_header: int) -> tuple[Cell, ...]:
    """The cells of rows with these widths; those of the header reach down over blanks."""
    cells = []
    for row_no, (texts, widths) in enumerate(zip(rows, spans, strict=True), start=1):
        col = 1
        for text, col_span in zip(texts, widths, strict=True):
            cells.append(Cell(row=row_no, col=col, text=text, col_span=col_span))
            col += col_span
    return tuple(_reaching_down(cells, n_header))


def _reaching_down(cells: Sequence[Cell], n_header: int) -> list[Cell]:
    """The cells with those of the first rows that reach down over blanks."""
    found: list[Cell] = []
    above: dict[tuple[int, int], int] = {}
    for cell in cells:
        place = (cell.col, cell.col_span)
        over = above.get(place)
        known = found[over] if over is not None else None
        if known is None or cell.text or not 1 < cell.row <= n_header or known.row + known.row_span != cell.row:
            above[place] = len(found)
            found.append(cell)
        elif over is not None:
            found[over] = replace(known, row_span=known.row_span + 1)
    return found


def _spread(row: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """How many columns each cell of a short row of the body covers: figures stand in columns of figures.

    Where the kinds of the columns leave a choice, the first cell covers the columns that are missing.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for i, text in enumerate(map(_squeeze, row), start=1):
        for end in range(i, len(kinds) - (len(row) - i) + 1):
            found = [
                (cost + _cell_cost(text, kinds, start, end), (*widths, start - end))
                for start in range(i - 1, end)
                if (i - 1, start) in best
                for cost, widths in [best[i - 1, start]]
            ]
            best[i, end] = min(found)
    return [-width for width in best[len(row), len(kinds)][1]]


def _cell_cost(text: str, kinds: Sequence[str], start: int, end: int) -> float:
    figures = [col for col in range(start, end) if kinds[col] == "figures"]
    if _NUMBER.fullmatch(text) and not _CODE.fullmatch(text):
        return 0.0 if figures and end - start == 1 else _MISPLACED
    if not text:
        return _WIDE_BLANK * (end - start - 1)
    return 0.0 if _NIL.fullmatch(text) else sum(_OVER_FIGURES - _LATER * col for col in figures)


def _widths(counts: Sequence[int], lower: Sequence[int]) -> list[int]:
    """Column widths of the upper cells, given how many lower cells each covers and how wide those are."""
    widths, start = [], 0
    for count in counts:
        widths.append(sum(lower[start : start + count]))
        start += count
    return widths


def _kinds(rows: Sequence[Sequence[str]]) -> list[str]:
    """What the columns under a header, of whose lines none has a number, hold: ``figures``, ``names``, or nothing.

    Codes before names are of them.
    """
    numbered = [row for row in rows if not _only_numbers_columns(row)]
    body = list(dropwhile(lambda row: not any(_NUMBER.fullmatch(_squeeze(text)) for text in row), numbered))
    kinds: list[str] = []
    for col in reversed(range(len(rows[0]))):
        texts = [squeezed for row in body if (squeezed := _squeeze(row[col])) and not _NIL.fullmatch(squeezed)]
        figures = [text for text in texts if _NUMBER.fullmatch(text)]
        are_codes = "names" in kinds[:1] and all(map(_CODE.fullmatch, figures))
        kinds.insert(0, "" if not texts else "names" if are_codes or len(figures) * 2 < len(texts) else "figures")
    return kinds


def _under(spans: Sequence[int], kinds: Sequence[str]) -> list[Kinds]:
    """What stands under each cell of a row of these widths; nothing under what stands beyond the body."""
    ends = list(accumulate(spans))
    inside = [(end - span, min(end, len(kinds)) - 1) for span, end in zip(spans, ends, strict=True)]
    return [(kinds[first], kinds[last]) if first <= last else ("", "") for first, last in inside]


def _lay_over(upper: Sequence[str], lower: Sequence[str], under: Sequence[Kinds]) -> list[int]:
    """How many cells of the row below each cell of a row covers, by least cost."""
    (_, counts), *_ = _lays(upper, lower, under)
    return list(counts)


def _lays(upper: Sequence[str], lower: Sequence[str], under: Sequence[Kinds]) -> list[tuple[float, tuple[int, ...]]]:
    """The ways to lay a row over the one below, the likeliest first: the cost and the cells that each cell covers."""
    if len(upper) == len(lower):
        return [(0.0, (1,) * len(lower))]
    repeated = {text for text, count in Counter(filter(None, map(_squeeze, lower))).items() if count > 1}
    named = [_named_by(_squeeze(text), upper) for text in lower]
    best: dict[tuple[int, int], list[tuple[float, tuple[int, ...]]]] = {(0, 0): [(0.0, ())]}
    for i in range(1, len(upper) + 1):
        for j in range(i, len(lower) - (len(upper) - i) + 1):
            ways = [
                (
                    cost
                    + _run_cost(lower[start:j], repeated)
                    + _strange_cost(named[start:j], i - 1)
                    + _mixed_cost(under[start:j])
                    + (_ALIKE_APART if start and _alike(lower[start - 1], lower[start]) else 0.0),
                    (*counts, j - start),
                )
                for start in range(i - 1, j)
                for cost, counts in best.get((i - 1, start), ())
            ]
            best[i, j] = sorted(ways)[:_MOST_WAYS]
    return best[len(upper), len(lower)]


def _named_by(text: str, upper: Sequence[str]) -> int | None:
    """The index of the only upper text that a lower one contains: 支出功能分类 stands under 支出, not under 收入."""
    found = [index for index, above in enumerate(upper) if len(_squeeze(above)) > 1 and _squeeze(above) in text]
    return found[0] if len(found) == 1 and _squeeze(upper[found[0]]) != text else None


def _strange_cost(named: Sequence[int | None], index: int) -> float:
    """The cost of lower texts under another text than the one that they contain; under their own they often begin."""
    strange = sum(1 for other in named if other is not None and other != index)
    return _UNDER_ANOTHER * strange + (_NAMED_START if named[0] == index else 0.0)


def _mixed_cost(run: Sequence[Kinds]) -> float:
    """The cost of figures and names under one upper cell; names behind figures begin what stands beside it."""
    sides = [(left[1], right[0]) for left, right in pairwise(run)]
    behind = _NAMES_BEHIND_FIGURES * sides.count(("figures", "names"))
    return behind + _FIGURES_BEHIND_NAMES * sides.count(("names", "figures"))


def _alike(one: str, other: str) -> bool:
    """Whether two texts begin or end alike, as names of one group do: 基本支出 and 项目支出, 增减额 and 增减%."""
    first, second = _squeeze(one), _squeeze(other)
    return min(len(first), len(second)) > 2 and (first[:2] == second[:2] or first[-2:] == second[-2:])


def _run_cost(run: Sequence[str], repeated: set[str]) -> float:
    texts = [_squeeze(text) for text in run]
    if len(texts) == 1:
        return _PLAIN_OVER_ONE if texts[0] else 0.0
    cost = _BLANK_IN_RUN * texts.count("") + _UNEVEN * len(texts) * min(len(texts), _LONG_GROUP)
    named = [text for text in texts if text]
    cost += _TWICE * (len(named) - len(set(named)))
    cost += _NUMBER_IN_RUN * sum(1 for text in texts if _NUMBER.fullmatch(text))
    return cost + (_REPEATED_START if texts[0] in repeated else 0.0)


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
