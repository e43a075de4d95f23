"""The rules across years and across disclosures."""

from decimal import Decimal

import pytest
from rule_bench import BASE, REGION, facts, found
from synthetic import department, disclosure, line, told


def total(fact_id, disclosure_id, yuan, year, **columns):
    return line(fact_id, disclosure_id, "expenditure", yuan, fiscal_year=year, flow="expenditure", **columns)


def items(*rows):
    return {"core.fact_line_item": list(rows)}


def texts(*rows):
    return {"core.fact_narrative": list(rows)}


def test_a_year_in_the_wrong_unit_is_found():
    rows = items(total("L1", "d25", "7780957.46", 2025), total("L0", "d24", "759.80", 2024))
    (row,) = found("unit_slip_between_years", BASE, rows)
    assert (row["fact_id"], row["fiscal_year"], row["other_year"]) == ("L1", 2025, 2024)
    assert row["difference"] == Decimal("7780197.66")


@pytest.mark.parametrize(
    "prior",
    [
        total("L0", "d24", "7598017.00", 2024),
        total("L0", "d24", "77809.00", 2024),  # a factor of 100: change_by_factor says so
        total("L0", "d24", "0.00", 2024),
        total("L0", "d24", "759.80", 2024, component="basic"),
        total("L0", "o25", "759.80", 2025),
        total("L0", "d25", "759.80", 2024),  # a prior-year column: unit_slip compares inside a disclosure
    ],
)
def test_other_years_are_no_unit_slip(prior):
    rows = items(total("L1", "d25", "7780957.46", 2025), prior)
    assert found("unit_slip_between_years", BASE, rows) == []


def test_a_change_by_more_than_a_factor_of_three_is_found():
    rows = items(total("L1", "d25", "900000", 2025, component="project"), total("L2", "d25", "500000", 2025))
    told_before = texts(
        told("N1", "d24", "project", 2024, "200000.00"), told("N2", "d24", "expenditure_total", 2024, "2000000.00")
    )
    project_row, total_row = sorted(found("change_by_factor", BASE, rows, told_before), key=lambda row: row["fact_id"])
    assert (project_row["fact_id"], project_row["prior_yuan"], project_row["difference"]) == ("L1", 200000, 700000)
    assert (total_row["fact_id"], total_row["prior_yuan"], total_row["difference"]) == ("L2", 2000000, -1500000)


def test_the_year_before_is_taken_from_its_own_disclosure_first():
    rows = items(
        total("L1", "d25", "900000", 2025), total("L2", "d25", "10000", 2024), total("L3", "d24", "800000", 2024)
    )
    assert found("change_by_factor", BASE, rows) == []
    prior_column_only = items(total("L1", "d25", "900000", 2025), total("L2", "d25", "100000", 2024))
    assert facts(found("change_by_factor", BASE, prior_column_only)) == ["L1"]


@pytest.mark.parametrize(
    "prior",
    [
        total("L0", "d24", "300000", 2024),
        total("L0", "d24", "0.00", 2024),
        total("L0", "d24", "90", 2024),  # a unit slip rather
        total("L0", "d24", "100000", 2024, row_role="leaf"),
        total("L0", "d24", "100000", 2024, component=None),
        total("L0", "d24", "100000", 2024, phase="change"),
        total("L0", "o25", "100000", 2024),  # another department
        total("L0", "older", "100000", 2024),
        total("L0", "d24", "100000", 2023),  # not the year before
    ],
)
def test_other_changes_are_fine(prior):
    assert found("change_by_factor", BASE, items(total("L1", "d25", "900000", 2025), prior)) == []


def test_small_amounts_change_as_they_like():
    rows = texts(
        told("N1", "d25", "three_public_total", 2025, "9000.00"),
        told("N2", "d24", "three_public_total", 2024, "100.00"),
    )
    assert found("change_by_factor", BASE, rows) == []


def change(yuan, measure="change_total", raw=None, **columns):
    named = {"prior_year": 2024, "raw": raw or f"{yuan}元"}
    return told("N1", "d25", measure, 2025, yuan, **(named | columns))


YEARS = items(total("L1", "d25", "7780957.46", 2025), total("L0", "d24", "7598017.00", 2024))


def test_a_stated_change_that_the_years_do_not_give_is_found():
    (row,) = found("stated_change_differs", BASE, YEARS, texts(change("282940.46")))
    assert (row["fact_id"], row["amount_yuan"], row["prior_yuan"]) == (
        "N1",
        Decimal("7780957.46"),
        Decimal("7598017.00"),
    )
    assert (row["stated_yuan"], row["difference"]) == (Decimal("282940.46"), Decimal("-100000.00"))


