"""Figures of tables outside all cells are noted."""

import pytest

from pipeline.documents.loose import with_loose_figures
from pipeline.documents.model import Content, Paragraph, Unread


def notes(*lines: str) -> tuple[Unread, ...]:
    """What is noted of these lines."""
    paragraphs = tuple(Paragraph(number, line) for number, line in enumerate(lines, 1))
    return with_loose_figures(Content(paragraphs)).unread


@pytest.mark.parametrize(
    "lines",
    [
        ("201  教育支出      9.00    7.00", "208  社会保障      4.00    4.00", "合计            13.00"),
        ("205 教育支出 9.00 5.00 4.00", "208 社会保障 4.00", "合计 13.00 9.00 4.00"),
        ("205   教育支出    3,196,880   61,360", "208   社会保障   1,061,700", "合计   4,258,580"),
        ("教育支出\t9.00", "社会保障\t4.00", "合计\t13.00"),
        ("|教育 |1,100,000", "|卫生 |1,200,000", "|住房 |1,300,000"),
        ("10.007.00", "2.005.00 5.001.002.00", "1.504.50-1.00"),
    ],
)
def test_rows_of_figures_outside_cells_are_noted(lines: tuple[str, ...]) -> None:
    (note,) = notes("支出总表", *lines)
    assert (note.paragraph, note.reason[:7]) == (2, "3 lines")


def test_figures_on_lines_of_their_own_are_noted() -> None:
    assert [note.paragraph for note in notes("合计", "13.00", "教育支出", "9.00", "社会保障", "4.00")] == [2]


@pytest.mark.parametrize(
    "line", ["收入 9.00 万元。", "2025.01.02", "3.00元/人,4.00元/户", "2025年1月：12.50，2月：8.00"]
)
def test_amounts_in_sentences_are_no_table(line: str) -> None:
    assert notes(line, line, line, line) == ()
