"""Regions by code, year and name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reference.regions import all_regions, find_region, name_mentions, region, short_province_or_prefecture


@pytest.mark.parametrize(
    ("code", "year", "name", "level", "parent"),
    [
        ("130121", 2025, "井陉县", "county", "130100"),
        ("410726", 2024, "延津县", "county", "410700"),
        ("310107", 2025, "普陀区", "county", "310000"),
        ("419001", 2024, "济源市", "county", "410000"),
        ("350100", 2026, "福州市", "prefecture", "350000"),
        ("110000", 2026, "北京市", "province", None),
    ],
)
def test_region_by_code(code: str, year: int, name: str, level: str, parent: str | None) -> None:
    found = region(code, year)
    assert found is not None
    assert (found.name, found.level, found.parent_code) == (name, level, parent)


def test_a_code_is_valid_up_to_the_year_of_its_change() -> None:
    assert region("130621", 2015) is not None
    assert region("130621", 2016) is None
    assert region("130621", 2015).successors == ("130607",)  # type: ignore[union-attr]
    assert region("130607", 2015) is not None
    assert region("130607", 2014) is None


@pytest.mark.parametrize(
    ("text", "codes", "span"),
    [
        ("秦皇岛市海港区数据和政务服务局", ["130302"], "秦皇岛市海港区"),
        ("中共上海市普陀区委社会工作部", ["310107"], "上海市普陀区"),
        ("普陀区司法局", ["310107", "330903"], "普陀区"),
        ("石家庄市井陉矿区财政局", ["130107"], "石家庄市井陉矿区"),
        ("恩施州财政局", ["422800"], "恩施州"),
        ("湘西自治州教育和体育局", ["433100"], "湘西自治州"),
        ("江苏省委办公厅", ["320000"], "江苏省"),
        ("福州市仓山生态环境局", ["350100"], "福州市"),
    ],
)
def test_the_first_region_a_text_names(text: str, codes: list[str], span: str) -> None:
    found = find_region(text, 2025)
    assert found is not None
    assert [candidate.code for candidate in found.candidates] == codes
    assert text[found.start : found.end] == span


def test_names_without_their_kind() -> None:
    assert find_region("上海普陀", 2025) is None
    short = find_region("上海普陀", 2025, short=True)
    assert short is not None
    assert short.region is not None
    assert short.region.code == "310107"
    start = short_province_or_prefecture("吉林检察")
    assert start is not None
    assert start.region is not None
    assert start.region.code == "220000"


def test_mentions_do_not_overlap() -> None:
    found = name_mentions("秦皇岛市海港区和石家庄市井陉县", 2025)
    assert [mention.region.code for mention in found if mention.region] == ["130302", "130121"]


@given(st.sampled_from(all_regions()))
def test_every_region_is_found_by_its_names(entry: object) -> None:
    place = next(period for period in all_regions() if period is entry)
    above = [region(place.parent_code)] if place.parent_code else []
    text = "".join(upper.name for upper in above if upper) + place.name
    found = find_region(text, place.valid_from)
    assert found is not None
    assert found.end == len(text)
    assert place.code in {candidate.code for candidate in found.candidates}
