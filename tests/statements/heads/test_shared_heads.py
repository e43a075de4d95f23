"""Headers that do not part the amounts under them."""

import pytest

from pipeline.documents.model import Cell, Table
from pipeline.statements.understand import understand
from tests.statements.small_tables import document


@pytest.mark.parametrize(("second", "is_doubtful"), [("12.00", True), ("", False)])
def test_amounts_of_two_columns_under_one_header_make_all_columns_doubtful(second: str, is_doubtful: bool) -> None:
    """预算数 stands over two columns of amounts: the header of another table. Over a blank one it is wide."""
    heads = (Cell(1, 1, "科目编码"), Cell(1, 2, "科目名称"), Cell(1, 3, "合计"), Cell(1, 4, "预算数", col_span=2))
    texts = ("2010301", "行政运行", "19.00", "7.00", second)
    body = tuple(Cell(2, col, text) for col, text in enumerate(texts, 1))
    (reading,) = understand(document("支出总表", "单位：万元", Table(1, 2, 5, (*heads, *body)))).readings
    money = [column for column in reading.columns if column.concept == "money"]
    assert [column.is_doubtful for column in money] == [is_doubtful] * len(money)
