"""Rows that are budget units, and units printed beside rows."""

from pipeline.documents.model import Cell, Table
from pipeline.statements.understand import understand
from tests.statements.small_tables import document, reading_of, row, table


def test_rows_under_a_unit_are_its_own() -> None:
    (reading,) = understand(
        document(
            "项目支出预算表",
            "单位名称：某市某某局",
            "单位：万元",
            table(
                ["项目名称", "总计", "一般公共预算"],
                ["合计", "3.00", "3.00"],
                ["某市某某局", "3.00", "3.00"],
                ["物业管理费", "2.00", "2.00"],
                ["宣传经费", "1.00", "1.00"],
            ),
        )
    ).readings
    assert row(reading, "某市某某局").role == "unit"
    assert [r.unit_name for r in reading.rows] == [None, "某市某某局", "某市某某局", "某市某某局"]


PROCUREMENT = [
    ["科目编码", "科目编码", "科目编码", "单位编码", "采购项目", "采购目录", "数量", "预算金额"],
    ["类", "款", "项", "单位编码", "采购项目", "采购目录", "数量", "预算金额"],
    ["合计", "", "", "", "", "", "2", "3.00"],
    ["201", "40", "04", "121001", "某市某某局", "", "2", "3.00"],
    ["201", "40", "04", "", "安保服务", "C05040300保安服务", "1", "2.00"],
    ["201", "40", "04", "", "物业管理服务", "C21040000物业管理服务", "1", "1.00"],
]


def test_a_unit_in_a_list_of_procurement_has_no_code_of_its_items() -> None:
    readings = understand(
        document(
            "收入总表",
            "单位：万元",
            table(["单位编码", "单位名称", "合计"], ["121001", "某市某某局", "3.00"]),
            "政府采购（资产配置、购买服务）预算表",
            "单位：万元",
            table(*PROCUREMENT, number=2),
        )
    ).readings
    assert readings[1].statement == "procurement"
    unit, first, second = readings[1].rows[1:]
    assert (unit.role, unit.codes.main, unit.unit_code) == ("unit", None, "121001")
    assert first.codes.function == second.codes.function == "2014004"
    assert first.parent == second.parent == unit.row
    assert (first.unit_name, second.unit_code) == ("某市某某局", "121001")


def test_forms_of_financing_hold_units() -> None:
    reading = reading_of(
        "专项业务经费支出表",
        ["单位编码(项目编码)", "项目单位(项目名称)", "项目金额"],
        ["合计", "", "3.00"],
        ["1", "全额", "3.00"],
        ["271001", "某市某某局", "3.00"],
        ["", "检查经费", "3.00"],
    )
    financing = row(reading, "全额")
    assert (financing.role, financing.unit_code, financing.is_leaf) == ("subtotal", None, False)


def test_economic_names_beside_items_and_under_units_give_codes() -> None:
    bought = reading_of(
        "政府采购支出表",
        ["采购品目大类", "专项名称", "经济科目", "采购物品名称", "总计"],
        ["", "专项宣传费", "办公费", "印刷服务", "2.00"],
        ["", "专项宣传费", "其他", "其他服务", "2.00"],
    )
    assert [r.economic_inferred for r in bought.rows] == ["30201", None]
    by_unit = reading_of(
        "部门预算基本支出预算表",
        ["单位名称", "总计"],
        ["合计", "3.00"],
        ["某市某某局", "3.00"],
        ["工资福利支出", "3.00"],
    )
    assert row(by_unit, "合计").economic_inferred is None


def test_the_sum_of_a_unit_over_its_rows_holds_them() -> None:
    reading = reading_of(
        "一般公共预算支出预算表",
        ["单位编码", "单位名称", "科目编码", "科目名称", "合计"],
        ["", "合计", "", "", "6.00"],
        ["801001", "某管委会本级", "", "小计", "4.00"],
        ["801001", "某管委会本级", "2010301", "行政运行", "3.00"],
        ["801001", "某管委会本级", "2210201", "住房公积金", "1.00"],
        ["801002", "某服务中心", "", "小计", "2.00"],
        ["801002", "某服务中心", "2010350", "事业运行", "2.00"],
    )
    assert [r.parent for r in reading.rows] == [None, 2, 3, 3, 2, 6]


