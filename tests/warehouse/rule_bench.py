"""Running one rule of sql/rules on rows that a test makes up."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
from synthetic import department, disclosure

from pipeline import contract
from pipeline.warehouse import rules

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

REGION = "130121"
BASE: Rows = {
    "core.dim_department": [
        department("dep", "key-431", REGION, "数据和政务服务局"),
        department("old", "key-431", REGION, "行政审批局"),
        department("other", "key-205", REGION, "教育局"),
    ],
    "core.disclosure": [
        disclosure("d25", REGION, "dep", 2025),
        disclosure("d24", REGION, "old", 2024),
        disclosure("o25", REGION, "other", 2025),
        disclosure("older", REGION, "dep", 2025, version=0, is_current=False),
    ],
}
"""A department of two names, one for each of two years, another one, and a version that is not current."""


@cache
def _database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for script in contract.schema_files():
        connection.execute(script)
    return connection


def found(rule: str, *parts: Rows) -> list[dict[str, Any]]:
    """What a rule says of rows: place, difference, message, and the operands by name."""
    connection = _database()
    connection.begin()
    try:
        for part in parts:
            for table, rows in part.items():
                schema, name = table.split(".")
                for row in rows:
                    places = ", ".join("?" for _ in row)
                    columns = ", ".join(f'"{column}"' for column in row)
                    connection.execute(
                        f'INSERT INTO {schema}."{name}" ({columns}) VALUES ({places})', list(row.values())
                    )
        rules.fill(connection, {rule: rules.load()[rule]})
        listed = connection.execute(
            "SELECT disclosure_id, document_id, fact_id, operands, difference, message FROM audit.rule_result"
        ).fetchall()
    finally:
        connection.rollback()
    return [
        {
            "disclosure_id": disclosure_id,
            "document_id": document_id,
            "fact_id": fact_id,
            "difference": difference,
            "message": message,
        }
        | {name: _decimal(value) for name, value in json.loads(operands).items()}
        for disclosure_id, document_id, fact_id, operands, difference, message in listed
    ]


def _decimal(value: Any) -> Any:
    """Decimals stand in JSON as text."""
    return Decimal(value) if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value) else value


def facts(rows: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The facts that a rule points at."""
    return [row["fact_id"] for row in rows]


def place(disclosure_id: str = "d25", **columns: Any) -> dict[str, Any]:
    """The columns that every fact has."""
    return {
        "disclosure_id": disclosure_id,
        "document_id": f"doc-{disclosure_id}",
        "proof": "unchecked",
        "table_no": 12,
        "row_no": 2,
    } | columns


def project(project_id: str, budget: str | None, disclosure_id: str = "d25", **columns: Any) -> dict[str, Any]:
    """A project with a budget in 元."""
    named = {
        "project_id": project_id,
        "project_key": project_id,
        "key_reason": "name",
        "project_name": project_id,
        "budget_yuan": None if budget is None else Decimal(budget),
    }
    return place(disclosure_id, **(named | columns))


def kpi(kpi_id: str, target: str | None, yuan: str | None = None, **columns: Any) -> dict[str, Any]:
    """A cost indicator (成本指标) of project P1; ``target`` as printed in 万元."""
    number = re.search(r"\d+(?:\.\d+)?", target or "")
    named = {
        "kpi_id": kpi_id,
        "project_id": "P1",
        "seq": 1,
        "level1": "产出指标",
        "level2": "成本指标",
        "level3": "成本控制数",
        "target_raw": target,
        "operator": "<=",
        "target_value": None if number is None else Decimal(number[0]),
        "target_unit": None if number is None else "万元",
        "amount_yuan": None if yuan is None else Decimal(yuan),
    }
    return place(**(named | columns))
