"""Posts and members of staff in texts, in the wording of several provinces, and in tables."""

from typing import Any

import pytest
from facts.test_layouts import derived

from pipeline.documents.model import Content, Document, Paragraph
from pipeline.facts.line_items import Source
from pipeline.facts.staff.staff import staff

SOURCE = Source("0123456789abcdef", "d", 2026)


def stated(text: str) -> list[tuple[str, str, int]]:
    document = Document(SOURCE.document_id, "0" * 64, 1, "text/plain", "t", "1", Content((Paragraph(7, text),)))
    return [(row["measure"], row["category"], row["persons"]) for row in staff(SOURCE, document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "截止 2021 年底，本部门人员编制 45 人，其中行政编制 45 人、事业编制 0 人；"
            "实有人员67 人，其中行政 67 人。离退休人员 25 人。",
            [
                ("posts", "total", 45),
                ("posts", "administrative", 45),
                ("posts", "public_institution", 0),
                ("staff", "total", 67),
                ("staff", "administrative", 67),
            ],
        ),
        (
            "截至2024年12月，实有在职人员28人。2024年末在职人员27人，其中行政人员19人。本单位2024年年末实有人数26人。",
            [("staff", "total", 28), ("staff", "total", 27), ("staff", "administrative", 19), ("staff", "total", 26)],
        ),
        (
            "在职人员编制180人，其中：行政编制175人，工勤人员编制5人。在职实有177人，其中：财政全额保障177人。",
            [
                ("posts", "total", 180),
                ("posts", "administrative", 175),
                ("posts", "workers", 5),
                ("staff", "total", 177),
            ],
        ),
        (
            "有38个处室，编制 339 名，其中行政编制 199 名、行政附属编制 104 名。"
            "实际在编在职人员 274 名，离退休人员 150 名。",
            [
                ("posts", "total", 339),
                ("posts", "administrative", 199),
                ("posts", "auxiliary", 104),
                ("staff", "total", 274),
            ],
        ),
        (
            "核定编制35人，其中行政政法人员编制8人、参照公务员法管理事业编制10人、全额拨款事业编制17人。"
            "实有在职人员33人，其中行政人员8人、参公人员9人、事业人员16人；离退休人员14人。",
            [
                ("posts", "total", 35),
                ("posts", "political_and_legal", 8),
                ("posts", "as_civil_servants", 10),
                ("posts", "public_institution", 17),
                ("staff", "total", 33),
                ("staff", "administrative", 8),
                ("staff", "as_civil_servants", 9),
                ("staff", "public_institution", 16),
            ],
        ),
        (
            "行政编制12名，实有11人；事业编制28名，实有26人。",
            [
                ("posts", "administrative", 12),
                ("staff", "administrative", 11),
                ("posts", "public_institution", 28),
                ("staff", "public_institution", 26),
            ],
        ),
        ("事业编制1,120名，实有在编教职工1,116人。", [("posts", "public_institution", 1120), ("staff", "total", 1116)]),
        ("车辆编制8辆，实有车辆8辆。编制2026年预算单位共31个。根据通知编制2017年部门预算。", []),
        ("本预算只包含办公厅本级和联谊俱乐部在职 7 名人员的工资。主要用于在职人员公积金缴费33.58万元。", []),
    ],
)
def test_numbers_are_taken_where_they_are_the_bureaus_own(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert stated(text) == expected


def printed(frames: dict[str, list[dict[str, Any]]]) -> list[tuple[Any, ...]]:
    return [
        tuple(row[key] for key in ("unit_name", "measure", "category", "persons")) for row in frames["core.fact_staff"]
    ]


def test_posts_and_staff_of_a_list_of_units_are_theirs_and_its_total_is_the_departments() -> None:
    frames = derived(
        "部门基本情况表",
        [("单位名称", 1, 2), ("人员编制", 3, 1), ("实有人数", 2, 1), ("离退休人数", 1, 2)],
        ["合计", "行政编制", "事业编制", "行政", "参公事业"],
        ["合计", "44", "40", "4", "38", "3", "25"],
        ["某县财政局本级", "40", "40", "0", "38", "0", "20"],
        ["某县支付中心", "4", "0", "4", "0", "3", "5"],
        unit="人",
    )
    assert printed(frames)[:6] == [
        (None, "posts", "total", 44),
        (None, "posts", "administrative", 40),
        (None, "posts", "public_institution", 4),
        (None, "staff", "administrative", 38),
        (None, "staff", "as_civil_servants", 3),
        ("某县财政局本级", "posts", "total", 40),
    ]
    assert len(frames["core.fact_staff"]) == 15
    row = frames["core.fact_staff"][0]
    assert (row["paragraph_no"], row["table_no"], row["row_no"], row["col_no"], row["raw"]) == (
        None, 1, 3, 2, "人员编制/合计 44"
    )  # fmt: skip


def test_the_only_unit_of_a_table_is_the_disclosures_own() -> None:
    frames = derived(
        "人员编制情况表",
        ["单位名称", "单位性质", "编制数", "实有在职人数", "退休人数", "车辆编制数"],
        ["某市档案馆", "参公事业单位", "36", "33", "18", "2"],
        unit="",
    )
    assert printed(frames) == [(None, "posts", "total", 36), (None, "staff", "total", 33)]


def test_keys_of_the_sheet_of_a_department_count_its_staff() -> None:
    frames = derived(
        "部门整体支出绩效目标表",
        ["部门名称", ("某市统计局", 3, 1)],
        ["行政编制人数", "30", "实有人数", "28"],
        ["离退休人数", "12", "编外人数", "3"],
        ["资金总额", "186.50", "绩效目标", "完成普查"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "普查项目", "3项"],
    )
    assert printed(frames) == [(None, "posts", "administrative", 30), (None, "staff", "total", 28)]


def test_two_lines_of_one_cell_are_no_number_of_persons() -> None:
    frames = derived(
        "人员编制情况表",
        ["单位名称", "单位性质", "编制数", "实有在职人数", "退休人数", "车辆编制数"],
        ["某市档案馆", "参公事业单位", "3\n6", "33", "18", "2"],
        unit="",
    )
    assert printed(frames) == [(None, "staff", "total", 33)]
