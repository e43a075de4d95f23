"""Small documents for the audit's tests, in the dialect of Word's text exports."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from small_disclosures import word_table

from pipeline.audit.identity import Figure
from pipeline.documents.model import Document, Table
from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def figure(name: str, yuan: str, resolution: str = "0.01") -> Figure:
    return Figure(name, Decimal(yuan), Decimal(resolution), name)


def table(rows: Sequence[Sequence[str]], title: str, unit: str = "元", head: Sequence[str] = HEAD) -> str:
    """A titled table with the usual first row; blanks fill short rows."""
    body = [[*row, *[""] * (len(head) - len(row))] for row in rows]
    first = ["431井陉县数据和政务服务局", "预算年度：2025", f"单位：{unit}"]
    return f"{title}\n" + word_table([first, list(head), *body]) + "\n"


def document(*parts: str, text: str = "", recognised: bool = False) -> Document:
    """A document of tables and a text; ``recognised`` as if it had been read from pictures."""
    lead = "井陉县数据和政务服务局2025年部门预算公开\n\n" + (f"{text}\n\n" if text else "")
    found = read((lead + "".join(parts)).encode())
    return replace(found, reader="ocr_text") if recognised else found


def derived(of: Document) -> dict[str, list[dict[str, Any]]]:
    disclosure = SimpleNamespace(disclosure_id="D", fiscal_year=2025, kind="budget")
    return {name: frame.to_dicts() for name, frame in derive([of], disclosure).items()}  # type: ignore[arg-type]


def proofs(of: Document) -> dict[tuple[int, str, str], str]:
    """The proof of each line item by table, label and column."""
    items = derived(of)["core.fact_line_item"]
    return {(item["table_no"], item["label"], item["column_path"]): item["proof"] for item in items}


def failing(of: Document) -> list[tuple[str, str]]:
    """Rule and equation of the identities that fail."""
    results = derived(of)["audit.identity_result"]
    return [(row["rule"], row["equation"]) for row in results if row["holds"] == "no"]


def tables_of(of: Document) -> list[Table]:
    return list(of.tables)


# 支出总表: a total, one 类 with one 款 and two 项, and one 类 with one 项 under one 款. In 元.
EXPENDITURE = [
    ["", "合计", "190.00", "120.00", "70.00"],
    ["201", "一般公共服务支出", "150.00", "80.00", "70.00"],
    ["20103", "政府办公厅（室）及相关机构事务", "150.00", "80.00", "70.00"],
    ["2010301", "行政运行", "90.00", "80.00", "10.00"],
    ["2010302", "一般行政管理事务", "60.00", "", "60.00"],
    ["208", "社会保障和就业支出", "40.00", "40.00", ""],
    ["20805", "行政事业单位养老支出", "40.00", "40.00", ""],
    ["2080505", "机关事业单位基本养老保险缴费支出", "40.00", "40.00", ""],
]


def changed(rows: Sequence[Sequence[str]], row: int, column: int, text: str) -> list[list[str]]:
    """Rows with another text in one cell, counted from 0."""
    result = [list(cells) for cells in rows]
    result[row][column] = text
    return result
