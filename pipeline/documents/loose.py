"""Figures of tables outside all cells: laid out or joined with blanks, tabs or pipes, or each on a line of its own.

Texts print them so, and pages whose columns could not be told apart. Which row and column such a figure belongs to is
not printed, and is not guessed: the lines stay lines, and are noted as a table that was not read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.model import Content, Paragraph, Unread

_AMOUNT = r"-?(?:[\d,，]*\d\.\d{1,6}|\d{1,3}(?:[,，]\d{3})+)"
_LOOSE = re.compile(
    rf"(?:^|.*(?:\t|[ \u3000]{{2}})){_AMOUNT}(?:$|(?:\t|[ \u3000]{{2}}).*)|.*\|[ \u3000]*{_AMOUNT}[ \u3000]*(?:\|.*)?"
    # Names and amounts in turn, a blank between them and no sentence around.
    rf"|(?:.*[ \u3000])?{_AMOUNT}[ \u3000]{_AMOUNT}(?:$|[ \u3000].*)|[^，。；,;]*[^\d\s，。；,;：:][ \u3000]{_AMOUNT}"
    # Two amounts without anything between: 10.007.00.
    r"|.*\d\.\d\d-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d\d(?!\d).*"
)
_LONGEST = 400
"""No row is longer: what is, is a paragraph of text."""
_FEWEST = 3
# Lines without figures between two rows of one table: names that stand on lines of their own.
_MOST_BETWEEN = 12


def with_loose_figures(content: Content) -> Content:
    """What a reader found, with a note for each run of lines with such figures, at the paragraph where it begins."""
    paragraphs = [block for block in content.blocks if isinstance(block, Paragraph)]
    notes = tuple(_unread_tables(paragraphs))
    return replace(content, unread=(*content.unread, *notes)) if notes else content


def _unread_tables(paragraphs: Sequence[Paragraph]) -> Iterator[Unread]:
    run: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph.text) > _LONGEST or _LOOSE.fullmatch(paragraph.text) is None:
            continue
        if run and index - run[-1] > _MOST_BETWEEN:
            yield from _noted(paragraphs, run)
            run = []
        run.append(index)
    yield from _noted(paragraphs, run)


def _noted(paragraphs: Sequence[Paragraph], run: Sequence[int]) -> Iterator[Unread]:
    if len(run) >= _FEWEST:
        number = paragraphs[run[0]].number
        yield Unread(number, f"{len(run)} lines with figures of a table whose cells cannot be told apart")
