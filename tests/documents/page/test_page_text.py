"""Text outside tables: paragraphs from lines, titles and unit lines apart, heads and page numbers gone."""

from collections.abc import Callable

from pipeline.documents.model import Paragraph
from pipeline.documents.pdf import pdf
from tests.documents.pdf_making import Sheet, make_pdf

FULL = "本部门预算包括局机关预算和所属事业单位预算各项收入支出的情况如下所述"


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in pdf.read(data).blocks if isinstance(block, Paragraph)]


def running_text(sheet: Sheet, top: float = 200) -> None:
    """Two paragraphs of three and two lines, the first lines indented, 33 characters a line."""
    for number, (indent, text) in enumerate(
        [(20, FULL[:31]), (0, FULL[:33]), (0, "完毕。"), (20, FULL[:31]), (0, "二季度完毕。")]
    ):
        sheet.text(100 + indent, top + number * 18, text)


def test_lines_are_put_together_to_paragraphs() -> None:
    assert paragraphs(make_pdf(running_text)) == [FULL[:31] + FULL[:33] + "完毕。", FULL[:31] + "二季度完毕。"]


def test_a_page_of_few_paragraphs_shows_its_margins_by_first_lines_that_are_indented() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(120, 200, FULL[:31])
        sheet.text(100, 218, "二季度完毕。")
        sheet.text(120, 236, FULL[:30])
        sheet.text(100, 254, "三季度完毕。")
        sheet.text(120, 272, "全年如上。")

    assert paragraphs(make_pdf(draw)) == [FULL[:31] + "二季度完毕。", FULL[:30] + "三季度完毕。", "全年如上。"]


def test_a_list_of_lines_that_begin_further_left_is_no_paragraph() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(120, 200, FULL[:22])
        sheet.text(100, 218, "目录")
        sheet.text(100, 236, FULL[:33])

    assert paragraphs(make_pdf(draw)) == [FULL[:22], "目录", FULL[:33]]


def test_a_paragraph_goes_on_over_the_page() -> None:
    def first(sheet: Sheet) -> None:
        for number in range(4):
            sheet.text(100, 700 + number * 18, FULL[:33])

    def second(sheet: Sheet) -> None:
        sheet.text(100, 100, "到此为止。")
        running_text(sheet)

    found = pdf.read(make_pdf(first, second)).blocks
    assert isinstance(found[0], Paragraph)
    assert found[0].text == FULL[:33] * 4 + "到此为止。"
    assert found[0].page == 1


def test_a_line_may_end_before_a_bracket_that_is_not_divided() -> None:
    def draw(sheet: Sheet) -> None:
        running_text(sheet)
        sheet.text(100, 400, FULL[:29])
        sheet.text(100, 418, "（项）”2026年预算安排完毕。")

    assert paragraphs(make_pdf(draw))[2:] == [FULL[:29] + "（项）”2026年预算安排完毕。"]


def test_the_title_of_a_table_behind_a_full_sentence_is_a_paragraph() -> None:
    def draw(sheet: Sheet) -> None:
        running_text(sheet)
        sheet.text(100, 400, FULL[:32] + "。")
        sheet.text(100, 418, "部门整体支出绩效目标表")

    assert paragraphs(make_pdf(draw))[2:] == [FULL[:32] + "。", "部门整体支出绩效目标表"]


def test_a_heading_under_a_full_line_is_a_paragraph() -> None:
    def draw(sheet: Sheet) -> None:
        running_text(sheet)
        for number, text in enumerate([FULL[:32] + "。", "三、政府采购情况", FULL[:33], "完。"]):
            sheet.text(100, 400 + number * 18, text)

    assert paragraphs(make_pdf(draw))[2:] == [FULL[:32] + "。", "三、政府采购情况", FULL[:33] + "完。"]


