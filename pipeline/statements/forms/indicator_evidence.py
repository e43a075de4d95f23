"""What speaks for the role of each column of a grid of indicators: the word of its header and the texts under it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_heads import (
    BARE_NAMES,
    LEVEL_CONCEPTS,
    SECOND_TARGET,
    are_kinds,
    cells_across,
    cells_under,
    concept_of_head,
    kpi_concept,
    line_below,
    names_unit,
    right_of_names,
    target_years,
    texts_under,
    under,
    unknown_target,
)
from pipeline.statements.forms.row_indicators import DIRECTION
from pipeline.statements.heads.indicator_kinds import are_signs
from pipeline.statements.numbers import has_digit
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import any_of

PAIR_NAMES = frozenset({"level3", "kpi_description"})
"""What names an indicator of a pair (指标内容 | 指标值)."""
# Half of the units of measure are no longer; names of budget units are.
_LONGEST_UNIT = 2
_SERIAL = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A column under a header, or under none (``head`` None).

    ``said`` is what the header says where the texts bear it out; ``deep`` that it reaches down below those of the
    targets, and heads no column of indicators.
    """

    col: int
    head: Cell | None
    said: str | None
    texts: tuple[str, ...]
    deep: bool = False

    @property
    def prints_kinds(self) -> bool:
        """Whether all texts are kinds of indicators (数量指标)."""
        return are_kinds(self.texts)

    @property
    def prints_signs(self) -> bool:
        """Whether all texts are signs of targets (≥, =), or words for none."""
        return are_signs(self.texts)

    @property
    def prints_directions(self) -> bool:
        """Whether all texts say whether more or less is better (正向指标, 反向指标)."""
        return bool(self.texts) and all(DIRECTION.search(squeeze(text)) for text in self.texts)

    @property
    def prints_names(self) -> bool:
        """Whether the texts can name indicators: words of which none comes twice, and no kinds."""
        texts = self.texts
        different = len(texts) > 1 and len(set(texts)) == len(texts)
        return different and not any(map(has_digit, texts)) and not self.prints_kinds


def evidence(table: Table, header: int) -> list[Evidence]:
    """What is known of each column under a header, from left to right."""
    heads, lowest = _heads(table, header)
    deep = [cell for cell in heads if cell.row + cell.row_span > lowest]
    words = _words(table, header, [cell for cell in heads if cell not in deep])
    columns = [Evidence(cell.col, cell, None, _texts(table, header, cell.col), deep=True) for cell in deep]
    for cell, word in words.items():
        columns += _under(table, header, cell, word, words.values())
    headed = {column.col for column in columns}
    free = [Evidence(col, None, None, _texts(table, header, col)) for col in range(1, table.n_cols + 1)]
    return sorted([*columns, *(column for column in free if column.col not in headed)], key=lambda column: column.col)


def _texts(table: Table, header: int, col: int) -> tuple[str, ...]:
    return tuple(texts_under(table, header, col))


def _heads(table: Table, header: int) -> tuple[list[Cell], int]:
    """The headers of the columns, and the row under that of the targets: a cell that reaches below it heads none."""
    heads = cells_across(table, header)
    targets = _targets(table, header, heads)
    lowest = max((cell.row + cell.row_span for cell in targets or right_of_names(table, header)), default=0)
    if (below := line_below(table, header)) is not None:
        lowest = max(cell.row + cell.row_span for cell in below)
        heads = [*(cell for cell in heads if kpi_concept(cell.text) != "kpi_target"), *below]
    elif (divided := _bottom_of_unknown(table, header, targets)) is not None:
        lowest = divided
        heads = [cell for cell in heads if cell not in targets]
    return sorted(heads, key=lambda cell: cell.col), lowest


