"""What each column of a grid of indicators (绩效指标) holds, decided once from the evidence of all of them."""

from collections.abc import Mapping, Sequence

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.indicator_evidence import PAIR_NAMES, Evidence, evidence
from pipeline.statements.forms.indicator_heads import (
    BARE_NAMES,
    DEEPER,
    LEVEL_CONCEPTS,
    SECOND_TARGET,
    cells_across,
    concept_of_head,
    kpi_concept,
    line_below,
    target_years,
)
from pipeline.statements.heads.indicator_kinds import level_of_all
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import column_terms

_TOLD_BY_TEXTS = frozenset({"level1", "level3", "kpi_kind", "kpi_target"})
_OWNERS = frozenset({"项目", "单位", "部门"})


def find_kpi_columns(table: Table, header: int) -> dict[int, str]:
    """What each column under the header is, by column.

    First those whose header is known, each by its word, its place and its texts; then, beside these, the ones that
    their texts alone tell. No role is given twice to a column.
    """
    columns = evidence(table, header)
    roles: dict[int, str] = {}
    for column in columns:
        role = _by_word(column, columns, roles)
        if role is not None:
            roles[column.col] = role
    roles |= _unknown_names(columns, roles)
    roles |= _unknown_kinds(columns, roles)
    roles |= _unknown_signs(columns, roles)
    return dict(sorted(roles.items()))


def unexplained_heads(table: Table, header: int, columns: Mapping[int, str]) -> list[Cell]:
    """The headers of the names, kinds and targets among the columns of a grid that no word explains."""
    years = target_years(table, header)
    heads = [*cells_across(table, header), *(line_below(table, header) or ())]
    found = [cell for cell in heads if columns.get(cell.col) in _TOLD_BY_TEXTS and cell.col not in years]
    known = {"", *BARE_NAMES}
    return [cell for cell in found if concept_of_head(table, header, cell) is None and fold(cell.text) not in known]


def _by_word(column: Evidence, columns: Sequence[Evidence], roles: Mapping[int, str]) -> str | None:
    """The role of a column whose header is known; ``roles`` are those of the columns at its left."""
    said = {other.said for other in columns}
    if column.said == DEEPER:
        return "level3"
    if column.said == "level3" and DEEPER in said:
        # The fourth level is the name, and the third describes it where nothing else does.
        return None if {"kpi_description", SECOND_TARGET} & said else "kpi_description"
    if column.said == "kpi_kind" and _are_the_signs(column, columns):
        return "kpi_operator"
    if column.said == "level3":
        return _of_names(column, columns, roles)
    return column.said


def _of_names(column: Evidence, columns: Sequence[Evidence], roles: Mapping[int, str]) -> str | None:
    """The role of a column that is headed as names (指标, 绩效指标): it holds them, or kinds of them.

    It heads the whole grid left of the first level, with names right of that; the first level left of the second,
    beside names. Where all of its texts are kinds of one level it is of that, and of kinds where they are of either, if
    another column names the indicators: one headed so, one that describes them, or a free one before the target.
    """
    others = [other for other in columns if other is not column]
    said = {other.said for other in others}
    place = {level: min((c.col for c in others if c.said == level), default=0) for level in LEVEL_CONCEPTS}
    if place["level1"] > column.col and any(c.said in PAIR_NAMES and c.col > place["level1"] for c in others):
        return None
    names_right = any(c.said == "level3" and c.col > place["level2"] for c in others)
    if "level1" not in said and place["level2"] > column.col and names_right:
        return "level1"
    if not column.prints_kinds:
        return "level3"
    if any(other.head is not None and other.said is None and _numbers_names(other) for other in others):
        return "kpi_kind"
    level = level_of_all(column.texts, beside=any(other.prints_kinds for other in others if other.col < column.col))
    if level is None and "level3" in said and not {"level1", "level2"} & said:
        level = "kpi_kind"
    target = min((c.col for c in others if c.said == "kpi_target" and c.col > column.col), default=0)
    free = [other for other in others if column.col < other.col < target and other.said is None]
    has_names = said & PAIR_NAMES or any(other.prints_names for other in free)
    taken = level is None or level in said or level in roles.values()
    return level if has_names and not taken else "level3"


