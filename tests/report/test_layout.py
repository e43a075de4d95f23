"""Columns that line up, also beside Chinese text."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.layout import columns, width


def test_wide_characters_take_two_columns() -> None:
    assert width("井陉县 2025") == 11
    assert width("（a）") == 5
    assert width("e\u0301") == 1


def test_columns_line_up() -> None:
    assert columns([["县", "1"], ["abc", "200"]], "<>") == ["  县     1", "  abc  200"]
    assert columns([["1", "县"], ["200", "abc"]], "><", indent="") == ["  1  县", "200  abc"]
    assert columns([], "<<") == []


@given(st.lists(st.tuples(st.text("ab县（", max_size=6), st.text("1,", max_size=6)), min_size=1))
def test_the_right_edge_of_the_last_column_is_the_same_everywhere(rows: list[tuple[str, str]]) -> None:
    right = {width(line) for line, row in zip(columns(rows, "<>", indent="|"), rows, strict=True) if row[1]}
    assert len(right) <= 1
