"""The fast way to read a page against pdfminer's interpreter, and what it leaves to that."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfpage import PDFPage
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.documents.model import UnreadableError
from pipeline.documents.page.model import Page
from pipeline.documents.pdf import pdf
from pipeline.documents.pdf.drawing import Drawing
from pipeline.documents.pdf.fonts import Resources
from pipeline.documents.pdf.interpreter import fast_drawing_of
from tests.documents.pdf_making import FONT, Sheet, make_pdf

ROWS = [["项目", "预算数"], ["工资", "1,234.50"], ["合计", "1,234.50"]]


def fast(page: PDFPage, number: int, resources: Resources) -> Drawing:
    """The fast way alone, so that a page which it does not take fails the test."""
    return fast_drawing_of(page, number, resources)


def both(data: bytes) -> list[Page]:
    """The pages of a PDF, which both ways read alike."""
    pages = pdf.pages_of(data, fast)
    assert pages == pdf.pages_of(data, pdf.complete_drawing)
    return pages


def words(page: Page) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def table(sheet: Sheet) -> None:
    sheet.text(50, 60, "收支总表（元）")
    sheet.table(50, 100, [100, 100], ROWS, spans={(0, 0): (1, 1)}, right=frozenset({1}))


def raw(content: str) -> Callable[[Sheet], None]:
    """A page with this content; /F1 is Helvetica."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas._code.append(content)

    return draw


@pytest.mark.parametrize(
    ("rotate", "origin"), [(0, (0, 0)), (0, (30, -40)), (0, (-12, 12)), (90, (0, 0)), (180, (0, 0)), (270, (0, 0))]
)
def test_turned_pages_and_shifted_boxes(rotate: int, origin: tuple[float, float]) -> None:
    (page,) = both(make_pdf(table, rotate=rotate, origin=origin))
    assert words(page).startswith("收支总表（元）项目预算数工资1,234.50")
    assert len(page.edges) == 24


@pytest.mark.parametrize("leaning", ["1 0 0 1", "1 0.000001 -0.000001 1"])
def test_lines_and_areas_under_a_matrix_that_was_computed_are_straight(leaning: str) -> None:
    drawn = f"{leaning} 3 7 cm 50 700 m 450 700 l S 50 700 m 50 500 l S 0.9 g 50 600 400 20 re f"
    (page,) = both(make_pdf(raw(drawn)))
    level = sorted(round(edge.top) for edge in page.edges if edge.is_level)
    assert level == [page.height - 707, page.height - 627, page.height - 607]
    assert sorted(round(edge.x0) for edge in page.edges if not edge.is_level) == [53, 53, 453]


def test_a_crop_box() -> None:
    (page,) = both(make_pdf(table, crop=(40, 0, 595, 800)))
    assert (page.width, page.height) == (555, 800)
    assert (round(page.glyphs[0].x0), round(page.glyphs[0].base)) == (10, 27)


def test_a_font_that_is_not_embedded() -> None:
    (page,) = both(make_pdf(lambda sheet: sheet.text(100, 50, "预算公开", size=12)))
    assert words(page) == "预算公开"
    assert [(round(glyph.x0), round(glyph.x1), glyph.size) for glyph in page.glyphs[:2]] == [
        (100, 112, pytest.approx(12)),
        (112, 124, pytest.approx(12)),
    ]


def test_a_file_that_is_protected_against_changes() -> None:
    protection = StandardEncryption("", ownerPassword="owner", canModify=0, canCopy=0)
    (page,) = both(make_pdf(table, encrypt=protection))
    assert words(page).startswith("收支总表")


def test_radicals_are_read_as_ideographs() -> None:
    (page,) = both(make_pdf(lambda sheet: sheet.text(50, 50, "⼀般公共预算⽀出")))
    assert words(page) == "一般公共预算支出"


