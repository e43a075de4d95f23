"""Lists that run on over several panels: a side of a table printed beside itself."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.statements.heads.code_columns import PART_CONCEPTS
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS
from pipeline.statements.model import Column, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.rows.row_kinds import code_of, is_year_total
from pipeline.statements.rows.row_roles import LABEL_ORDER

List = tuple[str, tuple[tuple[str, ...], ...]]
"""What the rows of a panel are and the headers of its columns: panels that agree in it print one list."""


def lists_of(columns: Sequence[Column], axes: Mapping[int, str]) -> dict[int, List]:
    """The list of each panel."""
    paths: dict[int, list[tuple[str, ...]]] = {column.panel: [] for column in columns}
    for column in columns:
        if column.concept == "money" or column.concept in CODE_CONCEPTS | set(PART_CONCEPTS) | set(LABEL_ORDER):
            paths[column.panel].append(column.path)
    return {panel: (axes[panel], tuple(of_panel)) for panel, of_panel in paths.items()}


def flows_of(columns: Sequence[Column]) -> dict[int, set[str | None]]:
    """What the money of each panel is: revenue, expenditure, or no one of both."""
    flows: dict[int, set[str | None]] = {column.panel: set() for column in columns}
    for column in columns:
        if column.concept == "money":
            flows[column.panel].add(column.flow)
    return flows


def take_sums_beside(before: Sequence[Row], drawn: Sequence[Row]) -> None:
    """A figure without a label is that of the sum whose words stand in a panel before, where they run on to it.

    公用经费合计 under the first of two panels of one list, or 支出合计 under the first of two divisions of expenditure
    (by function and by use), its amount at the end of the second. ``before`` are the rows of such panels.
    """
    sums = {row.row: row for row in before if row.role in {"total", "subtotal"} and row.label}
    for row in drawn:
        words = sums.get(row.row)
        # Words that are merged to the end of their panel stand in its column of money too.
        if words is not None and not row.label and any(row.figures) and not any(map(parse_number, words.figures)):
            row.label, row.role, row.level = words.label, words.role, words.level


def join_panels(rows: Sequence[Row], lists: Mapping[int, List]) -> None:
    """A list of codes that runs on in the next panel under the same header: its rows are part of those before.

    The 类 may stand at the foot of one panel and its 款 at the top of the next.
    """
    open_rows: dict[str, Row] = {}
    for above, row in pairwise([None, *rows]):
        if row is None or (code := code_of(row)) is None:
            continue
        if above is not None and row.panel != above.panel and lists[row.panel] != lists[above.panel]:
            open_rows = {}
        whole = next(
            (open_rows[code[:length]] for length in (5, 3) if code[:length] in open_rows and length < len(code)), None
        )
        if whole is not None and whole.panel != row.panel:
            row.parent, row.parent_panel, row.ancestors = whole.row, whole.panel, (*whole.ancestors, whole.label)
            whole.is_leaf, whole.role = False, "subtotal" if whole.role == "leaf" else whole.role
        open_rows[code] = row
    _share_total(rows, lists)


def _share_total(rows: Sequence[Row], lists: Mapping[int, List]) -> None:
    """The codes of a list in several panels are part of its total, where one of the panels prints the only one."""
    totals = [row for row in rows if code_of(row) is None and (row.role == "total" or is_year_total(row))]
    for total in totals:
        if sum(lists[other.panel] == lists[total.panel] for other in totals) > 1:
            continue
        for row in rows:
            in_list = row.panel != total.panel and lists[row.panel] == lists[total.panel]
            if in_list and row.parent is None and code_of(row) is not None:
                row.parent, row.parent_panel = total.row, total.panel
