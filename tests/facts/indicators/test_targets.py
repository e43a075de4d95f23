import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.reading import read
from pipeline.facts.indicators.target_words import fold, words
from pipeline.facts.indicators.targets import TEXT, Target, parse_target


def target(operator: str, value: str, unit: str | None = None, amount: str | None = None) -> Target:
    return Target(operator, Decimal(value), unit, amount_yuan=None if amount is None else Decimal(amount))


def day(operator: str, year: int, month: int, day_of_month: int) -> Target:
    return Target(operator, date=datetime.date(year, month, day_of_month))


FIGURES = [
    # as the exports print them
    ("≥745套", target(">=", "745", "套")),
    ("≥100000件", target(">=", "100000", "件")),
    ("10000套", target("=", "10000", "套")),
    ("8000平方米", target("=", "8000", "平方米")),
    ("108条", target("=", "108", "条")),
    ("1年", target("=", "1", "年")),
    ("12次", target("=", "12", "次")),
    ("100%", target("=", "100", "%")),
    ("100％", target("=", "100", "%")),
    ("≥95％", target(">=", "95", "%")),
    ("≥95百分比", target(">=", "95", "百分比")),
    ("≤100%", target("<=", "100", "%")),
    ("0%", target("=", "0", "%")),
    ("≤ 5%", target("<=", "5", "%")),
    ("≥200 项", target(">=", "200", "项")),
    ("≤1 天", target("<=", "1", "天")),
    ("292 人", target("=", "292", "人")),
    ("6500 平 方米", target("=", "6500", "平方米")),
    ("≥6箱/月", target(">=", "6", "箱/月")),
    ("≤4348.46元/人/月", target("<=", "4348.46", "元/人/月")),
    ("≤500元/人/天", target("<=", "500", "元/人/天")),
    ("30.00万元", target("=", "30", "万元", "300000")),
    ("10.80万 元", target("=", "10.80", "万元", "108000")),
    ("9 万元", target("=", "9", "万元", "90000")),
    ("≤3.36万元", target("<=", "3.36", "万元", "33600")),
    ("≤55.12万", target("<=", "55.12", "万")),
    # as other published disclosures print them
    ("＝100%", target("=", "100", "%")),
    ("=90%", target("=", "90", "%")),
    ("≧90%", target(">=", "90", "%")),
    ("≦60", target("<=", "60")),
    ("﹥95%", target(">", "95", "%")),
    ("＞98%", target(">", "98", "%")),
    ("＜5分钟", target("<", "5", "分钟")),
    ("⩾95%", target(">=", "95", "%")),
    (">=95%", target(">=", "95", "%")),
    ("＞＝95%", target(">=", "95", "%")),
    ("≥100 %", target(">=", "100", "%")),
    ("≥1.00(个)", target(">=", "1", "个")),
    ("=100.00(%)", target("=", "100", "%")),
    ("=5.00(万人次)", target("=", "5", "万人次")),
    ("≤20个（台、套、件、辆）", target("<=", "20", "个（台、套、件、辆）")),
    ("≤1430000个（套）", target("<=", "1430000", "个（套）")),
    ("≥25000频率（频道）次", target(">=", "25000", "频率（频道）次")),
    ("≤2.2比值", target("<=", "2.2", "比值")),
    ("≤2‰", target("<=", "2", "‰")),
    ("≤12/10万", target("<=", "12", "/10万")),
    ("≥73728000MB", target(">=", "73728000", "MB")),
    ("≥450万人", target(">=", "450", "万人")),
    ("≥10亿条", target(">=", "10", "亿条")),
    ("≥5.5万人次", target(">=", "5.5", "万人次")),
    ("≤11月", target("<=", "11", "月")),
    ("≤25微克/立方米", target("<=", "25", "微克/立方米")),
    ("≤52分钟/月", target("<=", "52", "分钟/月")),
    ("=710元/人月", target("=", "710", "元/人月")),
    ("=570元/人.月", target("=", "570", "元/人.月")),
    ("≤800元/人·次", target("<=", "800", "元/人·次")),
    ("≤13.33万元/辆", target("<=", "13.33", "万元/辆")),
    ("≥20万元/每项目", target(">=", "20", "万元/每项目")),
    ("≥1200亿元", target(">=", "1200", "亿元", "120000000000")),
    ("≤8.543338万元", target("<=", "8.543338", "万元", "85433.38")),
    ("≤5个工⏎作日".replace("⏎", "\n"), target("<=", "5", "个工作日")),
    ("个\n≥400", target(">=", "400", "个")),
    ("％\n=100", target("=", "100", "%")),
    ("平\n≤5137.26\n方米", target("<=", "5137.26", "平方米")),
    ("235", target("=", "235")),
    ("≥95", target(">=", "95")),
    ("1,200人", target("=", "1200", "人")),
    ("1，200，000.5元", target("=", "1200000.5", "元", "1200000.50")),
    ("大于等于95%", target(">=", "95", "%")),
    ("不低于98%", target(">=", "98", "%")),
    ("不少于5次", target(">=", "5", "次")),
    ("不超过3天", target("<=", "3", "天")),
    ("不高于10%", target("<=", "10", "%")),
    ("小于10%", target("<", "10", "%")),
    ("超过300人", target(">", "300", "人")),
    ("90%以上", target(">=", "90", "%")),
    ("400条以上", target(">=", "400", "条")),
    ("5%以下", target("<=", "5", "%")),
    ("3天以内", target("<=", "3", "天")),
    ("3个工作日内完成", target("<=", "3", "个工作日")),
    ("5日内", target("<=", "5", "日")),
    ("达到95%", target("=", "95", "%")),
    ("达到95%以上", target(">=", "95", "%")),
    ("不低于95%以上", target(">=", "95", "%")),
    ("控制在5%以内", target("<=", "5", "%")),
    ("满意率100%", target("=", "100", "%")),
    ("可控性100%", target("=", "100", "%")),
    ("完善率95%以上", target(">=", "95", "%")),
    ("完成率≥95%", target(">=", "95", "%")),
    ("居民满意度不少于80%", target(">=", "80", "%")),
    ("全年≥10000家次", target(">=", "10000", "家次")),
    ("三次", target("=", "3", "次")),
    ("两个", target("=", "2", "个")),
    ("十五人", target("=", "15", "人")),
    ("不少于二十人", target(">=", "20", "人")),
    ("三万元", target("=", "3", "万元", "30000")),
    ("一万二千元", target("=", "12000", "元", "12000")),
    ("百分之九十五以上", target(">=", "95", "%")),
    ("达到百分之90", target("=", "90", "%")),
    ("百分之百", target("=", "100", "%")),
    ("百分百", target("=", "100", "%")),
    # recognition debris and web debris
    ("421. 29万元", target("=", "421.29", "万元", "4212900")),
    ("163 . 42万元", target("=", "163.42", "万元", "1634200")),
    (r"\(\geq\) 95\%", target(">=", "95", "%")),
    ("&ge;95%", target(">=", "95", "%")),
    ("<u>95%</u>", target("=", "95", "%")),
    ("“≥95％”。", target(">=", "95", "%")),
    ("≥-5%", target(">=", "-5", "%")),
    # rates that begin with what they are for
    ("每人每年600元", target("=", "600", "元/人/年")),
    ("每亩≤300元", target("<=", "300", "元/亩")),
    ("每月670元", target("=", "670", "元/月")),
    ("≥95%（含）", target(">=", "95", "%")),
    # declared qualitative beside words that compare
    ("定性不低于95%", target(">=", "95", "%")),
    # all of the year before a name
    ("1- 12月执行率≥95%", target(">=", "95", "%")),
    # a name, and after the figure what compares it
    ("总投资控制在420万元以内", target("<=", "420", "万元", "4200000")),
    ("新建学校3所以上", target(">=", "3", "所")),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_one_figure(text: str, expected: Target) -> None:
    assert parse_target(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年12月31日前", day("before", 2025, 12, 31)),
        ("2025年12月31日前完成", day("before", 2025, 12, 31)),
        ("2025 年 11 月 15 日之前", day("before", 2025, 11, 15)),
        ("于2025年6月30日以前", day("before", 2025, 6, 30)),
        ("2025年12月底前", day("before", 2025, 12, 31)),
        ("2024年2月底前", day("before", 2024, 2, 29)),
        ("2025年底前完成", day("before", 2025, 12, 31)),
        ("2025年年底前", day("before", 2025, 12, 31)),
        ("2025年内", day("before", 2025, 12, 31)),
        ("≤2026年12月", day("before", 2026, 12, 31)),
        ("≤2025年12月31日", day("before", 2025, 12, 31)),
        ("定性≤2026年12月", day("before", 2026, 12, 31)),
        ("定性2026年9月25日前", day("before", 2026, 9, 25)),
        ("截至2025年12月31日", day("before", 2025, 12, 31)),
        ("不晚于2025-12-31", day("before", 2025, 12, 31)),
        ("2025-12-31", day("=", 2025, 12, 31)),
        ("2025/12/31前", day("before", 2025, 12, 31)),
        ("2025.12.31", day("=", 2025, 12, 31)),
        ("2025年12月31日", day("=", 2025, 12, 31)),
        ("2025年12月底", day("=", 2025, 12, 31)),
    ],
)
def test_one_date(text: str, expected: Target) -> None:
    assert parse_target(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # words
        *(
            "",
            " ",
            "-",
            "—",
            "/",
            "无",
            "全年",
            "长期",
            "及时",
            "优",
            "提升",
            "比上年有所提高",
            "达到验收标准",
            "定性优级",
        ),
        # several figures, ranges, ratios
        *("1-2次", "10-15项", "3～5天", "95%-100%", "≥98%；≥95%", "大于95%小于98%", "7×24小时", "1:1", "1/3", "5-3层"),
        *("≥9547平方米；≥36次", "2人；1人/天"),
        # about
        *("约6类", "10余次", "≥10多人", "20次左右", "近100人"),
        # changes and paces, not levels
        *("比同期上升5%", "较上年增长≥5%", "每季度1次", "每年≥6次", "每年补助2.8万元"),
        # a figure inside words
        *(
            "购买桌椅56组",
            "改造2000户",
            "0重大事故",
            "3部电梯",
            "100%的窗口开放",
            "不低于40人次的集中培训",
        ),
        # a sign without a figure, contradictions, half a limit
        *("≥", "≥95%" + " " * 200, "=按计划推进各项工作", "≤3次以上", "=5次以上", "控制在5%", "-5%", "±5%"),
        # dates without a year, a day or a meaning
        *(
            "12月底",
            "12月底前",
            "12月31日前",
            "年底前",
            "2025年",
            "2025年12月",
            "2025年前",
            "2025年6月前",
            "2025年1-12月",
        ),
        *("2025年2月30日前", "2025年13月底前", "11月1日-15日", "20251231", "≥2025年12月31日", "12月", "6日"),
        # Chinese numerals that are words
        *("一次性", "一年一次", "一样", "一起", "一流", "一季度", "二期", "一", "零事故", "十二月"),
        # figures that recognition left unclear
        *("421, 29万元", "140,01万元", "257 9万元", "1OO%", "12 3人", "74 1/ 4 1/4"),
        # declared qualitative by the form
        *("定性100%", "定性1年"),
    ],
)
def test_what_is_not_clearly_one_figure_is_text(text: str) -> None:
    assert parse_target(text) == TEXT


