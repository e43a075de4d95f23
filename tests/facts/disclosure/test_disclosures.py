"""Parts, duplicates and versions."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from facts.making import claim
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.disclosure.copies import Figure
from pipeline.facts.disclosure.disclosures import Resolution, department_id, resolve
from pipeline.facts.disclosure.versions import Claim


def parts(resolution: Resolution) -> dict[int, tuple[str, ...]]:
    """The documents of each version, where there is one identity."""
    return {disclosure.version: disclosure.document_ids for disclosure in resolution.disclosures}


def test_disjoint_statements_are_parts_of_one_version() -> None:
    found = resolve([claim("tables", {"income": "a"}, 1), claim("text", {"narrative": "b"}, 2)])
    assert parts(found) == {1: ("tables", "text")}
    (disclosure,) = found.disclosures
    assert (disclosure.version, disclosure.is_current, found.duplicates) == (1, True, {})


def test_equal_figures_are_a_duplicate() -> None:
    found = resolve([claim("docx", {"income": "a", "narrative": "n"}, 1), claim("pdf", {"income": "a"}, 2)])
    assert parts(found) == {1: ("docx",)}
    assert found.duplicates == {"pdf": "docx"}


def test_a_later_file_that_holds_more_takes_the_place_of_the_earlier() -> None:
    found = resolve([claim("pdf", {"income": "a"}, 1), claim("docx", {"income": "a", "narrative": "n"}, 2)])
    assert parts(found) == {1: ("docx",)}
    assert found.duplicates == {"pdf": "docx"}


def test_other_figures_are_a_new_version() -> None:
    found = resolve([claim("old", {"income": "a"}, 1), claim("new", {"income": "b"}, 2)])
    assert parts(found) == {1: ("old",), 2: ("new",)}
    assert {disclosure.version: disclosure.is_current for disclosure in found.disclosures} == {1: False, 2: True}
    assert len({disclosure.disclosure_id for disclosure in found.disclosures}) == 2


def test_of_two_files_seen_together_the_later_path_wins() -> None:
    found = resolve([claim("x", {"income": "a"}, path="b.txt"), claim("y", {"income": "b"}, path="a.txt")])
    assert parts(found) == {1: ("y",), 2: ("x",)}


def test_of_two_files_seen_together_the_correction_is_the_later() -> None:
    found = resolve(
        [claim("x", {"income": "a"}, path="预算.docx"), claim("y", {"income": "b"}, path="预算(更正).docx")]
    )
    assert parts(found) == {1: ("x",), 2: ("y",)}


def test_a_disclosure_whose_title_says_that_it_is_corrected_is_the_later() -> None:
    found = resolve(
        [claim("x", {"income": "a"}, path="1.docx", is_correction=True), claim("y", {"income": "b"}, path="2.docx")]
    )
    assert parts(found) == {1: ("y",), 2: ("x",)}


def test_parts_that_a_new_version_leaves_alone_move_on_to_it() -> None:
    found = resolve(
        [claim("tables", {"income": "a"}, 1), claim("text", {"narrative": "n"}, 2), claim("again", {"income": "b"}, 3)]
    )
    assert parts(found) == {1: ("tables",), 2: ("text", "again")}


def of_file(claimed: Claim, name: str, is_replaced: bool = False) -> Claim:
    """A claim of the content that a file holds, or held."""
    return replace(claimed, names=frozenset({name}), is_replaced=is_replaced)


def test_a_file_with_new_figures_leaves_its_old_content_as_the_version_before() -> None:
    old = of_file(claim("old", {"income": "a", "narrative": "n"}, 1), "x.pdf", is_replaced=True)
    new = of_file(claim("new", {"income": "b", "narrative": "n"}, 3), "x.pdf")
    other = of_file(claim("other", {"three_public": "t"}, 2), "y.pdf")
    found = resolve([old, other, new])
    assert parts(found) == {1: ("old",), 2: ("other", "new")}
    first, second = sorted(found.disclosures, key=lambda disclosure: disclosure.version)
    assert (first.is_current, first.superseded_at) == (False, second.first_seen_at)
    assert (second.is_current, second.superseded_at) == (True, None)


def test_a_file_that_drops_a_statement_is_a_new_version() -> None:
    old = of_file(claim("old", {"income": "a", "narrative": "n"}, 1), "x.pdf", is_replaced=True)
    new = of_file(claim("new", {"income": "a"}, 2), "x.pdf")
    assert parts(resolve([old, new])) == {1: ("old",), 2: ("new",)}


def test_a_file_written_anew_with_all_it_held_is_the_same_version() -> None:
    old = of_file(claim("old", {"income": "a"}, 1), "x.pdf", is_replaced=True)
    new = of_file(claim("new", {"income": "a", "narrative": "n"}, 2), "x.pdf")
    found = resolve([old, new])
    assert parts(found) == {1: ("new",)}
    assert found.duplicates == {}


def test_replaced_content_without_a_successor_says_nothing() -> None:
    old = of_file(claim("old", {"income": "a"}, 1), "x.pdf", is_replaced=True)
    other = of_file(claim("other", {"income": "b"}, 2), "y.pdf")
    assert parts(resolve([old, other])) == {1: ("other",)}
    assert resolve([old]).disclosures == ()


def test_a_file_that_returns_to_its_older_figures_is_a_third_version() -> None:
    chain = [
        of_file(claim("one", {"income": "a"}, 1), "x.pdf", is_replaced=True),
        of_file(claim("two", {"income": "b"}, 2), "x.pdf", is_replaced=True),
        of_file(claim("three", {"income": "a"}, 3), "x.pdf"),
    ]
    assert parts(resolve(chain)) == {1: ("one",), 2: ("two",), 3: ("three",)}


def day(number: int) -> str:
    """A moment of January 2026."""
    return claim("any", {}, number).first_seen_at


def back_and_forth(first: Mapping[str, str], between: Mapping[str, str], *others: Claim) -> Resolution:
    """A file that held ``first`` on day 1, ``between`` on day 3, and ``first`` again from day 5."""
    a = replace(of_file(claim("a", first, 1), "x.pdf"), taken=(("x.pdf", day(5)),))
    b = replace(of_file(claim("b", between, 3), "x.pdf", is_replaced=True), taken=(("x.pdf", day(3)),))
    return resolve([a, b, *others])


def periods(resolution: Resolution) -> dict[int, tuple[tuple[int, int | None], ...]]:
    """The days of January from and until which each version was the current one."""
    return {
        disclosure.version: tuple(
            (int(since[8:10]), int(until[8:10]) if until else None) for since, until in disclosure.periods
        )
        for disclosure in resolution.disclosures
    }


def test_a_file_that_gets_older_content_back_is_its_older_version_and_what_stood_between_stays() -> None:
    found = back_and_forth({"income": "a"}, {"income": "b"})
    assert parts(found) == {1: ("a",), 2: ("b",)}
    assert periods(found) == {1: ((1, 3), (5, None)), 2: ((3, 5),)}
    assert {one.version: one.is_current for one in found.disclosures} == {1: True, 2: False}


def test_a_part_goes_with_the_content_that_came_back() -> None:
    text = of_file(claim("text", {"narrative": "n"}, 2), "y.pdf")
    found = back_and_forth({"income": "a"}, {"income": "b"}, text)
    assert parts(found) == {1: ("a", "text"), 2: ("b",)}
    assert periods(found) == {1: ((1, 3), (5, None)), 2: ((3, 5),)}


def test_what_stood_between_and_said_less_or_more_is_a_version_too() -> None:
    for first, between in (({"income": "a"}, {"income": "a", "kpi": "k"}), ({"income": "a", "kpi": "k"}, {"kpi": "k"})):
        found = back_and_forth(first, between)
        assert parts(found) == {1: ("a",), 2: ("b",)}
        assert periods(found) == {1: ((1, 3), (5, None)), 2: ((3, 5),)}


def test_a_new_content_after_one_that_came_back_is_the_third_version() -> None:
    a = replace(of_file(claim("a", {"income": "a"}, 1), "x.pdf", is_replaced=True), taken=(("x.pdf", day(5)),))
    b = replace(of_file(claim("b", {"income": "b"}, 3), "x.pdf", is_replaced=True), taken=(("x.pdf", day(3)),))
    c = replace(of_file(claim("c", {"income": "c"}, 7), "x.pdf"), taken=(("x.pdf", day(7)),))
    found = resolve([c, b, a])
    assert parts(found) == {1: ("a",), 2: ("b",), 3: ("c",)}
    assert periods(found) == {1: ((1, 3), (5, 7)), 2: ((3, 5),), 3: ((7, None),)}


def test_a_part_that_came_back_leaves_the_times_of_the_others() -> None:
    table = claim("table", {"income": "a"}, 1)
    text = replace(of_file(claim("text", {"narrative": "n"}, 2), "y.pdf"), taken=(("y.pdf", day(6)),))
    other = replace(of_file(claim("other", {"narrative": "m"}, 4), "y.pdf", is_replaced=True))
    found = resolve([table, text, other])
    assert parts(found) == {1: ("table", "text"), 2: ("other",)}
    assert periods(found) == {1: ((1, 4), (6, None)), 2: ((4, 6),)}


def test_content_that_takes_the_name_of_another_disclosure_is_not_published_anew() -> None:
    old = replace(of_file(claim("old", {"income": "a"}, 1), "x.pdf"), taken=(("z.pdf", day(6)),))
    new = of_file(claim("new", {"income": "b"}, 2), "y.pdf")
    found = resolve([old, new])
    assert periods(found) == {1: ((1, 2),), 2: ((2, None),)}


def test_a_copy_that_still_stands_holds_the_figures_of_a_file_that_was_replaced() -> None:
    old = of_file(claim("old", {"income": "a"}, 1), "x.pdf", is_replaced=True)
    copy = of_file(claim("copy", {"income": "a"}, 2), "y.pdf")
    new = of_file(claim("new", {"income": "b"}, 3), "x.pdf")
    found = resolve([old, copy, new])
    assert parts(found) == {1: ("copy",), 2: ("new",)}
    assert found.duplicates == {}


def test_the_first_version_found_again_repeats_it() -> None:
    found = resolve(
        [claim("old", {"income": "a"}, 1), claim("new", {"income": "b"}, 2), claim("pdf", {"income": "a"}, 3)]
    )
    assert parts(found) == {1: ("old",), 2: ("new",)}
    assert found.duplicates == {"pdf": "old"}


def test_parts_that_overlap_say_what_is_repeated() -> None:
    found = resolve(
        [claim("one", {"income": "a", "expenditure": "b"}, 1), claim("two", {"income": "a", "kpi": "c"}, 2)]
    )
    assert parts(found) == {1: ("one", "two")}
    assert found.repeated == {"two": frozenset({"income"})}


def read_as(document_id: str, seen: int, last: str, proof: str, *, recognised: bool) -> Claim:
    """A claim of twelve figures of income; the digest is that of the last one, which differs."""
    amounts = [f"{number}00.00" for number in range(1, 12)] + [last]
    figures = tuple(Figure("income", f"项目{n}", Decimal(amount), proof) for n, amount in enumerate(amounts))
    return replace(claim(document_id, {"income": last}, seen), is_recognised=recognised, figures=figures)


@pytest.mark.parametrize(("digital", "scan"), [(1, 2), (2, 1)])
def test_a_misread_scan_repeats_its_digital_original(digital: int, scan: int) -> None:
    original = read_as("pdf", digital, "4125.00", "proven", recognised=False)
    found = resolve([original, read_as("scan", scan, "4126.00", "disputed", recognised=True)])
    assert (parts(found), found.duplicates) == ({1: ("pdf",)}, {"scan": "pdf"})


def test_a_scan_whose_other_figures_hold_is_a_new_version() -> None:
    original = read_as("pdf", 1, "4125.00", "proven", recognised=False)
    found = resolve([original, read_as("scan", 2, "4126.00", "proven", recognised=True)])
    assert parts(found) == {1: ("pdf",), 2: ("scan",)}


def test_a_misread_scan_of_an_older_version_repeats_that() -> None:
    old = read_as("old", 1, "4125.00", "proven", recognised=False)
    new = read_as("new", 2, "9999.00", "proven", recognised=False)
    found = resolve([old, new, read_as("scan", 3, "4126.00", "disputed", recognised=True)])
    assert (parts(found), found.duplicates) == ({1: ("old",), 2: ("new",)}, {"scan": "old"})


@pytest.mark.parametrize(("fine", "coarse"), [(1, 2), (2, 1)])
def test_the_same_figures_in_a_coarser_unit_are_a_repeat(fine: int, coarse: int) -> None:
    """12,345.67 元 and 1.23 万元; the finer one stays, whichever was seen first."""
    in_yuan = read_as("yuan", fine, "12345.67", "proven", recognised=False)
    found = resolve([in_yuan, read_as("wan", coarse, "12300.00", "proven", recognised=False)])
    assert (parts(found), found.duplicates) == ({1: ("yuan",)}, {"wan": "yuan"})
    other = resolve([in_yuan, read_as("wan", coarse, "12500.00", "proven", recognised=False)])
    assert len(other.disclosures) == 2


def test_digital_files_that_differ_are_versions_however_alike() -> None:
    found = resolve([read_as(name, n, f"412{n}.00", "disputed", recognised=False) for n, name in ((1, "a"), (2, "b"))])
    assert parts(found) == {1: ("a",), 2: ("b",)}


@pytest.mark.parametrize(
    "changes",
    [
        {"region_code": "130302"},
        {"department_name": "井陉县教育局"},
        {"fiscal_year": 2024},
        {"kind": "final_accounts"},
        {"scope": "own"},
        {"scope": "unit", "unit_name": "井陉县公共资源交易中心"},
    ],
)
def test_another_identity_is_another_disclosure(changes: dict[str, object]) -> None:
    found = resolve([claim("one", {"income": "a"}), claim("two", {"income": "b"}, **changes)])
    assert [disclosure.version for disclosure in found.disclosures] == [1, 1]


def test_spellings_of_one_name_are_one_department() -> None:
    names = ["中国共产党江苏省委员会办公厅", "中共江苏省委办公厅", "江苏省委办公厅"]
    claims = [
        claim(name, {str(number): "a"}, region_code="320000", department_name=name) for number, name in enumerate(names)
    ]
    assert len(resolve(claims).disclosures) == 1
    assert len({department_id("320000", name) for name in names}) == 1
    assert department_id("130121", "中国人民政治协商会议井陉县委员会") != department_id("130121", "中共井陉县委员会")


def test_a_part_without_a_region_joins_its_folder() -> None:
    known = claim("tables", {"income": "a"}, path="x/tables.txt", department_name="数据和政务服务局")
    text = claim("text", {"narrative": "n"}, path="x/text.txt", region_code=None, department_name="数据和政务服务局")
    (disclosure,) = resolve([known, text]).disclosures
    assert (disclosure.region_code, disclosure.document_ids) == ("130121", ("tables", "text"))
    assert len(resolve([known, replace(text, path="y/text.txt")]).disclosures) == 2


def test_a_name_that_speaks_of_another_region_joins_no_folder() -> None:
    """新城区 is in Hohhot and in Xi'an, and neither is 城中区 of Liuzhou."""
    known = claim("one", {"income": "a"}, path="x/1.docx", region_code="450202", department_name="柳州市城中区教育局")
    doubtful = claim("two", {"income": "b"}, path="x/2.docx", region_code=None, department_name="新城区教育局")
    found = resolve([known, doubtful])
    assert sorted((one.region_code or "", one.document_ids) for one in found.disclosures) == [
        ("", ("two",)),
        ("450202", ("one",)),
    ]


