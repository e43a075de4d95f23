"""Texts about one of the units of a disclosure: what they state is the unit's, not the whole department's.

A 部门 that goes through its units in its text (某中心预算1092万元，包括人员支出145万元) prints the same figures in
the rows of these units, where its tables have such rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.measures import measures
from pipeline.reference.text import squeeze

UnitMeasure = tuple[str, str, int]
"""The name of a unit, a measure of the narrative and a year."""


def units_of_texts(tables: Sequence[TableFigures], narrative: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The unit that an amount of a text is about, by narrative_id: one that its own label or an earlier one names.

    A unit named once goes for the rest of its paragraph. Only units that have rows of their own in a table count.
    """
    names = sorted({name for table in tables for item in table.items if (name := _unit(item))}, key=len, reverse=True)
    found: dict[str, str] = {}
    of_paragraph: dict[tuple[str, int], str] = {}
    for row in narrative:
        paragraph = (row["document_id"], row["paragraph_no"])
        label = squeeze(row["label"] or "")
        named = next((name for name in names if label.startswith(name)), of_paragraph.get(paragraph))
        if named is not None:
            found[row["narrative_id"]] = of_paragraph[paragraph] = named
    return found


def by_unit_measure(tables: Sequence[TableFigures]) -> dict[UnitMeasure, list[Item]]:
    """What the rows of units print of each measure."""
    printed: dict[UnitMeasure, list[Item]] = {}
    for table in tables:
        for item in table.items:
            name = _unit(item)
            if name:
                of_unit = replace(item, row={**item.row, "row_role": "total"})
                for measure in measures(of_unit):
                    printed.setdefault((name, measure, item.row["fiscal_year"]), []).append(item)
    return printed


def _unit(item: Item) -> str:
    """The name of the unit whose row an item stands in, '' in any other row."""
    return squeeze(item.row["unit_name"] or "") if item.row["row_role"] == "unit" else ""
