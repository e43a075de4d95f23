"""Workbooks (.xlsx, .xls): each visible sheet as its titles, its tables and its notes.

A sheet has no mark where a table begins: lines of a single text above rows of several cells are titles, lines of a
single text over the whole width below them are notes, and a blank line and a title within a sheet begin a new table,
as a line does that reads as the title of a table; so do titles side by side over a blank column.
What is shown counts: hidden sheets, rows and columns are left out, a formula is its last result, and a number is
printed through its number format.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.documents.building import Builder, Placed
from pipeline.documents.model import Content, UnreadableError, squeezed
from pipeline.documents.scan.pictured import pictured
from pipeline.documents.titles import ends_as_title

_DEFAULT_NAME = re.compile(r"(?i)(sheet|工作表|表|chart)\s*\d*")
_NUMBERED = re.compile(r"^(?:附?表)?[\W\dA-Za-z一二三四五六七八九十]+|[\W\d]+$")
_NOTE = re.compile(r"\s*(注|备注|说明)\s*[:：]")
# A title has so many characters at least and at most.
_SHORTEST_TITLE, _LONGEST_TITLE = 3, 39
# A code of a page header: the font, a colour, the size, or a letter.
_HEAD_CODE = re.compile(r'&("[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d{1,3}|.)', re.DOTALL)
_WIDE_GAP = 20
_MAX_CELLS = 1_000_000


@dataclass(slots=True)
class Sheet:
    """What a sheet shows, rows and columns from 0.

    Texts by (row, column), merged ranges (first row, first column, last row, last column), hidden rows, hidden columns
    as ranges (first, last), what lies over the cells: the lines of text boxes and the files of pictures, the page
    headers (页眉) as the file has them, left, middle and right with their codes, and how many cells hold a formula
    without its result.
    """

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    page_heads: list[str] = field(default_factory=list)
    without_result: int = 0

    def keep(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Take out the texts that begin outside the range from one place to another."""
        self.texts = {
            (row, col): text
            for (row, col), text in self.texts.items()
            if first[0] <= row <= last[0] and first[1] <= col <= last[1]
        }


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell of the sheet without its hidden rows and columns, last row and column included."""

    row: int
    col: int
    last_row: int
    last_col: int
    text: str


def content(sheets: Iterable[Sheet]) -> Content:
    """The blocks of the sheets in order."""
    builder = Builder()
    for sheet in sheets:
        _add_sheet(builder, sheet)
    return builder.content()


def _add_sheet(builder: Builder, sheet: Sheet) -> None:
    if sheet.page_heads:
        builder.page_head("\n".join(_shown_head(head, sheet.name) for head in sheet.page_heads))
    regions = [region for part in _side_by_side(_shown(sheet)) for region in _regions(_by_row(part))]
    for number, region in enumerate(regions):
        above, body, below = _parts(region)
        if body and number == 0 and _says_more(sheet.name, above):
            builder.paragraph(sheet.name)
        for cell in above:
            builder.paragraph(cell.text)
        if body:
            _add_table(builder, body)
        for cell in below:
            builder.paragraph(cell.text)
    if sheet.without_result:
        builder.unread(
            f"{sheet.without_result} cells of the sheet {sheet.name} hold formulas whose results are not stored; "
            "open the workbook in a spreadsheet program and save it"
        )
    for text in sheet.boxes:
        builder.paragraph(text)
    for picture in sheet.pictures:
        try:
            builder.include(pictured(picture))
        except UnreadableError as error:
            builder.unread(f"a picture: {error}")


def _shown_head(head: str, name: str) -> str:
    """What a page header shows, a line for each of its parts; numbers of pages, dates and pictures are left out."""

    def shown(code: re.Match[str]) -> str:
        return {"&": "&", "A": name}.get(code[1], "\n" if code[1] in "LCR" else "")

    return _HEAD_CODE.sub(shown, head)


def _says_more(name: str, titles: Sequence[_Shown]) -> bool:
    """Whether a sheet's name is one that somebody gave and that its titles do not repeat."""
    words = _NUMBERED.sub("", squeezed(name))
    printed = "".join(squeezed(title.text) for title in titles)
    return _DEFAULT_NAME.fullmatch(name.strip()) is None and (not titles or (bool(words) and words not in printed))


def _shown(sheet: Sheet) -> list[_Shown]:
    """The cells with a text, in order, at their places among the visible rows and columns."""
    columns = sorted(sheet.hidden_columns)
    hidden_rows = sorted(sheet.hidden_rows)

    def row_at(row: int) -> int:
        return row - bisect_left(hidden_rows, row)

    def column_at(col: int) -> int:
        return col - sum(min(last, col - 1) - first + 1 for first, last in columns if first < col)

    ranges = {(first, left): (last, right) for first, left, last, right in sheet.merges}
    shown = []
    for (row, col), text in sorted(sheet.texts.items()):
        last, right = ranges.get((row, col), (row, col))
        top, left, bottom, end = row_at(row), column_at(col), row_at(last + 1) - 1, column_at(right + 1) - 1
        if text.strip() and bottom >= top and end >= left:
            shown.append(_Shown(top, left, bottom, end, text))
    return shown


