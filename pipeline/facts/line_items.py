"""core.fact_line_item: one row per money cell of every table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.facts.ids import LINE_ITEM, fact_id
from pipeline.facts.payment_plans import is_in_percent
from pipeline.statements import components
from pipeline.statements.forms.form_grids import UNKNOWN, year_of
from pipeline.statements.header_words import SUMS
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.model import Column, Field, Reading, Row
from pipeline.statements.numbers import parse_number
from pipeline.statements.of_which import is_of_which
from pipeline.statements.periods import Period, period_of
from pipeline.statements.rows.row_kinds import code_of, is_year_total
from pipeline.statements.text import fold, split_ordinal, squeeze
from pipeline.statements.titles.titles import FISCAL_FUNDS, kind_named
from pipeline.statements.vocabulary import any_of, labels, load

_FORM_MONEY = {name: entry for name, entry in load("forms")["key"].items() if entry.get("money")}
_YEARS = re.compile(r"20\d{2}(?=年)")


@dataclass(frozen=True, slots=True)
class Source:
    """The document, year and kind of disclosure (budget, final_accounts) that rows are made for."""

    document_id: str
    disclosure_id: str
    fiscal_year: int
    kind: str = "budget"

    @property
    def stock_year(self) -> int:
        """The year at whose end a stock is that states no day: final accounts print their own, budgets that before."""
        return self.fiscal_year if self.kind == "final_accounts" else self.fiscal_year - 1


def line_items(source: Source, readings: Sequence[Reading]) -> list[dict[str, Any]]:
    """The rows of all tables in document order; project_id is filled later, proof by the audit."""
    rows: list[dict[str, Any]] = []
    for reading in readings:
        rows.extend(_of_grid(source, reading))
        rows.extend(_of_form(source, reading))
    return rows


def _of_grid(source: Source, reading: Reading) -> Iterator[dict[str, Any]]:
    columns: dict[int, list[Column]] = {}
    for column in reading.columns:
        columns.setdefault(column.panel, []).append(column)
    for row in reading.rows:
        axis = reading.axes.get(row.panel, reading.axis)
        period = period_of(row.label)
        for column in columns[row.panel]:
            cell = reading.table.grid.get((row.row, column.col))
            if column.concept != "money" or column.unit is None or cell is None or cell.row != row.row:
                continue
            number = parse_number(cell.text)
            if number is None or cell.col != column.col or (cell.row, cell.col) in reading.counts:
                continue
            yield {
                **_common(source, reading, cell.row, cell.col),
                "axis": axis,
                "flow": column.flow,
                "fiscal_year": _year(source, reading, column, period),
                "phase": period.phase or column.phase if period is not None else column.phase,
                "unit_code": row.unit_code,
                "unit_name": row.unit_name or column.unit_name,
                "function_code": row.codes.function,
                "economic_code": row.codes.economic,
                "gov_economic_code": row.codes.gov_economic,
                "function_code_inferred": row.function_inferred,
                "economic_code_inferred": row.economic_inferred,
                "label": row.label,
                "label_path": "/".join([*row.ancestors, row.label]),
                "level": row.level,
                "row_role": row.role,
                "is_leaf": row.is_leaf,
                "parent_row_no": row.parent,
                "column_path": "/".join(column.path),
                "fund_source": _fund(row, column, axis),
                "component": _component(row, column, reading.statement, axis),
                "amount_yuan": column.unit.yuan(number),
                "amount_raw": cell.text.strip(),
                "unit_printed": number.unit or column.unit.name,
            }


def _common(source: Source, reading: Reading, row: int, col: int, *part: int) -> dict[str, Any]:
    return {
        "line_item_id": fact_id(LINE_ITEM, source.document_id, reading.table.number, row, col, *part),
        "disclosure_id": source.disclosure_id,
        "document_id": source.document_id,
        "statement": reading.statement,
        "proof": "unchecked",
        "table_no": reading.table.number,
        "row_no": row,
        "col_no": col,
    }


def _year(source: Source, reading: Reading, column: Column, period: Period | None) -> int:
    """The year an amount is for: printed in its header or its row, the year before for 上年.

    A stock is that of the year whose end it states; 年初数 beside 年末数 is of the end of the year before.
    """
    if reading.as_of[:4].isdigit():
        return int(reading.as_of[:4])
    if column.flow == "balance" and column.phase != "change":
        is_before = column.phase == "opening" and any(other.phase == "closing" for other in reading.columns)
        return source.stock_year - is_before
    if column.year is None and period is not None:
        return period.year or source.fiscal_year + period.offset
    return column.year or _year_of_table(source, reading) + column.year_offset


def _year_of_table(source: Source, reading: Reading) -> int:
    """The disclosure's own year; the year before where a budget's table is titled by it and tells what was spent.

    Nothing of its own year is spent when a budget is published. Without such a column a title that names the year
    before is one that was left from then.
    """
    before = source.fiscal_year - 1
    spends = any(c.phase == "actual" and c.year is None and not c.year_offset for c in reading.columns)
    is_before = source.kind == "budget" and spends and set(_YEARS.findall(reading.title)) == {str(before)}
    return before if is_before else source.fiscal_year


def _fund(row: Row, column: Column, axis: str) -> str | None:
    """The column's fund source, in it that of the row; rows of revenue name it, or are part of a row that does.

    A part of what is carried over is carried over, whichever fund it once came from.
    """
    if axis == "fund" and row.label and row.role != "total":
        named = [labels("fund").search(fold(split_ordinal(text)[1])) for text in (*row.ancestors, row.label)]
        if "carry_over" in named:
            return "carry_over"
        own = next((name for name in reversed(named) if name not in {None, "total"}), None)
        if own == "fiscal" and column.fund in FISCAL_FUNDS:
            return column.fund
        if own is None and named[-1] is not None and row.role != "subtotal":
            return named[-1]
        # A row whose name no word explains is of some fund among those of the column.
        is_sum = is_year_total(row) or any_of("rows", "subtotal", "patterns").fullmatch(fold(row.label)) is not None
        is_known = named[-1] is not None or is_sum or column.fund not in {"total", "fiscal"}
        return own or (column.fund if is_known else None)
    if (
        axis == "fund"
        and row.role == "total"
        and column.fund is None
        and is_plain([fold(text) for text in column.path])
    ):
        return "total"
    if row.fund is not None and column.fund in {"total", "fiscal"}:
        return row.fund
    bare = fold(split_ordinal(row.label)[1])
    if column.flow == "revenue" and code_of(row) is None and any_of("rows", "carry_over", "patterns").fullmatch(bare):
        return "carry_over"
    return column.fund


def _component(row: Row, column: Column, statement: str, axis: str) -> str | None:
    """The column's component, in it that of the row; rows of items that stand for no code may name it (一、基本支出).

    Among rows of an economic classification a class (工资福利支出) is what the row is, not a part of the money. A row
    that is neither basic nor project expenditure (三、单位预留机动经费) has none, as a column of that name.
    """
    if row.component is not None and column.component == "total" and column.flow == "expenditure":
        return row.component
    is_summary = kind_named(statement).sides or (axis == "item" and kind_named(statement).axis == "function")
    if column.component != "total" or column.flow != "expenditure" or not is_summary:
        return column.component
    if row.role == "total" or (code_of(row) is not None and axis != "economic"):
        return column.component
    named = [labels("component").search(fold(split_ordinal(text)[1])) for text in (row.label, *reversed(row.ancestors))]
    classified = axis in {"economic", "gov_economic"}
    found = next((name for name in named if name and not (classified and name in components.CLASSES)), None)
    is_beyond = any_of("columns", "money", "beyond").fullmatch(fold(split_ordinal(row.label)[1])) is not None
    return found or (None if is_beyond else column.component)


def _of_form(source: Source, reading: Reading) -> Iterator[dict[str, Any]]:
    plan_in_percent = _is_plan_in_percent(reading)
    for field in reading.fields:
        if field.key == "period" and plan_in_percent:
            continue
        number = parse_number(field.value)
        if number is None or reading.unit is None or (field.key not in _FORM_MONEY and field.key != "period"):
            continue
        period = field.key == "period"
        label = squeeze(field.group if period else field.text)
        kind = kind_named(reading.statement)
        entry = _FORM_MONEY.get(field.key, {})
        role = _form_role(field)
        is_sum = field.key == "task_amount" and field.role == "total"
        yield {
            **_common(source, reading, field.row, field.col, *field.place[2:]),
            "axis": "period" if period else "fund",
            "flow": _flow_of_form(reading, field) or kind.flow or "expenditure",
            "fiscal_year": field.year or year_of(field.text) or source.fiscal_year + entry.get("year_offset", 0),
            "phase": field.phase or entry.get("phase", "budget"),
            "label": label,
            "label_path": label if period or not field.group else f"{field.group}/{label}",
            "level": 0 if is_sum else None,
            "row_role": role,
            "is_leaf": role == "leaf",
            "column_path": field.text if period else "/".join(field.path),
            "fund_source": "total" if period else _fund_of_part(reading.fields, field),
            "component": field.component or kind.component,
            "amount_yuan": reading.unit.yuan(number),
            "amount_raw": field.value.strip(),
            "unit_printed": number.unit or reading.unit.name,
        }


def _is_plan_in_percent(reading: Reading) -> bool:
    """Whether the figures of a sheet's spending plan are shares of its budget, which are no money."""
    budgets = (parse_number(field.value) for field in reading.fields if field.key == "budget")
    budget = next((reading.unit.yuan(number) for number in budgets if number is not None and reading.unit), None)
    return is_in_percent([field.value for field in reading.fields if field.key == "period"], reading.unit, budget)


