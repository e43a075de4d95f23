"""What ``budget show`` says of a document, and how a document may be named."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import made_rows
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report.database import WarehouseError
from pipeline.report.show import show

Make = Callable[[dict[str, list[dict[str, Any]]]], Path]


def named(document_id: str, path: str, present: bool = True) -> dict[str, Any]:
    """A name of a document below /raw."""
    return {
        "root": "/raw",
        "path": path,
        "document_id": document_id,
        "first_seen_at": datetime(2025, 3, 1),
        "is_present": present,
    }


@pytest.fixture
def warehouse(published: Make) -> Path:
    """Two documents of one county; the first has a table of 支出 and an amount in its text."""
    return published(
        {
            "raw.document": [
                made_rows.document("a", path="county/one.pdf", media_type="application/pdf", pages=3)
                | {"disclosure_id": "d25"},
                made_rows.document("b", path="county/two.txt", status="quarantined", reason="the file is empty"),
            ],
            "raw.document_path": [named("a", "county/one.pdf"), named("b", "county/two.txt")],
            "core.disclosure": [made_rows.disclosure("d25")],
            "core.dim_department": [{"department_id": "dep-d25", "name": "数据局", "department_key": "k"}],
            "raw.table": [
                made_rows.table("a", "d25") | {"title": "部门支出总表", "unit": "元", "page_from": 1, "page_to": 2},
                made_rows.table("a", "d25", 2) | {"statement": "other", "axis": "item", "state": "unreadable"},
            ],
            "raw.paragraph": [{"document_id": "a", "paragraph_no": 1, "text": "基本支出100.00元"}],
            "core.fact_line_item": [
                made_rows.line("L1", "proven", flow="expenditure", fund_source="total", component="basic"),
                made_rows.line("L2", "disputed", flow="expenditure", fund_source="total", row_no=5),
                made_rows.line("L3", col_no=4, column_path="项目支出", flow="expenditure", component="project"),
            ],
            "core.fact_narrative": [
                made_rows.told("N1", "proven") | {"prior_year": 2024, "percent": Decimal("2.5000")}
            ],
            "audit.unparsed_cell": [made_rows.unparsed(row, 4, "no legible number") for row in range(5, 30)],
            "audit.correction": [made_rows.correction("L1", "1OO.00", "100.00")],
            "audit.identity_result": [made_rows.identity("i1", "no"), made_rows.identity("i2")],
        }
    )


def test_a_document_is_shown_table_by_table(warehouse: Path) -> None:
    lines = show(warehouse, "a").splitlines()
    assert lines[0] == "document    a  county/one.pdf"
    assert lines[1] == "read as     application/pdf, 3 pages"
    assert "数据局, 2025, budget, department, region 130121, version 1" in lines[3]
    assert "table 1, pages 1-2: expenditure, rows by function, in 元, present" in lines
    assert "  title     部门支出总表" in lines
    assert "  proof     of 3 amounts 1 proven, 1 disputed, 1 unchecked" in lines
    assert "table 2: other, rows by item, no unit of money, unreadable" in lines


def test_each_column_has_its_header_and_meaning(warehouse: Path) -> None:
    text = show(warehouse, "a")
    assert "  col 3   基本支出  expenditure, budget, 2025, in 元, fund total, component basic: 2 rows" in text
    assert "  col 4   项目支出  expenditure, budget, 2025, in 元, component project: 1 rows" in text


def test_what_is_not_understood_is_listed_and_cut_short(warehouse: Path) -> None:
    text = show(warehouse, "a")
    assert "not understood: 25 cells" in text
    assert "row 5, column 4: ? (no legible number)" in text
    assert "... and 5 more (audit.unparsed_cell)" in text


def test_the_rest_of_a_document_is_shown(warehouse: Path) -> None:
    text = show(warehouse, "a")
    assert "paragraph 1: basic, 2025 against 2024: 100.00 元, 2.5 % (proven)" in text
    assert "children = parent: equation of i1" in text
    assert "equation of i2" not in text
    assert "table 1, row 4, column 3: 1OO.00 -> 100.00 (the only reading that holds)" in text


def test_a_document_that_was_set_aside_says_why(warehouse: Path) -> None:
    assert show(warehouse, "b").splitlines()[2] == "status      quarantined: the file is empty"


@pytest.mark.parametrize("name", ["b", "county/two.txt", "county/tw", "raw/county/two.txt", "two", "TWO.txt"])
def test_ways_to_name_a_document(warehouse: Path, name: str) -> None:
    assert show(warehouse, name, Path("/")).startswith("document    b ")


def test_a_name_of_several_documents_lists_them(warehouse: Path) -> None:
    with pytest.raises(WarehouseError, match="2 documents are named county; say more of the path") as caught:
        show(warehouse, "county")
    assert "a  county/one.pdf" in str(caught.value)
    assert "b  county/two.txt" in str(caught.value)


def test_a_file_that_is_there_wins_over_one_that_is_gone(published: Make) -> None:
    warehouse = published(
        {
            "raw.document": [made_rows.document("a"), made_rows.document("b", status="withdrawn")],
            "raw.document_path": [named("a", "x.txt"), named("b", "x.txt", present=False)],
        }
    )
    assert show(warehouse, "x.txt").startswith("document    a ")


def test_an_unknown_name_names_the_cure(warehouse: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no document 火星; say its id"):
        show(warehouse, "火星")
    with pytest.raises(WarehouseError, match="name a document: say its id"):
        show(warehouse, " ")


def test_a_name_that_is_misspelt_is_answered_with_the_nearest(warehouse: Path) -> None:
    with pytest.raises(WarehouseError, match=r"there is no document twoo.txt; near it:\n  b  county/two.txt$"):
        show(warehouse, "twoo.txt")


def test_the_command_line_shows_and_fails_with_the_cure(warehouse: Path) -> None:
    run = CliRunner().invoke(app, ["show", "county/one.pdf", "--warehouse", str(warehouse)])
    assert run.exit_code == 0
    assert run.stdout == show(warehouse, "a") + "\n"
    run = CliRunner().invoke(app, ["show", "nowhere", "--warehouse", str(warehouse)])
    assert run.exit_code == 1
    assert "budget: there is no document nowhere" in run.stderr