def test_a_title_and_a_unit_line_on_one_height_are_two() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(100, 100, "收支总表", 14)
        sheet.text(480, 103, "单位：万元", 10)
        sheet.table(100, 130, [100, 100], [["项目", "1.00"], ["合计", "1.00"]])

    assert paragraphs(make_pdf(draw)) == ["收支总表", "单位：万元"]


def test_a_title_on_two_lines_in_the_middle_is_one() -> None:
    """What a line opens a bracket for is the rest of it; a short line under a shorter one is a title of its own."""
    first, rest = "一般公共预算基本支出表--人员经费（对个人和家庭的补助）（按政", "府预算经济分类）"

    def drawn(*lines: str, size: float = 14) -> Callable[[Sheet], object]:
        """``size``: of the second line, which a scaled page gives with some noise."""

        def draw(sheet: Sheet) -> None:
            for number, text in enumerate(lines):
                width = sum(7 if character.isascii() else 14 for character in text)
                sheet.text(310 - width / 2, 100 + 20 * number, text, size if number else 14)
            sheet.table(100, 160, [100, 100], [["项目", "1.00"], ["合计", "1.00"]])

        return draw

    assert paragraphs(make_pdf(drawn(first, rest))) == [first + rest]
    assert paragraphs(make_pdf(drawn(first, rest, size=13.9999))) == [first + rest]
    assert paragraphs(make_pdf(drawn("某某区住房和城乡建设局部门预算公开", "收支总表"))) == [
        "某某区住房和城乡建设局部门预算公开", "收支总表",
    ]  # fmt: skip


def test_a_spread_title_is_one() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(200, 100, "目", 16)
        sheet.text(300, 100, "录", 16)

    assert [text.replace(" ", "") for text in paragraphs(make_pdf(draw))] == ["目录"]


