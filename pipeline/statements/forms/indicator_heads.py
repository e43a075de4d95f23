"""The header of a grid of indicators (绩效指标): its row, and what each of its columns holds."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.heads.indicator_kinds import are_signs, level_of, level_of_all, names_kinds
from pipeline.statements.numbers import has_digit
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import Terms, any_of, column_terms, load

LEVEL_CONCEPTS = ("level1", "level2", "level3")
# A level under the third names the indicator, and the third describes it.
_DEEPER = "level4"
_TEXT_CONCEPTS = ("kpi_description", "kpi_operator", "kpi_target", "kpi_unit", "kpi_weight", "kpi_basis")
# Columns that stand among those of an indicator and are no part of it: its activity, other years' target, its kind,
# what was reached.
_ASIDE_CONCEPTS = ("kpi_activity", "kpi_term_target", "kpi_kind", "kpi_outcome", "kpi_review")
_TARGETS = frozenset({"kpi_target", "kpi_term_target"})
# What names an indicator of a pair (指标内容 | 指标值).
PAIR_NAMES = frozenset({"level3", "kpi_description"})
SECOND_TARGET = "kpi_second_target"
"""A second column of one target (指标值 | 指标值内容): it describes the first, or is the target where that is blank."""
KPI_CONCEPTS = frozenset((*LEVEL_CONCEPTS, *_TEXT_CONCEPTS, *_ASIDE_CONCEPTS, SECOND_TARGET))
# The columns of a target that is called a description.
_SIGN_TO_UNIT = ("kpi_operator", "kpi_description", "kpi_unit")
_NUMBER_BEHIND = re.compile(r"(?<=[指标值])([1-9]|[一二三四五六七八九])$")
_UNIT = "单位"
# Half of the units of measure are no longer; names of budget units are.
_LONGEST_UNIT = 2
_TOLD_BY_TEXTS = frozenset({"level1", "level3", "kpi_kind", "kpi_target"})
_OWNERS = frozenset({"项目", "单位", "部门"})
_BARE_NAMES = frozenset({"名称", "内容"})
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
# A header of targets that says of which year they are: 2025年, 2025年目标值, 上年（2024年）.
_OF_YEAR = re.compile(r"(?P<year>20\d{2})年?度?(计划|预计|预期|实际|目标|指标|绩效|完成)*(值|数|情况)?(\([^()\d]*\))?")
# The letter that a formula beside it uses: 年度指标值（A）.
_LETTER_BEHIND = re.compile(r"\([A-Z]\)$")
_YEAR_BEHIND = re.compile(r"\(20\d{2}年?度?\)$")
# What the value of a target is printed together with.
_OF_TARGET = frozenset({"kpi_operator", "kpi_target", "kpi_unit"})
_BESIDE_YEARS = frozenset({"kpi_operator", "kpi_unit"})
_SERIAL = re.compile(r"\d{1,2}")
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
    return level_of(cell.text) is not None or fold(cell.text) in _BARE_NAMES


def target_years(table: Table, header: int) -> Mapping[int, int]:
    """The year of each column of targets, by column, where several are headed by years, each by its own."""
    below = line_below(table, header) or ()
    return _years_of([*cells_across(table, header), *below])


def _years_of(heads: Sequence[Cell]) -> Mapping[int, int]:
    years = {cell.col: int(match["year"]) for cell in heads if (match := _OF_YEAR.fullmatch(fold(cell.text)))}
    return years if 1 < len(years) == len(set(years.values())) else {}


def _prints_kinds(table: Table, header: int) -> bool:
    """Whether a column under a header prints kinds of indicators only (数量指标, 质量指标)."""
    return any(_are_kinds(_texts_under(table, header, col)) for col in range(1, table.n_cols + 1))


def _texts_under(table: Table, header: int, col: int) -> list[str]:
    return [cell.text for cell in table.cells if cell.row > header and cell.col == col and cell.text]


def _are_kinds(texts: Sequence[str]) -> bool:
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


def _right_of_names(table: Table, header: int) -> list[Cell]:
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
    right = _right_of_names(table, header)
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
        for cell in _right_of_names(table, header)
        if kpi_concept(cell.text) is None and not other.search(fold(cell.text)) and not _names_unit(cell.text)
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
    lowest = max((cell.row + cell.row_span for cell in targets or _right_of_names(table, header)), default=0)
    columns: dict[int, str] = {}
    if (below := line_below(table, header)) is not None:
        lowest = max(cell.row + cell.row_span for cell in below)
        heads = [*(cell for cell in heads if kpi_concept(cell.text) != "kpi_target"), *below]
        heads.sort(key=lambda cell: cell.col)
    elif (divided := _bottom_of_unknown(table, header, targets)) is not None:
        lowest = divided
        heads = [cell for cell in heads if cell not in targets]
    has_target = False
    bare = [left for left, right in pairwise(heads) if fold(left.text) in _BARE_NAMES and _heads_target(right, unknown)]
    for cell in heads:
        concept = "kpi_target" if cell is unknown or cell.col in years else kpi_concept(cell.text)
        concept = "level3" if concept is None and cell in bare else concept
        if concept is None and _names_unit(cell.text) and _is_unit_of_target(table, header, cell, columns):
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
    lengths = sorted(len(fold(text)) for text in _texts_under(table, header, head.col))
    known = {*LEVEL_CONCEPTS, *PAIR_NAMES} & set(columns.values())
    return bool(known) and bool(lengths) and lengths[len(lengths) // 2] <= _LONGEST_UNIT


def unexplained_heads(table: Table, header: int, columns: Mapping[int, str]) -> list[Cell]:
    """The headers of the names, kinds and targets among the columns of a grid that no word explains."""
    years = target_years(table, header)
    heads = [*cells_across(table, header), *(line_below(table, header) or ())]
    found = [cell for cell in heads if columns.get(cell.col) in _TOLD_BY_TEXTS and cell.col not in years]
    return [cell for cell in found if kpi_concept(cell.text) is None and fold(cell.text) not in {"", *_BARE_NAMES}]


def _with_deeper(columns: Mapping[int, str]) -> dict[int, str]:
    """The fourth level as the indicator's name, and the third as its description where nothing else describes it."""
    if _DEEPER not in columns.values():
        return dict(columns)
    third = None if {"kpi_description", SECOND_TARGET} & set(columns.values()) else "kpi_description"
    moved = {"level3": third, _DEEPER: "level3"}
    found = {col: moved.get(concept, concept) for col, concept in columns.items()}
    return {col: concept for col, concept in found.items() if concept is not None}


