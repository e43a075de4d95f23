"""Identities inside one table, from its rows, its columns and the fields of a form."""

import pytest
from making import EXPENDITURE, changed, derived, document, failing, proofs, table

from pipeline.audit.column_sums import column_sums, component_sums
from pipeline.documents.model import Cell, Content, Document, Paragraph, Table
from pipeline.documents.reading import read
from pipeline.statements.model import Column


def expenditure(rows, **kwargs):
    return document(table(rows, "部门支出总表"), **kwargs)


def test_every_cell_of_a_table_that_closes_is_proven():
    found = proofs(expenditure(EXPENDITURE))
    assert len(found) == 8 * 3 - 4
    assert set(found.values()) == {"proven"}
    assert failing(expenditure(EXPENDITURE)) == []


def test_a_wrong_leaf_fails_down_its_column_and_across_its_row():
    # 行政运行 · 基本支出: 80.00 read as 89.00
    of = expenditure(changed(EXPENDITURE, 3, 3, "89.00"))
    assert [rule for rule, _ in failing(of)] == ["children = parent", "columns = total"]
    found = proofs(of)
    assert found[1, "行政运行", "基本支出"] == "disputed"
    assert found[1, "行政运行", "合计"] == "disputed"
    assert found[1, "行政运行", "项目支出"] == "disputed"
    assert found[1, "一般行政管理事务", "合计"] == "proven"
    assert found[1, "社会保障和就业支出", "合计"] == "proven"


def test_a_lost_row_is_noticed_by_its_parent():
    rows = [row for row in EXPENDITURE if row[0] != "2010302"]
    assert {equation.split(" ")[0] for _, equation in failing(expenditure(rows))} == {
        "expenditure[20103政府办公厅（室）及相关机构事务"
    }


def test_parts_beside_a_blank_total():
    # 合计 of 一般行政管理事务 is blank although the column is filled elsewhere.
    of = expenditure(changed(EXPENDITURE, 4, 2, ""))
    assert ("columns = total", "0 = expenditure[2010302一般行政管理事务 | 项目支出] 60.00") in failing(of)


def test_a_column_of_totals_that_is_never_printed_is_no_contradiction():
    rows = [[code, name, "", basic, project] for code, name, _, basic, project in EXPENDITURE]
    assert failing(expenditure(rows)) == []


def test_a_total_that_stands_twice_is_disputed():
    of = expenditure([EXPENDITURE[0], *EXPENDITURE])
    assert "printed once" in {rule for rule, _ in failing(of)}
    assert proofs(of)[1, "合计", "基本支出"] == "disputed"


def test_a_department_and_its_own_unit_of_one_name_may_follow_each_other():
    unit = ["431001", "井陉县数据和政务服务局", "190.00", "120.00", "70.00"]
    assert failing(expenditure([EXPENDITURE[0], unit, unit, *EXPENDITURE[1:]])) == []


def test_the_same_code_may_stand_in_several_rows():
    rows = [
        ["", "合计", "100.00", "100.00", ""],
        ["2010301", "行政运行", "40.00", "40.00", ""],
        ["2010301", "行政运行", "60.00", "60.00", ""],
    ]
    assert failing(expenditure(rows)) == []
    assert set(proofs(expenditure(rows)).values()) == {"proven"}


@pytest.mark.parametrize("row", [3, 4, 7])
def test_a_leaf_that_stands_twice_breaks_its_sum(row):
    rows = [*EXPENDITURE[: row + 1], EXPENDITURE[row], *EXPENDITURE[row + 1 :]]
    assert "children = parent" in {rule for rule, _ in failing(expenditure(rows))}


def money(col, *path, component="total", fund="total"):
    return Column(col, path, "money", fund=fund, component=component)


def sums(columns):
    by_header = column_sums(columns)
    found = [*by_header, *component_sums(columns, by_header)]
    return {whole.col: tuple(part.col for part in parts) for whole, parts in found}


def test_totals_of_a_tree_of_headers():
    columns = [
        money(1, "合计"),
        money(2, "基本支出", "小计", component="basic"),
        money(3, "基本支出", "人员经费", component="personnel"),
        money(4, "基本支出", "公用经费", component="public_use"),
        money(5, "项目支出", component="project"),
    ]
    assert sums(columns) == {1: (5, 2), 2: (3, 4)}


def test_columns_whose_headers_were_torn_are_known_by_what_they_mean():
    # The three columns of one header, as recognition cut it: 本 | 年一般公共预算基本支出 | (nothing).
    columns = [
        money(5, "本", "合计", component="basic"),
        money(6, "年一般公共预算基本支出", "人员经费", component="personnel"),
        money(7, "公用经费", component="public_use"),
    ]
    assert sums(columns) == {5: (6, 7)}


