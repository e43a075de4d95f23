"""Lines of a page as rows of texts: where no ruling tells cells apart, the gaps between texts do."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.documents.page.figures import is_figure
from pipeline.documents.page.lines import Line, line_of, split_at_gaps
from pipeline.documents.page.model import Glyph

# Texts of one row that are further apart than this many characters are different cells; so are two figures, and a name
# and an amount beside it, from fewer on.
_CELL_GAP = 1.0
_FIGURE_GAP = 0.5
# Ideographs, from this one on, that are nearer than this are set without spacing.
_LEAST_SPACING = 0.08
_FEWEST_GAPS = 5
# Where texts of so many rows begin a column does, and a text further behind another than this is of it.
_FEWEST_BEGINS = 4
_NARROW_GAP = 0.4
IDEOGRAPHS = "\u4e00"
_AMOUNT_GAP = 0.15
_NAME_AND_AMOUNT = re.compile(r"(.*[^\x00-\xff−△▲￥])([-−△▲]?[¥￥]?[\d,]+\.\d+|[-−△▲]?[¥￥]?\d{1,3}(?:,\d{3})+)")
_AMOUNT_BEFORE = re.compile(
    r"(-?\d[\d,]*\.\d{2}(?=\d{3,7}$|[^\d.,%％])|-?\d[\d,]*\.\d{3,6}(?=[^\d.,%％])|-?\d{1,3}(?:,\d{3})+(?=[^\d.,%％]))"
    r"([^\d.,%％].*|[2-5]\d{2}(?:\d{2}){0,2})"
)
CODE = re.compile(r"[2-5]\d{2}(\d{2}){0,2}")
# The dashes beside the number of a page are no further from it, in heights of type.
_NUMBER_IN_DASHES = 3
_NEAR_DASHES = 2.5
# Rows further apart than this many characters are not in one table.
ROW_DISTANCE = 4.0
# A line nearer to a row than this part of the common distance of rows is part of that row.
SAME_ROW = 0.95


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page: its texts and the characters they are made of.

    ``spacing`` is how far the characters of the page's words are apart, in parts of their height.
    """

    texts: tuple[Line, ...]
    glyphs: tuple[Glyph, ...]
    spacing: float = 0.0

    @property
    def top(self) -> float:
        """The upper edge of the texts."""
        return min(text.top for text in self.texts)

    @property
    def bottom(self) -> float:
        """The lower edge of the texts."""
        return max(text.bottom for text in self.texts)

    @property
    def size(self) -> float:
        """The height of the largest type."""
        return max(text.size for text in self.texts)

    @property
    def middle(self) -> float:
        """The middle between upper and lower edge."""
        return (self.top + self.bottom) / 2

    @property
    def base(self) -> float:
        """The height of the line that the first character stands on."""
        return self.glyphs[0].base

    @property
    def figures(self) -> list[Line]:
        """The texts that are figures."""
        return [text for text in self.texts if is_figure(text.text)]

    @property
    def width(self) -> float:
        """From the left end of the first text to the right end of the last."""
        return self.texts[-1].x1 - self.texts[0].x0

    @property
    def is_data(self) -> bool:
        """Whether the row prints a figure beside something else, or a code whose name stands on lines of its own."""
        return bool(self.figures) and (len(self.texts) > 1 or CODE.fullmatch(self.texts[0].text) is not None)


def spacing_of(lines: Sequence[Sequence[Glyph]]) -> float:
    """How far ideographs beside each other are apart on these lines, in parts of their height: 0 unless spread."""
    return _common(gap for line in lines for gap in _gaps(line))


def spacings_of(lines: Sequence[Sequence[Glyph]]) -> list[float]:
    """The same for each of these lines: one with few ideographs in its cells is set as those in its type are."""
    own = [[gap for gap in _gaps(line) if gap < _CELL_GAP] for line in lines]
    in_type: dict[float, list[float]] = {}
    for line, gaps in zip(lines, own, strict=True):
        in_type.setdefault(_type_of(line), []).extend(gaps)
    common = {size: _common(gaps) for size, gaps in in_type.items()}
    return [
        _common(gaps) if len(gaps) >= _FEWEST_GAPS else common[_type_of(line)]
        for line, gaps in zip(lines, own, strict=True)
    ]


def _gaps(line: Sequence[Glyph]) -> list[float]:
    return [
        (x0 - before) / size
        for (text, _, _, before, _, size, _), (following, x0, _, _, _, _, _) in pairwise(line)
        if text >= IDEOGRAPHS and following >= IDEOGRAPHS and size
    ]