def _targets(table: Table, header: int, heads: Sequence[Cell]) -> list[Cell]:
    """The headers of targets: by their word or their year, else the one that its column tells."""
    years = target_years(table, header)
    is_known = any(kpi_concept(cell.text) == "kpi_target" for cell in cells_across(table, header))
    unknown = None if is_known else unknown_target(table, header)
    return [cell for cell in heads if cell is unknown or cell.col in years or kpi_concept(cell.text) == "kpi_target"]


def _words(table: Table, header: int, heads: Sequence[Cell]) -> dict[Cell, str | None]:
    """What each header says: its word, or what it is beside the others.

    Of two targets of one indicator (指标值, 指标值内容) the second is :data:`SECOND_TARGET`; 名称 left of a target
    heads names, and 单位 right of one its unit.
    """
    years = target_years(table, header)
    targets = _targets(table, header, heads)
    bare = [left for left, right in pairwise(heads) if fold(left.text) in BARE_NAMES and right in targets]
    words: dict[Cell, str | None] = {}
    before: list[str] = []
    has_target = False
    for cell in heads:
        concept = "kpi_target" if cell in targets else concept_of_head(table, header, cell)
        concept = "level3" if concept is None and cell in bare else concept
        if concept is None and names_unit(cell.text) and _is_unit_of_target(before, _texts(table, header, cell.col)):
            concept = "kpi_unit"
        if concept == "kpi_target" and has_target and cell.col not in years:
            concept = SECOND_TARGET
        if concept is not None:
            before.append(concept)
            has_target = concept == "kpi_target" or (has_target and concept not in LEVEL_CONCEPTS)
        words[cell] = concept
    return words


def _is_unit_of_target(before: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether 单位 right of a target, or of names, heads units of measure: these are short."""
    if before[-1:] == ["kpi_target"]:
        return True
    lengths = sorted(len(fold(text)) for text in texts)
    known = {*LEVEL_CONCEPTS, *PAIR_NAMES} & set(before)
    return bool(known) and bool(lengths) and lengths[len(lengths) // 2] <= _LONGEST_UNIT


def _under(table: Table, header: int, head: Cell, concept: str | None, known: Collection[str | None]) -> list[Evidence]:
    """The columns under a header.

    A header of names over several columns (绩效指标) heads the names in the last and their kinds in those before.
    """
    begin = range(header + 1, table.n_rows + 1)
    of_body = sorted({cell.col for row in begin for cell in table.rows[row - 1] if under(head, cell) and cell.text})
    free = [level for level in ("level2", "level1") if level not in known]
    if concept in PAIR_NAMES and head.col_span > 1 and 1 < len(of_body) <= len(free) + 1:
        said = dict(zip(reversed(of_body), [concept, *free], strict=False))
        return [Evidence(col, head, name, _texts(table, header, col)) for col, name in said.items()]
    texts = _texts(table, header, head.col)
    return [Evidence(head.col, head, _borne_out(concept, texts), texts)]


def _borne_out(concept: str | None, texts: Sequence[str]) -> str | None:
    """What a header says where the texts under it bear it out.

    One headed as a level (指标类型) that prints 定量 and 定性 says how indicators are measured; one headed as names
    that prints nothing but numbers (指标 over 1, 2) numbers them.
    """
    measured = any_of("columns", "indicator_kinds", "measured")
    if concept in LEVEL_CONCEPTS and texts and all(measured.fullmatch(fold(text)) for text in texts):
        return "kpi_kind"
    if concept == "level3" and texts and all(_SERIAL.fullmatch(fold(text)) for text in texts):
        return None
    return concept


def _bottom_of_unknown(table: Table, header: int, targets: Sequence[Cell]) -> int | None:
    """The row under the levels' headers where cells that are not understood divide the target between these rows."""
    levels = [cell for cell in cells_across(table, header) if kpi_concept(cell.text) in LEVEL_CONCEPTS]
    bottom = min((cell.row + cell.row_span for cell in levels), default=0)
    divided = [cell for cell in targets if cell.row + cell.row_span < bottom and len(cells_under(table, cell)) > 1]
    return bottom if len(divided) == len(targets) == 1 else None
