"""Scanned pages and image files: what is printed, where it stands, and what is said where it cannot be read."""

import io

import pypdfium2
import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytest.importorskip("cv2", reason="the extra ocr is not installed")

import numpy as np
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from pipeline.documents.model import Document, Table, UnreadableError, UnsupportedError
from pipeline.documents.page.model import Glyph, Page
from pipeline.documents.reading import read
from pipeline.documents.scan import engine as scan_engine
from pipeline.documents.scan import scan
from tests.documents.pdf_making import make_pdf
from tests.documents.scan_making import A4, FIGURES, HEIGHT, WIDTHS, page, scanned, stored

POINT = 72 / 200
TEXTS = [(200, 300, "Statement 2025"), (1180, 340, "Unit: 10000")]
PRINTED = [list(row) for row in FIGURES]


def rows(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[cell.text for cell in cells] for cells in table.rows]


def together(*files: bytes) -> bytes:
    """One PDF of the pages of several."""
    joined = pypdfium2.PdfDocument.new()
    for file in files:
        joined.import_pages(pypdfium2.PdfDocument(file))
    out = io.BytesIO()
    joined.save(out)
    return out.getvalue()


# ---- pages -------------------------------------------------------------------------------------------------------


def test_a_scanned_page_is_read_with_its_places() -> None:
    document = read(stored(page(texts=TEXTS)))
    assert (document.reader, document.is_recognised, document.content.pages) == ("scanned_pdf", True, 1)
    assert [p.text.replace(" ", "") for p in document.paragraphs] == ["Statement2025", "Unit:10000"]
    assert rows(document) == PRINTED
    (table,) = document.tables
    box = table.grid[2, 3].box  # 780.00: the second row of the table, the third column
    assert box is not None
    left, top = 200 + WIDTHS[0] + WIDTHS[1], 400 + HEIGHT
    assert (box.x0, box.top) == pytest.approx((left * POINT, top * POINT), abs=1.5)
    assert (box.x1, box.bottom) == pytest.approx(((left + WIDTHS[2]) * POINT, (top + HEIGHT) * POINT), abs=1.5)
    assert table.grid[2, 3].page == 1


def test_the_rest_of_a_line_before_a_text_is_no_part_of_its_first_character() -> None:
    """A speck stands 16 dots before the text, as what a double line leaves does: the text begins where it is."""
    from pipeline.documents.scan.page import page_of

    image = page([["", "2024"], ["301", "780.00"]], texts=[(224, 416, "Health")])
    ImageDraw.Draw(image).rectangle((208, 430, 213, 435), fill=0)
    found = page_of(np.asarray(image), 1)
    (first,) = [glyph for glyph in found.glyphs if glyph.text == "H"]
    assert first.x0 == pytest.approx(224 * POINT, abs=1.5)


@pytest.mark.parametrize(("skew", "noise", "quality"), [(1.3, 6, 75), (-3.0, 10, 60)])
def test_skew_noise_and_losses_change_no_figure(skew: float, noise: float, quality: int) -> None:
    assert rows(read(stored(scanned(page(), skew=skew, noise=noise, quality=quality)))) == PRINTED


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_upside_down(turns: int) -> None:
    shown = page(texts=TEXTS).rotate(90 * turns, expand=True)
    document = read(stored(shown))
    assert rows(document) == PRINTED
    (table,) = document.tables
    box = table.grid[1, 1].box
    assert box is not None
    # The cell "Code", with the corners (200, 400) and (440, 464) on the upright page, turned against the clock.
    x, y, width, height = 320, 432, *A4
    there = {1: (y, width - x), 2: (width - x, height - y), 3: (height - y, x)}[turns]
    middle = (box.x0 + box.x1) / 2 / POINT, (box.top + box.bottom) / 2 / POINT
    assert middle == pytest.approx(there, abs=6)


def test_a_table_goes_on_over_scanned_pages() -> None:
    first, second = page(FIGURES[:2], at=(200, 2140)), page(FIGURES[2:], at=(200, 150))
    document = read(stored(first, second))
    assert rows(document) == PRINTED
    assert [cell.page for cell in next(document.tables).cells] == [1] * 8 + [2] * 8


def test_native_and_scanned_pages_of_one_document() -> None:
    native = make_pdf(
        lambda sheet: sheet.text(72, 60, "部门预算公开"),
        lambda sheet: sheet.table(72, 100, [width * POINT for width in WIDTHS], FIGURES, right=frozenset((1, 2, 3))),
    )
    document = read(together(native, stored(page(texts=TEXTS[:1]))))
    assert document.reader == "scanned_pdf"
    assert document.content.pages == 3
    assert [(p.page, p.text.replace(" ", "")) for p in document.paragraphs] == [
        (1, "部门预算公开"),
        (3, "Statement2025"),
    ]
    of_text, of_picture = document.tables
    assert (of_text.page_from, of_picture.page_from) == (2, 3)
    assert [[cell.text for cell in cells] for cells in of_text.rows] == PRINTED
    assert [[cell.text for cell in cells] for cells in of_picture.rows] == PRINTED