def test_forms_within_forms() -> None:
    def forms(sheet: Sheet) -> None:
        canvas = sheet.canvas
        canvas.beginForm("inner", 0, 0, 200, 100)
        canvas.setFont(FONT, 10)
        canvas.drawString(10, 20, "内")
        canvas.line(0, 10, 50, 10)
        canvas.endForm()
        canvas.beginForm("outer", 0, 0, 595, 842)
        canvas.translate(100, 200)
        canvas.doForm("inner")
        canvas.scale(2, 2)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(7, 0)
        canvas.doForm("outer")
        canvas.setFont(FONT, 10)
        canvas.drawString(0, 500, "外")

    (page,) = both(make_pdf(forms))
    assert words(page) == "内内外"
    assert [(round(glyph.x0), round(842 - glyph.base)) for glyph in page.glyphs] == [(117, 220), (127, 240), (7, 500)]
    assert [(edge.x0, edge.x1, 842 - edge.top) for edge in page.edges] == [(107, 157, 210), (107, 207, 220)]


def test_clipping_hides_what_is_outside() -> None:
    content = (
        "q 0 0 100 100 re W n BT /F1 10 Tf 50 50 Td (in) Tj 60 0 Td (out) Tj ET 0 40 m 300 40 l S Q 0 60 m 300 60 l S"
    )
    (page,) = both(make_pdf(raw(content)))
    assert words(page) == "in"
    assert [edge.x1 for edge in page.edges] == [102, 300]


@pytest.mark.parametrize(
    ("clip", "shown"),
    [
        ("128 0 100 100", "57.00"),  # the 5 is hidden, and it is not 7.00
        ("100 0 40 100", "57.00"),  # the last 0 is hidden
        ("100 0 17 100", ""),  # the cell ends before the figure
        ("137 0 100 100", "…00"),  # the smaller part may belong to another page: no number
    ],
)
@pytest.mark.parametrize("draw", ["(57.00) Tj", "(5) Tj (7) Tj (.) Tj (0) Tj (0) Tj"])
def test_a_figure_that_is_clipped_to_its_cell_is_not_shortened(clip: str, shown: str, draw: str) -> None:
    # From 122.98 on, digits are 5.56 wide and the point 2.78: the figure ends at 148.00.
    content = f"q {clip} re W n BT /F1 10 Tf 122.98 50 Td {draw} ET Q"
    (page,) = both(make_pdf(raw(content)))
    assert words(page) == shown


def test_figures_of_two_cells_are_not_put_together() -> None:
    # 1.00 and 2.00 stand a point apart; the second is hidden.
    content = "q 0 0 150 100 re W n BT /F1 10 Tf 130.54 50 Td (1.00) Tj 20.46 0 Td (2.00) Tj ET Q"
    (page,) = both(make_pdf(raw(content)))
    assert words(page) == "1.00"


def test_spaces_scale_and_rise_of_text() -> None:
    content = "BT /F1 10 Tf 2 Tc 5 Tw 50 Tz 3 Ts 14 TL 1 0 0 1 100 700 Tm (a b) Tj T* [(c) -500 (d)] TJ (e) ' ET"
    (page,) = both(make_pdf(raw(content)))
    assert words(page) == "a bcde"
    assert [(round(glyph.x0, 2), round(842 - glyph.base, 2)) for glyph in page.glyphs] == [
        (100.00, 700),
        (103.78, 700),  # half of (5.56 of the letter + 2)
        (108.67, 700),  # and of (2.78 + 2 + 5)
        (100.00, 686),
        (106.00, 686),  # half of (5 + 2 + 5 of the adjustment)
        (100.00, 672),
    ]


def test_strings_with_escapes_and_parentheses() -> None:
    (page,) = both(make_pdf(raw(r"BT /F1 10 Tf 50 700 Td (a\(b\)(c)\101\61) Tj <4 1 42> Tj (\\) Tj ET")))
    assert words(page) == r"a(b)(c)A1AB\ ".strip()


def test_white_areas_are_no_ruling() -> None:
    content = "1 g 100 100 50 50 re f /DeviceRGB cs 1 1 1 sc 200 100 50 50 re f 1 0 0 rg 300 100 50 50 re f"
    (page,) = both(make_pdf(raw(content)))
    assert {edge.x0 for edge in page.edges} == {300, 350}


