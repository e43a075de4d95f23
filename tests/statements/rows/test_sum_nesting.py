"""Lists in which the sums alone tell which row is part of which."""

from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table


def nesting(*rows: tuple[str, str]) -> dict[str, tuple[str | None, bool]]:
    """The label of the parent of each row and whether it is a leaf, by its label."""
    printed = table(
        ["单位编码", "单位（项目）名称", "项目金额"], ["", "合计", rows[0][1]], *[["", *row] for row in rows[1:]]
    )
    (reading,) = understand(document("专项业务经费支出表", "单位：元", printed)).readings
    labels = {row.row: row.label for row in reading.rows}
    return {row.label: (labels.get(row.parent or 0), row.is_leaf) for row in reading.rows}


def test_groups_are_the_sums_of_what_follows_them() -> None:
    assert nesting(
        ("合计", "905.00"),
        ("通用项目", "280.00"),
        ("办公用房服务", "221.00"),
        ("食堂服务", "131.00"),
        ("物业管理服务", "90.00"),
        ("委托咨询业务", "59.00"),
        ("专用项目", "625.00"),
        ("接待事务", "154.00"),
        ("信访事务", "471.00"),
    ) == {
        "合计": (None, False),
        "通用项目": ("合计", False),
        "办公用房服务": ("通用项目", False),
        "食堂服务": ("办公用房服务", True),
        "物业管理服务": ("办公用房服务", True),
        "委托咨询业务": ("通用项目", True),
        "专用项目": ("合计", False),
        "接待事务": ("专用项目", True),
        "信访事务": ("专用项目", True),
    }


def test_a_group_of_groups_repeats_the_amount() -> None:
    found = nesting(
        ("合计", "105.00"), ("专用项目", "105.00"), ("专项业务费", "105.00"), ("检查", "9.00"), ("利息", "96.00")
    )
    assert found["专项业务费"] == ("专用项目", False)
    assert found["检查"] == found["利息"] == ("专项业务费", True)


def test_a_list_that_adds_up_stays_flat() -> None:
    found = nesting(("合计", "30.00"), ("甲", "15.00"), ("乙", "10.00"), ("丙", "5.00"))
    assert {found[name] for name in "甲乙丙"} == {("合计", True)}


def test_nothing_is_nested_where_the_sums_tell_more_than_one_way_or_none() -> None:
    # 10 is 甲 with 乙 beside 丙 with 丁, or 甲 beside 乙 with 丙 and 丁 under none: 5 = 5 twice.
    several = nesting(("合计", "10.00"), ("甲", "5.00"), ("乙", "5.00"), ("丙", "5.00"), ("丁", "5.00"))
    none = nesting(("合计", "12.00"), ("甲", "10.00"), ("乙", "5.00"), ("丙", "4.00"))
    assert {parent for parent, _ in (*several.values(), *none.values())} == {None, "合计"}


def test_a_long_list_whose_total_is_wrong_is_left_alone() -> None:
    names = [(f"项目{'甲乙丙丁'[i % 4]}{'子丑寅卯'[i // 4 % 4]}之{i}", "2.00") for i in range(1200)]
    found = nesting(("合计", "1200.00"), *names)
    assert {parent for parent, _ in found.values()} == {None, "合计"}


def test_a_blank_row_parts_no_list() -> None:
    assert nesting(
        ("合计", "30.00"),
        ("通用项目", "30.00"),
        ("", ""),
        ("食堂服务", "20.00"),
        ("物业管理服务", "10.00"),
    ) == {
        "合计": (None, False),
        "通用项目": ("合计", False),
        "食堂服务": ("通用项目", True),
        "物业管理服务": ("通用项目", True),
    }


def heads(*rows: tuple[str, str, str]) -> dict[str, str | None]:
    """The label of the parent of each row of a list of codes, by its label."""
    printed = table(["科目编码", "项目名称", "金额"], ["", "合计", "100.00"], *[list(row) for row in rows])
    (reading,) = understand(document("一般公共预算项目支出预算表", "单位：万元", printed)).readings
    labels = {row.row: row.label for row in reading.rows}
    return {row.label: labels.get(row.parent or 0) for row in reading.rows}


