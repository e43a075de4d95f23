"""Dimension tables: code lists extended by what is printed, regions, departments over renamings."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from facts.making import claim

from pipeline.documents.reading import read
from pipeline.facts.dimensions import dimensions
from pipeline.facts.disclosure.departments import Link, department_rows
from pipeline.facts.disclosure.disclosures import Claim, resolve
from pipeline.facts.disclosure.identity import identify
from pipeline.facts.disclosure.peers import function_name, peer_group, successions


def departments(*claims: Claim) -> dict[str, dict[str, object]]:
    """The rows of core.dim_department by name."""
    return bound(claims, ())


def bound(claims: Sequence[Claim], links: Sequence[Link]) -> dict[str, dict[str, object]]:
    """The same with links of names."""
    return {str(row["name"]): row for row in department_rows(resolve(claims).disclosures, links)}


def made(name: str, year: int, code: str | None = None, **changes: object) -> Claim:
    return claim(
        f"{name}{year}{changes}",
        {"income": "a"},
        department_name=name,
        fiscal_year=year,
        department_code=code,
        **changes,
    )


def test_the_exports_share_a_peer_group_and_a_renamed_bureau_its_key(exports: Path) -> None:
    claims = []
    for path in sorted(exports.glob("*.txt")):
        document = read(path.read_bytes())
        claims.append(
            Claim(document.document_id, path.name, "2026-01-01", identify(document, path.name), {"income": path.name})
        )
    rows = departments(*claims)
    assert {row["peer_group"] for row in rows.values()} == {"政务服务和数据"}
    before, after = rows["井陉县行政审批局"], rows["井陉县数据和政务服务局"]
    assert before["department_key"] == after["department_key"]
    assert (before["department_code"], after["department_code"]) == ("431", "431")
    assert (before["key_reason"], after["key_reason"]) == (None, "the budget code 431 of 井陉县行政审批局")
    assert (before["valid_from"], before["valid_to"]) == (2021, 2021)
    assert (after["valid_from"], after["valid_to"]) == (2025, None)
    assert len({row["department_key"] for row in rows.values()}) == 3


def test_other_names_of_codes_have_their_last_year_where_they_are_former_ones() -> None:
    rows = dimensions([], {})["core.dim_code_alias"].rows_by_key(["classification", "code", "name"], named=True)
    ((former,),) = [rows["function", "20805", "行政事业单位离退休"]]
    assert (former["valid_to"], former["reason"]) == (2019, "former name")
    ((short,),) = [rows["economic", "30109", "职业年金"]]
    assert short["valid_to"] is None


class TestKey:
    """When two names are one bureau's."""

    @staticmethod
    def same(*claims: Claim) -> bool:
        return len({row["department_key"] for row in departments(*claims).values()}) == 1

    def test_the_same_budget_code(self) -> None:
        assert self.same(made("井陉县行政审批局", 2021, "431"), made("井陉县数据局", 2025, "431"))
        assert not self.same(made("井陉县行政审批局", 2021, "431"), made("井陉县数据局", 2025, "432"))

    def test_a_code_that_went_to_another_bureau(self) -> None:
        assert not self.same(made("井陉县水利局", 2021, "431"), made("井陉县数据局", 2025, "431"))

    def test_a_stated_succession(self) -> None:
        assert self.same(made("井陉县行政审批局", 2021), made("井陉县数据和政务服务局", 2025))
        assert not self.same(made("井陉县行政审批局", 2025), made("井陉县数据和政务服务局", 2021))

    def test_a_succession_gives_its_reason(self) -> None:
        rows = departments(made("井陉县环境保护局", 2018), made("井陉县生态环境局", 2019))
        assert rows["井陉县生态环境局"]["key_reason"] == "succeeds 井陉县环境保护局: 机构改革 2018-2019"

    @pytest.mark.parametrize(
        ("region", "former", "name", "years", "is_same"),
        [
            ("130121", "井陉县投资促进局", "井陉县商务局", (2018, 2019), True),
            ("130121", "县投资促进局", "商务局", (2018, 2019), True),
            ("410726", "井陉县投资促进局", "井陉县商务局", (2018, 2019), False),
            ("130121", "井陉县商务局", "井陉县投资促进局", (2018, 2019), False),
            ("130121", "井陉县投资促进局", "井陉县商务局", (2019, 2018), False),
        ],
    )
    def test_a_link_of_names(self, region: str, former: str, name: str, years: tuple[int, int], is_same: bool) -> None:
        claims = [made("井陉县投资促进局", years[0]), made("井陉县商务局", years[1])]
        rows = bound(claims, [Link(region, former, name, "the reform of 2019"), Link(region, former, name, "later")])
        assert (len({row["department_key"] for row in rows.values()}) == 1) is is_same
        reason = "succeeds 井陉县投资促进局: the reform of 2019"
        assert rows["井陉县商务局"]["key_reason"] == (reason if is_same else None)

    def test_another_region(self) -> None:
        assert not self.same(
            made("井陉县行政审批局", 2021, "431"), made("延津县行政审批局", 2021, "431", region_code="410726")
        )

    def test_own_parts_follow_the_names_of_their_department(self) -> None:
        rows = departments(
            made("井陉县行政审批局", 2021, "431", scope="own", unit_name="井陉县行政审批局本级", unit_code="431001"),
            made("井陉县数据和政务服务局", 2025, "431", scope="own", unit_name="井陉县数据和政务服务局（本级）"),
        )
        before, after = rows["井陉县行政审批局本级"], rows["井陉县数据和政务服务局本级"]
        assert before["department_key"] == after["department_key"]
        assert before["department_key"] != rows["井陉县行政审批局"]["department_key"]
        assert before["parent_department_id"] == rows["井陉县行政审批局"]["department_id"]
        assert (before["peer_group"], before["department_code"]) == ("政务服务和数据", "431001")


