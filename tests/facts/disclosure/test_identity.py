"""Identity of a disclosure from its content. Expected values were read off the documents."""

from pathlib import Path

import pytest
from facts.making import document

from pipeline.documents.reading import read
from pipeline.facts.disclosure.identity import identify

PROJECTS = [["项目编码", "13012125P00000910004M"], ["项目编码", "13012125P00007310164N"]]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("jingxing-2025.txt", ("130121", "井陉县数据和政务服务局", 2025, "431", "元")),
        ("jingxing-2021.txt", ("130121", "井陉县行政审批局", 2021, "431", "万元")),
        ("haigang-2025.txt", ("130302", "秦皇岛市海港区数据和政务服务局", 2025, "435", "万元")),
        ("yanjin-2024.txt", ("410726", "延津县政务服务和大数据管理局", 2024, "129", "万元")),
    ],
)
def test_the_exports_identify_themselves(exports: Path, file: str, expected: tuple[str, str, int, str, str]) -> None:
    found = identify(read((exports / file).read_bytes()), "inbox/2019年某市某局决算.txt")
    assert (
        found.region_code,
        found.department_name,
        found.fiscal_year,
        found.department_code,
        found.stated_unit,
    ) == expected
    assert (found.region_source, found.kind, found.scope) == ("project_code", "budget", "department")
    assert (found.unit_name, found.unit_code, found.reason) == (None, None, None)


@pytest.mark.parametrize(
    ("lines", "name", "year"),
    [
        (["井陉县教育局2025年部门预算公开"], "井陉县教育局", 2025),
        (["2025年度井陉县教育局部门预算"], "井陉县教育局", 2025),
        (["2026", "年度", "福州市公安局文职人员", "管理中心单位预算"], "福州市公安局", 2026),
        (["上海市2026年市级单位预算", "预算单位：上海市审计局"], "上海市审计局", 2026),
        (["部门：江苏省政协办公厅 单位：万元", "2019年政府采购预算表"], "江苏省政协办公厅", 2019),
        (["井陉县人民政府", "2023年度部门预算公开", "——井陉县水利局"], "井陉县水利局", 2023),
        (["收支总表", "部门代码：129 部门名称：延津县水利局 预算年度：2024 单位：万元"], "延津县水利局", 2024),
        (["延津县水利局 2024 年度部门预算", "二0二四年四月"], "延津县水利局", 2024),
        (["井陉县水利局二〇二三年部门预算"], "井陉县水利局", 2023),
        (["北京市审计局所属 2 个预算单位", "2026 年度部门预算情况说明"], "北京市审计局", 2026),
        (["关于井陉县水利局2023年部门预算的说明"], "井陉县水利局", 2023),
        (["附件", "井陉县水利局2023年部门预算"], "井陉县水利局", 2023),
        (["云岭新区水利局", "云岭新区水利局2023年部门预算"], "云岭新区水利局", 2023),
        (["公开文本", "井陉县水利局2023年部门预算"], "井陉县水利局", 2023),
        (["# 2023年井陉县水利局", "部门预算公开"], "井陉县水利局", 2023),
        (["井陉县自然资源和", "规划局2023年部门预算"], "井陉县自然资源和规划局", 2023),
        (["首页", "政务公开", "井陉县第二中学2023年单位预算公开情况说明"], "井陉县第二中学", 2023),
        (["井陉县第28中学2023年单位预算"], "井陉县第28中学", 2023),
        (["第1部分", "井陉县第2幼儿园2023年单位预算公开"], "井陉县第2幼儿园", 2023),
        (["第3部分 井陉县水利局2023年部门预算"], "井陉县水利局", 2023),
        (["2023年部门预算", "单位：431001井陉县第101小学"], "井陉县第101小学", 2023),
        (["井陉县微水镇2023年部门预算"], "井陉县微水镇", 2023),
        (["井陉县水利局关于2023年部门预算公开的说明"], "井陉县水利局", 2023),
        (["井陉县委组织部关于公开2023年度部门预算的报告"], "井陉县委组织部", 2023),
        (["2023年度部门预算", "（井陉县中医院中心血站）"], "井陉县中医院中心血站", 2023),
        (["2023年", "部门预算", "（井陉县人大常委会办公室）", "井陉县委是领导机关"], "井陉县人大常委会办公室", 2023),
        (["井陉县人大常委会", "2023年部门预算公开"], "井陉县人大常委会", 2023),
        (["2023年中共井陉县委党史研究室部门预算"], "中共井陉县委党史研究室", 2023),
        (["井陉县公路工区2023年度单位预算"], "井陉县公路工区", 2023),
        (["2023年部门预算报告", "单位名称：武都引水枢纽"], "武都引水枢纽", 2023),
        (["目录", "第一部分 井陉县水利局部门概况", "第二部分 2023年部门预算公开表"], "井陉县水利局", 2023),
        (["岳阳市卫生健康委员会", "岳阳市中心血站2023年单位预算"], "岳阳市中心血站", 2023),
        (["本溪市教育局2023年部门预算"], "本溪市教育局", 2023),
        (["全椒县水利局2023年部门预算"], "全椒县水利局", 2023),
        (["中共井陉县纪律检查委员会", "井陉县监察委员会", "2023年部门预算"], "中共井陉县纪律检查委员会", 2023),
        (["2023年部门综合预算", "井陉县水利局（盖章）"], "井陉县水利局", 2023),
        (["中共井陉县委宣传部（井陉县新闻出版局）2023年部门预算"], "中共井陉县委宣传部", 2023),
        (["2023年部门预算", "部门/单位：井陉县应急管理局 金额单位：万元"], "井陉县应急管理局", 2023),
        (["井陉县文化研究中心（参照公务员法管理）2023年单位预算"], "井陉县文化研究中心", 2023),
        (["井陉县公安局（含下属看守所、拘留所）2023年部门预算"], "井陉县公安局", 2023),
        (["2025年度部门决算", "2026年部门预算", "井陉县水利局2023年度部门决算公开"], "井陉县水利局", 2023),
        (["中共遂宁市委党校（遂宁行政学院、遂宁市社会主义学院）2023年部门预算"], "中共遂宁市委党校", 2023),
    ],
)
def test_name_and_year_of_a_title(lines: list[str], name: str, year: int) -> None:
    found = identify(document(*lines), "a.txt")
    assert (found.department_name, found.fiscal_year) == (name, year)


