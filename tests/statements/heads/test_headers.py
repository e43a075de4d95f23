"""Header paths of printed tables whose merged cells are known."""

import pytest

from pipeline.documents.model import Cell, Table
from pipeline.statements.heads.column_numbers import is_column_numbers
from pipeline.statements.heads.headers import find_head, header_paths, holds_amount
from pipeline.statements.information import never_heads


def under(caption: str) -> list[tuple[str, ...]]:
    """The header paths of a table with one header line and a cell over all columns above it."""
    line = [Cell(2, col, text) for col, text in enumerate(["合计", "公务接待费"], start=1)]
    values = [Cell(3, col, text) for col, text in enumerate(["1.00", "1.00"], start=1)]
    table = Table(1, 3, 2, (Cell(1, 1, caption, col_span=2), *line, *values))
    return list(header_paths(table, find_head(table)).values())


def test_a_header_over_all_columns_is_part_of_every_path() -> None:
    assert under("财政拨款“三公”经费") == [("财政拨款“三公”经费", "合计"), ("财政拨款“三公”经费", "公务接待费")]


@pytest.mark.parametrize("caption", ["“三公”经费支出表", "某市某某局", "单位：万元", "预算11表财政拨款代办事项明细表"])
def test_a_caption_over_all_columns_is_none(caption: str) -> None:
    assert under(caption) == [("合计",), ("公务接待费",)]


@pytest.mark.parametrize(
    "furniture", ["公开09表公开部门：某市某局", "附表9-1 编制单位：某市某局", "公开部门：某市某局", "公开14表-1"]
)
def test_the_number_of_a_form_before_a_unit_is_furniture_also_under_a_title_that_names_nothing(furniture: str) -> None:
    cells = [Cell(1, 1, "机构运行信息表", col_span=2), Cell(2, 1, furniture), Cell(2, 2, "单位：万元")]
    cells += [Cell(3, 1, "项目"), Cell(3, 2, "决算数"), Cell(4, 1, "公务接待费"), Cell(4, 2, "1.00")]
    table = Table(1, 4, 2, tuple(cells))
    head = find_head(table)
    assert (head.furniture, head.body) == ((2,), 4)
    assert header_paths(table, head)[2] == ("决算数",)


@pytest.mark.parametrize(
    ("caption", "is_header"),
    [
        ("某某市教育局单位：万元", False),
        ("某某市教育局 金额单位：元", False),
        ("合计单位：万元", True),
        ("金额（单位：万元）", True),
    ],
)
def test_the_name_of_a_unit_before_the_unit_of_money_is_no_header(caption: str, is_header: bool) -> None:
    cells = [Cell(1, 1, ""), Cell(1, 2, caption, col_span=2)]
    cells += [Cell(2, 1, "项目"), Cell(2, 2, "基本支出"), Cell(2, 3, "项目支出")]
    cells += [Cell(3, 1, "公务接待费"), Cell(3, 2, "1.00"), Cell(3, 3, "2.00")]
    table = Table(1, 3, 3, tuple(cells))
    paths = header_paths(table, find_head(table))
    assert (len(paths[2]) > 1) == is_header


def test_numbers_too_wide_for_their_columns_are_of_the_body() -> None:
    """A sheet prints ### for them: the total and the class above the first amount that fits."""
    rows = [
        ["科目名称", "合计", "基本支出"],
        ["合计", "###", "###"],
        ["教育支出", "###", "###"],
        ["小学", "9.00", "9.00"],
    ]
    cells = [Cell(row, col, text) for row, texts in enumerate(rows, 1) for col, text in enumerate(texts, 1)]
    assert find_head(Table(1, 4, 3, tuple(cells))).body == 2


@pytest.mark.parametrize("first", [["1", "一、财政拨款收入", "215,020,000"], ["1", "一、财政拨款收入", "215020000"]])
def test_a_number_of_the_row_hides_no_ordinal_nor_an_amount(first: list[str]) -> None:
    rows = [["序号", "项目", "预算数"], first, ["2", "收入总计", "215,020,000"]]
    cells = [Cell(row, col, text) for row, texts in enumerate(rows, 1) for col, text in enumerate(texts, 1)]
    assert find_head(Table(1, 3, 3, tuple(cells))).body == 2


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["栏次", "1", "2"], True),
        (["*米", "1", "2", "3"], True),  # ** as a scan gives it
        (["列号", "1", "2", "3"], True),
        (["列号", "1=2+3", "2", "3"], True),
        (["A", "B", "1", "2", "3"], True),
        (["A", "1", "B", "2"], True),
        (["B", "A", "1", "2", "3"], False),
        # Amounts of a row, and of a total, are no numbers of columns.
        (["列号", "1", "2"], False),
        (["列号", "1", "3", "4"], False),
        (["合计", "1", "2", "3"], False),
        (["某市人民医院", "1", "2", "3"], False),
    ],
)
def test_a_row_that_numbers_the_columns(texts: list[str], numbers: bool) -> None:
    assert is_column_numbers(texts) == numbers


