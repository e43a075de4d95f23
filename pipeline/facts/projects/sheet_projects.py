"""The project of a sheet of keys and values, and the amounts that the sheet gives it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce

from pipeline.facts.projects.listed_amounts import add_fund_of_all
from pipeline.facts.projects.project_model import Amount, Project, split_unit
from pipeline.facts.vocabulary import pattern
from pipeline.statements.forms.form_grids import UNKNOWN, meaning, year_of
from pipeline.statements.forms.form_model import funds_beside
from pipeline.statements.forms.forms import pair_of
from pipeline.statements.header_words import SUMS
from pipeline.statements.model import Field, Reading
from pipeline.statements.numbers import parse_number
from pipeline.statements.of_which import is_of_which
from pipeline.statements.rows.project_names import code_and_name
from pipeline.statements.text import fold, squeeze
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import any_of, labels, load

_UNIT_CODE = re.compile(r"(\d{3,9})(?=[^\d年])")
_AMOUNTS = ("budget", "total", "fiscal", "other")
_WHOLES = frozenset({"budget", "total"})
_FISCAL = frozenset({"fiscal", *FISCAL_FUNDS})
_OTHER = frozenset({"other", "unit_funds", "business", "operating", "affiliated", "fiscal_account"})
_SUPERIOR = "superior"
_APART = frozenset({"carry_over"})


def projects_of_sheet(document_id: str, reading: Reading, fiscal_year: int, *, in_series: bool) -> list[Project]:
    """The projects of a sheet: one, or several side by side, each with the fields of its column."""
    reading = _of_narrowest(reading)
    cols = [item.col for item in reading.fields if item.key == "project_name" and item.value]
    rows = {item.row for item in reading.fields if item.key == "project_name" and item.value}
    if len(cols) == 1 or len(rows) > 1 or any(item.col not in cols for item in reading.fields):
        cols = []
    parts = [replace(reading, fields=tuple(item for item in reading.fields if item.col == col)) for col in cols]
    found = []
    for part in parts or [reading]:
        project = _project_of_sheet(document_id, part, fiscal_year, in_series=in_series)
        if project is not None and parts:
            project.statements.clear()
            project.columns.add((document_id, reading.table.number, project.col))
        found.extend([project] if project is not None else [])
    return found


def _of_narrowest(reading: Reading) -> Reading:
    """The sheet with the narrowest of names by level (一级项目名称, 二级项目名称): it is of that project."""
    patterns = load("forms")["project_levels"]["patterns"]
    levels = {
        item: next((n for n, pattern in enumerate(patterns) if re.match(pattern, fold(item.text))), -1)
        for item in reading.fields
        if item.key == "project_name" and item.value
    }
    narrowest = max(levels.values(), default=-1)
    if narrowest < 1 or sum(level == narrowest for level in levels.values()) > 1:
        return reading
    return replace(reading, fields=tuple(f for f in reading.fields if levels.get(f, narrowest) == narrowest))


def _project_of_sheet(document_id: str, reading: Reading, fiscal_year: int, *, in_series: bool) -> Project | None:
    """The project of a sheet: the sheet or, where it has no place for a name, its title names one, and not several.

    ``in_series``: several sheets of the document have the names of their projects in their titles.
    """
    if reading.statement == "overall_performance":
        return None
    names = [item for item in reading.fields if item.key == "project_name"]
    values = [item for item in names if item.value]
    if len(values) == 1:
        first = values[0]
        code, name = code_and_name(squeeze(first.value))
        project = Project(document_id, reading.table.number, first.row, first.col, code=code, name=name)
    elif reading.fields and not names and (name := name_in_title(reading.title, in_series)):
        project = Project(document_id, reading.table.number, 1, 1, name=name)
    else:
        return None
    project.statements.add((document_id, reading.statement_no))
    departments = []
    unit_code = None
    for item in reading.fields:
        value = squeeze(item.value)
        if item.key == "project_code" and value:
            project.code = value
        elif item.key == "project_type" and value:
            project.project_type = value
        elif item.key == "unit_name" and value:
            project.unit_code, project.unit_name = split_unit(value)
        elif item.key == "unit_code" and value.isdigit():
            unit_code = value
        elif item.key == "department" and value:
            departments.append(value)
    _add_texts(project, reading)
    _add_amounts(project, reading, fiscal_year)
    funds = {labels("fund").search_one(fold(item.value)) for item in reading.fields if item.key == "fund_kind"}
    if len(funds) == 1:
        add_fund_of_all(project, funds.pop())
    if not project.unit_name and departments:
        project.unit_code, project.unit_name = split_unit(departments[-1])
    if not project.unit_name:
        project.unit_code, project.unit_name = _unit_of_sheet(reading)
    project.unit_code = project.unit_code or unit_code
    return project


def _add_texts(project: Project, reading: Reading) -> None:
    for item in reading.fields:
        if item.key == "purpose" and item.value:
            project.purpose = _joined(project.purpose, item.value)
        elif item.key == "goals" and item.value:
            project.goals = _joined(project.goals, item.value)


def add_rest_of_sheet(project: Project, reading: Reading, readings: Sequence[Reading]) -> None:
    """Add the goals that other tables of a sheet print (年度绩效目标表), where one table of it names a project."""
    sheet = [other for other in readings if other.statement_no == reading.statement_no]
    if sum(any(item.key == "project_name" for item in other.fields) for other in sheet) == 1:
        for other in sheet:
            if other is not reading:
                _add_texts(project, other)


def name_in_title(title: str, in_series: bool = False) -> str:
    """The name of the project that a title states (公安办案业务经费项目绩效目标表), '' where it names none."""
    match = pattern("projects", "title", "named").fullmatch(fold(title))
    if match is None or pattern("projects", "title", "no_name").fullmatch(match["name"]):
        return ""
    may_be_unit = pattern("projects", "title", "unit_or_project").fullmatch(match["name"])
    return match["name"] if in_series or not may_be_unit else ""


def _add_amounts(project: Project, reading: Reading, fiscal_year: int) -> None:
    """The amounts of a sheet: those of its keys, then what its grid and the names beside its amounts say."""
    fields = _of_sheets_year(reading.fields, fiscal_year)
    for item in fields:
        if item.key not in _AMOUNTS or _is_of_whole_life(item, fields):
            continue
        if item.of_years and item.key not in _WHOLES:
            continue
        of_year = item.key == "total" and (item.year is not None or _is_of_year(item, fields))
        name = "total" if item.of_years else "budget" if of_year else item.key
        project.add_amount(name, item.value, reading.unit, *item.place)
    sums = [item for item in reading.fields if item.key == "amount" and item.of_years and item.path]
    for item in sums:
        if meaning(item.path)[0] == "total":
            project.add_amount("total", item.value, reading.unit, *item.place)
    for parts in _grids(reading, fiscal_year):
        _add_grid(project, reading, parts)
    # Beside an amount under a header, one under none (其中：政府采购) is not known to be all money.
    headed = {item.row for item in reading.fields if item.key == "amount" and item.path}
    clear = [item for item in _budgeted(reading.fields) if item.path or item.row not in headed]
    named = [item for item in clear if not item.path and item.fund == "total"]
    named = [item for item in named if item.year == fiscal_year] or [item for item in named if item.year is None]
    sums = [item for item in clear if fold(item.text) in SUMS and not item.year]
    named = named or [item for item in sums if item.fund == "total" and item.role != "total"]
    alike = {amount.yuan for item in named if (amount := project.printed(item.value, reading.unit, *item.place))}
    is_free = not project.amounts.keys() & ({"budget"} if named and named[0].year else _WHOLES)
    if len(alike) == 1 and is_free:
        project.add_amount("budget", named[0].value, reading.unit, *named[0].place)
    _add_parts(project, reading, fiscal_year)


def _budgeted(fields: Sequence[Field]) -> list[Field]:
    """The amounts that no key names and that were budgeted, not spent; as changed, where that is the sheet's budget."""
    phase = next((item.phase for item in fields if item.key in _WHOLES and item.phase), None) or "budget"
    return [item for item in fields if item.key == "amount" and (item.phase or phase) == phase]


