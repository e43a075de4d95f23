"""Text with tables of HTML in it: what programs that recognise pages write."""

from pipeline.documents.model import Paragraph, Table
from pipeline.documents.reading import read
from pipeline.documents.web.tagged_text import detect, is_no_page

TABLE = (
    "<table><tr><td rowspan=2>科目</td><td colspan=2>本年支出</td></tr><tr><td>基本支出</td><td>项目支出</td></tr>"
    "<tr><td>教育支出</td><td>7.00</td><td>2.00</td></tr></table>"
)
TEXT = f"# 一、支出总表\n\n单位：万元\n\n{TABLE}\n\n## 二、说明\n\n本年支出9.00万元。\n"


def test_tables_of_html_stand_between_paragraphs_of_text() -> None:
    document = read(TEXT.encode())
    assert document.reader == "tagged_text"
    title, unit, table, heading, sentence = document.blocks
    assert [title, unit] == [Paragraph(1, "一、支出总表"), Paragraph(2, "单位：万元")]
    assert [heading, sentence] == [Paragraph(3, "二、说明"), Paragraph(4, "本年支出9.00万元。")]
    assert isinstance(table, Table)
    assert [(c.text, c.row, c.col, c.row_span, c.col_span) for c in table.cells] == [
        ("科目", 1, 1, 2, 1), ("本年支出", 1, 2, 1, 2), ("基本支出", 2, 2, 1, 1), ("项目支出", 2, 3, 1, 1),
        ("教育支出", 3, 1, 1, 1), ("7.00", 3, 2, 1, 1), ("2.00", 3, 3, 1, 1),
    ]  # fmt: skip


def test_tags_around_a_table_and_at_the_beginning_of_the_file_are_no_text() -> None:
    around = f'<div style="text-align: center;"><html><body>{TABLE}</body></html></div>'
    document = read(f"{around}\n\n本年支出9.00万元。\n\n其中教育支出9.00万元。\n\n{around}\n".encode())
    assert document.reader == "tagged_text"
    first, *texts, second = document.blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.number, second.number) == (1, 2)
    assert texts == [Paragraph(1, "本年支出9.00万元。"), Paragraph(2, "其中教育支出9.00万元。")]


def test_tables_with_the_tags_of_a_page_each_are_no_page() -> None:
    document = read(f"<html><body>{TABLE}</body></html>\n\n<html><body>{TABLE}</body></html>\n".encode())
    assert document.reader == "tagged_text"
    assert [table.n_rows for table in document.tables] == [3, 3]


def test_a_web_page_is_a_web_page() -> None:
    page = f"<html><body>\n\n支出总表\n\n<p>单位：万元</p>{TABLE}\n\n说明如下\n\n</body></html>\n"
    assert not is_no_page(page)
    assert not is_no_page(f"<p>支出总表</p>\n\n<p>单位：万元</p>\n\n{TABLE}\n\n<p>说明</p>\n")
    assert read(page.encode()).reader == "html"


def test_a_picture_is_noted_where_it_is_named() -> None:
    content = read(f"支出总表\n\n![](images/1.jpg)\n\n{TABLE}\n".encode()).content
    assert [note.paragraph for note in content.unread] == [1]
    assert "picture" in content.unread[0].reason


def test_pipes_between_tables_of_html_are_tables_too() -> None:
    document = read(f"{TEXT}\n| 项目 | 金额 |\n|---|---|\n| 合计 | 1.00 |\n".encode())
    assert [table.n_cols for table in document.tables] == [3, 2]


def test_a_table_that_is_not_closed_is_no_table() -> None:
    assert not detect("说明 <table> 的用法\n")


def test_figures_set_as_formulas_are_figures() -> None:
    rows = "".join(
        f"<tr><td>指标</td><td>{target}</td></tr>"
        for target in (
            r"$\geq 9 5 \%$",
            r"$\leqslant 3 0 . 5$",
            r"≥90\%",
            r"$1 \mathrm { ~万元 }$",
            r"$x ^ { 2 }$",
            "$",
        )
    )
    (table,) = read(f"指标表\n\n<table><tr><td>名称</td><td>指标值</td></tr>{rows}</table>\n".encode()).tables
    assert [row[1].text for row in table.rows[1:]] == ["≥95%", "≤30.5", "≥90%", "1万元", r"$x ^ { 2 }$", "$"]
