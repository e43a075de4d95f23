"""Where a page break cuts a table: which cells below it go on with cells above it.

Three things happen to a cell at a page break. A row is cut: its longer texts go on in the first row of the next page.
A merged cell is cut: its rest is a cell in the same columns below. Or nothing is cut, and the next page begins with
a row of its own. Lines that are not drawn at the break (open cells) are evidence, and so is how the texts lie.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents.model import squeezed
from pipeline.documents.ordinals import ordinal_of
from pipeline.documents.page.cut_figures import are_targets, is_cut_code, is_cut_figure, is_cut_target, is_target_alone
from pipeline.documents.page.figures import has_figure, is_figure
from pipeline.documents.page.part import Part, key_of

# What no line break parts: a word of letters and digits with a sign before it (≥85%), or a character, with the marks
# that never end or begin a line.
UNIT = re.compile(r"[（《“【]*(?:[≥≤]?[\x21-\x7e]+|.)[)）,，、。;；:：”》】]*")
# Where no other line has room, in heights of type.
_PITCH = 1.3
# The beginning of a project's code.
_LONG_NUMBER = re.compile(r"\d{8,}")
_AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
_BRACKET = re.compile(r"[()（）]")
# How wide a letter or digit is beside its height.
_NARROW = 0.55
# How much room, in characters, a line leaves in its cell that was broken because it was full.
_ROOM = 1.6
# By how many points a text may be wider than the cell that holds it.
_HAIR = 0.5
# How wide the margin of a cell is at most, in heights of type: one of Word (5.4 points) beside type of 7 points.
_WIDEST_MARGIN = 0.8
# In which rows, counted from 0, the lines of a header stand.
_LINES_OF_HEAD = 3
# From how many lines on a text is long enough to have several paragraphs.
_LONG_TEXT = 3


@dataclass(frozen=True, slots=True)
class Seam:
    """The pairs of cells above and below a page break that are one, and whether the break cut a row."""

    pairs: tuple[tuple[Part, Part], ...] = ()
    cuts_row: bool = False


def seam_of(above: Sequence[Part], below: Sequence[Part]) -> Seam:
    """How the cells of the last row above a page break go on in the first row below it (headers left out)."""
    pairs = whole_row(above, below)
    opened = [part for part in above if part.open_below]
    partners = {id(lower) for _, lower in pairs}
    may_go_on = all(id(part) in partners or not part.text for part in below)
    # A blank cell without its line says nothing of the texts of its row.
    if may_go_on and not any(part.text for part in opened) and _is_cut_row(above, pairs):
        return Seam(pairs, cuts_row=True)
    if opened and any(part.text and not part.open_below for part in above):
        return Seam(tuple((upper, lower) for upper, lower in pairs if upper.open_below))
    if may_go_on and opened and (_may_be_one_row(pairs) or _is_open_row(above, below, pairs)):
        return Seam(pairs, cuts_row=True)
    if not opened and _is_cut_head(below, pairs, above):
        return Seam(pairs)
    begun, rests = _begun(pairs), _rests(pairs)
    return Seam(
        tuple(
            pair
            for pair in pairs
            if (_is_cut_span(*pair) and _rows(*pair) not in begun) or (pair[1].is_merged and _rows(*pair) in rests)
        )
    )


def whole_row(above: Sequence[Part], below: Sequence[Part]) -> tuple[tuple[Part, Part], ...]:
    """The cells of the last row above a page break, each with the one in its columns below."""
    under = {part.columns: part for part in below}
    return tuple((part, under[part.columns]) for part in above if part.columns in under)


def _rows(upper: Part, lower: Part) -> tuple[int, int]:
    """The rows that two cells cover together: where the upper one begins, and where the lower one ends on its page."""
    return upper.row, lower.row_end


def _begun(pairs: Sequence[tuple[Part, Part]]) -> set[tuple[int, int]]:
    """The rows of merged cells that begin anew below the break: their first cells print two texts of their own.

    A project's blank amount above and the next project's amount below are not halves of one cell.
    """
    firsts: dict[tuple[int, int], tuple[Part, Part]] = {}
    for upper, lower in pairs:
        if lower.is_merged and (upper.text or lower.text):
            firsts.setdefault(_rows(upper, lower), (upper, lower))
    return {
        rows
        for rows, (upper, lower) in firsts.items()
        if upper.text and lower.text and key_of(upper.text) != key_of(lower.text) and not _runs_on(upper, lower)
    }


def _rests(pairs: Sequence[tuple[Part, Part]]) -> set[tuple[int, int]]:
    """The rows of merged cells below the break that are the rest of the row above: all their amounts stand there.

    What they print has no figure and goes on with full lines, wherever in the rest of its cell it stands: a program may
    set the lines of a merged cell in the middle of what is left of it.
    """
    by_rows: dict[tuple[int, int], list[tuple[Part, Part]]] = {}
    for upper, lower in pairs:
        if lower.is_merged and (upper.text or lower.text):
            by_rows.setdefault(_rows(upper, lower), []).append((upper, lower))
    return {
        rows
        for rows, cells in by_rows.items()
        if any(_AMOUNT.fullmatch(squeezed(upper.text)) and not lower.text for upper, lower in cells)
        and all(_is_rest(upper, lower) for upper, lower in cells)
    }


def _is_rest(upper: Part, lower: Part) -> bool:
    """Whether a cell below the break prints nothing, or words that a full line above it has no room for."""
    if not lower.text:
        return True
    if not upper.text or is_figure(lower.text) or ordinal_of(lower.text) is not None or _LONG_NUMBER.match(lower.text):
        return False
    return (_fills_width(upper, lower) and not _had_room(upper, lower)) or is_in_brackets(upper.text, lower.text)


def _had_room(upper: Part, lower: Part) -> bool:
    """Whether what begins the lower text fits behind the last line of the upper one, between margins of equal width."""
    line, margin = upper.lines[-1], upper.lines[-1].x0 - upper.end.x0
    return width_of_unit(lower.lines[0].text) * line.size < upper.end.x1 - line.x1 - margin + _HAIR


def _may_be_one_row(pairs: Sequence[tuple[Part, Part]]) -> bool:
    """Whether open cells can be one row with those below: nowhere a figure, or two whole texts, in both."""
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    first = next((pair for pair in pairs if pair[0].text or pair[1].text), None)
    return all(_runs_on(*pair) for pair in both) and (first is None or not (first in both and len(both) == 1))


def _is_open_row(above: Sequence[Part], below: Sequence[Part], pairs: Sequence[tuple[Part, Part]]) -> bool:
    """Whether no line at all closes the rows at the break and some text of the upper one runs on in the lower one.

    Other texts of the row may have ended further up: lines of a paragraph are kept together. Figures do not go on.
    Nor need a list fill its cell where its next item is all that is printed below.
    So may those that go on, where all that is printed below begins at the break, each behind a full line, and other
    texts of the row do not go on.
    """
    printed = [part for part in below if part.text]
    if not all(part.open_below for part in above) or not all(part.open_above for part in printed):
        return False
    if any(is_figure(part.text) for part in printed):
        return False
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    if any(len(upper.lines) > 1 and _runs_on(upper, lower) for upper, lower in both):
        return True
    if len(both) == len(printed) and all(_is_next_item(*pair) for pair in both):
        return bool(both)
    ended = any(upper.text and not lower.text and not upper.is_merged for upper, lower in pairs)
    return ended and len(both) == len(printed) and all(_is_open_rest(*pair) for pair in both)


def _is_open_rest(upper: Part, lower: Part) -> bool:
    """Whether a text begins right under the break, and the one of several lines above it has no room for what comes."""
    begins = lower.lines[0].top - lower.box.top < _PITCH * lower.lines[0].size
    return begins and len(upper.lines) > 1 and _fills_width(upper, lower) and not _are_entries(upper, lower)


def _is_name_overleaf(above: Sequence[Part], going_on: Sequence[tuple[Part, Part]]) -> bool:
    """Whether the row above prints amounts and no text, and the one below only texts, where the other is blank.

    A program that sets a row in the middle of its height may print all lines of its name behind the break.
    """
    printed = [part.text for part in above if part.text]
    are_amounts = all(map(is_figure, printed)) and any(_AMOUNT.fullmatch(squeezed(text)) for text in printed)
    rests = all(not upper.text and not lower.is_merged for upper, lower in going_on)
    names = [lower.text for _, lower in going_on if not is_figure(lower.text)]
    return are_amounts and rests and bool(names) and not any(_AMOUNT.fullmatch(squeezed(p.text)) for _, p in going_on)


def _is_cut_row(above: Sequence[Part], pairs: Sequence[tuple[Part, Part]]) -> bool:
    """Whether the first row below is the rest of a row although lines close the cells.

    It is when each of its texts goes on with one that fills its cell down to the break, while some text of the row has
    ended before. Several broken texts that go on side by side need not fill the width: programs break lines at words.
    Single characters behind full lines (标 under 数量指, 质量指) are no row of their own, nor are two of them
    and texts beside them of which each goes on.
    """
    printed = [part for part in above if part.text and not part.is_merged]
    going_on = [(upper, lower) for upper, lower in pairs if lower.text]
    figures = [(upper.text, lower.text) for upper, lower in going_on if is_figure(upper.text) and is_figure(lower.text)]
    if figures and all(is_cut_figure(*pair) for pair in figures):
        return True
    if _is_name_overleaf(above, going_on):
        return True
    rests = _rests(pairs)
    in_row = [pair for pair in going_on if not (pair[1].is_merged and _rows(*pair) in rests)]
    if not in_row:
        return False
    if _is_target_overleaf(going_on) or _are_cut_targets(in_row):
        return True
    single = [len(squeezed(lower.text)) == 1 for _, lower in in_row]
    words = sum(squeezed(lower.text).isalpha() for one, (_, lower) in zip(single, in_row, strict=True) if one)
    if (
        (all(single) or words > 1)
        and len(in_row) > 1
        and all(upper.text and _runs_on(upper, lower) for upper, lower in in_row)
    ):
        return True
    if sum(not upper.is_merged for upper, _ in in_row) >= len(printed):
        return False
    if all(upper.text for upper, _ in in_row):
        texts = [part for part in printed if not is_figure(part.text)]
        deepest = max((len(part.lines) for part in texts), default=0)
        # Where another text of the row has a line more, one had room.
        full = all(len(upper.lines) == deepest for upper, _ in in_row if upper in texts)
        pitch = max(_pitch(*pair) for pair in in_row) + _margin(above) if full else 0.0
        run_on = [pair for pair in in_row if _runs_on(*pair, pitch=pitch)]
        leans = [_lean(lower) for _, lower in run_on]
        if run_on and all(
            pair in run_on
            or any(_runs_on(*pair, lean=lean) for lean in leans)
            or (len(run_on) > 1 and _had_no_room(*pair, pitch))
            for pair in in_row
        ):
            return True
    going_on = in_row
    return len(going_on) > 1 and all(_is_broken(upper, lower) for upper, lower in going_on)


def _is_target_overleaf(going_on: Sequence[tuple[Part, Part]]) -> bool:
    """Whether all that is printed below is a target, and the text above it ends at the break with what it is of."""
    (upper, lower), *others = going_on
    if others or not upper.text or not is_target_alone(lower.text) or is_figure(upper.text):
        return False
    return _meet(upper, lower) and not are_targets(upper.text, lower.text)


def _are_cut_targets(in_row: Sequence[tuple[Part, Part]]) -> bool:
    """Whether the break cuts a target where none ends, and all other texts of the row run on: they are one row."""
    cut = [pair for pair in in_row if is_cut_target(pair[0].text, pair[1].text) and _meet(*pair)]
    return bool(cut) and all(pair in cut or _runs_on(*pair) for pair in in_row if pair[1].text)


def _is_cut_head(below: Sequence[Part], pairs: Sequence[tuple[Part, Part]], above: Sequence[Part]) -> bool:
    """Whether the break cuts a header between its lines: beside a text over several columns, whose headers stand
    below it, texts of the others go on.
    """
    partners = {id(lower) for _, lower in pairs}
    under = [part for part in below if id(part) not in partners]
    if not under or any(part.row >= _LINES_OF_HEAD or has_figure(part.text) for part in above):
        return False
    if not all(part.text and any(_is_over(wide, part) for wide in above) for part in under):
        return False
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    going_on = [pair for pair in both if _runs_on(*pair)]
    return len(going_on) > 1 and all(_meet(*pair) and not has_figure(pair[1].text) for pair in both)


def _is_over(upper: Part, lower: Part) -> bool:
    """Whether a text stands over several columns, that of a cell below among them."""
    is_wide = bool(upper.text) and upper.col_end - upper.col > 1
    return is_wide and upper.col <= lower.col and lower.col_end <= upper.col_end


def _runs_on(upper: Part, lower: Part, *, lean: float | None = None, pitch: float = 0.0) -> bool:
    """Whether a text fills its cell down to the page break and the one below begins right under it.

    With the ``lean`` of a longer cell of the row the one below stands in the middle as that one does. ``pitch`` is that
    of the lines of the row.
    """
    is_code = is_cut_code([line.text for line in upper.lines], [line.text for line in lower.lines])
    is_code = is_code or is_cut_target(upper.text, lower.text)
    if is_figure(upper.text) != is_figure(lower.text) and not is_code:
        return False
    if not _meet(upper, lower, lean=lean, pitch=pitch):
        return False
    if is_figure(upper.text) and "." in upper.text and "." in lower.text:
        return False
    if len(upper.lines) == 1 and None not in {ordinal_of(upper.text), ordinal_of(lower.text)}:
        return False
    if _are_entries(upper, lower) or are_targets(upper.text, lower.text):
        return False
    return _fills_width(upper, lower) or _ends_a_paragraph(upper) or is_in_brackets(upper.text, lower.text)


def _are_entries(upper: Part, lower: Part) -> bool:
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


def _is_next_item(upper: Part, lower: Part) -> bool:
    """Whether a list that counts from 1 goes on right under the break with its next item."""
    numbers = [number for line in upper.lines if (number := ordinal_of(line.text)) is not None]
    is_list = len(numbers) > 1 or upper.text[-1:] in "；;"
    begins = lower.lines[0].top - lower.box.top < _PITCH * lower.lines[0].size
    return is_list and begins and [*numbers, ordinal_of(lower.text)] == list(range(1, len(numbers) + 2))


def is_in_brackets(upper: str, lower: str) -> bool:
    """Whether a text leaves a bracket open that the other closes."""
    first = _BRACKET.search(lower)
    return has_open_bracket(upper) and first is not None and first[0] in ")）"


def has_open_bracket(text: str) -> bool:
    """Whether a text opens more brackets than it closes."""
    opened, closed = (sum(map(text.count, signs)) for signs in ("(（", ")）"))
    return opened > closed


def _meet(upper: Part, lower: Part, *, lean: float | None = None, pitch: float = 0.0) -> bool:
    """Whether a text reaches down to the page break and the other begins right under it, or leans as another does.

    The text leaves no room for a line of this ``pitch``.
    """
    last, first = upper.lines[-1], lower.lines[0]
    begins = first.top - lower.box.top < _PITCH * first.size if lean is None else abs(_lean(lower) - lean) < first.size
    return upper.end.bottom - last.bottom < max(_PITCH * last.size, pitch) and begins


def _pitch(upper: Part, lower: Part) -> float:
    """How far apart the tops of the first two lines of a cell are; less than two heights of type, 0 of single lines."""
    pairs = (part.lines[:2] for part in (upper, lower) if len(part.lines) > 1)
    found = (second.top - first.top for first, second in pairs)
    return max((pitch for pitch in found if pitch < 2 * upper.lines[-1].size), default=0.0)


def _margin(above: Sequence[Part]) -> float:
    """How far the lowest text of a row stands above its foot, where that is no room for a line; else 0."""
    ends = [(part.end.bottom - part.lines[-1].bottom, part.lines[-1].size) for part in above if part.lines]
    distance, size = min(ends, default=(0.0, 0.0))
    return distance if 0 < distance < size / 2 else 0.0


def _lean(part: Part) -> float:
    """By how much more room a cell has above its text than below it, in points."""
    return (part.lines[0].top - part.box.top) - (part.box.bottom - part.lines[-1].bottom)


def _is_broken(upper: Part, lower: Part) -> bool:
    """Whether a text of several lines reaches down to the page break and words begin right under it."""
    return len(upper.lines) > 1 and not is_figure(lower.text) and _meet(upper, lower)


def _fills_width(upper: Part, lower: Part) -> bool:
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


def _had_no_room(upper: Part, lower: Part, pitch: float) -> bool:
    """Whether the whole first line below fits nowhere behind the last line above: some programs do not part 1%扣."""
    line, following = upper.lines[-1], lower.lines[0]
    if is_figure(upper.text) or is_figure(lower.text) or _are_entries(upper, lower):
        return False
    if are_targets(upper.text, lower.text):
        return False
    margin = following.x0 - lower.box.x0
    return _meet(upper, lower, pitch=pitch) and following.x1 - following.x0 > upper.end.x1 - margin - line.x1


def _ends_a_paragraph(part: Part) -> bool:
    return len(part.lines) >= _LONG_TEXT and part.lines[-1].text[-1] in "。；;"


def _is_cut_span(upper: Part, lower: Part) -> bool:
    """Whether two cells are the halves of a merged one: both over several rows, and printed in one of them only.

    Of one row only is left above where that opens a bracket which the other closes.
    """
    if lower.is_merged and is_in_brackets(upper.text, lower.text):
        return _runs_on(upper, lower)
    if not lower.is_merged or (upper.text and lower.text and key_of(upper.text) != key_of(lower.text)):
        return False
    return not lower.text or upper.is_merged