def _fund_of_part(fields: Sequence[Field], field: Field) -> str | None:
    """The fund of an amount; what 其中 marks of the year (其中：当年预算拨款) has that of the amount over it."""
    over = next((f for f in fields if (f.row, f.col) == (field.row - 1, field.col)), None)
    names_none = field.key in {"budget", "amount"} and _fund_of_form(field) == "total"
    if names_none and is_of_which([field.text]) and over is not None and over.key in _FORM_MONEY:
        return _fund_of_form(over)
    return _fund_of_form(field)


def _fund_of_form(field: Field) -> str | None:
    """The fund of an amount, else of its key; a part that names its own (其中：一般公共预算, 单位资金) has that."""
    if field.fund is not None:
        return field.fund if field.fund != UNKNOWN else None
    named = labels("fund").search(fold(field.text).rstrip(":")) if field.key in {"fiscal", "other"} else None
    return named if named not in {None, "total"} else str(_FORM_MONEY[field.key]["fund"])


def _flow_of_form(reading: Reading, field: Field) -> str | None:
    """``revenue`` where the sheet of a department names an amount as what comes in, by its own text or what heads it.

    The narrowest that says what comes in or goes out decides (按收入性质分 over 其他资金, not the group over both).
    """
    if reading.statement != "overall_performance" or field.key == "period":
        return None
    own = [field.text] if field.key in {"amount", "budget", "total"} else []
    for text in map(fold, (*own, *reversed(field.path), field.side, field.group)):
        comes_in, goes_out = (any_of("forms", name, "patterns").search(text) for name in ("revenue", "spending"))
        if comes_in or goes_out:
            return None if goes_out else "revenue"
    return None


def _form_role(field: Field) -> str:
    if field.role is not None:
        return "total" if field.key == "amount" and fold(field.text) in SUMS else field.role
    if field.key == "amount" and field.fund == UNKNOWN and is_of_which([field.text]):
        return "of_which"
    if field.key in {"budget", "total", "actual", "prior_budget", "prior_actual"}:
        return "total"
    return "subtotal" if field.key in {"period", "amount"} else "leaf"