@pytest.mark.parametrize(
    ("text", "amount"),
    [("≤55.12万", "551200"), ("≤4.8万", "48000"), ("≤0.3亿", "30000000"), ("≤5万元", "50000")],
)
def test_a_cost_may_leave_out_the_yuan(text: str, amount: str) -> None:
    assert parse_target(text, money=True).amount_yuan == Decimal(amount)


@pytest.mark.parametrize("text", ["≥20万人", "≤443.62", "≤5%", "≤3天", "≤2万美元"])
def test_a_cost_in_another_unit_is_no_amount(text: str) -> None:
    parsed = parse_target(text, money=True)
    assert parsed.value is not None
    assert parsed.amount_yuan is None


def test_more_than_six_decimals_are_rounded_half_even() -> None:
    assert parse_target("≤1.0000005元").value == Decimal("1.000000")
    assert parse_target("≤1.0000015元").value == Decimal("1.000002")


def test_a_figure_beyond_the_contract_is_text() -> None:
    assert parse_target("9" * 18).value == Decimal("9" * 18)
    assert parse_target("9" * 19) == TEXT


OPERATORS = {"": "=", "≥": ">=", "≤": "<=", "＞": ">", "<": "<", "＝": "=", "不低于": ">=", "不超过": "<="}
UNITS = ["%", "个", "人次", "万元", "元/人/月", "平方米", "次/年", "个工作日", "万人", "㎡", ""]
_values = st.decimals(min_value=0, max_value=10**12, places=2) | st.integers(0, 10**12).map(Decimal)


