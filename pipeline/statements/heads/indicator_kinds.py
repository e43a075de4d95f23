"""Kinds of indicators (产出指标, 数量指标): which level a text names, and texts put into the level that they are of."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.vocabulary import any_of, load

_LEVELS = ("level1", "level2")
_BARE = {"level1": "bare1", "level2": "bare2"}
_BOTH = 2
_BETWEEN = re.compile("[-—–―_/、·>＞]+")

_NAMED_BY_SIGN = re.compile(
    r"(?P<name>[^\d≥≤><=＞＜＝，；。,;]{2,40})"
    r"(?P<target>[≥≤><=＞＜＝]+(?:20\d{2}年\d{1,2}月(?:\d{1,2}日|底)?前?|\d{1,3}(?:,\d{3})+(?:\.\d+)?[^\d≥≤><=＞＜＝，；。,;]*|[\d.]+[^\d≥≤><=＞＜＝，；。,;]*))"
)
# What an indicator may end with before the next one: nothing, a mark, a figure and its unit.
_MAY_END = re.compile(r"(?:^|[；;。，,、]|[%％‰]|\d[^\W\d]{0,4})$")
_RATE = re.compile(r"(?P<name>[^\W\d]{2,30}[率度])(?P<target>(?:达到?|为)?\d+(?:\.\d+)?[%％])")


def level_of(text: str, *, bare: bool = False) -> str | None:
    """``level1`` or ``level2`` for a text that is the name of a kind of indicator: 产出指标, 数量指标.

    ``bare``: also without 指标 behind it (产出, 数量).
    """
    folded = split_ordinal(fold(text))[1].rstrip(":")
    if not folded:
        return None
    for level in _LEVELS:
        if any_of("columns", "indicator_kinds", level).fullmatch(folded):
            return level
        if bare and any_of("columns", "indicator_kinds", _BARE[level]).fullmatch(folded):
            return level
    return None


def level_of_all(texts: Sequence[str], *, beside: bool) -> str | None:
    """The level that all texts are kinds of; ``beside`` other kinds what may be of either (成本指标) is of any."""
    levels = {text: level_of(text, bare=True) for text in texts}
    certain = {level for text, level in levels.items() if level is None or not is_of_either(text, beside=True)}
    found = certain if beside and certain else set(levels.values())
    return found.pop() if len(found) == 1 else None


def are_of_one_family(level1: str, level2: str) -> bool | None:
    """Whether a kind of the second level can be of one of the first; None where one of them is not known."""
    first, second = fold(level1), fold(level2)
    families = load("columns")["indicator_families"]
    of_first = [family["level2"] for family in families if first and re.search(family["level1"], first)]
    is_known = any(re.fullmatch(family["level2"], second) for family in families)
    return any(re.fullmatch(pattern, second) for pattern in of_first) if of_first and is_known else None


def is_first_level(text: str) -> bool:
    """Whether a kind is of the first level where no other stands over it (满意度指标); 成本指标 may be of either."""
    return level_of(text) == "level1" and not is_of_either(text)


def is_of_either(text: str, *, beside: bool = False) -> bool:
    """Whether a kind may be of the first and of the second level: 成本指标, ``beside`` other kinds 满意度指标 too."""
    name = "either_beside" if beside else "either"
    return any_of("columns", "indicator_kinds", name).match(fold(text)) is not None


def names_kinds(text: str) -> bool:
    """Whether a text names a kind of indicator, or one of each level (产出指标-数量指标)."""
    return all(level_of(part, bare=True) is not None for part in _BETWEEN.split(squeeze(text)))


def settle_levels(rows: Sequence[dict[str, str]]) -> None:
    """Move what indicators print to the levels that it is of, where a form heads its columns otherwise.

    指标类型 | 指标名称 | 指标内容 over 产出指标 | 数量指标 | the name; 指标类型 over first levels alone; both in one
    column as 产出指标—数量指标. A column moves where all of its texts are kinds of one level; beside columns of both
    levels the name that repeats its kind is the one printed.
    """
    _split_kinds(rows)
    for row in rows:
        _split_name(row)
    _move_kinds(rows)
    has_both = any(row["level1_filled"] and row["level2_filled"] for row in rows)
    if not has_both and _all_of(rows, "level3", "level2") and all(row.get("kpi_description") for row in rows):
        for row in rows:
            row["level1_filled"] = row["level1_filled"] or row["level2_filled"]
            row["level2_filled"], row["level3"] = row["level3"], row.pop("kpi_description")
    for row in rows:
        kind, name = kind_in_name(row.get("level3", ""))
        if kind and not row["level2_filled"]:
            row["level2_filled"], row["level3"] = kind, name
    if not any(row["level1_filled"] for row in rows) and _all_of(rows, "level2_filled", "level1"):
        for row in rows:
            row["level1_filled"], row["level2_filled"] = row["level2_filled"], ""


def move_first_levels(rows: Sequence[dict[str, str]]) -> None:
    """Kinds of the first level (满意度指标) among those of the second, in a form that prints none over them."""
    if any(row["level1_filled"] for row in rows):
        return
    for row in rows:
        if is_first_level(row["level2_filled"]):
            row["level1_filled"], row["level2_filled"] = row["level2_filled"], ""


def _move_kinds(rows: Sequence[dict[str, str]]) -> None:
    """Kinds of both levels in the column of names, without columns of levels: the description is the name."""
    if any(row["level1_filled"] or row["level2_filled"] or not row.get("kpi_description") for row in rows):
        return
    levels = [level_of(row.get("level3", "")) for row in rows]
    if None in levels or len(set(levels)) < _BOTH:
        return
    for row, level in zip(rows, levels, strict=True):
        row[f"{level}_filled"], row["level3"] = row["level3"], row.pop("kpi_description")


def kind_in_name(name: str) -> tuple[str, str]:
    """The kind of an indicator before a colon of its name (数量指标：培训人数), '' without one, and the name."""
    kind, colon, rest = squeeze(name).replace("：", ":").partition(":")
    return (kind, rest) if colon and rest and level_of(kind) is not None else ("", name)


def by_kinds(text: str) -> list[str]:
    """A text without white space taken apart before each kind of indicator with its colon (数量指标：).

    Such a kind, with its number in a list, begins the text or stands behind a mark or a figure with its unit: in
    群众满意度指标 none begins.
    """
    starts = [match.start() for match in _kind_and_colon().finditer(text) if _begins_item(text, match)]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True) if text[start:end]]


@cache
def _kind_and_colon() -> re.Pattern[str]:
    kinds = "|".join(any_of("columns", "indicator_kinds", level).pattern for level in _LEVELS)
    return re.compile(rf"(?P<number>[（(]?\d{{1,2}}[.．、)）])?(?:{kinds})[:：]")


def _begins_item(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    return _MAY_END.search(before) is not None and not (match["number"] and before[-1:].isdigit())


def kinds_before(name: str) -> tuple[str, str, str]:
    """The kinds of both levels that a name begins with, each with its 指标, and the rest; '' for the kinds if none."""
    match = _kinds_and_name().fullmatch(name)
    return (match["level1"], match["level2"], match["name"]) if match is not None else ("", "", name)


@cache
def _kinds_and_name() -> re.Pattern[str]:
    first, second = (any_of("columns", "indicator_kinds", level).pattern for level in _LEVELS)
    return re.compile(rf"(?P<level1>{first})(?P<level2>(?:{second})(?<=指标))(?P<name>.+)")


def name_and_target(text: str) -> tuple[str, str]:
    """A text that tells one indicator taken apart before its sign (岗位数≥80个), or a rate before its percentage.

    Else it has no name.
    """
    squeezed = squeeze(text)
    rate = _RATE.fullmatch(squeezed)
    rate = None if rate is not None and level_of(rate["name"], bare=True) is not None else rate
    match = _NAMED_BY_SIGN.fullmatch(squeezed) or rate
    return (match["name"].rstrip(":："), match["target"]) if match is not None else ("", text)


def _all_of(rows: Sequence[Mapping[str, str]], concept: str, level: str) -> bool:
    return bool(rows) and all(level_of(row.get(concept, "")) == level for row in rows)


def _split_name(row: dict[str, str]) -> None:
    """Levels in front of a name (产出指标/数量指标/安置人数), in a form that has no columns for them."""
    *kinds, name = _BETWEEN.split(squeeze(row.get("level3", "")))
    levels = {level_of(kind): kind for kind in kinds}
    if kinds and name and None not in levels and not row["level1_filled"] and not row["level2_filled"]:
        row["level1_filled"], row["level2_filled"] = levels.get("level1", ""), levels.get("level2", "")
        row["level3"] = name


def _split_kinds(rows: Sequence[dict[str, str]]) -> None:
    """Levels that stand in one text of a column of kinds (产出指标—数量指标), filled down."""
    if any(row["level1_filled"] for row in rows):
        return
    concept = "level2" if any(row["level2_filled"] for row in rows) else "kpi_kind"
    parts = [_BETWEEN.split(squeeze(row.get(concept, ""))) for row in rows]
    if concept == "level2" and not _are_of_both([texts for texts in parts if any(texts)]):
        return
    kinds = [{level_of(part, bare=True): part for part in texts} for texts in parts if any(texts)]
    if not kinds or any(None in kind for kind in kinds) or not any(parts[0]):
        return
    # Alone beside kinds of the second level what may be of either is of the second.
    alone = all(len(kind) == 1 for kind in kinds)
    firsts = [kind["level1"] for kind in kinds if "level1" in kind]
    moves = alone and len(firsts) < len(kinds) and all(is_of_either(kind, beside=True) for kind in firsts)
    found: dict[str | None, str] = {}
    for row, texts in zip(rows, parts, strict=True):
        if any(texts):
            found = {"level2" if moves else level_of(part, bare=True): part for part in texts}
            if len(texts) == _BOTH and level_of(texts[0], bare=True) == "level1":
                found = dict(zip(_LEVELS, texts, strict=True))
        row["level1_filled"], row["level2_filled"] = found.get("level1", ""), found.get("level2", "")


def _are_of_both(parts: Sequence[Sequence[str]]) -> bool:
    """Whether each text is a kind of both levels, or of the first alone (满意度指标) beside one of both."""
    levels = [[level_of(part) for part in texts] for texts in parts]
    both = [of_one for of_one in levels if len(of_one) == _BOTH]
    return bool(both) and all(len(of_one) == _BOTH or of_one == ["level1"] for of_one in levels)


def are_signs(texts: Sequence[str]) -> bool:
    """Whether the texts of a column are the signs of targets (≥, =), some of them words for one without (定性)."""
    signs, without = (any_of("columns", "indicator_kinds", name) for name in ("signs", "no_sign"))
    folded = [text for text in map(fold, texts) if text and not without.fullmatch(text)]
    return bool(folded) and all(map(signs.fullmatch, folded))
