"""Which ruling lines stand on an upright picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, starmap
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.documents.scan.components import components
from pipeline.documents.scan.image import Picture
from pipeline.documents.scan.rule import MEET, Rectangle, Rule, crosses, is_between, over_corners, parts, unbroken

# Dots at 200 to the inch. A ruling line is at least this long, and a shorter gap in it is a flaw of the print.
_SHORTEST = 36
_FLAW = 12
_LONGEST_STROKE = 100
# The strokes of figures that stand side by side (888.88) look like a line that is no longer than this.
_LONGEST_FIGURE = 300
# A short line runs into those that it meets; strokes of large characters end a little before them.
_REACHES = 2
# A line of a table meets as many others as this.
_CORNERS = 2
# Over how many dots along a line its print is averaged, and how much darker than the paper the faintest line is.
_SMOOTHED = 5
_FAINTEST = 18
# A short line is printed all along: this share of it at least this much of its usual darkness.
_ALL_ALONG = 0.93
_SOLID = 0.5
# Beside a ruling line a text ends: over so many dots at one side of it no more of the rows than this hold print.
_BESIDE_TEXT = 4
_STRAY = 0.15
# A line with flaws runs through a text where print stands so near to it, in dots, on both sides, in so many places.
_BESIDE_LINE = 2
_HALF_TYPE = 12
_THROUGH_TEXT = 0.35
# The paper is as light as this share of the dots around a line, in percent.
_PAPER = 90
# No short line is thicker than this many times the usual long one.
_TWICE = 2
# A line and the type that touches it are no higher than this.
_MOST_TOGETHER = 120
# How thick a ruling line may be.
_THICKEST = 11
# Text is at least this high, and outside tables no higher than so many characters: more is a picture or a seal.
_LOWEST = 4
# How much a line leans at most, as a share of its length.
_LEANING = 0.005
# How far from a ruling line the paper is looked at.
_BESIDE = 3
# What is blurred beside a line and belongs to it, as a share of its darkness.
_HALO = 0.15
# Over which part of its length a line is dark.
_MOST_OF_LINE = 0.75


@dataclass(frozen=True, slots=True)
class Drawn:
    """The ruling lines of tables, and what else is a line: under a text, over a foot, around a page."""

    tables: list[Rule]
    others: list[Rule]


def rules(picture: Picture) -> list[Rule]:
    """The ruling lines of tables."""
    return drawn(picture).tables


def drawn(picture: Picture) -> Drawn:
    """The lines of a picture.

    Those of tables are long ones that cross or meet another one, and short ones between two of them.

    What hangs on nothing is a line under a text, or strokes of characters. What is as thick as a line of text is one
    that fills its cells, unless it is long and printed all along; shorter lines are as thick as others of the page.
    Lines that meet at a corner reach over it.
    """
    level, upright = _stretched(picture), _stretched(np.ascontiguousarray(picture.T))
    found = [
        *(Rule(x0, top, x1, bottom, True) for x0, top, x1, bottom in _level(level, upright)),
        *(Rule(x0, top, x1, bottom, False) for top, x0, bottom, x1 in _level(upright, level)),
    ]
    found = [rule for rule in found if rule.thickness <= _THICKEST or _is_thick_line(picture, rule)]
    long = [rule for rule in found if rule.length > _LONGEST_STROKE]
    thickest = _TWICE * float(np.median([rule.thickness for rule in long])) if long else 0.0
    found = [rule for rule in found if rule.length > _LONGEST_FIGURE or rule.thickness <= thickest]
    # Strokes of a text that end near the sides of its cell are no broken line.
    sure = dict.fromkeys(rule for rule in found if rule.length > _LONGEST_FIGURE or _is_sure(picture, rule))
    found = unbroken(list(sure), _SHORTEST) + [rule for rule in found if rule not in sure]
    long = [rule for rule in found if rule.length > _LONGEST_STROKE]
    long = [
        rule
        for rule in found
        if rule.length > _LONGEST_FIGURE
        or (rule.length > _LONGEST_STROKE and (_is_solid(picture, rule) or _is_in_gap(picture, rule, long)))
    ]
    known = frozenset(long)
    short = list(_short(picture, [rule for rule in found if rule not in known], long))
    # A table of one row has long lines that only short ones cross.
    others = [rule for rule in long if rule.length > _LONGEST_FIGURE]
    long = [
        rule
        for rule in long
        if any(crosses(rule, other) for other in long) or sum(crosses(rule, other) for other in short) >= _CORNERS
    ]
    kept = long + [rule for rule in short if is_between(rule, long, _REACHES)]
    kept = [rule if rule.is_level else _without_strokes(picture, rule, kept) for rule in kept]
    kept.extend(_of_low_rows(picture, kept))
    return Drawn(
        tables=[over_corners(rule, [other for other in kept if crosses(rule, other)]) for rule in kept],
        others=[rule for rule in others if rule not in long and _is_solid(picture, rule)],
    )


def _is_in_gap(picture: Picture, rule: Rule, long: Sequence[Rule]) -> bool:
    """Whether a line with flaws runs from one long line to another and does not run through a text.

    The level strokes of the characters of a text that fills its cell are a line with gaps; there is print of them above
    and below in many places.
    """
    if not is_between(rule, long):
        return False
    if not rule.is_level:
        return True
    inner = slice(rule.x0 + MEET, max(rule.x1 - MEET, rule.x0 + MEET + 1))
    around = picture[max(rule.top - _HALF_TYPE, 0) : rule.bottom + _HALF_TYPE, inner]
    paper = float(np.percentile(around, _PAPER))
    level = (paper + float(around.min())) / 2
    above = picture[max(rule.top - _BESIDE_LINE - _BESIDE_TEXT, 0) : max(rule.top - _BESIDE_LINE, 1), inner]
    below = picture[rule.bottom + _BESIDE_LINE : rule.bottom + _BESIDE_LINE + _BESIDE_TEXT, inner]
    sides = [float((side < level).any(axis=0).mean()) for side in (above, below) if side.size]
    return len(sides) < 2 or min(sides) < _THROUGH_TEXT


def _is_sure(picture: Picture, rule: Rule) -> bool:
    return rule.length > _LONGEST_STROKE and _is_solid(picture, rule)


def _short(picture: Picture, found: Sequence[Rule], long: Sequence[Rule]) -> Iterator[Rule]:
    """Those that run from one long line to another and are printed all along, as a whole or in parts."""
    for rule in found:
        for piece in (rule, *parts(rule, long)):
            is_line = is_between(piece, long, _REACHES) and piece.length >= _SHORTEST and _is_solid(picture, piece)
            if is_line and (piece.is_level or _is_in_each_row(picture, piece, long)):
                yield piece
                if piece.length > rule.length / 2:
                    break


def _is_in_each_row(picture: Picture, line: Rule, long: Sequence[Rule]) -> bool:
    """Whether an upright line is one in each low row that it crosses, unlike strokes of texts under each other."""
    across = sorted((rule for rule in long if rule.is_level and crosses(line, rule)), key=lambda rule: rule.top)
    rows = [replace(line, top=upper.bottom, bottom=lower.top) for upper, lower in pairwise(across)]
    return not any(_is_low(row) and not all(_is_as_dark(picture, row, line)) for row in rows)


def _is_thick_line(picture: Picture, rule: Rule) -> bool:
    return rule.length > _LONGEST_FIGURE and _is_solid(picture, rule)


def _without_strokes(picture: Picture, line: Rule, kept: Sequence[Rule]) -> Rule:
    """An upright line without the stroke of a text that stands right over its upper or under its lower end."""
    x = (line.x0 + line.x1) // 2
    across = sorted((rule for rule in kept if rule.is_level and crosses(line, rule)), key=lambda rule: rule.top)
    across = [rule for rule in across if rule.x0 - MEET <= x <= rule.x1 + MEET]
    first = next((rule for rule in across if rule.top > line.top + _REACHES), None)
    last = next((rule for rule in reversed(across) if rule.bottom < line.bottom - _REACHES), None)
    if first is None or last is None or first.top >= last.bottom:
        return line
    inner = replace(line, top=first.top, bottom=last.bottom)
    top = max((rule.bottom for rule in across if rule.top < first.top), default=None)
    bottom = min((rule.top for rule in across if rule.bottom > last.bottom), default=None)
    # A page cuts a cell off: its sides run on from the last line across it, further than any stroke.
    is_above = inner.top - line.top > _LONGEST_STROKE
    is_below = line.bottom - inner.bottom > _LONGEST_STROKE
    is_above |= top is not None and not _is_stroke(picture, replace(line, top=top, bottom=first.top), inner)
    is_below |= bottom is not None and not _is_stroke(picture, replace(line, top=last.bottom, bottom=bottom), inner)
    return replace(line, top=line.top if is_above else inner.top, bottom=line.bottom if is_below else inner.bottom)


def _is_low(row: Rule) -> bool:
    """Whether strokes of a text may be as high as a row."""
    return _LOWEST < row.length < _SHORTEST


def _of_low_rows(picture: Picture, kept: Sequence[Rule]) -> Iterator[Rule]:
    """The pieces of upright lines in single rows lower than a line is long, as of a header over a merged row (合计).

    They stand where a known line of the same table stands further up or down, and are as dark as that.
    """
    level = sorted((rule for rule in kept if rule.is_level), key=lambda rule: rule.top)
    known = [rule for rule in kept if not rule.is_level]
    for line in tuple(known):
        x = (line.x0 + line.x1) // 2
        across = [rule for rule in level if rule.x0 - MEET <= x <= rule.x1 + MEET]
        for upper, lower in pairwise(across):
            row = Rule(line.x0, upper.bottom, line.x1, lower.top, False)
            is_low = _is_low(row) and 2 * _length_within(row, known) < row.length
            if is_low and all(_is_as_dark(picture, row, line)):
                known.append(row)
                yield row


def _length_within(row: Rule, known: Sequence[Rule]) -> int:
    """How much of a place is on a known upright line."""
    beside = (rule for rule in known if rule.x0 - MEET <= row.x1 and row.x0 - MEET <= rule.x1)
    return max((min(rule.bottom, row.bottom) - max(rule.top, row.top) for rule in beside), default=0)


def _is_stroke(picture: Picture, row: Rule, line: Rule) -> bool:
    """Whether the end of a line is a stroke of a text: lower than its row, or with gaps and print at both sides."""
    if not _is_low(row):
        return False
    reaches, is_whole, is_free = _is_as_dark(picture, row, line)
    return not (reaches and (is_whole or is_free))


def _is_as_dark(picture: Picture, row: Rule, line: Rule) -> tuple[bool, bool, bool]:
    """Whether a place is printed at both ends as the line is that stands on it above or below, and all along.

    And whether there is no print beside it at one side, as there is beside a stroke of a text that runs over the place.
    """
    x0, x1 = max(row.x0 - _REACHES, 0), row.x1 + _REACHES
    usual = picture[line.top : line.bottom, x0:x1].min(axis=1)
    paper = np.percentile(picture[row.top : row.bottom, max(x0 - _THICKEST, 0) : x1 + _THICKEST], _PAPER)
    depth = max(_SOLID * (float(paper) - float(np.median(usual))), 1.0)
    is_dark = picture[row.top : row.bottom, max(x0 - _BESIDE_TEXT, 0) : x1 + _BESIDE_TEXT] < float(paper) - depth
    left, right = min(x0, _BESIDE_TEXT), is_dark.shape[1] - _BESIDE_TEXT
    straight = is_dark[:, left : right - 1] | is_dark[:, left + 1 : right]
    column = int(straight.mean(axis=0).argmax())
    ends = straight[[0, 1, -2, -1], column]
    sides = is_dark[:, :left], is_dark[:, right:]
    is_free = min(float(side.any(axis=1).mean()) for side in sides) < _STRAY
    return bool(ends.all()), float(straight[:, column].mean()) >= _ALL_ALONG, is_free


def _is_solid(picture: Picture, rule: Rule) -> bool:
    """Whether a rule is printed all along, as strokes that happen to stand in one line are not.

    Its ends are left out, since they lie on the lines that it meets, where no paper is beside it.
    """
    across = picture if rule.is_level else picture.T
    start, end, top, bottom = (
        (rule.x0, rule.x1, rule.top, rule.bottom) if rule.is_level else (rule.top, rule.bottom, rule.x0, rule.x1)
    )
    ends = min(MEET, (end - start) // 4)
    start, end = start + ends, end - ends
    print_, around = across[top:bottom, start:end], across[max(top - _THICKEST, 0) : bottom + _THICKEST, start:end]
    darker = around.max(axis=0).astype(np.int16) - print_.min(axis=0)
    return float(np.mean(darker > _SOLID * np.median(darker))) >= _ALL_ALONG


@dataclass(frozen=True, slots=True)
class _Stretched:
    """A picture averaged along its rows, and how much darker it is than the paper right above and below."""

    smooth: Picture
    darker: Picture


def _stretched(picture: Picture) -> _Stretched:
    smooth: Picture = np.asarray(cv2.blur(picture, (_SMOOTHED, 1)), dtype=np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (1, _THICKEST + 4))
    return _Stretched(smooth, np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel), dtype=np.uint8))


def _level(along: _Stretched, across: _Stretched) -> Iterator[tuple[int, int, int, int]]:
    """The level lines: what is darker than the paper right above and below it, over a length.

    ``across`` is the picture with its rows and columns exchanged.
    """
    smooth = along.smooth
    dark = cv2.threshold(along.darker, _FAINTEST, 255, cv2.THRESH_BINARY)[1]
    thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3)))
    whole = np.maximum(thick, _crossings(across, np.asarray(thick, dtype=np.uint8)))
    opened = cv2.morphologyEx(whole, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (_SHORTEST, 1)))
    joined = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_FLAW, 1)))
    for left, top, width, height in _thin(np.asarray(joined, dtype=np.uint8)):
        first = max(top - _BESIDE, 0)
        upper, lower = _printed_rows(smooth[first : top + height + _BESIDE, left : left + width])
        yield left, first + upper, left + width, first + lower


def _thin(joined: Picture) -> Iterator[Rectangle]:
    """What hangs together and is as thin as a line: left, top, width and height.

    Where small type stands on a line or hangs on it, its level strokes make one with it; they are shorter than it is.
    """
    found = components(joined)
    for index in range(len(found)):
        left, top, width, height = (int(side[index]) for side in (found.left, found.top, found.width, found.height))
        area = int(found.area[index])
        is_thin = area / width <= _THICKEST + 2 and height <= 2 * _THICKEST + 0.01 * width
        if not (is_thin and height <= 2 * _THICKEST) and width > _LONGEST_STROKE and height <= _MOST_TOGETHER:
            alone = found.shape_of(index).astype(np.uint8) * 255
            # Odd, because an even one moves what it leaves by a dot.
            kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (_LONGEST_STROKE + 1, 1))
            long = np.asarray(cv2.morphologyEx(alone, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
            if not np.array_equal(long, alone):
                yield from ((left + x, top + y, w, h) for x, y, w, h in _thin(long))
                continue
        if is_thin:
            yield left, top, width, height


def _crossings(across: _Stretched, thick: Picture) -> Picture:
    """Where lines that run across close a gap: there is no paper above and below a line there."""
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_FLAW, 1)))
    is_across = cv2.threshold(cv2.transpose(across.darker), _FAINTEST, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.bitwise_and(closed, is_across), dtype=np.uint8)


def _printed_rows(around: Picture) -> tuple[int, int]:
    """The rows of a line itself, without print that touches it: those that are dark over most of its length.

    A line that leans so much that no row is dark over most of it is all of them but those beside it.

    Figures that end at a line may touch it in more than half of all rows of a table. Where another line crosses, there
    is no paper beside it, which says nothing.
    """
    beside = around.max(axis=0)
    is_paper_there = beside > _percentile(beside, _PAPER) - 2 * _FAINTEST
    lightness = _percentile(around[:, is_paper_there], 100 * _MOST_OF_LINE)
    darkest = int(np.argmin(lightness))
    paper = float(lightness.max())
    if paper - lightness[darkest] < _FAINTEST and len(lightness) > 2 * _BESIDE:
        return _BESIDE, len(lightness) - _BESIDE
    is_dark = lightness < paper - max(_HALO * (paper - lightness[darkest]), _FAINTEST / 4)
    upper = lower = darkest
    while upper > 0 and is_dark[upper - 1]:
        upper -= 1
    while lower < len(lightness) - 1 and is_dark[lower + 1]:
        lower += 1
    return upper, lower + 1


def _percentile(values: Picture, percent: float) -> npt.NDArray[np.float64]:
    """The percentile along the last axis as NumPy has it, in a fraction of its time: short integers sort fastest."""
    last = values.shape[-1] - 1
    place = percent / 100 * last
    low = int(place)
    ordered = np.sort(values.astype(np.int16), axis=-1).astype(np.float64)
    return np.asarray(ordered[..., low] + (ordered[..., min(low + 1, last)] - ordered[..., low]) * (place - low))


def without(picture: Picture, lines: Sequence[Rule]) -> Picture:
    """The picture with these ruling lines in the color of the paper beside them.

    A page that was not flat has lines that lean a little: they are followed piece by piece.
    """
    clean = picture.copy()
    height, width = picture.shape
    for rule in lines:
        top, bottom = max(rule.top - 1, 0), min(rule.bottom + 1, height)
        x0, x1 = max(rule.x0 - 1, 0), min(rule.x1 + 1, width)
        if rule.is_level:
            beside = picture[[max(top - _BESIDE, 0), min(bottom + _BESIDE, height) - 1], x0:x1]
        else:
            beside = picture[top:bottom, [max(x0 - _BESIDE, 0), min(x1 + _BESIDE, width) - 1]]
        paper = np.median(beside)
        across, shown = (picture, clean) if rule.is_level else (picture.T, clean.T)
        start, end, upper, lower = (x0, x1, top, bottom) if rule.is_level else (top, bottom, x0, x1)
        for first, last, left, right in _followed(across, start, end, upper, lower):
            shown[first:last, left:right] = paper
    return clean


def _followed(across: Picture, start: int, end: int, upper: int, lower: int) -> Iterator[tuple[int, int, int, int]]:
    """First and last row, left and right of a level line: its rectangle, or its pieces where it leans or is curved.

    Such a line shows at one of its ends that it leaves the rectangle or does not fill it; a text may stand in the rest.
    """
    count = max((end - start) // _LONGEST_STROKE, 1)
    edges = [start + (end - start) * number // count for number in range(count + 1)]
    reach = min(_THICKEST, _REACHES + round(_LEANING * (end - start)))
    top, bottom = max(upper - reach, 0), lower + reach

    def rows(left: int, right: int) -> tuple[int, int] | None:
        around = across[top:bottom, left:right]
        first, last = _printed_rows(around)
        is_line = last - first <= lower - upper + _REACHES and _is_over_all(around, first, last)
        return (top + first, top + last) if is_line else None

    ends = (rows(*edges[:2]), rows(*edges[-2:])) if count > 1 else ()
    fills = lower - upper - 2 * _REACHES
    if not any(found[0] < upper or found[1] > lower or found[1] - found[0] <= fills for found in ends if found):
        yield upper, lower, start, end
        return
    pieces = list(_in_one(list(starmap(rows, pairwise(edges))), (upper + 1, lower - 1)))
    # What a line leans in one piece shows in no row over most of it.
    beside = 1 + int((pieces[0][0] - upper + lower - pieces[0][1]) / count)
    for (left, right), (first, last) in zip(pairwise(edges), pieces, strict=True):
        yield max(first - beside, 0), last + beside, left, right


def _in_one(pieces: Sequence[tuple[int, int] | None], whole: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """First and last row of each piece of a line; where print hides one, those from the piece before to the one behind.

    A piece is as thick as most, and the line goes on in it.
    """
    usual = median(last - first for first, last in filter(None, pieces))
    known = [found if found and abs(found[1] - found[0] - usual) <= _REACHES else None for found in pieces]
    for number, found in enumerate(known):
        before = next(filter(None, reversed(known[:number])), None)
        behind = next(filter(None, known[number + 1 :]), None)
        near = [other for other in (before, behind) if other]
        if found and (not near or any(abs(sum(found) - sum(other)) <= 2 * _REACHES for other in near)):
            near = [found]
        elif not near:
            near = [whole]
        yield min(first for first, _ in near), max(last for _, last in near)


def _is_over_all(around: Picture, first: int, last: int) -> bool:
    """Whether rows are darker than paper in nearly every column, as a line is and a text is not."""
    darkest = around[first:last].min(axis=0)
    is_dark = np.median(darkest) < np.median(around.max(axis=0)) - _FAINTEST
    return bool(is_dark) and float(np.mean(darkest < np.median(darkest) + 2 * _FAINTEST)) >= _ALL_ALONG
