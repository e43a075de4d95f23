"""The page that a fact stands on, as a picture with its cell marked."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

import duckdb
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw

from pipeline.documents.model import UnreadableError
from pipeline.documents.scan.frames import frames
from pipeline.report.database import WarehouseError, opened

_PDF = "application/pdf"
_IMAGE = "image/"
_POINTS_PER_INCH = 72
_PIXELS_PER_POINT = 2.0
_MARK = (220, 30, 30)
_MARK_WIDTH = 3
_AIR = 1.5
"""Points between a cell and its mark."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Place:
    document_id: str
    media_type: str
    page: int | None
    boxes: tuple[Box, ...]
    """Left, upper, right and lower edge in points from the upper left of the displayed page."""


def page_image(warehouse_dir: Path, fact_id: str, target: Path) -> str:
    """Write the page of a fact as PNG, its cell in a red frame (the whole row for a fact that is a row).

    Returns what was written, for a person. A fact of a paragraph has no place of its own: its page is written without
    a mark. Raises WarehouseError for an unknown fact, a format without pages, and a file that is gone or was changed.
    """
    with opened(warehouse_dir) as connection:
        place = _place(connection, fact_id)
        if place.page is None or not (place.media_type == _PDF or place.media_type.startswith(_IMAGE)):
            raise WarehouseError(
                f"{place.media_type} has no pages to show; budget trace {fact_id} without --image names the place"
            )
        file = _file(connection, place.document_id)
    picture = (_printed if place.media_type == _PDF else _pictured)(file, place.page)
    for box in place.boxes:
        _mark(picture, box)
    try:
        picture.save(target, format="PNG")
    except OSError as error:
        raise WarehouseError(f"{target} cannot be written: {error.strerror or error}") from error
    without = "" if place.boxes else ", without a mark: the fact stands in a paragraph, whose place is not kept"
    return f"{target}: page {place.page} of {file.name}{without}"


def _place(connection: duckdb.DuckDBPyConnection, fact_id: str) -> _Place:
    found = connection.execute(
        "SELECT document_id, document.media_type, found.page, table_no, row_no, col_no "
        "FROM mart.trace($1) AS found JOIN raw.document AS document USING (document_id) LIMIT 1",
        [fact_id],
    ).fetchone()
    if found is None:
        raise WarehouseError(f"there is no fact {fact_id}; ids stand in the first column of core.fact_*")
    document_id, media_type, page, table, row, col = found
    boxes = connection.execute(_BOXES, [document_id, table, row, col, page]).fetchall()
    if col is None and boxes:
        left, upper, right, lower = zip(*boxes, strict=True)
        # A merged cell reaches over rows beside the fact's own: the row is where all its cells are.
        top, bottom = (max(upper), min(lower)) if max(upper) < min(lower) else (min(upper), max(lower))
        boxes = [(min(left), top, max(right), bottom)]
    return _Place(document_id, media_type or "a file of an unknown kind", page, tuple(boxes))


_BOXES = """
SELECT x0, top, x1, bottom FROM raw.cell
WHERE document_id = $1 AND table_no = $2 AND $3 >= row_no AND $3 < row_no + row_span
    AND ($4::INTEGER IS NULL OR ($4 >= col_no AND $4 < col_no + col_span)) AND page = $5 AND x0 IS NOT NULL
ORDER BY x0
"""


def _file(connection: duckdb.DuckDBPyConnection, document_id: str) -> Path:
    """The file that holds the document's bytes, under whichever of its names they still are."""
    names = connection.execute(
        "SELECT root, path, digest FROM (SELECT root, path, sha256 AS digest, 0 AS place FROM raw.document "
        "WHERE document_id = $1 UNION SELECT root, path, NULL, 1 FROM raw.document_path WHERE document_id = $1) "
        "ORDER BY place, root, path",
        [document_id],
    ).fetchall()
    files: list[Path] = [Path(root) / path for root, path, _ in names]
    there = [file for file in files if file.is_file()]
    if not there:
        raise WarehouseError(f"{files[0]} is gone; put it back, or run budget ingest to withdraw its facts")
    for file in there:
        if sha256(file.read_bytes()).hexdigest() == names[0][2]:
            return file
    raise WarehouseError(f"{there[0]} has changed since it was read; run budget ingest and look for the fact anew")


def _printed(file: Path, page: int) -> Image.Image:
    """A page of a PDF."""
    try:
        with pypdfium2.PdfDocument(file) as document:
            picture: Image.Image = document[page - 1].render(scale=_PIXELS_PER_POINT).to_pil()
            return picture.convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise WarehouseError(f"page {page} of {file} cannot be drawn: {error}") from error


def _pictured(file: Path, page: int) -> Image.Image:
    """A picture of an image file, as large as a page of a PDF is drawn."""
    try:
        frame = next(islice(frames(file.read_bytes()), page - 1, None))
    except UnreadableError as error:
        raise WarehouseError(f"{file} cannot be drawn: {error}") from error
    factor = _PIXELS_PER_POINT * _POINTS_PER_INCH / frame.dpi
    size = round(frame.image.width * factor), round(frame.image.height * factor)
    return frame.image.convert("RGB").resize(size, Image.Resampling.BICUBIC)


def _mark(picture: Image.Image, box: Box) -> None:
    x0, top, x1, bottom = box
    edges = (x0 - _AIR, top - _AIR, x1 + _AIR, bottom + _AIR)
    ImageDraw.Draw(picture).rectangle([_PIXELS_PER_POINT * edge for edge in edges], outline=_MARK, width=_MARK_WIDTH)
