"""Rows of indicators that a page break cuts inside of a target, or before the last lines of a list of them."""

from tests.documents.contents import texts
from tests.documents.page.pages_joined import page, tables

WIDTHS = [40.0, 60.0, 60.0, 60.0]
HEAD = ["项目", "金额", "数量指标", "满意度指标"]


def test_the_target_of_a_name_at_the_foot_of_the_page_stands_behind_the_break() -> None:
    """Behind 度 there is room for a sign, not for one with its figure, which no line break parts."""
    last = ["档案", "310.85", "巡查≥365次", "学员满意度\n≥95%；群众\n满意度"]
    first = page([HEAD, last], widths=WIDTHS, height=46, top=690)
    (table,) = tables(first, page([["", "", "", "≥85%"], ["司法", "2.00", "案件≥3件", "≥90%"]], widths=WIDTHS))
    assert texts(table)[1:] == [
        ["档案", "310.85", "巡查≥365次", "学员满意度\n≥95%；群众\n满意度\n≥85%"],
        ["司法", "2.00", "案件≥3件", "≥90%"],
    ]


def test_a_row_is_cut_where_its_target_ends_before_its_percent_sign() -> None:
    """Both texts of the row go on; of a name alone that could be the next row, of ≥95 before % not."""
    widths = [60.0, 40.0, 40.0]
    head = ["二级指标", "三级", "指标值"]
    first = page([head, ["时效指标", "资金拨", "≥95"]], widths=widths, height=16, top=756)
    (table,) = tables(first, page([["", "付及时", "%"], ["成本指标", "成本", "≤5元"]], widths=widths, height=16))
    assert texts(table)[1:] == [["时效指标", "资金拨\n付及时", "≥95\n%"], ["成本指标", "成本", "≤5元"]]


def test_the_next_item_of_a_list_goes_on_in_its_open_cell_though_a_line_had_room_above() -> None:
    wide = [*WIDTHS[:3], 120.0]
    last = ["下乡", "5.00", "演出≥45场", "1.受训群众满意度\n≥90%；\n2.参训学员满意度\n≥90%；"]
    every = frozenset(range(4))
    first = page([HEAD, last], widths=wide, height=72, top=620, open_below=every)
    rest = [["", "", "", "3.受益企业满意度\n≥90%"], ["网格", "2.00", "巡查≥12次", "≥90%"]]
    (table,) = tables(first, page(rest, widths=wide, height=40, open_above=every))
    assert texts(table)[1:] == [[*last[:3], f"{last[3]}\n3.受益企业满意度\n≥90%"], rest[1]]


def test_what_stands_behind_the_mark_between_items_goes_on_in_open_cells() -> None:
    wide = [*WIDTHS[:2], 120.0, 120.0]
    last = ["抽检", "5.00", "受益群众人数\n≥15000人；\n安全事故数\n=0起；", "群众满意度\n≥92%；"]
    every = frozenset(range(4))
    first = page([HEAD, last], widths=wide, height=72, top=620, open_below=every)
    rest = [["", "", "投诉下降率\n≥15%", ""], ["网格", "2.00", "巡查≥12次", "≥90%"]]
    (table,) = tables(first, page(rest, widths=wide, height=40, open_above=every))
    assert texts(table)[1:] == [[*last[:2], f"{last[2]}\n投诉下降率\n≥15%", last[3]], rest[1]]


def test_an_item_that_is_not_the_next_one_begins_a_row_of_its_own() -> None:
    wide = [*WIDTHS[:3], 120.0]
    last = ["下乡", "5.00", "演出≥45场", "1.受训群众满意度\n≥90%；\n2.参训学员满意度\n≥90%；"]
    every = frozenset(range(4))
    first = page([HEAD, last], widths=wide, height=72, top=620, open_below=every)
    rest = [["", "", "", "5.受益企业满意度\n≥90%"], ["网格", "2.00", "巡查≥12次", "≥90%"]]
    (table,) = tables(first, page(rest, widths=wide, height=40, open_above=every))
    assert texts(table)[1:] == [last, *rest]


def test_a_kind_above_the_break_that_left_room_in_its_line_does_not_go_on_in_the_next_kind() -> None:
    """The project goes on below, with all its amounts above; of the cells beside it one ends and another begins."""
    widths = [60.0, 60.0, 56.0, 60.0]
    spans = {(1, 0): (2, 1), (1, 1): (2, 1), (1, 2): (2, 1)}
    rows = [["项目", "金额", "二级指标", "三级指标"], ["监测", "89.27", "质量指标", "合格率"], ["", "", "", "达标率"]]
    below = [["", "", "时效指标", "及时率"], ["", "", "", "完成率"]]
    spans_below = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1)}
    first = page(rows, widths=widths, spans=spans, top=740, height=20)
    (table,) = tables(first, page(below, widths=widths, spans=spans_below, height=20))
    assert [(cell.text, cell.row_span) for cell in table.cells if cell.col < 4 and cell.row > 1] == [
        *(("监测", 4), ("89.27", 4), ("质量指标", 2), ("时效指标", 2)),
    ]
