"""What each column of a grid of indicators (绩效指标) holds: what its header says, and what is printed under it."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_heads import (
    BARE_NAMES,
    DEEPER,
    LEVEL_CONCEPTS,
    SECOND_TARGET,
    are_kinds,
    cells_across,
    cells_under,
    kpi_concept,
    line_below,
    names_unit,
    right_of_names,
    target_years,
    texts_under,
    under,
    unknown_target,
)
from pipeline.statements.heads.indicator_kinds import are_signs, level_of_all
from pipeline.statements.numbers import has_digit
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of, column_terms

PAIR_NAMES = frozenset({"level3", "kpi_description"})
"""What names an indicator of a pair (指标内容 | 指标值)."""
# Half of the units of measure are no longer; names of budget units are.
_LONGEST_UNIT = 2
_TOLD_BY_TEXTS = frozenset({"level1", "level3", "kpi_kind", "kpi_target"})
_OWNERS = frozenset({"项目", "单位", "部门"})
_SERIAL = re.compile(r"\d{1,2}")


def find_kpi_columns(table: Table, header: int) -> dict[int, str]:
    """What each column under the header is; a cell at the left that reaches below that of the target heads none.

    Of two targets of one indicator (指标值, 指标值内容) the second is :data:`SECOND_TARGET`; 单位 right of a target is
    its unit. Where no header is known to head the indicators' names, it is the first one between the levels and the
    target.
    """
    heads = cells_across(table, header)
    unknown = None if any(kpi_concept(cell.text) == "kpi_target" for cell in heads) else unknown_target(table, header)
    years = target_years(table, header)
    targets = [cell for cell in heads if cell is unknown or cell.col in years or kpi_concept(cell.text) == "kpi_target"]
    lowest = max((cell.row + cell.row_span for cell in targets or right_of_names(table, header)), default=0)
    columns: dict[int, str] = {}
    if (below := line_below(table, header)) is not None:
        lowest = max(cell.row + cell.row_span for cell in below)
        heads = [*(cell for cell in heads if kpi_concept(cell.text) != "kpi_target"), *below]
        heads.sort(key=lambda cell: cell.col)
    elif (divided := _bottom_of_unknown(table, header, targets)) is not None:
        lowest = divided
        heads = [cell for cell in heads if cell not in targets]
    has_target = False
    bare = [left for left, right in pairwise(heads) if fold(left.text) in BARE_NAMES and _heads_target(right, unknown)]
    for cell in heads:
        concept = "kpi_target" if cell is unknown or cell.col in years else kpi_concept(cell.text)
        concept = "level3" if concept is None and cell in bare else concept
        if concept is None and names_unit(cell.text) and _is_unit_of_target(table, header, cell, columns):
            concept = "kpi_unit"
        if concept is None or cell.row + cell.row_span > lowest:
            continue
        if concept == "kpi_target" and has_target and cell.col not in years:
            concept = SECOND_TARGET
        has_target = concept == "kpi_target" or (has_target and concept not in LEVEL_CONCEPTS)
        columns[cell.col] = concept
    columns = _without_serials(table, header, _without_measures(table, header, columns))
    columns = _by_texts(table, header, _spread(table, header, heads, _with_first_level(columns)))
    if "level3" not in columns.values() and (col := _unknown_name(table, header, heads, columns, lowest)) is not None:
        columns[col] = "level3"
    columns = _with_signs(table, header, _with_kinds(table, header, heads, columns))
    return dict(sorted(_with_deeper(columns).items()))


def _heads_target(cell: Cell, unknown: Cell | None) -> bool:
    return cell is unknown or kpi_concept(cell.text) == "kpi_target"


def _is_unit_of_target(table: Table, header: int, head: Cell, columns: Mapping[int, str]) -> bool:
    """Whether 单位 right of a target, or of names, heads units of measure: these are short."""
    if list(columns.values())[-1:] == ["kpi_target"]:
        return True
    lengths = sorted(len(fold(text)) for text in texts_under(table, header, head.col))
    known = {*LEVEL_CONCEPTS, *PAIR_NAMES} & set(columns.values())
    return bool(known) and bool(lengths) and lengths[len(lengths) // 2] <= _LONGEST_UNIT


def unexplained_heads(table: Table, header: int, columns: Mapping[int, str]) -> list[Cell]:
    """The headers of the names, kinds and targets among the columns of a grid that no word explains."""
    years = target_years(table, header)
    heads = [*cells_across(table, header), *(line_below(table, header) or ())]
    found = [cell for cell in heads if columns.get(cell.col) in _TOLD_BY_TEXTS and cell.col not in years]
    return [cell for cell in found if kpi_concept(cell.text) is None and fold(cell.text) not in {"", *BARE_NAMES}]


def _with_deeper(columns: Mapping[int, str]) -> dict[int, str]:
    """The fourth level as the indicator's name, and the third as its description where nothing else describes it."""
    if DEEPER not in columns.values():
        return dict(columns)
    third = None if {"kpi_description", SECOND_TARGET} & set(columns.values()) else "kpi_description"
    moved = {"level3": third, DEEPER: "level3"}
    found = {col: moved.get(concept, concept) for col, concept in columns.items()}
    return {col: concept for col, concept in found.items() if concept is not None}