def _without_measures(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The columns; one headed as a level (指标类型) that prints 定量 and 定性 says how indicators are measured."""
    measured = any_of("columns", "indicator_kinds", "measured")
    found = dict(columns)
    for col in [col for col, concept in columns.items() if concept in LEVEL_CONCEPTS]:
        texts = _texts_under(table, header, col)
        if texts and all(measured.fullmatch(fold(text)) for text in texts):
            found[col] = "kpi_kind"
    return found


def _without_serials(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The columns without one that is headed as names and numbers them (指标 | 指标内容 over 1 | 养护面积).

    Another one headed so that prints kinds of indicators is of kinds.
    """
    names = [col for col, concept in columns.items() if concept == "level3"]
    texts = {col: _texts_under(table, header, col) for col in names}
    numbers = [col for col in names if texts[col] and all(_SERIAL.fullmatch(fold(text)) for text in texts[col])]
    if not numbers:
        return dict(columns)
    found = {col: concept for col, concept in columns.items() if col not in numbers}
    return found | {col: "kpi_kind" for col in names if col in found and _are_kinds(texts[col])}


def _with_kinds(table: Table, header: int, heads: Sequence[Cell], columns: Mapping[int, str]) -> dict[int, str]:
    """A column left of the names that prints kinds of indicators under a header that no word explains is of kinds.

    Left of the second level it is of the first.
    """
    known = {"level1", "level2", "kpi_kind"} & set(columns.values())
    names = min((col for col, concept in columns.items() if concept in {*PAIR_NAMES, "level2"}), default=0)
    left = [cell.col for cell in heads if cell.text and cell.col < names and cell.col not in columns]
    of_kinds = {col: texts for col in left if _are_kinds(texts := _texts_under(table, header, col))}
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
    found = [col for col in free if are_signs(_texts_under(table, header, col))]
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
        of_body = sorted({c.col for row in begin for c in table.rows[row - 1] if _under(cell, c) and c.text})
        free = [level for level in ("level2", "level1") if level not in columns.values()]
        if 1 < len(of_body) <= len(free) + 1:
            del found[cell.col]
            found |= dict(zip(reversed(of_body), [concept, *free], strict=False))
    return found


def _under(head: Cell, cell: Cell) -> bool:
    return head.col <= cell.col < head.col + head.col_span


def _by_texts(table: Table, header: int, columns: Mapping[int, str]) -> dict[int, str]:
    """The column before the names whose texts are all kinds of the first level, or of the second, is of that level.

    One of kinds of either level (数量指标 over 满意度指标) is of kinds, where no other is. Another column names the
    indicators: it describes them, is headed as names too, or stands free before the target.
    """
    found = dict(columns)
    for col in [col for col, concept in columns.items() if concept == "level3"]:
        beside = any(_are_kinds(_texts_under(table, header, left)) for left in range(1, col))
        kinds = _texts_under(table, header, col)
        level = level_of_all(kinds, beside=beside)
        target = min((c for c, concept in columns.items() if concept == "kpi_target" and c > col), default=0)
        free = [_texts_under(table, header, c) for c in range(col + 1, target) if c not in columns]
        others = {concept for c, concept in columns.items() if c != col}
        if level is None and _are_kinds(kinds) and "level3" in others and not {"level1", "level2"} & others:
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
    naming = [col for col in free if col not in known and _are_names(_texts_under(table, header, col))]
    return naming[0] if len(naming) == 1 else None


def _are_names(texts: Sequence[str]) -> bool:
    """Whether texts of a column can be the names of indicators: words of which none comes twice, and no kinds."""
    return len(texts) > 1 and len(set(texts)) == len(texts) and not any(map(has_digit, texts)) and not _are_kinds(texts)


def line_below(table: Table, header: int) -> list[Cell] | None:
    """The cells under a header that divide its target, the lowest over each column; None if there are none.

    By years (前年 | 上年 | 预计当年实现, the first two also under a line of their own: 近两年指标值) with their sign
    and unit, or into its sign, value and unit (符号 | 值 | 单位).
    """
    target = next((cell for cell in table.rows[header - 1] if kpi_concept(cell.text) == "kpi_target"), None)
    if target is None or target.col_span == 1:
        return None
    below = [leaf for cell in _cells_under(table, target) for leaf in _divided(table, cell)]
    concepts = [kpi_concept(cell.text) or ("kpi_unit" if _names_unit(cell.text) else None) for cell in below]
    is_whole = set(concepts) <= _TARGETS or set(concepts) <= _OF_TARGET
    years = _years_of(below)
    if years and all(cell.col in years or name in _BESIDE_YEARS for cell, name in zip(below, concepts, strict=True)):
        return below
    return below if len(below) > 1 and is_whole and concepts.count("kpi_target") == 1 else None


def _divided(table: Table, cell: Cell) -> list[Cell]:
    """The cells under a header over several columns where these are the targets of other years, else the header."""
    under = _cells_under(table, cell) if cell.col_span > 1 else []
    is_years = len(under) > 1 and {kpi_concept(leaf.text) for leaf in under} == {"kpi_term_target"}
    return under if is_years else [cell]


def _bottom_of_unknown(table: Table, header: int, targets: Sequence[Cell]) -> int | None:
    """The row under the levels' headers where cells that are not understood divide the target between these rows."""
    levels = [cell for cell in cells_across(table, header) if kpi_concept(cell.text) in LEVEL_CONCEPTS]
    bottom = min((cell.row + cell.row_span for cell in levels), default=0)
    divided = [cell for cell in targets if cell.row + cell.row_span < bottom and len(_cells_under(table, cell)) > 1]
    return bottom if len(divided) == len(targets) == 1 else None


def _cells_under(table: Table, head: Cell) -> list[Cell]:
    """The cells with a text right under a header, in its columns."""
    below = head.row + head.row_span
    return [cell for cell in table.rows[below - 1] if cell.text and _under(head, cell)] if below <= table.n_rows else []


def _names_unit(text: str) -> bool:
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
    return Terms.of({name: section[name] for name in (*LEVEL_CONCEPTS, _DEEPER, *_TEXT_CONCEPTS, *_ASIDE_CONCEPTS)})
