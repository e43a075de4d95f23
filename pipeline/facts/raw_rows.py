"""raw.table, raw.paragraph and raw.cell: what was read, whole, with what was understood of each table."""

from typing import Any

from pipeline.documents.model import Document
from pipeline.statements.model import Understanding


def table_rows(understanding: Understanding, disclosure_id: str | None) -> list[dict[str, Any]]:
    """One row per physical table."""
    return [
        {
            "document_id": understanding.document.document_id,
            "table_no": reading.table.number,
            "statement_no": reading.statement_no,
            "title": reading.title or None,
            "page_from": reading.table.page_from,
            "page_to": reading.table.page_to,
            "statement": reading.statement,
            "axis": reading.axis,
            "unit": reading.unit.name if reading.unit else None,
            "state": reading.state,
            "n_rows": reading.table.n_rows,
            "n_cols": reading.table.n_cols,
            "disclosure_id": disclosure_id,
        }
        for reading in understanding.readings
    ]


def paragraph_rows(document: Document, disclosure_id: str | None) -> list[dict[str, Any]]:
    """One row per paragraph outside tables."""
    return [
        {
            "document_id": document.document_id,
            "paragraph_no": paragraph.number,
            "page": paragraph.page,
            "text": paragraph.text,
            "disclosure_id": disclosure_id,
        }
        for paragraph in document.paragraphs
    ]


def cell_rows(document: Document) -> list[dict[str, Any]]:
    """One row per cell, header rows and blank cells included."""
    return [
        {
            "document_id": document.document_id,
            "table_no": table.number,
            "row_no": cell.row,
            "col_no": cell.col,
            "row_span": cell.row_span,
            "col_span": cell.col_span,
            "text": cell.text,
            "page": cell.page,
            "x0": cell.box.x0 if cell.box else None,
            "top": cell.box.top if cell.box else None,
            "x1": cell.box.x1 if cell.box else None,
            "bottom": cell.box.bottom if cell.box else None,
        }
        for table in document.tables
        for cell in table.cells
    ]