def test_a_table_that_begins_on_a_native_page_goes_on_on_a_scanned_one() -> None:
    native = make_pdf(
        lambda sheet: sheet.table(72, 780, [width * POINT for width in WIDTHS], FIGURES[:2], height=HEIGHT * POINT)
    )
    document = read(together(native, stored(page(FIGURES[2:], at=(200, 150)))))
    assert rows(document) == PRINTED


def test_a_page_with_few_characters_is_a_scan_only_with_a_picture() -> None:
    data = together(stored(page()), make_pdf(lambda sheet: sheet.text(72, 60, "无")))
    assert scan.scanned(data, [Page(number, 595, 842, (), ()) for number in (1, 2)]) == {1}


def test_a_scan_that_is_only_protected_against_changes_is_read() -> None:
    protection = StandardEncryption("", ownerPassword="owner", canModify=0, canCopy=0)
    picture = ImageReader(page())
    document = read(make_pdf(lambda s: s.canvas.drawImage(picture, 0, 0, s.width, s.height), encrypt=protection))
    assert rows(document) == PRINTED


# ---- image files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("TIFF", "image/tiff"),
        ("BMP", "image/bmp"),
        ("WEBP", "image/webp"),
    ],
)
def test_an_image_file_is_a_document(kind: str, media_type: str) -> None:
    document = read(stored(page(texts=TEXTS), kind=kind))
    assert (document.reader, document.media_type, document.is_recognised) == ("scan", media_type, True)
    assert rows(document) == PRINTED


def test_the_pages_of_a_tiff() -> None:
    document = read(stored(page(FIGURES[:2], at=(200, 2140)), page(FIGURES[2:], at=(200, 150)), kind="TIFF"))
    assert document.content.pages == 2
    assert rows(document) == PRINTED


def test_two_tones_as_a_fax_sends_them() -> None:
    assert rows(read(stored(page().convert("1", dither=Image.Dither.NONE), kind="TIFF"))) == PRINTED


def test_a_picture_of_other_size_without_resolution_is_taken_for_a_page() -> None:
    photo = page().resize((2480, 3508), Image.Resampling.LANCZOS)
    assert rows(read(stored(photo, kind="PNG", dpi=None))) == PRINTED


def test_a_transparent_picture_stands_on_white_paper() -> None:
    drawn = page()
    clear = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=drawn.point(lambda value: 255 - value))
    assert rows(read(stored(clear, kind="PNG"))) == PRINTED


# ---- what cannot be read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (stored(Image.new("L", (800, 1100), 255), kind="PNG"), "an image that shows no text"),
        (stored(Image.new("L", (3000, 1), 255), kind="PNG"), "an image that shows no text"),
        (stored(Image.new("L", (1, 3000), 0), kind="PNG"), "an image that shows no text"),
        (stored(page(), kind="PNG")[:3000], "damaged or truncated"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged or truncated"),
        (stored(Image.new("1", (20_000, 20_000), 1), kind="TIFF"), "more dots than any scan has|damaged"),
        (stored(*[Image.new("1", (20, 20), 1)] * 301, kind="TIFF"), "301 pages; the most is 300"),
        (stored(*[Image.new("1", (20, 20), 1)] * 301), "301 scanned pages; the most that is recognised is 300"),
    ],
)
def test_a_reason_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason) as caught:
        read(data)
    assert not isinstance(caught.value, UnsupportedError)


@pytest.mark.parametrize("data", [stored(page()), stored(page(), kind="PNG")], ids=["pdf", "image"])
def test_without_the_extra_the_reason_names_the_command(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(scan_engine, "installed", lambda: None)
    with pytest.raises(UnsupportedError, match=r"text recognition is not installed: run pip install 'budget-discl"):
        read(data)


def test_a_native_document_needs_no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_engine, "installed", lambda: None)
    data = make_pdf(lambda sheet: sheet.table(72, 100, [80] * 4, FIGURES), lambda sheet: sheet.text(72, 60, "无"))
    document = read(data)
    assert (document.reader, document.is_recognised) == ("pdf", False)
    assert isinstance(document.blocks[0], Table)


def test_a_page_in_a_font_that_names_no_characters_is_recognised() -> None:
    def page_of(*texts: str) -> Page:
        glyphs = [Glyph(text, 10 * at, 10, 10 * at + 9, 20, 10, 19) for at, text in enumerate(texts)]
        return Page(1, 600, 800, tuple(glyphs), ())

    assert scan.scanned(b"", [page_of(*["(cid:7)"] * 2, *"一般公共预算支出")]) == {1}
    assert scan.scanned(b"", [page_of("(cid:7)", *"一般公共预算支出表单")]) == set()
