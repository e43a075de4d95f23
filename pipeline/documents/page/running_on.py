"""Whether the text of a cell runs on in a cell below a page break, by how its lines lie and what they end with."""

import re
from collections.abc import Sequence

from pipeline.documents.ordinals import ordinal_of
from pipeline.documents.page.cut_figures import are_targets, is_cut_code, is_cut_target
from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.part import Part

# What no line break parts: a word of letters and digits with a sign before it (≥85%), or a character, with the marks
# that never end or begin a line.
UNIT = re.compile(r"[（《“【]*(?:[≥≤]?[\x21-\x7e]+|.)[)）,，、。;；:：”》】]*")
# Where no other line has room, in heights of type.
_PITCH = 1.3
_BRACKET = re.compile(r"[()（）]")
# How wide a letter or digit is beside its height.
_NARROW = 0.55
# How much room, in characters, a line leaves in its cell that was broken because it was full.
_ROOM = 1.6
# By how many points a text may be wider than the cell that holds it.
_HAIR = 0.5
# How wide the margin of a cell is at most, in heights of type: one of Word (5.4 points) beside type of 7 points.
_WIDEST_MARGIN = 0.8
# From how many lines on a text is long enough to have several paragraphs.
_LONG_TEXT = 3


def runs_on(upper: Part, lower: Part, *, lean: float | None = None, pitch: float = 0.0) -> bool:
    """Whether a text fills its cell down to the page break and the one below begins right under it.

    With the ``lean`` of a longer cell of the row the one below stands in the middle as that one does. ``pitch`` is that
    of the lines of the row.
    """
    is_code = is_cut_code([line.text for line in upper.lines], [line.text for line in lower.lines])
    is_code = is_code or is_cut_target(upper.text, lower.text)
    if is_figure(upper.text) != is_figure(lower.text) and not is_code:
        return False
    if not meet(upper, lower, lean=lean, pitch=pitch):
        return False
    if is_figure(upper.text) and "." in upper.text and "." in lower.text:
        return False
    if len(upper.lines) == 1 and None not in {ordinal_of(upper.text), ordinal_of(lower.text)}:
        return False
    if are_entries(upper, lower) or are_targets(upper.text, lower.text):
        return False
    return fills_width(upper, lower) or _ends_a_paragraph(upper) or is_in_brackets(upper.text, lower.text)


def are_entries(upper: Part, lower: Part) -> bool:
    """Whether two texts are an entry of a list and the next: 20、住房保障支出 and 21、粮油物资储备支出, or 33 and 34.

    A text of several points begins with the first of them.
    """
    if upper.text.isdecimal() and lower.text.isdecimal():
        return int(lower.text) == int(upper.text) + 1
    numbers = [number for line in upper.lines if (number := ordinal_of(line.text)) is not None]
    return (
        len(numbers) == 1
        and numbers[0] > 1
        and ordinal_of(upper.text) == numbers[0] == (ordinal_of(lower.text) or 0) - 1
    )


def is_in_brackets(upper: str, lower: str) -> bool:
    """Whether a text leaves a bracket open that the other closes."""
    first = _BRACKET.search(lower)
    return has_open_bracket(upper) and first is not None and first[0] in ")）"


def has_open_bracket(text: str) -> bool:
    """Whether a text opens more brackets than it closes."""
    opened, closed = (sum(map(text.count, signs)) for signs in ("(（", ")）"))
    return opened > closed


def begins_at_break(lower: Part) -> bool:
    """Whether the first line of a cell below a page break has no room for another one above it."""
    return lower.lines[0].top - lower.box.top < _PITCH * lower.lines[0].size


def meet(upper: Part, lower: Part, *, lean: float | None = None, pitch: float = 0.0) -> bool:
    """Whether a text reaches down to the page break and the other begins right under it, or leans as another does.

    The text leaves no room for a line of this ``pitch``.
    """
    last, first = upper.lines[-1], lower.lines[0]
    begins = begins_at_break(lower) if lean is None else abs(lean_of(lower) - lean) < first.size
    return upper.end.bottom - last.bottom < max(_PITCH * last.size, pitch) and begins


