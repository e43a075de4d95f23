"""Amounts in grids inside forms: tasks with amounts, header lines over amounts, texts beside amounts."""

from decimal import Decimal

import pytest

from pipeline.documents.grid import align
from pipeline.documents.model import Cell, Content, Document, Paragraph, Table
from pipeline.facts.line_items import Source, line_items
from pipeline.facts.tasks import tasks
from pipeline.statements.model import Reading
from pipeline.statements.understand import understand
from tests.statements.small_tables import document

SOURCE = Source("0" * 16, "D", 2026)


def reading_of(n_rows: int, n_cols: int, *cells: Cell) -> Reading:
    table = Table(1, n_rows, n_cols, cells)
    blocks = (Paragraph(1, "部门整体支出绩效目标表"), table)
    (reading,) = understand(Document("0" * 16, "0" * 64, 0, "text/plain", "test", "1", Content(blocks))).readings
    return reading


def amounts(reading: Reading) -> list[tuple[str, str, str, str | None, Decimal]]:
    return [
        (item["label"], item["column_path"], item["fund_source"], item["component"], item["amount_yuan"])
        for item in line_items(SOURCE, [reading])
    ]


KPIS = (
    Cell(20, 1, "一级指标"),
    Cell(20, 2, "三级指标"),
    Cell(20, 3, "指标值"),
    Cell(21, 1, "产出指标"),
    Cell(21, 2, "接访数量"),
    Cell(21, 3, "≥10"),
)


def test_tasks_with_amounts() -> None:
    reading = reading_of(
        21,
        5,
        Cell(1, 1, "部门（单位）名称"),
        Cell(1, 2, "某市某某局", col_span=4),
        Cell(2, 1, "年度主要任务", row_span=5),
        Cell(2, 2, "任务名称", row_span=2),
        Cell(2, 3, "主要内容", row_span=2),
        Cell(2, 4, "预算金额（万元）", col_span=2),
        Cell(3, 4, "总额"),
        Cell(3, 5, "财政拨款"),
        Cell(4, 2, "保运转"),
        Cell(4, 3, "保障人员薪酬"),
        Cell(4, 4, "19.50"),
        Cell(4, 5, "19.00"),
        Cell(5, 2, "驻点工作"),
        Cell(5, 3, "协调联动"),
        Cell(5, 4, "256"),
        Cell(5, 5, "256"),
        Cell(6, 2, "金额合计", col_span=2),
        Cell(6, 4, "275.50"),
        Cell(6, 5, "275.00"),
        Cell(7, 1, "年度总体目标"),
        Cell(7, 2, "做好工作", col_span=4),
        *KPIS,
    )
    assert reading.unit is not None
    assert reading.unit.name == "万元"
    assert amounts(reading) == [
        ("保运转", "预算金额（万元）/总额", "total", "total", Decimal("195000.00")),
        ("保运转", "预算金额（万元）/财政拨款", "fiscal", "total", Decimal("190000.00")),
        ("驻点工作", "预算金额（万元）/总额", "total", "total", Decimal("2560000.00")),
        ("驻点工作", "预算金额（万元）/财政拨款", "fiscal", "total", Decimal("2560000.00")),
        ("金额合计", "预算金额（万元）/总额", "total", "total", Decimal("2755000.00")),
        ("金额合计", "预算金额（万元）/财政拨款", "fiscal", "total", Decimal("2750000.00")),
    ]
    assert [item["level"] for item in line_items(SOURCE, [reading])] == [None, None, None, None, 0, 0]
    found = tasks(SOURCE, [reading])
    assert [(task["name"], task["content"], task["total_yuan"], task["fiscal_yuan"]) for task in found] == [
        ("保运转", "保障人员薪酬", Decimal("195000.00"), Decimal("190000.00")),
        ("驻点工作", "协调联动", Decimal("2560000.00"), Decimal("2560000.00")),
    ]


@pytest.mark.parametrize(
    ("name", "goals", "kpi", "state"),
    [
        ("", "目标1：\n目标2：\n目标3：\n……", "", "declared_empty"),
        ("信访业务", "", "", "present"),
        ("", "目标1：依法办理", "", "present"),
        ("", "", "≥10人次", "present"),
    ],
)
def test_a_sheet_that_nobody_filled_in_is_declared_empty(name: str, goals: str, kpi: str, state: str) -> None:
    reading = reading_of(
        6,
        4,
        Cell(1, 1, "项目名称"),
        Cell(1, 2, name, col_span=3),
        Cell(2, 1, "主管部门"),
        Cell(2, 2, "某市信访局", col_span=3),
        Cell(3, 1, "总体目标"),
        Cell(3, 2, goals, col_span=3),
        Cell(4, 1, "一级指标"),
        Cell(4, 2, "二级指标"),
        Cell(4, 3, "指标内容"),
        Cell(4, 4, "指标值"),
        Cell(5, 1, "产出指标", row_span=2),
        Cell(5, 2, "数量指标", row_span=2),
        Cell(5, 3, "指标1："),
        Cell(5, 4, ""),
        Cell(6, 3, "接访数量" if kpi else "……"),
        Cell(6, 4, kpi),
    )
    assert reading.state == state


