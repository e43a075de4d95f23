"""Files that hold the disclosures of several units."""

import pytest
from small_disclosures import disclosed

from pipeline.documents.model import Document, Table
from pipeline.documents.reading import read
from pipeline.facts.identity import identify
from pipeline.facts.sections import document_of, section_key, section_of, sections


def documents(text: str) -> tuple[Document, tuple[Document, ...]]:
    whole = read(text.encode())
    return whole, sections(whole)


FINANCE, EDUCATION = "井陉县财政局", "井陉县教育局"


def test_a_file_of_two_bureaus_has_two_sections() -> None:
    whole, parts = documents(disclosed(FINANCE, "100.00") + disclosed(EDUCATION, "200.00"))
    assert [identify(part, "").department_name for part in parts] == [FINANCE, EDUCATION]
    assert [[table.number for table in part.tables] for part in parts] == [[1, 2, 3], [4, 5, 6]]
    assert [block for part in parts for block in part.blocks] == list(whole.blocks)
    assert {part.document_id for part in parts} == {whole.document_id}


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
