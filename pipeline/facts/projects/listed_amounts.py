"""The amounts of a project in a list: what its columns of money say of its budget, and of which funds that is."""

from collections.abc import Callable, Sequence
from functools import reduce

from pipeline.facts.projects.project_model import Amount, Project
from pipeline.statements.forms.whole_life import is_of_whole_life
from pipeline.statements.header_words import SUMS
from pipeline.statements.model import Column
from pipeline.statements.of_which import is_of_which
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import any_of, form_terms, load

_WHOLE = frozenset({"total", "project"})
_OTHER_FUNDS = frozenset({"fiscal_account", "unit_funds", "business", "operating", "superior", "affiliated"})
_NAMED = {"total": "budget", "fiscal": "fiscal", "other": "other"}

Printed = Sequence[tuple[Column, Amount]]
OfLife = Callable[[Column, Sequence[Column]], bool]


def add_listed_amounts(
    project: Project, columns: Sequence[Column], printed: Printed, fiscal_year: int, of_life: OfLife = is_of_whole_life
) -> None:
    """Add the amounts that a list with these columns prints of a project; ``of_life`` tells those of its whole life.

    The fiscal part is a column of its own, else the sum of the columns of fiscal funds. So is the other part (财政专户,
    单位资金), where the two together are the budget. Of several columns of fiscal money (上级财政资金, 本级财政资金) it
    is the one that the others make, else all of them where these and the rest are the budget; else it is not known.
    """
    whole_of = {column.fund for column in columns if column.concept == "money" and column.component in _WHOLE}
    by_fund: dict[str, list[tuple[bool, Amount]]] = {}
    fiscal: list[Amount] = []
    of_governments: list[Amount] = []
    for column, amount in printed:
        if column.phase != "budget" or column.year_offset or _is_of_other_year(column, columns, fiscal_year):
            continue
        is_whole = column.component in _WHOLE or column.fund not in whole_of
        name = "total" if of_life(column, columns) else _NAMED.get(column.fund or "")
        if name is None and column.fund is None and _is_of_government(column):
            of_governments.append(amount)
            continue
        if name == "fiscal" and is_whole:
            fiscal.append(amount)
        elif name and is_whole:
            project.take(name, amount)
        elif not name and not _is_part_of_fund(column, columns) and not _is_transfer(column):
            by_fund.setdefault(column.fund or "", []).append((is_whole, amount))
    parts = [part for fund, of_one in by_fund.items() if fund in FISCAL_FUNDS for part in _wholes(of_one)]
    others = [part for fund, of_one in by_fund.items() if fund in _OTHER_FUNDS for _, part in of_one]
    rest = [*others, *([project.amounts["other"]] if "other" in project.amounts else [])]
    if fiscal and (whole := _one_of(fiscal, rest, project.amounts.get("budget"))) is not None:
        project.amounts["fiscal"] = whole
    elif parts and not fiscal:
        project.amounts["fiscal"] = reduce(Amount.plus, parts)
    elif of_governments and not fiscal and "budget" in project.amounts:
        _add_rest(project, reduce(Amount.plus, of_governments), rest)
    if others and "budget" in project.amounts:
        _add_other_part(project, reduce(Amount.plus, others))
    if not project.amounts.keys() & {"budget", "total"}:
        _add_plain_amount(project, columns, printed)
    if not project.amounts.keys() & {"budget", "total", "fiscal"}:
        _add_changed_budget(project, columns, printed)


def add_fund_of_all(project: Project, fund: str | None) -> None:
    """The money of a row or sheet whose text (资金来源) names the fund of all of it, where no amount is of a fund."""
    budget = project.amounts.get("budget")
    if budget is None or project.amounts.keys() & {"fiscal", "other"}:
        return
    if fund == "fiscal" or fund in FISCAL_FUNDS:
        project.amounts["fiscal"] = budget
    elif fund == "other" or fund in _OTHER_FUNDS:
        project.amounts["other"] = budget


def _add_rest(project: Project, fiscal: Amount, rest: Sequence[Amount]) -> None:
    """The money of governments as the fiscal part, where it makes the budget with what is of other funds."""
    budget = project.amounts["budget"]
    if abs(reduce(Amount.plus, [fiscal, *rest]).yuan - budget.yuan) <= budget.resolution:
        project.amounts["fiscal"] = fiscal