@pytest.mark.parametrize(
    ("path", "changes", "joined"),
    [
        ("x/预算公开表.xlsx", {}, True),
        ("x/2025年预算公开表.xlsx", {}, True),
        ("x/2024年预算公开表.xlsx", {}, False),
        ("y/预算公开表.xlsx", {}, False),
        ("x/预算公开表.xlsx", {"kind": "final_accounts"}, False),
        ("x/预算公开表.xlsx", {"department_name": "某县水利局"}, False),
        ("x/预算公开表.xlsx", {"region_code": "130302"}, False),
    ],
)
def test_tables_without_a_year_join_the_text_of_their_unit_in_their_folder(
    path: str, changes: Mapping[str, object], joined: bool
) -> None:
    text = claim("text", {"narrative": "n"}, path="x/说明.docx", fiscal_year=2025)
    tables = claim("tables", {"income": "a"}, path=path, fiscal_year=None, **changes)
    found = resolve([tables, text])
    assert [set(disclosure.document_ids) for disclosure in found.disclosures] == (
        [{"text", "tables"}] if joined else [{"text"}]
    )
    assert found.unidentified == (set() if joined else {"tables"})


def test_tables_without_a_year_beside_two_years_are_of_neither() -> None:
    texts = [claim(str(year), {"narrative": "n"}, path=f"x/{year}.docx", fiscal_year=year) for year in (2024, 2025)]
    found = resolve([*texts, claim("tables", {"income": "a"}, path="x/表.xlsx", fiscal_year=None)])
    assert found.unidentified == {"tables"}


