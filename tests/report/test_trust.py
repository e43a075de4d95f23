"""budget status: how far the numbers can be trusted."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import made_rows as made
import pytest

from pipeline.report.database import WarehouseError
from pipeline.report.summary import render, summarise
from pipeline.report.trust import Proofs, share

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Published = Callable[[Rows], Path]

BASE: Rows = {
    "raw.document": [
        made.document("a"),
        made.document("b"),
        made.document("c", status="quarantined", reason="it is empty"),
    ],
    "raw.table": [made.table("a", "d25"), made.table("b", "d25")],
    "raw.cell": [
        *(made.cell(row, 1, "text") for row in range(1, 10)),
        made.cell(1, 2, ""),
        made.cell(1, 1, "text", "b"),
    ],
    "core.disclosure": [made.disclosure("d25")],
    "core.dim_region": [
        {"region_code": "130121", "name": "旧县", "level": "county", "valid_from": 1981, "valid_to": 2014},
        {"region_code": "130121", "name": "井陉县", "level": "county", "valid_from": 2015},
    ],
    "core.fact_line_item": [
        made.line("L1", "proven"),
        made.line("L2", "proven", col_no=4),
        made.line("L3", "corrected", col_no=5),
        made.line("L4", "unchecked", col_no=6),
        made.line("L5", "disputed", document_id="b"),
    ],
    "core.fact_narrative": [made.told("N1", "proven"), made.told("N2", "unchecked")],
    "audit.unparsed_cell": [
        made.unparsed(8, 1, "meaning of column not found: 备注"),
        made.unparsed(9, 1, "meaning of column not found: 说明"),
    ],
    "audit.correction": [made.correction("L3", "1O0.00", "100.00"), made.correction("L9", "100.00", None)],
    "audit.rule": [
        {"rule_id": name, "equation": "-", "severity": severity, "message": "-"}
        for name, severity in (("one", "warning"), ("two", "error"), ("three", "info"))
    ],
    "audit.rule_result": [
        {"rule_id": "one", "severity": "warning", "message": "m"},
        {"rule_id": "two", "severity": "error", "message": "m"},
        {"rule_id": "one", "severity": "warning", "message": "m"},
    ],
    "audit.rounding_note": [{"document_id": "b", "disclosure_id": "d25", "paragraph_no": 4, "text": "四舍五入"}],
}


def status(folder: Path, every_document: bool = False) -> list[str]:
    return render(summarise(folder), every_document).splitlines()


def after(lines: Sequence[str], heading: str) -> list[str]:
    """The lines below a heading, up to the next blank one."""
    start = next(number for number, line in enumerate(lines) if line.startswith(heading)) + 1
    end = next((number for number in range(start, len(lines)) if not lines[number]), len(lines))
    return [" ".join(line.split()) for line in lines[start:end]]


def test_each_document_says_how_much_is_proven(published: Published) -> None:
    assert after(status(published(BASE)), "line items that arithmetic proves") == [
        "proven items disputed unchecked corrected where",
        "60.0 % 5 1 1 1 井陉县 2025",
        "75.0 % 4 0 1 1 a.txt",
        "0.0 % 1 1 0 0 b.txt",
        "60.0 % 5 1 1 1 all line items",
        "50.0 % 2 0 1 0 amounts in texts",
    ]


def test_of_many_documents_the_worst_are_named_and_all_on_request(published: Published) -> None:
    names = [f"x{number:02}" for number in range(30)]
    many = {
        "raw.document": [made.document(name) for name in names],
        "raw.table": [made.table(name, f"d-{name}") for name in names],
        "core.disclosure": [made.disclosure(f"d-{name}") for name in names],
        "core.fact_line_item": [
            made.line(f"L{place}-{name}", proof, document_id=name, disclosure_id=f"d-{name}")
            for number, name in enumerate(names)
            for place, proof in enumerate(["proven"] * number + ["unchecked"])
        ],
    }
    folder = published(many)
    short, whole = status(folder), status(folder, every_document=True)
    worst = after(short, "the 10 of 30 documents")
    assert [line.split()[-1] for line in worst[1:]] == [f"{name}.txt" for name in names[:10]]
    assert after(short, "line items that arithmetic proves")[1] == "93.5 % 465 0 30 0 130121 2025 (30 disclosures)"
    assert not any("x29.txt" in line for line in short)
    assert sum(".txt" in line for line in whole) == 30


def test_cells_are_accounted_for(published: Published) -> None:
    lines = status(published(BASE))
    (accounted,) = [line for line in lines if line.startswith("accounted for")]
    assert accounted.startswith("accounted for  80.0 % of the 10 cells")
    assert after(lines, "accounted for") == ["2 are not (audit.unparsed_cell)", "2 meaning of column not found"]


def test_corrections_findings_and_what_was_set_aside(published: Published) -> None:
    lines = status(published(BASE))
    assert after(lines, "corrections") == ["read anew left out document", "1 1 a.txt"]
    assert after(lines, "findings of 3 rules") == ["error 1 two", "warning 2 one"]
    assert "documents that state how they round  1  (audit.rounding_note)" in lines
    assert after(lines, "quarantined  1") == ["it is empty", "c.txt"]


def test_a_warehouse_without_documents(published: Published) -> None:
    lines = status(published({}))
    assert after(lines, "line items that arithmetic proves")[1:] == [
        "- 0 0 0 0 all line items",
        "- 0 0 0 0 amounts in texts",
    ]
    assert after(lines, "findings of 0 rules") == ["none"]
    assert not any(line.startswith(("corrections", "quarantined")) for line in lines)


def test_a_version_that_is_not_current_does_not_count(published: Published) -> None:
    rows = {**BASE, "core.disclosure": [made.disclosure("d25") | {"is_current": False}]}
    assert after(status(published(rows)), "line items that arithmetic proves")[1] == "- 0 0 0 0 all line items"


def test_a_share_that_is_not_whole_is_never_100_percent() -> None:
    assert share(99_999, 100_000) == "99.9 %"
    assert share(3, 3) == "100.0 %"
    assert share(0, 0) == "-"
    assert Proofs("x", 1, 1, 1, 1).cells() == ["50.0 %", "4", "1", "1", "1", "x"]


def test_a_warehouse_of_another_version_names_the_cure(published: Published) -> None:
    folder = published({})
    with duckdb.connect(str(folder / "budget.duckdb")) as connection:
        connection.execute("DROP TABLE audit.rounding_note")
    with pytest.raises(WarehouseError, match="another version of this program; run: budget ingest"):
        summarise(folder)
