"""Summaries (收支总表) that print their two sides in one list, the revenue over the expenditure."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.model import Table
from pipeline.statements.heads.column_concepts import LABEL_CONCEPTS
from pipeline.statements.model import Column
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

_OTHER = {"revenue": "expenditure", "expenditure": "revenue"}
_WORDS = {"revenue": "收入", "expenditure": "支出"}


def stacked_sides(
    table: Table, columns: Sequence[Column], body: Sequence[int]
) -> tuple[tuple[Column, ...], dict[int, list[int]]] | None:
    """The columns of both sides, those of the lower one in a panel of their own, and the rows of each panel.

    The upper side ends with the last row that is its total by its whole label (收入总计), and the lower side has a
    total too; None for a table that is not so.
    """
    if {column.panel for column in columns} != {0}:
        return None
    label = next((column.col for column in columns if column.concept in LABEL_CONCEPTS), None)
    texts = {row: fold(cell.text) for row in body if label is not None and (cell := table.grid.get((row, label)))}
    total = any_of("rows", "total", "patterns")
    ends = {
        flow: [row for row, text in texts.items() if word in text and total.fullmatch(text)]
        for flow, word in _WORDS.items()
    }
    if not all(ends.values()):
        return None
    upper = min(ends, key=lambda flow: ends[flow][-1])
    last = ends[upper][-1]
    if ends[_OTHER[upper]][0] < last:
        return None
    sides = (upper, _OTHER[upper])
    of_panels = tuple(replace(column, panel=panel, flow=flow) for panel, flow in enumerate(sides) for column in columns)
    return of_panels, {0: [row for row in body if row <= last], 1: [row for row in body if row > last]}
