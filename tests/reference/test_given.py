"""Tables that the user gives as CSV."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.reference.given import GivenTableError, given_rows

PEOPLE, PRICES, LINKS = "core.dim_population", "core.dim_price_index", "core.dim_department_link"


def test_a_file_that_is_not_there_gives_no_rows(tmp_path: Path) -> None:
    assert given_rows(tmp_path, PEOPLE) == given_rows(tmp_path, PRICES) == []


def test_rows_as_given_also_from_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "population.csv").write_text(
        "region_code,fiscal_year,residents,source\n130121,2025,298765,communique\n\n", encoding="utf-8-sig"
    )
    (tmp_path / "price_index.csv").write_text(
        "region_code,fiscal_year,price_index,source\n000000,2024,103.2,yearbook\n", encoding="utf-8"
    )
    assert given_rows(tmp_path, PEOPLE) == [
        {"region_code": "130121", "fiscal_year": 2025, "residents": 298765, "source": "communique"}
    ]
    assert given_rows(tmp_path, PRICES)[0]["price_index"] == Decimal("103.2")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("region,year\n", "line 1 must read region_code,fiscal_year,residents,source"),
        ("region_code,fiscal_year,residents,source\n130121,2025,29.8万,x\n", "line 2: residents"),
        ("region_code,fiscal_year,residents,source\n1301,2025,298765,x\n", "line 2: a region_code"),
        ("region_code,fiscal_year,residents,source\n130121,2025,298765,\n", "line 2: source"),
        ("region_code,fiscal_year,residents,source\n130121,2025,298765\n", "line 2: 3 values, expected 4"),
        ("region_code,fiscal_year,residents,source\n130121,2025,1,x\n130121,2025,2,x\n", "line 3: .* stands twice"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "population.csv").write_text(text, encoding="utf-8")
    with pytest.raises(GivenTableError, match=says):
        given_rows(tmp_path, PEOPLE)


def test_links_of_names(tmp_path: Path) -> None:
    file, header = tmp_path / "department_link.csv", "region_code,former_name,name,reason\n"
    file.write_text(header + "130121,甲局,乙局,reform\n130121,甲局,丙局,reform\n", encoding="utf-8")
    assert given_rows(tmp_path, LINKS)[0] == {
        "region_code": "130121",
        "former_name": "甲局",
        "name": "乙局",
        "reason": "reform",
    }
    for line, says in (
        ("130121,甲局,乙局,\n", "line 2: reason says why"),
        ("130121,甲局,乙局,x\n" * 2, "line 3: .*"),
    ):
        file.write_text(header + line, encoding="utf-8")
        with pytest.raises(GivenTableError, match=says):
            given_rows(tmp_path, LINKS)
