"""The units that a department's disclosure names as its own."""

from facts.making import document

from pipeline.facts.disclosure.identity import identify

TITLE = "井陉县水利局2025年部门预算"


def listed(*blocks: object) -> tuple[str, ...]:
    return identify(document(TITLE, *blocks), "a.docx").listed_units  # type: ignore[arg-type]


def test_units_in_a_sentence() -> None:
    text = "纳入2025年部门预算编制范围的单位包括：井陉县水利局本级、井陉县黄金洞水库管理所、河道管理站。"
    assert listed(text) == ("河道管理站", "黄金洞水库管理所")
    joined = "所属单位2个，分别为井陉县河道管理站和井陉县水文和水资源中心。"
    assert {"河道管理站", "水文和水资源中心"} <= set(listed(joined))


def test_units_line_by_line_and_in_cells() -> None:
    lines = ("预算单位构成", "1.井陉县水利局（本级）；", "2.井陉县河道管理站；")
    assert listed(*lines, [["单位名称", "单位性质"], ["431003 井陉县水文站", "财政补助事业单位"]]) == (
        "水文站",
        "河道管理站",
    )


def test_other_sentences_list_none() -> None:
    assert listed("会同井陉县教育局、井陉县第一中学开展节水宣传。") == ()


def test_a_unit_lists_none() -> None:
    found = identify(document("井陉县河道管理站2025年单位预算", "预算单位包括：井陉县水文站。"), "a.docx")
    assert found.listed_units == ()
