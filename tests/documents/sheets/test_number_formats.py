"""Numbers as a spreadsheet shows them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.sheets.number_formats import BUILT_IN, displayed


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234.5, "0.00", "1234.50"),
        (0.125, "0.00%", "12.50%"),
        (2.675, "0.00", "2.68"),
        (421.28999999999996, "", "421.29"),
        (2010301.0, "", "2010301"),
        (2010301.0, "0_ ", "2010301"),
        (0.5, "#,##0.00", "0.50"),
        (0.5, "#.##", ".5"),
        (5.0, "0.##", "5"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (-1234.5, "#,##0.00;[Red]#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
        (-0.001, "0.00", "0.00"),
        (0.0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (12.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
        (0.0, "0.00;-0.00;;@", ""),
        (3.0, ";;;", ""),
        (12345.0, "0!.0,", "1.2"),
        (123456.0, '0"."0000', "12.3456"),
        (1234567.0, "#,##0,", "1,235"),
        (7.0, "000", "007"),
        (3.0, '"第"0"项"', "第3项"),
        (99.0, "¥#,##0.00", "¥99.00"),
        (99.0, "[$¥-804]#,##0.00", "¥99.00"),
        (20000.0, '[>=10000]0!.0,"万";0', "2.0万"),
        (45658.0, 'yyyy"年"m"月"d"日"', "2025年1月1日"),
        (45658.0, "yyyy-mm-dd", "2025-01-01"),
        (45658.5, "yyyy/m/d h:mm", "2025/1/1 12:00"),
        (45658.0, "[$-804]yyyy年m月", "2025年1月"),
        (1e15, "0.00", "1E+15"),
        (12345678901234.0, "0." + "0" * 20, "12345678901234." + "0" * 20),
        (1.0, "0" + "%" * 20, "1" + "0" * 40 + "%" * 20),
        (123456789012345.0, "0", "123456789012345"),
        (0.3333333333, "# ?/?", "0.333333333"),
        (12345.0, "0.00E+00", "12345"),
        (-12345.0, "##0.0E+0", "-12345"),
        (12.0, "G/通用格式", "12"),
        (12.0, 'General"人"', "12人"),
        (5.0, "@", "5"),
    ],
)
def test_the_text_is_what_the_cell_shows(value: float, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


def test_dates_since_1904() -> None:
    assert displayed(44196.0, "yyyy-m-d", is_1904=True) == "2025-1-1"


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["#,##0.00", "0.00", "#,##0.00_ ", BUILT_IN[39]]))
def test_money_keeps_its_cents(amount: Decimal, code: str) -> None:
    assert Decimal(displayed(float(amount), code).replace(",", "")) == amount


@given(st.floats(-1e12, 1e12), st.text(alphabet='0#?.,%;"\\!_*[]@yMdhs-+E/ 年-¥', max_size=20))
def test_any_format_gives_some_text(value: float, code: str) -> None:
    assert isinstance(displayed(value, code), str)