def test_a_disclosure_without_a_region_is_one_all_the_same() -> None:
    (disclosure,) = resolve([claim("one", {"income": "a"}, region_code=None, region_source=None)]).disclosures
    assert disclosure.region_code is None


def test_no_unit_or_no_year_is_unidentified() -> None:
    found = resolve([claim("one", {}, department_name=""), claim("two", {}, fiscal_year=None)])
    assert found.unidentified == {"one", "two"}
    assert found.disclosures == ()


def test_the_row_of_a_department_and_of_a_unit() -> None:
    (whole,) = resolve([claim("one", {"income": "a"})]).disclosures
    assert whole.row()["unit_code"] == "431"
    unit = {"scope": "unit", "unit_name": "井陉县公共资源交易中心", "unit_code": "431004"}
    (sub,) = resolve([claim("one", {"income": "a"}, **unit)]).disclosures
    assert (sub.row()["unit_code"], sub.row()["unit_name"]) == ("431004", "井陉县公共资源交易中心")
    assert sub.department_id != whole.department_id


def test_the_id_does_not_depend_on_what_else_is_there() -> None:
    alone = resolve([claim("one", {"income": "a"})]).disclosures[0]
    among = resolve([claim("one", {"income": "a"}), claim("two", {"income": "b"}, fiscal_year=2024)]).disclosures
    assert alone in among
    assert len(alone.disclosure_id) == 16


