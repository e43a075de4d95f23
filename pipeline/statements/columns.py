"""What each column holds: codes, labels, quantities or money of which fund, component, phase, year and unit."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.documents.model import Table
from pipeline.reference.loader import codes_by_name
from pipeline.statements import components
from pipeline.statements.code_columns import body_texts, settle_codes
from pipeline.statements.column_meaning import (
    BANNERS,
    PLAIN,
    SUMS,
    YEAR,
    fund_named,
    is_plain,
    is_understood,
    lowest,
    with_meaning,
)
from pipeline.statements.headers import Head
from pipeline.statements.indicator_kinds import are_signs, level_of
from pipeline.statements.items import item_of
from pipeline.statements.model import Column, Unit
from pipeline.statements.numbers import FACTORS, is_nil, parse_number
from pipeline.statements.of_which import is_of_which
from pipeline.statements.text import fold
from pipeline.statements.titles import FISCAL_FUNDS, OTHER, StatementKind
from pipeline.statements.units import unit_of_header, with_units_beside
from pipeline.statements.vocabulary import any_of, column_terms, form_terms, labels, load

# Concepts that tell what a row is; a panel begins with the first of them after a column of money.
LABEL_CONCEPTS = frozenset(
    {"label", "function_name", "economic_name", "gov_economic_name", "unit_name", "project_name", "item_name"}
)
CODE_CONCEPTS = frozenset({"function_code", "economic_code", "gov_economic_code", "code"})

# Columns beside the label, which are it where there is no other.
_TEXTS = frozenset(
    {
        "remark",
        "purpose",
        "project_type",
        "spending_kind",
        "fund_kind",
        "unit_nature",
        "unit_funding",
        "group_name",
        "task_name",
        "kpi_kind",
    }
)
_FEWEST_KINDS = 3
# Columns of indicators, and those that are theirs only beside these.
_INDICATORS = ("level", "kpi_description", "kpi_text", "kpi_best")
_BESIDE_INDICATORS = frozenset({"kpi_target", "kpi_term_target", "kpi_outcome"})
_MEASURE_UNIT = "单位"
_UNITS, _DEPARTMENTS = "单位", "部门"
# What a header says behind its name (资产名称(品目)), unless that is a second classification.
_IN_BRACKETS = re.compile(r"\((?![^()]*(科目|分类))[^()]*\)$")
_OTHER_FLOW = {"revenue": "expenditure", "expenditure": "revenue"}
# A class of goods by its price (单价50万元以上) is no amount.
_PRICE_LIMIT = re.compile(r"单价\D{0,3}\d+万元")


def find_columns(
    table: Table, head: Head, paths: Mapping[int, tuple[str, ...]], kind: StatementKind, unit: Unit | None
) -> tuple[Column, ...]:
    """The columns of a table with their meaning; ``unit`` is the table's, for columns that state none."""
    body = {col: body_texts(table, head, col) for col in range(1, table.n_cols + 1)}
    columns = [Column(col, paths[col], _concept(paths[col], body[col], unit)) for col in range(1, table.n_cols + 1)]
    columns = _settle_bare_kinds(columns, body)
    columns = _without_indicators(columns, body, unit)
    if kind.sides or kind.flow == "revenue":
        columns = [replace(c, concept="label") if c.concept == "project_name" else c for c in columns]
    columns = _settle_departments(_settle_contents(_settle_kinds(columns)))
    columns = _settle_measure_units(columns)
    columns = settle_codes(columns, body)
    columns = _without_targets(_settle_counts(columns, unit), body)
    columns = _settle_stock(columns, body) if kind.flow == "balance" else columns
    columns = _settle_labels(columns, body)
    units = {col: unit or _unit_of_figures(texts) for col, texts in body.items()}
    columns = [with_meaning(column, kind, units[column.col]) for column in _with_panels(columns)]
    columns = _with_remaining_part(_with_whole_year(_with_wider(columns, kind)))
    if kind.one_of_funds:
        columns = [c if fund_named(c.path) == c.fund or c.fund != kind.fund else replace(c, fund=None) for c in columns]
    columns = _without_guess(columns) if kind == OTHER else columns
    return with_units_beside(_with_flow_of_panel(columns, body if kind.sides else {}))


def _without_guess(columns: Sequence[Column]) -> list[Column]:
    """Under no known statement 合计 is all money only where other columns name the funds that it is the sum of."""
    if any(column.fund not in {None, "total"} for column in columns):
        return list(columns)
    return [replace(column, fund=None) for column in columns]


def _with_whole_year(columns: Sequence[Column]) -> list[Column]:
    """全年预算数 is the budget as revised beside what was spent, else that of the whole year beside its months."""
    if any(column.phase == "actual" for column in columns):
        return list(columns)
    return [replace(c, phase="budget") if lowest("whole_year", c.path) and c.phase == "revised" else c for c in columns]


