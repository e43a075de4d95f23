"""A cell of a table that runs over pages, and how it takes in its rest from below a page break."""

from dataclasses import dataclass

from pipeline.documents.model import Box
from pipeline.documents.page.lines import Line


@dataclass(slots=True)
class Part:
    """A cell of a joined table: its place in the grid of all parts, its text and where it stands on paper.

    ``page`` and ``box`` are of its first part, ``end`` is the box of its last part, on the last page that it reaches.
    """

    row: int
    col: int
    row_end: int
    col_end: int
    text: str
    page: int
    box: Box
    end: Box
    lines: tuple[Line, ...] = ()
    open_above: bool = False
    open_below: bool = False

    @property
    def columns(self) -> tuple[int, int]:
        """The columns that the cell covers."""
        return self.col, self.col_end

    @property
    def is_merged(self) -> bool:
        """Whether the cell covers several rows."""
        return self.row_end - self.row > 1


def continue_cell(upper: Part, lower: Part) -> None:
    """Let the upper cell take in the lower one; text that is printed on both pages stands once."""
    if not upper.text and lower.text:
        upper.text, upper.lines = lower.text, lower.lines
        upper.page, upper.box = lower.page, lower.box
    elif lower.text:
        upper.text, upper.lines = _overlapped(upper.text, lower.text), (*upper.lines, *lower.lines)
    upper.row_end = max(upper.row_end, lower.row_end)
    upper.end, upper.open_below = lower.end, lower.open_below


def _overlapped(upper: str, lower: str) -> str:
    """The lines of both, once where both pages print them: one text inside the other, or the last lines of one first.

    A line that the break cuts lengthwise may have lost its points and commas, so only words and digits are compared.
    """
    if key_of(lower) == key_of(upper):
        return max(upper, lower, key=_printed)
    if _holds(upper, lower):
        return upper
    if _holds(lower, upper):
        return lower
    first, second = upper.split("\n"), lower.split("\n")
    for count in range(min(len(first), len(second)), 0, -1):
        if [key_of(line) for line in first[-count:]] == [key_of(line) for line in second[:count]]:
            shared = [max(pair, key=_printed) for pair in zip(first[-count:], second[:count], strict=True)]
            return "\n".join([*first[:-count], *shared, *second[count:]])
    return f"{upper}\n{lower}"


def _holds(text: str, part: str) -> bool:
    """Whether whole lines of a text are the other text; a piece of a line is no second printing of it."""
    lines, keys = [key_of(line) for line in text.split("\n")], [key_of(line) for line in part.split("\n")]
    return any(lines[start : start + len(keys)] == keys for start in range(len(lines) - len(keys) + 1))


def key_of(text: str) -> str:
    """The words and digits of a text, by which two printings of it are compared."""
    return "".join(filter(str.isalnum, text))


def _printed(text: str) -> int:
    return len("".join(text.split()))
