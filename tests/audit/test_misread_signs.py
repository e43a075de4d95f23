"""Signs of comparison in recognised grids of indicators that were read as numerals."""

import pytest
from making import derived, document
from small_disclosures import word_table

HEAD = ["一级指标", "二级指标", "三级指标", "指标符号", "指标值", "计量单位"]
ROWS = [
    ["产出指标", "数量指标", "走访慰问次数", "二", "12", "次"],
    ["", "数量指标", "优待对象人数", "≥", "1260", "人"],
    ["", "时效指标", "资金发放及时率", "≥", "95", "%"],
    ["效益指标", "社会效益指标", "信访发生率", "≤", "2", "%"],
]


def sheet(rows, head=HEAD):
    first = [
        ["项目名称", "优抚对象优待", *[""] * (len(head) - 2)],
        ["预算金额（元）", "3000.00", *[""] * (len(head) - 2)],
    ]
    return "项目支出绩效目标表\n" + word_table([*first, head, *rows]) + "\n"


def kpis(of):
    return [(row["level3"], row["operator"], str(row["target_value"])) for row in derived(of)["core.fact_kpi"]]


def test_a_numeral_in_a_column_of_signs_is_a_sign():
    of = document(sheet(ROWS), recognised=True)
    assert kpis(of)[0] == ("走访慰问次数", "=", "12.000000")
    corrections = derived(of)["audit.correction"]
    assert [(row["before"], row["after"]) for row in corrections] == [("二", "＝")]
    assert corrections[0]["fact_id"] == derived(of)["core.fact_kpi"][0]["kpi_id"]


def test_a_numeral_right_before_a_figure():
    rows = [[*row[:3], f"{row[3]}{row[4]}{row[5]}"] for row in ROWS]
    of = document(sheet(rows, [*HEAD[:3], "指标值"]), recognised=True)
    assert kpis(of)[0] == ("走访慰问次数", "=", "12.000000")


@pytest.mark.parametrize("recognised", [True, False])
def test_a_numeral_stays_where_no_column_of_signs_is_or_the_text_is_digital(recognised):
    rows = [[*row[:4], "12", "次"] for row in ROWS]
    if recognised:
        rows = [[*row[:3], "二", *row[4:]] for row in rows]
    assert derived(document(sheet(rows), recognised=recognised))["audit.correction"] == []