def _with_remaining_part(columns: Sequence[Column]) -> list[Column]:
    """A column that is one of the parts of a component, of which a header over all its parts names the others.

    基本支出 over 小计, 公用经费 and a name that is not known: what is left is 人员经费, of the money that those are of.
    """
    found = list(columns)
    for index, column in enumerate(columns):
        whole = _whole_above(column.path) if column.concept == "money" and column.component is None else None
        if whole is None:
            continue
        beside = [c for c in columns if c is not column and c.concept == "money" and c.path[:-1] == column.path[:-1]]
        left = set(components.PARTS[whole]) - {other.component for other in beside}
        if len(left) == 1 and all(other.component is not None for other in beside):
            funds = {other.fund for other in beside}
            fund = funds.pop() if column.fund is None and len(funds) == 1 else column.fund
            found[index] = replace(column, component=left.pop(), fund=fund)
    return found


def _whole_above(path: Sequence[str]) -> str | None:
    """The component whose parts stand under it in the header, where the lowest line is not known to be one of them.

    The parts of basic expenditure and of these are fixed by the field; those of projects are not.
    """
    folded = [fold(text) for text in path]
    if not folded or is_plain(folded) or is_understood(folded):
        return None
    named = lowest("component", folded)
    return named if named in components.PARTS and "basic" in {named, *components.wholes(named)} else None


def _with_wider(columns: Sequence[Column], kind: StatementKind) -> list[Column]:
    """Under a title of fiscal money, a header that names no fund is wider where a part beside it is fiscal, or other.

    总额 beside 其中：财政拨款 is all money, and so is 合计 beside 财政拨款 and 单位资金.
    """
    named = {column.col: fund_named(column.path) for column in columns if column.concept == "money"}
    parts = {named[c.col] for c in columns if c.col in named and is_of_which(c.path)}
    others = set(named.values()) - {None, "total", "fiscal", "carry_over", *FISCAL_FUNDS}
    if kind.fund != "fiscal" or kind.sides or not (others or "fiscal" in parts):
        return list(columns)
    return [replace(c, fund="total") if named.get(c.col, "") in {None, "total"} and c.fund else c for c in columns]


def _unit_of_figures(body: Sequence[str]) -> Unit | None:
    """The unit that each figure of a column prints behind it."""
    units = {number.unit for text in body if (number := parse_number(text)) is not None}
    (name,) = units if len(units) == 1 else (None,)
    return Unit(name, FACTORS[name]) if name is not None else None