@given(st.sampled_from(list(OPERATORS)), _values, st.sampled_from(UNITS), st.sampled_from(["", " ", "\n", "\u3000"]))
def test_sign_figure_and_unit_come_back(sign: str, value: Decimal, unit: str, blank: str) -> None:
    parsed = parse_target(f"{sign}{blank}{value}{blank}{unit}")
    if parsed == TEXT:  # eight digits that are a day
        assert unit == ""
        assert len(str(value)) == 8
        return
    assert (parsed.operator, parsed.value, parsed.unit) == (OPERATORS[sign], value, unit or None)
    factor = {"万元": 10000}.get(unit)
    assert parsed.amount_yuan == (None if factor is None else value * factor)


@given(_values, st.sampled_from(UNITS))
def test_full_width_print_means_the_same(value: Decimal, unit: str) -> None:
    wide = str(value).translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse_target(f"≥{wide}{unit}") == parse_target(f"≥{value}{unit}")


@given(
    _values, _values, st.sampled_from(["-", "～", "至", "；", "、", "×", ":", " "]), st.sampled_from(["%", "次", "元"])
)
def test_two_figures_are_never_one(first: Decimal, second: Decimal, between: str, unit: str) -> None:
    assert parse_target(f"{first}{between}{second}{unit}") == TEXT


