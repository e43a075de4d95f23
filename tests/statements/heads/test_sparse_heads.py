"""Headers of recognised text: merged cells without spans, texts torn where columns meet."""

from pipeline.documents.grid import align
from pipeline.documents.model import Cell, Table
from pipeline.statements.heads.headers import find_head, header_paths
from pipeline.statements.heads.sparse_heads import spanned

# 合计 = 基本 + 项目, 小计 = its parts.
_BODY = "201\t行政运行\t9.00\t7.00\t5.00\t2.00\t2.00\n208\t养老\t4.00\t4.00\t4.00\t\t"


def recognised(text: str) -> Table:
    """A table of lines with TABs, every text in a cell of its own."""
    rows = [line.split("\t") for line in text.split("\n")]
    cells = tuple(Cell(r, c, cell.strip()) for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1))
    return Table(1, len(rows), max(map(len, rows)), cells)


def paths(text: str) -> list[str]:
    """The header path of each column."""
    whole = spanned(recognised(text)).table
    return ["/".join(path) for path in header_paths(whole, find_head(whole)).values()]


def test_a_text_at_the_middle_of_a_merged_cell_stands_over_all_of_it() -> None:
    head = "科目编码\t科目名称\t合计\t\t基本支出\t\t项目支出\n\t\t\t小计\t人员经费\t公用经费\t\n"
    assert paths(head + _BODY) == [
        "科目编码", "科目名称", "合计", "基本支出/小计", "基本支出/人员经费", "基本支出/公用经费", "项目支出",
    ]  # fmt: skip


def test_a_torn_text_is_put_together() -> None:
    head = "科目\t编码\t合计\t基\t本支\t出\t项目支出\n类\t科目名称\t\t小计\t人员经费\t公用经费\t\n"
    assert paths(head + _BODY)[3:6] == ["基本支出/小计", "基本支出/人员经费", "基本支出/公用经费"]


def test_a_year_torn_into_digits_is_a_header_and_no_figure() -> None:
    head = "科目编码\t科目名称\t2021年预算数\t20\t22年预算\t数\t\n\t\t\t合计\t基本支出\t项目支出\t备注\n"
    body = "201\t行政运行\t9.00\t7.00\t5.00\t2.00\t"
    assert paths(head + body)[2:6] == [
        "2021年预算数",
        "2022年预算数/合计",
        "2022年预算数/基本支出",
        "2022年预算数/项目支出",
    ]


def test_sums_decide_where_two_groups_meet() -> None:
    # 财政拨款 stands where it can also begin with 合计; 合计 is 9 = 7 + 2, no sum of 一般 and 基金 alone.
    head = "科目编码\t科目名称\t\t财政拨款\t\t单位资金\n\t\t合计\t一般公共预算\t政府性基金\t\n"
    body = "201\t行政运行\t9.00\t4.00\t3.00\t2.00\n208\t养老\t6.00\t5.00\t\t1.00"
    assert paths(head + body)[2:] == ["合计", "财政拨款/一般公共预算", "财政拨款/政府性基金", "单位资金"]


def test_the_two_sides_of_a_summary_take_the_names_at_their_left() -> None:
    head = "\t收入\t\t支出\n项目\t预算数\t项目\t预算数\n"
    body = "一、一般公共预算\t9.00\t一、教育支出\t9.00"
    assert paths(head + body) == ["收入/项目", "收入/预算数", "支出/项目", "支出/预算数"]


def test_sides_are_named_by_what_flows() -> None:
    head = "财政拨款收入\t\t\t\t财政拨款支出\t\n项目\t合计\t功能分类\t合计\t一般公共预算\t政府性基金\n"
    body = "一般公共预算\t9.00\t201 一般公共服务支出\t9.00\t8.00\t1.00\n政府性基金\t\t204 公共安全支出\t2.00\t2.00\t"
    assert paths(head + body)[1] == "财政拨款收入/合计"
    assert spanned(recognised(head + body)).doubtful == set()