def _claims() -> st.SearchStrategy[list[Claim]]:
    one = st.builds(
        lambda seen, statements, year, region, path: (seen, statements, year, region, path),
        st.integers(1, 3),
        st.dictionaries(st.sampled_from(["income", "expenditure", "narrative", "kpi"]), st.sampled_from("ab")),
        st.sampled_from([2024, 2025, None]),
        st.sampled_from(["130121", None]),
        st.sampled_from(["x", "y"]),
    )
    return st.lists(one, max_size=8).map(
        lambda drawn: [
            claim(f"d{n}", statements, seen, f"{path}/d{n % 3}.txt", fiscal_year=year, region_code=region)
            for n, (seen, statements, year, region, path) in enumerate(drawn)
        ]
    )


@given(_claims(), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(claims: list[Claim], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled) == resolve(claims)


@given(_claims())
def test_every_document_has_one_place_and_no_figure_is_lost_or_doubled(claims: list[Claim]) -> None:
    found = resolve(claims)
    placed = [document for disclosure in found.disclosures for document in disclosure.document_ids]
    assert sorted([*placed, *found.duplicates, *found.unidentified]) == sorted(claim.document_id for claim in claims)
    by_id = {claim.document_id: claim for claim in claims}
    assert set(found.duplicates.values()) <= set(placed)
    for disclosure in found.disclosures:
        given_by: dict[str, str] = {}
        for document in disclosure.document_ids:
            for statement, digest in by_id[document].statements.items():
                if statement in found.repeated.get(document, frozenset()):
                    assert given_by[statement] == digest
                else:
                    assert statement not in given_by
                    given_by[statement] = digest
    for repeat, kept in found.duplicates.items():
        assert by_id[repeat].statements.items() & by_id[kept].statements.items()
    assert all(
        sum(other.is_current for other in found.disclosures if _same(other, disclosure)) == 1
        for disclosure in found.disclosures
    )


def _same(one: object, other: object) -> bool:
    names = ("region_code", "department_id", "fiscal_year", "kind", "scope")
    return all(getattr(one, name) == getattr(other, name) for name in names)
