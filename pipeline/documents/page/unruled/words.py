"""Words of a row: the finest pieces that a page prints apart, of which cells are made where no ruling tells them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.lines import Line, line_of, split_at_gaps
from pipeline.documents.page.model import Glyph
from pipeline.documents.page.rows import IDEOGRAPHS, Row

# Characters further apart than this part of their height are two words.
_WORD_GAP = 0.15
_MAYBE_HEADERS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """Printed characters without room between them, where they stand in points, and the row that they are part of."""

    glyphs: tuple[Glyph, ...]
    row: Row
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_figure: bool

    @property
    def middle(self) -> float:
        """The height of the middle."""
        return (self.top + self.bottom) / 2


def words_of(row: Row) -> list[Word]:
    """The words of a row, left to right; ideographs that blanks spread are one, but three may be headers (类 款 项)."""
    words = [_word(piece, row) for piece in split_at_gaps(row.glyphs, _WORD_GAP + row.spacing)]
    found: list[Word] = []
    while words:
        run = [words.pop(0)]
        while words and is_spread(run[-1], words[0]) and words[0].glyphs[0].text >= IDEOGRAPHS:
            run.append(words.pop(0))
        is_one = len(run) != _MAYBE_HEADERS and run[0].glyphs[0].text >= IDEOGRAPHS
        found += [_word([glyph for word in run for glyph in word.glyphs], row)] if is_one else run
    return found


def _word(piece: Sequence[Glyph], row: Row) -> Word:
    return Word(
        tuple(piece),
        row,
        piece[0].x0,
        max(glyph.x1 for glyph in piece),
        min(glyph.top for glyph in piece),
        max(glyph.bottom for glyph in piece),
        piece[0].size,
        is_figure("".join(glyph.text for glyph in piece)),
    )


def lines_in(words: Iterable[Word]) -> list[Line]:
    """The lines that these words make, blanks between the words of one row included, from top to bottom."""
    by_row: dict[int, list[Word]] = {}
    for word in words:
        by_row.setdefault(id(word.row), []).append(word)
    lines = []
    for of_row in by_row.values():
        x0, x1 = min(word.x0 for word in of_row), max(word.glyphs[-1].x0 for word in of_row)
        own = {id(glyph) for word in of_row for glyph in word.glyphs}
        glyphs = [g for g in of_row[0].row.glyphs if id(g) in own or (g.text.isspace() and x0 <= g.x0 <= x1)]
        line = line_of(glyphs)
        if line is not None:
            lines.append(line)
    return sorted(lines, key=lambda line: (line.top, line.x0))


def is_spread(left: Word, right: Word) -> bool:
    """Whether printed blanks alone part two single characters of a row: a text whose characters are spread."""
    if len(left.glyphs) > 1 or len(right.glyphs) > 1:
        return False
    end = left.x1
    room = (_WORD_GAP + left.row.spacing) * left.size
    for blank in (glyph for glyph in left.row.glyphs if glyph.text.isspace() and left.x0 < glyph.x0 < right.x0):
        if blank.x0 - end > room:
            return False
        end = blank.x1
    return end > left.x1 and right.x0 - end <= room
