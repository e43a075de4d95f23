"""The indicators of one printed row: one, or several that it numbers or has targets of several years of."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from pipeline.statements.forms.indicator_levels import PrintedRow
from pipeline.statements.forms.indicator_lists import numbered_items, several_in
from pipeline.statements.heads.indicator_kinds import kinds_before, name_and_target
from pipeline.statements.model import Indicator
from pipeline.statements.numbers import is_nil
from pipeline.statements.text import fold, squeeze

DIRECTION = re.compile("[正反逆负]向")
"""Whether more is better; no operator."""
# What a form prints for names that nobody filled in.
_BLANK_NAME = re.compile(r"(指标\d*:?|[….]+)?")


def indicators_of(row: PrintedRow, concepts: Collection[str]) -> list[Indicator]:
    """The indicators of a row whose levels are filled; none where it has neither a target nor a name.

    ``concepts`` are those that the grid has columns for.
    """
    _settle_name(row.texts, concepts)
    name = fold(row.texts.get("level3", ""))
    if not row.texts.get("kpi_target") and _BLANK_NAME.fullmatch(name):
        return []
    return _indicators(row)


def _settle_name(texts: dict[str, str], concepts: Collection[str]) -> None:
    """The name that a grid without a column for it prints as the description, or in one cell with the target."""
    if "level3" not in concepts:
        texts["level3"] = texts.pop("kpi_description", "")
        if not texts["level3"]:
            texts["level3"], texts["kpi_target"] = name_and_target(texts.get("kpi_target", ""))
    if "kpi_target" not in concepts:
        named = name_and_target(texts.get("level3", ""))
        texts["level3"], texts["kpi_target"] = named if named[0] else (texts.get("level3", ""), "")


def _indicators(row: PrintedRow) -> list[Indicator]:
    """The indicator of a row, or one for each year that it has a target of, or that its texts number."""
    if several := _several(row.texts) if not row.by_year else []:
        found = []
        for part, (name, target) in enumerate(several):
            row.texts |= {"level3": name, "kpi_target": target}
            found.append(replace(_indicator(row), part=part))
        return found
    if not row.by_year:
        return [_indicator(row)]
    found = []
    for year, cell in row.by_year:
        row.texts["kpi_target"] = cell.text
        found.append(replace(_indicator(row), col=cell.col, year=year))
    return found


def _several(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Names and targets of a row that prints several: in one text, or numbered alike (1.里程 2.桥梁 | 1.≥36 2.≥3)."""
    if any(texts.get(concept) for concept in ("kpi_operator", "kpi_unit")):
        return []
    name, target = texts.get("level3", ""), texts.get("kpi_target", "")
    if not name:
        return several_in(target)
    names, targets = numbered_items(name), numbered_items(target)
    return list(zip(names, targets, strict=True)) if len(names) == len(targets) else []


def _indicator(row: PrintedRow) -> Indicator:
    texts = row.texts
    printed = (texts.get(name, "") for name in ("kpi_operator", "kpi_unit"))
    operator, unit = ("" if is_nil(text) else text for text in printed)
    operator = "" if DIRECTION.search(squeeze(operator)) else operator
    target = squeeze(operator + texts.get("kpi_target", "") + unit)
    level1, level2 = squeeze(texts["level1_filled"]), squeeze(texts["level2_filled"])
    level3 = squeeze(texts.get("level3", ""))
    if not level1 and not level2:
        level1, level2, level3 = kinds_before(level3)
    return Indicator(
        row=row.row,
        col=row.col,
        level1=level1,
        level2=level2,
        level3=level3,
        description=squeeze(texts.get("kpi_description", "")),
        target=target,
        weight=squeeze(texts.get("kpi_weight", "")),
        basis=squeeze(texts.get("kpi_basis", "")),
    )
