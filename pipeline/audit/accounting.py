"""Nothing is lost in silence: cells that are no fact, tables that could not be taken, the state of each statement."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.audit.repair import Repaired
from pipeline.documents.model import Document, Table
from pipeline.statements.model import Understanding
from pipeline.statements.text import fold
from pipeline.statements.titles.empty_notes import is_empty_note
from pipeline.statements.titles.titles import is_title, kind_of_title, kinds

_ASKED_EMPTY = re.compile("是否为?空表")
_YES = re.compile("是|√|空表")
# The lines of the header of a table without rows are no more and no longer than these.
_MOST_HEADER_LINES, _LONGEST_HEADER = 24, 24
_STATE_ORDER = ("present", "unreadable", "declared_empty")


def unparsed_cells(document: Document, repaired: Repaired, disclosure_id: str | None) -> list[dict[str, Any]]:
    """One row per non-blank cell that is neither fact, label, header nor furniture, with the reason."""
    rows = []
    tables = {table.number: table for table in document.tables}
    ghosts: dict[int, dict[tuple[int, int], str]] = {}
    for correction in repaired.corrections:
        if correction.after is None:
            ghosts.setdefault(correction.place[0], {})[correction.place[1:]] = correction.evidence
    for reading in repaired.understanding.readings:
        paths = {column.col: "/".join(column.path) for column in reading.columns}
        unparsed = {**reading.unparsed, **ghosts.get(reading.table.number, {})}
        for (row, col), reason in sorted(unparsed.items()):
            rows.append(
                {
                    "document_id": document.document_id,
                    "disclosure_id": disclosure_id,
                    "table_no": reading.table.number,
                    "row_no": row,
                    "col_no": col,
                    "statement": reading.statement,
                    "column_path": paths.get(col),
                    "text": tables[reading.table.number].grid[row, col].text,
                    "reason": reason,
                }
            )
    return rows


def correction_rows(document: Document, repaired: Repaired, disclosure_id: str | None) -> list[dict[str, Any]]:
    """One row per cell that is read otherwise than it was recognised."""
    return [
        {
            "fact_id": correction.fact_id,
            "disclosure_id": disclosure_id,
            "document_id": document.document_id,
            "place": "table {}, row {}, column {}".format(*correction.place),
            "before": correction.before,
            "after": correction.after,
            "evidence": correction.evidence,
        }
        for correction in repaired.corrections
    ]


def unread_parts(document: Document) -> list[dict[str, Any]]:
    """What the file shows and no reader took, behind the paragraph where it stands."""
    return [
        {
            "document_id": document.document_id,
            "paragraph_no": max(unread.paragraph, 1),
            "stage": "read",
            "reason": unread.reason,
        }
        for unread in document.content.unread
    ]


def quarantined_tables(understanding: Understanding) -> list[dict[str, Any]]:
    """Tables with columns of money whose unit was found nowhere."""
    return [
        {
            "document_id": understanding.document.document_id,
            "table_no": reading.table.number,
            "stage": "statements",
            "reason": f"unit of money not found for table {reading.table.number} ({reading.title or 'no title'}): "
            "neither its header nor its unit line nor the document states one",
        }
        for reading in understanding.readings
        if any(column.concept == "money" and column.unit is None for column in reading.columns)
        and reading.state != "declared_empty"
    ]


def table_status(disclosure_id: str, understood: Sequence[Understanding]) -> list[dict[str, Any]]:
    """The state of each statement of a disclosure: those it prints, and the standard budget tables it lacks.

    A statement that is not printed, and that a list of the tables (报表名称 | 是否空表) or a note under its title calls
    empty, is declared empty.
    """
    found: dict[str, tuple[str, str, int | None]] = {}
    for understanding in understood:
        for reading in understanding.readings:
            place = (reading.state, understanding.document.document_id, reading.table.number)
            known = found.get(reading.statement)
            if known is None or _STATE_ORDER.index(reading.state) < _STATE_ORDER.index(known[0]):
                found[reading.statement] = place
    for statement, (document_id, table_no) in _declared_in_lists(understood).items():
        found.setdefault(statement, ("declared_empty", document_id, table_no))
    for statement, document_id in _declared_under_titles(understood):
        found.setdefault(statement, ("declared_empty", document_id, None))
    rows = [
        {
            "disclosure_id": disclosure_id,
            "statement": statement,
            "status": state,
            "document_id": document_id,
            "table_no": table_no,
        }
        for statement, (state, document_id, table_no) in found.items()
    ]
    missing = [kind.name for kind in kinds() if kind.expected and kind.name not in found]
    rows += [
        {"disclosure_id": disclosure_id, "statement": name, "status": "missing"} for name in dict.fromkeys(missing)
    ]
    return rows


def _declared_under_titles(understood: Sequence[Understanding]) -> Iterator[tuple[str, str]]:
    """The statements whose title stands over a note that there is nothing to report, with the document.

    Between the two may stand the lines of a header without rows, which nothing shows to be a table.
    """
    for understanding in understood:
        titled, lines = None, 0
        for block in understanding.document.blocks:
            if isinstance(block, Table):
                titled = None
            elif is_title(block.text) and (kind := kind_of_title(block.text)) is not None:
                titled, lines = kind.name, 0
            elif titled is not None and is_empty_note(block.text):
                yield titled, understanding.document.document_id
                titled = None
            elif (lines := lines + 1) > _MOST_HEADER_LINES or len(fold(block.text)) > _LONGEST_HEADER:
                titled = None


def _declared_in_lists(understood: Sequence[Understanding]) -> dict[str, tuple[str, int]]:
    """The statements that lists of tables call empty, with the document and the number of the list."""
    declared: dict[str, tuple[str, int]] = {}
    for understanding in understood:
        for reading in understanding.readings:
            of_list = [column.col for column in reading.columns if column.concept == "list_of_tables"]
            asked = [column.col for column in reading.columns if column.path and _ASKED_EMPTY.match(column.path[-1])]
            for cells in reading.table.rows:
                texts = {cell.col: fold(cell.text) for cell in cells}
                if not any(_YES.fullmatch(texts.get(col, "")) for col in asked):
                    continue
                kind = next((kind for col in of_list if (kind := kind_of_title(texts.get(col, "")))), None)
                if kind is not None:
                    declared.setdefault(kind.name, (understanding.document.document_id, reading.table.number))
    return declared
