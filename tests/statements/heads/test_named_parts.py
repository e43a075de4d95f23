"""Columns of 类, 款 and 项 that print names, and columns of counts under the header of a cost."""

from pipeline.statements.understand import understand
from tests.statements.small_tables import document, table


def test_names_under_section_headers_are_the_labels_of_their_rows() -> None:
    (reading,) = understand(
        document(
            "一般公共预算支出表",
            "单位：万元",
            table(
                ["类", "款", "项", "合计", "基本支出", "项目支出"],
                ["一般公共服务支出", "", "", "30.00", "20.00", "10.00"],
                ["", "政府办公厅（室）及相关机构事务", "", "30.00", "20.00", "10.00"],
                ["", "", "行政运行", "20.00", "20.00", ""],
                ["", "", "一般行政管理事务", "10.00", "", "10.00"],
                ["合计", "", "", "30.00", "20.00", "10.00"],
            ),
        )
    ).readings
    assert [(r.label, r.function_inferred, r.level, r.is_leaf) for r in reading.rows] == [
        ("一般公共服务支出", "201", 1, False),
        ("政府办公厅（室）及相关机构事务", "20103", 2, False),
        ("行政运行", "2010301", 3, True),
        ("一般行政管理事务", "2010302", 3, True),
        ("合计", None, 0, False),
    ]


def test_what_is_counted_under_a_cost_is_no_money() -> None:
    header = ["单位名称", "因公出国（境）费", "因公出国（境）费", "公务接待费", "公务接待费", "合计"]
    (reading,) = understand(
        document(
            "“三公”经费支出预算表",
            "单位：万元",
            table(
                header,
                ["单位名称", "团组数（个）", "金额", "批次（批）", "金额", "合计"],
                ["合计", "1", "6.00", "20", "2.00", "8.00"],
                ["某局机关", "1", "6.00", "12", "1.20", "7.20"],
                ["某局信息中心", "", "", "8", "0.80", "0.80"],
            ),
        )
    ).readings
    assert [column.concept for column in reading.columns] == [
        "unit_name",
        "quantity",
        "money",
        "quantity",
        "money",
        "money",
    ]
