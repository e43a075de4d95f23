"""Printed figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.statements.model import Unit
from pipeline.statements.numbers import is_nil, parse_number, to_yuan


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7780957.46", "7780957.46"),
        ("404,415.23", "404415.23"),
        ("421. 29", "421.29"),
        ("163 . 42", "163.42"),
        ("142.000.00", "142000.00"),
        ("1.234,567. 89", "1234567.89"),
        ("6, 983, 867.43", "6983867.43"),
        ("1, 267, 843.\n55", "1267843.55"),
        ("7 248 707.89", "7248707.89"),
        ("△73 739.00", "-73739.00"),
        ("106,512.0\n0", "106512.00"),
        ("18,536.\n88", "18536.88"),
        ("7,841,491\n.78", "7841491.78"),
        ("242\n,00\n0.0\n0", "242000.00"),
        ("-19\n,345.67", "-19345.67"),
        ("784\n.14\n917\n8", "784.149178"),
        ("-66.67", "-66.67"),
        ("¥1,234.50", "1234.50"),
        ("△5.00", "-5.00"),
        ("(3.20)", "-3.20"),
        ("１２．５０", "12.50"),
        ("–5.00", "-5.00"),
        ("−5.00", "-5.00"),
        ("0", "0"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == Decimal(value)


def test_a_remark_is_kept() -> None:
    number = parse_number("88.40（原值）")
    assert number is not None
    assert (number.value, number.note) == (Decimal("88.40"), "原值")


@pytest.mark.parametrize(("text", "mark"), [("12.00①", "①"), ("12.00²", "²"), ("12.00 *", "*")])
def test_the_mark_of_a_note_is_no_part_of_the_figure(text: str, mark: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.note) == (Decimal("12.00"), mark)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("1,234.50元", "1234.50"),
        ("￥1,234.50", "12345000.00"),
        ("-￥1,234.50", "-12345000.00"),
        ("（￥1,234.50）", "-12345000.00"),
        ("-3.20", "-32000.00"),
        ("（3.20万元）", "-32000.00"),
        ("（3.20）万元", "-32000.00"),
        ("-0.5亿元", "-50000000.00"),
        ("2 千元", "2000.00"),
    ],
)
def test_the_unit_behind_a_figure_beats_that_of_its_column(text: str, yuan: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert Unit("万元", 10_000).yuan(number) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "元",
        "￥",
        "5元/人",
        "-￥-5.00",
        "5-8万元",
        "15.00\n5.35",
        "15.00\n245.35",
        "约5万元",
        "421, 29",
        "257 9",
        "120 300 450",
        "0 345.67",
        "12 345.6",
        "421. 2¢",
        "140,01",
        "1 36. 1",
        "12\n13",
        "594390.8\n53680000",
        "租用",
        "",
        "25%",
        "۸۷",
        "一",
        "①12",
        "1²3",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["-", "—", "——", "⸺", "/", "－", "无"])
def test_nils(text: str) -> None:
    assert is_nil(text)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_printed_is_read(value: Decimal) -> None:
    for text in (f"{value:.2f}", f"{value:,.2f}"):
        number = parse_number(text)
        assert number is not None
        assert number.value == value


def test_yuan_are_rounded_half_even() -> None:
    assert to_yuan(Decimal("0.0000005"), 10_000) == Decimal("0.00")
    assert to_yuan(Decimal("0.0000015"), 10_000) == Decimal("0.02")
