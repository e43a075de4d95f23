"""Basic expenditure divided in three, and texts about single units."""

import pytest
from making import derived, document, failing, proofs, table

THREE = ["预算单位", "支出总计", "基本支出小计", "人员支出", "公用支出", "对个人和家庭的补助支出", "项目支出"]
UNITS = table(
    [["合计", "190.00", "120.00", "90.00", "20.00", "10.00", "70.00"],
     ["某市水务局", "140.00", "80.00", "60.00", "15.00", "5.00", "60.00"],
     ["某市水质中心", "50.00", "40.00", "30.00", "5.00", "5.00", "10.00"]],
    "部门支出总表", head=THREE,
)  # fmt: skip


def test_three_parts_of_basic_expenditure_close_together() -> None:
    assert failing(document(UNITS)) == []
    # 120 = 90 + 20 + 10 and 190 = 120 + 70
    assert {proofs(document(UNITS))[1, "合计", path] for path in ("基本支出小计", "人员支出", "项目支出")} == {"proven"}


def test_a_wrong_third_part_fails() -> None:
    assert failing(document(UNITS.replace("90.00", "91.00"))) != []


def test_personnel_without_the_third_part_is_no_other_tables_personnel() -> None:
    # 人员经费 100 holds 对个人和家庭的补助 10, 人员支出 90 does not.
    basic = table(
        [["", "合计", "120.00", "100.00", "20.00"], ["301", "工资福利支出", "90.00", "90.00", ""],
         ["302", "商品和服务支出", "20.00", "", "20.00"], ["303", "对个人和家庭的补助", "10.00", "10.00", ""]],
        "一般公共预算基本支出表", head=["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    )  # fmt: skip
    assert failing(document(UNITS, basic)) == []


@pytest.mark.parametrize(
    ("unit", "total", "project", "proof"),
    [
        ("某市水质中心", "50.00", "10.00", "proven"),
        ("某市水质中心", "51.00", "11.00", "disputed"),
        ("某市水务局", "190.00", "70.00", "proven"),
    ],
)
def test_a_text_about_a_unit_is_held_against_its_rows(unit: str, total: str, project: str, proof: str) -> None:
    text = f"{unit}预算{total}元，包括项目支出{project}元。"
    rows = derived(document(UNITS, text=text))["core.fact_narrative"]
    assert [row["proof"] for row in rows] == [proof, proof]