def _numbers_names(column: Evidence) -> bool:
    """Whether a column is headed as names and prints their numbers."""
    return column.head is not None and kpi_concept(column.head.text) == "level3"


def _unknown_names(columns: Sequence[Evidence], roles: Mapping[int, str]) -> dict[int, str]:
    """The column of the first header that is not known right of the levels and left of the target, if it names.

    Beside a column that may name them too (指标内容), or without one of levels, its texts are words, each another, and
    its header is that of no other column (项目名称).
    """
    if "level3" in roles.values():
        return {}
    target = min((col for col, role in roles.items() if role == "kpi_target"), default=0)
    levels = [col for col, role in roles.items() if role in LEVEL_CONCEPTS and col < target]
    between = range(max(levels, default=0) + 1, target)
    free = [c for c in columns if c.col in between and c.col not in roles and c.head is not None and not c.deep]
    free = [column for column in free if column.head is not None and column.head.text]
    if levels and not PAIR_NAMES & set(roles.values()):
        return {column.col: "level3" for column in free[:1]}
    if not levels and any(role in PAIR_NAMES and col < target for col, role in roles.items()):
        return {}
    naming = [column for column in free if not _is_known(column.head) and column.prints_names]
    return {column.col: "level3" for column in naming} if len(naming) == 1 else {}


def _is_known(head: Cell | None) -> bool:
    """Whether a header is that of a column of another kind of table, or of whose indicators they are."""
    text = fold(head.text) if head is not None else ""
    return text in _OWNERS or column_terms().match(text) is not None


def _unknown_kinds(columns: Sequence[Evidence], roles: Mapping[int, str]) -> dict[int, str]:
    """A column left of the names that prints kinds of indicators under a header that no word explains is of kinds.

    Left of the second level it is of the first.
    """
    known = {"level1", "level2", "kpi_kind"} & set(roles.values())
    names = min((col for col, role in roles.items() if role in {*PAIR_NAMES, "level2"}), default=0)
    left = [c for c in columns if c.col < names and c.col not in roles and c.head is not None and c.head.text]
    of_kinds = [column for column in left if column.prints_kinds]
    if known == {"level2"}:
        return {c.col: "level1" for c in of_kinds if level_of_all(c.texts, beside=False) == "level1"}
    return {} if known else {column.col: "kpi_kind" for column in of_kinds}


def _unknown_signs(columns: Sequence[Evidence], roles: Mapping[int, str]) -> dict[int, str]:
    """The one column right of the names that prints nothing but signs holds those of the target.

    A known column of them prints signs: 指标方向 may print whether more or less is better.
    """
    of_signs = [column for column in columns if roles.get(column.col) == "kpi_operator"]
    if (
        any(column.prints_signs or not column.prints_directions for column in of_signs)
        or "kpi_target" not in roles.values()
    ):
        return {}
    names = max((col for col, role in roles.items() if role in LEVEL_CONCEPTS), default=0)
    signs = _signs(columns, names)
    return {column.col: "kpi_operator" for column in signs if len(signs) == 1 and column.col not in roles}


def _are_the_signs(column: Evidence, columns: Sequence[Evidence]) -> bool:
    """Whether a column called a kind (绩效指标类型) is the one that holds the signs of the target."""
    said = {other.said for other in columns}
    names = max((other.col for other in columns if other.said in {*LEVEL_CONCEPTS, DEEPER}), default=0)
    return _signs(columns, names) == [column] and "kpi_target" in said and "kpi_operator" not in said


def _signs(columns: Sequence[Evidence], names: int) -> list[Evidence]:
    """The columns right of the names that print nothing but signs (≥, =, 定性) under no known header but a kind's."""
    right = [column for column in columns if names and column.col > names and column.said in {None, "kpi_kind"}]
    return [column for column in right if column.prints_signs]