def _grids(reading: Reading, fiscal_year: int) -> Iterator[list[Field]]:
    """The amounts under header lines by row: those of the sheet's year, where the header names years."""
    rows: dict[int, list[Field]] = {}
    for item in reading.fields:
        if item.key == "amount" and item.role == "total" and item.path and (item.phase or "budget") == "budget":
            rows.setdefault(item.row, []).append(item)
    for row in rows.values():
        yield [item for item in row if item.year in {None, fiscal_year} and not item.of_years]


def _add_grid(project: Project, reading: Reading, row: Sequence[Field]) -> None:
    """All money of a row and its parts: the first column of all money is the budget where no key prints it."""
    whole = next((item for item in row if item.fund == "total"), None)
    if whole is None or any(name in project.amounts for name in ("budget", "fiscal")):
        return
    project.add_amount("budget", whole.value, reading.unit, *whole.place)
    after = _without_parts(row[row.index(whole) + 1 :])
    _divide(
        project,
        reading,
        [item for n, item in enumerate(after) if item.fund != "total" and (not n or not is_of_which(item.path))],
    )


def _without_parts(row: Sequence[Field]) -> list[Field]:
    """The columns of a row without those whose header has a 小计 of one fund beside them (财政拨款 over 小计)."""
    of_fund = (item for item in row if item.fund not in {"total", UNKNOWN})
    sums = {item.path[:-1] for item in of_fund if len(item.path) > 1 and item.path[-1] in SUMS}
    return [item for item in row if item.path[:-1] not in sums or item.path[-1] in SUMS]


