"""Which ruling lines stand on an upright picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from pipeline.documents.scan.components import components
from pipeline.documents.scan.image import Picture
from pipeline.documents.scan.print_of_lines import (
    ALL_ALONG,
    BESIDE,
    FAINTEST,
    LONGEST_STROKE,
    PAPER,
    REACHES,
    THICKEST,
    printed_rows,
)
from pipeline.documents.scan.rule import MEET, Rectangle, Rule, crosses, is_between, over_corners, parts, unbroken

# Dots at 200 to the inch. A ruling line is at least this long, and a shorter gap in it is a flaw of the print.
_SHORTEST = 36
_FLAW = 12
# The strokes of figures that stand side by side (888.88) look like a line that is no longer than this.
_LONGEST_FIGURE = 300
# A line of a table meets as many others as this.
_CORNERS = 2
# Over how many dots along a line its print is averaged.
_SMOOTHED = 5
# A short line is printed all along: at least this much of its usual darkness.
_SOLID = 0.5
# Beside a ruling line a text ends: over so many dots at one side of it no more of the rows than this hold print.
_BESIDE_TEXT = 4
_STRAY = 0.15
# A line with flaws runs through a text where print stands so near to it, in dots, on both sides, in so many places.
_BESIDE_LINE = 2
_HALF_TYPE = 12
_THROUGH_TEXT = 0.35
# The level strokes of bold type that touch each other are no line, however dark, where print stands on both sides in so
# many places; a line of bold type is no longer than this.
_AMID_TEXT = 0.6
_LONGEST_TEXT = 900
# Strokes under each other are no line either where print stands on both sides in so many places; no more lines of text
# than make this length have a stroke in one place.
_BESIDE_STROKES = 0.4
_LONGEST_STROKES = 200
# A bar is printed over this share of its middle rows; a line of bold type as thick as that has white in it.
_FILLED = 0.85
# No short line is thicker than this many times the usual long one.
_TWICE = 2
# A line and the type that touches it are no higher than this.
_MOST_TOGETHER = 120
# Text is at least this high, and outside tables no higher than so many characters: more is a picture or a seal.
_LOWEST = 4


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
    found = [rule for rule in found if rule.thickness <= THICKEST or _is_thick_line(picture, rule)]
    found = [rule for rule in found if not _is_amid_text(picture, rule)]
    long = [rule for rule in found if rule.length > LONGEST_STROKE]
    thickest = _TWICE * float(np.median([rule.thickness for rule in long])) if long else 0.0
    found = [rule for rule in found if rule.length > _LONGEST_FIGURE or rule.thickness <= thickest]
    # Strokes of a text that end near the sides of its cell are no broken line.
    sure = dict.fromkeys(rule for rule in found if rule.length > _LONGEST_FIGURE or _is_sure(picture, rule))
    found = unbroken(list(sure), _SHORTEST, _LONGEST_FIGURE) + [rule for rule in found if rule not in sure]
    long = [rule for rule in found if rule.length > LONGEST_STROKE]
    long = [
        rule
        for rule in found
        if rule.length > _LONGEST_FIGURE
        or (rule.length > LONGEST_STROKE and (_is_solid(picture, rule) or _is_in_gap(picture, rule, long)))
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
    kept = long + [rule for rule in short if is_between(rule, long, REACHES)]
    kept = [rule for rule in kept if not _is_stroke_alone(picture, rule, kept)]
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
    return min(_print_beside(picture, rule), default=0.0) < _THROUGH_TEXT


def _is_amid_text(picture: Picture, rule: Rule) -> bool:
    """Whether a level line is the strokes of bold type in one line of text, which touch each other."""
    if not rule.is_level or not LONGEST_STROKE < rule.length < _LONGEST_TEXT:
        return False
    return min(_print_beside(picture, rule), default=0.0) > _AMID_TEXT


def _is_stroke_alone(picture: Picture, rule: Rule, kept: Sequence[Rule]) -> bool:
    """Whether a short upright line is the strokes of texts that stand under each other.

    Print is right beside it on both sides, and no line goes on further up or down in its place, as the sides of a
    column do.
    """
    if rule.is_level or rule.length > _LONGEST_STROKES:
        return False
    same = [other for other in kept if not other.is_level and abs(other.x0 - rule.x0) <= MEET]
    if max(other.bottom for other in same) - min(other.top for other in same) > _LONGEST_STROKES:
        return False
    turned = replace(rule, x0=rule.top, top=rule.x0, x1=rule.bottom, bottom=rule.x1, is_level=True)
    return min(_print_beside(picture.T, turned), default=0.0) >= _BESIDE_STROKES


def _print_beside(picture: Picture, rule: Rule) -> list[float]:
    """In how many places along a level line print stands right above and right below it; none at the picture's edge."""
    inner = slice(rule.x0 + MEET, max(rule.x1 - MEET, rule.x0 + MEET + 1))
    level = _between_print_and_paper(picture[max(rule.top - _HALF_TYPE, 0) : rule.bottom + _HALF_TYPE, inner])
    above = picture[max(rule.top - _BESIDE_LINE - _BESIDE_TEXT, 0) : max(rule.top - _BESIDE_LINE, 1), inner]
    below = picture[rule.bottom + _BESIDE_LINE : rule.bottom + _BESIDE_LINE + _BESIDE_TEXT, inner]
    sides = [float((side < level).any(axis=0).mean()) for side in (above, below) if side.size]
    return sides if len(sides) > 1 else []


