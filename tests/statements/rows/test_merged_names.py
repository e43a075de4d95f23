from pipeline.documents.model import Cell, Table
from pipeline.statements.understand import understand
from tests.statements.small_tables import document


def test_what_is_bought_in_two_ways_is_named_in_both_rows() -> None:
    printed = [
        ["专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计"],
        ["物业费", "物业管理费", "", "", "47.00"],
        ["", "", "物业管理服务", "部门集中采购", "43.00"],
        ["", "", None, "分散自行组织", "4.00"],
    ]
    cells = [
        Cell(row_no, col, text, row_span=2 if text == "物业管理服务" else 1)
        for row_no, texts in enumerate(printed, start=1)
        for col, text in enumerate(texts, start=1)
        if text is not None
    ]
    table = Table(1, len(printed), len(printed[0]), tuple(cells))
    (reading,) = understand(document("政府采购支出表", "单位：万元", table)).readings
    assert [(row.label, row.parent) for row in reading.rows[1:]] == [("物业管理服务", 2), ("物业管理服务", 2)]
