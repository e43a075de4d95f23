"""One document as Parquet files in one folder, so that reading gives back exactly what was written.

document.parquet has one row (identity of the content, reader, pages, what was not read); paragraphs, tables and cells
carry the ``block_no`` of their block, counted from 1 in document order, and cells keep the order of their table.
"""

import os
import shutil
from pathlib import Path
from uuid import uuid4

import polars as pl

from pipeline.documents.model import Block, Box, Cell, Content, Document, Paragraph, Table, Unread
from pipeline.warehouse.files import write_frame

DOCUMENT = {
    "document_id": pl.String(),
    "sha256": pl.String(),
    "size_bytes": pl.Int64(),
    "media_type": pl.String(),
    "reader": pl.String(),
    "reader_version": pl.String(),
    "pages": pl.Int32(),
    "unread": pl.List(pl.Struct({"paragraph": pl.Int32(), "reason": pl.String()})),
}
PARAGRAPHS = {"block_no": pl.Int32(), "number": pl.Int32(), "text": pl.String(), "page": pl.Int32()}
TABLES = {
    "block_no": pl.Int32(),
    "number": pl.Int32(),
    "n_rows": pl.Int32(),
    "n_cols": pl.Int32(),
    "page_from": pl.Int32(),
    "page_to": pl.Int32(),
}
CELLS = {
    "block_no": pl.Int32(),
    "row": pl.Int32(),
    "col": pl.Int32(),
    "text": pl.String(),
    "row_span": pl.Int32(),
    "col_span": pl.Int32(),
    "page": pl.Int32(),
    "x0": pl.Float64(),
    "top": pl.Float64(),
    "x1": pl.Float64(),
    "bottom": pl.Float64(),
}


def _cell_row(block_no: int, cell: Cell) -> tuple[object, ...]:
    box = (None, None, None, None) if cell.box is None else (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom)
    return (block_no, cell.row, cell.col, cell.text, cell.row_span, cell.col_span, cell.page, *box)


def frames(document: Document) -> dict[str, pl.DataFrame]:
    """The document as the four frames ``document``, ``paragraphs``, ``tables`` and ``cells``."""
    head: list[tuple[object, ...]] = [
        (
            document.document_id,
            document.sha256,
            document.size_bytes,
            document.media_type,
            document.reader,
            document.reader_version,
            document.content.pages,
            [{"paragraph": unread.paragraph, "reason": unread.reason} for unread in document.content.unread],
        )
    ]
    paragraphs: list[tuple[object, ...]] = []
    tables: list[tuple[object, ...]] = []
    cells: list[tuple[object, ...]] = []
    for block_no, block in enumerate(document.blocks, 1):
        if isinstance(block, Paragraph):
            paragraphs.append((block_no, block.number, block.text, block.page))
        else:
            tables.append((block_no, block.number, block.n_rows, block.n_cols, block.page_from, block.page_to))
            cells.extend(_cell_row(block_no, cell) for cell in block.cells)
    return {
        "document": pl.DataFrame(head, schema=DOCUMENT, orient="row"),
        "paragraphs": pl.DataFrame(paragraphs, schema=PARAGRAPHS, orient="row"),
        "tables": pl.DataFrame(tables, schema=TABLES, orient="row"),
        "cells": pl.DataFrame(cells, schema=CELLS, orient="row"),
    }


def write(document: Document, folder: Path) -> None:
    """Make ``folder`` with the document's files in one step; a folder that is there already stays."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = folder.with_name(f".{folder.name}.{uuid4().hex}")
    temporary.mkdir()
    try:
        for name, frame in frames(document).items():
            write_frame(frame, temporary / f"{name}.parquet")
        try:
            os.rename(temporary, folder)
        except OSError:
            # Another process put the same immutable document there first.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _cell(row: tuple[object, ...]) -> Cell:
    _, at_row, at_col, text, row_span, col_span, page, x0, top, x1, bottom = row
    box = None if x0 is None else Box(x0, top, x1, bottom)  # type: ignore[arg-type]
    return Cell(at_row, at_col, text, row_span, col_span, page, box)  # type: ignore[arg-type]


def read(folder: Path) -> Document:
    """The document that was written to ``folder``. Raises FileNotFoundError when there is none."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not in the lake: the document must be read again")
    parts = {
        name: pl.read_parquet(folder / f"{name}.parquet") for name in ("document", "paragraphs", "tables", "cells")
    }
    cells: dict[int, list[Cell]] = {}
    for row in parts["cells"].iter_rows():
        cells.setdefault(row[0], []).append(_cell(row))
    blocks: dict[int, Block] = {}
    for block_no, number, text, page in parts["paragraphs"].iter_rows():
        blocks[block_no] = Paragraph(number, text, page)
    for block_no, number, n_rows, n_cols, page_from, page_to in parts["tables"].iter_rows():
        blocks[block_no] = Table(number, n_rows, n_cols, tuple(cells.get(block_no, ())), page_from, page_to)
    (head,) = parts["document"].iter_rows(named=True)
    pages = head.pop("pages")
    # Documents that were read before anything was noted as unread have no such column.
    unread = tuple(Unread(**one) for one in head.pop("unread", ()))
    return Document(**head, content=Content(tuple(blocks[block_no] for block_no in sorted(blocks)), pages, unread))
