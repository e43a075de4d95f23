"""Sheets and lists of projects, units and purchases whose headers say the same in other words."""

from decimal import Decimal

from facts.test_layouts import derived, items
from facts.test_performance_forms import kpis, projects, unparsed

from tests.facts.listed import rows


def test_what_stands_between_sign_and_unit_is_the_target() -> None:
    header = ["项目名称", "年初预算数", "指标类型", "指标名称", "运算符号", "指标内容", "计量单位", "指标分值"]
    frames = derived(
        "部门预算项目支出绩效目标表",
        header,
        ["老旧小区改造", "2400.00", "产出指标-数量指标", "改造小区", "≥", "12", "个", "20"],
        ["老旧小区改造", "2400.00", "效益指标-社会效益指标", "受益户数", "≥", "3150", "户", "30"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw", "weight_raw") == [
        ("产出指标", "数量指标", "改造小区", "≥12个", "20"),
        ("效益指标", "社会效益指标", "受益户数", "≥3150户", "30"),
    ]
    assert projects(frames, "budget_yuan") == [(Decimal(24_000_000),)]


def test_a_department_in_one_row_under_headers_of_several_lines_is_no_form() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        [("部门名称", 1, 2), ("年度预算申请", 3, 1), ("整体绩效目标", 1, 2), ("部门整体支出年度绩效指标", 2, 1)],
        ["资金总额", "一般公共预算", "其他资金", "产出指标", "效益指标"],
        ["某市文旅局", "1286.50", "1186.50", "100.00", "推动发展", "1.办活动≥30场；2.办展览≥4期", "游客满意度≥95%"],
    )
    assert items(frames, "amount_raw", "fund_source") == [
        ("1286.50", "total"),
        ("1186.50", "general_public"),
        ("100.00", "other"),
    ]
    assert kpis(frames, "level1", "level3", "target_raw") == [
        ("产出指标", "办活动", "≥30场"),
        ("产出指标", "办展览", "≥4期"),
        ("效益指标", "游客满意度", "≥95%"),
    ]


def test_the_unit_beside_its_department() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["部门名称", "单位名称", "项目名称", "预算数", "年度绩效目标"],
        ["某市农业局", "某市农技站", "测土配方", "48.00", "推广60万亩"],
    )
    assert projects(frames, "unit_name", "budget_yuan") == [("某市农技站", Decimal(480_000))]


def test_a_sheet_of_keys_and_values_about_a_unit() -> None:
    frames = derived(
        "部门（单位）基本信息表",
        ["单位名称", "某县总工会", "单位代码", "129001"],
        ["单位性质", "群众团体", "机构级别", "正科级"],
        ["经费供给方式", "全额", "办公地址", "县城内"],
    )
    assert rows(frames, "institution", "unit_code", "unit_name", "nature", "rank", "funding") == [
        ("129001", "某县总工会", "群众团体", "正科级", "全额")
    ]
    assert unparsed(frames) == ["办公地址", "县城内"]


def test_goods_under_a_purchase_that_is_printed_once() -> None:
    frames = derived(
        "政府采购预算明细表",
        ["采购项目", "采购品目", "品目编码", "数量", "总价"],
        ["管护设备购置", "割草机", "A02100900", "30", "5.40"],
        ["", "绿篱机", "A02100900", "12", "2.64"],
        ["合计", "", "", "", "8.04"],
    )
    assert rows(frames, "procurement", "project_name", "item_name", "total_yuan") == [
        ("管护设备购置", "割草机", Decimal(54_000)),
        ("管护设备购置", "绿篱机", Decimal(26_400)),
        (None, None, Decimal(80_400)),
    ]


def test_the_rows_of_a_list_with_goals_are_projects() -> None:
    frames = derived(
        "2025年度项目绩效目标情况",
        ["序号", "项目", "金额", "绩效目标"],
        ["1", "电站维护", "45.00", "32座电站稳定运行"],
        ["", "总计", "45.00", ""],
    )
    assert projects(frames, "project_name", "budget_yuan", "goals") == [
        ("电站维护", Decimal(450_000), "32座电站稳定运行")
    ]