def test_amounts_under_header_lines() -> None:
    reading = reading_of(
        21,
        4,
        Cell(1, 1, "部门名称"),
        Cell(1, 2, "某市某某局", col_span=3),
        Cell(2, 1, "总体资金情况（万元）", row_span=3),
        Cell(2, 2, "预算支出总额", row_span=2),
        Cell(2, 3, "财政拨款", col_span=2),
        Cell(3, 3, "合计"),
        Cell(3, 4, "基本支出"),
        Cell(4, 2, "9.00"),
        Cell(4, 3, "8.00"),
        Cell(4, 4, "7.00"),
        *KPIS,
    )
    assert amounts(reading) == [
        ("总体资金情况（万元）", "预算支出总额", "total", "total", Decimal("90000.00")),
        ("总体资金情况（万元）", "财政拨款/合计", "fiscal", "total", Decimal("80000.00")),
        ("总体资金情况（万元）", "财政拨款/基本支出", "fiscal", "basic", Decimal("70000.00")),
    ]
    assert not reading.unparsed


def test_header_lines_beside_a_group_that_ends_above_the_amounts() -> None:
    reading = reading_of(
        21,
        5,
        Cell(1, 1, "部门名称"),
        Cell(1, 2, "某市某某局", col_span=4),
        Cell(2, 1, "总体资金情况（万元）", row_span=2),
        Cell(2, 2, "预算支出总额", row_span=2),
        Cell(2, 3, "财政拨款", col_span=2),
        Cell(2, 5, "其他资金"),
        Cell(3, 3, "合计"),
        Cell(3, 4, "基本支出"),
        Cell(3, 5, "合计"),
        Cell(4, 1, ""),
        Cell(4, 2, "9.00"),
        Cell(4, 3, "8.00"),
        Cell(4, 4, "8.00"),
        Cell(4, 5, "1.00"),
        *KPIS,
    )
    assert amounts(reading) == [
        ("总体资金情况（万元）", "预算支出总额", "total", "total", Decimal("90000.00")),
        ("总体资金情况（万元）", "财政拨款/合计", "fiscal", "total", Decimal("80000.00")),
        ("总体资金情况（万元）", "财政拨款/基本支出", "fiscal", "basic", Decimal("80000.00")),
        ("总体资金情况（万元）", "其他资金/合计", "other", "total", Decimal("10000.00")),
    ]
    assert not reading.unparsed


def test_texts_and_keys_beside_amounts() -> None:
    reading = reading_of(
        21,
        5,
        Cell(1, 1, "部门名称"),
        Cell(1, 2, "某市某某局", col_span=4),
        Cell(2, 1, "预算整体情况", row_span=2),
        Cell(2, 2, "部门预算支出"),
        Cell(2, 3, "预算金额（万元）"),
        Cell(2, 4, "收入来源"),
        Cell(2, 5, "预算金额（万元）"),
        Cell(3, 2, "基本支出"),
        Cell(3, 3, "12.50"),
        Cell(3, 4, "财政拨款"),
        Cell(3, 5, "98.00"),
        *KPIS,
    )
    assert amounts(reading) == [
        ("基本支出", "预算金额（万元）", "total", "basic", Decimal("125000.00")),
        ("财政拨款", "预算金额（万元）", "fiscal", "total", Decimal("980000.00")),
    ]
    assert not reading.unparsed


def test_a_project_of_several_units_has_an_amount_for_each() -> None:
    header = ["项目名称", "项目总额", "一级指标", "二级指标", "三级指标", "指标值"]
    kpis = [("产出指标", "数量指标", "鉴定次数", "≥5次"), ("产出指标", "质量指标", "合格率", "≥95%")] * 2
    made = (
        *(Cell(1, col, text) for col, text in enumerate(header, start=1)),
        *(Cell(2 + i, 3 + j, text) for i, kpi in enumerate(kpis) for j, text in enumerate(kpi)),
        Cell(2, 1, "11000022T000000432892-执法办案经费", row_span=4),
        Cell(2, 2, "32.00", row_span=2),
        Cell(4, 2, "93.30", row_span=2),
    )
    (reading,) = understand(document("项目支出绩效目标表", "金额单位：万元", Table(1, 5, 6, made))).readings
    assert [(row.row, row.label) for row in reading.rows] == [(2, "执法办案经费"), (4, "执法办案经费")]
    assert not reading.unparsed


def test_tasks_with_amounts_of_a_text_export_without_spans() -> None:
    rows = [
        ["部门（单位）名称", "某市某某局"],
        ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）"],
        ["", "", "", "总额", "财政拨款", "其他资金"],
        ["", "保运转", "保障人员薪酬", "19.50", "19.00", "0.50"],
        ["", "驻点工作", "协调联动", "256", "256", ""],
        # The name covers two columns, as the form's other cells show.
        ["", "金额合计", "275.50", "275.00", "0.50"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "接访数量", "≥10"],
    ]
    n_cols, cells = align(rows)
    made = Table(1, len(rows), n_cols, cells, spans_inferred=True)
    (reading,) = understand(document("部门整体支出绩效目标表", made)).readings
    assert [(label, path, fund, amount) for label, path, fund, _, amount in amounts(reading)] == [
        ("保运转", "预算金额（万元）/总额", "total", Decimal("195000.00")),
        ("保运转", "预算金额（万元）/财政拨款", "fiscal", Decimal("190000.00")),
        ("保运转", "预算金额（万元）/其他资金", "other", Decimal("5000.00")),
        ("驻点工作", "预算金额（万元）/总额", "total", Decimal("2560000.00")),
        ("驻点工作", "预算金额（万元）/财政拨款", "fiscal", Decimal("2560000.00")),
        ("金额合计", "预算金额（万元）/总额", "total", Decimal("2755000.00")),
        ("金额合计", "预算金额（万元）/财政拨款", "fiscal", Decimal("2750000.00")),
        ("金额合计", "预算金额（万元）/其他资金", "other", Decimal("5000.00")),
    ]
