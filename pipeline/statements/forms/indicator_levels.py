"""The levels of the indicators of a grid: blank cells filled down, and position held against the vocabulary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_heads import LEVEL_CONCEPTS
from pipeline.statements.heads.indicator_kinds import are_of_one_family, level_of

_NO_LEVEL1 = "the kind of the first level that stands over it is not certain"


@dataclass
class PrintedRow:
    """One printed row under the header, its texts by concept; ``closed`` are the levels of which it has a blank cell of
    its own, in a column whose merges are known, ``by_year`` the targets of several years, ``above`` the kind
    of the first level that stands over it, in no column of its own."""

    row: int
    col: int
    texts: dict[str, str]
    closed: set[str] = field(default_factory=set)
    by_year: list[tuple[int, Cell]] = field(default_factory=list)
    above: str = ""


def fill_levels(printed: Sequence[PrintedRow]) -> None:
    """Fill levels 1 and 2 down through merged cells.

    Recognised text prints a merged cell at its middle: a level 1 on a row without a level 2 of its own begins where
    that row's level 2 began, and rows above the first level 1 or 2 belong to it.
    """
    if _is_staircase(printed):
        _fill_down(printed)
        return
    has_level2 = any(row.texts.get("level2") for row in printed)
    for concept in ("level2", "level1"):
        starts: dict[int, str] = {}
        group = 0
        for index, row in enumerate(printed):
            is_own = bool(printed[group].texts.get(concept))
            if row.texts.get("level2") or concept == "level2" or not has_level2 or (row.texts.get(concept) and is_own):
                group = index
            if row.texts.get(concept):
                starts[group] = row.texts[concept]
            elif concept in row.closed:
                starts[index] = ""
        current = next(iter(starts.values()), "")
        for index, row in enumerate(printed):
            current = starts.get(index, current)
            row.texts[f"{concept}_filled"] = current


def rejoin_kinds(printed: Sequence[PrintedRow]) -> None:
    """Put kinds of indicators together that a page break cut: 服务对象满 over 意度, which are one only together."""
    for concept in LEVEL_CONCEPTS[:2]:
        kinds = [(text, row) for row in printed if (text := row.texts.get(concept))]
        groups = [(text, [row for _, row in rows]) for text, rows in groupby(kinds, itemgetter(0))]
        for (upper, above), (lower, below) in pairwise(groups):
            if level_of(upper) is None and level_of(lower) is None and level_of(upper + lower) == concept:
                for row in (*above, *below):
                    row.texts[concept] = upper + lower


def _is_staircase(printed: Sequence[PrintedRow]) -> bool:
    """Whether each level 1 stands in a row of its own above its indicators, from the first row on."""
    with_level1 = [row for row in printed if row.texts.get("level1")]
    return bool(with_level1) and with_level1[0] is printed[0] and all(map(_is_step, with_level1))


def _is_step(row: PrintedRow) -> bool:
    return set(row.texts) <= set(LEVEL_CONCEPTS[:2])


def _fill_down(printed: Sequence[PrintedRow]) -> None:
    level1 = level2 = ""
    for row in printed:
        if row.texts.get("level1"):
            level1, level2 = row.texts["level1"], ""
        level2 = row.texts.get("level2", level2)
        row.texts["level1_filled"], row.texts["level2_filled"] = level1, level2


def doubtful_levels(
    printed: Sequence[PrintedRow], table: Table, columns: Mapping[int, str]
) -> dict[tuple[int, int], str]:
    """Set right the first levels that blank cells were filled with and that the second level cannot be of.

    What a row prints itself, or a merged cell beside it, stands as printed. Of a filled one that does not agree
    (产出指标 over 社会效益指标) the text may stand below, at the middle of a merged cell whose span is lost: then it is
    the next one printed, where that agrees. Else there is none, and the second level is in doubt.
    """
    doubtful: dict[tuple[int, int], str] = {}
    below = ""
    for row in reversed(printed):
        own = row.texts.get("level1", "")
        below = own or below
        level1, level2 = row.texts["level1_filled"], row.texts["level2_filled"]
        if own or not level1 or are_of_one_family(level1, level2) is not False:
            continue
        row.texts["level1_filled"] = below if are_of_one_family(below, level2) else ""
        if not row.texts["level1_filled"]:
            doubtful |= {(row.row, col): _NO_LEVEL1 for col, name in columns.items() if name == "level2"}
    return {place: reason for place, reason in doubtful.items() if (cell := table.grid.get(place)) and cell.text}