def test_a_unit_printed_beside_the_first_of_its_rows_is_that_of_all() -> None:
    head = ["单位名称", "科目编码", "科目名称", "合计"]
    reading = reading_of(
        "部门支出预算表",
        head,
        ["", "", "合计", "6.00"],
        ["某局本级", "2010301", "行政运行", "3.00"],
        ["", "2210201", "住房公积金", "1.00"],
        ["某服务中心", "2010350", "事业运行", "2.00"],
    )
    assert [r.unit_name for r in reading.rows] == [None, "某局本级", "某局本级", "某服务中心"]
    # Where the column prints a unit in every row, a blank is none.
    reading = reading_of(
        "部门支出预算表",
        head,
        ["某局本级", "2010301", "行政运行", "3.00"],
        ["某局本级", "2010350", "事业运行", "2.00"],
        ["", "2210201", "住房公积金", "1.00"],
    )
    assert [r.unit_name for r in reading.rows] == ["某局本级", "某局本级", None]


def test_names_over_codes_of_their_own_are_units_where_the_sums_say_so() -> None:
    reading = reading_of(
        "部门支出总表",
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "某县第三托儿", "9.00", "7.00", "2.00"],
        ["205", "教育支出", "8.00", "6.00", "2.00"],
        ["20502", "普通教育", "8.00", "6.00", "2.00"],
        ["221", "住房保障支出", "1.00", "1.00", ""],
        ["", "某县第四托儿", "4.00", "4.00", ""],
        ["205", "教育支出", "4.00", "4.00", ""],
        ["20502", "普通教育", "4.00", "4.00", ""],
        ["", "合计", "13.00", "11.00", "2.00"],
    )
    assert [r.label for r in reading.rows if r.role == "unit"] == ["某县第三托儿", "某县第四托儿"]
    assert {r.unit_name for r in reading.rows[1:4]} == {"某县第三托儿"}
    assert reading.rows[6].parent == reading.rows[5].row
    assert reading.rows[4].parent == reading.rows[7].row


def test_a_name_over_codes_that_do_not_make_it_is_no_unit() -> None:
    reading = reading_of(
        "部门支出总表",
        ["科目编码", "科目名称", "合计"],
        ["", "某县第三托儿", "9.00"],
        ["205", "教育支出", "8.00"],
        ["", "合计", "8.00"],
    )
    assert row(reading, "某县第三托儿").role == "leaf"


def test_a_header_of_units_and_codes_has_units_among_its_rows() -> None:
    reading = reading_of(
        "部门支出总表",
        ["功能科目编码", "单位名称（功能科目名称）", "合计"],
        ["", "某县中学", "8.00"],
        ["205", "教育支出", "8.00"],
        ["", "合计", "8.00"],
    )
    assert (row(reading, "某县中学").role, row(reading, "教育支出").unit_name) == ("unit", "某县中学")


def test_the_code_of_an_item_in_the_column_of_units_is_no_unit() -> None:
    reading = reading_of(
        "支出总表",
        ["类", "款", "项", "单位代码", "单位名称（功能分类科目）", "合计"],
        ["", "", "", "401001", "某县水利局", "2.00"],
        ["213", "", "", "213", "农林水支出", "2.00"],
        ["213", "03", "", "21303", "水利", "2.00"],
        ["", "", "", "", "合计", "2.00"],
    )
    assert (row(reading, "某县水利局").role, row(reading, "某县水利局").unit_code) == ("unit", "401001")
    assert {(row(reading, label).unit_code, row(reading, label).unit_name) for label in ("农林水支出", "水利")} == {
        ("401001", "某县水利局")
    }


def test_a_sum_under_the_rows_of_a_unit_closes_them() -> None:
    reading = reading_of(
        "部门支出总表",
        ["单位名称", "功能科目编码", "功能科目名称", "支出总计", "基本支出"],
        ["某县文化局", "2070101", "行政运行", "5.00", "5.00"],
        ["某县文化局", "2070109", "群众文化", "2.00", ""],
        ["小计", "", "", "7.00", "5.00"],
        ["某县图书馆", "2070104", "图书馆", "3.00", "3.00"],
        ["小计", "", "", "3.00", "3.00"],
        ["合计", "", "", "10.00", "8.00"],
    )
    assert [r.parent for r in reading.rows] == [4, 4, 7, 6, 7, None]
    assert [reading.rows[index].unit_name for index in (2, 4)] == ["某县文化局", "某县图书馆"]


