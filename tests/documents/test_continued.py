"""Tables that go on in another one under a title with 续."""

from dataclasses import replace

import pytest

from pipeline.documents.continued import rejoined
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table, Unread
from tests.documents.contents import shown

HEAD = ["科目编码", "科目名称", "合计"]
FIRST = [HEAD, ["205", "教育支出", "5.00"], ["20502", "普通教育", "5.00"]]
REST = [HEAD, ["208", "社会保障和就业支出", "4.00"], ["合计", "", "9.00"]]


def content(*blocks: str | list[list[str]]) -> Content:
    made: list[Block] = []
    for block in blocks:
        number = sum(isinstance(known, Paragraph) == isinstance(block, str) for known in made) + 1
        if isinstance(block, str):
            made.append(Paragraph(number, block))
        else:
            cells = [Cell(row, col, text) for row, of in enumerate(block, 1) for col, text in enumerate(of, 1)]
            made.append(Table(number, len(block), len(block[0]), tuple(cells)))
    return Content(tuple(made))


def test_the_rest_under_a_continued_title_is_part_of_the_table() -> None:
    for title in ("支出总表（续表）", "支出总表(续)", "支出总表续表1", "支出总表（续一）"):
        found = rejoined(content("支出总表", "单位：万元", FIRST, title, "单位：万元", REST, "收入总表", FIRST))
        assert shown(found) == ["支出总表", "单位：万元", [*FIRST, *REST[1:]], "收入总表", FIRST]
        assert [block.number for block in found.blocks] == [1, 2, 1, 3, 2]


def test_the_rest_under_the_word_alone_is_part_of_the_table() -> None:
    for word in ("续表", "续表：", "续表1", "（续表）", "续上表", "接上页"):
        found = rejoined(content("支出总表", "单位：万元", FIRST, word, "单位：万元", REST))
        assert shown(found) == ["支出总表", "单位：万元", [*FIRST, *REST[1:]]]


def test_what_was_not_read_keeps_its_place() -> None:
    made = content("支出总表", FIRST, "支出总表（续）", REST, "说明")
    found = rejoined(Content(made.blocks, unread=(Unread(1, "图"), Unread(3, "图"))))
    assert [part.paragraph for part in found.unread] == [1, 2]


def test_other_tables_stay_apart() -> None:
    other = [["编码", "名称", "金额"], *REST[1:]]
    for blocks in (
        ("支出总表", FIRST, "收入总表（续表）", REST),
        ("支出总表", FIRST, "支出总表", REST),
        ("支出总表", FIRST, "支出总表（续表）", other),
        ("支出总表", FIRST, "支出总表（续表）", "本表说明如下", REST),
    ):
        assert shown(rejoined(content(*blocks))) == list(blocks)


TOTAL_FIRST = [HEAD, ["", "合计", "9.00"], ["205", "教育支出", "5.00"], ["20502", "普通教育", "5.00"]]
CODES_ON = [HEAD, ["208", "社会保障和就业支出", "4.00"], ["20805", "养老支出", "4.00"]]
SIDES = [
    ["收入", "预算数", "支出", "预算数"],
    ["一、财政拨款", "9.00", "一、一般公共服务支出", "0.00"],
    ["二、其他收入", "", "二、教育支出", "5.00"],
]
SIDES_ON = [
    SIDES[0],
    ["三、上年结转", "", "三、科学技术支出", "4.00"],
    ["收入总计", "9.00", "支出总计", "9.00"],
]


@pytest.mark.parametrize(("table", "rest"), [(TOTAL_FIRST, CODES_ON), (SIDES, SIDES_ON)])
def test_rows_that_go_on_under_the_title_printed_again_are_part_of_the_table(
    table: list[list[str]], rest: list[list[str]]
) -> None:
    found = rejoined(content("支出总表", "单位：万元", table, "支出总表", "单位：万元", rest))
    assert shown(found) == ["支出总表", "单位：万元", [*table, *rest[1:]]]


@pytest.mark.parametrize(
    ("table", "rest"),
    [
        # Another unit's table: its total, or a class of the table, stands in it again.
        (TOTAL_FIRST, [HEAD, ["", "合计", "4.00"], *CODES_ON[1:]]),
        (TOTAL_FIRST, [*CODES_ON, ["", "总计", "4.00"]]),
        (TOTAL_FIRST, [*CODES_ON, ["205", "教育支出", "4.00"]]),
        # Codes that go back, or are not there.
        (TOTAL_FIRST, [HEAD, ["201", "一般公共服务支出", "4.00"]]),
        (TOTAL_FIRST, [HEAD, ["", "其他支出", "4.00"]]),
        # Ordinals that begin again.
        (SIDES, [SIDES[0], ["一、事业收入", "9.00", "一、国防支出", "9.00"]]),
        # Figures without a name are another unit's.
        ([HEAD, ["", "合计", "9.00"]], [HEAD, ["", "", "4.00"]]),
    ],
)
def test_another_table_of_the_title_stays_apart(table: list[list[str]], rest: list[list[str]]) -> None:
    blocks = ["支出总表", "单位：万元", table, "支出总表", "单位：万元", rest]
    assert shown(rejoined(content(*blocks))) == blocks


def test_a_title_in_three_parts() -> None:
    more = [HEAD, ["210", "卫生健康支出", "3.00"]]
    found = rejoined(content("支出总表", TOTAL_FIRST, "支出总表", CODES_ON, "支出总表", more))
    assert shown(found) == ["支出总表", [*TOTAL_FIRST, *CODES_ON[1:], *more[1:]]]


