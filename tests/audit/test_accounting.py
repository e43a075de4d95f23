"""The state of each statement: printed, declared empty in a list of the tables, or missing."""

from pipeline.audit.accounting import table_status
from pipeline.documents.model import Cell, Content, Document, Paragraph, Table
from pipeline.statements.understand import understand


def test_a_list_of_tables_declares_the_empty_ones() -> None:
    rows = [
        ["报表", "报表名称", "是否空表", "表格为空的理由"],
        ["表1", "部门综合预算收支总表", "", ""],
        ["表9", "部门综合预算政府性基金收支表", "是", "不涉及"],
        ["表11", "部门综合预算财政拨款上年结转资金支出表", "是", "不涉及"],
    ]
    cells = tuple(
        Cell(row, col, text) for row, texts in enumerate(rows, start=1) for col, text in enumerate(texts, start=1)
    )
    document = Document("0" * 16, "0" * 64, 0, "text/plain", "test", "1", Content((Table(1, 4, 4, cells),)))
    status = {row["statement"]: row["status"] for row in table_status("D", [understand(document)])}
    assert status["gov_fund_expenditure"] == status["carry_over_expenditure"] == "declared_empty"
    assert status["budget_summary"] == status["state_capital_expenditure"] == "missing"


def test_a_title_over_a_note_that_there_is_nothing_declares_the_table_empty() -> None:
    lines = ["政府性基金预算支出表", "单位：万元", "科目编码", "合计", "注：本表无数据。"]
    lines += ["国有资本经营预算支出表", "单位：万元", "科目编码", "合计", "三公经费支出表", "本表无数据"]
    blocks = tuple(Paragraph(number, text) for number, text in enumerate(lines, start=1))
    document = Document("0" * 16, "0" * 64, 0, "text/plain", "test", "1", Content(blocks))
    status = {row["statement"]: row["status"] for row in table_status("D", [understand(document)])}
    assert status["gov_fund_expenditure"] == status["three_public"] == "declared_empty"
    assert status["state_capital_expenditure"] == "missing"