def test_a_total_beside_its_own_parts_is_added_once():
    # 人员经费 lost the line above it and stands beside the total of the basic expenditure that it is part of.
    columns = [
        money(1, "合计"),
        money(2, "基本支出", "小计", component="basic"),
        money(3, "人员经费", component="personnel"),
        money(4, "项目支出", "小计", component="project"),
    ]
    assert sums(columns) == {1: (2, 4)}


def test_of_which_columns_of_a_part_are_no_parts_beside_it():
    columns = [
        money(1, "预算数", "合计"),
        money(2, "预算数", "基本支出", component="basic"),
        money(3, "预算数", "其中：人员支出", component="personnel"),
        money(4, "预算数", "其中：公用支出", component="public_use"),
        money(5, "预算数", "项目支出", component="project"),
    ]
    assert sums(columns) == {1: (2, 5)}


@pytest.mark.parametrize("header", ["其中：财政拨款", "共预算其中:财政拨款"])
def test_beside_an_of_which_column_no_sum_is_claimed(header):
    columns = [
        money(1, "合计"),
        money(2, "一般公共预算", fund="general_public"),
        money(3, header, fund="fiscal"),
        money(4, "政府性基金", fund="gov_fund"),
    ]
    assert sums(columns) == {}


def test_columns_of_unknown_meaning_make_no_sum():
    assert sums([money(1, "合计"), money(2, "一般公共预算", fund="general_public"), money(3, "其余", fund=None)]) == {}


def test_columns_that_end_in_the_same_word_are_told_apart_above_it():
    def column(col, *path, phase):
        return Column(col, path, "money", fund="fiscal", component="total", phase=phase)

    items = [("合计",), ("因公出国（境）费",), ("公务接待费",)]
    budget = [column(2 * i + 1, *path, "预算数", phase="budget") for i, path in enumerate(items)]
    actual = [column(2 * i + 2, *path, "决算数", phase="actual") for i, path in enumerate(items)]
    sums = column_sums([*budget, *actual])
    assert [(whole.col, [part.col for part in parts]) for whole, parts in sums] == [(1, [3, 5]), (2, [4, 6])]
    assert sums[0][0] is budget[0]


def test_whole_life_and_year_of_a_sheet_each_close_in_their_column():
    rows = [
        ["项目名称", "公共设施运行", "主管部门", "某市某局"],
        ["项目资金总额", "9.00", "年度资金申请总额", "5.00"],
        ["其中：财政资金", "9.00", "其中：当年财政拨款", "6.00"],
        ["其他资金", "0.00", "上年结转资金", "0.00"],
    ]
    found = failing(document(table(rows[1:], "公共设施运行绩效目标表", head=rows[0])))
    assert [(rule, "9.00" in equation) for rule, equation in found] == [("budget = fiscal + other", False)]


def test_an_item_of_the_field_is_the_sum_of_its_parts_beside_it():
    # No column is called 合计: the parts of 三公经费 are fixed by the field itself.
    columns = [
        money(1, "“三公”经费财政拨款预算总额"),
        money(2, "因公出国（境）费用"),
        money(3, "公务接待费"),
        money(4, "公务用车购置及运行维护费", "小计"),
        money(5, "公务用车购置及运行维护费", "公务用车购置费"),
        money(6, "公务用车购置及运行维护费", "公务用车运行维护费"),
    ]
    assert sums(columns) == {1: (2, 3, 4), 4: (5, 6)}
    assert sums(columns[:3]) == {}


def test_a_projects_fiscal_and_other_money_are_all_of_it():
    whole = money(2, "项目总额")
    fiscal, other = money(3, "其中：", "财政资金", fund="fiscal"), money(4, "其中：", "其他资金", fund="other")
    assert column_sums([whole, fiscal, other]) == [(whole, (fiscal, other))]
    # 其中 one fund alone is no sum, and neither is it beside a kind of revenue.
    assert column_sums([whole, fiscal]) == []
    assert column_sums([whole, fiscal, money(4, "其中：", "其他收入", fund="other")]) == []


def test_a_column_of_money_without_a_header_is_part_of_no_item() -> None:
    columns = [money(1, "合计"), money(2, "基本支出"), money(3, "项目支出")]
    assert sums([*columns, money(4)]) == {1: (2, 3, 4)}


