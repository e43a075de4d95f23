"""Amounts of a form by phase or year: 年初预算数 | 全年执行数, or 2025年 | 2026年 | 合计, over its rows of money."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents.model import Cell
from pipeline.statements.forms.form_grids import UNKNOWN, meaning, states_money, year_of
from pipeline.statements.forms.forms import key_of
from pipeline.statements.header_words import SUMS
from pipeline.statements.heads.column_meaning import is_plain
from pipeline.statements.model import Field
from pipeline.statements.numbers import parse_number
from pipeline.statements.text import fold, squeeze
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import any_of, column_terms, form_terms, labels, load

_LATER = frozenset({"revised", "actual"})
_FEWEST_HEADS = 2
# A header with the letter that a formula beside it uses: 预算数（A）, 执行率（B/A）.
_LETTER = re.compile(r"\([A-Z]([/÷][A-Z])?([*×]100%)?\)$")
_BUDGET = "budget"
_NO_AMOUNTS = frozenset({"share", "kpi_weight", "kpi_review", "remark", "quantity", "serial"})
_REVISED = "revised"
_BUDGETED = frozenset({_BUDGET, _REVISED})
_NOTE, _GROUP = "note", "group"
_LIFE, _YEAR, _OTHER = "life", "year", "other"
_WHOLE = frozenset({"budget", "total"})


@dataclass(frozen=True, slots=True)
class Head:
    """A header over amounts: its text, phase (None over what is no money) and year; ``of_years`` heads their sum."""

    text: str
    phase: str | None
    year: int | None = None
    of_years: bool = False


def phase_heads(cells: Sequence[Cell]) -> Mapping[int, Head]:
    """The headers of amounts by phase or year of a row, by column.

    Empty unless two and more columns are of amounts, one of them of a later phase than the budget, or of two and more
    years and their sum, with nothing but notes (备注) at their right; 金额 right before the years is their sum too. The
    group at their left (预算执行情况), by its word or as it goes on beside the rows under them, is none.
    """
    if cells and form_terms().match(fold(cells[-1].text)) == _NOTE:
        cells = cells[:-1]
    years = {cell: year for cell in cells if (year := year_of(cell.text)) is not None}
    if any(parse_number(cell.text) is not None for cell in cells if cell not in years):
        return {}
    shares = {cell for cell in cells if column_terms().match(fold(cell.text)) == "share"}
    aside = {*shares, *(cell for cell in cells[:1] if key_of(cell.text) == _GROUP or _reaches_below(cell, cells[1:]))}
    phases = {cell: labels("phase").search(_bare(cell.text)) if cell not in aside else None for cell in cells}
    phases |= dict.fromkeys(_of_what_is_left(cells, phases), "closing")
    if len(set(years.values())) >= _FEWEST_HEADS and _are_years(cells, years):
        first_year = min(year.col for year in years)
        left = [cell for cell in cells[1:] if cell.col < first_year]
        begin = left[-1].col if left and _is_sum(fold(left[-1].text)) else first_year
        return _by_column(
            {
                cell: Head(squeeze(cell.text), phases[cell] or _BUDGET, years.get(cell), cell not in years)
                for cell in cells
                if cell.col >= begin
            }
        )
    if (of_life := _life_and_year(cells, years)) is not None:
        return of_life
    of_money = [cell for cell in cells if phases[cell] is not None or (cell not in shares and states_money(cell.text))]
    if len(of_money) < _FEWEST_HEADS or not _LATER & set(phases.values()):
        return {}
    first = next(cell for cell in cells if phases[cell] is not None)
    return _by_column(
        {
            cell: Head(squeeze(cell.text), (phases[cell] or _BUDGET) if cell in of_money else None, years.get(cell))
            for cell in cells
            if cell.col >= first.col
        }
    )


def _reaches_below(cell: Cell, others: Sequence[Cell]) -> bool:
    """Whether a cell goes on beside the rows under all others of its row."""
    return bool(others) and cell.row + cell.row_span > max(other.row + other.row_span for other in others)


def _of_what_is_left(cells: Sequence[Cell], phases: Mapping[Cell, str | None]) -> list[Cell]:
    """The headers right of a budget and of what was spent of it that head what is left (结余)."""
    spent = next((cell.col for cell in cells if phases[cell] == "actual"), None)
    if spent is None or not any(phases[cell] in _BUDGETED for cell in cells if cell.col < spent):
        return []
    is_left = any_of("columns", "money", "left").fullmatch
    return [cell for cell in cells if cell.col > spent and is_left(without_unit(_bare(cell.text)))]


def _life_and_year(cells: Sequence[Cell], years: Mapping[Cell, int]) -> Mapping[int, Head] | None:
    """The headers of the money of a whole life and of one year, the last of a row; None where these are others.

    Between them may stand one of the years before (以前年度已安排), which is of no amount of the sheet.
    """
    kinds = [_kind_of_head(cell, years) for cell in cells]
    first = next((n for n, kind in enumerate(kinds) if kind is not None), len(kinds))
    if sorted(map(str, set(kinds[first:]) | {_OTHER})) != sorted((_LIFE, _OTHER, _YEAR)):
        return None
    if kinds.count(_LIFE) > 1 or kinds.count(_YEAR) > 1:
        return None
    return _by_column(
        {
            cell: Head(squeeze(cell.text), None if kind == _OTHER else _BUDGET, years.get(cell), kind == _LIFE)
            for cell, kind in zip(cells[first:], kinds[first:], strict=True)
        }
    )


def _kind_of_head(cell: Cell, years: Mapping[Cell, int]) -> str | None:
    """What a header is of: the whole life (实施期金额, 总投资), one year, years before it; None for anything else."""
    folded = fold(cell.text)
    of_year = {fold(text) for text in load("forms")["key"]["total"]["of_year"]}
    if any_of("forms", "whole_life", "patterns").fullmatch(folded):
        return _LIFE
    if any_of("forms", "other_years", "patterns").search(folded):
        return _OTHER
    if cell in years and not folded.isdigit():
        return _YEAR
    key = key_of(cell.text)
    return _YEAR if key == _BUDGET else _LIFE if key == "total" and folded not in of_year else None


def _is_sum(folded: str) -> bool:
    return folded in SUMS or folded.endswith(("金额", "总额"))


def _are_years(cells: Sequence[Cell], years: Mapping[Cell, int]) -> bool:
    """Whether from the first year on a row names years, each once, and sums of them only."""
    first = min(cell.col for cell in years)
    others = [fold(cell.text) for cell in cells if cell.col > first and cell not in years]
    return len(set(years.values())) == len(years) and all(text in SUMS for text in others)


def _by_column(heads: Mapping[Cell, Head]) -> Mapping[int, Head]:
    return {col: head for cell, head in heads.items() for col in range(cell.col, cell.col + cell.col_span)}


def is_unread(cell: Cell, heads: Mapping[int, Head]) -> bool:
    """Whether a cell of a row of amounts is none of them, nor a name, a note, a serial number, a score or a rate.

    It prints what is no amount under a header of a phase, or an amount under a header of none of the sheet's: of years
    before (以前年度已安排), unknown, or no header at all.
    """
    head, is_number = heads.get(cell.col), parse_number(cell.text) is not None
    if head is None:
        return is_number and not (cell.col == 1 and cell.text.strip().isdigit())
    if head.phase is not None:
        return not is_number
    return is_number and key_of(head.text) != "score" and column_terms().match(_bare(head.text)) not in _NO_AMOUNTS


def _bare(text: str) -> str:
    return _LETTER.sub("", fold(text))


def phase_fields(cells: Sequence[Cell], heads: Mapping[int, Head], key: str | None, group_text: str) -> list[Field]:
    """The amounts of a row under such headers; ``key`` is the key that names the row.

    What the sheet budgets is the key's; what was budgeted later or spent only bears its name. Where it prints no other
    budget than the changed one (全年预算数) it is that. A row of all money (金额) is that of the budget. A row without
    a name is that of its group.
    """
    budgeted = {head.phase for head in heads.values()} & _BUDGETED
    of_key = _REVISED if budgeted == {_REVISED} else _BUDGET

    names = [squeeze(cell.text) for cell in cells if cell.col < min(heads) and parse_number(cell.text) is None]
    is_of_group = not names
    names = names or [group_text]
    if not names[-1]:
        return []
    name = names[-1]
    fund, component = meaning([name])
    if is_of_group and fund in {UNKNOWN, "total"} and component is None and key is None:
        fund = "total"
        key = _BUDGET
    key = key or (_BUDGET if fund == "total" and component is None and is_plain([fold(name)]) else None)
    fields = []
    for cell in cells:
        head = heads.get(cell.col)
        if head is None or head.phase is None or parse_number(cell.text) is None:
            continue
        fields.append(
            Field(
                *(key if key is not None and head.phase == of_key else "amount", name, cell.row, cell.col, cell.text),
                group=group_text,
                path=(head.text,),
                fund=None if fund == UNKNOWN and key is not None else fund,
                component=component,
                role="total" if key in _WHOLE else "leaf",
                phase=head.phase,
                year=head.year,
                of_years=head.of_years,
            )
        )
    return fields
