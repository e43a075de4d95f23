"""budget trace: where a fact stands and what speaks for it."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import made_rows as made
import pytest

from pipeline.report.database import WarehouseError
from pipeline.report.pages import traces
from pipeline.report.trace import trace

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Published = Callable[[Rows], Path]

BASE: Rows = {
    "raw.document": [made.document("a")],
    "raw.table": [made.table("a", "d25")],
    "raw.cell": [made.cell(4, 1, "项目"), made.cell(4, 3, "1O0.00")],
    "core.disclosure": [made.disclosure("d25")],
}


def fields(text: str) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in text.splitlines() if len(line.split(maxsplit=1)) == 2)


@pytest.mark.parametrize(
    ("holding", "words"),
    [
        ([], "none: no identity that holds has it"),
        (["exact"], "one identity: an error in it would be noticed"),
        (["exact", "within_rounding"], "2 identities: an error in it would be located"),
        (["exact", "no"], "one identity: an error in it would be noticed"),
        (["no"], "none: no identity that holds has it"),
    ],
)
def test_how_many_identities_hold_a_number(published: Published, holding: list[str], words: str) -> None:
    rows = {
        **BASE,
        "core.fact_line_item": [made.line("L1")],
        "audit.identity_result": [made.identity(f"i{number}", holds) for number, holds in enumerate(holding)],
        "audit.identity_member": [made.member(f"i{number}", "L1") for number in range(len(holding))],
    }
    text = trace(published(rows), "L1")
    assert fields(text)["held_by"] == words
    assert text.count("equation of") == len(holding)
    assert ("No identity proves or disputes it." in text) == (not holding)


def test_a_corrected_figure_shows_what_was_read_and_why_it_was_changed(published: Published) -> None:
    rows = {
        **BASE,
        "core.fact_line_item": [made.line("L1", "corrected", amount_raw="1O0.00")],
        "audit.correction": [made.correction("L1", "1O0.00", "100.00")],
    }
    found = fields(trace(published(rows), "L1"))
    assert (found["raw_text"], found["amount_yuan"], found["proof"]) == ("1O0.00", "100.00", "corrected")
    assert (found["before"], found["after"]) == ("1O0.00", "100.00")
    assert (found["place"], found["evidence"]) == ("table 1, row 4, column 3", "the only reading that holds")


def test_a_figure_that_was_left_out_is_explained(published: Published) -> None:
    text = trace(published({**BASE, "audit.correction": [made.correction("L9", "100.00", None)]}), "L9")
    assert text.startswith("L9 is no fact: a repair left this figure out.")
    assert fields(text)["before"] == "100.00"
    assert "after" not in fields(text)


def test_a_project_lists_the_figures_it_is_drawn_from_and_their_corrections(published: Published) -> None:
    project = {
        "project_id": "P1",
        "disclosure_id": "d25",
        "document_id": "a",
        "project_key": "P1",
        "key_reason": "name",
        "project_name": "大厅运转",
        "budget_yuan": Decimal("100.00"),
        "proof": "corrected",
        "table_no": 1,
        "row_no": 4,
    }
    rows = {
        **BASE,
        "core.fact_project": [project],
        "core.fact_line_item": [
            made.line("L1", "corrected", project_id="P1"),
            made.line("L2", "proven", project_id="P1", row_no=6),
            made.line("L3", "proven", row_no=7),
        ],
        "audit.correction": [made.correction("L1", "1O0.00", "100.00"), made.correction("L3", "1", "2")],
    }
    text = trace(published(rows), "P1")
    assert "L1" in text
    assert "L2" in text
    assert "L3" not in text
    assert "合计 | 基本支出" in text
    assert fields(text)["before"] == "1O0.00"
    assert "held_by" not in text


def test_a_row_without_money_says_so(published: Published) -> None:
    kpi = {
        "kpi_id": "K1",
        "disclosure_id": "d25",
        "document_id": "a",
        "seq": 1,
        "proof": "unchecked",
        "table_no": 1,
        "row_no": 5,
    }
    assert "No cell of money stands in its row" in trace(published({**BASE, "core.fact_kpi": [kpi]}), "K1")


def test_an_unknown_id_is_an_error(published: Published) -> None:
    with pytest.raises(WarehouseError, match="there is no fact L0"):
        trace(published(BASE), "L0")


def test_a_long_text_keeps_its_end_where_a_row_prints_its_target() -> None:
    row = "为落实战略目标" * 60 + " | 清查阶段聘用指导员数量 | ≥ | 4000 | 人"
    shown = traces._value(row)
    assert shown.startswith("为落实战略目标")
    assert shown.endswith("清查阶段聘用指导员数量 | ≥ | 4000 | 人")
    assert "… (49 characters) …" in shown
    assert traces._value("≥ | 4000 | 人") == "≥ | 4000 | 人"