def _with_flow_of_panel(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> tuple[Column, ...]:
    """Columns whose header names no flow have that of their panel's labels (收入项目 | 预算数).

    Where these name none either, it is the one that more of the texts under them name (``body``, of two sides), and of
    two panels the one that the other leaves.
    """
    flows: dict[int, str] = {}
    for column in columns:
        if column.concept in LABEL_CONCEPTS and (flow := column.flow or _flow_of_texts(body.get(column.col, ()))):
            flows.setdefault(column.panel, flow)
    panels = {column.panel for column in columns if column.concept in LABEL_CONCEPTS}
    if body and len(panels) == len(_OTHER_FLOW) and len(flows) == 1:
        ((panel, flow),) = flows.items()
        flows |= {other: _OTHER_FLOW[flow] for other in panels - {panel} if flow in _OTHER_FLOW}
    return tuple(replace(column, flow=column.flow or flows.get(column.panel)) for column in columns)


def _flow_of_texts(texts: Sequence[str]) -> str | None:
    """The flow that more texts name than name the other."""
    revenue, expenditure = (sum(word in text for text in texts) for word in ("收入", "支出"))
    return None if revenue == expenditure else "revenue" if revenue > expenditure else "expenditure"


def _without_indicators(
    columns: Sequence[Column], body: Mapping[int, Sequence[str]], unit: Unit | None
) -> list[Column]:
    """In a table without indicators the headers of their targets (上年, 一季度, 数值) stand over money."""
    if any((column.concept or "").startswith(_INDICATORS) for column in columns):
        return list(columns)
    return [
        replace(c, concept="money")
        if c.concept in _BESIDE_INDICATORS and _is_money([fold(text) for text in c.path], body[c.col], unit)
        else c
        for c in columns
    ]


def _without_targets(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """What stands right of a column of signs (≥, =) are targets of indicators, whose header is lost, and no money."""
    of_signs = {col for col, texts in body.items() if are_signs(texts)}
    return [replace(c, concept=None) if c.concept == "money" and c.col - 1 in of_signs else c for c in columns]


def _concept(path: Sequence[str], body: Sequence[str], unit: Unit | None) -> str | None:
    folded = [fold(text) for text in path]
    leaf = folded[-1] if folded else ""
    terms = column_terms()
    joined = "".join(folded)
    # 单位代码 is a unit's also under 经济分类科目.
    if terms.exact.get(leaf) == "unit_code":
        return "unit_code"
    if _is_of_kind(folded) and not _mostly_numbers(body):
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
    if _is_money(folded, body, unit):
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


def _settle_bare_kinds(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """Three and more headers that no word explains and that are kinds of indicators (产出数量, 社会效益) head them."""
    bare = [c for c in columns if c.concept is None and c.path and level_of(c.path[-1], bare=True) is not None]
    bare = [column for column in bare if not _mostly_numbers(body[column.col])]
    return [replace(c, concept="kpi_text") if len(bare) >= _FEWEST_KINDS and c in bare else c for c in columns]


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


def _mostly_numbers(body: Sequence[str]) -> bool:
    return bool(body) and sum(parse_number(text) is not None for text in body) * 2 > len(body)


def _mostly_amounts(body: Sequence[str]) -> bool:
    """Whether a column prints amounts with decimals, no codes."""
    return _mostly_numbers(body) and any("." in text for text in body)


def _is_count(folded: Sequence[str], body: Sequence[str]) -> bool:
    """Whether a header says that its column counts things (车辆（辆）, 编制数) and speaks of no money."""
    counts = load("columns")["counts"]
    if any(re.search(word, _PRICE_LIMIT.sub("", text)) for word in counts["none"] for text in folded):
        return False
    if any(re.search(pattern, text) for pattern in counts["units"] for text in folded):
        return True
    named = any(re.search(pattern, text) for pattern in counts["patterns"] for text in folded)
    return named and not any("." in text and _looks_like_amount(text) for text in body)


def _is_money(folded: Sequence[str], body: Sequence[str], unit: Unit | None) -> bool:
    vocabulary = load("columns")["money"]
    if folded and folded[-1] in vocabulary["plain"]:
        return not body or any(is_nil(text) or _looks_like_amount(text) for text in body)
    named = any(word in text for text in folded for word in vocabulary["words"])
    named = named or any(labels(kind).search(text) for kind in ("fund", "component") for text in folded)
    named = named or (bool(folded) and _names_money(folded[-1]))
    if named:
        return not body or _mostly_numbers(body) or all(is_nil(text) or _looks_like_amount(text) for text in body)
    printed = [text for text in body if not is_nil(text)]
    amounts = [text for text in printed if _looks_like_amount(text)]
    return unit is not None and len(amounts) * 2 > len(printed) and any("." in text for text in amounts)


def _names_money(leaf: str) -> bool:
    """Whether a header is that of a phase (执行数, 增减额), of an item of the field or of an economic class."""
    bare = YEAR.sub("", leaf)
    is_plain = bare not in {"", *load("columns")["money"]["no_phase"]} and PLAIN.fullmatch(bare) is not None
    is_named = item_of(leaf) is not None or any(codes_by_name(name, leaf) for name in ("economic", "gov_economic"))
    is_named = is_named or labels("component").search_garbled(leaf) is not None
    return is_plain or is_named or labels("phase").search(leaf) is not None


def _looks_like_amount(text: str) -> bool:
    return parse_number(text) is not None or sum(character.isdigit() for character in text) * 2 >= len(text)


def _settle_contents(columns: Sequence[Column]) -> list[Column]:
    """What a service consists of names what is bought where no column of purchases does, else it is a remark."""
    concept = "remark" if any(column.concept == "item_name" for column in columns) else "item_name"
    return [replace(column, concept=concept) if column.concept == "service_content" else column for column in columns]


def _settle_kinds(columns: Sequence[Column]) -> list[Column]:
    """The kind of a thing beside its name (资产类别 and 资产名称, 品目大类 and 品目名称) is a wider name."""
    labels_of = [column for column in columns if column.concept == "label" and column.path]
    named = {fold(column.path[-1]).removesuffix("名称") for column in labels_of if column.path[-1].endswith("名称")}
    kinds = {c.col for c in labels_of if fold(c.path[-1]).endswith("类别") and fold(c.path[-1])[:-2] in named}
    items = [column for column in columns if column.concept == "item_name" and column.path]
    wide = {column.col for column in items if fold(column.path[-1]).endswith("大类")}
    kinds |= wide if len(wide) < len(items) else set()
    return [replace(column, concept="group_name") if column.col in kinds else column for column in columns]


def _settle_departments(columns: Sequence[Column]) -> list[Column]:
    """The department that answers for a unit (主管部门) is a wider name beside the unit's own column.

    So is what speaks of departments alone (部门名称 beside 单位名称).
    """
    units = [column for column in columns if column.concept == "unit_name" and column.path]
    wider = {c.col for c in units if form_terms().match(fold(c.path[-1])) == "department"}
    wider |= {c.col for c in units if _UNITS not in c.path[-1] and _DEPARTMENTS in c.path[-1]}
    if len(wider) == len(units):
        return list(columns)
    return [replace(c, concept="group_name") if c.col in wider else c for c in columns]


def _settle_measure_units(columns: Sequence[Column]) -> list[Column]:
    """单位 beside a quantity, right of a name or of the units' own column, is what the quantity counts."""
    settled = list(columns)
    for index, column in enumerate(columns):
        if column.concept != "unit_name" or not column.path or fold(column.path[-1]) != _MEASURE_UNIT:
            continue
        beside = {other.concept for other in columns[max(index - 1, 0) : index + 2]}
        before = {other.concept for other in columns[:index]}
        if "quantity" in beside and before & {"label", "item_name", "catalogue_code", "unit_name"}:
            settled[index] = replace(column, concept="measure_unit")
    return settled


def _settle_counts(columns: Sequence[Column], unit: Unit | None) -> list[Column]:
    """合计 beside columns that count things counts them, in a table with neither a unit of money nor other money."""
    money = [column for column in columns if column.concept == "money"]
    counts = sum(column.concept == "quantity" for column in columns)
    plain = all(column.path and fold(column.path[-1]) in SUMS and not unit_of_header(column.path) for column in money)
    if unit is not None or not plain or counts <= len(money):
        return list(columns)
    return [replace(column, concept="quantity") if column.concept == "money" else column for column in columns]


def _settle_stock(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """年末数, 本年增加 count things beside a value that alone states a unit of money; 单位 over 辆, 台 is of these."""
    if not any(column.concept == "money" and unit_of_header(column.path) for column in columns):
        return list(columns)
    of_stock = any_of("columns", "counts", "of_stock")
    counted = {
        column.col
        for column in columns
        if column.concept in {None, "money"}
        and column.path
        and of_stock.fullmatch(fold(column.path[-1]))
        and not any("." in text for text in body[column.col])
    }
    units = any_of("columns", "counts", "lines")
    of_units = {
        column.col
        for column in columns
        if column.concept == "unit_name"
        and body[column.col]
        and all(units.fullmatch(f"单位:{fold(text)}") for text in body[column.col])
    }
    settled = [replace(column, concept="quantity") if column.col in counted else column for column in columns]
    of_units = of_units if counted else set()
    return [replace(column, concept="measure_unit") if column.col in of_units else column for column in settled]


def _settle_labels(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """A column of texts right before a column of money is the label of its panel where no header names one.

    Where other columns stand between, it is the first one of texts under a header that is not known.
    """
    settled = list(columns)
    labelled = _is_list(columns)
    for index, column in enumerate(columns):
        if column.concept in LABEL_CONCEPTS:
            labelled = True
        elif column.concept == "money":
            before = settled[index - 1] if index else None
            starts = before is not None and (not labelled or (before.concept is None and not _is_list(columns)))
            is_free = before is not None and (before.concept is None or (not labelled and before.concept in _TEXTS))
            if before is not None and starts and is_free and _mostly_texts(body[before.col]):
                settled[index - 1] = replace(before, concept="label")
                labelled = True
            elif not labelled:
                unknown = (at for at in range(index) if _may_name_rows(settled[at], body))
                if (first := next(unknown, None)) is not None:
                    settled[first] = replace(settled[first], concept="label")
                labelled = True
    return settled


def _may_name_rows(column: Column, body: Mapping[int, Sequence[str]]) -> bool:
    return column.concept is None and _mostly_texts(body[column.col])


def _mostly_texts(body: Sequence[str]) -> bool:
    texts = [text for text in body if parse_number(text) is None and not is_nil(text)]
    return bool(texts) and len(texts) * 2 > len(body)


def _is_list(columns: Sequence[Column]) -> bool:
    """Whether a column of what is bought, or of projects, names the rows of the whole table."""
    return any(column.concept in {"item_name", "project_name"} for column in columns)


def _with_panels(columns: Sequence[Column]) -> list[Column]:
    panel, money_seen = 0, False
    result = []
    is_list = _is_list(columns)
    for column in columns:
        starts = not is_list and column.concept in LABEL_CONCEPTS | CODE_CONCEPTS | {"class_part"}
        if starts and money_seen:
            panel, money_seen = panel + 1, False
        money_seen = money_seen or column.concept == "money"
        result.append(replace(column, panel=panel))
    return result