@pytest.mark.parametrize(
    "lines",
    [
        ["2023年市直行政事业单位预算"],
        ["井陉县县级2023年部门预算", "井陉县经济社会发展有所提高"],
        ["2023年部门预算", "各县教育局", "我县"],
        ["2023年部门预算", "井陉县基本公共服务标准、供给情况，为完善政府"],
        ["2023年部门预算", "单位：人民币万元"],
    ],
)
def test_what_is_no_name_of_a_unit_is_none(lines: list[str]) -> None:
    assert identify(document(*lines), "a.txt").department_name == ""


def test_the_unit_of_money_is_stated_with_its_currency_too() -> None:
    found = identify(document("井陉县水利局2023年部门预算", "单位：人民币元", "单位：人民币元"), "a.txt")
    assert (found.department_name, found.stated_unit) == ("井陉县水利局", "元")


def test_years_that_are_compared_with_do_not_win() -> None:
    compared = ["比2024年部门预算增加1万元", "与2024年部门预算持平", "较2024年部门预算减少"] * 5
    assert identify(document("井陉县水利局", "2025年部门预算", *compared), "a.txt").fiscal_year == 2025
    assert identify(document([["预算年度：2025"]], *compared), "a.txt").fiscal_year == 2025


def test_a_year_that_mentions_leave_open_is_not_guessed() -> None:
    found = identify(document("井陉县水利局概况", "2024年完成", "2025年计划"), "2025.txt")
    assert found.fiscal_year is None
    assert "no fiscal year" in (found.reason or "")


def test_a_year_that_a_sum_is_compared_with_is_not_the_documents() -> None:
    found = identify(
        document(
            "武山县水务局部门决算公开情况说明",
            "2022年度收、支总计100万元，与2021年相比增加5万元",
            "与2021年度相比，基本支出减少1万元",
        ),
        "a.txt",
    )
    assert (found.fiscal_year, found.department_name, found.region_code) == (2022, "武山县水务局", "620524")


