"""Posts and members of staff in texts: sentences in the wording of several provinces."""

import pytest

from pipeline.documents.model import Content, Document, Paragraph
from pipeline.facts.line_items import Source
from pipeline.facts.staff import staff

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
            ],
        ),
        (
            "截至2024年12月，实有在职人员28人。2024年末在职人员27人，其中行政人员19人。本单位2024年年末实有人数26人。",
            [("staff", "total", 28), ("staff", "total", 27), ("staff", "total", 26)],
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
        ("车辆编制8辆，实有车辆8辆。编制2026年预算单位共31个。根据通知编制2017年部门预算。", []),
        ("本预算只包含办公厅本级和联谊俱乐部在职 7 名人员的工资。主要用于在职人员公积金缴费33.58万元。", []),
    ],
)
def test_numbers_are_taken_where_they_are_the_bureaus_own(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert stated(text) == expected
