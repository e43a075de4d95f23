"""Rows of a small warehouse: one disclosure in two documents."""

from datetime import datetime
from decimal import Decimal
from typing import Any


def document(document_id: str, **columns: Any) -> dict[str, Any]:
    """A loaded text file."""
    return {
        "document_id": document_id,
        "path": f"{document_id}.txt",
        "root": "/raw",
        "status": "loaded",
        "first_seen_at": datetime(2025, 3, 1),
    } | columns


def disclosure(disclosure_id: str, region_code: str | None = "130121", year: int = 2025) -> dict[str, Any]:
    """A current budget of a whole department."""
    return {
        "disclosure_id": disclosure_id,
        "region_code": region_code,
        "department_id": f"dep-{disclosure_id}",
        "fiscal_year": year,
        "kind": "budget",
        "scope": "department",
        "version": 1,
        "is_current": True,
    }


def line(fact_id: str, proof: str = "unchecked", **columns: Any) -> dict[str, Any]:
    """A line item of 100.00 元 in row 4 of table 1."""
    return {
        "line_item_id": fact_id,
        "disclosure_id": "d25",
        "document_id": "a",
        "statement": "expenditure",
        "fiscal_year": 2025,
        "phase": "budget",
        "label": "合计",
        "row_role": "total",
        "is_leaf": False,
        "column_path": "基本支出",
        "amount_yuan": Decimal("100.00"),
        "amount_raw": "100.00",
        "unit_printed": "元",
        "proof": proof,
        "table_no": 1,
        "row_no": 4,
        "col_no": 3,
    } | columns


def told(fact_id: str, proof: str) -> dict[str, Any]:
    """An amount in the text."""
    return {
        "narrative_id": fact_id,
        "disclosure_id": "d25",
        "document_id": "a",
        "paragraph_no": 1,
        "measure": "basic",
        "fiscal_year": 2025,
        "amount_yuan": Decimal("100.00"),
        "raw": "100.00元",
        "proof": proof,
    }


def table(document_id: str, disclosure_id: str | None, number: int = 1) -> dict[str, Any]:
    """A present 支出总表."""
    return {
        "document_id": document_id,
        "table_no": number,
        "statement_no": number,
        "statement": "expenditure",
        "axis": "function",
        "state": "present",
        "n_rows": 9,
        "n_cols": 9,
        "disclosure_id": disclosure_id,
    }


def cell(row: int, col: int, text: str, document_id: str = "a") -> dict[str, Any]:
    """A cell of table 1."""
    return {
        "document_id": document_id,
        "table_no": 1,
        "row_no": row,
        "col_no": col,
        "row_span": 1,
        "col_span": 1,
        "text": text,
    }


def identity(identity_id: str, holds: str = "exact") -> dict[str, Any]:
    """Children against their parent."""
    return {
        "identity_id": identity_id,
        "disclosure_id": "d25",
        "document_id": "a",
        "rule": "children = parent",
        "statement": "expenditure",
        "equation": f"equation of {identity_id}",
        "expected": Decimal("100.00"),
        "actual": Decimal("100.00"),
        "difference": Decimal("0.00"),
        "tolerance": Decimal("0.01"),
        "holds": holds,
    }


def member(identity_id: str, fact_id: str) -> dict[str, Any]:
    """A fact on the expected side."""
    return {"identity_id": identity_id, "fact_id": fact_id, "side": "expected", "coefficient": Decimal(1)}


def correction(fact_id: str, before: str, after: str | None) -> dict[str, Any]:
    """A repair of document a."""
    return {
        "fact_id": fact_id,
        "disclosure_id": "d25",
        "document_id": "a",
        "place": "table 1, row 4, column 3",
        "before": before,
        "after": after,
        "evidence": "the only reading that holds",
    }


def unparsed(row: int, col: int, reason: str) -> dict[str, Any]:
    """A cell of document a that was not understood."""
    return {
        "document_id": "a",
        "disclosure_id": "d25",
        "table_no": 1,
        "row_no": row,
        "col_no": col,
        "text": "?",
        "reason": reason,
    }