def test_a_header_that_was_misread_is_the_header_printed_again() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    table = [head, ["", "合计", "9.00", "9.00", ""], ["205", "教育支出", "5.00", "5.00", ""]]
    rest = [["科目编码", "科目名称", "合计", "基本支", "项目支出"], ["208", "社会保障和就业支出", "4.00", "4.00", ""]]
    printed = content("支出总表", "单位：万元", table, "3", "支出总表", "单位：万元", rest)
    assert len(rejoined(printed).blocks) == len(printed.blocks)
    recognised = replace(printed, is_recognised=True)
    assert shown(rejoined(recognised)) == ["支出总表", "单位：万元", [*table, *rest[1:]]]


def test_another_body_under_a_title_is_no_header_that_was_misread() -> None:
    table = [HEAD, ["合计", "", "9.00"], ["205", "教育支出", "5.00"]]
    other = [["单位编码", "单位名称", "总计"], ["208", "社会保障和就业支出", "4.00"]]
    printed = replace(content("支出总表", table, "支出总表", other), is_recognised=True)
    assert len(rejoined(printed).blocks) == 4


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        # The total of both stands at the begin or at the end; the names of the columns are printed again or not.
        (TOTAL_FIRST, CODES_ON),
        (TOTAL_FIRST, CODES_ON[1:]),
        (FIRST, REST),
        (FIRST, REST[1:]),
        # No total yet, but the codes go on.
        (FIRST, CODES_ON),
        (FIRST, CODES_ON[1:]),
        # The first row prints no figure, but its ordinal goes on.
        (SIDES, [["", "", "三、科学技术支出", ""], *SIDES_ON[2:]]),
        # Units one after the other under the total of all of them.
        ([*TOTAL_FIRST[:2], ["101001", "某局机关", "5.00"], ["205", "教育支出", "5.00"]],
         [HEAD, ["101002", "某局中心", "4.00"], ["205", "教育支出", "4.00"]]),
    ],
)  # fmt: skip
def test_the_rest_right_under_a_table_needs_no_title(first: list[list[str]], rest: list[list[str]]) -> None:
    below = rest[1:] if rest[0] == first[0] else rest
    assert shown(rejoined(content("支出总表", first, rest, "说明"))) == ["支出总表", [*first, *below], "说明"]


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        # Both have a total; the classes begin anew; other columns.
        (TOTAL_FIRST, TOTAL_FIRST),
        ([*FIRST, ["合计", "", "5.00"]], REST),
        (FIRST, [HEAD, ["201", "一般公共服务支出", "4.00"], ["20103", "政府办公厅", "4.00"]]),
        (FIRST, [["编码", "名称", "金额"], *REST[1:]]),
        (FIRST, [["201", "一般公共服务支出", "4.00"]]),
    ],
)
def test_another_table_right_under_a_table_stays_apart(first: list[list[str]], rest: list[list[str]]) -> None:
    assert shown(rejoined(content("支出总表", first, rest))) == ["支出总表", first, rest]


def test_a_header_alone_has_its_rows_right_under_it() -> None:
    rows = [["205", "教育支出", "5.00"], ["20502", "普通教育", "5.00"]]
    assert shown(rejoined(content("支出总表", [["公开03表", "", ""], HEAD], rows))) == [
        "支出总表",
        [["公开03表", "", ""], HEAD, *rows],
    ]
    # A blank that a merged cell leaves is no name, and a row of figures no header.
    for head in ([HEAD, ["", "", "元"]], [["205", "教育支出", ""]]):
        assert shown(rejoined(content("支出总表", head, rows))) == ["支出总表", head, rows]


def test_a_header_that_is_printed_again_over_the_rows_is_one_header() -> None:
    over = ["公开03表", "", "单位：万元"]
    found = rejoined(content("支出总表", [over, HEAD], FIRST))
    assert shown(found) == ["支出总表", [over, *FIRST]]
    other = [["科目编码", "科目名称", "基本支出"], *FIRST[1:]]
    assert shown(rejoined(content("支出总表", [over, HEAD], other))) == ["支出总表", [over, HEAD], other]


def test_a_rest_prints_the_names_again_without_the_lines_over_them() -> None:
    first = [["", "公开03表", "单位：万元"], *FIRST]
    assert shown(rejoined(content("支出总表", first, REST))) == ["支出总表", [*first, *REST[1:]]]


def test_the_sums_of_a_summary_follow_the_rows_that_they_sum_up_over_a_page() -> None:
    head = ["项目", "行次", "决算数", "项目", "行次", "决算数"]
    first = [head, ["一、拨款收入", "1", "9.00", "一、教育支出", "8", "9.00"]]
    first += [["本年收入合计", "2", "9.00", "本年支出合计", "9", "9.00"]]
    rest = [["年初结转", "3", "1.00", "年末结转", "10", "1.00"], ["", "4", "", "", "11", ""]]
    rest += [["总计", "5", "10.00", "总计", "12", "10.00"]]
    for below in (rest, [head, *rest]):
        assert shown(rejoined(content("收支总表", first, below))) == ["收支总表", [*first, *rest]]
    closed = [*first, ["总计", "3", "9.00", "总计", "10", "9.00"]]
    assert shown(rejoined(content("收支总表", closed, [head, *rest]))) == ["收支总表", closed, [head, *rest]]
