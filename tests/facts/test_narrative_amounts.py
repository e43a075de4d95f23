from decimal import ROUND_HALF_EVEN, Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.narrative.amounts import amounts
from pipeline.facts.narrative.folding import fold_paragraph
from pipeline.facts.narrative.pieces import pieces

UNITS = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}

numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


def found(text: str) -> list[Decimal]:
    return [money.yuan for money in amounts(fold_paragraph(text).text)]


def wide(text: str) -> str:
    return text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)} | {ord("."): "．"})


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("421. 29 万元", "4212900.00"),
        ("163 . 42万元", "1634200.00"),
        ("421, 29万元", "4212900.00"),
        ("140,01万元", "1400100.00"),
        ("257 9万元", "2579000.00"),
        ("1 6 , 4 1 0 . 7 1万元", "164107100.00"),
        ("2080505 123.22万元", "1232200.00"),
        ("１２．５万元", "125000.00"),
        ("0.005元", "0.00"),
        ("0.015元", "0.02"),
        ("三万元", "30000.00"),
        ("三点五万元", "35000.00"),
        ("二十万五千元", "205000.00"),
        ("-5.00万元", "-50000.00"),
        ("公务接待支出0.39万（含外宾接待支出", "3900.00"),
        ("收益4.35亿元", "435000000.00"),
    ],
)
def test_an_amount(text: str, yuan: str) -> None:
    assert found(text) == [Decimal(yuan)]


@pytest.mark.parametrize(
    "text",
    [
        "50万元以上",
        "100万元（含）以上",
        "4万元以内",
        "不超过3万元",
        "10万头",
        "约20万人",
        "二元化",
        "几十万元",
        "2025年",
        "9" * 40 + "元",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert found(text) == []


@given(numbers, st.sampled_from(sorted(UNITS)), st.booleans(), st.booleans(), st.sampled_from(["", " ", "\u3000"]))
def test_a_printed_amount_is_read_back(value: Decimal, unit: str, commas: bool, is_wide: bool, blank: str) -> None:
    printed = f"{value:,.2f}" if commas else f"{value:.2f}"
    text = f"经费{wide(printed) if is_wide else printed}{blank}{unit}。"
    assert found(text) == [(value * UNITS[unit]).quantize(Decimal("0.01"), ROUND_HALF_EVEN)]


@given(st.integers(min_value=11, max_value=99_999_999))
def test_a_chinese_numeral_is_read_back(value: int) -> None:
    assert found(f"经费{cn2an.an2cn(value)}元。") == [Decimal(value)]


@given(st.lists(st.tuples(numbers, st.sampled_from(sorted(UNITS))), max_size=8), st.sampled_from("，；。、"))
def test_every_printed_amount_is_one_in_order(printed: list[tuple[Decimal, str]], mark: str) -> None:
    text = mark.join(f"某项经费{value:.2f}{unit}" for value, unit in printed)
    expected = [(value * UNITS[unit]).quantize(Decimal("0.01"), ROUND_HALF_EVEN) for value, unit in printed]
    assert found(text) == expected


@given(st.text(alphabet="年支出预算增加万元（），。；：、1234567890.% 三公经费其中“”", max_size=80))
def test_pieces_cover_a_paragraph_and_hold_every_amount(text: str) -> None:
    folded = fold_paragraph(text)
    cut = list(pieces(folded.text))
    assert [piece.money for piece in cut if piece.money] == list(amounts(folded.text))
    place = 0
    for piece in cut:
        assert piece.start == place
        figure = piece.money or piece.percent
        place = figure.end if figure else piece.end + len(piece.end_mark)
    assert place == len(folded.text)
