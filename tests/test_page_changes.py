"""What the bench of pages drawn otherwise changes, on one page made by hand."""

import random

import pytest

from bench.page_changes import CHANGES
from pipeline.documents.model import Table
from pipeline.documents.page.blocks import content_of
from pipeline.documents.page.model import Page
from pipeline.documents.pdf.pdf import pages_of
from tests.documents.pdf_making import Sheet, make_pdf

ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出"],
    ["201", "一般公共服务支出", "1,204.00", "1,000.00"],
    ["205", "教育支出", "96.00", "90.00"],
    ["208", "社会保障和就业支出", "50.00", "40.00"],
    ["221", "住房保障支出", "10.00", "10.00"],
]


def page() -> Page:
    """A table at (50, 100), 400 wide in columns of 70, 170, 80 and 80, five rows of 24."""

    def draw(sheet: Sheet) -> None:
        sheet.table(50, 100, [70, 170, 80, 80], ROWS, height=24, right=frozenset({2, 3}))

    (found,) = pages_of(make_pdf(draw))
    return found


def changed(name: str) -> Page:
    (found,) = CHANGES[name]([page()], random.Random(1))
    return found


def middles(of: Page, text: str) -> tuple[float, float]:
    """The place of the only character of this text."""
    (glyph,) = [glyph for glyph in of.glyphs if glyph.text == text]
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


NAMES = (
    "taller type",
    "fitted to 60 %",
    "texts at the top",
    "texts at the bottom",
    "figures at the left",
    "figures in the middle",
    "names wrapped",
    "taller header",
    "lines sticking out",
    "borders twice",
    "without a border",
    "a line with gaps",
    "without a horizontal line",
    "texts 2 points lower",
)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_drawn_otherwise_and_read_as_before(name: str) -> None:
    after = changed(name)
    assert after != page()
    (table,) = [block for block in content_of([after]).blocks if isinstance(block, Table)]
    assert [["".join(cell.text.split()) for cell in row] for row in table.rows] == ROWS


def test_where_texts_stand() -> None:
    before = middles(page(), "育")
    top, bottom = middles(changed("texts at the top"), "育"), middles(changed("texts at the bottom"), "育")
    assert before[0] == top[0] == bottom[0]
    assert 148 < top[1] < before[1] < bottom[1] < 172
    # 社会保障和就业支出 has nine characters, 就 begins its second line; 教育支出 is too short.
    wide = changed("names wrapped")
    assert middles(wide, "社")[0] == pytest.approx(middles(wide, "就")[0])
    assert middles(wide, "社")[1] < middles(wide, "就")[1]
    assert middles(wide, "教")[1] == middles(wide, "育")[1]


def test_lines() -> None:
    def ends(of: Page) -> tuple[float, float]:
        return min(edge.x0 for edge in of.edges), max(edge.x1 for edge in of.edges)

    assert ends(page()) == pytest.approx((50, 450))
    assert ends(changed("lines sticking out")) == pytest.approx((46, 454))
    assert ends(changed("borders twice")) == pytest.approx((46.5, 453.5))
    sides = [edge.x0 for edge in changed("without a border").edges if not edge.is_level]
    assert (min(sides), max(sides)) == pytest.approx((120, 370))
    lengths = [edge.length for edge in changed("a line with gaps").edges if edge.is_level]
    assert max(lengths) <= 170
    assert len(lengths) > len([edge for edge in page().edges if edge.is_level])
