"""Disclosures of one table, small enough to write in a test, in the dialect of Word's text exports."""

from collections.abc import Mapping, Sequence
from pathlib import Path

HEADER = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def word_table(rows: list[list[str]]) -> str:
    """A table: every cell a line that begins with a tab, a blank line after every row."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


def disclosure(
    department: str = "井陉县数据和政务服务局",
    year: int = 2025,
    amounts: Mapping[str, str] | None = None,
    text: str = "",
) -> str:
    """A 支出总表 in 元 with a total and one leaf per (function code, basic expenditure) of ``amounts``."""
    amounts = amounts or {"2010301": "120000.00"}
    total = f"{sum(float(amount) for amount in amounts.values()):.2f}"
    rows = [
        [f"431{department}", f"预算年度：{year}", "单位：元"],
        HEADER,
        ["栏次", "1", "2", "3", "4"],
        ["", "合计", total, total, ""],
        *([code, "行政运行", amount, amount, ""] for code, amount in amounts.items()),
    ]
    title = f"{department}{year}年部门预算公开\n\n" + (f"{text}\n\n" if text else "")
    return title + "部门支出总表\n" + word_table(rows) + "\n"


HEADS = {
    "部门收入总表": ["科目编码", "科目名称", "合计", "一般公共预算拨款"],
    "部门支出总表": ["科目编码", "科目名称", "合计", "基本支出"],
    "一般公共预算财政拨款支出表": ["科目编码", "科目名称", "合计", "基本支出"],
}


def disclosed(unit: str, amount: str, *, tables: Sequence[str] = tuple(HEADS)) -> str:
    """The title, a sentence and the tables of one unit."""
    parts = [f"{unit}2025年部门预算公开\n\n{unit}按照要求公开预算。\n\n"]
    for title in tables:
        rows = [[f"431{unit}", "预算年度：2025", "单位：元"], HEADS[title]]
        rows += [["", "合计", amount, amount], ["2010301", "行政运行", amount, amount]]
        parts.append(f"{title}\n{word_table(rows)}\n")
    return "".join(parts)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put files into a folder, given their contents by relative path."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