def test_a_text_is_in_the_paths_of_the_columns_that_are_its_in_any_case() -> None:
    # 丙款 can belong to either of its neighbours, and no sum is printed.
    text = "名称\t\t财政拨款\t\t单位资金\t\n\t甲款\t乙款\t丙款\t丁款\t戊款\n某\t1.00\t2.00\t3.00\t4.00\t5.00"
    assert spanned(recognised(text)).uncertain == {(1, 3), (1, 5)}
    assert spanned(recognised(text)).doubtful == {4}
    assert paths(text) == ["名称", "财政拨款/甲款", "财政拨款/乙款", "丙款", "单位资金/丁款", "单位资金/戊款"]


def relaid(*rows: list[str]) -> list[str]:
    """The header paths of a text export, which prints a merged cell once."""
    n_cols, cells = align(list(rows))
    whole = spanned(Table(1, len(rows), n_cols, cells, spans_inferred=True)).table
    return ["/".join(path) for path in header_paths(whole, find_head(whole)).values()]


def test_the_sum_that_a_group_begins_with_decides_how_wide_it_is() -> None:
    # 小计 9 = 7 + 2: it is of 2024, and 2023 has one column.
    upper = ["科目", "2023年", "2024年预算数"]
    lower = ["编码", "名称", "预算数", "小计", "基本支出", "项目支出"]
    assert relaid(upper, lower, ["201", "教育", "8.00", "9.00", "7.00", "2.00"])[2:] == [
        "2023年/预算数", "2024年预算数/小计", "2024年预算数/基本支出", "2024年预算数/项目支出",
    ]  # fmt: skip


def test_sums_that_fail_do_not_put_a_name_over_figures() -> None:
    # 全年数 is 一般公共预算 again, so that 总计 is no sum of what stands behind it.
    upper = ["单位名称", "科目编码", "科目名称", "资金来源"]
    lower = ["", "", "", "总计", "一般公共预算", "已提前安排", "全年数", "政府性基金预算", "单位资金"]
    rows = [["甲局", "30101", "基本工资", f"{n}.00", f"{n}.00", "", f"{n}.00", "", ""] for n in (5, 3, 8)]
    assert relaid(upper, lower, *rows)[3:] == [f"资金来源/{name}" for name in lower[3:]]


def test_the_classes_of_a_table_of_fifty_columns_stand_over_their_items() -> None:
    """Details of final accounts: each class begins with its 小计."""
    widths = {"工资福利支出": 14, "商品和服务支出": 25, "对个人和家庭的补助": 7, "资本性支出": 4}
    upper = ["项目", "", "合计", *(cell for name, width in widths.items() for cell in [name, *[""] * (width - 1)])]
    items = [name for width in widths.values() for name in ["小计", *(f"明细{n}费" for n in range(1, width))]]
    parts = [[f"{n}.00" for n in range(1, width)] for width in widths.values()]
    sums = [width * (width - 1) // 2 for width in widths.values()]
    figures = [text for total, of_class in zip(sums, parts, strict=True) for text in (f"{total}.00", *of_class)]
    body = "\n".join("\t".join([code, "教育", f"{sum(sums)}.00", *figures]) for code in ("205", "20501"))
    found = paths("\t".join(upper) + "\n" + "\t".join(["编码", "名称", "", *items]) + "\n" + body)[3:]
    assert found == [
        f"{name}/{item}"
        for name, item in zip((name for name, width in widths.items() for _ in range(width)), items, strict=True)
    ]


def test_a_panel_that_repeats_the_names_before_it_stands_under_the_same_text() -> None:
    """Details of basic expenditure in final accounts: 公用经费 goes on in a third panel."""
    names = ["科目编码", "科目名称", "决算数"]
    rows = [
        ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "5.00", "30239", "其他交通费用", "2.00"],
        ["30101", "基本工资", "9.00", "30201", "办公费", "3.00", "310", "资本性支出", "1.00"],
    ]
    text = "\n".join("\t".join(row) for row in [["人员经费", "", "", "公用经费", *[""] * 5], names * 3, *rows])
    assert paths(text)[5::3] == ["公用经费/决算数", "公用经费/决算数"]