Rows = list[list[_Shown]]


def _by_row(cells: Iterable[_Shown]) -> dict[int, list[_Shown]]:
    rows: dict[int, list[_Shown]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _side_by_side(cells: Sequence[_Shown]) -> list[list[_Shown]]:
    """The cells of each table where tables stand side by side, each under a title, with a blank column between."""
    parts: list[list[_Shown]] = []
    end = -1
    for cell in sorted(cells, key=lambda cell: cell.col):
        if not parts or cell.col > end + 1:
            parts.append([])
        parts[-1].append(cell)
        end = max(end, cell.last_col)
    parts = [sorted(part, key=lambda cell: (cell.row, cell.col)) for part in parts]
    if len(parts) < 2 or not all(_is_titled(part) for part in parts):
        return [list(cells)]
    return parts


def _is_titled(cells: Sequence[_Shown]) -> bool:
    """Whether the first line is a title alone, above lines of several cells."""
    first, *below = _by_row(cells).values()
    return len(first) == 1 and _reads_as_title(first[0].text) and any(len(row) > 1 for row in below)


def _reads_as_title(text: str) -> bool:
    title = squeezed(text)
    return ends_as_title(title) and _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE


def _regions(by_row: dict[int, list[_Shown]]) -> list[Rows]:
    """The rows of the sheet in regions.

    Cut where after a blank line a single text stands above another table, at a title, and at any wide gap.
    """
    regions: list[Rows] = []
    bottom = -1
    is_far = False
    for number in sorted(by_row):
        row = by_row[number]
        gap = number - bottom - 1
        alone = len(row) == 1 and not _NOTE.match(row[0].text)
        is_title = alone and _reads_as_title(row[0].text)
        begins = ((gap > 0 and alone) or is_title) and bool(regions) and _has_table(regions[-1])
        if not regions or begins or gap > _WIDE_GAP:
            is_far = gap > _WIDE_GAP
            regions.append([])
        regions[-1].append(row)
        bottom = max(bottom, *(cell.last_row for cell in row))
    if len(regions) > 1 and not is_far and not _has_table(regions[-1]):
        regions[-2].extend(regions.pop())
    return regions


def _has_table(region: Rows) -> bool:
    return any(len(row) > 1 for row in region)


def _parts(region: Rows) -> tuple[list[_Shown], Rows, list[_Shown]]:
    """Titles, table and notes of a region; one without a row of several cells is text alone."""
    first = next((i for i, row in enumerate(region) if len(row) > 1), None)
    if first is None:
        return [row[0] for row in region], [], []
    end = len(region)
    left = min(row[0].col for row in region[first:])
    right = max(cell.col for row in region[first:] for cell in row)
    while end > first and len(region[end - 1]) == 1 and _is_note(region[end - 1][0], left, right):
        end -= 1
    return [row[0] for row in region[:first]], region[first:end], [row[0] for row in region[end:]]


def _is_note(cell: _Shown, left: int, right: int) -> bool:
    is_wide = cell.col <= left and cell.last_col >= right and right > left
    return is_wide or _NOTE.match(cell.text) is not None


def _add_table(builder: Builder, rows: Sequence[Sequence[_Shown]]) -> None:
    """A table over the rows in use and the columns in which a text begins; places without a text are blank cells."""
    cells = [cell for row in rows for cell in row]
    top, bottom = rows[0][0].row, rows[-1][0].row
    columns = sorted({cell.col for cell in cells})
    if len(columns) * (bottom - top + 1) > _MAX_CELLS:
        raise UnreadableError("a sheet with more cells than any disclosure has")
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for cell in cells:
        left = bisect_left(columns, cell.col)
        right = bisect_left(columns, cell.last_col + 1)
        last = min(cell.last_row, bottom)
        covered = {(row, col) for row in range(cell.row, last + 1) for col in range(left, right)}
        if covered & taken:
            right, last, covered = left + 1, cell.row, {(cell.row, left)}
        if not covered & taken:
            taken |= covered
            placed.append(Placed(cell.row - top, left, right, cell.text, last - cell.row + 1))
    placed.extend(
        Placed(row - top, col, col + 1, "")
        for row in range(top, bottom + 1)
        for col in range(len(columns))
        if (row, col) not in taken
    )
    builder.table(placed, bottom - top + 1)
