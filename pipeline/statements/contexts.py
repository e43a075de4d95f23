"""A table with the paragraphs around it: title, unit, names of budget units, and whether it continues another."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from rapidfuzz import fuzz, process

from pipeline.documents.model import Document, Paragraph, Table
from pipeline.documents.titles import SAID
from pipeline.statements.forms.blank_spans import with_spans
from pipeline.statements.forms.forms import is_form, names_project, pair_of
from pipeline.statements.forms.indicator_heads import header_row
from pipeline.statements.header_words import is_header_text
from pipeline.statements.heads import headers
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS
from pipeline.statements.heads.headers import Head, find_head
from pipeline.statements.heads.sparse_heads import spanned
from pipeline.statements.heads.units import counts_things, is_unit_alone, unit_of_line
from pipeline.statements.information import is_info, is_note, never_heads
from pipeline.statements.model import Reading
from pipeline.statements.numbers import has_digit
from pipeline.statements.rows.unit_keys import unit_key
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.empty_notes import is_empty_note
from pipeline.statements.titles.misread_titles import read_titles
from pipeline.statements.titles.title_words import say_nothing, unknown_part
from pipeline.statements.titles.titles import (
    StatementKind,
    as_titled,
    bare_title,
    find_title,
    is_title,
    kind_of_title,
    says_nothing,
    unknown_title,
)
from pipeline.statements.vocabulary import any_of, column_terms

_UNIT_NAME = re.compile(
    r"(?:单位名称|部门名称|编制单位|编制部门|填报单位|填报部门|部门\(单位\)|部门|单位)[::](?P<name>(?!.{0,4}元)[^::,;。]{4,40}?)"
    rf"(?={SAID}[::]|金额单位|$)"
)
_SHORTEST_UNIT = 4
# So many codes that stand in the table above begin a list anew; one or two may be headings printed again on a page.
_FIRST_CODES = 3
_PAIR = 2
# A header less like all headers of another table than this is none of them, also where some signs were misread.
_LIKENESS = 60.0
# So many standard tables of 决算 make a document one of final accounts.
_FEWEST_OF_ACCOUNTS = 3
# Tables that are printed beside the standard ones of budgets and of final accounts alike, under the same titles.
_WITHOUT_PHASE = frozenset({"procurement", "purchase_of_services", "operating_cost", "meeting_training"})
# So many rows of a table may print its number, title, unit of money and who prepared it, a line each.
_MOST_LINES = 6


class Context:
    """A table with the paragraphs around it."""

    def __init__(self, table: Table, between: Sequence[Paragraph], after: Sequence[Paragraph]) -> None:
        self.table = table
        self.between = between
        self.after = after
        found = find_title(between)
        inside = _title_in_table(table)
        kind = inside[1] if inside else found.kind if found else None
        info = _lines_of_information(between)
        above = unknown_title(between[: len(between) - info])
        named = inside[0] if inside else found.text if found else above or _unknown_title_in_table(table)
        self.title = bare_title(named) if named else None
        self.unknown_part = unknown_part(kind, named) if kind is not None and named else ""
        self.doubted = kind if self.unknown_part else None
        self.kind = kind if self.doubted is None else None
        self.of_accounts = False
        self.own = own = between[found.first if found else len(between) - info :]
        self.lines = [paragraph.text for paragraph in own[found.lines if found else 0 :]]
        self.furniture = {paragraph.number for paragraph in own}
        self.furniture |= {paragraph.number for paragraph in after if is_note(paragraph.text)}
        self.unit_line = next(
            (text for text in [*self._first_rows(), *[p.text for p in own]] if unit_of_line(text) is not None),
            "",
        )
        self.unit = unit_of_line(self.unit_line)
        texts = (text for line in (*self._first_rows(), *(p.text for p in own)) for text in line.split())
        self.counts_things = self.unit is None and any(map(counts_things, texts))

    @property
    def is_untitled(self) -> bool:
        """Whether no title says what the table is, or one with a word that is not understood (``doubted``)."""
        return self.kind is None and (self.title is None or says_nothing(self.title) or self.doubted is not None)

    @cached_property
    def names_project(self) -> bool:
        """Whether a line above the table names a project (项目名称：...)."""
        pairs = (pair_of(part) for paragraph in self.between for part in paragraph.text.split())
        return any(pair is not None and pair[0] == "project_name" for pair in pairs)

    @cached_property
    def head(self) -> Head:
        """Where the header of the table ends and its body begins."""
        return find_head(spanned(self.table).table)

    @cached_property
    def body(self) -> list[int]:
        """The rows under the header that do not print it again."""
        return headers.body_rows(self.table, self.head)

    @property
    def begins_with_total(self) -> bool:
        """Whether the first row under the header is a total: the beginning of a table whose total stands first."""
        body = self.table.rows[self.head.body - 1 : self.head.body]
        texts = (fold(cell.text) for row in body for cell in row if cell.text)
        return bool(self.head.header) and any(any_of("rows", "total", "patterns").fullmatch(text) for text in texts)

    @cached_property
    def paths(self) -> dict[int, tuple[str, ...]]:
        """The header texts above each column of the table."""
        return headers.header_paths(spanned(self.table).table, self.head)

    @property
    def uncertain_heads(self) -> frozenset[tuple[int, int]]:
        """The places of header texts that may stand over other columns too, and are in no path."""
        return spanned(self.table).uncertain

    @property
    def doubtful_columns(self) -> frozenset[int]:
        """The columns over which a header text may stand that is not in their path, or stands an amount."""
        of_amounts = {col for col, path in self.paths.items() if headers.holds_amount(path)}
        return spanned(self.table).doubtful | of_amounts

    def stated_units(self) -> Iterator[str]:
        """The names of budget units that the lines about this table state (单位名称：...)."""
        for text in [*self._first_rows(), *self.lines, *([self.between[-1].text] if self.between else [])]:
            for match in _UNIT_NAME.finditer(fold(text)):
                yield unit_key(match["name"])

    def listed_units(self) -> Iterator[str]:
        """The names in the columns of a grid that are headed as names of units."""
        if is_form(self.table, self.table.n_rows):
            return
        for col, path in self.paths.items():
            if path and column_terms().match(fold(path[-1])) == "unit_name":
                for row in range(self.head.body, self.table.n_rows + 1):
                    cell = self.table.grid.get((row, col))
                    if cell is not None and cell.row == row and len(fold(cell.text)) >= _SHORTEST_UNIT:
                        yield unit_key(cell.text)

    def _first_rows(self) -> list[str]:
        rows = _first_texts(self.table, 3)
        return [
            text
            for row in rows
            for text in row
            if is_info(text) or never_heads(text) or len(row) == 1 or (is_unit_alone(text) and _is_over_table(row))
        ]


def _is_over_table(row: Sequence[str]) -> bool:
    """Whether a row that prints a unit of money alone stands over a table, and does not count what an indicator has.

    Beside it there are lines of information, or one text that is no figure: a title, a unit.
    """
    others = [text for text in row if not is_unit_alone(text)]
    is_beside_one = len(row) == _PAIR and not any(map(has_digit, others))
    return is_beside_one or all(is_info(text) or never_heads(text) for text in others)


def _lines_of_information(between: Sequence[Paragraph]) -> int:
    """How many lines right above a table are its own information: the unit of money, the year, who prepared it."""
    return next((n for n, paragraph in enumerate(reversed(between)) if not is_info(paragraph.text)), len(between))


def contexts_of(document: Document) -> list[Context]:
    """Every table of a document with the paragraphs since the table before and the notes under it."""
    contexts = []
    between: list[Paragraph] = []
    blocks = _read(document)
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            between.append(block)
            continue
        after: list[Paragraph] = []
        for following in blocks[index + 1 :]:
            if not isinstance(following, Paragraph) or not (is_note(following.text) or is_empty_note(following.text)):
                break
            after.append(following)
        contexts.append(Context(block, between, after))
        between = []
    _trust_titles(contexts)
    _of_accounts(contexts)
    return contexts


def _of_accounts(contexts: Sequence[Context]) -> None:
    """In final accounts a table whose title says neither 决算 nor 预算 (政府采购情况表) prints actual amounts, too.

    So does one of no known statement (机构运行信息表).

    They are final accounts where all standard tables with a title are so named, and there are some.
    """
    standard = [
        as_titled(context.kind, context.title)
        for context in contexts
        if context.kind is not None and context.kind.budget and context.title is not None
    ]
    if len(standard) < _FEWEST_OF_ACCOUNTS or any(kind.phase != "actual" for kind in standard):
        return
    for context in contexts:
        context.of_accounts = "预算" not in (context.title or "")
        if context.of_accounts and context.kind is not None and context.kind.name in _WITHOUT_PHASE:
            context.kind = replace(context.kind, phase="actual")


def _read(document: Document) -> Sequence[Paragraph | Table]:
    """The blocks of a document, misread titles of a recognised one as they are meant."""
    if not document.is_recognised:
        return document.blocks
    lines = iter(read_titles([block for block in document.blocks if isinstance(block, Paragraph)]))
    return [next(lines) if isinstance(block, Paragraph) else block for block in document.blocks]


def _trust_titles(contexts: Sequence[Context]) -> None:
    """Let titles name their statement where the part of them that is not known says nothing of the table."""
    doubted = [(context.doubted.name, context.unknown_part) for context in contexts if context.doubted is not None]
    if not doubted:
        return
    trusted = sum(context.kind is not None and context.kind.budget for context in contexts)
    units = {name for context in contexts for name in context.stated_units()}
    meaningless = say_nothing(doubted, trusted + len(doubted), units)
    for context in contexts:
        if context.unknown_part in meaningless:
            context.kind, context.doubted = context.doubted, None


def continues(context: Context, above: Reading) -> bool:
    """Whether a table without a title goes on with the one before.

    A grid of indicators always does, also under the goals of the sheet above, the sheet of a project with its grid
    never, nor a grid under a line that names its project; another table where nothing but furniture stands between, if
    it has no header of its own or the header of the table above. A header begins another table where it has words that
    the table above has not, leaves out most of its header, follows its total, or stands over the same codes again; with
    a note between, as at the foot of a page, it takes the whole header.
    """
    heads_indicators = header_row(with_spans(context.table))
    if heads_indicators is not None and context.names_project:
        return False
    if heads_indicators == 1:
        return True
    if heads_indicators is not None and names_project(context.table, heads_indicators - 1):
        return False
    is_next = all(is_info(paragraph.text) for paragraph in context.between)
    if heads_indicators is not None and above.fields and not above.indicators and is_next:
        return True
    if context.head.header and above.columns and _is_complete(above, context.begins_with_total):
        return False
    if context.head.header and _begins_again(context, above):
        return False
    if not all(is_info(paragraph.text) or is_note(paragraph.text) for paragraph in context.between):
        return False
    has_note = any(is_note(paragraph.text) for paragraph in context.between)
    own = [squeeze(cell.text) for row in context.head.header for cell in context.table.rows[row - 1] if cell.text]
    own = [text for text in own if not never_heads(text)]
    known = {text for column in above.columns for text in column.path}
    if has_note:
        return bool(own) and all(text in known for text in own)
    if any(_is_strange(text, known) for text in own) or (own and len(known.intersection(own)) * 2 < len(known)):
        return False
    return not own or not above.columns or sum(text in known for text in own) * 2 > len(own)


def may_be_rest(context: Context) -> bool:
    """Whether a table without a title stands right under the one before, but for notes and lines of information."""
    is_next = all(is_info(paragraph.text) or is_note(paragraph.text) for paragraph in context.between)
    return context.title is None and is_next and not context.names_project


def completes_sheet(context: Context, above: Sequence[Reading]) -> bool:
    """Whether a table of indicators under a title of its own (年度绩效目标表) is the rest of a project's sheet.

    ``above`` are the tables of the statement before it: one of them names a project, and this table names none.
    """
    if context.title is None or any_of("forms", "sheet_parts", "patterns").fullmatch(fold(context.title)) is None:
        return False
    has_own = header_row(with_spans(context.table)) is None or names_project(context.table, context.table.n_rows)
    named = (field.key == "project_name" and field.value for reading in above for field in reading.fields)
    return not has_own and not context.names_project and any(named)


def _is_complete(above: Reading, begins_with_total: bool) -> bool:
    """Whether a table ends with its total, begins with it as the table under it does, or has a header alone."""
    if not above.rows:
        return True
    totals = {row.row for row in above.rows if row.role == "total"}
    return above.rows[-1].row in totals or (begins_with_total and above.rows[0].row in totals)


def _begins_again(context: Context, above: Reading) -> bool:
    """Whether a table begins with a code of the one above, which prints each of its codes once.

    A heading of the open class may be printed again at the top of a page, with codes that are new behind it.
    """
    known = [row.codes.main for row in above.rows if row.codes.main is not None]
    if not known or len(set(known)) < len(known):
        return False
    cols = {column.col for column in above.columns if column.concept in CODE_CONCEPTS}
    body = context.table.rows[context.head.body - 1 :]
    codes = [squeeze(cell.text) for row in body for cell in row if cell.col in cols and cell.text]
    is_heading = bool(codes) and known[-1].startswith(codes[0])
    return bool(codes) and all(code in known for code in codes[: _FIRST_CODES if is_heading else 1])


def _is_strange(text: str, known: Collection[str]) -> bool:
    """Whether a text is a header, and none of the known ones."""
    folded = fold(text)
    others = [fold(other) for other in known]
    return (
        is_header_text(folded) and process.extractOne(folded, others, scorer=fuzz.ratio, score_cutoff=_LIKENESS) is None
    )


def _first_texts(table: Table, count: int) -> list[list[str]]:
    """The texts of the first ``count`` rows, and of those that go on with lines of the table's own information."""
    rows = [[cell.text for cell in row if cell.text] for row in table.rows[:_MOST_LINES]]
    lines = takewhile(lambda number: all(map(is_info, rows[number - 1])), range(count, len(rows)))
    return rows[: count + sum(1 for _ in lines)]


def _title_in_table(table: Table) -> tuple[str, StatementKind] | None:
    for texts in _first_texts(table, 2):
        if len(texts) == 1 and (kind := kind_of_title(texts[0])) is not None:
            return texts[0], kind
    return None


def _unknown_title_in_table(table: Table) -> str | None:
    """The text alone in one of the first rows of a table that reads like a title, though of no known statement."""
    alone = (texts[0] for texts in _first_texts(table, 2) if len(texts) == 1 and table.n_cols > 1)
    return next(filter(is_title, alone), None)