def test_the_department_of_a_unit_is_the_only_one_that_lists_it() -> None:
    """A unit rarely says whose it is; the department's 预算单位构成 names it."""
    station = made("井陉县河道管理站", 2025, scope="unit", unit_name="井陉县河道管理站")
    water = made("井陉县水利局", 2025, listed_units=("河道管理站",))
    found = departments(station, water)
    assert found["井陉县河道管理站"]["parent_department_id"] == found["井陉县水利局"]["department_id"]
    both = departments(station, water, made("井陉县财政局", 2025, listed_units=("河道管理站",)))
    assert both["井陉县河道管理站"]["parent_department_id"] is None


def test_a_school_that_discloses_as_a_department_is_a_unit_of_the_one_that_lists_it() -> None:
    school = made("井陉县第一中学", 2025)
    education = made("井陉县教育局", 2025, listed_units=("第一中学", "水利局"))
    found = departments(school, education, made("井陉县水利局", 2025))
    assert found["井陉县第一中学"]["parent_department_id"] == found["井陉县教育局"]["department_id"]
    assert found["井陉县水利局"]["parent_department_id"] is None
    assert departments(school)["井陉县第一中学"]["parent_department_id"] is None


def test_the_department_of_a_unit_by_its_code() -> None:
    rows = departments(
        made("无锡市应急管理局", 2026, "328", region_code="320200"),
        made(
            "无锡市应急管理综合行政执法监督局",
            2026,
            "328",
            region_code="320200",
            scope="unit",
            unit_name="无锡市应急管理综合行政执法监督局",
            unit_code="328002",
        ),
    )
    unit = rows["无锡市应急管理综合行政执法监督局"]
    assert unit["parent_department_id"] == rows["无锡市应急管理局"]["department_id"]
    assert (unit["department_code"], unit["peer_group"]) == ("328002", None)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("井陉县行政审批局", "政务服务和数据"),
        ("广州市政务服务和数据管理局", "政务服务和数据"),
        ("贵州省大数据发展管理局", "政务服务和数据"),
        ("井陉县行政审批服务局", "政务服务和数据"),
        ("上海市普陀区司法局", "司法"),
        ("北京市人民政府国有资产监督管理委员会", "国有资产监督管理"),
        ("上海市普陀区规划和自然资源局", "自然资源和规划"),
        ("江苏省人大常委会办公厅", "人大"),
        ("中国共产党江苏省委员会办公厅", "党委办公室"),
        ("江苏省委办公厅", "党委办公室"),
        ("广州市人民政府办公厅", "政府办公室"),
        ("中共上海市普陀区委社会工作部", "党委部门"),
        ("上海市普陀区人民政府万里街道办事处", "街道和乡镇"),
        ("江苏省高级人民法院", "法院"),
        ("中国人民政治协商会议井陉县委员会", "政协"),
        ("广州市城市管理和综合执法局", "城市管理"),
        ("无锡市应急管理综合行政执法监督局", None),
        ("上海市刑事科学技术研究院", None),
    ],
)
def test_peer_groups(name: str, group: str | None) -> None:
    assert peer_group(name) == group