def test_a_component_stands_under_the_one_that_it_is_part_of() -> None:
    upper = ["科目", "人员经费", "公用经费"]
    lower = ["名称", "工资福利支出", "对个人和家庭的补助", "商品和服务支出"]
    assert relaid(upper, lower, ["教育", "3.00", "4.00", "2.00"])[1:] == [
        "人员经费/工资福利支出", "人员经费/对个人和家庭的补助", "公用经费/商品和服务支出",
    ]  # fmt: skip


def test_rows_of_expenditure_stand_under_expenditure() -> None:
    upper = ["收入", "支出"]
    lower = ["项目", "预算数", "项目", "预算数", "项目", "预算数"]
    body = ["一、拨款", "9.00", "一、教育支出", "9.00", "基本支出", "9.00"]
    assert relaid(upper, lower, body) == [
        "收入/项目", "收入/预算数", "支出/项目", "支出/预算数", "支出/项目", "支出/预算数",
    ]  # fmt: skip


def test_a_text_that_is_torn_into_names_is_whole_again() -> None:
    head = "支出经济分类科目\t\t本年一般\t公共预算\t基本支出\n科目编码\t科目名称\t合计\t人员经费\t公用经费\n"
    body = "301\t工资福利支出\t9.00\t9.00\t\n302\t商品和服务支出\t4.00\t\t4.00"
    assert paths(head + body)[2:] == [
        "本年一般公共预算基本支出/合计", "本年一般公共预算基本支出/人员经费", "本年一般公共预算基本支出/公用经费",
    ]  # fmt: skip


def test_both_sides_of_a_summary_stand_over_all_figures() -> None:
    head = "收入\t\t支出\t\t\t\t\n项目\t金额\t项目\t合计\t一般公\t共预算\t政府性基金\n\t\t\t\t小计\t其中:财政拨款\t\n"
    body = "一、本年收入\t9.00\t一、本年支出\t9.00\t9.00\t9.00\t0.00"
    assert paths(head + body)[3:] == [
        "支出/合计",
        "支出/一般公共预算/小计",
        "支出/一般公共预算/其中:财政拨款",
        "支出/政府性基金",
    ]


def test_a_term_on_two_lines_is_one_name() -> None:
    head = (
        "项目名称\t合计\t本年拨款\t\t\t上年结转\t\t\n\t\t一般公共\t政府性\t国有资本\t一般公共\t政府性\t国有资本\n"
        "\t\t预算\t基金预算\t经营预算\t预算\t基金预算\t经营预算\n"
    )
    body = "设备购置\t9.00\t9.00\t\t\t\t\t"
    assert paths(head + body)[2:] == [
        "本年拨款/一般公共预算",
        "本年拨款/政府性基金预算",
        "本年拨款/国有资本经营预算",
        "上年结转/一般公共预算",
        "上年结转/政府性基金预算",
        "上年结转/国有资本经营预算",
    ]


def test_an_item_stands_under_no_other_item() -> None:
    head = "三公经费合计\t因公出国(境)费\t\t公务用车购置及运行费\t\t公务接待费\n"
    head += "\t\t小计\t公务用车购置费\t公务用车运行费\t\n"
    body = "3.00\t0.00\t2.00\t0.00\t2.00\t1.00"
    assert paths(head + body)[4] in {"公务用车购置及运行费/公务用车运行费", "公务用车运行费"}
    assert paths(head + body)[5] == "公务接待费"


