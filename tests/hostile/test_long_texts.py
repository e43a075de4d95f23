"""Texts without an end, wherever a document prints one: no pattern may run over a text once per character of it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from types import FrameType

import polars as pl
import pytest

from pipeline.documents.reading import read
from pipeline.facts.disclosure.disclosures import Claim, resolve
from pipeline.facts.disclosure.section_identities import identify_sections
from pipeline.facts.disclosure.sections import sections
from pipeline.facts.narrative import narrative_rows
from pipeline.warehouse.derive import derive, figures_digest
from samples import web_page
from samples.blocks import Cell, Paragraph, Table

LENGTH = 20_000
SECONDS = 8
"""Of the processor, for one document: most take less than one; with a pattern of a square cost it is a minute."""

REPEATED = [
    "1", "123,", ".", " ", "，", "；", "其中：", "（", "（款）", "—", "一", "支出1元", "2025年", "局", "单位：", "项目",
    "比上年增加", "<",
]  # fmt: skip
PLACES = [("paragraph", "label", "target"), ("name", "title", "header", "amount"), ("unit line", "code")]
"""Of a document, at one time: with a title, a unit and a header that are understood all that follows is looked at."""


def disclosure(text: str, places: tuple[str, ...]) -> bytes:
    """A disclosure of one table and one project as a web page, with a text in some of its places."""
    said = {
        "name": "井陉县教育局2025年部门预算公开",
        "paragraph": "支出合计3.00元。",
        "title": "部门支出总表",
        "unit line": "单位：元",
        "header": "合计",
        "code": "2050102",
        "label": "一般行政管理事务",
        "amount": "2.00",
        "target": "≥1",
    } | dict.fromkeys(places, text)
    expenditure = [
        ["科目编码", "科目名称", said["header"], "基本支出"],
        ["", "合计", "3.00", "3.00"],
        ["2050101", "行政运行", "1.00", "1.00"],
        [said["code"], said["label"], said["amount"], "2.00"],
    ]
    project = [
        ["项目名称", "某项目", "预算金额", "1.00"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "次数", said["target"]],
    ]
    lines = (Paragraph(said[name]) for name in ("name", "paragraph", "title", "unit line"))
    tables = [_table(expenditure), Paragraph("项目支出绩效目标表"), Paragraph("单位：元"), _table(project)]
    return web_page.write([*lines, *tables])


def _table(rows: list[list[str]]) -> Table:
    return Table(tuple(tuple(map(Cell, row)) for row in rows), header_rows=1)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when the block takes more of the processor."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {seconds} s, at {frame}")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def facts_of(data: bytes) -> dict[str, pl.DataFrame]:
    document = read(data)
    (identity, *_) = identify_sections(document, sections(document), "井陉县/教育局2025.html")
    figures_digest(document)
    claim = Claim(document.document_id, "教育局2025.html", "2025-03-01", identity, {}, frozenset({"教育局2025.html"}))
    (disclosure, *_) = [*resolve([claim]).disclosures, None]
    return derive([document], disclosure)


@pytest.mark.parametrize("places", PLACES, ids=" ".join)
def test_no_text_takes_long(places: tuple[str, ...]) -> None:
    for repeated in REPEATED:
        text = (repeated * LENGTH)[:LENGTH] + "x"
        with within(SECONDS):
            facts = facts_of(disclosure(text, places))
        assert facts["raw.cell"].filter(text="2050101").height == 1, repeated
        if "title" not in places and "unit line" not in places:
            good = facts["core.fact_line_item"].filter(function_code="2050101")
            assert good["amount_raw"].to_list() == ["1.00", "1.00"], repeated


def test_a_long_paragraph_of_amounts_is_read_in_proportion() -> None:
    sentence = "2025年基本支出预算1.50万元，比上年增加0.50万元。"
    document = read(f"井陉县教育局2025年部门预算公开\n{sentence * 5000}\n".encode())
    with within(SECONDS):  # half as long again where each figure has the whole paragraph searched
        rows = narrative_rows(document, fiscal_year=2025, projects={})
    assert [(row["amount_yuan"], row["measure"]) for row in rows[-2:]] == [
        (Decimal("15000.00"), "basic"),
        (Decimal("5000.00"), "change_basic"),
    ]
    assert len(rows) == 10_000
