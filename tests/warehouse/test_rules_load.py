"""The rules that stop a publication, and the one on proofs: the load itself is wrong."""

from datetime import datetime
from decimal import Decimal

import duckdb
import pytest
from rule_bench import BASE, REGION, facts, found, kpi, project
from synthetic import disclosure, line, told

from pipeline.warehouse import ingest


def document(document_id, status="loaded"):
    return {
        "document_id": document_id,
        "path": f"{document_id}.txt",
        "root": "/raw",
        "status": status,
        "first_seen_at": datetime(2025, 1, 1),
    }


def cell(row_no, col_no, document_id="doc-d25", table_no=3):
    return {"document_id": document_id, "table_no": table_no, "row_no": row_no, "col_no": col_no} | {
        "row_span": 1,
        "col_span": 1,
        "text": "1.00",
    }


def table(document_id="doc-d25", table_no=12, n_rows=5):
    return {"document_id": document_id, "table_no": table_no, "n_rows": n_rows, "n_cols": 4}


def paragraph(document_id="doc-d25", paragraph_no=1):
    return {"document_id": document_id, "paragraph_no": paragraph_no, "text": "…"}


def test_an_id_in_two_fact_tables_is_a_duplicate():
    (row,) = found(
        "duplicate_fact",
        BASE,
        {"core.fact_project": [project("X1", "1")], "core.fact_kpi": [kpi("X1", "≤1万元"), kpi("K2", "≤1万元")]},
    )
    assert (row["fact_id"], row["copies"], row["kinds"], row["difference"]) == ("X1", 2, "indicator, project", 1)


def test_ids_of_their_own_are_no_duplicates():
    rows = {
        "core.fact_line_item": [line("L1", "d25", "expenditure", "1.00"), line("L2", "d25", "expenditure", "1.00")],
        "core.fact_kpi": [kpi("K1", None)],
    }
    assert found("duplicate_fact", BASE, rows) == []


@pytest.mark.parametrize(
    ("documents", "item", "reason"),
    [
        ([document("doc-d25", "withdrawn")], line("L1", "d25", "expenditure", "1"), "a document that is withdrawn"),
        ([document("doc-d25", "quarantined")], line("L1", "d25", "expenditure", "1"), "a document that is quarantined"),
        ([document("doc-d25", "superseded")], line("L1", "d25", "expenditure", "1"), "are current although"),
        ([], line("L1", "d25", "expenditure", "1"), "a document that is not there"),
        ([document("doc-none")], line("L1", "none", "expenditure", "1"), "a disclosure that is not there"),
    ],
)
def test_facts_without_a_source_are_found(documents, item, reason):
    (row,) = found("fact_without_source", BASE, {"raw.document": documents, "core.fact_line_item": [item]})
    assert reason in row["reason"]
    assert (row["fact_id"], row["facts"], row["kind"]) == ("L1", 1, "line item")


def test_facts_of_loaded_documents_and_of_older_versions_have_a_source():
    rows = {
        "raw.document": [document("doc-d25"), document("doc-older", "superseded"), document("doc-unread", "withdrawn")],
        "core.fact_line_item": [line("L1", "d25", "expenditure", "1"), line("L2", "older", "expenditure", "1")],
        "core.fact_project": [project("P1", None)],
    }
    assert found("fact_without_source", BASE, rows) == []


def test_facts_at_places_that_were_not_read_are_found():
    rows = {
        "raw.cell": [cell(4, 4)],
        "raw.table": [table()],
        "core.fact_line_item": [
            line("L1", "d25", "expenditure", "1"),
            line("L2", "d25", "expenditure", "1", col_no=5),
            line("L3", "d25", "expenditure", "1", row_no=9),
        ],
        "core.fact_kpi": [kpi("K1", None, row_no=6), kpi("K2", None, table_no=13)],
        "core.fact_narrative": [told("N1", "d25", "basic", 2025, "1.00")],
    }
    assert [(row["fact_id"], row["place"], row["difference"]) for row in found("fact_without_cell", BASE, rows)] == [
        ("K1", "table 12, row 6", 1),
        ("K2", "table 13, row 2", 1),
        ("L2", "table 3, row 4, column 5", 2),
        ("N1", "paragraph 1", 1),
    ]


def test_facts_at_places_that_were_read_are_fine():
    rows = {
        "raw.cell": [cell(4, 4), cell(9, 9, "doc-o25")],
        "raw.table": [table(), table("doc-o25")],
        "raw.paragraph": [paragraph()],
        "core.fact_line_item": [line("L1", "d25", "expenditure", "1")],
        "core.fact_project": [project("P1", "1"), project("P2", "1", table_no=None, row_no=None)],
        "core.fact_kpi": [kpi("K1", None, row_no=5)],
        "core.fact_narrative": [told("N1", "d25", "basic", 2025, "1.00")],
    }
    assert found("fact_without_cell", BASE, rows) == []


