"""The header of a grid of indicators (绩效指标): its row, what its headers say and what stands under them."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.documents.model import Cell, Table
from pipeline.statements.heads.indicator_kinds import level_of, names_kinds
from pipeline.statements.text import fold, squeeze
from pipeline.statements.vocabulary import Terms, any_of, column_terms, load

LEVEL_CONCEPTS = ("level1", "level2", "level3")
DEEPER = "level4"
"""A level under the third names the indicator, and the third describes it."""
_TEXT_CONCEPTS = ("kpi_description", "kpi_operator", "kpi_target", "kpi_unit", "kpi_weight", "kpi_basis")
# Columns that stand among those of an indicator and are no part of it: its activity, other years' target, its kind,
# what was reached.
_ASIDE_CONCEPTS = ("kpi_activity", "kpi_term_target", "kpi_kind", "kpi_outcome", "kpi_review")
NOT_HELD = {
    "kpi_term_target": "an indicator's value of another year or term, which no fact holds",
    "kpi_outcome": "what an indicator reached, which no fact holds",
    "kpi_review": "what a review says of an indicator, which no fact holds",
}
"""Of these the columns of which the fact of an indicator has none: why their cells are listed."""
_TARGETS = frozenset({"kpi_target", "kpi_term_target", "kpi_outcome"})
SECOND_TARGET = "kpi_second_target"
"""A second column of one target (指标值 | 指标值内容): it describes the first, or is the target where that is blank."""
KPI_CONCEPTS = frozenset((*LEVEL_CONCEPTS, *_TEXT_CONCEPTS, *_ASIDE_CONCEPTS, SECOND_TARGET))
# The columns of a target that is called a description.
_SIGN_TO_UNIT = ("kpi_operator", "kpi_description", "kpi_unit")
_NUMBER_BEHIND = re.compile(r"(?<=[指标值])([1-9]|[一二三四五六七八九])$")
_UNIT = "单位"
# What stands at the left of the indicators where the same columns head those of several projects or units.
_OWNER_CONCEPTS = frozenset({"project_name", "project_code", "unit_name", "unit_code"})
_FEWEST_NUMBERS = 3
_FORMULA_LETTER = re.compile(r"\([A-Z](/[A-Z])?\)")
BARE_PROJECT = "项目"
"""A header that names projects at the left of indicators, and items elsewhere."""
BARE_NAMES = frozenset({"名称", "内容"})
"""Headers of names of whatever their table is of."""
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
# A header of targets that says of which year they are: 2025年, 2025年目标值, 上年（2024年）.
_OF_YEAR = re.compile(r"(?P<year>20\d{2})年?度?(计划|预计|预期|实际|目标|指标|绩效|完成)*(值|数|情况)?(\([^()\d]*\))?")
# The letter that a formula beside it uses: 年度指标值（A）.
_LETTER_BEHIND = re.compile(r"\([A-Z]\)$")
_YEAR_BEHIND = re.compile(r"\(20\d{2}年?度?\)$")
# What the value of a target is printed together with.
_OF_TARGET = frozenset({"kpi_operator", "kpi_target", "kpi_unit"})
_BESIDE_YEARS = frozenset({"kpi_operator", "kpi_unit"})
_SIGNED = re.compile(r"[≥≤><=]+\d")
_FIGURE = re.compile(r"[≥≤><=]*\d")


def header_row(table: Table, first: int = 1) -> int | None:
    """The row that heads a grid of indicators: it has the word for the target and one for a level or a name.

    Levels and names with other columns right of them head one too. Which of these holds targets is told by what stands
    under it, where no word explains it (:func:`unknown_target`); where none does, the indicators have no target.
    """
    for number in range(first, table.n_rows + 1):
        concepts = set(concepts_of(table.rows[number - 1]))
        if "kpi_target" in concepts and concepts & {*LEVEL_CONCEPTS, "kpi_description"}:
            return number + _heads_header(table, number)
        if concepts & set(LEVEL_CONCEPTS) and (unknown_target(table, number) is not None or _has_right(table, number)):
            return number
        if concepts & {*LEVEL_CONCEPTS, "kpi_kind"} and target_years(table, number) and _prints_kinds(table, number):
            return number
    return None


def concepts_of(cells: Sequence[Cell]) -> list[str | None]:
    """What each header of a row heads; a bare 名称 left of a target heads the names, and so does a kind of indicators
    left of its value (数量指标 | 目标值)."""
    concepts = [kpi_concept(cell.text) for cell in cells]
    beside = [*concepts[1:], None]
    return [
        "level3" if concept is None and right == "kpi_target" and _heads_names(cell) else concept
        for cell, concept, right in zip(cells, concepts, beside, strict=False)
    ]


def _heads_names(cell: Cell) -> bool:
    return level_of(cell.text) is not None or fold(cell.text) in BARE_NAMES


def target_years(table: Table, header: int) -> Mapping[int, int]:
    """The year of each column of targets, by column, where several are headed by years, each by its own."""
    below = line_below(table, header) or ()
    return _years_of([*cells_across(table, header), *below])


def _years_of(heads: Sequence[Cell]) -> Mapping[int, int]:
    years = {cell.col: int(match["year"]) for cell in heads if (match := _OF_YEAR.fullmatch(fold(cell.text)))}
    return years if 1 < len(years) == len(set(years.values())) else {}


def _prints_kinds(table: Table, header: int) -> bool:
    """Whether a column under a header prints kinds of indicators only (数量指标, 质量指标)."""
    return any(are_kinds(texts_under(table, header, col)) for col in range(1, table.n_cols + 1))


def texts_under(table: Table, header: int, col: int) -> list[str]:
    """The texts of a column under a header."""
    return [cell.text for cell in table.cells if cell.row > header and cell.col == col and cell.text]


def are_kinds(texts: Sequence[str]) -> bool:
    """Whether all texts, of which there are some, are kinds of indicators (数量指标)."""
    return bool(texts) and all(map(names_kinds, texts))


def _heads_header(table: Table, number: int) -> bool:
    """Whether a line (绩效指标 | 指标值) stands over the one that heads the columns: the levels and the target."""
    if number == table.n_rows or all(cell.col_span == 1 for cell in table.rows[number - 1]):
        return False
    below = {kpi_concept(cell.text) for cell in table.rows[number]}
    return "kpi_target" in below and bool(below & set(LEVEL_CONCEPTS[:2]))


def _names_and_levels(concepts: Sequence[str | None]) -> bool:
    """Whether headers head the names of indicators and a level of them."""
    return "level3" in concepts and ("level1" in concepts or "level2" in concepts)


def right_of_names(table: Table, header: int) -> list[Cell]:
    """The headers right of levels and names."""
    heads = [cell for cell in cells_across(table, header) if cell.text]
    concepts = [kpi_concept(cell.text) for cell in heads]
    if not _names_and_levels(concepts):
        return []
    level3 = max(cell.col for cell, concept in zip(heads, concepts, strict=True) if concept == "level3")
    return [cell for cell in heads if cell.col > level3]


def _has_right(table: Table, header: int) -> bool:
    """Whether levels and names head columns with others right of them, and kinds stand under them.

    All three levels say so by themselves, with what is said of an indicator right of them (分值, 评分标准).
    """
    right = right_of_names(table, header)
    concepts = {kpi_concept(cell.text) for cell in cells_across(table, header)}
    is_whole = set(LEVEL_CONCEPTS) <= concepts and any(kpi_concept(cell.text) in _TEXT_CONCEPTS for cell in right)
    return bool(right) and header < table.n_rows and (is_whole or _prints_kinds(table, header))


def unknown_target(table: Table, header: int) -> Cell | None:
    """The one header right of levels and names that no word explains, where what stands under it can be targets.

    Half of it has a sign, or begins with a figure where the header is a word for what is to be reached (标准, 要求).
    A word for another time or for what was reached (参考历史值, 半年进度) is none. Else the description between a sign
    and a unit.
    """
    heads = [cell for cell in cells_across(table, header) if cell.text]
    concepts = [kpi_concept(cell.text) for cell in heads]
    for number, window in enumerate(zip(concepts, concepts[1:], concepts[2:], strict=False)):
        if window == _SIGN_TO_UNIT:
            return heads[number + 1]
    if "kpi_target" in concepts:
        return None
    other = any_of("columns", "indicator_kinds", "other_terms")
    unknown = [
        cell
        for cell in right_of_names(table, header)
        if kpi_concept(cell.text) is None and not other.search(fold(cell.text)) and not names_unit(cell.text)
    ]
    found = [cell for cell in unknown if _holds_targets(table, header, cell)]
    return found[0] if len(found) == 1 else None


def _holds_targets(table: Table, header: int, head: Cell) -> bool:
    """Whether half of what stands under a header has a sign, or begins with a figure under a word for targets."""
    below = (table.grid.get((row, head.col)) for row in range(header + 1, table.n_rows + 1))
    texts = [fold(cell.text) for cell in below if cell is not None and cell.text]
    is_word = any_of("columns", "indicator_kinds", "target_words").search(fold(head.text)) is not None
    fits = _FIGURE if is_word else _SIGNED
    return bool(texts) and 2 * sum(fits.match(text) is not None for text in texts) >= len(texts)


def under(head: Cell, cell: Cell) -> bool:
    """Whether a cell begins in the columns of a header."""
    return head.col <= cell.col < head.col + head.col_span


def line_below(table: Table, header: int) -> list[Cell] | None:
    """The cells under a header that divide its target, the lowest over each column; None if there are none.

    By years (前年 | 上年 | 预计当年实现, the first two also under a line of their own: 近两年指标值) with their sign
    and unit, into its sign, value and unit (符号 | 值 | 单位), into what was planned and done (计划 | 完成), or by
    places beside that of all of them (全市 | 东河区 | 西岭县).
    """
    target = next((cell for cell in table.rows[header - 1] if kpi_concept(cell.text) == "kpi_target"), None)
    if target is None or target.col_span == 1:
        return None
    below = [leaf for cell in cells_under(table, target) for leaf in _divided(table, cell)]
    concepts = [_concept_under(target, cell) or ("kpi_unit" if names_unit(cell.text) else None) for cell in below]
    is_whole = set(concepts) <= _TARGETS or set(concepts) <= _OF_TARGET
    years = _years_of(below)
    if years and all(cell.col in years or name in _BESIDE_YEARS for cell, name in zip(below, concepts, strict=True)):
        return below
    places = [cell for cell, concept in zip(below, concepts, strict=True) if concept != "kpi_target"]
    is_whole = is_whole or all(any_of("columns", "indicator_kinds", "places").search(fold(c.text)) for c in places)
    return below if len(below) > 1 and is_whole and concepts.count("kpi_target") == 1 else None


def concept_of_head(table: Table, header: int, cell: Cell) -> str | None:
    """What a header heads; one that divides a target also by the word of that: 计划 under 指标值."""
    target = next((above for above in table.rows[header - 1] if kpi_concept(above.text) == "kpi_target"), None)
    is_under = target is not None and target.row < cell.row and under(target, cell)
    return _concept_under(target, cell) if target is not None and is_under else kpi_concept(cell.text)


def _concept_under(target: Cell, cell: Cell) -> str | None:
    is_all = any_of("columns", "indicator_kinds", "of_all_places").fullmatch(fold(cell.text)) is not None
    return "kpi_target" if is_all else kpi_concept(cell.text) or kpi_concept(cell.text + target.text)


def _divided(table: Table, cell: Cell) -> list[Cell]:
    """The cells under a header over several columns where these are the targets of other years, else the header."""
    under = cells_under(table, cell) if cell.col_span > 1 else []
    is_years = len(under) > 1 and {kpi_concept(leaf.text) for leaf in under} == {"kpi_term_target"}
    return under if is_years else [cell]


def cells_under(table: Table, head: Cell) -> list[Cell]:
    """The cells with a text right under a header, in its columns."""
    below = head.row + head.row_span
    return [cell for cell in table.rows[below - 1] if cell.text and under(head, cell)] if below <= table.n_rows else []


def names_unit(text: str) -> bool:
    """Whether a header right of a target heads its unit: 单位, 单位（文字描述）."""
    return _IN_BRACKETS.sub("", fold(text)) == _UNIT


def first_header_row(table: Table, header: int) -> int:
    """The line in which the header of a grid of indicators begins: the topmost from which a cell reaches into it."""
    return min(cell.row for cell in cells_across(table, header))


def cells_across(table: Table, row: int) -> list[Cell]:
    """The cells of a row and those of the rows above that reach down to it."""
    return list(dict.fromkeys(table.grid[row, col] for col in range(1, table.n_cols + 1) if (row, col) in table.grid))


def kpi_concept(text: str) -> str | None:
    """What a header heads; of several that are numbered (指标1, 指标值1) each the same, a year in brackets or not.

    So is one with the letter that a formula uses.
    """
    folded = fold(text)
    spellings = (folded, *(mark.sub("", folded) for mark in (_NUMBER_BEHIND, _YEAR_BEHIND, _LETTER_BEHIND)))
    return next(filter(None, map(_terms().match, spellings)), None) if folded else None


@cache
def _terms() -> Terms:
    section = load("columns")["concept"]
    return Terms.of({name: section[name] for name in (*LEVEL_CONCEPTS, DEEPER, *_TEXT_CONCEPTS, *_ASIDE_CONCEPTS)})


def names_owners(cell: Cell) -> bool:
    """Whether a header heads the names or codes of projects (项目), or of the units whose indicators they are."""
    return fold(cell.text) == BARE_PROJECT or column_terms().match(fold(cell.text)) in _OWNER_CONCEPTS


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a line numbers the columns: 1, 2, 3 and so on, nothing else, or prints the letters of a formula: (A)."""
    texts = [squeeze(cell.text) for cell in cells if cell.text]
    if texts and all(_FORMULA_LETTER.fullmatch(fold(text)) for text in texts):
        return True
    return len(texts) >= _FEWEST_NUMBERS and texts == [str(number) for number in range(1, len(texts) + 1)]