def amounts_of_a_sheet(**changed: str) -> list[tuple[str, str]]:
    """The identities of a sheet that prints 9.00 in all, 8.00 fiscal (7.00 basic, 1.00 project) and 1.00 other."""
    printed = {"whole": "9.00", "fiscal": "8.00", "basic": "7.00", "project": "1.00", "other": "1.00", **changed}
    cells = (
        Cell(1, 1, "部门名称"),
        Cell(1, 2, "某市某某局", col_span=5),
        Cell(2, 1, "年度绩效目标"),
        Cell(2, 2, "做好工作", col_span=5),
        Cell(3, 1, "总体资金情况（万元）", row_span=3),
        Cell(3, 2, "预算支出总额", row_span=2),
        Cell(3, 3, "财政拨款", col_span=3),
        Cell(3, 6, "其他资金"),
        Cell(4, 3, "合计"),
        Cell(4, 4, "基本支出"),
        Cell(4, 5, "项目支出"),
        Cell(4, 6, "合计"),
        *(Cell(5, col, text) for col, text in enumerate(printed.values(), start=2)),
    )
    blocks = (Paragraph(1, "部门整体支出绩效目标表"), Table(1, 5, 6, cells))
    of = Document("0" * 16, "0" * 64, 0, "text/plain", "test", "1", Content(blocks))
    results = derived(of)["audit.identity_result"]
    return sorted((str(row["expected"]), row["holds"]) for row in results if row["rule"] == "columns = total")


def test_amounts_under_header_lines_of_a_sheet_add_up():
    assert amounts_of_a_sheet() == [("80000.00", "exact"), ("90000.00", "exact")]
    # 基本支出 7.00 read as 1.00: 8.00 is no longer the sum, and 9.00 = 8.00 + 1.00 still holds.
    assert amounts_of_a_sheet(basic="1.00") == [("80000.00", "no"), ("90000.00", "exact")]


def test_a_column_that_is_not_understood_may_be_a_part() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "配套经费"]
    holds = document(table([["2010301", "行政运行", "6.00", "3.00", "2.00", "1.00"]], "支出总表", head=head))
    fails = document(table([["2010301", "行政运行", "5.00", "3.00", "2.00", "1.00"]], "支出总表", head=head))
    assert set(proofs(holds).values()) == {"proven"}
    assert set(proofs(fails).values()) == {"unchecked"}


def test_a_part_of_a_part_is_none_of_the_total() -> None:
    head = ["科目编码", "科目名称", "合计", "其中：基本支出", "其中：项目支出", "项目支出中：上年结转"]
    of = document(table([["2010301", "行政运行", "5.00", "3.00", "2.00", "1.00"]], "支出总表", head=head))
    assert failing(of) == []
    assert proofs(of)[1, "行政运行", "合计"] == "proven"


def test_the_rest_of_one_table_is_not_the_rest_of_another() -> None:
    """其他资金 of expenditure is what its neighbours leave; 其他收入 of revenue is one source of it."""
    income = table(
        [["2010301", "行政运行", "6.00", "3.00", "2.00", "1.00"]],
        "收入总表",
        head=["科目编码", "科目名称", "合计", "一般公共预算拨款", "经营收入", "其他收入"],
    )
    expenditure = table(
        [["2010301", "行政运行", "6.00", "3.00", "3.00"]],
        "支出总表",
        head=["科目编码", "科目名称", "合计", "一般公共预算拨款", "其他资金"],
    )
    assert failing(document(income, expenditure)) == []


def test_a_flat_header_divides_all_money_by_its_nature_and_by_classes() -> None:
    head = ["科目编码", "科目名称", "合计", "人员经费", "公用经费", "项目支出"]
    head += ["工资福利支出", "商品和服务支出", "资本性支出"]
    row = ["2010301", "行政运行", "10.00", "4.00", "1.00", "5.00", "4.00", "3.00"]
    holds = document(table([[*row, "3.00"]], "一般公共预算支出表", head=head))
    fails = document(table([[*row, "2.00"]], "一般公共预算支出表", head=head))
    assert failing(holds) == []
    assert set(proofs(holds).values()) == {"proven"}
    assert [rule for rule, _ in failing(fails)] == ["columns = total"]


def test_the_funds_behind_fiscal_money_in_a_flat_header_are_its_parts():
    columns = [
        money(1, "总计"),
        money(2, "财政拨款（补助）", fund="fiscal"),
        money(3, "一般公共预算", fund="general_public"),
        money(4, "政府性基金预算", fund="gov_fund"),
        money(5, "教育收费", fund="fiscal_account"),
    ]
    assert sums(columns) == {1: (2, 5), 2: (3, 4)}
    # One fund alone may not be all of it, and without 一般公共预算 the funds stand beside it.
    assert sums([*columns[:3], columns[4]]) == {1: (2, 5)}
    assert sums([*columns[:2], *columns[3:]]) == {1: (2, 4, 5)}