def test_two_current_versions_of_one_disclosure_are_found():
    again = disclosure("d25b", REGION, "dep", 2025, version=2)
    (row,) = found("two_current_versions", BASE, {"core.disclosure": [again]})
    assert (row["disclosure_id"], row["disclosures"], row["versions"], row["difference"]) == ("d25b", "d25, d25b", 2, 1)


def test_other_years_kinds_scopes_units_and_regions_are_other_disclosures():
    rows = [
        disclosure("a", REGION, "dep", 2026),
        disclosure("b", REGION, "dep", 2025, kind="final_accounts"),
        disclosure("c", REGION, "dep", 2025, scope="own"),
        disclosure("d", REGION, "dep", 2025, scope="unit", unit_name="服务中心"),
        disclosure("e", REGION, "dep", 2025, scope="unit", unit_name="交易中心"),
        disclosure("f", "410726", "dep", 2025),
    ]
    assert found("two_current_versions", BASE, {"core.disclosure": rows}) == []


def identity(identity_id, holds, fact_id):
    result = {
        "identity_id": identity_id,
        "disclosure_id": "d25",
        "document_id": "doc-d25",
        "rule": "columns = total",
        "equation": "1 = 1",
        "holds": holds,
    }
    member = {"identity_id": identity_id, "fact_id": fact_id, "side": "left", "coefficient": Decimal(1)}
    return {"audit.identity_result": [result], "audit.identity_member": [member]}


@pytest.mark.parametrize(
    ("proof", "identities"),
    [
        ("proven", []),
        ("corrected", []),
        ("proven", [identity("i", "no", "L1")]),
        ("unchecked", [identity("i", "exact", "L1")]),
        ("disputed", [identity("i", "exact", "L1")]),
        ("disputed", []),
    ],
)
def test_a_proof_that_the_identities_do_not_give_is_found(proof, identities):
    rows = {"core.fact_line_item": [line("L1", "d25", "expenditure", "1", proof=proof)]}
    assert facts(found("proof_without_identity", BASE, rows, *identities)) == ["L1"]


@pytest.mark.parametrize(
    ("proof", "identities"),
    [
        ("unchecked", []),
        ("unchecked", [identity("i", "no", "L2")]),
        ("proven", [identity("i", "within_rounding", "L1")]),
        ("corrected", [identity("i", "exact", "L1")]),
        ("disputed", [identity("i", "exact", "L1"), identity("j", "no", "L1")]),
    ],
)
def test_a_proof_that_the_identities_give_is_fine(proof, identities):
    rows = {
        "core.fact_line_item": [
            line("L1", "d25", "expenditure", "1", proof=proof),
            line("L9", "older", "expenditure", "1", proof="proven"),
        ]
    }
    assert found("proof_without_identity", BASE, rows, *identities) == []


@pytest.mark.parametrize(
    ("printed", "proof", "holds", "is_fine"),
    [
        ("89.0", "unchecked", "within_rounding", True),
        ("89.0", "proven", "within_rounding", False),
        ("89.0", "unchecked", "exact", False),
        ("89", "unchecked", "exact", True),
        ("89", "proven", "exact", True),
    ],
)
def test_a_recognised_figure_is_proven_to_its_last_digit_or_not_at_all(printed, proof, holds, is_fine):
    item = line("L1", "d25", "expenditure", "89", proof=proof) | {"amount_raw": printed}
    rows = {"raw.document": [document("doc-d25") | {"reader": "ocr_text"}], "core.fact_line_item": [item]}
    assert facts(found("proof_without_identity", BASE, rows, identity("i", holds, "L1"))) == ([] if is_fine else ["L1"])


def test_a_wrong_load_is_not_published(tmp_path):
    workspace = ingest.Workspace(tmp_path / "raw", tmp_path / "warehouse")
    workspace.raw_dir.mkdir()
    ingest.build_next(workspace)
    ingest.create_next_views(workspace)
    with duckdb.connect(str(workspace.next_database)) as connection:
        connection.execute(
            "INSERT INTO audit.rule_result (rule_id, severity, message) VALUES ('duplicate_fact', 'error', 'L1 twice')"
        )
    with pytest.raises(Exception, match="not published: duplicate_fact \\(1\\), first: L1 twice"):
        ingest.publish_next(workspace)
    assert not workspace.database.exists()


def test_a_disclosure_whose_year_is_from_a_path_is_found():
    rows = {
        "core.disclosure": [disclosure("p25", REGION, "dep", 2025, scope="own", year_source="path")],
        "raw.document": [document("doc-p25") | {"path": "x/2025年部门预算.xls"}],
        "raw.table": [table("doc-p25") | {"disclosure_id": "p25"}],
    }
    (row,) = found("year_from_path", BASE, rows)
    assert (row["disclosure_id"], row["document_id"], row["path"]) == ("p25", "doc-p25", "x/2025年部门预算.xls")


def test_a_year_of_the_content_is_no_year_from_a_path():
    again = disclosure("q25", REGION, "dep", 2025, scope="own", year_source="content")
    assert found("year_from_path", BASE, {"core.disclosure": [again]}) == []