def test_numbers_of_columns_beside_the_last_words_of_a_header_are_in_no_path() -> None:
    texts = [
        ["功能科目编码", "", "", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["类", "款", "项", "栏次", "1", "2", "3"],
        ["", "", "", "合计", "3.00", "2.00", "1.00"],
    ]
    cells = [Cell(row, col, text) for row, line in enumerate(texts, start=1) for col, text in enumerate(line, start=1)]
    cells[:3] = [Cell(1, 1, "功能科目编码", col_span=3)]
    table = Table(1, 3, 7, tuple(cells))
    head = find_head(table)
    paths = header_paths(table, head)
    assert head.body == 3
    assert [paths[col] for col in (2, 4, 5, 6)] == [
        ("功能科目编码", "款"),
        ("科目名称",),
        ("本年支出合计",),
        ("基本支出",),
    ]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (["项目", "预算数", "项目", "预算数"], ["财政拨款（补助）", "1738", "社会保障和就业支出", "89"]),
        (["科目名称", "2024年预算数", "2025年预算数", "增减%"], ["合计", "3982", "4321", "8.51%"]),
        (["项目", "2024年预算数", "2025年预算数", "增减额"], ["合计", "12", "10", "-2"]),
    ],
)
def test_a_row_of_whole_amounts_is_no_line_of_the_header(line: list[str], row: list[str]) -> None:
    """Beside words that headers have too."""
    cells = [Cell(n, col, text) for n, texts in enumerate([line, row], start=1) for col, text in enumerate(texts, 1)]
    assert find_head(Table(1, 2, 4, tuple(cells))).header == (1,)


def test_years_and_numbers_of_columns_are_lines_of_the_header() -> None:
    lines = [["项目", "预算数", "预算数"], ["合计", "基本支出", "2025"], ["栏次", "1", "2"], ["办公费", "7", "6"]]
    cells = [Cell(n, col, text) for n, texts in enumerate(lines, start=1) for col, text in enumerate(texts, 1)]
    head = find_head(Table(1, 4, 3, tuple(cells)))
    assert (head.header, head.numbering, head.body) == ((1, 2), (3,), 4)


def test_a_name_beside_the_unit_of_money_is_no_header() -> None:
    rows = (("某某区水利局", "单位：万元"), ("项目", "预算数"), ("合计", "9.00"))
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1))
    printed = Table(1, 3, 2, cells)
    head = find_head(printed)
    assert (head.furniture, head.header, head.body) == ((1,), (2,), 3)
    assert header_paths(printed, head)[2] == ("预算数",)


def test_years_beside_each_other_head_columns() -> None:
    rows = (("", "2019年", "2020年"), ("项目", "预算数", "预算数"), ("会议费", "1.00", "2.00"))
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1))
    head = find_head(Table(1, 3, 3, cells))
    assert (list(head.furniture), list(head.header), head.body) == ([], [1, 2], 3)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("预算数 1,234.50", True),
        ("合计9.00", True),
        ("2025.01", False),
        ("2025.01.31", False),
        ("增减12.50%", False),
        ("18.060000", True),
    ],
)
def test_an_amount_in_a_header(text: str, is_one: bool) -> None:
    assert holds_amount(["预算数", text]) == is_one


@pytest.mark.parametrize(
    ("row", "is_furniture"),
    [
        (["部门公开表格1", "部门：某某局　单位：万元"], True),
        (["收支预算公开表1", "某某局", "单位：万元"], True),
        (["公开01表", "计量单位：万元"], True),
        (["公开01表", "货币单位：人民币万元"], True),
        (["公开01表", "万元"], True),
        (["2024年", "万元"], False),
        (["科目名称", "预算数", "单位：万元"], False),
    ],
)
def test_a_row_of_information_says_whose_the_table_is_and_its_unit(row: list[str], is_furniture: bool) -> None:
    rows = [row, ["项目", "合计", "基本支出"], ["公务接待费", "1.00", "1.00"]]
    cells = [Cell(number, col, text) for number, of in enumerate(rows, 1) for col, text in enumerate(of, 1)]
    assert find_head(Table(1, 3, 3, tuple(cells))).furniture == ((1,) if is_furniture else ())