def test_numbers_of_columns_behind_class_section_item_are_no_names() -> None:
    head = "\t\t\t项目\t\t本年收入\t\n科\t目编\t码\t科目名称\t合计\t基本支出\t项目支出\n类\t款\t项\t栏次\t1\t2\t3\n"
    body = "201\t\t\t一般公共服务\t9.00\t7.00\t2.00"
    assert paths(head + body)[4:] == ["本年收入/合计", "本年收入/基本支出", "本年收入/项目支出"]


def test_a_torn_word_before_the_numbers_of_columns() -> None:
    head = "项目\t\t本年收入合计\t财政拨款收入\t其他收入\n\t科目名称\t\t\t\n栏\t次\t1\t2\t3\n"
    table = recognised(head + "201\t一般公共服务\t9.00\t7.00\t2.00")
    assert find_head(table).body == 4
    assert list(find_head(table).numbering) == [3]


def test_of_which_alone_stands_over_more_than_one_column() -> None:
    head = "科目代码\t科目名称\t合计\t其中:\t\n\t\t\t基本支出\t项目支出\n"
    body = "208\t社会保障\t9.00\t9.00\t\n210\t卫生健康\t5.00\t3.00\t2.00"
    assert paths(head + body)[2:] == ["合计", "其中:/基本支出", "其中:/项目支出"]


def test_years_in_the_first_line_stand_over_their_columns() -> None:
    head = "单位名称\t\t\t2019年\t\t\t\t2020年\t\t\n"
    head += "\t合计\t因公出国\t公务接待费\t会议费\t合计\t因公出国\t公务接待费\t会议费\t\n"
    body = "某局\t6.00\t1.00\t2.00\t3.00\t7.00\t1.00\t2.00\t4.00\t"
    found = paths(head + body)
    assert found[1:5] == ["2019年/合计", "2019年/因公出国", "2019年/公务接待费", "2019年/会议费"]
    assert found[5:7] == ["2020年/合计", "2020年/因公出国"]


def test_where_names_stand_in_the_first_line_none_is_low_without_a_text_over_it() -> None:
    names = ["总计", "一般公共预算", "已提前安排", "全年数", "政府性基金预算", "单位资金"]
    head = "单位名称\t项目代码\t项目名称\t资金来源\t\t\t\t\t\n\t\t\t" + "\t".join(names)
    body = "\n".join(f"某局\t5301\t工资\t{amount}.00\t{amount}.00\t\t{amount}.00\t\t" for amount in (9, 8, 7))
    assert paths(f"{head}\n{body}")[3:] == [f"资金来源/{name}" for name in names]


def test_no_panel_is_of_no_side_where_both_sides_are_named() -> None:
    """支出 stands over its second panel too, which says in a line below that it is by another classification."""
    head = "收入\t\t支出\t\t\t\n项目\t预算数\t按支出功能分类\t\t按支出性质\t\n\t\t项目\t预算数\t项目\t预算数\n"
    body = "一、一般公共预算\t9.00\t一、教育支出\t9.00\t一、基本支出\t5.00\n\t\t二、科学支出\t\t二、项目支出\t4.00"
    assert paths(head + body)[1::2] == ["收入/预算数", "支出/按支出功能分类/预算数", "支出/按支出性质/预算数"]


def test_totals_among_rows_of_expenditure_name_no_side() -> None:
    upper = ["收入", "支出"]
    lower = ["项目", "金额", "项目（按功能分类）", "金额", "项目（按支出性质）", "金额"]
    body = [
        ["一、财政拨款收入", "9.00", "一、教育支出", "5.00", "一、基本支出", "8.00"],
        ["二、事业收入", "0.00", "二、住房保障支出", "4.00", "二、项目支出", "1.00"],
        ["年初结转和结余", "3.00", "结余分配", "1.00", "结余分配", "1.00"],
        ["", "", "年末结转和结余", "2.00", "年末结转和结余", "2.00"],
        ["总计", "12.00", "总计", "12.00", "总计", "12.00"],
    ]
    assert relaid(upper, lower, *body)[3::2] == ["支出/金额", "支出/金额"]