@pytest.mark.parametrize(
    "content",
    [
        "q 10 0 0 10 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q BT /F1 10 Tf 50 700 Td (a) Tj ET",  # an image in line
        "BT /F1 10 Tf 50 700 Td (a) Tj ET 1 2 3 l S",  # too many operands
        "BT /F1 10 Tf 50 700 Td (a) Tj ET nothing",  # no operator
        "10 10 l S BT /F1 10 Tf 50 700 Td (a) Tj ET",  # a path that begins nowhere
        "BT /F#31 10 Tf 50 700 Td (a) Tj ET",  # a name with an escape
        "BT /F1 10 Tf 50 700- Td (a) Tj ET",  # an odd number
    ],
)
def test_odd_content_is_left_to_the_complete_interpreter(content: str) -> None:
    data = make_pdf(raw(content))
    with pytest.raises(UnreadableError):
        pdf.pages_of(data, fast)
    (page,) = pdf.pages_of(data)
    assert words(page) == "a"
    assert [page] == pdf.pages_of(data, pdf.complete_drawing)


def test_text_from_top_to_bottom_is_left_to_the_complete_interpreter() -> None:
    data = make_pdf(lambda sheet: sheet.text(100, 100, "直排")).replace(b"UniGB-UCS2-H", b"UniGB-UCS2-V")
    with pytest.raises(UnreadableError):
        pdf.pages_of(data, fast)
    assert words(pdf.pages_of(data)[0]) == "直排"


NUMBER = st.one_of(st.integers(-20, 400), st.floats(-20, 400).map(lambda number: round(number, 3))).map(str)
SMALL = st.sampled_from(["0", "1", "-1", "0.5", "2", ".75"])


def operator(name: str, *operands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*operands).map(lambda values: " ".join((*values, name)))


STRING = st.sampled_from(["(12.50)", "( )", "(a b)", "<4142>", r"(\050x\))"])
OPERATIONS = st.one_of(
    st.sampled_from(
        ["q", "Q", "BT", "ET", "h", "S", "s", "f", "f*", "B", "b*", "n", "W n", "W* n", "T*", "/P BMC EMC"]
    ),
    operator("cm", SMALL, SMALL, SMALL, SMALL, NUMBER, NUMBER),
    operator("Tm", SMALL, SMALL, SMALL, SMALL, NUMBER, NUMBER),
    operator("Td", NUMBER, NUMBER),
    operator("TD", NUMBER, NUMBER),
    *(operator(name, SMALL) for name in ("Tc", "Tw", "Ts", "TL", "w", "g", "G")),
    operator("Tz", st.sampled_from(["100", "50", "-80"])),
    operator("Tf", st.just("/F1"), st.sampled_from(["9", "10.5", "-8"])),
    operator("Tj", STRING),
    operator("'", STRING),
    st.lists(st.one_of(STRING, NUMBER), max_size=4).map(lambda parts: f"[{' '.join(parts)}] TJ"),
    operator("re", NUMBER, NUMBER, NUMBER, NUMBER),
    operator("m", NUMBER, NUMBER),
    st.tuples(*[NUMBER] * 4).map(lambda n: f"{n[0]} {n[1]} m {n[2]} {n[1]} l {n[2]} {n[3]} l {n[0]} {n[3]} l"),
    st.tuples(*[NUMBER] * 4).map(lambda n: f"{n[0]} {n[1]} m {n[0]} {n[3]} l"),
    st.tuples(*[NUMBER] * 8).map(lambda n: f"{n[0]} {n[1]} m {' '.join(n[2:])} c"),
    operator("rg", SMALL, SMALL, SMALL),
    operator("k", SMALL, SMALL, SMALL, SMALL),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(OPERATIONS, max_size=40))
def test_any_operators_draw_the_same_both_ways(operations: list[str]) -> None:
    data = make_pdf(raw("/F1 10 Tf " + " ".join(operations)))
    page, other = pdf.pages_of(data)[0], pdf.pages_of(data, pdf.complete_drawing)[0]
    assert page.glyphs == other.glyphs
    assert page.edges == other.edges


@pytest.mark.parametrize("turn", [(0, 1, -1, 0, 595, 0), (0, -1, 1, 0, 0, 842)])
def test_type_that_runs_up_or_down_the_page_is_as_high_as_any(turn: tuple[int, int, int, int, int, int]) -> None:
    """A digit is half as wide as a Chinese character, and as high."""

    def draw(sheet: Sheet) -> None:
        sheet.canvas.transform(*turn)
        sheet.canvas.setFont(FONT, 12)
        sheet.canvas.drawString(100, 100, "预算8.00")

    (page,) = both(make_pdf(draw))
    assert words(page) == "预算8.00"
    assert [round(glyph.size, 6) for glyph in page.glyphs] == [12] * 6
