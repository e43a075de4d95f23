"""Files that hold the disclosures of several units."""

import pytest
from small_disclosures import HEADS, disclosed, word_table

from pipeline.documents.model import Document, Table
from pipeline.documents.reading import read
from pipeline.facts.disclosure.identity import identify
from pipeline.facts.disclosure.section_identities import identify_sections
from pipeline.facts.disclosure.sections import document_of, section_key, section_of, sections
from pipeline.statements.understand import understand


def documents(text: str) -> tuple[Document, tuple[Document, ...]]:
    whole = read(text.encode())
    return whole, sections(whole)


LEAD = "井陉县2025年部门预算汇编\n\n说明一句。\n\n"


def stated(title: str, unit_line: str, amount: str) -> str:
    """A table whose title names no unit, under the line that does."""
    rows = [HEADS[title], ["", "合计", amount, amount], ["2010301", "行政运行", amount, amount]]
    return f"{title}\n\n{unit_line}    单位：元\n\n{word_table(rows)}\n"


def units_of(text: str) -> list[tuple[str, str, list[int]]]:
    """Name, scope and tables of each section."""
    whole, parts = documents(text)
    assert sorted(block.number for part in parts for block in part.tables) == [table.number for table in whole.tables]
    assert sum(len(part.blocks) for part in parts) == len(whole.blocks)
    said = identify_sections(whole, parts, "")
    assert {identity.fiscal_year for identity in said} == {2025}
    assert {identity.region_code for identity in said} == {"130121"}
    names = [identity.unit_name or identity.department_name for identity in said]
    tables = [[table.number for table in part.tables] for part in parts]
    return list(zip(names, [identity.scope for identity in said], tables, strict=True))


FINANCE, EDUCATION = "井陉县财政局", "井陉县教育局"


def test_a_file_of_two_bureaus_has_two_sections() -> None:
    whole, parts = documents(disclosed(FINANCE, "100.00") + disclosed(EDUCATION, "200.00"))
    assert [identify(part, "").department_name for part in parts] == [FINANCE, EDUCATION]
    assert [[table.number for table in part.tables] for part in parts] == [[1, 2, 3], [4, 5, 6]]
    assert [block for part in parts for block in part.blocks] == list(whole.blocks)
    assert {part.document_id for part in parts} == {whole.document_id}


@pytest.mark.parametrize("second", [EDUCATION, "井陉县第一中学"])
def test_a_file_of_two_units_with_the_same_two_tables_each_has_two_sections(second: str) -> None:
    two = list(HEADS)[:2]
    _, parts = documents(disclosed(FINANCE, "100.00", tables=two) + disclosed(second, "200.00", tables=two))
    assert [[table.number for table in part.tables] for part in parts] == [[1, 2], [3, 4]]


def test_two_units_of_which_one_has_another_table_are_one_section() -> None:
    titles = list(HEADS)
    whole, parts = documents(
        disclosed(FINANCE, "100.00", tables=titles[:2]) + disclosed(EDUCATION, "200.00", tables=titles[1:])
    )
    assert parts == (whole,)


@pytest.mark.parametrize(
    "text",
    [
        disclosed(FINANCE, "100.00"),
        disclosed(FINANCE, "100.00") + f"{EDUCATION}2025年部门预算公开\n\n",
        disclosed(FINANCE, "100.00") + disclosed(EDUCATION, "200.00", tables=["部门收入总表"]),
        f"{EDUCATION}2025年部门预算公开\n\n" + disclosed(FINANCE, "100.00"),
        disclosed(FINANCE, "100.00", tables=["部门收入总表"]) + disclosed(FINANCE, "100.00"),
    ],
)
def test_a_file_of_one_bureau_has_one_section(text: str) -> None:
    whole, parts = documents(text)
    assert parts == (whole,)


