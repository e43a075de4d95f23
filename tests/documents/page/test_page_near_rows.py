"""Tables without ruling lines that are printed close: rows as near as their lines, cells as near as words."""

from itertools import pairwise

from pipeline.documents.page.lines import rows_of
from pipeline.documents.page.rows import row_of, spacings_of
from pipeline.documents.page.unruled.row_groups import grouped_rows
from pipeline.documents.pdf.pdf import pages_of
from tests.documents.page.test_page_wraps import CODED_XS, printed, read
from tests.documents.pdf_making import Sheet, make_pdf


def test_labels_about_their_figures_as_near_to_the_next_label_as_their_lines() -> None:
    """14 points from line to line, 18 to the next label, but 14 from 级） to the second of them."""
    labels = ["应急管理局（本级）", "应急管理综合行政执法监督局", "应急管理综合服务中心", "应急管理事务咨询中心"]
    labels += ["应急管理学会秘书处室", "应急救援总队训练基地", "应急救援航空服务中心", "应急物资保障服务中心"]
    tops = [164, 192, *(224 + 32 * number for number in range(6))]

    def draw(sheet: Sheet) -> None:
        printed(sheet, 90, (72, 170, 250), [["收入总表"], ["单位：万元"], ["单位名称", "合计", "公共预算"]])
        printed(sheet, 140, (72, 170, 250), [["合计", "36.00", "36.00"]])
        for number, (top, label) in enumerate(zip(tops, labels, strict=True), start=1):
            printed(sheet, top, (72,), [[label[:7]], [label[7:]]])
            printed(sheet, top + 7, (170, 250), [[f"{number}.00", f"{number}.00"]])

    (table,), _ = read(draw)
    assert table[2:] == [[label, f"{number}.00", f"{number}.00"] for number, label in enumerate(labels, start=1)]


def test_cells_no_further_apart_than_a_character_are_lines_of_two_columns() -> None:
    """2040607-公 ends 5 points before the next column: no text over both columns is the longest of the first one."""
    names = [("2040607-公", "共法律服务"), ("2040608-国", "家统一考试"), ("2040609-仲", "裁"), ("20406-司", "法")]

    def draw(sheet: Sheet) -> None:
        printed(
            sheet, 90, (72, 127, 250, 330), [["支出总表"], ["单位：万元"], ["功能科目", "经济科目", "合计", "项目"]]
        )
        top = 140.0
        for number, (first, second) in enumerate(names * 2, start=1):
            for x, lines in ((72, (first, second)), (127, ("50201-办公", "经费"))):
                for line, text in enumerate(lines):
                    sheet.text(x, top + 13 * line, text)
            printed(sheet, top + 6.5, (250, 330), [[f"{number}.00", f"{number}.00"]])
            top += 28

    (table,), _ = read(draw)
    assert table[1:] == [
        [first + second, "50201-办公经费", f"{number}.00", f"{number}.00"]
        for number, (first, second) in enumerate(names * 2, start=1)
    ]


def test_the_rest_of_a_label_on_the_next_page_is_no_part_of_the_row_below_it() -> None:
    rows = [
        ["科目编码", "科目名称", "合计", "项目支出"],
        ["208", "社会保障和就业", "26.00", "0.00"],
        ["", "支出"],
        ["2080505", "机关事业单位基", "26.00", "0.00"],
        ["", "本养老保险缴费"],
        ["", "支出"],
        ["2080506", "机关事业单位职", "9.00", "0.00"],
    ]
    following = [
        ["", "业年金缴费支出"],
        ["211", "节能环保支出", "1.00", "0.00"],
        ["21101", "环境保护管理事", "1.00", "0.00"],
        ["", "务"],
    ]
    (table,), _ = read(
        lambda sheet: printed(sheet, 100, CODED_XS, rows), lambda sheet: printed(sheet, 60, CODED_XS, following)
    )
    assert [row[:3] for row in table[1:]] == [
        ["208", "社会保障和就业支出", "26.00"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "26.00"],
        ["2080506", "机关事业单位职业年金缴费支出", "9.00"],
        ["211", "节能环保支出", "1.00"],
        ["21101", "环境保护管理事务", "1.00"],
    ]


def test_the_last_label_goes_on_with_a_bracket_below_its_table() -> None:
    rows = [["收入总表"], ["单位：万元"], ["单位", "合计", "其他"], ["合计", "7.00", "7.00"]]
    rows += [["无锡", "7.00", "7.00"], ["市教"], ["育局"], ["（本"], ["级）"]]
    (table,), paragraphs = read(lambda sheet: printed(sheet, 100, (72, 110, 170), rows))
    assert table[1:] == [["合计", "7.00", "7.00"], ["无锡市教育局（本级）", "7.00", "7.00"]]
    assert paragraphs == ["收入总表", "单位：万元"]


def test_labels_set_with_room_between_characters_beside_a_table_that_is_not() -> None:
    """Most ideographs of the page stand close, in smaller type: those of this table are no words of their own."""
    label = "机关事业单位基本养老保险缴费支出"

    def spread(sheet: Sheet, x: float, top: float, text: str) -> None:
        for number, character in enumerate(text):
            sheet.text(x + 12.5 * number, top, character)

    def draw(sheet: Sheet) -> None:
        for line in range(8):
            sheet.text(72, 600 + 10 * line, "本部门按照规定公开预算" * 5, 7)
        printed(sheet, 90, (72,), [["收支总表"], ["单位：万元"]])
        for x, text in ((72, "收入项目"), (170, "预算数"), (260, "支出项目"), (480, "预算数")):
            spread(sheet, x, 118, text)
        for number, text in enumerate(("社会保障支出", "养老支出", label, "住房支出")):
            spread(sheet, 72, 140 + 20 * number, "财政拨款" if number else "事业收入")
            spread(sheet, 260, 140 + 20 * number, text)
            sheet.text(170, 140 + 20 * number, f"{number}.50")
            sheet.text(480, 140 + 20 * number, f"{number}.00")

    (table,), _ = read(draw)
    assert table[3] == ["财政拨款", "2.50", label, "2.00"]


