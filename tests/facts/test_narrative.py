"""Forms of the text beyond the real exports, in sentences made for the purpose."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.contract import frame
from pipeline.documents.model import Block, Content, Document, Paragraph
from pipeline.facts.narrative import narrative_rows
from pipeline.facts.narrative.amounts import amounts
from pipeline.facts.narrative.folding import fold_paragraph
from pipeline.facts.narrative.sections import passages


def document(*texts: str) -> Document:
    blocks: tuple[Block, ...] = tuple(Paragraph(number, text) for number, text in enumerate(texts, start=1))
    return Document("d" * 16, "d" * 64, 0, "text/plain", "test", "1", Content(blocks))


def rows(*texts: str, year: int = 2025, projects: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    return narrative_rows(document(*texts), fiscal_year=year, projects=projects or {})


def brief(*texts: str, year: int = 2025) -> list[tuple[str, int, int | None, str]]:
    return [
        (row["measure"], row["fiscal_year"], row["prior_year"], str(row["amount_yuan"]))
        for row in rows(*texts, year=year)
    ]


def measures(*texts: str, year: int = 2025) -> list[str]:
    return [row["measure"] for row in rows(*texts, year=year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某局2025年支出总计12元。", [("expenditure_total", 2025, None, "12.00")]),
        (
            "支出预算1,234.5万元，比2024年预算增加34.5万元。",
            [("expenditure_total", 2025, None, "12345000.00"), ("change_total", 2025, 2024, "345000.00")],
        ),
        (
            "本部门当年预算收入10万元，较上年减少1万元。",
            [("income_total", 2025, None, "100000.00"), ("change_income_total", 2025, 2024, "-10000.00")],
        ),
        (
            "2025年度收入、支出预算总计9万元，与上年相比收、支预算总计各增加2万元。",
            [("expenditure_total", 2025, None, "90000.00"), ("change_total", 2025, 2024, "20000.00")],
        ),
        ("财政拨款收、支总预算9万元。", [("expenditure_fiscal", 2025, None, "90000.00")]),
        (
            "一般公共预算收入5万元比2024年初预算数6万元减少1万元。",
            [
                ("income_general_public", 2025, None, "50000.00"),
                ("income_general_public", 2024, None, "60000.00"),
                ("change_income_general_public", 2025, 2024, "-10000.00"),
            ],
        ),
        (
            "机关运行经费3万元，与上年持平，无增减变化。",
            [("operating_cost", 2025, None, "30000.00"), ("change_operating_cost", 2025, 2024, "0.00")],
        ),
        (
            "会议费0.5万元，比上年增加（减少）0万元，增长（减少）0%。",
            [("meeting", 2025, None, "5000.00"), ("change_meeting", 2025, 2024, "0.00")],
        ),
        ("2024年期末固定资产总额7万元。", [("fixed_assets_total", 2024, None, "70000.00")]),
        ("截至2024年8月31日，本单位固定资产金额7万元。", [("fixed_assets_total", 2024, None, "70000.00")]),
        (
            "截至2025年1月31日，本部门固定资产金额7万元，本年度拟购置固定资产2万元。",
            [("fixed_assets_total", 2024, None, "70000.00"), ("fixed_assets_purchase", 2025, None, "20000.00")],
        ),
        ("上年结转结余的政府性基金预算收入4万元。", [("carry_over_gov_fund", 2025, None, "40000.00")]),
        ("年终结转结余为0万元。", [("carry_forward", 2025, None, "0.00")]),
        (
            "一般公共预算“三公”经费。2025年预算安排5万元。",
            [("three_public_total", 2025, None, "50000.00")],
        ),
        # Of what a fund makes another measure the sentence behind is no amount.
        ("一般公共预算项目支出。2025年预算安排5万元。", [("other", 2025, None, "50000.00")]),
    ],
)
def test_a_sentence(text: str, expected: list[tuple[str, int, int | None, str]]) -> None:
    assert brief(text) == expected


def test_the_subject_is_carried_over_clauses_sentences_and_brackets() -> None:
    text = (
        "“三公”经费预算6万元，比上年减少1万元。其中：公务用车购置及运行费4万元（公务用车购置费1万元，比上年增加1万元；"
        "公务用车运行维护费3万元，比上年减少2万元）比上年减少1万元；公务接待费2万元。与2024年相比减少1万元。"
    )
    assert measures(text) == [
        "three_public_total",
        "change_three_public_total",
        "vehicle_total",
        "vehicle_purchase",
        "change_vehicle_purchase",
        "vehicle_operation",
        "change_vehicle_operation",
        "change_vehicle_total",
        "reception",
        "change_three_public_total",
    ]


def test_the_heading_is_the_subject_of_a_paragraph_that_names_none() -> None:
    found = rows("（二）公务接待费", "2025年预算安排3万元，与上年持平。主要是保障接待需要。")
    assert [(row["measure"], row["label"]) for row in found] == [
        ("reception", "公务接待费"),
        ("change_reception", "公务接待费"),
    ]


def test_a_sentence_that_a_page_break_cuts_goes_on() -> None:
    first = (
        "（1）教育支出（类）小学教育（项）20万元，主要用于各小学的日常运转，包括人员、公用和项目支出。比上年预算数增加"
    )
    found = rows(first, "3万元，增长17.6%。")
    assert [(row["paragraph_no"], row["measure"]) for row in found] == [
        (1, "function_amount"),
        (2, "change_function_amount"),
    ]
    assert found[1]["percent"] == Decimal("17.6")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a cause inside a cause sentence, an object after the verb, a cause in a sentence of its own
        (
            "支出预算9万元，比上年增加3万元，主要原因是办公设备购置费增加2万元。",
            ["expenditure_total", "change_total", "change_other"],
        ),
        (
            "支出预算9万元，比上年增加3万元，主要是增加采购费2万元。",
            ["expenditure_total", "change_total", "change_other"],
        ),
        ("项目支出比上年增加3万元。由于业务增加，故支出增加2万元。", ["change_project", "change_other"]),
        (
            "支出预算比上年增加3万元，主要原因是人员经费增加2万元、项目支出增加1万元。",
            ["change_total", "change_personnel", "change_project"],
        ),
        # limited to one fund
        (
            "一般公共预算支出9万元，比上年增加3万元，主要原因是项目支出增加3万元。",
            ["expenditure_general_public", "change_expenditure_general_public", "change_project_general_public"],
        ),
        ("政府性基金预算支出9万元，其中：项目支出9万元。", ["expenditure_gov_fund", "project_gov_fund"]),
        # what is left after balancing belongs to the subject again
        (
            "项目支出比上年减少1万元，主要原因是会议费减少3万元，设备费增加2万元，增减相抵后减少1万元。",
            ["change_project", "change_meeting", "change_other", "change_project"],
        ),
    ],
)
def test_only_the_whole_department_carries_a_headline_change(text: str, expected: list[str]) -> None:
    assert measures(text) == expected


def test_an_unknown_phrase_is_other_with_its_name() -> None:
    (row,) = rows("全年收缴特许经营收益4.35亿元。")
    assert (row["measure"], row["label"], row["amount_yuan"]) == (
        "other",
        "全年收缴特许经营收益",
        Decimal("435000000.00"),
    )


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        (
            "教育支出（类）普通教育（款）小学教育（项）2025年预算数为8万元。",
            "教育支出（类）普通教育（款）小学教育（项）",
            ("function_code", "2050202"),
        ),
        (
            "1、公共安全支出（204类）司法（06款）行政运行（01项）8万元。",
            "公共安全支出（204类）司法（06款）行政运行（01项）",
            ("function_code", "2040601"),
        ),
        ("（三）2080501-行政单位离退休 8.00万元。", "行政单位离退休", ("function_code", "2080501")),
        ("2.行政单位医疗（2101101）8万元，较上年增加1万元。", "行政单位医疗", ("function_code", "2101101")),
        ("“住房保障支出”科目8万元。", "住房保障支出", ("function_code", "221")),
        (
            "12.“住房保障支出-住房改革支出-购房补贴”科目186.77万元，主要用于购房补贴。",
            "住房保障支出-住房改革支出-购房补贴",
            ("function_code", "2210203"),
        ),
        (
            "住房改革支出（类）住房公积金（项）2018年预算数为8万元。",
            "住房改革支出（类）住房公积金（项）",
            ("function_code", "2210201"),
        ),
        ("工资福利支出（301）8万元。", "工资福利支出", ("economic_code", "301")),
        ("机关商品和服务支出（502）8万元。", "机关商品和服务支出", ("gov_economic_code", "502")),
    ],
)
def test_entries_of_a_classification(text: str, label: str, code: tuple[str, str]) -> None:
    row = rows(text)[0]
    assert row["label"] == label
    assert {key: value for key, value in row.items() if key.endswith("_code") and value} == dict([code])


def test_a_total_after_a_title_is_the_entry_named_there() -> None:
    found = rows("档案、史志支出（款）：2025年预算支出合计9万元。其中：", "支出预算8万元。")
    assert [(row["measure"], row["label"]) for row in found] == [
        ("function_amount", "档案、史志支出（款）"),
        ("expenditure_total", "支出预算"),
    ]


def test_budget_and_accounts_of_one_entry_are_told_apart() -> None:
    text = (
        "住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为9万元，支出决算为8万元，完成年初预算的88.89%。"
    )
    found = rows(text)
    assert [(row["measure"], row["percent"]) for row in found] == [
        ("function_amount_budget", None),
        ("function_amount", Decimal("88.89")),
    ]


def test_a_percent_goes_to_the_amount_it_describes() -> None:
    found = rows("基本支出6万元，占60%；项目支出4万元，占40%，比上年减少1万元，下降20%，主要原因是压减15%。")
    assert [row["percent"] for row in found] == [Decimal(60), Decimal(40), Decimal(-20)]
    assert rows("会议费2万元，较上年减少0.8万元（40%）。")[1]["percent"] == Decimal(-40)
    # a growth against what was spent says nothing about the amount beside it
    assert rows("2025年预算安排会议费2万元，比2024年执行数增长5%。")[0]["percent"] is None


def test_projects_are_found_by_name() -> None:
    projects = {"2025年热线服务费": "P1", "窗口购置费": "P2"}
    text = "项目支出9万元，主要为2025年热线服务费4万元；窗口购置费3万元，档案整理费2万元。"
    found = rows(text, projects=projects)
    assert [(row["measure"], row["label"], row["project_id"]) for row in found] == [
        ("project", "项目支出", None),
        ("project_amount", "2025年热线服务费", "P1"),
        ("project_amount", "窗口购置费", "P2"),
        ("project_amount", "档案整理费", None),
    ]


def test_what_is_counted_stands_with_its_amount() -> None:
    (row,) = rows("编报绩效目标的项目共12个，涉及项目预算资金300万元。")
    assert (row["measure"], row["quantity"], row["quantity_unit"]) == ("performance_budget", Decimal(12), "个")


@pytest.mark.parametrize(
    "text",
    [
        "单价50万元以上通用设备0台（套），单位价值100万元（含）以上设备2台。",
        "成本不超过5万元。",
        "单价100万元至500万元设备2台，20万元—50万元的项目1个。",
        "及时更新目录清单，与上级保持一致。",
        "两套科目之间保持一致。",
        "本部门无公务接待费预算。",
        "会议费与上年基本持平。",
        "推进一体化、一元化管理，服务群众10万人。",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert rows(text) == []


def test_an_equality_that_repeats_a_printed_change_is_no_second_row() -> None:
    assert measures("公务接待费2万元，比上年增加0.00万元，增长0.00%，与上年持平。主要原因是与上年持平。") == [
        "reception",
        "change_reception",
    ]


def test_a_comparison_with_what_was_spent_says_so() -> None:
    change = rows("2025年支出预算9万元，比上年执行数增加1万元。")[1]
    assert (change["measure"], change["label"]) == ("change_total", "支出预算（比上年执行数）")


def test_no_change_against_what_was_spent_says_so_in_its_label() -> None:
    same, budgeted = rows("公务接待费5万元，与上年执行数持平。")[1], rows("公务接待费5万元，与上年预算数持平。")[1]
    assert (same["label"], budgeted["label"]) == ("公务接待费（比上年执行数）", "公务接待费")


def test_names_without_the_verbs_before_them_and_with_all_their_words() -> None:
    cause = "主要原因是增加援藏、援疆经费预算增加2万元、工会经费人均定额增加1000元，取消奖补资金（减少1万元）。"
    found = rows("机关运行经费9万元，比上年增加3万元。" + cause)
    assert [row["label"] for row in found[2:]] == ["援藏、援疆经费", "工会经费人均定额", "奖补资金"]


def test_a_page_about_one_project_names_its_amount() -> None:
    (row,) = rows("人民调解项目经费情况说明", "一、项目概述", "开展人民调解。", "六、年度预算安排", "795万元")
    assert (row["measure"], row["label"]) == ("project_amount", "人民调解")
    told = rows("公务接待费2万元，比2024年决算数持平，比上年预算减少1万元。")
    assert [(row["measure"], row["prior_phase"]) for row in told] == [
        ("reception", None),
        ("change_reception", "actual"),
        ("change_reception", None),
    ]


def test_a_comparison_with_a_later_year_than_can_be_meant_is_with_the_year_before() -> None:
    assert brief("支出预算9万元，比2025年预算增加1万元。")[1] == ("change_total", 2025, 2024, "10000.00")


WORDS = "年上度比较本部门支出收入预算增加减少持平万元基本项目其中因为主要原因是三公经费“”（），。；：、1234567890.% "


@given(st.text(alphabet=WORDS, max_size=120))
def test_any_text_gives_one_row_an_amount(text: str) -> None:
    printed = [money.yuan for money in amounts(fold_paragraph(text).text)]
    found = [abs(row["amount_yuan"]) for row in rows(text) if row["raw"][-1] in "元万亿"]
    assert found == [] if not list(passages(document(text))) else found == [abs(yuan) for yuan in printed]


def test_rows_fit_the_contract() -> None:
    found = rows("支出预算9万元，比2024年预算增加1万元，增长12.5%。")
    assert frame("core.fact_narrative", found).height == 2


def test_the_funds_of_all_income_are_income() -> None:
    text = "2025年单位财务总收入9.00元，其中：一般公共预算5.00元，国有资本经营收益1.00元，其他收入3.00元。"
    assert measures(text) == ["income_total", "income_general_public", "income_state_capital", "income_other"]


def test_names_of_a_classification_with_dashes() -> None:
    (row,) = rows("一般公共服务支出-审计事务-行政运行6.00元，主要用于基本支出。")
    assert (row["measure"], row["function_code"]) == ("function_amount", "2010801")


def test_the_parts_of_assets_are_stocks() -> None:
    found = brief("截至2024年12月31日，资产总额9.00元，其中，流动资产5.00元，固定资产3.00元，无形资产1.00元。")
    assert found == [
        ("assets_total", 2024, None, "9.00"),
        ("current_assets", 2024, None, "5.00"),
        ("fixed_assets_total", 2024, None, "3.00"),
        ("intangible_assets", 2024, None, "1.00"),
    ]


def test_the_total_of_procurement() -> None:
    assert measures("共涉及采购项目8个，采购预算总额9.00元，其中：政府采购货物预算9.00元。") == [
        "procurement_total",
        "procurement_goods",
    ]


def test_a_verb_inside_a_name_is_no_change() -> None:
    assert brief("2025年支持商销稳增长30.00万元。") == [("other", 2025, None, "300000.00")]


def test_the_total_of_assets_changes() -> None:
    assert measures("与上年相比，本年资产总额减少5.00元。") == ["change_assets_total"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # 5 - 6 = -1: the change of 2025, although 2024 was said last.
        ("公务接待费2025年预算5万元，2024年预算6万元，比上年减少1万元。", ("change_reception", 2025, 2024, "-10000")),
        ("公务接待费2025年预算0万元，2024年预算0万元，与上年持平。", ("change_reception", 2025, 2024, "0")),
        # 5 - 6 is no growth of 2: that of 2024.
        ("公务接待费2025年预算5万元，2024年预算6万元，比上年增加2万元。", ("change_reception", 2024, 2023, "20000")),
        # 2024 is the year that is compared with, although it was said last.
        (
            "收入中：一般公共预算拨款5万元，比2024年4万元增加1万元；政府性基金拨款4万元，2024年为4万元，无变化。",
            ("change_income_gov_fund", 2025, 2024, "0"),
        ),
        ("财政拨款收入比2024年增加8.9%，即增加200万元。", ("change_income_fiscal", 2025, 2024, "2000000")),
    ],
)
def test_a_change_beside_the_amounts_of_two_years(text: str, found: tuple[str, int, int, str]) -> None:
    row = rows(text)[-1]
    assert (row["measure"], row["fiscal_year"], row["prior_year"]) == found[:3]
    assert row["amount_yuan"] == Decimal(found[3])


def test_the_change_of_a_stock_is_that_of_the_year_whose_end_is_stated() -> None:
    found = brief(
        "截至2025年12月31日，资产总额9.00元。与上年相比，本年资产总额减少2.00元，其中固定资产减少1.00元。"
        "处置车辆0辆，账面原值0.50元；实现资产处置收入0.25元。"
    )
    assert [entry[:3] for entry in found] == [
        ("assets_total", 2025, None),
        ("change_assets_total", 2025, 2024),
        ("change_fixed_assets_total", 2025, 2024),
        ("assets_original_value", 2025, None),
        ("asset_disposal_income", 2025, None),
    ]


def test_more_or_less_than_the_year_before_is_a_change() -> None:
    found = brief(
        "公务接待费预算支出156.55万元，本年数小于上年预算数29.65万元，主要是厉行节约。会议费预算支出168万元，本年数等于上年预算数。"
        "培训费预算支出700万元，本年数大于上年预算数20万元。"
    )
    assert found == [
        ("reception", 2025, None, "1565500.00"),
        ("change_reception", 2025, 2024, "-296500.00"),
        ("meeting", 2025, None, "1680000.00"),
        ("change_meeting", 2025, 2024, "0.00"),
        ("training", 2025, None, "7000000.00"),
        ("change_training", 2025, 2024, "200000.00"),
    ]


def test_a_percentage_with_a_thousands_comma() -> None:
    change = rows("支出预算9万元，比上年增加8.7万元，增长3,593.7%。")[1]
    assert change["percent"] == Decimal("3593.7")


def test_an_entry_under_a_section_of_another_name() -> None:
    (row,) = rows("住房保障支出（类）住房保障支出（款）住房公积金（项）9万元。")
    assert row["function_code"] == "2210201"


def test_a_sentence_that_runs_over_several_lines_keeps_its_subject_and_its_figures() -> None:
    assert brief(
        "2025年本单位“三公”经费预算合计为",
        "18万元，其中：公务接待费2万元，公务用车购置及运行",
        "维护费16万元，比上年减少1.5",
        "万元，下降7.69%。",
    ) == [
        ("three_public_total", 2025, None, "180000.00"),
        ("reception", 2025, None, "20000.00"),
        ("vehicle_total", 2025, None, "160000.00"),
        ("change_three_public_total", 2025, 2024, "-15000.00"),
    ]


def test_a_figure_of_the_accounts_that_is_more_or_less_than_the_budget() -> None:
    assert brief(
        "培训支出（项）年初预算6.5万元，支出决算为6.02万元，决算数小于年初预算数0.48万元的主要原因是培训减少。"
    )[2] == (
        "deviation_function_amount",
        2025,
        None,
        "-4800.00",
    )
    (_, change) = rows("公务接待费支出决算0.6万元，决算数等于预算数。")
    assert (change["measure"], change["amount_yuan"]) == ("deviation_reception", 0)


def test_a_heading_that_names_a_project_gives_its_name_and_id() -> None:
    (row,) = rows(
        "项目支出情况说明", "1.项目名称：村级防疫员补助", "预算安排规模：90万元", projects={"村级防疫员补助": "P1"}
    )
    assert (row["measure"], row["label"], row["project_id"]) == ("project_amount", "村级防疫员补助", "P1")


def test_an_amount_alone_under_a_numbered_heading_is_no_rest_of_it() -> None:
    (row,) = rows("五、实施周期", "六、年度预算安排", "795万元", "七、绩效目标")
    assert (row["measure"], row["label"], row["amount_yuan"]) == ("other", "", 7950000)


def test_a_share_behind_the_budget_and_a_deviation_is_that_of_the_amount_before_them() -> None:
    found = rows(
        "一般公共预算财政拨款支出决算9,450.00万元，与年初预算8,500.00万元相比，增加950.00万元，完成年初预算的111.18%。"
    )
    assert [(row["measure"], row["percent"]) for row in found] == [
        ("expenditure_general_public", Decimal("111.18")),
        ("expenditure_general_public_budget", None),
        ("deviation_expenditure_general_public", None),
    ]


def test_the_figures_of_a_project_are_called_by_its_name() -> None:
    found = rows(
        "“公共法律服务”项目全年预算数为180万元，执行数为171万元，完成预算的95%。",
        "2.“两庭”维修改造项目：项目全年预算数200万元，执行数为200万元。",
        projects={"公共法律服务": "P1", "“两庭”维修改造项目": "P2"},
    )
    assert [(row["measure"], row["label"], row["project_id"]) for row in found] == [
        ("project_amount_budget", "“公共法律服务”项目", "P1"),
        ("project_amount", "“公共法律服务”项目", "P1"),
        ("project_amount_budget", "“两庭”维修改造项目", "P2"),
        ("project_amount", "“两庭”维修改造项目", "P2"),
    ]


def test_what_an_amount_is_the_money_of_may_stand_behind_it() -> None:
    found = rows(
        "项目支出573万元，比上年增加40万元，主要原因是某某检察院增加了40万元的办案费预算。",
        "项目支出预算比上年减少90万元，主要是减少80万元的信息化建设项目和10万元的会议费。",
        "其中，30万元的项目支出用于修缮。",
        "支出预算比上年增加5万元的主要原因是人员经费增加5万元。",
    )
    assert [(row["measure"], row["amount_yuan"] / 10_000, row["label"]) for row in found] == [
        ("project", 573, "项目支出"),
        ("change_project", 40, "项目支出"),
        ("change_other", 40, "办案费预算"),
        ("change_project", -90, "项目支出"),
        ("change_other", -80, "信息化建设项目"),
        ("change_meeting", -10, "会议费"),
        ("project", 30, "项目支出"),
        ("change_total", 5, "支出预算"),
        ("change_personnel", 5, "人员经费"),
    ]
