"""Fields and texts that are put on the pages of a PDF, and files that go with it."""

import io

import pypdfium2

from pipeline.documents.model import Unread
from pipeline.documents.reading import read
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [["科目", "金额"], ["工资", ""], ["津贴", "5.00"]]


def test_what_is_put_on_a_page_is_said_to_be_unread() -> None:
    def plain(sheet: Sheet) -> None:
        sheet.table(60, 100, [100, 100], ROWS)
        sheet.canvas.linkURL("https://example.org", (60, 60, 100, 100))

    def filled(sheet: Sheet) -> None:
        plain(sheet)
        sheet.canvas.acroForm.textfield(name="amount", value="1234.50", x=165, y=700, width=80, height=16)

    unread = read(make_pdf(plain, filled)).content.unread
    assert unread == (Unread(0, "fields or texts that are put on page 2: print the PDF anew"),)


def test_a_file_with_a_pdf_is_said_to_be_unread() -> None:
    made = pypdfium2.PdfDocument(make_pdf(lambda sheet: sheet.table(60, 100, [100, 100], ROWS)))
    made.new_attachment("附表.xlsx").set_data(b"PK")
    file = io.BytesIO()
    made.save(file)
    (unread,) = read(file.getvalue()).content.unread
    assert unread == Unread(0, "a file attached to the PDF (附表.xlsx): publish it by itself")