@pytest.mark.parametrize(
    "above",
    [
        [["公开01表", "甲乙", "", ""]],
        [["部门公开表格1", "部门：某某局", "甲乙", "单位：万元"]],
        [["编制单位：某某局", "甲乙", "2024年3月5日", "计量单位：元"]],
        [["某某 公开01表", "", "甲乙", "金额单位：万元"]],
        [["附表3", "甲乙", "丙丁", "（单位：万元）"]],
        [["甲乙", "", "", ""], ["公开03表", "丙丁", "", "单位：元"]],
    ],
)
def test_what_stands_beside_the_number_of_a_form_or_a_unit_over_the_header_heads_nothing(
    above: list[list[str]],
) -> None:
    rows = [*above, ["科目名称", "合计", "基本支出", "项目支出"], ["行政运行", "3.00", "2.00", "1.00"]]
    printed = grid(rows)
    head = find_head(printed)
    assert [header_paths(printed, head)[col] for col in (2, 3, 4)] == [("合计",), ("基本支出",), ("项目支出",)]
    assert (head.furniture, head.body) == (tuple(range(1, len(above) + 1)), len(above) + 2)


def test_names_over_the_same_words_are_headers_also_beside_a_unit_of_money() -> None:
    rows = [["单位：万元", "甲乙", "丙丁"], ["科目名称", "预算数", "预算数"], ["行政运行", "3.00", "2.00"]]
    printed = grid(rows)
    paths = header_paths(printed, find_head(printed))
    assert [paths[col] for col in (1, 2, 3)] == [("科目名称",), ("甲乙", "预算数"), ("丙丁", "预算数")]


def test_whose_a_table_without_a_header_is_heads_nothing() -> None:
    rows = [["某某科技", "", "单位：万元"], ["行政运行", "3.00", "2.00"], ["办公费", "3.00", "2.00"]]
    assert find_head(grid(rows)).furniture == (1,)


def test_what_stands_beside_a_unit_of_money_over_figures_is_their_header() -> None:
    rows = [["单位：万元", "甲乙", "丙丁", "戊己"], ["行政运行", "3.00", "2.00", "1.00"]]
    printed = grid(rows)
    assert header_paths(printed, find_head(printed))[2] == ("甲乙",)


@pytest.mark.parametrize(
    ("text", "heads_nothing"),
    [
        ("公开01表", True),
        ("部门：某某局", True),
        ("填制日期：2024.3.5", True),
        ("某某 公开01表", True),
        ("2024年", False),
        ("预算数 单位：万元", False),
        ("预算数（单位：万元）", False),
        ("单位名称：", False),
    ],
)
def test_texts_that_head_nothing_wherever_they_stand(text: str, heads_nothing: bool) -> None:
    assert never_heads(text) == heads_nothing


def grid(rows: list[list[str]]) -> Table:
    cells = [Cell(row, col, text) for row, texts in enumerate(rows, 1) for col, text in enumerate(texts, 1)]
    return Table(1, len(rows), len(rows[0]), tuple(cells))


def test_the_unit_of_money_over_a_header_in_one_cell_is_no_part_of_it() -> None:
    """The line between 金额单位：万元 and the header under it is missing; 金额 over its unit is a header."""
    cells = [
        Cell(1, 1, "名称", row_span=2),
        Cell(1, 2, "金额单位：万元\n预算金额", row_span=2),
        Cell(1, 3, "金额\n单位：万元"),
    ]
    cells += [Cell(2, 3, "决算"), Cell(3, 1, "咨询服务"), Cell(3, 2, "66.00"), Cell(3, 3, "65.00")]
    table = Table(1, 3, 3, tuple(cells))
    paths = header_paths(table, find_head(table))
    assert (paths[2], paths[3][-1]) == (("预算金额",), "决算")


@pytest.mark.parametrize("result", ["=SUM(B3:B9)", "=+C2", "=", "####"])
def test_a_row_of_formulas_without_results_is_no_header(result: str) -> None:
    lines = [["科目", "合计", "基本支出"], ["总计", result, result], ["公共安全支出", "12.50", "12.50"]]
    cells = [Cell(row, col, text) for row, line in enumerate(lines, 1) for col, text in enumerate(line, 1)]
    table = Table(1, 3, 3, tuple(cells))
    head = find_head(table)
    assert header_paths(table, head)[2] == ("合计",)
    assert head.body == 2
