"""What each row is: its label, codes, role, level, and the row that it is part of."""

from collections.abc import Mapping, Sequence

from pipeline.documents.model import Table
from pipeline.statements.model import Column, Row
from pipeline.statements.rows.hierarchy import set_parents
from pipeline.statements.rows.joined_panels import flows_of, join_panels, lists_of, take_sums_beside
from pipeline.statements.rows.names import infer_codes, rejoined
from pipeline.statements.rows.panels import Panel
from pipeline.statements.rows.unit_heads import head_projects_by_sums


def find_rows(
    table: Table,
    columns: Sequence[Column],
    bodies: Mapping[int, Sequence[int]],
    axes: Mapping[int, str],
    units: frozenset[str],
) -> tuple[Row, ...]:
    """The rows of every panel among its body's, in reading order, with roles, levels and parents.

    ``bodies`` are the numbers of the rows of each panel and ``axes`` what they are, ``units`` the names of budget units
    that the document states.
    """
    rows: list[Row] = []
    lists, flows = lists_of(columns, axes), flows_of(columns)
    for panel in dict.fromkeys(column.panel for column in columns):
        of_panel = [column for column in columns if column.panel == panel]
        reader = Panel(table, of_panel, axes[panel], units)
        drawn = rejoined(reader.rows(bodies[panel]), axes[panel])
        before = [row for row in rows if lists[row.panel] == lists[panel] and row.role not in {"total", "unit"}]
        beside = {other for other in lists if lists[other] == lists[panel] or flows[other] == flows[panel] != {None}}
        take_sums_beside([row for row in rows if row.panel in beside], drawn)
        infer_codes([*before, *drawn], axes[panel])
        if axes[panel] == "project":
            head_projects_by_sums(drawn)
        set_parents(drawn)
        for row in drawn:
            if len(codes := reader.named.get(row.row, ())) == 1:
                row.economic_inferred = codes[0]
        rows.extend(drawn)
    join_panels(rows, lists)
    return tuple(rows)
