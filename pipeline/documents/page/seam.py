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
from pipeline.documents.page.cut_figures import are_targets, is_cut_figure, is_cut_target, is_target_alone
from pipeline.documents.page.figures import has_figure, is_figure
from pipeline.documents.page.part import Part, key_of
from pipeline.documents.page.running_on import (
    are_entries,
    begins_at_break,
    fills_width,
    had_no_room,
    had_room,
    is_broken,
    is_in_brackets,
    is_next_item,
    lean_of,
    margin_under,
    meet,
    pitch_of,
    runs_on,
)

# The beginning of a project's code.
_LONG_NUMBER = re.compile(r"\d{8,}")
_AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
# In which rows, counted from 0, the lines of a header stand.
_LINES_OF_HEAD = 3


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
        if upper.text and lower.text and key_of(upper.text) != key_of(lower.text) and not runs_on(upper, lower)
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
    return (fills_width(upper, lower) and not had_room(upper, lower)) or is_in_brackets(upper.text, lower.text)


def _may_be_one_row(pairs: Sequence[tuple[Part, Part]]) -> bool:
    """Whether open cells can be one row with those below: nowhere a figure, or two whole texts, in both."""
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    first = next((pair for pair in pairs if pair[0].text or pair[1].text), None)
    return all(runs_on(*pair) for pair in both) and (first is None or not (first in both and len(both) == 1))


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
    if any(len(upper.lines) > 1 and runs_on(upper, lower) for upper, lower in both):
        return True
    if len(both) == len(printed) and all(is_next_item(*pair) for pair in both):
        return bool(both)
    ended = any(upper.text and not lower.text and not upper.is_merged for upper, lower in pairs)
    return ended and len(both) == len(printed) and all(_is_open_rest(*pair) for pair in both)


def _is_open_rest(upper: Part, lower: Part) -> bool:
    """Whether a text begins right under the break, and the one of several lines above it has no room for what comes."""
    return (
        begins_at_break(lower) and len(upper.lines) > 1 and fills_width(upper, lower) and not are_entries(upper, lower)
    )


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
        and all(upper.text and runs_on(upper, lower) for upper, lower in in_row)
    ):
        return True
    if sum(not upper.is_merged for upper, _ in in_row) >= len(printed):
        return False
    if all(upper.text for upper, _ in in_row):
        texts = [part for part in printed if not is_figure(part.text)]
        deepest = max((len(part.lines) for part in texts), default=0)
        # Where another text of the row has a line more, one had room.
        full = all(len(upper.lines) == deepest for upper, _ in in_row if upper in texts)
        pitch = max(pitch_of(*pair) for pair in in_row) + margin_under(above) if full else 0.0
        run_on = [pair for pair in in_row if runs_on(*pair, pitch=pitch)]
        leans = [lean_of(lower) for _, lower in run_on]
        if run_on and all(
            pair in run_on
            or any(runs_on(*pair, lean=lean) for lean in leans)
            or (len(run_on) > 1 and had_no_room(*pair, pitch))
            for pair in in_row
        ):
            return True
    going_on = in_row
    return len(going_on) > 1 and all(is_broken(upper, lower) for upper, lower in going_on)


def _is_target_overleaf(going_on: Sequence[tuple[Part, Part]]) -> bool:
    """Whether all that is printed below is a target, and the text above it ends at the break with what it is of."""
    (upper, lower), *others = going_on
    if others or not upper.text or not is_target_alone(lower.text) or is_figure(upper.text):
        return False
    return meet(upper, lower) and not are_targets(upper.text, lower.text)


def _are_cut_targets(in_row: Sequence[tuple[Part, Part]]) -> bool:
    """Whether the break cuts a target where none ends, and all other texts of the row run on: they are one row."""
    cut = [pair for pair in in_row if is_cut_target(pair[0].text, pair[1].text) and meet(*pair)]
    return bool(cut) and all(pair in cut or runs_on(*pair) for pair in in_row if pair[1].text)


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
    going_on = [pair for pair in both if runs_on(*pair)]
    return len(going_on) > 1 and all(meet(*pair) and not has_figure(pair[1].text) for pair in both)


def _is_over(upper: Part, lower: Part) -> bool:
    """Whether a text stands over several columns, that of a cell below among them."""
    is_wide = bool(upper.text) and upper.col_end - upper.col > 1
    return is_wide and upper.col <= lower.col and lower.col_end <= upper.col_end


def _is_cut_span(upper: Part, lower: Part) -> bool:
    """Whether two cells are the halves of a merged one: both over several rows, and printed in one of them only.

    Of one row only is left above where that opens a bracket which the other closes.
    """
    if lower.is_merged and is_in_brackets(upper.text, lower.text):
        return runs_on(upper, lower)
    if not lower.is_merged or (upper.text and lower.text and key_of(upper.text) != key_of(lower.text)):
        return False
    return not lower.text or upper.is_merged
