"""What the columns of a table say of each other: concepts that hold only beside others, labels and panels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.statements.header_words import SUMS
from pipeline.statements.heads.code_columns import settle_codes, with_classified_items
from pipeline.statements.heads.column_concepts import CODE_CONCEPTS, LABEL_CONCEPTS, is_money, mostly_numbers
from pipeline.statements.heads.indicator_kinds import are_signs, level_of
from pipeline.statements.heads.units import is_unit_of_money, unit_of_header
from pipeline.statements.model import Column, Unit
from pipeline.statements.numbers import is_nil, parse_number
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import StatementKind
from pipeline.statements.vocabulary import any_of, form_terms

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
# Columns of the names of a classification.
_CLASSES = frozenset({"function_name", "economic_name", "gov_economic_name"})
# Columns of indicators, and those that are theirs only beside these.
_INDICATORS = ("level", "kpi_description", "kpi_text", "kpi_best")
_BESIDE_INDICATORS = frozenset({"kpi_target", "kpi_term_target", "kpi_outcome"})
_MEASURE_UNIT = "单位"
_UNITS, _DEPARTMENTS = "单位", "部门"


def settled_concepts(
    columns: Sequence[Column], kind: StatementKind, body: Mapping[int, Sequence[str]], unit: Unit | None
) -> list[Column]:
    """The columns of a statement with the concepts that they have beside each other, and the panel of each.

    ``body`` holds the texts under each header, ``unit`` is the table's.
    """
    columns = _settle_bare_kinds(columns, body)
    columns = _without_indicators(columns, body, unit)
    if kind.sides or kind.flow == "revenue":
        columns = [replace(c, concept="label") if c.concept == "project_name" else c for c in columns]
    columns = _settle_departments(_settle_contents(_settle_kinds(columns)))
    columns = _settle_measure_units(_settle_projects(columns, kind), body)
    columns = settle_codes(with_classified_items(columns, body), body)
    columns = _without_targets(_settle_counts(columns, unit), body)
    columns = _settle_stock(columns, body) if kind.flow == "balance" else columns
    return _with_panels(_settle_labels(columns, body))


def _without_targets(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """What stands right of a column of signs (≥, =) are targets of indicators, whose header is lost, and no money."""
    of_signs = {col for col, texts in body.items() if are_signs(texts)}
    return [replace(c, concept=None) if c.concept == "money" and c.col - 1 in of_signs else c for c in columns]


def _without_indicators(
    columns: Sequence[Column], body: Mapping[int, Sequence[str]], unit: Unit | None
) -> list[Column]:
    """In a table without indicators the headers of their targets (上年, 一季度, 数值) stand over money.

    Figures under them that may be none are of no meaning.
    """
    if any((column.concept or "").startswith(_INDICATORS) for column in columns):
        return list(columns)
    return [
        replace(c, concept=_without_indicator(c, body[c.col], unit)) if c.concept in _BESIDE_INDICATORS else c
        for c in columns
    ]


def _without_indicator(column: Column, texts: Sequence[str], unit: Unit | None) -> str | None:
    """What a column headed as targets is where there are no indicators."""
    if is_money([fold(text) for text in column.path], texts, unit):
        return "money"
    return None if mostly_numbers(texts) else column.concept


def _settle_bare_kinds(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """Three and more headers that no word explains and that are kinds of indicators (产出数量, 社会效益) head them."""
    bare = [c for c in columns if c.concept is None and c.path and level_of(c.path[-1], bare=True) is not None]
    bare = [column for column in bare if not mostly_numbers(body[column.col])]
    return [replace(c, concept="kpi_text") if len(bare) >= _FEWEST_KINDS and c in bare else c for c in columns]


def _settle_contents(columns: Sequence[Column]) -> list[Column]:
    """What a service consists of names what is bought where no column of purchases does, else it is a remark."""
    concept = "remark" if any(column.concept == "item_name" for column in columns) else "item_name"
    return [replace(column, concept=concept) if column.concept == "service_content" else column for column in columns]


def _settle_kinds(columns: Sequence[Column]) -> list[Column]:
    """The kind of a thing beside its name (资产类别, 资产分类 and 资产名称, 品目大类 and 品目名称) is a wider name."""
    labels_of = [column for column in columns if column.concept == "label" and column.path]
    named = {fold(column.path[-1]).removesuffix("名称") for column in labels_of if column.path[-1].endswith("名称")}
    kinds = {c.col for c in labels_of if fold(c.path[-1]).endswith(("类别", "分类")) and fold(c.path[-1])[:-2] in named}
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


def _settle_projects(columns: Sequence[Column], kind: StatementKind) -> list[Column]:
    """支出项目 in a list of projects heads their names where their classifications have columns of their own."""
    concepts = {column.concept for column in columns}
    if kind.axis != "project" or "project_name" in concepts or not concepts & _CLASSES:
        return list(columns)
    names = any_of("columns", "projects_beside_classes", "patterns")
    named = {c.col for c in columns if c.concept == "label" and c.path and names.fullmatch(fold(c.path[-1]))}
    return [replace(c, concept="project_name") if {c.col} == named else c for c in columns]


def _settle_measure_units(columns: Sequence[Column], body: Mapping[int, Sequence[str]]) -> list[Column]:
    """单位 beside a quantity, right of a name or of the units' own column, is what the quantity counts.

    Right of names of projects (项目名称) its texts say so: 辆, 平方米. Without a quantity it is what the figures of its
    row count or, 万元, are in.
    """
    settled = list(columns)
    for index, column in enumerate(columns):
        if column.concept != "unit_name" or not column.path or fold(column.path[-1]) != _MEASURE_UNIT:
            continue
        beside = {other.concept for other in columns[max(index - 1, 0) : index + 2]}
        before = {other.concept for other in columns[:index]}
        is_named = before & {"label", "item_name", "catalogue_code", "unit_name"}
        texts = body[column.col]
        of_quantity = "quantity" in beside and (is_named or ("project_name" in before and _are_measures(texts)))
        of_money = [text for text in texts if is_unit_of_money(text)]
        if of_quantity or (of_money and all(text in of_money or _are_measures([text]) for text in texts)):
            settled[index] = replace(column, concept="measure_unit")
    return settled


def _are_measures(texts: Sequence[str]) -> bool:
    """Whether the texts of a column are units of measure: 辆, 台、套."""
    units = any_of("columns", "counts", "lines")
    return bool(texts) and all(units.fullmatch(f"单位:{fold(text)}") for text in texts)


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
    of_units = {column.col for column in columns if column.concept == "unit_name" and _are_measures(body[column.col])}
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