@given(st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_comes_back(stated: datetime.date) -> None:
    assert parse_target(f"{stated.year}年{stated.month}月{stated.day}日前") == Target("before", date=stated)
    assert parse_target(stated.isoformat()) == Target("=", date=stated)


@given(
    st.text(alphabet="0123456789.,%％≥≤=<>年月日前底万元人次以上不低于约一二十百分之()/ \n-", max_size=16)
    | st.text(max_size=12)
)
def test_any_text_gives_a_target_within_the_contract(text: str) -> None:
    parsed = parse_target(text)
    assert parsed.operator in {">=", "<=", "=", ">", "<", "before", "text"}
    assert (parsed.operator == "text") == (parsed.value is None and parsed.date is None)
    assert parsed.operator != "before" or parsed.date is not None
    if parsed.value is not None:
        exponent = parsed.value.as_tuple().exponent
        assert isinstance(exponent, int)
        assert exponent >= -6
        assert abs(parsed.value) < 10**18


@given(st.text(alphabet="≥１％ \n\t万元（）\u3000", max_size=20))
def test_folding_keeps_the_places_of_the_printed_text(text: str) -> None:
    folded = fold(text)
    if folded is not None:
        assert len(folded.printed) == len(folded.plain)
        assert folded.printed == "".join(text.split())


def test_the_vocabulary_is_written_as_targets_are_folded() -> None:
    for text, _ in words().heads + words().endings:
        folded = fold(text)
        assert folded is not None
        assert folded.plain in {text, text.replace("﹥", ">").replace("﹤", "<").replace("﹦", "=")}


def test_targets_of_the_ocr_export(exports: Path) -> None:
    """Four figures of the last table, read off the page."""
    tables = list(read((exports / "yanjin-2024.txt").read_bytes()).tables)
    texts = {cell.text for cell in tables[11].cells}
    for text, value in {
        "10.80万 元": "108000",
        "3.60万 元": "36000",
        "67.41万 元": "674100",
        "25 万元": "250000",
    }.items():
        assert text in texts
        assert parse_target(text).amount_yuan == Decimal(value)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月31日前", (12, 31)),
        ("12月底前完成", (12, 31)),
        ("8月1日前", (8, 1)),
        ("不晚于6月30日", (6, 30)),
        ("≤12.31日", (12, 31)),
        ("12.31日前", (12, 31)),
    ],
)
def test_a_last_day_without_its_year_is_in_the_year_of_the_budget(text: str, day: tuple[int, int]) -> None:
    assert parse_target(text, year=2025) == Target("before", date=datetime.date(2025, *day))
    assert parse_target(text) == TEXT


@pytest.mark.parametrize("text", ["12月", "≤12月", "12月前", "8月1日", "12个月内", "6月底"])
def test_what_may_be_a_duration_or_no_last_day_stays_as_it_is_printed(text: str) -> None:
    assert parse_target(text, year=2025) == parse_target(text)


def test_a_year_before_a_name_is_the_one_of_the_form() -> None:
    assert parse_target("2025年执行率≥95%", year=2025) == Target(">=", Decimal(95), "%")
    assert parse_target("2024年执行率≥95%", year=2025) == TEXT


def test_days_with_a_decimal_are_no_date() -> None:
    assert parse_target("≤3.5日", year=2025) == Target("<=", Decimal("3.5"), "日")
