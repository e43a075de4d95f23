"""What a column holds by its own header and the texts under it: its concept (a code, a name, a quantity, money ...)."""

import re
from collections.abc import Sequence

from pipeline.reference.loader import codes_by_name
from pipeline.statements.heads.column_meaning import BANNERS, YEAR, says_only_when
from pipeline.statements.heads.indicator_kinds import level_of
from pipeline.statements.items import item_of
from pipeline.statements.model import Unit
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold
from pipeline.statements.vocabulary import column_terms, labels, load

# Concepts that tell what a row is; a panel begins with the first of them after a column of money.
LABEL_CONCEPTS = frozenset(
    {"label", "function_name", "economic_name", "gov_economic_name", "unit_name", "project_name", "item_name"}
)
CODE_CONCEPTS = frozenset({"function_code", "economic_code", "gov_economic_code", "code"})

# What a header says behind its name (资产名称(品目)), unless that is a second classification.
_IN_BRACKETS = re.compile(r"\((?![^()]*(科目|分类))[^()]*\)$")
# What a spreadsheet prints for a figure that is wider than its column.
_TOO_WIDE = re.compile("[#＃]{2,}")
# Words of a step that speak of money: 支出数, 预算金额.
_OF_MONEY = re.compile("额|收|支")
# A class of goods by its price (单价50万元以上, 单位价值100万元以上) is no amount.
_PRICE_LIMIT = re.compile(r"单(?:价|位价值|台价值|件价值|项价值)\D{0,3}\d+万元")


def concept_of(path: Sequence[str], body: Sequence[str], unit: Unit | None) -> str | None:
    """The concept that a header path (top to bottom) and the texts under it name, None where they name none.

    ``unit`` is the table's unit of money: with one, a column of figures with decimals is money under any header.
    """
    folded = [fold(text) for text in path]
    leaf = folded[-1] if folded else ""
    terms = column_terms()
    joined = "".join(folded)
    # 单位代码 is a unit's also under 经济分类科目.
    if terms.exact.get(leaf) == "unit_code":
        return "unit_code"
    if _is_of_kind(folded) and not mostly_numbers(body):
        return "kpi_text"
    for candidate in (joined, leaf):
        concept = terms.match(candidate) if candidate else None
        if concept == "label" and _mostly_amounts(body):
            continue
        if concept in CODE_CONCEPTS | {"function_name", "economic_name", "label"}:
            return _classified(concept, joined)
        if concept is not None:
            return concept
    if _is_count(folded, body):
        return "quantity"
    if is_money(folded, body, unit):
        return "money"
    return _concept_of_any_line(folded) or terms.match(_IN_BRACKETS.sub("", leaf))


def _classified(concept: str, joined: str) -> str:
    """科目编码 under 功能分类科目 is a function code: the lines above say which classification is meant."""
    suffix = "_code" if concept.endswith("code") else "_name"
    if concept == "label" and "科目" not in joined:
        return concept
    name = classification_of(joined)
    return name + suffix if name else concept


def classification_of(header: str) -> str | None:
    """The classification that a header speaks of: function, economic or gov_economic."""
    folded = fold(header)
    patterns: dict[str, str] = load("columns")["classifications"]
    return next((name for name, pattern in patterns.items() if re.search(pattern, folded)), None)


def _is_of_kind(folded: Sequence[str]) -> bool:
    """Whether a header is a kind of indicator without 指标 behind it, under one of the first level: 产出指标, 数量."""
    above = any(level_of(text) == "level1" for text in folded[:-1])
    return above and level_of(folded[-1], bare=True) is not None


def _concept_of_any_line(folded: Sequence[str]) -> str | None:
    """The concept of the lowest header line that has one, exactly; else of the lowest that is like one."""
    terms = column_terms()
    lines = [text for text in reversed(folded) if text not in BANNERS]
    exact = (terms.exact.get(text) for text in lines)
    garbled = (terms.match_garbled(text) for text in lines)
    return next(filter(None, exact), None) or next(filter(None, garbled), None)


def _is_count(folded: Sequence[str], body: Sequence[str]) -> bool:
    """Whether a header says that its column counts things (车辆（辆）, 编制数) and speaks of no money.

    What is counted in the lowest line is no money whatever stands above it: 公务接待费 over 人次（人）. Nor is what is
    counted over lines that tell no more than when: 国内公务接待批次 over 预算数 and 决算数.
    """
    counts = load("columns")["counts"]
    whole = list(folded)
    while len(whole) > 1 and _says_phase(whole[-1]):
        whole.pop()
    if len(whole) < len(folded) and _ends_with_what_is_counted(whole[-1]):
        return True
    is_whole = not any("." in text for text in body)
    if len(folded) > 1 and _is_count(folded[-1:], body) and (is_whole or _ends_with_what_is_counted(folded[-1])):
        return True
    if any(re.search(word, _PRICE_LIMIT.sub("", text)) for word in counts["none"] for text in folded):
        return False
    if any(map(_ends_with_what_is_counted, folded)):
        return True
    named = any(re.search(pattern, text) for pattern in counts["patterns"] for text in folded)
    return named and not any("." in text and _looks_like_amount(text) for text in body)


def _says_phase(text: str) -> bool:
    """Whether a header says no more than when and of which step its figures are, and not that they are money."""
    return says_only_when(YEAR.sub("", text)) and _OF_MONEY.search(text) is None


def _ends_with_what_is_counted(text: str) -> bool:
    """Whether a header ends with the unit of what it counts: 车辆（辆）, 接待人次."""
    return any(re.search(pattern, text) for pattern in load("columns")["counts"]["units"])


def is_money(folded: Sequence[str], body: Sequence[str], unit: Unit | None) -> bool:
    """Whether a column holds amounts of money by its folded header lines and by what stands under them."""
    vocabulary = load("columns")["money"]
    if folded and folded[-1] in vocabulary["plain"]:
        return not body or any(is_nil(text) or _looks_like_amount(text) for text in body)
    named = any(word in text for text in folded for word in vocabulary["words"])
    named = named or any(labels(kind).search(text) for kind in ("fund", "component") for text in folded)
    named = named or (bool(folded) and _names_money(folded[-1]))
    if named:
        return not body or mostly_numbers(body) or all(is_nil(text) or _looks_like_amount(text) for text in body)
    printed = [text for text in body if not is_nil(text)]
    amounts = [text for text in printed if _looks_like_amount(text)]
    return unit is not None and len(amounts) * 2 > len(printed) and any("." in text for text in amounts)


def _names_money(leaf: str) -> bool:
    """Whether a header is that of a phase (执行数, 增减额), of an item of the field or of an economic class."""
    bare = YEAR.sub("", leaf)
    is_plain = bare not in {"", *load("columns")["money"]["no_phase"]} and says_only_when(bare)
    is_named = item_of(leaf) is not None or any(codes_by_name(name, leaf) for name in ("economic", "gov_economic"))
    is_named = is_named or labels("component").search_garbled(leaf) is not None
    return is_plain or is_named or labels("phase").search(leaf) is not None


def mostly_numbers(body: Sequence[str]) -> bool:
    """Whether more than half of the texts of a column are numbers."""
    return bool(body) and sum(parse_number(text) is not None for text in body) * 2 > len(body)


def _mostly_amounts(body: Sequence[str]) -> bool:
    """Whether a column prints amounts with decimals, no codes."""
    return mostly_numbers(body) and any("." in text for text in body)


def _looks_like_amount(text: str) -> bool:
    if _TOO_WIDE.fullmatch(text):
        return True
    return parse_number(text) is not None or sum(character.isdigit() for character in text) * 2 >= len(text)