def test_the_second_line_of_spread_headers_is_set_as_the_first_is() -> None:
    """编码 stands with room between its characters, and so far from the others that it is no word of two columns."""

    def spread(sheet: Sheet, x: float, top: float, text: str) -> None:
        for number, character in enumerate(text):
            sheet.text(x + 13 * number, top, character)

    def draw(sheet: Sheet) -> None:
        printed(sheet, 70, (72,), [["支出总表"], ["单位：万元"]])
        for x, first, second in (
            (72, "部门科目", "编码"),
            (150, "科目名称", ""),
            (260, "政府科目", "编码"),
            (350, "人员经费支", "出"),
            (440, "公用经费支", "出"),
        ):
            spread(sheet, x, 100 if second else 107, first)
            spread(sheet, x + 13, 114, second)
        for number, (code, name, other) in enumerate(
            (("301", "工资福利支出", "501"), ("30101", "基本工资", "50101"), ("302", "商品支出", "502"))
        ):
            top = 136 + 18 * number
            spread(sheet, 150, top, name)
            for x, text in ((72, code), (260, other), (360, "4.67"), (450, "3.00")):
                sheet.text(x, top, text)

    (table,), _ = read(draw)
    assert table[0] == ["部门科目编码", "科目名称", "政府科目编码", "人员经费支出", "公用经费支出"]
    assert table[2] == ["30101", "基本工资", "50101", "4.67", "3.00"]


def test_a_blank_between_two_characters_set_with_room_parts_no_columns() -> None:
    """合 计, with a blank and room on both sides of it, over the figures that stand between its characters."""

    def spread(sheet: Sheet, x: float, top: float, text: str) -> None:
        for character in text:
            sheet.text(x, top, character)
            x += 5 if character == " " else 13

    def draw(sheet: Sheet) -> None:
        printed(sheet, 70, (72,), [["支出总表"], ["单位：万元"]])
        for x, text in ((72, "科目名称"), (200, "合 计"), (300, "基本支出"), (400, "项目支出")):
            spread(sheet, x, 107, text)
        for number, name in enumerate(("城乡社区支出", "公共设施", "住房保障支出")):
            spread(sheet, 72, 136 + 18 * number, name)
            printed(sheet, 136 + 18 * number, (180, 310, 410), [["9.67", "4.67", "5.00"]])

    (table,), _ = read(draw)
    assert table[0] == ["科目名称", "合 计", "基本支出", "项目支出"]


def test_a_header_in_the_middle_of_blank_columns_is_of_none_of_them() -> None:
    """本年收入 stands in the middle of nine columns, over one of them, and nothing but headers tells eight of these."""
    seconds = ["小计", "公共", "基金", "资本", "专户", "事业", "经营", "上级", "附属"]
    edges = [168.0 + 36 * number for number in range(10)]

    def draw(sheet: Sheet) -> None:
        printed(sheet, 70, (60,), [["收入总表"], ["单位：万元"]])
        sheet.text(60, 108, "部门", 8)
        sheet.text(120, 108, "合计", 8)
        sheet.text((edges[0] + edges[-1]) / 2 - 16, 100, "本年收入", 8)
        for (x0, x1), text in zip(pairwise(edges), seconds, strict=True):
            sheet.text((x0 + x1) / 2 - 8, 116, text, 8)
        for number, name in enumerate(("合计", "审计局", "审计中心")):
            for x, text in zip((60, 120, 170), (name, "4.67", "4.67"), strict=True):
                sheet.text(x, 136 + 18 * number, text, 8)

    (table,), _ = read(draw)
    assert [text for text in table[0] if text] == ["部门", "合计", "本年收入"]
    assert [text for text in table[1] if text] == seconds


def test_names_without_figures_far_apart_are_rows_where_one_row_has_figures() -> None:
    """The last page of a summary prints names of spending, of which none fills its column, and the totals."""
    names = ["灾害防治及应急管理支出", "预备费", "其他支出", "债务还本支出"]

    def draw(sheet: Sheet) -> None:
        for x, head, total in (
            (72, "项目", "收入总计"),
            (170, "预算数", "980.06"),
            (250, "项目", "支出总计"),
            (370, "预算数", "980.06"),
        ):
            sheet.text(x, 100, head)
            sheet.text(x, 121 + 21 * len(names), total)
        for number, name in enumerate(names):
            sheet.text(250, 121 + 21 * number, name)

    lines = rows_of(pages_of(make_pdf(draw))[0].glyphs)
    found = (row_of(line, spacing) for line, spacing in zip(lines, spacings_of(lines), strict=True))
    head, *body = [row for row in found if row is not None]
    (groups,) = grouped_rows([body], [head], 21.0)
    assert [[text.text for row in group for text in row.texts][-2:] for group in groups] == [
        *([name] for name in names),
        ["支出总计", "980.06"],
    ]
