"""The four real exports against tests/golden: what a person reads in them, row by row.

The three Word exports must agree in every row. Of the export that was recognised from pictures the rows count that
stand legibly in it (``certain``), by what they are and how much, not by header paths, which recognition tore apart.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive

GOLDEN = Path(__file__).parent / "golden"
WORD = ["haigang-2025", "jingxing-2021", "jingxing-2025"]
RECOGNISED = "yanjin-2024"
SOURCES = {
    "line-items": "core.fact_line_item",
    "projects": "core.fact_project",
    "schedule": "core.fact_project_schedule",
    "kpis": "core.fact_kpi",
    "procurement": "core.fact_procurement",
    "assets": "core.fact_asset",
    "institutions": "core.fact_institution",
    "tasks": "core.fact_task",
    "narrative": "core.fact_narrative",
}

Row = dict[str, str]


class Derived:
    """The rows of one export by the golden files' names and columns."""

    def __init__(self, path: Path) -> None:
        document = read(path.read_bytes())
        year = int(path.stem[-4:])
        frames = derive([document], SimpleNamespace(disclosure_id="D", fiscal_year=year, kind="budget"))  # type: ignore[arg-type]
        self.frames = {name: frame.to_dicts() for name, frame in frames.items()}
        self.code_of = {row["project_id"]: row["project_code"] for row in self.frames["core.fact_project"]}

    def rows(self, name: str) -> list[Row]:
        """The rows that a golden file transcribes, all values as text."""
        if name == "statements":
            return self._statements()
        rows = self.frames[SOURCES[name]]
        if name != "projects":
            rows = [{**row, "project_code": self.code_of.get(row.get("project_id"))} for row in rows]
        return [{key: _text(value) for key, value in row.items()} for row in rows]

    def _statements(self) -> list[Row]:
        printed: dict[int, dict[str, Any]] = {}
        for row in self.frames["raw.table"]:
            first = printed.setdefault(row["statement_no"], {**row, "tables": []})
            first["tables"].append(str(row["table_no"]))
        return [{key: _text(value) for key, value in row.items()} for row in printed.values()]


def _text(value: object) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


def _same(value: str) -> str:
    """A value as it is compared: numbers by value, so that 25 and 25.0000 are one."""
    try:
        return f"{Decimal(value).normalize():f}" if value else ""
    except ArithmeticError:
        return value


@pytest.fixture(scope="session")
def derived(exports: Path) -> Callable[[str], Derived]:
    """The derived rows of an export by its name, derived once."""
    return cache(lambda name: Derived(exports / f"{name}.txt"))