def test_a_row_with_the_name_of_its_code_heads_the_projects_that_repeat_the_code() -> None:
    found = heads(
        ("2130314", "防汛", "60.00"),
        ("2130314", "物资储备", "45.00"),
        ("2130314", "堤防抢险", "15.00"),
        ("2130311", "水资源节约管理与保护", "40.00"),
        ("2130311", "节水宣传", "40.00"),
    )
    assert (found["物资储备"], found["堤防抢险"], found["节水宣传"]) == ("防汛", "防汛", "水资源节约管理与保护")
    assert found["防汛"] == found["水资源节约管理与保护"] == "合计"


def test_a_project_with_the_name_of_its_code_stands_beside_the_others() -> None:
    found = heads(("2130314", "防汛", "60.00"), ("2130314", "物资储备", "30.00"), ("2130314", "堤防抢险", "10.00"))
    assert set(found.values()) == {None, "合计"}


def test_rows_that_end_like_units_stand_beside_the_others_where_all_make_the_total() -> None:
    """A list of places: 20.80 + 16.20 + 22.60 = 59.60, so that 小南头乡 is no part of the street above it."""

    def places(total: str) -> dict[str, tuple[str | None, str, str | None]]:
        rows = [["合计", total], ["振华街街道", "20.80"], ["新华街街道", "16.20"], ["小南头乡", "22.60"]]
        printed = table(["地区（单位）", "专项转移支付"], *rows)
        (reading,) = understand(document("专项转移支付分地区表", "单位：万元", printed)).readings
        labels = {row.row: row.label for row in reading.rows}
        return {row.label: (labels.get(row.parent or 0), row.role, row.unit_name) for row in reading.rows}

    assert places("59.60")["小南头乡"] == ("合计", "leaf", None)
    assert places("37.00")["小南头乡"] == ("新华街街道", "leaf", "新华街街道")


def test_projects_head_the_classes_of_their_money() -> None:
    """320.50 + 46.20 = 366.70 and 188.40 + 35.00 = 223.40; with another figure two lists may stand there."""

    def parents(second: str) -> list[str | None]:
        rows = [
            ["", "合计", "590.10"],
            ["2130705", "村级公益事业", "366.70"],
            ["30305", "生活补助", "320.50"],
            ["30299", "其他商品和服务支出", "46.20"],
            ["2120501", "环境整治", second],
            ["30227", "委托业务费", "188.40"],
            ["30213", "维修（护）费", "35.00"],
        ]
        printed = table(["科目编码", "项目名称/经济科目", "金额"], *rows)
        (reading,) = understand(document("部门项目支出预算表", "单位：万元", printed)).readings
        labels = {row.row: row.label for row in reading.rows}
        return [labels.get(row.parent or 0) for row in reading.rows]

    first = [None, "合计", "村级公益事业", "村级公益事业", "合计", "环境整治", "环境整治"]
    assert parents("223.40") == first
    assert parents("220.00") == [None, *["合计"] * 6]


def test_names_that_stand_for_a_code_are_part_of_the_name_under_which_they_are_set_in() -> None:
    rows = [
        ["合计", "120.00"],
        ["人员经费", "100.00"],
        ["　工资性支出", "70.00"],
        ["　住房公积金", "20.00"],
        ["　对个人和家庭的补助", "10.00"],
        ["公用经费", "20.00"],
        ["　商品和服务支出", "20.00"],
    ]
    (reading,) = understand(document("部门基本支出预算表", "单位：万元", table(["支出项目", "金额"], *rows))).readings
    labels = {row.row: row.label for row in reading.rows}
    assert [labels.get(row.parent or 0) for row in reading.rows] == [
        None, "合计", "人员经费", "人员经费", "人员经费", "合计", "公用经费",
    ]  # fmt: skip


def test_a_project_named_like_its_function_is_told_by_standing_further_in() -> None:
    """水资源节约管理与保护 is the 项 and, further in, the only project of it; 防汛抗旱 has a name of its own."""
    printed = table(
        ["类", "款", "项", "单位代码", "单位名称（科目）", "金额"],
        ["", "", "", "", "合计", "84.10"],
        ["213", "03", "11", "", "水资源节约管理与保护", "22.26"],
        ["213", "03", "11", "501001", "  水资源节约管理与保护", "22.26"],
        ["213", "03", "14", "", "防汛", "61.84"],
        ["213", "03", "14", "501001", "  防汛抗旱", "61.84"],
    )
    (reading,) = understand(document("一般公共预算项目支出预算表", "单位：万元", printed)).readings
    assert [(row.row, row.parent, row.is_leaf) for row in reading.rows] == [
        (2, None, False),
        (3, 2, False),
        (4, 3, True),
        (5, 2, False),
        (6, 5, True),
    ]