def test_a_title_without_a_year_says_the_kind() -> None:
    compared = "2023年度决算数比预算数减少，预算执行较好，预算管理规范"
    found = identify(document("武山县水务局", "部门决算公开", compared), "a.txt")
    assert (found.kind, found.fiscal_year) == ("final_accounts", 2023)
    both = identify(document("部门预算", "武山县水务局部门决算公开", "2023年度决算数，决算说明"), "a.txt")
    assert both.kind == "final_accounts"
    form = identify(document("财决公开01表", "编制单位：平果市第三小学", "2023年度 单位：元"), "a.txt")
    assert (form.kind, form.region_code) == ("final_accounts", "451082")


def test_a_heading_behind_a_year_makes_no_title_with_it() -> None:
    found = identify(document("霍尔果斯市商务和工业信息化局", "部门决算公开", "2024年", "一、收支预算说明"), "a.txt")
    assert (found.kind, found.fiscal_year) == ("final_accounts", 2024)


def test_accounts_without_a_titled_year_by_their_statements() -> None:
    funds = ["科目", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"]
    statements = [
        "收入支出决算总表",
        "部门：普格县自然资源局",
        "2024年度",
        [funds],
        "财政拨款收入支出决算总表",
        [funds],
    ]
    assert identify(document(*statements), "a.txt").kind == "final_accounts"
    budget = ["收支预算总表", "部门：普格县自然资源局", "2024年度", [["科目", "2023年决算数", "2024年预算数"]]]
    assert identify(document(*budget), "a.txt").kind == "budget"


def test_final_accounts_by_their_title() -> None:
    found = identify(document("上海市普陀区财政局", "2024年度部门决算", "一般公共预算财政拨款支出决算表"), "a.txt")
    assert (found.kind, found.fiscal_year, found.region_code) == ("final_accounts", 2024, "310107")


@pytest.mark.parametrize(
    ("blocks", "scope", "department", "unit", "codes"),
    [
        (["无锡市信访局2025年部门预算"], "department", "无锡市信访局", None, (None, None)),
        (
            ["2026年度无锡市教育局（本级）单位预算", [["305001", "无锡市教育局"]]],
            "own",
            "无锡市教育局",
            "无锡市教育局（本级）",
            ("305", "305001"),
        ),
        (
            ["苏州市水务局2026年度单位预算公开", [["105001", "苏州市水务局", "1.00"]]],
            "own",
            "苏州市水务局",
            "苏州市水务局",
            ("105", "105001"),
        ),
        (
            ["无锡市应急管理综合行政执法监督局2026年度单位预算", [["328002", "无锡市应急管理综合行政执法监督局"]]],
            "unit",
            "无锡市应急管理综合行政执法监督局",
            "无锡市应急管理综合行政执法监督局",
            ("328", "328002"),
        ),
        (
            [
                "2026年度福州市公安局巡特警支队单位预算",
                [["主管部门", "福州市公安局", "实施单位", "福州市公安局巡特警支队"]],
            ],
            "unit",
            "福州市公安局",
            "福州市公安局巡特警支队",
            (None, None),
        ),
        # A label in a narrow cell is broken over its lines.
        (
            [
                "2026年度福州经济技术开发区生态环境局单位预算",
                [["主管\n部门", "福州市生态\n环境局", "实施单位", "福州经济技术开发区\n生态环境局"]],
            ],
            "unit",
            "福州市生态环境局",
            "福州经济技术开发区生态环境局",
            (None, None),
        ),
        (
            ["上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区财政局"],
            "department",
            "上海市普陀区财政局",
            None,
            (None, None),
        ),
        (["上海市2025年市级单位预算", "预算单位：上海市财政局"], "own", "上海市财政局", "上海市财政局", (None, None)),
        (["昆明市审计局（汇总）2026年预算公开"], "department", "昆明市审计局", None, (None, None)),
    ],
)
def test_scope_names_and_codes(
    blocks: list[str | list[list[str]]],
    scope: str,
    department: str,
    unit: str | None,
    codes: tuple[str | None, str | None],
) -> None:
    found = identify(document(*blocks), "a.txt")
    assert (found.scope, found.department_name, found.unit_name) == (scope, department, unit)
    assert (found.department_code, found.unit_code) == codes


def test_a_department_takes_its_code_from_its_units() -> None:
    units = [["431001井陉县行政审批局本级"], ["431003井陉县行政审批服务中心"]]
    found = identify(document("井陉县行政审批局2021年预算公开说明", units), "a.txt")
    assert (found.department_code, found.unit_code, found.scope) == ("431", None, "department")


class TestRegion:
    """The order of the evidence."""

    def test_project_codes_first(self) -> None:
        found = identify(document("教育局2025年部门预算", PROJECTS), "延津县/a.txt")
        assert (found.region_code, found.region_source) == ("130121", "project_code")

    def test_projects_of_the_government_above_do_not_move_a_county(self) -> None:
        transfers = [["13000025P00000910004M"], ["13000025P00000910005M"], ["13000025P00000910006M"]]
        found = identify(document("井陉县教育局2025年部门预算", transfers), "a.txt")
        assert (found.region_code, found.region_source) == ("130121", "name")
        with_own = identify(document("井陉县教育局2025年部门预算", transfers, PROJECTS), "a.txt")
        assert (with_own.region_code, with_own.region_source) == ("130121", "project_code")

    def test_project_codes_cut_off_by_line_breaks(self) -> None:
        found = identify(document("大数据管理局2024年部门预算", [["410726240"], ["410726240"], ["410726240"]]), "a.txt")
        assert (found.region_code, found.region_source) == ("410726", "project_code")

    def test_the_own_level_of_a_prefecture_and_a_zone_outside_the_list(self) -> None:
        own_level = [["33019925P00000910004M"]]
        assert identify(document("财政局2025年部门预算", own_level), "a.txt").region_code == "330100"
        zone = [["13017225P00000910004M"], ["13017225P00000910005M"]]
        assert identify(document("财政局2025年部门预算", zone), "a.txt").region_code == "130172"

    def test_a_social_credit_code_is_no_project_code(self) -> None:
        assert identify(document("财政局2025年部门预算", [["513401215MJ000000J"]]), "a.txt").region_code is None
        wrong_check = identify(document("财政局2025年部门预算", [["513401215MJ0000001"]]), "a.txt")
        assert (wrong_check.region_code, wrong_check.region_source) == ("513401", "project_code")

    def test_a_printed_region(self) -> None:
        found = identify(document("教育局2025年部门预算", [["区划代码", "130121"]]), "延津县/a.txt")
        assert (found.region_code, found.region_source) == ("130121", "printed")

    @pytest.mark.parametrize(
        ("title", "code"),
        [
            ("江苏省委办公厅2018年度部门预算公开", "320000"),
            ("中共上海市普陀区委社会工作部2024年度部门预算", "310107"),
            ("北京城市副中心工程建设管理办公室2026年度部门预算\n按照北京市的规定", "110000"),
            ("福州市仓山生态环境局2026年度单位预算", "350100"),
            ("恩施州财政局2024年部门预算", "422800"),
            ("国家税务总局井陉县税务局2024年部门预算", "130121"),
        ],
    )
    def test_the_name(self, title: str, code: str) -> None:
        found = identify(document(title), "a.txt")
        assert (found.region_code, found.region_source) == (code, "name")

    def test_a_name_that_several_regions_share(self) -> None:
        title = "普陀区司法局2025年部门预算"
        alone = identify(document(title), "a.txt")
        assert alone.region_code is None
        assert "普陀区 names 2 regions" in (alone.reason or "")
        assert identify(document(title, "按照上海市的规定"), "a.txt").region_code == "310107"
        assert identify(document(title), "舟山/a.txt").region_code == "330903"

    def test_the_path_comes_last(self) -> None:
        found = identify(document("教育局2025年部门预算"), "河北/井陉/2025.txt")
        assert (found.region_code, found.region_source) == ("130121", "path")

    @pytest.mark.parametrize(
        ("name", "path", "code"),
        [
            ("微水镇人民政府", "山西/微水镇.docx", None),
            ("教育局", "山西/教育局.docx", None),
            ("县教育局", "河北/石家庄/教育局.docx", None),
            ("县教育局", "河北/石家庄/井陉/教育局.docx", "130121"),
            ("市教育局", "河北/石家庄/教育局.docx", "130100"),
            ("省教育厅", "山西/教育厅.docx", "140000"),
            ("市教育局", "上海/教育局.docx", "310000"),
            ("长安镇人民政府", "广东/东莞/长安镇.docx", "441900"),
        ],
    )
    def test_the_path_says_no_level_that_the_name_is_not_of(self, name: str, path: str, code: str | None) -> None:
        assert identify(document(f"{name}2025年部门预算"), path).region_code == code

    def test_a_business_in_the_path_is_no_county(self) -> None:
        for path in ("公安局/数据和政务服务局2025.txt", "公安/2025.txt"):
            assert identify(document("分局2025年部门预算"), path).region_code is None


def test_nothing_to_identify() -> None:
    found = identify(document(""), "a.txt")
    assert (found.department_name, found.fiscal_year, found.region_code) == ("", None, None)
    assert "no unit's name" in (found.reason or "")


@pytest.mark.parametrize(
    ("name", "region_code"),
    [
        ("赣州经济技术开发区社会事务管理局", "360700"),
        ("芜湖经开区管委会", "340200"),
        ("宁国经济技术开发区管委会", "341881"),
        ("云南财经大学", "530000"),
        ("湖南大学", None),
        ("武汉工程大学", None),
        ("南京路小学", None),
        ("湖南路街道办事处", None),
    ],
)
def test_a_region_without_its_kind_counts_before_a_zone_and_for_a_university(
    name: str, region_code: str | None
) -> None:
    assert identify(document(f"{name}2025年部门预算"), "a.txt").region_code == region_code


@pytest.mark.parametrize(
    ("name", "statements", "scope"),
    [
        ("井陉县第一中学", ["单位收支总表", "单位收入总表"], "unit"),
        ("井陉县第一中学", ["部门收支总表", "单位收入总表"], "department"),
        ("井陉县第一中学", ["收支总表"], "department"),
        ("井陉县教育局", ["单位收支总表"], "department"),
    ],
)
def test_statements_of_a_unit_without_any_title(name: str, statements: list[str], scope: str) -> None:
    found = identify(document(f"单位名称：{name}", *statements), "某县/2025年预算.txt")
    assert (found.department_name, found.scope) == (name, scope)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("赣南县水利局", None),
        ("新安吉县民政局", None),
        ("江西省赣南县水利局", None),
        ("中共南县县委组织部", "430921"),
        ("湖南南县水利局", "430921"),
        ("锡盟苏尼特右旗水利局", "152524"),
        ("中国民主同盟湘潭市委员会", "430300"),
        ("江西省市场监督管理局", "360000"),
        ("南京江北新区综合行政执法总队", "320100"),
        ("苏州工业园区教育局", "320500"),
        ("伊犁哈萨克自治州塔城地区额敏县水利局", "654221"),
    ],
)
def test_a_region_in_a_name_is_a_word_of_it(name: str, region: str | None) -> None:
    texts = [f"{name}2026年部门预算", *[f"{name}负责有关工作，{name}办公楼维修。"] * 3]
    assert identify(document(*texts), f"{name}/a.txt").region_code == region


