"""Rows of sheets of keys and values."""

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.form_rows import read_form


def flat(*rows: list[str], spans: bool = False) -> Table:
    """A sheet whose cells came without spans, or whose last cell has one."""
    cells = [Cell(r, c, text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1)]
    if spans:
        cells[-1] = Cell(cells[-1].row, cells[-1].col, cells[-1].text, col_span=2)
    return Table(1, len(rows), max(map(len, rows)) + spans, tuple(cells))


ROWS = (["项目名称", "", "山洪防治"],)


def test_blanks_behind_a_key_are_the_rest_of_it_where_spans_are_lost() -> None:
    sheet = flat(ROWS[0], ["项目资金（万元）", "年度资金总额", "", "12.50"])
    found = {field.key: field.value for field in read_form(sheet, 2).fields}
    assert found["project_name"] == "山洪防治"
    assert "12.50" in found.values()


def test_a_blank_cell_behind_a_key_is_its_value_where_cells_have_spans() -> None:
    sheet = flat(ROWS[0], ["项目资金（万元）", "年度资金总额", "", "12.50"], spans=True)
    assert "12.50" not in {field.value for field in read_form(sheet, 2).fields}