def _between_print_and_paper(around: Picture) -> float:
    return (float(np.percentile(around, PAPER)) + float(around.min())) / 2


def _is_sure(picture: Picture, rule: Rule) -> bool:
    return rule.length > LONGEST_STROKE and _is_solid(picture, rule)


def _short(picture: Picture, found: Sequence[Rule], long: Sequence[Rule]) -> Iterator[Rule]:
    """Those that run from one long line to another and are printed all along, as a whole or in parts."""
    for rule in found:
        for piece in (rule, *parts(rule, long)):
            is_line = is_between(piece, long, REACHES) and piece.length >= _SHORTEST and _is_solid(picture, piece)
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
    """Whether a thick rule is a bar: printed all along and in its middle, as a line of bold type is not."""
    if rule.length <= _LONGEST_FIGURE or not _is_solid(picture, rule):
        return False
    middle = rule.thickness // 4
    if rule.is_level:
        inner = picture[rule.top + middle : rule.bottom - middle, rule.x0 : rule.x1]
        around = picture[max(rule.top - THICKEST, 0) : rule.bottom + THICKEST, rule.x0 : rule.x1]
    else:
        inner = picture[rule.top : rule.bottom, rule.x0 + middle : rule.x1 - middle]
        around = picture[rule.top : rule.bottom, max(rule.x0 - THICKEST, 0) : rule.x1 + THICKEST]
    return float((inner < _between_print_and_paper(around)).mean()) >= _FILLED