def test_items_whose_parts_stand_beside_them_in_a_flat_header_count_once():
    """三公经费 of two units, 公务用车费小计 beside its parts: 9.47 = 0 + 6.21 + 3.26, not + 6.21 again."""
    head = ["预算单位", "合计", "因公出国（境）费", "公务用车费小计", "公务用车购置费", "公务用车运行费", "公务接待费"]
    rows = [["水务局", "9.47", "0.00", "6.21", "0.00", "6.21", "3.26"]]
    of = document(table(rows, "一般公共预算“三公”经费支出表", head=head))
    assert failing(of) == []
    assert set(proofs(of).values()) == {"proven"}
    # 公务用车运行费 6.21 printed as 6.12
    assert [
        rule
        for rule, _ in failing(document(table(changed(rows, 0, 5, "6.12"), "一般公共预算“三公”经费支出表", head=head)))
    ] == ["columns = total"]


def test_components_whose_parts_stand_behind_them_in_a_flat_header_count_once():
    columns = [
        money(3, "本年支出", "合计"),
        money(4, "本年支出", "基本支出", component="basic"),
        money(5, "本年支出", "人员经费", component="personnel"),
        money(6, "本年支出", "公用经费", component="public_use"),
        money(7, "本年支出", "项目支出", component="project"),
    ]
    assert sums(columns) == {4: (5, 6), 3: (4, 7)}
    # One part alone says nothing of the rest of its whole.
    assert 4 not in sums(columns[:3])


def test_a_list_of_funds_may_leave_a_balance_in_every_row():
    """企业职工基本养老保险基金 58620 - 55210 = 3410; revenue and expenditure of the list are not the same."""
    head = ["项目", "本年收入", "本年支出", "本年结余"]
    rows = [
        ["合计", "60930", "57190", "3740"],
        ["养老保险基金", "58620", "55210", "3410"],
        ["失业保险基金", "2310", "1980", "330"],
    ]
    assert failing(document(table(rows, "社会保险基金预算收支表", head=head))) == []


def test_a_total_under_a_price_is_no_sum_of_prices():
    """合计 runs on over the prices: 36.00 + 38.20 = 74.20, and 1.50 and 38.20 are parts of nothing."""
    lines = (
        "<table><tr><th>项目名称<th>数量<th>单价<th>购买服务金额</tr>"
        "<tr><td>文化活动<td>24<td>1.50<td>36.00</tr><tr><td>物业服务<td>1<td>38.20<td>38.20</tr>"
        "<tr><td colspan=3>合计<td>74.20</tr></table>"
    )
    of = read(f"<html><body><p>某市文化局2025年部门预算</p><p>政府购买服务预算表</p><p>单位：万元</p>{lines}".encode())
    assert failing(of) == []
    assert proofs(of)[1, "合计", "购买服务金额"] == "proven"


def test_two_headers_that_each_divide_the_total():
    def column(col, *path, fund="total", component="project"):
        return Column(col, path, "money", fund=fund, component=component)

    whole = column(1, "支出合计")
    funds = [column(2, "资金来源", "财政拨款", fund="fiscal"), column(3, "资金来源", "其他资金", fund="other")]
    classes = [
        column(4, "支出经济分类", "商品和服务支出", component="goods"),
        column(5, "支出经济分类", "资本性支出", component="capital"),
    ]
    assert column_sums([*funds, *classes, whole]) == [(whole, tuple(funds)), (whole, tuple(classes))]
    # One such header beside other columns divides nothing by itself.
    basic = column(6, "基本支出", component="basic")
    assert column_sums([*classes, basic, whole]) == [(whole, (basic, *classes))]


def test_a_mark_in_the_money_of_one_side_shares_no_sum_of_the_other():
    """一、 prints — where its sum stands in the row below; the 50.00 of its height is 四、's own."""
    head = ["项目", "行次", "统计数", "项目", "行次", "统计数"]
    rows = [
        ["一、“三公”经费支出", "1", "—", "四、机关运行经费", "20", "50.00"],
        ["（一）支出合计", "2", "15.50", "（一）行政单位", "21", "50.00"],
        ["1．公务用车购置及运行维护费", "4", "11.00", "", "", ""],
        ["2．公务接待费", "7", "4.50", "", "", ""],
    ]
    of = document(table(rows, "机构运行信息表", head=head))
    assert failing(of) == []
    assert proofs(of)[1, "四、机关运行经费", "统计数"] == "proven"