def test_rows_that_print_the_code_of_their_unit_have_its_name() -> None:
    """The row of the unit prints its name alone; a code under two units is of none of them."""
    head = ["类", "款", "项", "单位代码", "单位名称（科目）", "合计"]
    first, second = ["", "", "", "", "某市某某局机关", "3.00"], ["", "", "", "", "某市某某中心", "2.00"]

    def named(code: str) -> list[str | None]:
        rows = (
            ["", "", "", "", "合计", "5.00"],
            first,
            ["201", "01", "01", "301001", "行政运行", "3.00"],
            second,
            ["201", "01", "50", code, "事业运行", "2.00"],
        )
        return [r.unit_name for r in reading_of("部门支出总表", head, *rows).rows if r.codes.function]

    assert named("301002") == ["某市某某局机关", "某市某某中心"]
    assert named("301001") == [None, None]


def test_a_unit_with_its_code_in_one_cell_beside_a_project() -> None:
    reading = reading_of(
        "项目支出表",
        ["项目名称", "项目单位", "合计", "一般公共预算"],
        ["合计", "", "3.00", "3.00"],
        ["安全生产专项整治", "[045001]某市应急管理局本级", "2.00", "2.00"],
        ["应急物资储备", "[045002]某市减灾中心", "1.00", "1.00"],
    )
    units = [
        (row(reading, name).unit_code, row(reading, name).unit_name) for name in ("安全生产专项整治", "应急物资储备")
    ]
    assert units == [("045001", "某市应急管理局本级"), ("045002", "某市减灾中心")]


def test_a_unit_that_reaches_down_over_named_rows_is_the_name_of_none() -> None:
    """基本支出 by unit and economic class: the unit once, merged down beside its kinds of expenditure."""
    printed = [
        ["预算单位", "支出项目类别", "总计", "一般公共预算拨款"],
        ["总计", "", "10.00", "10.00"],
        ["某市某某局本级", "工资福利支出", "4.00", "4.00"],
        [None, "商品和服务支出", "3.00", "3.00"],
        ["某市某某所", "工资福利支出", "2.00", "2.00"],
        [None, "商品和服务支出", "1.00", "1.00"],
    ]
    cells = [
        Cell(row_no, col, text, row_span=2 if col == 1 and row_no > 2 else 1)
        for row_no, texts in enumerate(printed, start=1)
        for col, text in enumerate(texts, start=1)
        if text is not None
    ]
    (reading,) = understand(document("基本支出预算表", "单位：万元", Table(1, len(printed), 4, tuple(cells)))).readings
    rows = [(r.label, r.unit_name, r.economic_inferred, r.role, r.parent) for r in reading.rows[1:]]
    assert rows == [
        ("工资福利支出", "某市某某局本级", "301", "leaf", 2),
        ("商品和服务支出", "某市某某局本级", "302", "leaf", 2),
        ("工资福利支出", "某市某某所", "301", "leaf", 2),
        ("商品和服务支出", "某市某某所", "302", "leaf", 2),
    ]


def test_a_kind_of_projects_merged_over_code_name_and_unit_is_the_label_of_its_row() -> None:
    printed: list[list[str | None]] = [
        ["项目编码", "项目名称", "项目单位", "合计", "一般公共预算"],
        ["", "合计", "", "6.00", "6.00"],
        ["特定目标类", None, None, "6.00", "6.00"],
        ["42010026126T000000105", "农资淡储贴息", "某市某某社", "5.00", "5.00"],
        ["42010026126T000000205", "网点补助", "某市某某社", "1.00", "1.00"],
    ]
    cells = [
        Cell(row_no, col, text, col_span=3 if text == "特定目标类" else 1)
        for row_no, texts in enumerate(printed, start=1)
        for col, text in enumerate(texts, start=1)
        if text is not None
    ]
    (reading,) = understand(document("项目支出表", "单位：万元", Table(1, len(printed), 5, tuple(cells)))).readings
    assert [(r.label, r.role, r.parent) for r in reading.rows[1:]] == [
        ("特定目标类", "subtotal", 2),
        ("农资淡储贴息", "leaf", 3),
        ("网点补助", "leaf", 3),
    ]
