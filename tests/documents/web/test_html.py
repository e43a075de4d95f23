"""Web pages: text and tables in reading order, without what is only the site's."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Paragraph, Table, UnreadableError
from pipeline.documents.reading import read


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head><title>站名</title>{head}</head><body>{body}</body></html>".encode()


def shown(body: str) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in read(page(body)).blocks
    ]


def table(body: str) -> Table:
    (only,) = read(page(body)).tables
    return only


TWO_BY_TWO = "<table><tr><td>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("<h1>预算</h1><p>一、<b>职责</b></p>", ["预算", "一、职责"]),
        ("<div>二、机构<br>三、收支</div>末", ["二、机构", "三、收支", "末"]),
        ("<p>收入\n  总表 </p><p>a\n  b</p><p>&nbsp;</p>", ["收入总表", "a b"]),
        ("<p>前</p>" + TWO_BY_TWO + "<p>后</p>", ["前", [["甲", "乙"], ["1", "2"]], "后"]),
        # Servers of some kinds put the whole page into a form, with the state of the page in hidden fields.
        (f"<form><input type=hidden><div><p>前</p>{TWO_BY_TWO}</div></form>", ["前", [["甲", "乙"], ["1", "2"]]]),
        ("<form><p>一、职责</p><p>二、机构</p><select><option>无</select></form>版", ["一、职责", "二、机构", "版"]),
        ("<form>站内搜索<input></form><p>部门预算公开说明</p>", ["部门预算公开说明"]),
        ("<form>搜<table><tr><td>3</td><td>年</td></tr></table></form><p>部门预算公开说明</p>",
         ["搜", [["3", "年"]], "部门预算公开说明"]),
        # What is put in from elsewhere has no end in HTML, and what follows it stands on the page.
        ("<p>前</p><embed src=a.swf>" + TWO_BY_TWO + "<p>后</p>", ["前", [["甲", "乙"], ["1", "2"]], "后"]),
        ("<object data=a><param name=b><embed src=a.swf></object><p>后</p>", ["后"]),
        ("<script>var a='1';</script><style>p{}</style><!-- 注 --><p>文</p><noscript>无</noscript>", ["文"]),
        ("<nav>首页</nav><footer>版权</footer><form>查询<input value='x'></form><p>文</p>", ["文"]),
        ("<p style='display: none'>藏</p><p hidden>藏</p><p>文<span style='visibility:hidden'>藏</span></p>", ["文"]),
        ("<ul><li><a href='/a'>政务公开</a></li><li><a href='/b'>机构</a></li></ul><ul><li>收入</li></ul>", ["收入"]),
        ("<p>见<a href='/a'>附件</a>。</p>", ["见附件。"]),
    ],
)  # fmt: skip
def test_what_a_page_shows(body: str, printed: list[object]) -> None:
    assert shown(body) == printed


def test_spans_are_placed_as_browsers_place_them() -> None:
    made = table(
        "<table><thead><tr><th rowspan=2>项目</th><th colspan='2'>收入</th></tr>"
        "<tr><th>预算数</th><th>决算数</th></tr></thead>"
        "<tbody><tr><td>工资</td><td>1</td><td>2</td></tr></tbody></table>"
    )
    spans = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in made.cells}
    assert spans["项目"] == (1, 1, 2, 1)
    assert spans["收入"] == (1, 2, 1, 2)
    assert spans["决算数"] == (2, 3, 1, 1)
    assert spans["2"] == (3, 3, 1, 1)


def test_cells_keep_lines_and_indentation() -> None:
    made = table(
        "<table><tr><td>项目</td><td>说明</td></tr>"
        "<tr><td>&nbsp;&nbsp;基本工资</td><td><p>一</p><p>二<br>三</p></td></tr>"
        "<tr><td style='padding-left:2em'>津贴</td><td style='text-align:right;padding-right:1em'>3.00</td></tr>"
        "<tr><td><p style='text-indent:21.0pt'>奖金</p></td><td>　全角</td></tr></table>"
    )
    assert [[cell.text for cell in row] for row in made.rows[1:]] == [
        ["  基本工资", "一\n二\n三"],
        ["    津贴", "3.00"],
        ["    奖金", "　全角"],
    ]


def test_tables_that_lay_out_the_page_are_unwrapped() -> None:
    inside = f"<p>收支总表</p>{TWO_BY_TWO}"
    printed = ["侧栏", "收支总表", [["甲", "乙"], ["1", "2"]]]
    assert shown(f"<table><tr><td>侧栏</td><td>{inside}</td></tr></table>") == printed
    assert shown(f"<table><tr><td>侧栏</td></tr><tr><td>{inside}</td></tr></table>") == printed


def test_a_small_table_in_a_cell_is_text_of_the_cell() -> None:
    small = "<table><tr><td>数量</td><td>5</td></tr></table>"
    assert shown(f"<table><tr><td>外</td><td>{small}</td></tr><tr><td>1</td><td>2</td></tr></table>") == [
        [["外", "数量 5"], ["1", "2"]]
    ]


def test_a_budget_table_of_links_is_kept() -> None:
    rows = "".join(f"<tr><td><a href='/{i}'>项目绩效目标{i}</a></td><td>{i}</td></tr>" for i in range(3))
    assert len(table(f"<table>{rows}</table>").rows) == 3


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="no-such-charset">', "utf-8"),
        ('<meta charset="utf-8">', "gb18030"),
        ("", "gb18030"),
        ('<meta charset="gb2312">', "utf-8-sig"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    body = "<p>部门预算收支总表说明，财政拨款收入㙟</p>" * 20
    data = page(body, head).decode().encode(encoding)
    assert next(read(data).paragraphs).text == "部门预算收支总表说明，财政拨款收入㙟"


def test_a_page_with_a_few_broken_bytes_is_read() -> None:
    data = page("<p>" + "部门预算" * 2000 + "</p>").replace("部门".encode(), "部门".encode()[:-1], 1)
    assert next(read(data).paragraphs).text.endswith("部门预算")


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "font", "b"])
def test_nesting_beyond_reason_has_a_reason(tag: str) -> None:
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read(page(f"<{tag}>" * 20_000 + "文"))


def test_absurd_spans_cost_nothing() -> None:
    made = table(
        "<table><tr><td colspan=99999999>甲</td><td rowspan=0>乙</td></tr>"
        "<tr><td rowspan=99999999>丙</td><td colspan=x>丁</td></tr></table>"
    )
    assert (made.n_rows, made.n_cols) == (2, 3)
    assert [cell.col_span for cell in made.rows[0]] == [2, 1]


def test_entities_and_addresses_are_not_followed() -> None:
    data = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page("<p>前&x;后</p><img src='file:///x'>")[15:]
    )
    assert "root:" not in "".join(paragraph.text for paragraph in read(data).paragraphs)


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"<!DOCTYPE html>", b"<html><body><script>1</script></body></html>"]
)
def test_a_page_without_text_has_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(data)


tags = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "<td colspan=2>",
        "<td rowspan=3>",
        "</td>",
        "<p>",
        "<br>",
        "预",
        "算",
        "1",
        "<div>",
    ]
)


@given(st.lists(tags, max_size=40))
def test_any_soup_gives_tables_whose_cells_do_not_overlap(soup: list[str]) -> None:
    try:
        document = read(page("".join(soup)))
    except UnreadableError:
        return
    for made in document.tables:
        places = [
            (row, col)
            for cell in made.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for col in range(cell.col, cell.col + cell.col_span)
        ]
        assert len(places) == len(set(places))
        assert all(row <= made.n_rows and col <= made.n_cols for row, col in places)


@pytest.fixture(scope="session")
def published(exports: Path) -> list[Path]:
    """The published pages; tests that need them are skipped where they are not at hand."""
    found = sorted((exports.parent / "published").glob("*/*.html"))
    if not found:
        pytest.skip("no published web pages at hand")
    return found


def test_published_pages_are_their_article(published: list[Path]) -> None:
    for path in published:
        document = read(path.read_bytes())
        texts = [paragraph.text for paragraph in document.paragraphs]
        assert document.reader == "html"
        assert any("2026年" in text and "预算公开" in text for text in texts[:3]), path.name
        assert not {"首页", "政务公开", "公务员邮箱"} & set(texts), path.name


def test_preformatted_lines_are_lines_and_rows() -> None:
    text = '收支\n预算\n项目,金额,备注\n工资,"1,234.50",\n合计,"1,234.50",无\n第一,第二，完'
    assert shown(f"<p>前</p><pre>{text}</pre>后") == [
        "前",
        "收支",
        "预算",
        [["项目", "金额", "备注"], ["工资", "1,234.50", ""], ["合计", "1,234.50", "无"]],
        "第一,第二，完",
        "后",
    ]


@pytest.mark.parametrize(
    ("columns", "widths"),
    [
        ('<col width="50*"><col width="0*"><col width="50*">', ("", "", "", "")),
        ('<colgroup><col width=300><col style="width:2px"><col width=300></colgroup>', ("", "", "", "")),
        ("", ('width="302"', 'width="300"', 'style="width:300px"', 'width="302"')),
    ],
)
def test_lines_that_nearly_coincide_are_one_where_the_widths_say_so(columns: str, widths: tuple[str, ...]) -> None:
    a, b, c, d = widths
    read_table = table(
        f"<table>{columns}<tr><td colspan=2 {a}>甲</td><td {b}>乙</td></tr>"
        f"<tr><td {c}>丙</td><td colspan=2 {d}>丁</td></tr></table>"
    )
    assert read_table.n_cols == 2
    assert [(cell.text, cell.col, cell.col_span) for cell in read_table.rows[1]] == [("丙", 1, 1), ("丁", 2, 1)]


def test_columns_of_unknown_width_stay() -> None:
    read_table = table("<table><tr><td colspan=2>甲<td>乙<tr><td>丙<td colspan=2>丁</table>")
    assert read_table.n_cols == 3


def test_hidden_columns_are_left_out() -> None:
    columns = "<col width=72><col style='display:none;mso-width-source:userset' span=2><col width=72>"
    rows = "<tr><td>科目<td>草稿<td>草稿<td>金额<tr><td>基本支出<td>1<td>2<td>3.00<tr><td colspan=2>甲<td>4<td>5.00"
    assert shown(f"<table>{columns}{rows}</table>") == [[["科目", "金额"], ["基本支出", "3.00"], ["甲", "5.00"]]]


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ('<meta charset="utf-8"><meta name=Generator content="Microsoft Excel 15">', "一般公共服务支出"),
        ('<meta charset="utf-8">', "一般公"),
    ],
)
def test_a_text_that_a_column_of_a_workbook_cuts_is_whole(head: str, label: str) -> None:
    cut = "<td>一般公<span style='display:none'>共服务支出</span></td><td>1.00</td>"
    document = read(page(f"<table><tr><td>项目<td>金额<tr>{cut}</table>", head))
    assert [cell.text for cell in next(document.tables).rows[1]] == [label, "1.00"]


def test_no_cell_spreads_over_the_next_group_of_rows_and_the_foot_stands_last() -> None:
    made = table(
        "<table><tfoot><tr><td>合计</td><td>3.00</td></tr></tfoot>"
        "<thead><tr><th rowspan=9>科目</th><th rowspan=0>金额</th></tr><tr></tr></thead>"
        "<tr><td>甲</td><td>1.00</td></tr><tbody><tr><td>乙</td><td>2.00</td></tr></tbody></table>"
    )
    assert [[cell.text for cell in row] for row in made.rows] == [
        ["科目", "金额"], [], ["甲", "1.00"], ["乙", "2.00"], ["合计", "3.00"]
    ]  # fmt: skip
    assert [cell.row_span for cell in made.rows[0]] == [2, 2]
