"""Tables that touch, with their titles inside the grid."""

from pipeline.documents.model import Table
from pipeline.documents.pdf import pdf
from tests.documents.contents import texts
from tests.documents.pdf_making import Sheet, make_pdf

INCOME = [["收入总表", "", ""], ["单位名称", "合计", "财政拨款"], ["某某局", "9.00", "9.00"]]
SPENDING = [["公开02表", ""], ["支出总表", ""], ["科目", "合计"], ["教育支出", "9.00"]]


def draw_first(sheet: Sheet) -> None:
    """A table of three columns, and right under it one of two that goes on."""
    end = sheet.table(50, 600, [100, 100, 100], INCOME, spans={(0, 0): (1, 3)})
    sheet.table(50, end, [160, 140], SPENDING, spans={(0, 0): (1, 2), (1, 0): (1, 2)})


def draw_second(sheet: Sheet) -> None:
    """The rest of the second, and right under it the title of a third at the end of the page."""
    end = sheet.table(50, 50, [160, 140], [["住房保障支出", "2.00"]])
    sheet.table(50, end, [300], [["三公经费支出表"]])


def draw_third(sheet: Sheet) -> None:
    """The rows of the third."""
    sheet.table(50, 50, [90, 210], [["项目", "预算数"], ["公务接待费", "1.00"]])


def test_tables_that_touch_on_a_page_have_their_own_columns_and_go_on() -> None:
    blocks = pdf.read(make_pdf(draw_first, draw_second, draw_third)).blocks
    first, second, third = (block for block in blocks if isinstance(block, Table))
    assert (first.n_cols, second.n_cols, third.n_cols) == (3, 2, 2)
    assert texts(first)[1:] == INCOME[1:]
    assert texts(second) == [["公开02表"], ["支出总表"], *SPENDING[2:], ["住房保障支出", "2.00"]]
    assert texts(third) == [["三公经费支出表"], ["项目", "预算数"], ["公务接待费", "1.00"]]


def test_a_title_over_most_columns_with_nothing_beside_it_begins_a_table_that_goes_on() -> None:
    spending = [["支出总表", "", ""], ["科目", "合计", "项目支出"], ["教育支出", "9.00", "4.00"]]

    def first(sheet: Sheet) -> None:
        end = sheet.table(50, 600, [120, 180], [["收入总表", ""], ["项目", "合计"], ["拨款", "9.00"]])
        sheet.table(50, end, [160, 80, 60], spending, spans={(0, 0): (1, 2)})

    def second(sheet: Sheet) -> None:
        sheet.table(50, 50, [160, 80, 60], [["住房保障支出", "2.00", "1.00"]])

    tables = [block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table)]
    assert [table.n_cols for table in tables] == [2, 3]
    assert texts(tables[1])[1:] == [*spending[1:], ["住房保障支出", "2.00", "1.00"]]


def test_the_number_of_a_form_under_its_title_begins_no_table_and_the_room_beside_a_narrow_one_is_no_column() -> None:
    """支出决算表 and 公开03表 under it, narrower than the table above, go on on the next page under their columns."""

    def first(sheet: Sheet) -> None:
        end = sheet.table(50, 700, [100, 100, 160], INCOME, spans={(0, 0): (1, 3)})
        heads = [["支出决算表"], ["公开03表"], ["单位：元"]]
        sheet.table(50, end, [200], heads)
        sheet.line(410, end, 410, end + 60)
        sheet.line(250, end + 60, 410, end + 60)

    def second(sheet: Sheet) -> None:
        sheet.table(50, 50, [120, 80], [["科目名称", "本年支出"], ["行政运行", "9.00"], ["住房公积金", "2.00"]])

    tables = [block for block in pdf.read(make_pdf(first, second)).blocks if isinstance(block, Table)]
    assert [table.n_cols for table in tables] == [3, 2]
    assert texts(tables[1]) == [
        ["支出决算表"],
        ["公开03表"],
        ["单位：元"],
        ["科目名称", "本年支出"],
        ["行政运行", "9.00"],
        ["住房公积金", "2.00"],
    ]
