"""The page of a fact as a picture: the mark lies on the cell, and what cannot be drawn is said."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import made_rows
import pypdfium2
import pytest
from PIL import Image
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report.database import WarehouseError
from pipeline.report.page_image import page_image

RED, WHITE = (220, 30, 30), (255, 255, 255)
Make = Callable[[dict[str, list[dict[str, Any]]]], Path]


def pdf(path: Path, turned: int = 0) -> Path:
    """Two blank pages of 300 x 200 points."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(300, 200).set_rotation(turned)
    document.save(path)
    return path


def rows(file: Path, **columns: Any) -> dict[str, list[dict[str, Any]]]:
    """A PDF with a fact in a cell of its second page, a second cell in the row, and an amount in its text."""
    place = {"page": 2, "x0": 100.0, "top": 50.0, "x1": 160.0, "bottom": 70.0}
    beside = {"page": 2, "x0": 20.0, "top": 30.0, "x1": 100.0, "bottom": 70.0, "row_no": 3, "row_span": 2}
    return {
        "raw.document": [
            made_rows.document(
                "a",
                root=str(file.parent),
                path=file.name,
                media_type="application/pdf",
                sha256=sha256(file.read_bytes()).hexdigest(),
            )
            | columns
        ],
        "raw.table": [made_rows.table("a", "d25")],
        "raw.cell": [made_rows.cell(4, 3, "100.00") | place, made_rows.cell(3, 1, "合计") | beside],
        "raw.paragraph": [{"document_id": "a", "paragraph_no": 1, "page": 1, "text": "基本支出100.00元"}],
        "core.fact_line_item": [made_rows.line("L1")],
        "core.fact_task": [
            {
                "task_id": "T1",
                "disclosure_id": "d25",
                "document_id": "a",
                "seq": 1,
                "name": "任务",
                "proof": "unchecked",
                "table_no": 1,
                "row_no": 4,
            }
        ],
        "core.fact_narrative": [made_rows.told("N1", "unchecked")],
    }


def red_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box that holds every red pixel."""
    red = [(x, y) for x in range(picture.width) for y in range(picture.height) if picture.getpixel((x, y)) == RED]
    if not red:
        return None
    columns, lines = [x for x, _ in red], [y for _, y in red]
    return min(columns), min(lines), max(columns), max(lines)


def test_the_mark_surrounds_the_cell(published: Make, tmp_path: Path) -> None:
    warehouse = published(rows(pdf(tmp_path / "a.pdf")))
    told = page_image(warehouse, "L1", tmp_path / "page.png")
    assert told == f"{tmp_path / 'page.png'}: page 2 of a.pdf"
    picture = Image.open(tmp_path / "page.png")
    assert picture.size == (600, 400)
    assert red_box(picture) == (197, 97, 323, 143)
    assert picture.getpixel((260, 120)) == WHITE


def test_a_turned_page_is_drawn_as_it_is_displayed(published: Make, tmp_path: Path) -> None:
    page_image(published(rows(pdf(tmp_path / "a.pdf", 90))), "L1", tmp_path / "page.png")
    picture = Image.open(tmp_path / "page.png")
    assert picture.size == (400, 600)
    assert red_box(picture) == (197, 97, 323, 143)


def test_an_image_file_is_drawn_as_large_as_a_page(published: Make, tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    first, second = (Image.new("L", (1800, 1200), gray) for gray in (0, 255))
    first.save(file, save_all=True, append_images=[second], dpi=(216, 216))
    told = page_image(published(rows(file, media_type="image/tiff")), "L1", tmp_path / "page.png")
    assert told == f"{tmp_path / 'page.png'}: page 2 of a.tif"
    picture = Image.open(tmp_path / "page.png")
    assert picture.size == (1200, 800)
    assert red_box(picture) == (197, 97, 323, 143)
    assert picture.getpixel((260, 120)) == WHITE


def test_a_fact_that_is_a_row_marks_the_height_that_all_its_cells_share(published: Make, tmp_path: Path) -> None:
    page_image(published(rows(pdf(tmp_path / "a.pdf"))), "T1", tmp_path / "page.png")
    assert red_box(Image.open(tmp_path / "page.png")) == (37, 97, 323, 143)


def test_a_fact_of_a_paragraph_has_its_page_and_no_mark(published: Make, tmp_path: Path) -> None:
    told = page_image(published(rows(pdf(tmp_path / "a.pdf"))), "N1", tmp_path / "page.png")
    assert "page 1 of a.pdf, without a mark" in told
    assert red_box(Image.open(tmp_path / "page.png")) is None


def test_the_same_content_under_another_name_is_drawn(published: Make, tmp_path: Path) -> None:
    file = pdf(tmp_path / "b.pdf")
    name = {
        "root": str(tmp_path),
        "path": "b.pdf",
        "document_id": "a",
        "first_seen_at": made_rows.document("a")["first_seen_at"],
        "is_present": True,
    }
    warehouse = published(rows(file, path="gone.pdf") | {"raw.document_path": [name]})
    assert "of b.pdf" in page_image(warehouse, "L1", tmp_path / "page.png")


def test_a_format_without_pages_is_said(published: Make, tmp_path: Path) -> None:
    warehouse = published(rows(pdf(tmp_path / "a.pdf"), media_type="text/plain"))
    with pytest.raises(WarehouseError, match="text/plain has no pages to show; budget trace L1 without --image"):
        page_image(warehouse, "L1", tmp_path / "page.png")


def test_a_file_that_is_gone_is_said(published: Make, tmp_path: Path) -> None:
    file = pdf(tmp_path / "a.pdf")
    warehouse = published(rows(file))
    file.unlink()
    with pytest.raises(WarehouseError, match=r"a\.pdf is gone; put it back"):
        page_image(warehouse, "L1", tmp_path / "page.png")


def test_a_file_that_changed_is_said(published: Make, tmp_path: Path) -> None:
    file = pdf(tmp_path / "a.pdf")
    warehouse = published(rows(file))
    file.write_bytes(file.read_bytes() + b"%")
    with pytest.raises(WarehouseError, match="has changed since it was read; run budget ingest"):
        page_image(warehouse, "L1", tmp_path / "page.png")


def test_an_unknown_fact_is_said(published: Make, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no fact L9"):
        page_image(published(rows(pdf(tmp_path / "a.pdf"))), "L9", tmp_path / "page.png")


def test_a_picture_that_cannot_be_written_is_said(published: Make, tmp_path: Path) -> None:
    warehouse = published(rows(pdf(tmp_path / "a.pdf")))
    with pytest.raises(WarehouseError, match="cannot be written"):
        page_image(warehouse, "L1", tmp_path / "no" / "folder" / "page.png")


def test_the_command_line_draws_beside_telling(published: Make, tmp_path: Path) -> None:
    warehouse = published(rows(pdf(tmp_path / "a.pdf")))
    target = tmp_path / "page.png"
    run = CliRunner().invoke(app, ["trace", "L1", "--image", str(target), "--warehouse", str(warehouse)])
    assert run.exit_code == 0
    assert run.stdout.splitlines()[-1] == f"{target}: page 2 of a.pdf"
    assert target.is_file()