def _without_strokes(picture: Picture, line: Rule, kept: Sequence[Rule]) -> Rule:
    """An upright line without the stroke of a text that stands right over its upper or under its lower end."""
    x = (line.x0 + line.x1) // 2
    across = sorted((rule for rule in kept if rule.is_level and crosses(line, rule)), key=lambda rule: rule.top)
    across = [rule for rule in across if rule.x0 - MEET <= x <= rule.x1 + MEET]
    first = next((rule for rule in across if rule.top > line.top + REACHES), None)
    last = next((rule for rule in reversed(across) if rule.bottom < line.bottom - REACHES), None)
    if first is None or last is None or first.top >= last.bottom:
        return line
    inner = replace(line, top=first.top, bottom=last.bottom)
    top = max((rule.bottom for rule in across if rule.top < first.top), default=None)
    bottom = min((rule.top for rule in across if rule.bottom > last.bottom), default=None)
    # A page cuts a cell off: its sides run on from the last line across it, further than any stroke.
    is_above = inner.top - line.top > LONGEST_STROKE
    is_below = line.bottom - inner.bottom > LONGEST_STROKE
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
    x0, x1 = max(row.x0 - REACHES, 0), row.x1 + REACHES
    usual = picture[line.top : line.bottom, x0:x1].min(axis=1)
    paper = np.percentile(picture[row.top : row.bottom, max(x0 - THICKEST, 0) : x1 + THICKEST], PAPER)
    depth = max(_SOLID * (float(paper) - float(np.median(usual))), 1.0)
    is_dark = picture[row.top : row.bottom, max(x0 - _BESIDE_TEXT, 0) : x1 + _BESIDE_TEXT] < float(paper) - depth
    left, right = min(x0, _BESIDE_TEXT), is_dark.shape[1] - _BESIDE_TEXT
    straight = is_dark[:, left : right - 1] | is_dark[:, left + 1 : right]
    column = int(straight.mean(axis=0).argmax())
    ends = straight[[0, 1, -2, -1], column]
    sides = is_dark[:, :left], is_dark[:, right:]
    is_free = min(float(side.any(axis=1).mean()) for side in sides) < _STRAY
    return bool(ends.all()), float(straight[:, column].mean()) >= ALL_ALONG, is_free


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
    print_, around = across[top:bottom, start:end], across[max(top - THICKEST, 0) : bottom + THICKEST, start:end]
    darker = around.max(axis=0).astype(np.int16) - print_.min(axis=0)
    return float(np.mean(darker > _SOLID * np.median(darker))) >= ALL_ALONG


@dataclass(frozen=True, slots=True)
class _Stretched:
    """A picture averaged along its rows, and how much darker it is than the paper right above and below."""

    smooth: Picture
    darker: Picture


def _stretched(picture: Picture) -> _Stretched:
    smooth: Picture = np.asarray(cv2.blur(picture, (_SMOOTHED, 1)), dtype=np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (1, THICKEST + 4))
    return _Stretched(smooth, np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, kernel), dtype=np.uint8))


def _level(along: _Stretched, across: _Stretched) -> Iterator[tuple[int, int, int, int]]:
    """The level lines: what is darker than the paper right above and below it, over a length.

    ``across`` is the picture with its rows and columns exchanged.
    """
    smooth = along.smooth
    dark = cv2.threshold(along.darker, FAINTEST, 255, cv2.THRESH_BINARY)[1]
    thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3)))
    whole = np.maximum(thick, _crossings(across, np.asarray(thick, dtype=np.uint8)))
    opened = cv2.morphologyEx(whole, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (_SHORTEST, 1)))
    joined = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_FLAW, 1)))
    for left, top, width, height in _thin(np.asarray(joined, dtype=np.uint8)):
        first = max(top - BESIDE, 0)
        upper, lower = printed_rows(smooth[first : top + height + BESIDE, left : left + width])
        yield left, first + upper, left + width, first + lower


def _thin(joined: Picture) -> Iterator[Rectangle]:
    """What hangs together and is as thin as a line: left, top, width and height.

    Where small type stands on a line or hangs on it, its level strokes make one with it; they are shorter than it is.
    """
    found = components(joined)
    for index in range(len(found)):
        left, top, width, height = (int(side[index]) for side in (found.left, found.top, found.width, found.height))
        area = int(found.area[index])
        is_thin = area / width <= THICKEST + 2 and height <= 2 * THICKEST + 0.01 * width
        if not (is_thin and height <= 2 * THICKEST) and width > LONGEST_STROKE and height <= _MOST_TOGETHER:
            alone = found.shape_of(index).astype(np.uint8) * 255
            # Odd, because an even one moves what it leaves by a dot.
            kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (LONGEST_STROKE + 1, 1))
            long = np.asarray(cv2.morphologyEx(alone, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
            if not np.array_equal(long, alone):
                yield from ((left + x, top + y, w, h) for x, y, w, h in _thin(long))
                continue
        if is_thin:
            yield left, top, width, height


def _crossings(across: _Stretched, thick: Picture) -> Picture:
    """Where lines that run across close a gap: there is no paper above and below a line there."""
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_FLAW, 1)))
    is_across = cv2.threshold(cv2.transpose(across.darker), FAINTEST, 255, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.bitwise_and(closed, is_across), dtype=np.uint8)