def test_what_stands_before_the_first_and_between_belongs_to_the_section_around() -> None:
    lead = "井陉县2025年部门预算汇编\n\n说明一句。\n\n"
    _, parts = documents(lead + disclosed(FINANCE, "100.00") + "附注一句。\n\n" + disclosed(EDUCATION, "200.00"))
    texts = [[block.text for block in part.blocks if not isinstance(block, Table)] for part in parts]
    assert texts[0][0] == "井陉县2025年部门预算汇编"
    assert texts[0][-1] == "附注一句。"
    assert texts[1][0] == f"{EDUCATION}2025年部门预算公开"


def test_a_section_is_found_again_by_its_key() -> None:
    whole, parts = documents(disclosed(FINANCE, "100.00") + disclosed(EDUCATION, "200.00"))
    key = section_key(whole.document_id, 2, 2)
    assert section_of(whole, key) == parts[1]
    assert document_of(key) == whole.document_id
    with pytest.raises(LookupError, match="no section"):
        section_of(whole, f"{whole.document_id}/3")


@pytest.mark.parametrize("line", ["部门名称：{}", "编制单位：{}", "单位：{}", "填报部门：101001 {}"])
def test_the_line_over_a_table_tells_whose_it_is(line: str) -> None:
    text = LEAD + "".join(
        stated(title, line.format(unit), amount)
        for unit, amount in ((FINANCE, "100.00"), (EDUCATION, "200.00"))
        for title in HEADS
    )
    assert units_of(text) == [(FINANCE, "department", [1, 2, 3]), (EDUCATION, "department", [4, 5, 6])]


def test_units_statement_by_statement_are_put_together() -> None:
    text = LEAD + "".join(
        stated(title, f"部门名称：{unit}", amount)
        for title in HEADS
        for unit, amount in ((FINANCE, "100.00"), (EDUCATION, "200.00"))
    )
    assert units_of(text) == [(FINANCE, "department", [1, 3, 5]), (EDUCATION, "department", [2, 4, 6])]
    _, parts = documents(text)
    numbers = [reading.statement_no for part in parts for reading in understand(part).readings]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_titles_behind_the_tables() -> None:
    texts = ["".join(stated(title, "", amount) for title in HEADS) for amount in ("100.00", "200.00")]
    behind = [f"{unit}2025年部门预算公开\n\n" for unit in (FINANCE, EDUCATION)]
    text = "".join(tables + title for tables, title in zip(texts, behind, strict=True))
    assert units_of(text) == [(FINANCE, "department", [1, 2, 3]), (EDUCATION, "department", [4, 5, 6])]
    _, parts = documents(text)
    assert [getattr(part.blocks[-1], "text", "") for part in parts] == [title.strip() for title in behind]


def test_titles_inside_the_tables() -> None:
    text = LEAD + "".join(
        word_table([[f"{unit}2025年{title}"], ["单位：元"], HEADS[title], ["", "合计", "1.00", "1.00"]]) + "\n\n"
        for unit in (FINANCE, EDUCATION)
        for title in HEADS
    )
    assert units_of(text) == [(FINANCE, "department", [1, 2, 3]), (EDUCATION, "department", [4, 5, 6])]


@pytest.mark.parametrize(
    "names", [("201 {}", "201001 {}本级", "201002 {}"), ("部门名称：{}", "单位名称：{}（本级）", "单位名称：{}")]
)
def test_a_department_its_own_part_and_a_unit_are_told_apart(names: tuple[str, str, str]) -> None:
    school = "井陉县第一中学"
    lines = [name.format(unit) for name, unit in zip(names, (EDUCATION, EDUCATION, school), strict=True)]
    text = f"{EDUCATION}2025年部门预算公开\n\n" + "".join(
        stated(title, line, amount)
        for line, amount in zip(lines, ("300.00", "100.00", "200.00"), strict=True)
        for title in HEADS
    )
    (department, own, unit) = units_of(text)
    assert department == (EDUCATION, "department", [1, 2, 3])
    assert own[1:] == ("own", [4, 5, 6])
    assert unit == (school, "unit", [7, 8, 9])


