"""The resolution of printed figures."""

from decimal import Decimal

import pytest
from making import document, table

from pipeline.audit.figures import resolution, table_figures, text_resolutions
from pipeline.facts.line_items import Source, line_items
from pipeline.statements.understand import understand


def figures_of(rows, unit="万元", is_recognised=False):
    of = document(table(rows, "部门支出总表", unit))
    readings = understand(of).readings
    items = line_items(Source(of.document_id, "D", 2025), readings)
    (figures,) = table_figures({of.document_id: readings}, items, {of.document_id} if is_recognised else ())
    return figures


def resolutions(rows, unit="万元", is_recognised=False):
    figures = figures_of(rows, unit, is_recognised)
    return {item.row["amount_raw"]: item.figure.resolution for item in figures.items}


def test_the_finest_of_the_column_counts():
    # A spreadsheet drops closing zeros: 15.5 beside 88.40 is 15.50.
    found = resolutions([["", "合计", "103.90"], ["2010301", "行政运行", "15.5"], ["2010302", "事务", "88.40"]])
    assert found == dict.fromkeys(["103.90", "15.5", "88.40"], Decimal("100.00"))


def test_columns_count_apart():
    found = resolutions([["", "合计", "103.90", "103.9"], ["2010301", "行政运行", "103.9", "103.9"]])
    assert found["103.90"] == Decimal("100.00")


def test_a_long_figure_with_fewer_decimals_has_its_own():
    # One real file prints 480544221.62 and 480544221.6 in one column: the cell was too narrow.
    found = resolutions([["", "合计", "480544221.62"], ["2010301", "行政运行", "480544221.6"]], "元")
    assert found == {"480544221.62": Decimal("0.01"), "480544221.6": Decimal("0.1")}


def test_a_figure_without_the_closing_zeros_of_its_column_was_rounded():
    # One real file prints the total of 14348853.34, 2925857.00 and others as 22118861: 0.34 is rounding.
    rows = [["", "合计", "17274710"], ["204", "公共安全支出", "14348853.34"], ["208", "社会保障支出", "2925857.00"]]
    found = resolutions(rows, "元")
    assert found == {"17274710": Decimal(1), "14348853.34": Decimal("0.01"), "2925857.00": Decimal("0.01")}
    # A short figure was typed: 15 beside 88.40 and 12.00 is 15.00.
    rows = [["", "合计", "115.40"], ["2010301", "行政运行", "15"], ["2010302", "事务", "88.40"]]
    assert resolutions([*rows, ["2010399", "其他", "12.00"]])["15"] == Decimal("100.00")


def test_a_recognised_figure_with_fewer_decimals_lost_its_end():
    # 288,896.2 for 288,896.24 on a scan of 100 dpi: with a resolution of 0.1 its sum would hold without the 4.
    rows = [["", "合计", "1670696.24"], ["201", "一般公共服务支出", "1381800.00"], ["221", "住房保障支出", "288896.2"]]
    assert resolutions(rows, "元")["288896.2"] == Decimal("0.1")
    assert resolutions(rows, "元", is_recognised=True)["288896.2"] == Decimal("0.01")


def test_a_bare_recognised_figure_among_figures_with_decimals_was_cut():
    # A stamp hides what follows the 1 of 1.15, in both columns that print it, and 1 = 1 holds.
    others = [["20101", f"事务{n}", "12.30", "12.30"] for n in range(5)]
    # A stroke of it makes one figure longer.
    rows = [["", "合计", "62.652", "62.65"], *others, ["20199", "其他", "1", "1"]]

    def cut(is_recognised):
        return {item.row["amount_raw"] for item in figures_of(rows, is_recognised=is_recognised).items if item.is_cut}

    assert cut(is_recognised=True) == {"1"}
    assert cut(is_recognised=False) == set()
    # Where closing zeros are dropped a whole number is whole.
    rows = [["", "合计", "13.35", ""], ["20101", "事务", "12.35", ""], ["20199", "其他", "1", ""]]
    assert cut(is_recognised=True) == set()


def test_bare_zeros_are_as_fine_as_the_table():
    # 0 beside 25.00 is no rounding of 0.4 万元.
    found = resolutions([["", "合计", "25.00", "25.00", "0"], ["2010301", "行政运行", "25.00", "25.00", "0"]])
    assert found["0"] == Decimal("100.00")


@pytest.mark.parametrize(
    ("decimals", "unit", "yuan"),
    [(2, "万元", "100"), (6, "万元", "0.01"), (8, "万元", "0.01"), (0, "元", "1"), (1, "亿元", "10000000")],
)
def test_resolution_is_never_finer_than_a_cent(decimals, unit, yuan):
    assert resolution(decimals, unit) == Decimal(yuan)


def test_amounts_of_a_text_have_the_finest_decimals_of_their_paragraph():
    rows = [
        {"narrative_id": "a", "document_id": "d", "paragraph_no": 1, "raw": "599.41万元"},
        {"narrative_id": "b", "document_id": "d", "paragraph_no": 1, "raw": "165万元"},
        {"narrative_id": "c", "document_id": "d", "paragraph_no": 2, "raw": "7780957.46元"},
    ]
    assert text_resolutions(rows) == {"a": Decimal("100"), "b": Decimal("100"), "c": Decimal("0.01")}
