"""Headers of indicators over several rows in files that print blanks for merged cells."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive

_SHEET = """\
某县教育局2025年部门预算公开,,,,,,,
项目支出绩效目标申报表,,,,,,,
项目名称,,校舍维修,,项目编码,,3272342300045,
主管部门,,某县教育局,,实施单位,,某县学校,
年度资金总额（万元）,,120.00,,其中：财政拨款,,120.00,
年度目标,,按期完成维修。,,,,,
绩效指标,一级指标,二级指标,三级指标,指标值,,,其他说明
,,,,符号,值,单位（文字描述）,
,产出指标,数量指标,维修面积,≥,5000,平方米,
,,质量指标,验收合格率,≥,98,%,
,满意度指标,满意度指标,师生满意度,≥,90,%,
"""
_LIST = """\
某县教育局2025年部门预算公开,,,,,,,
专项资金绩效目标表,,,,,,,
单位：万元,,,,,,,
单位编码,项目名称,资金总额,绩效指标,,,,
,,,一级指标,二级指标,三级指标,指标值,指标值说明
301001,校舍维修,120.00,产出指标,数量指标,维修面积,≥5000平方米,设计
,,,,质量指标,验收合格率,≥98%,规范
301001,教师培训,36.50,产出指标,数量指标,培训人次,≥300人次,计划
"""
_YEARS = """\
项目支出绩效目标申报表
\t项目名称\n\t校舍维修\n\t当年预算（万元）\n\t120.00\n
\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\t指标值确定依据\n
\t\n\t\n\t\n\t前年\n\t上年\n\t预计当年实现\n\t\n
\t产出指标\n\t质量指标\n\t验收合格率\n\t95%\n\t96%\n\t≥98%\n\t规范\n
\t产出指标\n\t质量指标\n\t按期完成率\n\t90%\n\t93%\n\t≥95%\n\t计划\n


"""


def _derived(text: str) -> dict[str, list[dict[str, Any]]]:
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    return {name: frame.to_dicts() for name, frame in derive([read(text.encode())], disclosure).items()}


def _targets(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str, str, str]]:
    return [(row["level1"], row["level2"], row["level3"], row["target_raw"]) for row in frames["core.fact_kpi"]]


@pytest.mark.parametrize("mark", [",", "\t"])
def test_sign_value_and_unit_in_a_line_under_their_header(mark: str) -> None:
    frames = _derived(_SHEET.replace(",", mark))
    assert _targets(frames) == [
        ("产出指标", "数量指标", "维修面积", "≥5000平方米"),
        ("产出指标", "质量指标", "验收合格率", "≥98%"),
        ("满意度指标", "满意度指标", "师生满意度", "≥90%"),
    ]
    (project,) = frames["core.fact_project"]
    assert (project["project_name"], project["project_code"]) == ("校舍维修", "3272342300045")
    assert (project["budget_yuan"], project["goals"]) == (Decimal("1200000.00"), "按期完成维修。")


@pytest.mark.parametrize("mark", [",", "\t"])
def test_projects_at_the_left_of_a_header_whose_levels_stand_in_its_second_line(mark: str) -> None:
    frames = _derived(_LIST.replace(",", mark))
    names = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert [(names[row["project_id"]], row["level3"]) for row in frames["core.fact_kpi"]] == [
        ("校舍维修", "维修面积"),
        ("校舍维修", "验收合格率"),
        ("教师培训", "培训人次"),
    ]
    assert [(row["label"], row["amount_yuan"]) for row in frames["core.fact_line_item"]] == [
        ("校舍维修", Decimal("1200000.00")),
        ("教师培训", Decimal("365000.00")),
    ]


def test_years_under_a_target_beside_a_header_that_reaches_down() -> None:
    frames = _derived(_YEARS)
    assert [(row["level3"], row["target_raw"], row["basis"]) for row in frames["core.fact_kpi"]] == [
        ("验收合格率", "≥98%", "规范"),
        ("按期完成率", "≥95%", "计划"),
    ]


def test_a_row_with_a_name_in_both_levels_heads_no_rows_under_it() -> None:
    """Its signs and units are those of the next row too, and no merged cells."""
    frames = _derived("""\