def test_a_department_that_lists_its_units_in_tables_is_one_section() -> None:
    units = ["井陉县财政局本级", "井陉县财政国库支付中心", "井陉县预算评审中心"]
    listed = ["项目名称", "单位名称", "合计"]
    text = f"{FINANCE}2025年部门预算公开\n\n所属单位包括：\n\n" + "".join(f"{unit}\n\n" for unit in units)
    text += "".join(stated(title, f"部门名称：{FINANCE}", "300.00") for title in HEADS)
    for unit in units:
        text += f"项目支出表\n\n单位名称：{unit}    单位：元\n\n{word_table([listed, ['信息化', unit, '100.00']])}\n"
    assert units_of(text) == [(FINANCE, "department", [1, 2, 3, 4, 5, 6])]


def test_units_of_a_file_with_one_department_are_its_units() -> None:
    school = "井陉县第一中学"
    text = disclosed(EDUCATION, "300.00")
    text += disclosed(school, "200.00").replace("部门预算", "单位预算").replace(f"431{school}", school)
    whole, parts = documents(text)
    said = identify_sections(whole, parts, "")
    assert [(one.department_name, one.unit_name, one.scope) for one in said] == [
        (EDUCATION, None, "department"),
        (EDUCATION, school, "unit"),
    ]


def test_sections_that_are_units_are_of_the_department_before_them_that_lists_them() -> None:
    """The names of two of them begin with what reads like a department and is none of the file's."""
    office = "井陉县人民政府天长街道办事处"
    units = ["井陉县政务服务中心", "天长街道便民服务中心", "天长街道社区治理服务站"]
    listed = [["单位名称", "合计", "一般公共预算"], ["合计", "600.00", "600.00"]]
    listed += [[unit, "200.00", "200.00"] for unit in units]
    text = disclosed(office, "600.00") + f"部门收入总表\n\n单位：元\n\n{word_table(listed)}\n"
    for unit in units:
        text += disclosed(unit, "200.00").replace("部门预算", "单位预算").replace(f"431{unit}", unit)
    whole, parts = documents(text)
    said = identify_sections(whole, parts, "")
    assert [(one.department_name, one.unit_name, one.scope) for one in said] == [
        (office, None, "department"),
        *((office, unit, "unit") for unit in units),
    ]


def test_a_list_of_contents_says_nothing_of_the_section_that_holds_it() -> None:
    own = f"{FINANCE}（本级）"
    heading = f"第一部分 {FINANCE}2025年部门预算\n\n"
    contents = f"{FINANCE}2025年部门预算公开\n\n{heading}第二部分 {own}2025年预算......12\n\n"
    first = heading + "".join(stated(t, f"部门名称：{FINANCE}", "300.00") for t in HEADS)
    second = f"第二部分 {own}2025年预算\n\n" + "".join(stated(t, f"单位名称：{own}", "100.00") for t in HEADS)
    assert [(name, scope) for name, scope, _ in units_of(contents + first + second)] == [
        (FINANCE, "department"),
        (own, "own"),
    ]


def test_the_accounts_of_a_year_and_the_budget_of_another_are_two_disclosures() -> None:
    accounts = disclosed(EDUCATION, "280.00").replace("2025年部门预算", "2023年部门决算")
    whole, parts = documents(accounts + disclosed(EDUCATION, "300.00"))
    said = identify_sections(whole, parts, "")
    assert [(one.department_name, one.fiscal_year, one.kind) for one in said] == [
        (EDUCATION, 2023, "final_accounts"),
        (EDUCATION, 2025, "budget"),
    ]


def test_the_title_of_a_file_names_the_department_of_its_units() -> None:
    schools = ["井陉县第一中学", "井陉县第二中学"]
    text = f"{EDUCATION}所属学校2025年单位预算公开\n\n"
    for school in schools:
        text += disclosed(school, "200.00").replace("部门预算", "单位预算").replace(f"431{school}", school)
    whole, parts = documents(text)
    said = identify_sections(whole, parts, "")
    assert [(one.department_name, one.unit_name, one.scope) for one in said] == [
        (EDUCATION, school, "unit") for school in schools
    ]