def _type_of(line: Sequence[Glyph]) -> float:
    return round(line[0].size, 1)


def _common(gaps: Iterable[float]) -> float:
    known = list(gaps)
    common = median(known) if known else 0.0
    return common if _LEAST_SPACING < common < _CELL_GAP else 0.0


def row_of(glyphs: Sequence[Glyph], spacing: float = 0.0) -> Row | None:
    """The row of the characters of one line, None where nothing is printed.

    The number of a page between dashes is one text.
    """
    whole = line_of(glyphs)
    if whole is None:
        return None
    if " " not in whole.text and not is_figure(whole.text) and not _may_be_amount(whole.text):
        return Row((whole,), tuple(glyphs), spacing)
    apart = [part for piece in split_at_gaps(glyphs, _CELL_GAP) for part in _figures(piece)]
    pieces = [part for piece in apart for part in _name_and_amount(piece)]
    if len(pieces) == _NUMBER_IN_DASHES and _is_number_in_dashes(*pieces):
        pieces = [[glyph for piece in pieces for glyph in piece]]
    return Row(tuple(text for text in map(line_of, pieces) if text is not None), tuple(glyphs), spacing)


def parted_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows, texts parted at a gap behind which texts of other rows begin: narrow cells stand so near."""
    begins = Counter(round(text.x0) for row in rows for text in row.texts)
    return [_parted(row, begins) for row in rows]


def _parted(row: Row, begins: Counter[int]) -> Row:
    starts = {text.x0 for text in row.texts}
    pieces: list[list[Glyph]] = []
    for piece in split_at_gaps(row.glyphs, _NARROW_GAP + row.spacing):
        x0 = piece[0].x0
        if not pieces or x0 in starts or sum(begins[round(x0) + off] for off in (-1, 0, 1)) >= _FEWEST_BEGINS:
            pieces.append([])
        pieces[-1] += piece
    if len(pieces) <= len(row.texts):
        return row
    return replace(row, texts=tuple(text for text in map(line_of, pieces) if text is not None))


def _is_number_in_dashes(before: Sequence[Glyph], number: Sequence[Glyph], behind: Sequence[Glyph]) -> bool:
    """Whether three texts are the number of a page (- 8 -), no nils beside a figure in columns of their own."""
    if len(before) > 1 or before[0].text.isalnum() or [glyph.text for glyph in behind] != [before[0].text]:
        return False
    room = max(number[0].x0 - before[0].x1, behind[0].x0 - number[-1].x1)
    return all(glyph.text.isdigit() for glyph in number) and room < _NEAR_DASHES * number[0].size


def moved(rows: Sequence[Row], down: float) -> list[Row]:
    """These rows so many points further down."""
    return [
        Row(
            tuple(text._replace(top=text.top + down, bottom=text.bottom + down) for text in row.texts),
            tuple(
                glyph._replace(top=glyph.top + down, bottom=glyph.bottom + down, base=glyph.base + down)
                for glyph in row.glyphs
            ),
            row.spacing,
        )
        for row in rows
    ]


def _figures(piece: list[Glyph]) -> list[list[Glyph]]:
    """Figures beside each other, apart."""
    return split_at_gaps(piece, _FIGURE_GAP) if is_figure("".join(glyph.text for glyph in piece)) else [piece]


def _name_and_amount(piece: list[Glyph]) -> list[list[Glyph]]:
    """A name that fills its column and the amount right behind it, apart; and what follows an amount in the next."""
    text = "".join([glyph.text for glyph in piece])
    if len(text) != len(piece) or not _may_be_amount(text):
        return [piece]
    for pattern in (_NAME_AND_AMOUNT, _AMOUNT_BEFORE):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        at = len(match[1])
        if piece[at].x0 - piece[at - 1].x1 > _AMOUNT_GAP * piece[at].size:
            return [part for half in (piece[:at], piece[at:]) for part in _name_and_amount(half)]
    return [piece]


def _may_be_amount(text: str) -> bool:
    """Whether a text may begin or end with an amount."""
    return text[0] == "-" or text[0].isdecimal() or text[-1].isdecimal()


def pitch_of(body: Sequence[Row]) -> float:
    """The common distance of rows: between rows of data without a line between them, where there are such."""
    steps = [below.middle - above.middle for above, below in pairwise(body) if above.is_data and below.is_data]
    return median(steps or [below.middle - above.middle for above, below in pairwise(body)])


def follows(above: Row, below: Row) -> bool:
    """Whether two rows are near enough to be of one table."""
    return below.top - above.bottom < ROW_DISTANCE * max(above.size, below.size)
