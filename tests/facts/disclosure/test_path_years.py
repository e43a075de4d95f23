"""The year that only the place among the files says: what counts as one, and what becomes of the document."""

import pytest
from facts.making import claim, document

from pipeline.facts.disclosure.disclosures import resolve
from pipeline.facts.disclosure.evidence import Kind
from pipeline.facts.disclosure.identity import identify
from pipeline.facts.disclosure.path_years import year_of_path


@pytest.mark.parametrize(
    ("path", "kind", "year"),
    [
        ("某县/林业局2025年部门预算.xls", "budget", 2025),
        ("某县/2025年部门预算/林业局.xls", "budget", 2025),
        ("某县/林业局二〇二五年部门预算.xls", "budget", 2025),
        ("某县/林业局2024年度部门决算公开表.xls", "final_accounts", 2024),
        ("2024年部门预算/林业局2025年部门预算.xls", "budget", 2025),
        # A bare year, a date, two years, another kind, a report on how a budget was carried out, no year.
        ("某县/2025.xls", "budget", None),
        ("某县/20250215部门预算.xls", "budget", None),
        ("某县/2025-02-15部门预算.xls", "budget", None),
        ("某县/2025年2月公开部门预算.xls", "budget", None),
        ("某县/2024年决算2025年预算.xls", "budget", None),
        ("某县/林业局2024年部门预算.xls", "final_accounts", None),
        ("某县/2024年预算执行情况.xls", "budget", None),
        ("某县/林业局.xls", "budget", None),
    ],
)
def test_the_year_of_a_path(path: str, kind: Kind, year: int | None) -> None:
    assert year_of_path(path, kind, ()) == year


def test_a_year_that_the_text_goes_beyond_is_none() -> None:
    assert year_of_path("林业局2024年部门预算.xls", "budget", {2023, 2024}) == 2024
    assert year_of_path("林业局2024年部门预算.xls", "budget", {2024, 2025}) is None


def test_the_content_decides_where_it_names_a_year() -> None:
    said = identify(document("井陉县林业局2025年部门预算"), "井陉县林业局2023年部门预算.txt")
    assert (said.fiscal_year, said.year_source) == (2025, "content")
    silent = identify(document("井陉县林业局", "部门收支总表"), "井陉县林业局2023年部门预算.txt")
    assert (silent.fiscal_year, silent.year_source) == (2023, "path")
    assert "no fiscal year" in (silent.reason or "")


def test_a_disclosure_says_that_its_year_is_from_a_path() -> None:
    (alone,) = resolve([claim("tables", {"income": "a"}, fiscal_year=2025, year_source="path")]).disclosures
    assert (alone.fiscal_year, alone.year_source, alone.row()["year_source"]) == (2025, "path", "path")


@pytest.mark.parametrize(("named", "year"), [("x/2025年预算表.xls", 2025), ("x/2024年预算表.xls", 2024)])
def test_tables_join_the_text_beside_them_and_contradict_it_by_no_name(named: str, year: int) -> None:
    text = claim("text", {"narrative": "n"}, path="x/说明.docx", fiscal_year=2025, scope="unit", unit_name="某所")
    other = claim("tables", {"income": "a"}, path=named, fiscal_year=year, year_source="path")
    found = resolve([text, other])
    joined = year == text.identity.fiscal_year
    assert [(set(one.document_ids), one.year_source) for one in found.disclosures] == [
        ({"text", "tables"} if joined else {"text"}, "content")
    ]
    assert found.unidentified == (set() if joined else {"tables"})