def test_projects_numbered_in_the_lines_above_their_tables() -> None:
    head = ["一级指标", "二级指标", "三级指标", "目标值"]
    grid = [head, ["产出指标", "数量指标", "储备化肥", "≥3000吨"]]
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in grid)
    first = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    title = f"项目绩效目标</p><p>项目1：储备补贴</p>{first}<p>项目2：资产维护"
    frames = derived(title, head, ["产出指标", "数量指标", "维护仓库", "4处"])
    by_id = {row["project_id"]: row["project_name"] for row in frames["core.fact_project"]}
    assert [(by_id[project], name) for project, name in kpis(frames, "project_id", "level3")] == [
        ("储备补贴", "储备化肥"),
        ("资产维护", "维护仓库"),
    ]


def test_the_header_of_indicators_in_two_lines_and_the_first_level_under_a_wider_word() -> None:
    frames = derived(
        "项目支出绩效目标表",
        ["项目名称", ("高龄津贴", 5, 1)],
        ["年度目标", ("按季度发放", 5, 1)],
        [("绩效指标", 3, 1), ("指标值", 3, 1)],
        ["一级指标", "二级指标", "三级指标", "计算符号", "年度指标值", "单位"],
        ["产出指标", "数量指标", "发放人数", "≥", "5200", "人"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [("产出指标", "数量指标", "发放人数", "≥5200人")]
    frames = derived(
        "年度重点项目绩效目标</p><p>项目一：遗产保护",
        ["主管部门", "某市文旅局", "年度预算（万元）", "220.00"],
        ["绩效目标", ("完成监测", 3, 1)],
        ["绩效指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "监测点位", "≥40个"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [("产出指标", "数量指标", "监测点位", "≥40个")]
    assert projects(frames, "project_name", "budget_yuan") == [("遗产保护", Decimal(2_200_000))]


def test_kinds_of_both_levels_in_the_column_of_names() -> None:
    frames = derived(
        "项目绩效表</p><p>项目名称：儿童之家建设",
        ["绩效指标", "指标内容", "年初目标值"],
        ["数量指标", "建设儿童之家", "13个"],
        ["满意度指标", "儿童满意度", "≥95%"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        (None, "数量指标", "建设儿童之家", "13个"),
        ("满意度指标", None, "儿童满意度", "≥95%"),
    ]


def test_a_level_over_the_column_of_the_next_one_leaves_it_blank() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        [("项目名称", 2, 1), ("公共卫生服务", 2, 1)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["效益指标", "可持续影响指标", "服务能力", "不断增强"],
        [("满意度指标", 2, 2), "居民满意度", "≥85%"],
        ["职工满意度", "≥90%"],
        ["成本指标", ("人均经费标准", 2, 1), "≤94元"],
    )
    assert kpis(frames, "level1", "level2", "level3") == [
        ("效益指标", "可持续影响指标", "服务能力"),
        ("满意度指标", None, "居民满意度"),
        ("满意度指标", None, "职工满意度"),
        ("成本指标", None, "人均经费标准"),
    ]


def test_a_nil_in_the_column_of_units_is_no_part_of_the_target() -> None:
    frames = derived(
        "项目绩效目标表",
        ["一级指标", "三级指标", "指标性质", "指标值", "度量单位"],
        ["产出指标", "补贴农机具", "≥", "1200", "台"],
        ["效益指标", "农机化水平", "=", "逐步提高", "/"],
    )
    assert kpis(frames, "target_raw") == [("≥1200台",), ("=逐步提高",)]


def test_names_over_their_targets_are_indicators_without_levels() -> None:
    frames = derived(
        "项目支出绩效目标表</p><p>金额单位：万元",
        ["填报单位", "某州种子站", "项目名称", "种质资源保护"],
        ["预算金额", "86.00", "上年结转", "12.00"],
        ["指标名称", "入库份数", "入库合格率", "用户满意度"],
        ["目标值", "≥1200份", "≥99%", "≥90%"],
    )
    assert kpis(frames, "level1", "level3", "target_raw") == [
        (None, "入库份数", "≥1200份"),
        (None, "入库合格率", "≥99%"),
        (None, "用户满意度", "≥90%"),
    ]
    assert items(frames, "amount_raw", "proof") == [("86.00", "unchecked"), ("12.00", "unchecked")]


def test_a_unit_that_is_printed_once_is_that_of_the_projects_under_it() -> None:
    header = ["单位名称", "项目名称", "预算数", "一级指标", "三级指标", "指标值"]
    first = ["某县医院", "设备购置", "560.00", "产出指标", "购置设备", "≥6台"]
    second = ["", "医师培训", "72.00", "产出指标", "培训人数", "≥36人"]
    third = ["某县妇幼保健院", "两癌筛查", "48.00", "产出指标", "筛查人数", "≥8600人"]
    frames = derived("项目支出绩效目标表</p><p>单位：万元", header, first, second, third)
    assert projects(frames, "project_name", "unit_name") == [
        ("设备购置", "某县医院"),
        ("医师培训", "某县医院"),
        ("两癌筛查", "某县妇幼保健院"),
    ]


def test_no_unit_is_taken_over_where_the_same_is_printed_at_each_project() -> None:
    header = ["单位名称", "项目名称", "预算数", "一级指标", "三级指标", "指标值"]
    rows = [
        [unit, name, "1.00", "产出指标", "数量", "≥6台"]
        for unit, name in (("某县医院", "购置"), ("某县医院", "培训"), ("", "筛查"))
    ]
    frames = derived("项目支出绩效目标表</p><p>单位：万元", header, *rows)
    assert projects(frames, "unit_name") == [("某县医院",), ("某县医院",), (None,)]


def test_a_target_in_a_column_each_for_sign_value_and_unit() -> None:
    frames = derived(
        "项目支出绩效目标申报表",
        ["项目名称", ("岸线保护", 6, 1)],
        ["年度目标", ("完成整治12.5公里", 6, 1)],
        [("绩效指标", 1, 4), ("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("指标值", 3, 1)],
        ["符号", "值", "单位（文字描述）"],
        ["产出指标", "数量指标", "整治长度", "≥", "12.5", "公里"],
        ["效益指标", "社会效益指标", "群众生活环境", "", "", "得到改善"],
    )
    assert kpis(frames, "level1", "level2", "level3", "target_raw") == [
        ("产出指标", "数量指标", "整治长度", "≥12.5公里"),
        ("效益指标", "社会效益指标", "群众生活环境", "得到改善"),
    ]


def test_pairs_of_name_and_target_under_their_kind() -> None:
    frames = derived(
        "项目绩效目标汇总表",
        [("项目名称", 1, 2), ("资金总额", 1, 2), ("数量指标", 2, 1), ("社会效益指标", 2, 1)],
        ["指标内容", "目标值", "指标内容", "目标值"],
        ["包虫病防治", "46.00", "筛查人数", "≥2.8万人", "知识知晓率", "≥85%"],
    )
    assert kpis(frames, "level2", "level3", "target_raw") == [
        ("数量指标", "筛查人数", "≥2.8万人"),
        ("社会效益指标", "知识知晓率", "≥85%"),
    ]


def test_tasks_under_a_head_of_their_own_words() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某县自然资源局", 3, 1)],
        [("年度主要任务", 1, 3), "主要任务", "任务内容", "预算资金（万元）"],
        ["矿山修复", "修复废弃矿山6座", "900.00"],
        ["国土绿化", "新造林5000亩", "700.00"],
        ["年度绩效目标", ("持续优化", 3, 1)],
    )
    assert rows(frames, "task", "name", "content", "total_yuan") == [
        ("矿山修复", "修复废弃矿山6座", Decimal(9_000_000)),
        ("国土绿化", "新造林5000亩", Decimal(7_000_000)),
    ]
