"""The code lists and their look-ups."""

import pytest

from pipeline.reference import loader


def test_sizes_and_parents() -> None:
    assert len(loader.procurement_catalogue()) == 4304
    for classification in loader.CLASSIFICATIONS:
        entries = loader.codes(classification)
        assert all(entry.parent is None or entry.parent in entries for entry in entries.values())
        assert {entry.level for entry in entries.values()} <= {1, 2, 3}


@pytest.mark.parametrize(
    ("classification", "code", "name"),
    [
        ("function", "2010301", "行政运行"),
        ("function", "234", "抗疫特别国债安排的支出"),
        ("function", "2010306", "政务公开审批"),
        ("function", "225", None),
        ("economic", "30201", "办公费"),
        ("economic", "305", None),
        ("gov_economic", "501", "机关工资福利支出"),
    ],
)
def test_names_after_the_amendments(classification: loader.Classification, code: str, name: str | None) -> None:
    assert loader.code_name(classification, code) == name


@pytest.mark.parametrize(
    ("name", "within", "level", "code"),
    [
        ("一、一般公共服务支出", None, 1, "201"),
        ("（二）外交支出", None, None, "202"),
        ("社会保障和就业", None, None, "208"),
        ("二十四、预备费", None, 1, "227"),
        ("医疗卫生与计划生育支出", None, None, "210"),
        ("政府办公厅(室)及相关机构事务", "201", None, "20103"),
        ("行政 运行", "20103", None, "2010301"),
        ("行政运行", None, None, None),
        ("其他社会保障和就业支出", "208", None, "20899"),
        ("其他社会保障和就业支出", "20899", None, "2089999"),
        ("其他社会保障和就业支出", None, None, None),
        ("其他社会保障和就业支出", None, 3, "2089999"),
        ("行政事业单位离退休", "208", None, "20805"),
        ("没有这个科目", None, None, None),
    ],
)
def test_functional_code_of_a_name(name: str, within: str | None, level: int | None, code: str | None) -> None:
    assert loader.code_by_name("function", name, within=within, level=level) == code


def test_a_code_that_changed_over_the_years() -> None:
    assert loader.code_by_name("function", "其他社会保障和就业支出", within="20899", year=2020) == "2089901"
    assert loader.code_by_name("function", "其他社会保障和就业支出", within="20899", year=2025) == "2089999"
    assert loader.code_by_name("economic", "其他社会保障缴费") == "30112"


def test_economic_codes_of_names() -> None:
    assert loader.code_by_name("economic", "其中：办公费") == "30201"
    assert loader.code_by_name("economic", "工资福利支出", level=1) == "301"
    assert loader.code_by_name("gov_economic", "工资福利支出") == "50501"
    assert loader.code_by_name("economic", "维修(护)费", within="302") == "30213"


def test_the_catalogue_has_names_and_parents() -> None:
    assert loader.procurement_catalogue()["A02010105"].name == "台式计算机"
    assert loader.procurement_catalogue()["A02010105"].parent == "A02010100"


def test_look_ups_are_read_once() -> None:
    assert loader.codes("function") is loader.codes("function")


@pytest.mark.parametrize(
    ("classification", "name", "code"),
    [
        ("function", "市场主体管理", "2013804"),
        ("function", "农业生产支持补贴", "2130122"),
        ("function", "其他巩固脱贫衔接乡村振兴支出", "2130599"),
        ("function", "食品和药品监督管理事务", "21010"),
        ("function", "城中村改造", "2210113"),
        ("function", "国有土地使用权出让收入对应专项债务收入安排的支出", "21219"),
        ("economic", "其他交通费", "30239"),
        ("gov_economic", "上下级政府间转移性支出", "51301"),
        # A row of a summary, no function: 年终结余 is what is left, 一般性转移支付 a source.
        ("function", "年终结余", None),
        ("function", "一般性转移支付", None),
    ],
)
def test_names_of_other_years_and_rare_entries(
    classification: loader.Classification, name: str, code: str | None
) -> None:
    assert loader.code_by_name(classification, name) == code