def _add_parts(project: Project, reading: Reading, fiscal_year: int) -> None:
    """Amounts with names of their own (中央资金, 政府性基金) beside the budget that a key prints."""
    of_keys = [item for item in reading.fields if item.key in {"fiscal", "carry_over", "other"}]
    amounts = [item for item in _budgeted(reading.fields) if item.fund != "total"]
    with_whole = {item.row for item in reading.fields if item.key == "amount" and item.fund == "total"}
    of_names = [
        item
        for item in amounts
        if (item.row not in with_whole if item.role == "total" else item.year or item.phase or not item.path)
    ]
    of_names += [item for item in funds_beside(reading.fields) if item not in of_names]
    parts = [item for item in (*of_keys, *of_names) if item.year in {None, fiscal_year} and not item.of_years]
    fields = _of_sheets_year(reading.fields, fiscal_year)
    of_year = {_header(item) for item in parts if not _is_of_whole_life(item, fields)}
    parts = [item for item in parts if _header(item) not in of_year or not _is_of_whole_life(item, fields)]
    if "budget" in project.amounts and of_names:
        _divide(project, reading, parts)


def _divide(project: Project, reading: Reading, parts: Sequence[Field]) -> None:
    """Fiscal and other money of the parts, where each is known to be one of them and all make the budget.

    Else what is called fiscal or other money by itself.
    """
    amounts = {part: project.printed(part.value, reading.unit, *part.place) for part in parts}
    printed = {part: amount for part, amount in amounts.items() if amount is not None}
    funds = {part: part.fund or part.key for part in printed}
    funds |= {part: "fiscal" for part in printed if funds[part] == _SUPERIOR and _is_beside_government(part, printed)}
    if any(map(_is_of_government, printed)):
        funds |= {part: "fiscal" for part in printed if funds[part] == UNKNOWN and _is_of_own_government(part)}
    known = all(fund in _FISCAL | _OTHER | _APART for part, fund in funds.items() if printed[part].yuan)
    budget = project.amounts["budget"]
    whole = sum((amount.yuan for amount in printed.values()), Decimal(0))
    if printed and known and abs(whole - budget.yuan) <= budget.resolution:
        for name, of_name in (("fiscal", _FISCAL), ("other", _OTHER)):
            if amounts_of := [printed[part] for part, fund in funds.items() if fund in of_name]:
                project.amounts[name] = reduce(Amount.plus, amounts_of)
        return
    for name in ("fiscal", "other"):
        named = [printed[part] for part in printed if _named(part) == name and not _is_of_government(part)]
        if named and name not in project.amounts:
            project.amounts[name] = named[0]


def _is_of_government(part: Field) -> bool:
    """Whether a part is the money of one government (本级财政资金), which may be not all fiscal money."""
    text = fold(_header(part))
    return any_of("forms", "governments", "patterns").fullmatch(text) is not None


def _is_beside_government(part: Field, parts: Collection[Field]) -> bool:
    """Whether a part is of the government above (上级补助) and another of one as well, or of the sheet's own."""
    others = [other for other in parts if other is not part]
    return _is_of_government(part) and any(_is_of_government(o) or _is_of_own_government(o) for o in others)