def pitch_of(upper: Part, lower: Part) -> float:
    """How far apart the tops of the first two lines of a cell are; less than two heights of type, 0 of single lines."""
    pairs = (part.lines[:2] for part in (upper, lower) if len(part.lines) > 1)
    found = (second.top - first.top for first, second in pairs)
    return max((pitch for pitch in found if pitch < 2 * upper.lines[-1].size), default=0.0)


def margin_under(above: Sequence[Part]) -> float:
    """How far the lowest text of a row stands above its foot, where that is no room for a line; else 0."""
    ends = [(part.end.bottom - part.lines[-1].bottom, part.lines[-1].size) for part in above if part.lines]
    distance, size = min(ends, default=(0.0, 0.0))
    return distance if 0 < distance < size / 2 else 0.0


def lean_of(part: Part) -> float:
    """By how much more room a cell has above its text than below it, in points."""
    return (part.lines[0].top - part.box.top) - (part.box.bottom - part.lines[-1].bottom)


def is_broken(upper: Part, lower: Part) -> bool:
    """Whether a text of several lines reaches down to the page break and words begin right under it."""
    return len(upper.lines) > 1 and not is_figure(lower.text) and meet(upper, lower)


def fills_width(upper: Part, lower: Part) -> bool:
    """Whether the last line of a cell has no room for what cannot be parted at the start of the next.

    The room is to its right, to its left if a figure. The margin on its right is as wide as the one on its left.
    """
    line = upper.lines[-1]
    if is_figure(upper.text):
        return line.x0 - upper.end.x0 < _ROOM * line.size
    signs = width_of_unit(lower.lines[0].text)
    right = max(other.x1 for other in (*upper.lines, *lower.lines)) if len(upper.lines) > 1 else upper.end.x1
    margin = min(max(_ROOM - 1, (line.x0 - upper.end.x0) / line.size), _WIDEST_MARGIN)
    return right - line.x1 < max(_ROOM, signs + margin) * line.size


def width_of_unit(text: str) -> float:
    """How wide what no line break parts is at the beginning of a text, in characters."""
    unit = UNIT.match(text)
    return sum(1.0 if sign > "\xff" else _NARROW for sign in unit[0]) if unit is not None else 0.0


def had_no_room(upper: Part, lower: Part, pitch: float) -> bool:
    """Whether the whole first line below fits nowhere behind the last line above: some programs do not part 1%扣."""
    line, following = upper.lines[-1], lower.lines[0]
    if is_figure(upper.text) or is_figure(lower.text) or are_entries(upper, lower):
        return False
    if are_targets(upper.text, lower.text):
        return False
    margin = following.x0 - lower.box.x0
    return meet(upper, lower, pitch=pitch) and following.x1 - following.x0 > upper.end.x1 - margin - line.x1


def had_room(upper: Part, lower: Part) -> bool:
    """Whether what begins the lower text fits behind the last line of the upper one, between margins of equal width."""
    line, margin = upper.lines[-1], upper.lines[-1].x0 - upper.end.x0
    return width_of_unit(lower.lines[0].text) * line.size < upper.end.x1 - line.x1 - margin + _HAIR


def _ends_a_paragraph(part: Part) -> bool:
    return len(part.lines) >= _LONG_TEXT and part.lines[-1].text[-1] in "。；;"


def is_next_item(upper: Part, lower: Part) -> bool:
    """Whether a list goes on right under the break: one that counts from 1 with its next item, or one that ends with
    the mark between items.
    """
    numbers = [number for line in upper.lines if (number := ordinal_of(line.text)) is not None]
    is_open = upper.text[-1:] in "；;"
    if not begins_at_break(lower):
        return False
    following = ordinal_of(lower.text)
    if not numbers and following is None:
        return is_open
    return (is_open or len(numbers) > 1) and [*numbers, following] == list(range(1, len(numbers) + 2))