项目支出绩效目标表,,,,,,,
单位：万元,,,,,,,
项目名称,预算资金,一级指标,二级指标,三级指标,指标符号,指标值,计量单位
校舍维修,120.00,产出指标,数量指标,维修面积,≥,5000,平方米
校舍维修,120.00,满意度指标,满意度指标,师生满意度,≥,90,%
教师培训,36.50,产出指标,质量指标,培训合格率,≥,95,%
教师培训,36.50,产出指标,时效指标,按期完成率,≥,98,%
""")
    assert [row["target_raw"] for row in frames["core.fact_kpi"]] == ["≥5000平方米", "≥90%", "≥95%", "≥98%"]


def test_values_behind_blanks_beside_a_header_of_which_one_cell_has_its_span() -> None:
    frames = _derived("""\
某县教育局2025年部门预算公开,,,,,,
项目支出绩效自评表,,,,,,
项目名称,,校舍维修,,,,
主管部门,,某县教育局,,实施单位,某县学校,
项目资金（万元）,,年初预算数,,全年预算数,全年执行数,执行率
,年度资金总额,120.00,,120.00,90.00,75%
绩效指标,一级指标,二级指标,三级指标,年度指标值,实际完成值,得分
,产出指标,质量指标,验收合格率,≥98%,99%,10
""")
    (project,) = frames["core.fact_project"]
    assert (project["project_name"], project["unit_name"]) == ("校舍维修", "某县学校")
    (kpi,) = frames["core.fact_kpi"]
    assert (kpi["project_id"], kpi["level3"], kpi["target_raw"]) == (project["project_id"], "验收合格率", "≥98%")


def test_names_of_indicators_and_both_levels_under_one_header_that_prints_blanks_for_its_width() -> None:
    lines = [
        "某市数据局2025年部门预算公开,,,,",
        "项目支出绩效目标表,,,,",
        "项目名称,监测站运行,,,",
        "实施单位,某市监测站,,主管部门,某市数据局",
        "项目预算（万元）,19.81,,,",
        "绩效指标,,,指标值,备注",
        "产出指标,数量指标,监测点位,≥12个,",
        ",质量指标,数据合格率,≥95%,",
        "满意度指标,服务对象满意度指标,群众满意度,≥90%,",
    ]
    document = read("\n".join(lines).encode("utf-8-sig"))
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    found = derive([document], disclosure)["core.fact_kpi"].to_dicts()  # type: ignore[arg-type]
    assert [(row["level1"], row["level2"], row["level3"], row["target_raw"]) for row in found] == [
        ("产出指标", "数量指标", "监测点位", "≥12个"),
        ("产出指标", "质量指标", "数据合格率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
    ]


def test_the_header_of_targets_stands_over_what_is_one_where_a_file_does_not_say_how_wide_cells_are() -> None:
    """Rows of a Word file as text: a cell a line, a blank line behind each row."""
    rows = [
        ["项目名称", "监测站运行"],
        ["项目单位", "某市监测站", "主管部门", "某市数据局"],
        ["项目预算（万元）", "19.81"],
        ["绩效指标", "指标值", "备注"],
        ["产出指标", "数量指标", "监测点位", "≥12个", ""],
        ["", "", "巡查次数", "≥48次", ""],
        ["", "质量指标", "数据合格率", "≥95%", ""],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", ""],
    ]
    lines = ["某市数据局2025年部门预算公开", "项目支出绩效目标表"]
    text = "\n".join([*lines, *("\n".join("\t" + cell for cell in row) + "\n" for row in rows)])
    document = read(text.encode())
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    found = derive([document], disclosure)["core.fact_kpi"].to_dicts()  # type: ignore[arg-type]
    assert [(row["level2"], row["level3"], row["target_raw"]) for row in found] == [
        ("数量指标", "监测点位", "≥12个"),
        ("数量指标", "巡查次数", "≥48次"),
        ("质量指标", "数据合格率", "≥95%"),
        ("服务对象满意度指标", "群众满意度", "≥90%"),
    ]