def _is_of_own_government(part: Field) -> bool:
    """Whether a part may be the money of the sheet's own government (本级资金), as it is beside that of another one."""
    text = fold(_header(part))
    return any_of("forms", "own_government", "patterns").fullmatch(text) is not None


def _named(part: Field) -> str | None:
    return labels("fund").search(fold(_header(part)))


def _header(part: Field) -> str:
    """What names an amount: the header right above it, where that is of no phase, else the text beside it."""
    return part.path[-1] if part.path and not part.phase else part.text


def _is_of_whole_life(item: Field, fields: Sequence[Field]) -> bool:
    """Whether a part of the money stands in the column of the whole life, beside another for the year's budget.

    Or right of the money of the whole life, where the year's budget has a row with such a part of its own. The only
    one that is the budget itself (一般公共预算180万元 under 项目总预算 | 360万元 | 本年度预算 | 180万元) is of
    the year.
    """
    if item.year is not None or item.of_years or item.key in _WHOLES:
        return False
    budgets = [parse_number(other.value) for other in fields if other.key == "budget"]
    if sum(other.key == item.key for other in fields) == 1 and parse_number(item.value) in budgets:
        return False
    cols, rows = (
        {key: {getattr(field, place) for field in fields if field.key == key} for key in _WHOLES}
        for place in ("col", "row")
    )
    if cols["budget"] and item.col in cols["total"] - cols["budget"]:
        return True
    of_year = {field.row for field in fields if field.key == item.key} & (rows["budget"] - rows["total"])
    return bool(of_year) and item.row in rows["total"] - rows["budget"]


def _of_sheets_year(fields: Sequence[Field], fiscal_year: int) -> list[Field]:
    """The fields without amounts of other years than the sheet's, where it prints those of its own."""
    return [item for item in fields if not _is_of_other_year(item, fields, fiscal_year)]


def _is_of_other_year(item: Field, fields: Sequence[Field], fiscal_year: int) -> bool:
    """Whether an amount is of another year than the sheet's, where the sheet prints amounts of several.

    Beside all money of the sheet's year, or of none that it names, that of another year is no budget.
    """
    year = _year(item)
    years = {_year(other) for other in fields if other.key == item.key} - {None}
    beside = {_year(other) for other in fields if _is_whole_of_year(other)}
    is_beside = item.key in _WHOLES and bool(beside & {None, fiscal_year})
    return year not in {None, fiscal_year} and (len(years) > 1 or is_beside)


def _is_whole_of_year(item: Field) -> bool:
    """Whether an amount is all money of one year: no term of several is named."""
    of_no_term = item.key == "total" and without_unit(fold(item.text)) in _totals_without_term()
    is_named = item.key == "amount" and item.fund == "total"
    return (item.key == "budget" or of_no_term or is_named) and not item.of_years


def _totals_without_term() -> set[str]:
    return {fold(text) for text in load("forms")["key"]["total"]["of_year"]}


def _year(item: Field) -> int | None:
    return item.year or year_of(item.text)


def _is_of_year(item: Field, fields: Sequence[Field]) -> bool:
    """Whether a total that names no term (资金总额) is the budget of the year: the sheet prints none, nor by years."""
    others = [other for other in fields if other.key == "budget" or (_is_whole_of_year(other) and _year(other))]
    return without_unit(fold(item.text)) in _totals_without_term() and not [o for o in others if o is not item]


def _joined(known: str | None, text: str) -> str:
    return f"{known}\n{text.strip()}" if known else text.strip()


def _unit_of_sheet(reading: Reading) -> tuple[str | None, str | None]:
    """The unit that the lines over the keys of a sheet print: 431001 and the name, or who fills it in (填报单位：X)."""
    lines = [cell for cell in reading.table.cells if reading.uses.get((cell.row, cell.col)) == "furniture"]
    for cell in lines:
        text = squeeze(cell.text)
        if cell.row == 1 and _UNIT_CODE.match(text):
            return split_unit(text)
        if (pair := pair_of(cell.text)) is not None and pair[0] == "unit_name":
            return split_unit(squeeze(pair[2]))
    return None, None