def test_the_date_of_accounts_is_not_their_year() -> None:
    published = ["会宁县水务局部门决算公开情况说明", "本年支出合计351.00万元，年初预算340.00万元", "2025年9月12日"]
    assert identify(document(*published), "a.txt").fiscal_year is None
    assert identify(document(*published), "2024年部门决算.txt").fiscal_year == 2024
    assert identify(document(*published, "截至2024年12月31日，共有车辆2辆"), "a.txt").fiscal_year == 2024


@pytest.mark.parametrize(
    ("title", "corrected"),
    [
        ("勐海县水务局2024年度部门决算（修订版）", True),
        ("勐海县水务局2024年度部门决算公开（更正）", True),
        ("勐海县水务局2024年度部门决算", False),
        ("勐海县水务局2024年度部门决算（含更新改造项目支出）", False),
    ],
)
def test_a_title_says_that_it_is_corrected(title: str, corrected: bool) -> None:
    assert identify(document(title, "支出351.00万元"), "a.txt").is_correction is corrected


def test_the_unit_of_a_units_budget_is_named_beside_its_department() -> None:
    names = [
        "2026年单位预算",
        "部门编码：135",
        "部门名称：蓝山县教育局",
        "单位编码：135006",
        "单位名称：蓝山县第二中学",
    ]
    found = identify(document(*names, "支出351.00万元"), "a.txt")
    assert (found.department_name, found.unit_name, found.scope) == ("蓝山县教育局", "蓝山县第二中学", "unit")
