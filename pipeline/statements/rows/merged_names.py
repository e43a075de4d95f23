"""Names in cells that reach down over several rows of a list of things."""

from collections.abc import Sequence

from pipeline.documents.model import Table
from pipeline.statements.model import Column, Row
from pipeline.statements.rows.row_roles import NAMES_OF_ITEMS
from pipeline.statements.text import squeeze


def name_under_merged(table: Table, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Give rows that print no name of their own that of the narrowest cell which reaches down to them.

    物业管理服务 beside 部门集中采购 and 分散自行组织 is bought in two ways, a row each.
    """
    names = [column.col for column in columns if column.concept in NAMES_OF_ITEMS - {"catalogue_code"}]
    for row in rows:
        cells = [table.grid.get((row.row, col)) for col in names]
        merged = [cell for cell in cells if cell is not None and cell.text and cell.row < row.row]
        if merged and not row.label and row.role == "leaf":
            row.label = squeeze(merged[-1].text)