def test_a_change_of_a_measure_that_only_texts_state_is_compared():
    amounts = texts(
        told("N2", "d25", "reception", 2025, "2600.00"),
        told("N0", "d24", "reception", 2024, "1000.00"),
        change("2600", "change_reception"),
    )
    (row,) = found("stated_change_differs", BASE, amounts)
    assert (row["measure"], row["difference"]) == ("reception", -1000)


@pytest.mark.parametrize(
    "stated",
    [
        change("182940.46"),
        change("182900.00", raw="18.29万元"),  # rounded to 100 元
        change("180000.00", raw="18万元"),  # rounded to 10 000 元
        change("999.00", "change_basic"),  # no amounts of it
        change("999.00", "change_other"),
        change("999.00", prior_year=2023),  # a year that is not in the warehouse
        change("999.00", prior_year=None),
        change("999.00", prior_phase="actual"),
        change("999.00", project_id="P1"),
        change("999.00", function_code="201"),
        change("999.00") | {"disclosure_id": "older"},
        change("999.00") | {"disclosure_id": "o25"},
    ],
)
def test_other_stated_changes_are_fine(stated):
    assert found("stated_change_differs", BASE, YEARS, texts(stated)) == []


def test_a_measure_with_several_amounts_is_not_compared():
    several = texts(
        told("N2", "d25", "expenditure_other", 2025, "1.00"),
        told("N3", "d25", "expenditure_other", 2025, "900.00"),
        told("N0", "d24", "expenditure_other", 2024, "5.00"),
        change("77", "change_expenditure_other"),
    )
    assert found("stated_change_differs", BASE, several) == []


def test_amounts_of_a_code_are_compared_with_that_code():
    amounts = texts(
        told("N2", "d25", "function_amount", 2025, "700.00", function_code="201"),
        told("N3", "d25", "function_amount", 2025, "90.00", function_code="208"),
        told("N4", "d24", "function_amount", 2024, "500.00", function_code="201"),
        told("N5", "d24", "function_amount", 2024, "10.00"),
        change("300.00", "change_function_amount", function_code="201"),
        change("300.00", "change_function_amount") | {"narrative_id": "N6"},
        change("300.00", "change_function_amount", function_code="208") | {"narrative_id": "N7"},
    )
    (row,) = found("stated_change_differs", BASE, amounts)
    assert (row["fact_id"], row["difference"]) == ("N1", -100)


def test_one_amount_printed_exactly_and_rounded_is_one():
    rounded = texts(told("N2", "d25", "expenditure_total", 2025, "7781000.00", raw="778.10万元"), change("500000"))
    assert facts(found("stated_change_differs", BASE, YEARS, rounded)) == ["N1"]


def test_a_department_and_its_parts_are_reported():
    parts = {
        "core.dim_department": [
            department("unit", "key-unit", REGION, "行政审批服务中心") | {"parent_department_id": "dep"}
        ],
        "core.disclosure": [
            disclosure("own25", REGION, "dep", 2025, scope="own"),
            disclosure("unit25", REGION, "unit", 2025, scope="unit", unit_name="行政审批服务中心"),
        ],
    }
    rows = items(total("L1", "d25", "900", 2025), total("L2", "own25", "600", 2025))
    first, second = found("scopes_overlap", BASE, parts, rows)
    assert (first["disclosure_id"], first["part_disclosure_id"], first["part_scope"]) == ("d25", "own25", "own")
    assert (first["department_yuan"], first["part_yuan"], first["difference"]) == (900, 600, 300)
    assert (second["part_disclosure_id"], second["part_name"], second["difference"]) == (
        "unit25",
        "行政审批服务中心",
        None,
    )


@pytest.mark.parametrize(
    "part",
    [
        disclosure("own24", REGION, "old", 2023, scope="own"),
        disclosure("own25", REGION, "dep", 2025, scope="own", is_current=False),
        disclosure("own25", REGION, "dep", 2025, scope="own", kind="final_accounts"),
        disclosure("unit25", REGION, "stranger", 2025, scope="unit"),
        disclosure("dep26", REGION, "dep", 2026),
    ],
)
def test_disclosures_that_do_not_overlap_are_not_reported(part):
    stranger = department("stranger", "key-x", REGION, "水利局服务中心")
    assert found("scopes_overlap", BASE, {"core.dim_department": [stranger], "core.disclosure": [part]}) == []
