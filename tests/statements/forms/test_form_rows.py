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


def unread(*rows: list[str]) -> set[str]:
    """What a sheet of these rows prints without a use: it is listed as not parsed."""
    sheet = flat(*rows)
    uses = read_form(sheet, len(rows)).uses
    return {cell.text for cell in sheet.cells if cell.text and (cell.row, cell.col) not in uses}


PHASES = ["项目资金（万元）", "", "年初预算数", "全年执行数", "执行率"]


def test_what_is_no_amount_under_a_header_of_a_phase_is_not_swallowed() -> None:
    """12.0O is a misread figure, — a printed nil."""
    rows = (PHASES, ["", "年度资金总额", "60.00", "12.0O", "90%"], ["", "财政拨款", "50.00", "—", "90%"])
    assert unread(*rows) == {"12.0O", "—"}


def test_an_amount_beside_the_headers_of_phases_is_not_swallowed() -> None:
    rows = (PHASES, ["1", "年度资金总额", "60.00", "54.00", "90%", "7.30"], ["8.40", "财政拨款", "50.00", "45.00", ""])
    assert unread(*rows) == {"7.30", "8.40"}


def test_an_amount_among_what_was_reached_is_not_swallowed() -> None:
    rows = (["年度总体目标", "预期目标", "实际完成情况"], ["", "修缮文物2处", "88.60"], ["", "培训", "已培训12人"])
    assert unread(*rows) == {"88.60"}


def values(*rows: list[str]) -> dict[str, str]:
    """The values of a sheet with spans by key."""
    return {field.key: field.value for field in read_form(flat(*rows, spans=True), len(rows)).fields}


def test_a_text_behind_the_blank_rest_of_its_key_is_the_value_where_other_cells_have_spans() -> None:
    found = values(["项目名称", "", "水文监测"], ["项目主管部门", "", "某市水务局", "项目实施单位", "某市水文站"])
    assert found == {"project_name": "水文监测", "department": "某市水务局", "unit_name": "某市水文站"}


def test_a_text_behind_an_unfilled_key_may_be_a_key_that_is_not_known() -> None:
    found = values(["项目名称", "水文监测", "", ""], ["项目代码", "", "归属板块", "水利"])
    assert found == {"project_name": "水文监测", "project_code": ""}


def test_the_amount_right_of_a_blank_under_the_end_of_a_wide_key_is_that_of_the_key_at_its_left() -> None:
    """The line right of 联系电话 is taken to go on beside the amounts, which stand under 0951."""
    cells = (
        *(Cell(1, 1, "项目名称", col_span=2), Cell(1, 3, "库房改造", col_span=4)),
        *(Cell(2, 1, "负责人", col_span=2), Cell(2, 3, "李强"), Cell(2, 4, "联系电话", col_span=2), Cell(2, 6, "0951")),
        *(Cell(3, 1, "资金来源", col_span=2), Cell(3, 3, "资金总额", col_span=2), Cell(3, 5, ""), Cell(3, 6, "658.69")),
    )
    found = {field.key: field.value for field in read_form(Table(1, 3, 6, cells), 3).fields}
    assert (found["project_name"], found["total"]) == ("库房改造", "658.69")
