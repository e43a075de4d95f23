"""mart.three_public, mart.procurement, mart.coverage, mart.unparsed and mart.data_quality."""

from datetime import datetime
from decimal import Decimal

from synthetic import department, disclosure, line, told

BASE = {
    "core.dim_department": [department("dep", "key-431", "130121", "数据和政务服务局")],
    "core.dim_region": [{"region_code": "130121", "name": "井陉县", "level": "county"}],
    "core.disclosure": [
        disclosure("d25", "130121", "dep", 2025),
        disclosure("d24", "130121", "dep", 2024),
        disclosure("older", "130121", "dep", 2025, is_current=False, version=0),
        disclosure("own", "130121", "dep", 2025, scope="own"),
    ],
}


def three(fact_id, disclosure_id, label, amount, **columns):
    return line(fact_id, disclosure_id, "three_public", amount, label=label) | {
        "fund_source": "fiscal",
        "row_role": "leaf",
        "proof": "proven",
        **columns,
    }


def status(disclosure_id, statement, state, table_no=None):
    return {"disclosure_id": disclosure_id, "statement": statement, "status": state, "table_no": table_no} | {
        "document_id": table_no and f"doc-{disclosure_id}"
    }


def test_three_public_in_one_row_with_its_change(warehouse):
    items = [
        line("E", "d25", "expenditure", "7780957.46"),
        three("T", "d25", "“三公”经费小计", "20000", row_no=5),
        three("A", "d25", "一、因公出国（境）费", "0", row_no=6),
        three("V", "d25", "二、公务用车购置及运行维护费", "20000", row_no=7),
        three("O", "d25", "其中：公务用车运行维护费", "20000", row_no=8),
        three("R", "d25", "三、公务接待费", "0", row_no=9, proof="unchecked"),
        three("T4", "d24", "“三公”经费小计", "25000", row_no=5, fiscal_year=2024),
        three("TO", "own", "“三公”经费小计", "9", row_no=5),
        three("TX", "older", "“三公”经费小计", "8", row_no=5),
    ]
    rows = {
        "core.fact_line_item": items,
        "audit.table_status": [status("d25", "three_public", "present", 9), status("d25", "income", "missing")],
    }
    query = warehouse(BASE | rows)
    assert query(
        "SELECT fiscal_year, table_status, total_yuan, abroad_yuan, vehicle_yuan, vehicle_purchase_yuan, "
        "vehicle_operation_yuan, reception_yuan, unexplained_yuan, share, prior_total_yuan, change_yuan, comparable, "
        "proven_share FROM mart.three_public WHERE scope = 'department' ORDER BY 1"
    ) == [
        (2024, None, 25000, None, None, None, None, None, None, None, None, None, "no", 100),
        # 20000 / 7780957.46 = 0.2570 %; four of five figures are proven.
        (2025, "present", 20000, 0, 20000, None, 20000, 0, 0, Decimal("0.2570"), 25000, -5000, "yes", 80),
    ]
    assert query("SELECT total_yuan FROM mart.three_public WHERE scope = 'own'") == [(9,)]


def test_an_undisclosed_part_is_null_and_not_zero(warehouse):
    rows = {"core.fact_line_item": [three("T", "d25", "“三公”经费小计", "20000")]}
    assert warehouse(BASE | rows)(
        "SELECT total_yuan, reception_yuan, unexplained_yuan, fact_ids FROM mart.three_public"
    ) == [(20000, None, None, ["T"])]


def test_procurement_has_names_projects_and_shares(warehouse):
    def bought(fact_id, role, amount, disclosure_id="d25", **columns):
        return {
            "procurement_id": fact_id,
            "disclosure_id": disclosure_id,
            "document_id": f"doc-{disclosure_id}",
            "row_role": role,
            "total_yuan": Decimal(amount),
            "proof": "unchecked",
            "table_no": 23,
            "row_no": 4,
        } | columns

    project = {"project_id": "P1", "disclosure_id": "d25", "document_id": "doc-d25", "project_key": "k"} | {
        "key_reason": "code",
        "project_name": "审批大厅运行费",
        "budget_yuan": Decimal(5200000),
        "proof": "proven",
    }
    rows = {
        "core.dim_procurement_item": [
            {"code": "C21020000", "name": "房屋租赁服务", "level": 2, "valid_from": 2022, "is_official": True}
        ],
        "core.fact_line_item": [line("E", "d25", "expenditure", "20000000")],
        "core.fact_project": [project],
        "core.fact_procurement": [
            bought("Q0", "total", "8000000"),
            bought("Q1", "leaf", "6000000", catalogue_code="C21020000", project_id="P1"),
            bought("Q2", "leaf", "2000000", catalogue_code="Z99"),
            bought("Qold", "leaf", "1", "older"),
        ],
    }
    assert warehouse(BASE | rows)(
        "SELECT procurement_id, region_name, catalogue_name, is_known_code, project_yuan, share_of_procurement, "
        "share_of_expenditure, is_additive FROM mart.procurement ORDER BY 1"
    ) == [
        ("Q0", "井陉县", None, None, None, 100, 40, False),
        ("Q1", "井陉县", "房屋租赁服务", True, 5200000, 75, 30, True),
        ("Q2", "井陉县", None, False, None, 25, 10, True),
    ]


