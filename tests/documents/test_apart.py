"""Tables that touch are taken apart at the titles inside their grid."""

from pipeline.documents.apart import apart
from pipeline.documents.model import Cell, Content, Table
from pipeline.documents.reading import read
from pipeline.statements.understand import understand
from tests.documents.contents import texts
from tests.documents.pdf_making import Sheet, make_pdf

PAGE = """<html><body><p>单位：万元</p><table>
<tr><td colspan="4">一般公共预算支出表</td></tr>
<tr><td>科目编码</td><td>科目名称</td><td>基本支出</td><td>项目支出</td></tr>
<tr><td>2010301</td><td>行政运行</td><td>5.00</td><td>4.00</td></tr>
{between}
<tr><td colspan="2">项目</td><td colspan="2">预算数</td></tr>
<tr><td colspan="2">公务接待费</td><td colspan="2">1.00</td></tr>
</table></body></html>"""


def tables(data: bytes) -> list[Table]:
    return list(read(data).tables)


def page(*between: str) -> bytes:
    return PAGE.format(between="".join(f"<tr>{row}</tr>" for row in between)).encode()


def test_a_title_over_names_of_columns_begins_another_table() -> None:
    first, second = tables(
        page('<td colspan="4">“三公”经费支出预算表</td>', '<td colspan="2"></td><td colspan="2">单位：元</td>')
    )
    assert texts(first)[1:] == [
        ["科目编码", "科目名称", "基本支出", "项目支出"],
        ["2010301", "行政运行", "5.00", "4.00"],
    ]
    assert texts(second) == [
        ["“三公”经费支出预算表"], ["", "单位：元"], ["项目", "预算数"], ["公务接待费", "1.00"]
    ]  # fmt: skip
    assert (first.number, first.n_cols, second.number, second.n_rows, second.n_cols) == (1, 4, 2, 4, 2)


def test_a_title_says_at_length_in_brackets_what_its_rows_are() -> None:
    title = "一般公共预算支出明细表（按经济分类科目分，不含上级专项）"
    _, second = tables(page(f'<td colspan="4">{title}</td>'))
    assert texts(second) == [[title], ["项目", "预算数"], ["公务接待费", "1.00"]]


def test_each_table_has_its_own_statement_and_unit() -> None:
    document = read(page('<td colspan="4">“三公”经费支出预算表</td>', '<td colspan="4">单位：元</td>'))
    of_function, three_public = understand(document).readings
    assert (of_function.statement, three_public.statement) == ("general_public_expenditure", "three_public")
    assert [reading.unit.name for reading in (of_function, three_public) if reading.unit] == ["万元", "元"]


def test_the_same_title_again_and_a_row_of_one_name_begin_none() -> None:
    assert len(tables(page('<td colspan="4">一般公共预算支出表（续）</td>'))) == 1
    assert len(tables(page('<td colspan="4">其中：项目支出</td>'))) == 1
    assert len(tables(page("<td></td><td>报表</td><td></td><td></td>"))) == 1


def test_a_title_that_no_names_follow_begins_none() -> None:
    rows = '<td colspan="4">附表</td>', "<td>2010302</td><td>一般行政管理事务</td><td>0.00</td><td>4.00</td>"
    assert len(tables(page(*rows))) == 1


def test_tables_of_one_grid_on_a_page() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(50, 60, "单位：万元")
        sheet.table(
            50, 100, [100, 100, 100],
            [
                ["政府性基金预算支出表", "", ""], ["科目编码", "科目名称", "合计"], ["2120804", "农村基础设施", "3.00"],
                ["国有资本经营预算支出表", "", ""], ["科目编码", "科目名称", "合计"],
                ["2230105", "改革成本支出", "2.00"],
            ],
            spans={(0, 0): (1, 3), (3, 0): (1, 3)},
        )  # fmt: skip

    document = read(make_pdf(draw))
    assert [(reading.statement, [row.label for row in reading.rows]) for reading in understand(document).readings] == [
        ("gov_fund_expenditure", ["农村基础设施"]), ("state_capital_expenditure", ["改革成本支出"]),
    ]  # fmt: skip
    assert [table.grid[3, 3].page for table in document.tables] == [1, 1]


def forms(*values: tuple[str, str, str]) -> bytes:
    rows = [
        f'<tr><td>项目名称</td><td colspan="3">{name}</td></tr><tr><td>预算金额</td><td colspan="3">{amount}</td></tr>'
        "<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>"
        f"<tr><td>产出指标</td><td>数量指标</td><td>数量</td><td>{target}</td></tr>"
        for name, amount, target in values
    ]
    return f"<html><body><p>项目绩效目标表</p><p>单位：万元</p><table>{''.join(rows)}</table></body></html>".encode()