def golden(document: str, name: str) -> list[Row]:
    with (GOLDEN / f"{document}-{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keyed(rows: Iterable[Mapping[str, str]], keys: Iterable[str]) -> Counter[tuple[str, ...]]:
    names = list(keys)
    texts = {"amount_raw", "raw", "target_raw", "value_raw", "label", "title", "level3", "column_path", "project_name"}
    return Counter(tuple(row[key] if key in texts else _same(row[key]) for key in names) for row in rows)


def assert_same(expected: Counter[tuple[str, ...]], found: Counter[tuple[str, ...]], *, extra: bool = True) -> None:
    """Fail with the rows that are missing and, unless they are allowed, those that are too many."""
    lines = [f"missing  {row}" for row in (expected - found).elements()]
    lines += [f"extra    {row}" for row in (found - expected).elements()] if extra else []
    assert not lines, f"{len(lines)} rows differ:\n" + "\n".join(lines[:40])


# What each file is compared by.
KEYS = {
    "line-items": "table_no statement label function_code economic_code gov_economic_code column_path amount_raw "
    "unit_printed amount_yuan",
    "projects": "project_code project_name unit_code unit_name budget_yuan fiscal_yuan other_yuan",
    "schedule": "project_code month raw share amount_yuan",
    "kpis": "project_code seq level1 level2 level3 target_raw operator target_value target_unit target_date "
    "amount_yuan",
    "procurement": "row_role project_name item_name catalogue_code measure_unit quantity unit_price_yuan total_yuan "
    "general_public_yuan gov_fund_yuan state_capital_yuan fiscal_account_yuan unit_funds_yuan carry_over_yuan "
    "sme_reserved_yuan",
    "assets": "item quantity quantity_unit value_raw value_yuan as_of",
    "institutions": "unit_name nature rank funding",
    "statements": "statement_no statement title unit state tables",
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("document", WORD)
def test_word_export(derived: Callable[[str], Derived], document: str, name: str) -> None:
    keys = KEYS[name].split()
    expected, found = golden(document, name), derived(document).rows(name)
    if name == "statements":
        _forget_lead_ins(expected, found)
    assert_same(keyed(expected, keys), keyed(found, keys))


def _forget_lead_ins(expected: list[Row], found: list[Row]) -> None:
    """Where a person sees no caption, a line that leads in to the table (ends in a colon) may stand as its title."""
    untitled = {row["statement_no"] for row in expected if not row["title"]}
    for row in found:
        if row["statement_no"] in untitled and row["title"].endswith("："):
            row["title"] = ""


@pytest.mark.parametrize("document", [*WORD, RECOGNISED])
def test_narrative(derived: Callable[[str], Derived], document: str) -> None:
    """Every amount in order; where the design has no name for a measure the golden file accepts others (also_right)."""
    expected, found = golden(document, "narrative"), derived(document).rows("narrative")
    keys = ["fiscal_year", "prior_year", "amount_yuan", "percent"]
    lines = []
    for want, got in zip_longest(expected, found):
        if want is None or got is None:
            lines.append(f"missing {want} or extra {got}")
            continue
        measures = {want["measure"], *want["also_right"].split(";")}
        if "*" not in measures and got["measure"] not in measures:
            lines.append(f"{want['order']}: {want['measure']} is {got['measure']} ({want['raw']})")
        lines += [
            f"{want['order']} {want['measure']}: {key} {want[key]!r} is {got[key]!r}"
            for key in keys
            if _same(want[key]) != _same(got[key])
        ]
        if want["project_code"] and want["project_code"] != got["project_code"]:
            lines.append(f"{want['order']}: project {want['project_code']} is {got['project_code']!r}")
    assert not lines, "\n".join(lines[:40])


# ---- the export that was recognised from pictures ----

RECOGNISED_KEYS = {
    **{name: KEYS[name] for name in ("kpis", "statements")},
    "line-items": "table_no statement label function_code economic_code gov_economic_code component amount_yuan",
    "projects": "project_code project_name budget_yuan fiscal_yuan other_yuan",
    "tasks": "seq name",
}


# What the golden file has and recognition left no legible trace of at its place.
ILLEGIBLE = {
    "line-items": {
        # The header of the column is torn to signs, so that nothing says what part of the money it holds.
        ("2", "income", "合计", "", "", "", "total", "4212900"): 1,
        # Names in fragments over several lines, mixed with signs; the project itself is found by its other printings.
        ("12", "project_performance_summary", "延津县政务服务和大数据管理局", "", "", "", "project", "2579000"): 1,
        ("12", "project_performance_summary", "大厅物业管理费", "", "", "", "project", "890000"): 2,
        ("12", "project_performance_summary", "乡镇便民中心建设", "", "", "", "project", "500000"): 2,
    },
    "kpis": {
        # The merged cell of the second level reads 切双目 ^理 from this row on.
        ("", "16", "投入管理指标", "绩效管理", "绩效监控完成率", "100%", "=", "100", "%", "", ""): 1,
        ("", "17", "投入管理指标", "绩效管理", "绩效自评完成率", "100%", "=", "100", "%", "", ""): 1,
        ("", "18", "投入管理指标", "绩效管理", "部门绩效评价完成率", "100%", "=", "100", "%", "", ""): 1,
        ("", "19", "投入管理指标", "绩效管理", "评价结果应用率", "100%", "=", "100", "%", "", ""): 1,
    },
}


@pytest.mark.parametrize("name", RECOGNISED_KEYS)
def test_recognised_export(derived: Callable[[str], Derived], name: str) -> None:
    keys = RECOGNISED_KEYS[name].split()
    certain = [row for row in golden(RECOGNISED, name) if row.get("certain", "yes") == "yes"]
    found = derived(RECOGNISED).rows(name)
    if name == "kpis":
        _forget_illegible_codes(certain, found)
    assert certain
    expected = keyed(certain, keys)
    assert_same(expected - Counter(ILLEGIBLE.get(name, {})), keyed(found, keys), extra=False)


def _forget_illegible_codes(*tables: list[Row]) -> None:
    """A project whose code is not legible in full has none to tell its indicators by."""
    illegible = {row["project_code"] for row in golden(RECOGNISED, "projects") if row["certain"] != "yes"}
    for rows in tables:
        for row in rows:
            if row["project_code"] in illegible:
                row["project_code"] = ""


@pytest.mark.parametrize("table_no", range(1, 10))
def test_no_ghosts_in_budget_tables(derived: Callable[[str], Derived], table_no: int) -> None:
    """No figure of the recognised budget tables that the page does not print: amount and codes are all transcribed."""
    keys = ["function_code", "economic_code", "gov_economic_code", "amount_yuan"]
    printed = [row for row in golden(RECOGNISED, "line-items") if row["table_no"] == str(table_no)]
    found = [row for row in derived(RECOGNISED).rows("line-items") if row["table_no"] == str(table_no)]
    assert_same(keyed(found, keys), keyed(printed, keys), extra=False)


@pytest.mark.parametrize(
    ("table_no", "label", "yuan"),
    [
        # 146.81 万元 with a name wrapped over two lines, whose second line repeated the amounts as a row of its own.
        (3, "其他政府办公厅(室)及相关机构事务支出", "1468100.00"),
        (5, "其他政府办公厅(室)及相关机构事务支出", "1468100.00"),
    ],
)
def test_wrapped_names_are_whole(derived: Callable[[str], Derived], table_no: int, label: str, yuan: str) -> None:
    rows = derived(RECOGNISED).rows("line-items")
    found = [row for row in rows if row["table_no"] == str(table_no) and row["function_code"] == "2010399"]
    assert {row["label"] for row in found} == {label}
    assert yuan in {row["amount_yuan"] for row in found}


def test_every_correction_has_evidence(derived: Callable[[str], Derived]) -> None:
    corrections = derived(RECOGNISED).frames["audit.correction"]
    read_again = {(row["before"], row["after"]) for row in corrections if row["after"] is not None}
    assert {("421. 2¢", "421.29"), ("421.29)", "421.29"), ("421, 29", "421.29")} <= read_again
    assert {"140,01", "140.01", "10.00"} <= {row["before"] for row in corrections if row["after"] is None}
    assert all(row["evidence"] for row in corrections)


# ---- what holds the numbers ----


@pytest.mark.parametrize("document", [*WORD, RECOGNISED])
def test_no_false_alarm(derived: Callable[[str], Derived], document: str) -> None:
    results = derived(document).frames["audit.identity_result"]
    assert [row["equation"] for row in results if row["holds"] == "no"] == []


@pytest.mark.parametrize(
    ("document", "share"),
    [("jingxing-2025", "1"), ("jingxing-2021", "1"), ("haigang-2025", "0.92")],
)
def test_share_of_line_items_proven(derived: Callable[[str], Derived], document: str, share: str) -> None:
    """In no equation: what a project is to have spent by March, June and October, and the money of one fund of goods
    that is no project (公用经费一)."""
    items = derived(document).frames["core.fact_line_item"]
    proven = [item for item in items if item["proof"] == "proven"]
    assert Decimal(len(proven)) / len(items) >= Decimal(share)
    unproven = {item["column_path"] for item in items if item["proof"] != "proven" and item["amount_yuan"]}
    assert unproven <= {"3月底", "6月底", "10月底", "政府采购项目来源/预算资金"}


@pytest.mark.parametrize("document", WORD)
def test_digital_text_is_never_corrected(derived: Callable[[str], Derived], document: str) -> None:
    assert derived(document).frames["audit.correction"] == []
