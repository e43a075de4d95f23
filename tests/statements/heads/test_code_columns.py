"""Columns that print codes: by their header, and by what stands in them."""

from pipeline.statements.heads.code_columns import settle_codes, with_classified_items
from pipeline.statements.model import Column


def concepts(columns: list[tuple[str, str | None]], body: dict[int, list[str]]) -> list[str | None]:
    """The concepts of columns of these headers and concepts after settling."""
    given = [Column(col, (text,), concept) for col, (text, concept) in enumerate(columns, start=1)]
    return [column.concept for column in settle_codes(given, body)]


def test_a_code_column_whose_header_was_torn_over_three() -> None:
    headers: list[tuple[str, str | None]] = [
        *(("功能", "label"), ("分类", "project_type"), ("科目编码", "code"), ("科目名称", "label")),
    ]
    body = {1: ["20138", "2013801"], 2: ["201", "208"], 3: ["合计"], 4: ["一般公共服务支出", "行政运行"]}
    assert concepts(headers, body) == ["function_code", "function_code", "function_code", "function_name"]


def test_other_texts_beside_a_code_column_stay_what_they_are() -> None:
    headers: list[tuple[str, str | None]] = [("单位", "unit_name"), ("科目编码", "code"), ("科目名称", "label")]
    body = {1: ["129", "某局"], 2: ["201", "20103"], 3: ["一般公共服务支出", "政府办公厅"]}
    assert concepts(headers, body) == ["unit_name", "function_code", "function_name"]


def test_codes_of_units_stay_codes_of_units() -> None:
    headers: list[tuple[str, str | None]] = [("单位编码", "unit_code"), ("科目编码", "code"), ("科目名称", "label")]
    body = {1: ["201", "20101"], 2: ["201", "20103"], 3: ["一般公共服务支出", "政府办公厅"]}
    assert concepts(headers, body) == ["unit_code", "function_code", "function_name"]


def test_a_code_in_parts_under_one_header_over_three_columns() -> None:
    headers: list[tuple[str, str | None]] = [
        *(("功能分类科目编码", "function_code"),) * 3,
        ("科目名称", "label"),
    ]
    body = {1: ["208", "208", "208"], 2: ["05", "05"], 3: ["02"], 4: ["合计", "社会保障和就业支出", "事业单位离退休"]}
    assert concepts(headers, body) == ["class_part", "section_part", "item_part", "label"]


def test_whole_codes_of_each_level_in_a_column_of_its_own_are_no_parts() -> None:
    headers: list[tuple[str, str | None]] = [*(("科目编码", "function_code"),) * 3, ("科目名称", "label")]
    body = {1: ["208", "210"], 2: ["20805", "21011"], 3: ["2080502"], 4: ["社会保障和就业支出"]}
    assert concepts(headers, body)[:3] == ["function_code"] * 3


def test_a_part_of_a_code_under_a_header_that_is_blank_or_misread() -> None:
    """Blank, the second column has only the header above all three; misread, it has one that says nothing."""
    body = {1: ["204", "204", "204"], 2: ["08", "08"], 3: ["01"], 4: ["公共安全支出", "强制隔离戒毒", "行政运行"]}
    for second in (("功能分类科目编码", "function_code"), ("教", None)):
        headers: list[tuple[str, str | None]] = [("类", "class_part"), second, ("项", "item_part"), ("名称", "label")]
        assert concepts(headers, body) == ["class_part", "section_part", "item_part", "label"]


def test_an_item_without_its_section_is_no_part_of_a_code() -> None:
    headers: list[tuple[str, str | None]] = [("类", "class_part"), ("教", None), ("项", "item_part"), ("名称", "label")]
    body = {1: ["204", "204"], 2: ["甲", "08"], 3: ["01"], 4: ["公共安全支出", "行政运行"]}
    assert concepts(headers, body) == ["class_part", None, None, "label"]


def test_codes_with_the_names_of_their_list_are_no_projects() -> None:
    """编码 and 名称 under 项目, and a total in the column of the codes."""
    given = [Column(1, ("项目", "编码"), "project_code"), Column(2, ("项目", "名称"), "project_name")]
    body = {1: ["合计", "208", "20805"], 2: ["社会保障和就业支出", "行政事业单位养老支出"]}
    assert [c.concept for c in with_classified_items(given, body)] == ["function_code", "function_name"]
    body = {1: ["合计", "208", "20805"], 2: ["养老服务补贴", "信息系统运行维护"]}
    assert [c.concept for c in with_classified_items(given, body)] == ["project_code", "project_name"]


def test_codes_of_projects_under_those_of_their_units_are_of_no_classification() -> None:
    headers: list[tuple[str, str | None]] = [("编码", "code"), ("单位（项目）名称", "label")]
    body = {1: ["318", "318001", "130121240000012345678", "13012124T000001002"], 2: ["某局", "某局本级", "甲", "乙"]}
    assert concepts(headers, body)[0] == "project_code"
    body[1] = ["204", "20406", "13012124T000001002"]
    assert concepts(headers, body)[0] == "function_code"