def test_a_form_with_other_values_over_the_same_names_begins_anew() -> None:
    document = read(forms(("社区矫正", "15.00", "120人"), ("人民调解", "22.40", "800件")))
    first, second = understand(document).readings
    assert [reading.table.n_rows for reading in (first, second)] == [4, 4]
    assert first.statement_no != second.statement_no
    five = forms(*((name, "15.00", "120人") for name in ("矫正", "调解", "普法", "仲裁", "公证")))
    assert [reading.table.rows[0][1].text for reading in understand(read(five)).readings][2:] == [
        "普法",
        "仲裁",
        "公证",
    ]
    assert [indicator.target for indicator in second.indicators] == ["800件"]


def test_a_form_that_is_printed_again_as_the_head_of_a_page_begins_none() -> None:
    assert len(tables(forms(("社区矫正", "15.00", "120人"), ("社区矫正", "15.00", "40次")))) == 1


def test_a_form_whose_second_key_has_another_value_begins_anew() -> None:
    unit = '<tr><td>实施单位</td><td colspan="3">某市农业监测站</td></tr>'
    page = forms(("动物防疫", "15.00", "12次"), ("土壤监测", "22.40", "20次")).decode()
    first, second = tables(page.replace("<tr><td>项目名称", f"{unit}<tr><td>项目名称").encode())
    assert [row[0].text for row in second.rows] == ["实施单位", "项目名称", "预算金额", "一级指标", "产出指标"]
    assert first.n_rows == second.n_rows


def test_projects_listed_with_the_same_indicators_are_one_table() -> None:
    project = (
        '<tr><td rowspan="4">{}</td><td rowspan="4">{}</td>'
        "<td>产出指标</td><td>数量指标</td><td>户数</td><td>≥{}户</td></tr>"
        "<tr><td>产出指标</td><td>质量指标</td><td>合格</td><td>≥{}%</td></tr>"
        "<tr><td>产出指标</td><td>时效指标</td><td>及时</td><td>≥{}%</td></tr>"
        "<tr><td>满意度指标</td><td>满意度</td><td>群众满意</td><td>≥90%</td></tr>"
    )
    head = "".join(f"<td>{name}</td>" for name in ("项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值"))
    body = project.format("修路", "5.00", 5, 95, 91) + project.format("修桥", "6.00", 7, 96, 92)
    page = f"<html><body><p>项目绩效目标表</p><p>单位：万元</p><table><tr>{head}</tr>{body}</table></body></html>"
    (reading,) = understand(read(page.encode())).readings
    assert [(block.name, block.first, block.last) for block in reading.blocks] == [("修路", 2, 5), ("修桥", 6, 9)]


def test_a_title_over_a_header_that_an_earlier_table_has_begins_one_table() -> None:
    """As in a sheet saved as text, whose tables number their rows: 序号 over the same names, under another group."""
    lines = []
    for title, group in (("部门收入总表", "收入预算"), ("部门支出总表", "支出预算"), ("基本支出表", "基本支出")):
        lines += [
            f"{title},,,",
            "单位：元,,,",
            f"序号,项目,,{group}",
            ",科目编码,科目名称,合计",
            "1,201,一般公共服务支出,9.00",
        ]
    _, *others = tables("\n".join(lines).encode())
    assert [[row[-1].text for row in table.rows[2:4]] for table in others] == [
        ["支出预算", "合计"],
        ["基本支出", "合计"],
    ]


def test_a_table_of_a_header_and_a_note_is_one_of_its_own() -> None:
    """A sheet of several tables saved as a web page, the first of them empty."""
    empty = (
        '<html><body><table><tr><td colspan="4">国有资本经营预算支出表</td></tr>'
        "<tr><td>科目名称</td><td>合计</td><td>基本支出</td><td>项目支出</td></tr>"
        '<tr><td></td><td></td><td></td><td></td></tr><tr><td colspan="4">注：本表为空。</td></tr>'
        '<tr><td colspan="4">项目支出表</td></tr>'
        "<tr><td>单位名称</td><td>项目名称</td><td>合计</td><td>单位资金</td></tr>"
        "<tr><td>某县档案馆</td><td>档案整理</td><td>5.00</td><td>5.00</td></tr></table></body></html>"
    )
    first, second = tables(empty.encode())
    assert texts(first)[0] == ["国有资本经营预算支出表"]
    assert texts(second)[0] == ["项目支出表"]
    assert texts(second)[-1] == ["某县档案馆", "档案整理", "5.00", "5.00"]


def test_the_room_beside_a_narrow_table_is_no_column_of_it() -> None:
    cells = (
        Cell(1, 1, "收入总表", col_span=2), Cell(1, 3, "", row_span=3),
        Cell(2, 1, "项目"), Cell(2, 2, "金额"), Cell(3, 1, "事业收入"), Cell(3, 2, "1.00"),
    )  # fmt: skip
    (found,) = apart(Content((Table(1, 3, 3, cells),))).blocks
    assert isinstance(found, Table)
    assert (found.n_cols, [[cell.text for cell in row] for row in found.rows]) == (
        2, [["收入总表"], ["项目", "金额"], ["事业收入", "1.00"]]
    )  # fmt: skip
