"""Tables whose lines are drawn with characters: ``|`` between cells and, in some forms, ``+---+`` between rows.

Three forms are told apart by their lines. *Boxes* (reStructuredText, pandoc) have rules over and under every cell. In
*Markdown* a line of dashes between pipes stands under the first row, and each other line is a row. Otherwise cells are
*padded* to the width of their columns, as word processors' plain exports do, and a text too long for its cell goes on
in the next line. In boxes and padded cells an East Asian character is two places wide, so that merged cells show their
true width. Markdown has none: a merged text is repeated in its columns, or blanks follow it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from pipeline.documents.model import Block, Content, Paragraph, Table
from pipeline.documents.text.boxes import cells_of_boxes
from pipeline.documents.text.padded import table_of_padded
from pipeline.documents.text.plain_text import make_table
from pipeline.documents.text.repeated import repeats_rows, with_merged_texts
from pipeline.documents.text.whole_rows import with_whole_rows
from pipeline.documents.text.wrapped import margins, unwrapped

VERSION = "16"

_RULE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
# A cell over several rows stands beside the rule between them.
_PIPED = re.compile(r"\s*(?:\||\+[-=:]+\+).*[|+]\s*", re.DOTALL)
_OPEN = re.compile(r"\s*\|")
_CLOSED = re.compile(r"\|\s*$")
_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:[|+]\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
# Pipes between cells of lines that do not begin and end with one stand between blanks.
_INNER = re.compile(r"(?:^|\s)\|(?:\s|$)")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
# A sign of punctuation behind a backslash is that sign in Markdown.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"#{1,6}\s+")
_FEWEST_LINES = 3
# A row has no more lines.
_MOST_LINES = 60


def detect(text: str) -> bool:
    """Whether a text has such tables, and none with TABs."""
    lines = _whole(text.split("\n"))
    ruled = sum(_ruled(lines))
    return ruled >= _FEWEST_LINES and sum("\t" in line for line in lines) < ruled


def read(text: str) -> Content:
    """Paragraphs and tables of a text whose line ends are ``\\n``; a blank line ends a table."""
    blocks: list[Block] = []
    tables = paragraphs = 0
    all_lines = _whole(text.split("\n"))
    at = margins(all_lines)
    for ruled, group in groupby(zip(_ruled(all_lines), all_lines, strict=True), key=lambda pair: pair[0]):
        lines = [line for _, line in group]
        table = _table(tables + 1, lines) if ruled else None
        if table is not None:
            tables += 1
            blocks.append(table)
            continue
        for line in unwrapped(lines, at):
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, _ESCAPED.sub(r"\1", _HEADING.sub("", line.strip(), count=1))))
    return Content(tuple(blocks))


def _whole(lines: Sequence[str]) -> list[str]:
    """The lines, those of one row put together: down to the pipe that closes it, or as many as have its pipes."""
    if any(map(_RULE.fullmatch, lines)):
        return list(lines)
    # A first row has a text in its first cell, so that a pipe before it is one that opens each row.
    first = [next(group) for piped, group in groupby(lines, key=lambda line: _PIPE.search(line) is not None) if piped]
    opened = sum(_OPEN.match(line) is not None for line in first)
    return _closed(lines) if 4 * opened > len(first) else with_whole_rows(lines, "|")


def _closed(lines: Sequence[str]) -> list[str]:
    """The lines, each that begins with a pipe with those down to the one that ends with a pipe."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        if _OPEN.match(lines[at]) and not _CLOSED.search(lines[at]):
            rest = range(at + 1, min(at + _MOST_LINES, len(lines)))
            end = next(
                (n for n in rest if not lines[n].strip() or _OPEN.match(lines[n]) or _CLOSED.search(lines[n])), at
            )
            end = end if _CLOSED.search(lines[end]) and not _OPEN.match(lines[end]) else at
        found.append("\n".join(lines[at : end + 1]))
        at = end + 1
    return found


def _ruled(lines: Sequence[str]) -> list[bool]:
    """Which lines are of tables: those between pipes, and three and more with pipes inside that follow each other."""
    found: list[bool] = []
    for inside, group in groupby(lines, key=lambda line: _PIPE.search(line) is not None or bool(_RULE.fullmatch(line))):
        of_group = list(group)
        is_run = inside and len(of_group) >= _FEWEST_LINES and sum(map(_has_cells, of_group)) >= _FEWEST_LINES
        found += (is_run or _PIPED.fullmatch(line) is not None for line in of_group)
    return found


def _has_cells(line: str) -> bool:
    return _INNER.search(line) is not None


def _table(number: int, lines: Sequence[str]) -> Table | None:
    """The table of lines that belong together; None where they hold no text, or boxes that are not closed."""
    if any(map(_RULE.fullmatch, lines)):
        n_rows, n_cols, cells = cells_of_boxes([line.strip() for line in lines])
        printed = Counter(filter(str.isalnum, "".join(lines)))
        is_whole = printed == Counter(filter(str.isalnum, "".join(cell.text for cell in cells)))
        return Table(number, n_rows, n_cols, cells) if is_whole and printed else None
    bare = [line.strip() for line in lines if _DASHES.fullmatch(line) is None]
    closed = all(line.startswith("|") and line.endswith("|") and len(line) > 1 for line in bare)
    if closed and len(bare) == len(lines) and (table := table_of_padded(number, bare)) is not None:
        return table
    rows = [_texts(line, closed=closed) for line in bare]
    if not any(map(any, rows)):
        return None
    width = max(map(len, rows))
    if len(bare) < len(lines):
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
    if len(set(map(len, rows))) == 1 and repeats_rows(rows):
        return with_merged_texts(number, rows)
    return make_table(number, rows)


def _texts(line: str, *, closed: bool) -> list[str]:
    parts = _PIPE.split(line.strip())[1:-1] if closed else _PIPE.split(line)
    return [_ESCAPED.sub(r"\1", _BREAK.sub("\n", part)).strip(" ") for part in parts]
