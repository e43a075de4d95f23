"""The PDF reader as a whole: what it refuses and why, and what real disclosures print, read off the page images."""

from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.documents.model import Cell, Content, Paragraph, Table, UnreadableError
from pipeline.documents.pdf import pdf
from pipeline.documents.reading import read
from tests.documents.pdf_making import Sheet, make_pdf

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "disclosures" / "published"


def draw(sheet: Sheet) -> None:
    sheet.text(100, 50, "收支总表")
    sheet.table(50, 100, [100, 100], [["项目", "1.00"], ["合计", "1.00"]])


def test_a_pdf_is_known_by_its_content() -> None:
    document = read(make_pdf(draw))
    assert (document.reader, document.media_type, document.content.pages) == ("pdf", "application/pdf", 1)


def test_a_file_under_a_password_is_refused() -> None:
    data = make_pdf(draw, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    with pytest.raises(UnreadableError, match="password"):
        pdf.read(data)


def test_a_file_that_is_only_protected_against_changes_is_read() -> None:
    data = make_pdf(draw, encrypt=StandardEncryption("", ownerPassword="owner", canModify=0, canCopy=0))
    assert len(pdf.read(data).blocks) == 2


@pytest.mark.parametrize("data", [b"%PDF-1.4\n%nothing", make_pdf(draw)[:400], b"%PDF-1.7\n" + bytes(2000)])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        pdf.read(data)


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(UnreadableError, match="3 pages; the most that is read is 2"):
        pdf.read(make_pdf(draw, draw, draw))


@cache
def published(place: str, part_of_name: str) -> Content:
    files = sorted(file for file in (PUBLISHED / place).glob("*.pdf") if part_of_name in file.name)
    if not files:
        pytest.skip(f"the published disclosures are not at {PUBLISHED}")
    return pdf.read(files[0].read_bytes())


def tables_on(content: Content, page: int) -> list[Table]:
    return [
        block
        for block in content.blocks
        if isinstance(block, Table) and (block.page_from or 0) <= page <= (block.page_to or 0)
    ]


def row_with(table: Table, text: str) -> list[str]:
    """The texts of the row in which this text begins, without white space and blanks."""
    row = next(row for row in table.rows if any("".join(cell.text.split()) == text for cell in row))
    return ["".join(cell.text.split()) for cell in row if cell.text]


def cell_with(table: Table, text: str) -> Cell:
    (found,) = (cell for cell in table.cells if "".join(cell.text.split()).startswith(text))
    return found


def test_names_alone_with_their_indentation() -> None:
    (table,) = tables_on(published("杭州", "司法局"), 23)
    assert (table.n_rows, table.n_cols, table.page_to) == (45, 4, 24)
    assert row_with(table, "监狱") == ["监狱", "59,935.35"]
    assert [table.rows[row - 1][2].text for row in (8, 9, 10, 20, 21)] == [
        "公共安全支出",
        "  司法",
        "    行政运行",
        "  监狱",
        "    行政运行",
    ]
    assert row_with(table, "收入总计") == ["收入总计", "99,230.46", "支出总计", "99,230.46"]


def test_a_row_and_a_figure_cut_by_the_page_break() -> None:
    (table,) = tables_on(published("杭州", "公安局"), 21)
    assert (table.n_rows, table.n_cols, table.page_from, table.page_to) == (16, 18, 21, 22)
    assert row_with(table, "杭州市机动车驾驶员考试服务中心") == [
        "杭州市机动车驾驶员考试服务中心",
        "14,549.64",
        "14,549.64",
        "12,437.36",
        "2,112.28",
    ]
    assert row_with(table, "杭州市公安局地铁分局")[-3:] == ["7.20", "15.22", "15.22"]
    assert [row[0].text.split("\n")[0] for row in table.rows[3:6]] == ["合计", "杭州市公安局", "  杭州市公安"]
    assert cell_with(table, "本年收入").col_span == 10


def test_a_sheet_of_indicators_over_two_pages_with_open_merged_cells() -> None:
    (table,) = tables_on(published("西安", "医疗保障局"), 46)
    assert (table.n_rows, table.n_cols, table.page_to) == (61, 6, 47)
    spans = {text: cell_with(table, text).row_span for text in ("年度绩效指标", "产出指标", "质量指标", "效益指标")}
    assert spans == {"年度绩效指标": 55, "产出指标": 38, "质量指标": 12, "效益指标": 15}
    assert row_with(table, "医疗保障经办服务工作") == ["医疗保障经办服务工作", "1311.38万元"]


def test_a_cell_printed_on_two_pages_and_clipped_is_read_once() -> None:
    (table,) = tables_on(published("北京", "附件2：北京市统计局"), 34)
    cell = cell_with(table, "11000024T000002854244")
    assert cell.page == 33
    assert cell.row_span == 5
    assert "".join(cell.text.split()).endswith("宣传策划执行与电视栏目制作项目")
    assert [c.text for c in table.cells if c.text.startswith("446.95")] == ["446.953858", "446.953858"]
    headers = [cell for cell in table.cells if cell.text == "项目总额"]
    assert len(headers) == 1


def test_a_page_inside_merged_cells() -> None:
    (table,) = tables_on(published("北京", "附件2：北京市人民政府国有资产"), 23)
    assert (table.page_from, table.page_to, table.n_cols) == (17, 36, 11)
    cell = cell_with(table, "11000022T000000453167")
    assert (cell.row_span, cell.col) == (20, 1)
    assert sum(c.text == "236.580000" for c in table.cells) == 2


def test_the_first_row_of_a_page_without_a_line_above_it() -> None:
    (table,) = tables_on(published("南京", "省法院2018年度部门预算"), 12)[:1]
    assert row_with(table, "30108") == ["30108", "机关事业单位基本养老保险缴费", "1,326.81"]


def test_several_tables_on_a_page_with_white_shading() -> None:
    first, second, third = tables_on(published("南京", "2018年省检察院"), 15)
    assert [[cell.text for cell in row] for row in first.rows][1] == [
        "21,955.35",
        "13,994.31",
        "5,573.00",
        "2,388.04",
        "",
    ]
    assert row_with(second, "收入合计") == ["收入合计", "21,940.96", "支出合计", "21,940.96"]
    assert (third.page_to, row_with(third, "2210202")) == (16, ["2210202", "提租补贴", "2,586.61"])


def test_a_page_turned_by_its_rotation() -> None:
    content = published("南京", "江苏省委办公厅2019年度部门预算公开表格")
    (table,) = tables_on(content, 2)
    assert row_with(table, "收入总计") == ["收入总计", "27,664.22"]
    assert cell_with(table, "其他资金").row_span == 4
    assert [block.text for block in content.blocks if isinstance(block, Paragraph) and block.page == 2] == [
        "收入预算总表",
        "部门：中共江苏省委办公厅",
        "单位：万元",
    ]


def test_codes_in_three_columns_and_two_economic_classifications() -> None:
    (table,) = tables_on(published("上海普陀", "doc_check-unit"), 11)
    assert row_with(table, "基层司法业务") == [
        "204",
        "06",
        "04",
        "基层司法业务",
        "21,703,947.00",
        "0.00",
        "21,703,947.00",
    ]
    (table,) = tables_on(published("西安", "国有资产"), 31)
    assert row_with(table, "福利费") == ["22", "30229", "福利费", "50201", "办公经费", "10000.00", "0.00", "10000.00"]


@pytest.mark.parametrize(
    ("place", "name", "page", "text"),
    [
        ("北京", "附件2：北京市人民政府国有资产", 1, "19,756.656053"),
        ("福州", "2026年度福州市公安局交通管理支队", 9, "61764.88"),
    ],
)
def test_the_box_of_a_cell_is_where_it_is_printed(place: str, name: str, page: int, text: str) -> None:
    """Another library reads the text back out of the box; the first file has a shifted MediaBox."""
    (table,) = tables_on(published(place, name), page)
    box = cell_with(table, text).box
    assert box is not None
    (file,) = (file for file in (PUBLISHED / place).glob("*.pdf") if name in file.name)
    pdf_page = pypdfium2.PdfDocument(file)[page - 1]
    left, _, _, top = pdf_page.get_mediabox()
    found = pdf_page.get_textpage().get_text_bounded(
        left=left + box.x0, bottom=top - box.bottom, right=left + box.x1, top=top - box.top
    )
    assert found.strip() == text


@pytest.mark.parametrize("place", ["上海", "无锡", "苏州", "广州", "泉州", "福州"])
def test_no_two_cells_of_a_published_table_cover_one_place(place: str) -> None:
    for block in published(place, "").blocks:
        if isinstance(block, Table):
            assert sum(cell.row_span * cell.col_span for cell in block.cells) == len(block.grid)