def test_a_line_that_each_sheet_prints_shows_no_margin() -> None:
    """The name of the unit under each title ends where it ends: a title above it is not full."""

    def sheet(title: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.text(250, 100, title)
            sheet.text(60, 118, "[335]某某市某某局，填报单位：某某市某某局（汇总）")
            sheet.table(60, 140, [100, 100], [["项目", "1.00"], ["合计", "1.00"]])

        return draw

    found = paragraphs(
        make_pdf(*(sheet(title) for title in ("部门收支总表", "部门收入总表", "部门支出总表", "三公经费支出表")))
    )
    assert [text for text in found if not text.startswith("[335]")] == [
        "部门收支总表", "部门收入总表", "部门支出总表", "三公经费支出表",
    ]  # fmt: skip


def test_page_numbers_are_dropped_running_heads_stand_once_and_titles_stay() -> None:
    def numbered(number: int) -> object:
        def draw(sheet: Sheet) -> None:
            sheet.text(100, 30, "某某市某某局 2026 年度部门预算公开", 9)
            sheet.text(250, 60, "项目支出绩效目标表", 16)
            sheet.table(100, 100, [100, 100], [["项目", f"{number}.00"], ["合计", f"{number}.00"]])
            sheet.text(280, 800, f"- {number} -", 9)

        return draw

    found = paragraphs(make_pdf(*(numbered(number) for number in range(1, 6))))  # type: ignore[arg-type]
    assert found == ["某某市某某局 2026 年度部门预算公开"] + ["项目支出绩效目标表"] * 5


def test_running_heads_of_sheets_that_lie_differently_on_the_glass() -> None:
    def part(page: int, top: float) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.text(100, top, "某某市某某局2026年度部门预算公开", 9)
            sheet.table(100, 60, [100, 100], [[f"项目{page}{row}", "1.00"] for row in range(36)])

        return draw

    blocks = pdf.read(make_pdf(*(part(page, top) for page, top in enumerate((15.5, 4.0, 12.2, 8.3))))).blocks
    assert [block.text if isinstance(block, Paragraph) else block.n_rows for block in blocks] == [
        "某某市某某局2026年度部门预算公开", 36 * 4
    ]  # fmt: skip


def test_a_running_head_may_be_larger_than_the_print_of_tables() -> None:
    def part(page: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.text(100, 30, "某某市某某局部门预算", 12)
            for line in range(2):
                sheet.text(100, 60 + 20 * line, "本部门二〇二六年收支预算全部纳入部门预算管理，没有其他收支。", 12)
            rows = [[f"项目{page}{row}的名称和编码和用途", "123456.00"] for row in range(30)]
            sheet.table(100, 140, [200, 100], rows)

        return draw

    found = paragraphs(make_pdf(*map(part, range(4))))
    assert found.count("某某市某某局部门预算") == 1


def test_a_running_foot_stands_once_behind_a_table_that_it_would_cut() -> None:
    def part(page: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.table(100, 60, [100, 100], [[f"项目{page}{row}", "1.00"] for row in range(36)])
            sheet.text(100, 800, "某某市某某局（单位：万元）", 9)

        return draw

    blocks = pdf.read(make_pdf(*map(part, range(4)))).blocks
    assert [block.text if isinstance(block, Paragraph) else block.n_rows for block in blocks] == [
        36 * 4, "某某市某某局（单位：万元）"
    ]  # fmt: skip


def test_a_title_at_the_top_of_every_page_stays() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(250, 40, "项目绩效目标表", 16)
        sheet.table(100, 120, [100, 100], [["项目名称", "1.00"], ["实施单位", "某某局"]])
        sheet.text(100, 600, "注：本表为空。")

    assert paragraphs(make_pdf(draw, draw, draw, draw)) == ["项目绩效目标表", "注：本表为空。"] * 4


def test_text_and_tables_are_in_reading_order() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.table(100, 400, [100, 100], [["乙", "2.00"], ["丁", "4.00"]])
        sheet.text(100, 380, "支出总表")
        sheet.table(100, 200, [100, 100], [["甲", "1.00"], ["丙", "3.00"]])
        sheet.text(100, 180, "收入总表")

    blocks = pdf.read(make_pdf(draw)).blocks
    assert [block.text if isinstance(block, Paragraph) else block.cells[0].text for block in blocks] == [
        "收入总表",
        "甲",
        "支出总表",
        "乙",
    ]


def test_numbers_that_count_the_pages_may_stand_further_inside() -> None:
    def page(number: int, text: str) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            running_text(sheet)
            sheet.text(280, 715, text)

        return draw

    text = [FULL[:31] + FULL[:33] + "完毕。", FULL[:31] + "二季度完毕。"]
    counted = make_pdf(*(page(number, f"- {number + 3} -") for number in range(1, 4)))
    assert paragraphs(counted) == text * 3
    figures = make_pdf(*(page(number, str(number * 7)) for number in range(1, 4)))
    assert [found for found in paragraphs(figures) if found not in text] == ["7", "14", "21"]


def test_paragraphs_of_one_line_that_end_near_each_other_are_no_running_text() -> None:
    """On a wide sheet: three of 22 characters end at one place, two go further, and each is a paragraph."""
    texts = [FULL[:22], "（一）" + FULL[:19], FULL[:31], "（二）" + FULL[3:22], FULL[:33]]

    def draw(sheet: Sheet) -> None:
        for number, text in enumerate(texts):
            sheet.text(100, 200 + number * 18, text)

    assert paragraphs(make_pdf(draw)) == texts


def test_a_title_as_wide_as_the_table_under_it_is_one() -> None:
    """Two columns of a sheet: no other line says how wide text is set."""

    def draw(sheet: Sheet) -> None:
        sheet.text(60, 60, "某某区2025年一般公共预算“三公”经", 16)
        sheet.text(160, 84, "费支出表", 16)
        sheet.table(60, 120, (192, 76), [["项目", "预算数"], ["公务接待费", "0.60"], ["公务用车运行费", "8.00"]])

    title, *_ = pdf.read(make_pdf(draw)).blocks
    assert isinstance(title, Paragraph)
    assert title.text == "某某区2025年一般公共预算“三公”经费支出表"