def _one_of(fiscal: Sequence[Amount], rest: Sequence[Amount], budget: Amount | None) -> Amount | None:
    """The fiscal money that several columns print: all of it in one, or parts of it that make the budget with the rest.

    The amounts are those of the columns that name fiscal money, ``rest`` what else the budget consists of.
    """
    if len(fiscal) == 1:
        return fiscal[0]
    largest = max(fiscal, key=lambda amount: amount.yuan)
    together = reduce(Amount.plus, fiscal)
    if 2 * largest.yuan == together.yuan:
        return largest
    if budget is not None and abs(reduce(Amount.plus, [together, *rest]).yuan - budget.yuan) <= budget.resolution:
        return together
    return None


def _is_of_government(column: Column) -> bool:
    """Whether a column is named after a government whose money it is (中央资金, 区级资金)."""
    leaf = fold(column.path[-1]) if column.path else ""
    return any_of("forms", "governments", "patterns").fullmatch(leaf) is not None


def _is_transfer(column: Column) -> bool:
    """Whether a column of 上级补助 names no revenue: a government's money for the project, fiscal or not."""
    return column.fund == "superior" and "收入" not in "".join(column.path)


def _is_part_of_fund(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column is an of-which column (其中：提前下达) of a fund that has another column."""
    of_fund = [c for c in columns if c.concept == "money" and c.fund == column.fund]
    return is_of_which(column.path) and not all(is_of_which(c.path) for c in of_fund)


def _wholes(of_fund: Sequence[tuple[bool, Amount]]) -> list[Amount]:
    """The amounts of one fund without what they are spent on (商品和服务支出), each with whether its column is of all.

    One that is the sum of the others is all of it.
    """
    largest = max((amount for _, amount in of_fund), key=lambda amount: amount.yuan)
    if len(of_fund) > 1 and 2 * largest.yuan == sum(amount.yuan for _, amount in of_fund):
        return [largest]
    return [amount for is_whole, amount in of_fund if is_whole]


def _is_of_other_year(column: Column, columns: Sequence[Column], fiscal_year: int) -> bool:
    """Whether a column is of another year than the list's, where columns of the same fund are of several."""
    if column.year in {None, fiscal_year}:
        return False
    years = {other.year for other in columns if other.concept == "money" and other.fund == column.fund}
    return len(years) > 1


def _add_other_part(project: Project, other: Amount) -> None:
    """The money that is not fiscal, where it makes up the budget with the fiscal part; columns may hold each other."""
    fiscal, known = project.amounts.get("fiscal"), project.amounts.get("other")
    other = other if known is None else other.plus(known)
    whole = other if fiscal is None else other.plus(fiscal)
    if whole.yuan == project.amounts["budget"].yuan:
        project.amounts["other"] = other


def _add_changed_budget(project: Project, columns: Sequence[Column], printed: Printed) -> None:
    """The budget as it was changed (全年预算数), in a list that prints no other beside what was spent."""
    own = [c for c in columns if c.concept == "money" and not c.year_offset and not is_of_which(c.path)]
    changed = [c for c in own if c.phase == "revised"]
    if len(changed) == 1 and all(c.phase in {"revised", "actual"} for c in own):
        for column, amount in printed:
            if column is changed[0] and column.fund in {None, "total"}:
                project.take("budget", amount)


def _add_plain_amount(project: Project, columns: Sequence[Column], printed: Printed) -> None:
    """The budget in a list of projects of no known statement: its only column of money, where that names no other.

    Of several the only one that says budget (年度预算 beside the months of a plan), else their sum (合计 before
    kinds of transfers or regions).
    """
    money = [column for column in columns if column.concept == "money"]
    budgets = [c for c in money if c.path and form_terms().match(without_unit(fold(c.path[-1]))) == "budget"]
    sums = [c for c in money if len(c.path) == 1 and fold(c.path[0]) in SUMS]
    if not budgets and all(c.year is None and not c.year_offset for c in money):
        budgets = sums
    is_named = len(budgets) == 1 < len(money)
    for column, amount in printed if is_named or len(money) == 1 else ():
        plain = fold(column.path[-1]) in load("columns")["money"]["plain"] if column.path else False
        is_budget = column is budgets[0] if is_named else plain
        if is_budget and column.fund is None and column.phase == "budget" and not column.year_offset:
            project.take("budget", amount)