def test_successions_name_no_region_and_give_a_reason() -> None:
    assert all(function_name(entry.before) == entry.before and entry.reason for entry in successions())


def test_a_code_that_a_list_lacks_enters_as_not_official() -> None:
    tables = dimensions((), {"core.dim_function": {"2019998": "某项支出", "2010301": "别名"}})
    function = {row["code"]: row for row in tables["core.dim_function"].to_dicts()}
    assert function["2019998"] == {
        "code": "2019998",
        "name": "某项支出",
        "level": 3,
        "parent_code": "20199",
        "valid_from": None,
        "valid_to": None,
        "is_official": False,
    }
    assert (function["2010301"]["name"], function["2010301"]["is_official"]) == ("行政运行", True)


def test_codes_have_the_names_of_their_years() -> None:
    function = dimensions((), {})["core.dim_function"]
    assert function.select("code", "valid_from").is_unique().all()
    rows = function.filter(pl.col("code") == "210").select("name", "valid_from", "valid_to").rows()
    assert rows == [
        ("医疗卫生支出", None, 2013),
        ("医疗卫生与计划生育支出", 2014, 2018),
        ("卫生健康支出", 2019, None),
    ]
    assert set(function.filter(pl.col("code") == "2010301")["valid_from"]) == {None}
    prosecution = function.filter(pl.col("code") == "2040405").select("name", "valid_from", "valid_to").rows()
    assert prosecution == [("公诉和审判监督", None, 2017), ("公诉、审判、侦查、执行等检察监督支出", 2018, None)]


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("C99990101", 4, "C99000000"),
        ("A02010199", 4, "A02010100"),
        ("A02010100", 3, "A02010000"),
        ("A01000000", 1, "A"),
    ],
)
def test_places_in_the_catalogue(code: str, level: int, parent: str) -> None:
    table = dimensions((), {"core.dim_procurement_item": {code: "品目"}})["core.dim_procurement_item"]
    (row,) = table.filter(pl.col("code") == code).to_dicts()
    assert (row["level"], row["parent_code"]) == (level, parent)


def test_regions_are_unique_and_extended_by_zones() -> None:
    zone = claim("zone", {"income": "a"}, region_code="130172")
    regions = [found.region_code for found in resolve([zone]).disclosures]
    table = dimensions(regions, {})["core.dim_region"]
    assert table.select("region_code", "valid_from").is_unique().all()
    (row,) = table.filter(pl.col("region_code") == "130172").to_dicts()
    assert (row["prefecture"], row["parent_code"], row["valid_from"]) == ("石家庄市", "130100", None)


def test_departments_do_not_depend_on_the_order_of_disclosures() -> None:
    claims: Sequence[Claim] = [
        made("井陉县行政审批局", 2021, "431"),
        made("井陉县数据局", 2025, "431"),
        made("井陉县水利局", 2025),
    ]
    disclosures = resolve(claims).disclosures
    assert department_rows(disclosures) == department_rows(disclosures[::-1])
