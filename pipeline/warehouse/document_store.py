"""One document as one Parquet file, so that reading gives back exactly what was written.

The file has one row: identity of the content, reader, pages, what was not read, and three lists. Their members carry
the ``block_no`` of their block, counted from 1 in document order, and cells keep the order of their table. A file of a
small disclosure is little more than the heads of its columns, so four files would take four times the blocks of a disk.
"""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipeline.documents.model import Block, Box, Cell, Content, Document, Paragraph, Table, Unread
from pipeline.warehouse.files import write_parquet

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
    "spans_inferred": pl.Boolean(),
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


LISTS: Mapping[str, Mapping[str, pl.DataType]] = {"paragraphs": PARAGRAPHS, "tables": TABLES, "cells": CELLS}


def _cell_row(block_no: int, cell: Cell) -> tuple[object, ...]:
    box = (None, None, None, None) if cell.box is None else (cell.box.x0, cell.box.top, cell.box.x1, cell.box.bottom)
    return (block_no, cell.row, cell.col, cell.text, cell.row_span, cell.col_span, cell.page, *box)


def frame(document: Document) -> pl.DataFrame:
    """The document as a frame of one row, with the lists ``paragraphs``, ``tables`` and ``cells``."""
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
            pages = (block.page_from, block.page_to)
            tables.append((block_no, block.number, block.n_rows, block.n_cols, *pages, block.spans_inferred))
            cells.extend(_cell_row(block_no, cell) for cell in block.cells)
    lists = {
        name: pl.DataFrame(rows, schema=LISTS[name], orient="row").to_struct(name).implode()
        for name, rows in (("paragraphs", paragraphs), ("tables", tables), ("cells", cells))
    }
    return pl.DataFrame(head, schema=DOCUMENT, orient="row").with_columns(**lists)


def write(document: Document, file: Path) -> None:
    """Put the document in the place of ``file`` in one step."""
    write_parquet(frame(document), file)


def _cell(row: tuple[object, ...]) -> Cell:
    _, at_row, at_col, text, row_span, col_span, page, x0, top, x1, bottom = row
    box = None if x0 is None else Box(x0, top, x1, bottom)  # type: ignore[arg-type]
    return Cell(at_row, at_col, text, row_span, col_span, page, box)  # type: ignore[arg-type]


def _parts(file: Path) -> dict[str, pl.DataFrame]:
    """The document's own row as ``document``, and its lists as frames.

    Lakes hold documents, some of contents that others replaced and that cannot be read again, from before one was one
    file: the lists stand in files of their own beside the row.
    """
    if not file.is_file():
        raise FileNotFoundError(f"{file} is not in the lake: the document must be read again")
    whole = pl.read_parquet(file)
    if not set(LISTS) <= set(whole.columns):
        return {"document": whole, **{name: pl.read_parquet(file.with_name(f"{name}.parquet")) for name in LISTS}}
    return {"document": whole.drop(*LISTS), **{name: whole[name].item().struct.unnest() for name in LISTS}}


def read(file: Path) -> Document:
    """The document that was written to ``file``. Raises FileNotFoundError when there is none."""
    parts = _parts(file)
    cells: dict[int, list[Cell]] = {}
    for row in parts["cells"].iter_rows():
        cells.setdefault(row[0], []).append(_cell(row))
    blocks: dict[int, Block] = {}
    for block_no, number, text, page in parts["paragraphs"].iter_rows():
        blocks[block_no] = Paragraph(number, text, page)
    # Tables that were written before it was noted where spans are inferred have no such column.
    for block_no, number, n_rows, n_cols, *others in parts["tables"].iter_rows():
        blocks[block_no] = Table(number, n_rows, n_cols, tuple(cells.get(block_no, ())), *others)
    (head,) = parts["document"].iter_rows(named=True)
    pages = head.pop("pages")
    # Documents that were read before anything was noted as unread have no such column.
    unread = tuple(Unread(**one) for one in head.pop("unread", ()))
    return Document(**head, content=Content(tuple(blocks[block_no] for block_no in sorted(blocks)), pages, unread))
