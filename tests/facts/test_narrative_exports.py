"""The text of the four real exports against what a person read in them (tests/golden/*-narrative.csv)."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.documents.reading import read
from pipeline.facts.narrative import narrative_rows

GOLDEN = Path(__file__).resolve().parent.parent / "golden"

# The names of the measures that the transcription leaves open, by their order in the text.
OPEN = {
    "jingxing-2025": {32: "fixed_assets_purchase"},
    "haigang-2025": {27: "fixed_assets_purchase"},
    "jingxing-2021": {23: "expenditure_other"},
    "yanjin-2024": {
        4: "change_total",
        10: "expenditure_general_public",
        11: "change_expenditure_general_public",
        13: "function_amount",
        14: "function_amount",
        15: "function_amount",
        16: "function_amount",
    },
}

LABELS = {
    "jingxing-2025": {
        1: "预算收入",
        7: "上年结转结余",
        14: "井陉县数据和政务服务局2025年劳务派遣人员支出",
        24: "“三公”经费",
    },
    "haigang-2025": {8: "支出预算", 14: "预算收支安排", 16: "项目支出", 25: "公务接待费", 27: "购置固定资产"},
    "jingxing-2021": {
        5: "其他来源收入",
        20: "支出",
        21: "信息网络电子化建设支出费用",
        22: "支出费用",
        30: "更换管道设备费用",
    },
    "yanjin-2024": {
        10: "一般公共预算收支预算",
        13: "一般公共服务(类)支出",
        16: "住房保障(类)支出",
        23: "因公出国(境)费",
    },
}


def golden(document: str, name: str) -> list[dict[str, str]]:
    with (GOLDEN / f"{document}-{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows_of(document: str, exports: Path) -> list[dict[str, Any]]:
    projects = {row["project_name"]: row["project_code"] for row in golden(document, "projects")}
    read_document = read((exports / f"{document}.txt").read_bytes())
    return narrative_rows(read_document, fiscal_year=int(document[-4:]), projects=projects)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("document", OPEN)
def test_every_amount_of_the_text_in_order(document: str, exports: Path) -> None:
    expected = [
        (
            OPEN[document].get(int(row["order"]), row["measure"]),
            number(row["fiscal_year"]),
            number(row["prior_year"]),
            number(row["amount_yuan"]),
            number(row["percent"]),
            row["raw"],
            row["project_code"] or None,
            row["function_code"] or None,
        )
        for row in golden(document, "narrative")
    ]
    found = [
        (
            row["measure"],
            row["fiscal_year"],
            row["prior_year"],
            row["amount_yuan"],
            row["percent"],
            "".join(row["raw"].split()),
            row["project_id"],
            row["function_code"],
        )
        for row in rows_of(document, exports)
    ]
    assert found == expected


@pytest.mark.parametrize("document", LABELS)
def test_what_the_text_calls_an_amount(document: str, exports: Path) -> None:
    rows = rows_of(document, exports)
    assert {order: rows[order - 1]["label"] for order in LABELS[document]} == LABELS[document]


@pytest.mark.parametrize("document", OPEN)
def test_the_parts_of_a_stated_change_sum_to_it(document: str, exports: Path) -> None:
    amounts: dict[str, Decimal] = {}
    for row in rows_of(document, exports):
        amounts.setdefault(row["measure"], row["amount_yuan"])
    if {"change_basic", "change_project"} <= amounts.keys():
        assert amounts["change_basic"] + amounts["change_project"] == amounts["change_total"]
    assert amounts["basic"] + amounts["project"] == amounts["expenditure_total"]


def test_rows_have_ids_of_their_own_and_stay_the_same(exports: Path) -> None:
    ids = [row["narrative_id"] for row in rows_of("jingxing-2021", exports)]
    assert len(set(ids)) == len(ids)
    assert ids == [row["narrative_id"] for row in rows_of("jingxing-2021", exports)]
    assert all(row_id.startswith("N") for row_id in ids)