def test_leaves_of_procurement_that_do_not_make_the_total_are_not_called_additive(warehouse):
    def bought(fact_id, role, amount, table_no):
        return {"procurement_id": fact_id, "disclosure_id": "d25", "document_id": "doc-d25", "row_role": role} | {
            "total_yuan": Decimal(amount),
            "proof": "unchecked",
            "table_no": table_no,
            "row_no": 4,
        }

    rows = [
        bought("T", "total", "8000000", 1),
        bought("G", "leaf", "8000000", 1),
        bought("I", "leaf", "8000000", 1),
        bought("N", "leaf", "5", 2),
    ]
    assert warehouse(BASE | {"core.fact_procurement": rows})(
        "SELECT procurement_id, is_additive, share_of_procurement FROM mart.procurement ORDER BY 1"
    ) == [("G", False, 100), ("I", False, 100), ("N", None, None), ("T", False, 100)]


def unparsed(disclosure_id, reason, row_no=3):
    return {
        "document_id": f"doc-{disclosure_id}",
        "disclosure_id": disclosure_id,
        "table_no": 2,
        "row_no": row_no,
        "col_no": 4,
        "statement": "income",
        "column_path": "收入/其他",
        "text": "x",
        "reason": reason,
    }


def document(document_id, state="loaded", **columns):
    return {
        "document_id": document_id,
        "path": f"{document_id}.txt",
        "root": "/raw",
        "status": state,
        "first_seen_at": datetime(2025, 3, 1),
    } | columns


def table(document_id, table_no, statement, state="present"):
    return {"document_id": document_id, "table_no": table_no, "title": f"{statement}表", "statement": statement} | {
        "state": state,
        "n_rows": 5,
        "n_cols": 5,
        "page_from": 7,
    }


def cell(row_no, text):
    return {"document_id": "doc-d25", "table_no": 2, "row_no": row_no, "col_no": 4, "row_span": 1, "col_span": 1} | {
        "text": text
    }


READ = {
    "raw.document": [
        document("doc-d25"),
        document("doc-older", "superseded", reason="a newer version"),
        document("bad", "quarantined", reason="the file is empty"),
    ],
    "raw.table": [table("doc-d25", 2, "income"), table("doc-d25", 3, "three_public", "unreadable")],
    "raw.cell": [cell(1, "合计"), cell(2, "5"), cell(3, "x"), cell(4, " "), cell(5, "—")],
    "core.fact_line_item": [
        line("L1", "d25", "income", "300", table_no=2, proof="proven"),
        line("L2", "d25", "income", "100", table_no=2, row_no=5, proof="disputed"),
        line("L3", "older", "income", "7", table_no=2, proof="disputed"),
    ],
    "core.fact_narrative": [
        told("N1", "d25", "basic", 2025, "1", proof="proven"),
        told("N2", "d25", "basic", 2025, "2"),
    ],
    "audit.unparsed_cell": [
        unparsed("d25", "meaning of column not found"),
        unparsed("d25", "printed nil", 5),
        unparsed("older", "meaning of column not found"),
    ],
    "audit.table_status": [
        status("d25", "income", "present", 2),
        status("d25", "three_public", "unreadable", 3),
        status("d25", "expenditure", "missing"),
        status("older", "income", "present", 2),
    ],
    "audit.rule_result": [
        {"rule_id": "r", "document_id": "doc-d25", "severity": "error", "message": "m"},
        {"rule_id": "r", "document_id": "doc-d25", "severity": "warning", "message": "m"},
    ],
    "audit.quarantine": [
        {"document_id": "doc-d25", "path": "doc-d25.txt", "table_no": 3, "stage": "statement", "reason": "no unit"}
    ],
}


def test_coverage_tells_four_states_and_what_was_read(warehouse):
    assert warehouse(BASE | READ)(
        "SELECT region_name, fiscal_year, statement, status, title, figures, proven_share, disputed, unparsed "
        "FROM mart.coverage ORDER BY statement"
    ) == [
        ("井陉县", 2025, "expenditure", "missing", None, 0, None, 0, 0),
        ("井陉县", 2025, "income", "present", "income表", 2, 50, 1, 1),
        ("井陉县", 2025, "three_public", "unreadable", "three_public表", 0, None, 0, 0),
    ]


def test_unparsed_cells_stand_with_their_place(warehouse):
    assert warehouse(BASE | READ)(
        "SELECT region_name, department_name, fiscal_year, document_path, table_title, column_path, reason, page, "
        "row_no FROM mart.unparsed ORDER BY row_no"
    ) == [
        ("井陉县", "数据和政务服务局", 2025, "doc-d25.txt", "income表", "收入/其他", reason, 7, row_no)
        for reason, row_no in [("meaning of column not found", 3), ("printed nil", 5)]
    ]


def test_quality_of_every_document(warehouse):
    query = warehouse(BASE | READ)
    assert query(
        "SELECT document_path, status, disclosures, department_name, fiscal_year, tables, tables_unreadable, "
        "blocks_held_back, figures, narrative_figures, errors, warnings, reason FROM mart.data_quality ORDER BY 1"
    ) == [
        ("bad.txt", "quarantined", 0, None, None, 0, 0, 0, 0, 0, 0, 0, "the file is empty"),
        ("doc-d25.txt", "loaded", 1, "数据和政务服务局", 2025, 2, 1, 1, 2, 2, 1, 1, None),
        ("doc-older.txt", "superseded", 0, None, None, 0, 0, 0, 0, 0, 0, 0, "a newer version"),
    ]
    # Three of four cells that are not blank are understood; one of two figures is proven, 300 of 400 元.
    assert query(
        "SELECT cells, unparsed, accounted_share, proven, disputed, unchecked, proven_share, proven_amount_share, "
        "narrative_proven FROM mart.data_quality WHERE status = 'loaded'"
    ) == [(4, 1, 75, 1, 1, 0, 50, 75, 1)]