def _without_measures(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The columns; one headed as a level (指标类型) that prints 定量 and 定性 says how indicators are measured."""
    measured = any_of("columns", "indicator_kinds", "measured")
    found = dict(columns)
    for col in [col for col, concept in columns.items() if concept in LEVEL_CONCEPTS]:
        texts = texts_under(table, header, col)
        if texts and all(measured.fullmatch(fold(text)) for text in texts):
            found[col] = "kpi_kind"
    return found


def _without_serials(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The columns without one that is headed as names and numbers them (指标 | 指标内容 over 1 | 养护面积).

    Another one headed so that prints kinds of indicators is of kinds.
    """
    names = [col for col, concept in columns.items() if concept == "level3"]
    texts = {col: texts_under(table, header, col) for col in names}
    numbers = [col for col in names if texts[col] and all(_SERIAL.fullmatch(fold(text)) for text in texts[col])]
    if not numbers:
        return dict(columns)
    found = {col: concept for col, concept in columns.items() if col not in numbers}
    return found | {col: "kpi_kind" for col in names if col in found and are_kinds(texts[col])}


def _with_kinds(table: Table, header: int, heads: Sequence[Cell], columns: Mapping[int, str]) -> dict[int, str]:
    """A column left of the names that prints kinds of indicators under a header that no word explains is of kinds.

    Left of the second level it is of the first.
    """
    known = {"level1", "level2", "kpi_kind"} & set(columns.values())
    names = min((col for col, concept in columns.items() if concept in {*PAIR_NAMES, "level2"}), default=0)
    left = [cell.col for cell in heads if cell.text and cell.col < names and cell.col not in columns]
    of_kinds = {col: texts for col in left if are_kinds(texts := texts_under(table, header, col))}
    if known == {"level2"}:
        firsts = [col for col, texts in of_kinds.items() if level_of_all(texts, beside=False) == "level1"]
        return dict(columns) | dict.fromkeys(firsts, "level1")
    return dict(columns) if known else dict(columns) | dict.fromkeys(of_kinds, "kpi_kind")


def _with_signs(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The one column right of the names that prints nothing but signs (≥, =, 定性) holds those of the target.

    Its header is not known, or called a kind (绩效指标类型).
    """
    names = max((col for col, concept in columns.items() if concept in LEVEL_CONCEPTS), default=0)
    if "kpi_operator" in columns.values() or "kpi_target" not in columns.values() or not names:
        return dict(columns)
    free = [col for col in range(names + 1, table.n_cols + 1) if columns.get(col, "kpi_kind") == "kpi_kind"]
    found = [col for col in free if are_signs(texts_under(table, header, col))]
    return dict(columns) | (dict.fromkeys(found, "kpi_operator") if len(found) == 1 else {})


def _with_first_level(columns: dict[int, str]) -> dict[int, str]:
    """What heads names (绩效指标) left of the second level, beside a column of names, heads the first level.

    Left of the first level it heads the whole grid.
    """
    first = min((col for col, concept in columns.items() if concept == "level1"), default=0)
    of_names = [col for col, concept in columns.items() if concept in PAIR_NAMES and col > first]
    if of_names and any(col < first for col in columns):
        columns = {col: concept for col, concept in columns.items() if concept != "level3" or col > first}
    second = min((col for col, concept in columns.items() if concept == "level2"), default=0)
    left = [col for col, concept in columns.items() if concept == "level3" and col < second]
    names = [col for col, concept in columns.items() if concept == "level3" and col > second]
    if len(left) == 1 and names and "level1" not in columns.values():
        return columns | {left[0]: "level1"}
    return columns


def _spread(table: Table, header: int, heads: Sequence[Cell], columns: Mapping[int, str]) -> dict[int, str]:
    """A header of names over several columns (绩效指标) heads the names in the last and their kinds in those before."""
    found = dict(columns)
    for cell in heads:
        concept = columns.get(cell.col)
        if concept not in PAIR_NAMES or cell.col_span == 1:
            continue
        begin = range(header + 1, table.n_rows + 1)
        of_body = sorted({c.col for row in begin for c in table.rows[row - 1] if under(cell, c) and c.text})
        free = [level for level in ("level2", "level1") if level not in columns.values()]
        if 1 < len(of_body) <= len(free) + 1:
            del found[cell.col]
            found |= dict(zip(reversed(of_body), [concept, *free], strict=False))
    return found


def _by_texts(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The column before the names whose texts are all kinds of the first level, or of the second, is of that level.

    One of kinds of either level (数量指标 over 满意度指标) is of kinds, where no other is. Another column names the
    indicators: it describes them, is headed as names too, or stands free before the target.
    """
    found = dict(columns)
    for col in [col for col, concept in columns.items() if concept == "level3"]:
        beside = any(are_kinds(texts_under(table, header, left)) for left in range(1, col))
        kinds = texts_under(table, header, col)
        level = level_of_all(kinds, beside=beside)
        target = min((c for c, concept in columns.items() if concept == "kpi_target" and c > col), default=0)
        free = [texts_under(table, header, c) for c in range(col + 1, target) if c not in columns]
        others = {concept for c, concept in columns.items() if c != col}
        if level is None and are_kinds(kinds) and "level3" in others and not {"level1", "level2"} & others:
            level = "kpi_kind"
        has_names = others & {"level3", "kpi_description"} or any(map(_are_names, free))
        if level is not None and level not in found.values() and has_names:
            found[col] = level
    return found


def _unknown_name(
    table: Table, header: int, heads: Sequence[Cell], columns: Mapping[int, str], lowest: int
) -> int | None:
    """The column of the first header that is not known right of the levels and left of the target, if it names.

    Beside a column that may name them too (指标内容), or without one of levels, its texts are words, each another, and
    its header is that of no other column (项目名称).
    """
    target = min((col for col, concept in columns.items() if concept == "kpi_target"), default=0)
    levels = [col for col, concept in columns.items() if concept in LEVEL_CONCEPTS and col < target]
    between = [
        cell.col
        for cell in heads
        if max(levels, default=0) < cell.col < target and cell.text and cell.row + cell.row_span <= lowest
    ]
    free = [col for col in between if col not in columns]
    if levels and not PAIR_NAMES & set(columns.values()):
        return min(free, default=None)
    if not levels and any(concept in PAIR_NAMES and col < target for col, concept in columns.items()):
        return None
    known = {cell.col for cell in heads if fold(cell.text) in _OWNERS or column_terms().match(fold(cell.text))}
    naming = [col for col in free if col not in known and _are_names(texts_under(table, header, col))]
    return naming[0] if len(naming) == 1 else None


def _are_names(texts: Sequence[str]) -> bool:
    """Whether texts of a column can be the names of indicators: words of which none comes twice, and no kinds."""
    return len(texts) > 1 and len(set(texts)) == len(texts) and not any(map(has_digit, texts)) and not are_kinds(texts)


def _bottom_of_unknown(table: Table, header: int, targets: Sequence[Cell]) -> int | None:
    """The row under the levels' headers where cells that are not understood divide the target between these rows."""
    levels = [cell for cell in cells_across(table, header) if kpi_concept(cell.text) in LEVEL_CONCEPTS]
    bottom = min((cell.row + cell.row_span for cell in levels), default=0)
    divided = [cell for cell in targets if cell.row + cell.row_span < bottom and len(cells_under(table, cell)) > 1]
    return bottom if len(divided) == len(targets) == 1 else None
