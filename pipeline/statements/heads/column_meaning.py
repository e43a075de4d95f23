"""What a column of money holds by its header: fund source, component, phase, flow and year, and what it leaves open."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.reference.loader import CLASSIFICATIONS, codes_by_name
from pipeline.statements import components
from pipeline.statements.header_words import SUMS
from pipeline.statements.heads.units import unit_of_header
from pipeline.statements.items import item_of
from pipeline.statements.model import Column, Unit
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS, StatementKind
from pipeline.statements.unit_of_money import is_only_unit, without_unit, without_units
from pipeline.statements.vocabulary import any_of, form_terms, labels, load

OTHER_ITEMS = "其他"
"""A header of the rest: another fund beside funds, other items beside items."""
# Keys of sheets that name all money of a project, of a year or of its whole life (年度资金总额, 实施期资金总额).
_WHOLES = frozenset({"budget", "total"})
BANNERS = frozenset({"收入", "支出", "本年收入", "本年支出"})
_CHINESE = re.compile("[\u4e00-\u9fff]")
# 其中：2024年预算 beside the money of several years.
_OF_WHICH_YEAR = re.compile(r"^其中:?(?=20\d{2}年|本年|当年|年度)")
_PRIOR = re.compile("上一?年度?|去年")
# 2026年预算数, 2026年度预算数, 2026 of 2026年初预算数, or 2026预算数 at the beginning.
YEAR = re.compile(r"(20\d{2})(?:年度?(?![初末底])|(?=年[初末底])|(?<=^\d{4})(?!\d))")
_CODE = re.compile(r"[235]\d{2}(\d{2}){0,2}(?!\d|年)")


def with_meaning(column: Column, kind: StatementKind, unit: Unit | None) -> Column:
    """A column of a statement with what its header says; ``unit`` is that of the table, for headers that state none.

    A price of one thing is of no fund and no component: it is not summed with the money of any. What a table of stocks
    states is what is there at the end of a period, where nothing says otherwise.
    """
    flow = _flow(column.path, kind)
    if column.concept != "money":
        return replace(column, flow=flow, phase=lowest("phase", column.path) or column.phase)
    path = _without_purchases(_without_own([fold(text) for text in column.path], kind))
    if path and any_of("columns", "money", "unit_price").fullmatch(path[-1]):
        return replace(column, unit=unit_of_header(column.path) or unit, flow=flow, phase=kind.phase)
    years = [int(year) for text in path for year in YEAR.findall(text)]
    plain = is_plain(path)
    named = fund_named(column.path)
    of_lines = (labels("component").search(t) or labels("component").search_garbled(t) for t in reversed(path))
    component = next(filter(None, of_lines), None)
    is_stock = flow == kind.flow == "balance"
    phase = lowest("phase", column.path) or ("closing" if is_stock else kind.phase)
    is_item = any(item_of(without_units(text)) for text in path)
    is_narrower = any_of("columns", "money", "narrower").fullmatch(_leaf(path)) is not None
    of_one_fund = _only_fund(kind) if not any_of("columns", "money", "levels").fullmatch(_leaf(path)) else None
    is_narrower = is_narrower and (named or component or of_one_fund) is not None
    is_project = any_of("columns", "money", "narrower_projects").fullmatch(_leaf(path)) and (named or component)
    is_known = bool(plain or phase == "change" or is_narrower or is_project or is_understood(path))
    if not is_known:
        # What a line that is not understood leaves of the meaning of the lines above it.
        named = named if named not in {"total", "fiscal"} else None
        component = component if component == "project" or component not in components.PARTS else None
    is_whole = plain or phase == "change" or component is not None
    fund = _fund(named, kind, is_whole, path) if is_known else named or _only_fund(kind)
    is_of_all = named is not None or is_narrower or plain or phase == "change" or is_item or _is_class(path)
    of_all = flow == "revenue" or (is_known and is_of_all)
    of_part = kind.component != "total" and (is_known or kind.component != "basic")
    if component is None and (of_all or of_part):
        component = kind.component
    return replace(
        column,
        unit=unit_of_header(column.path) or unit,
        flow=flow,
        fund=None if named != "carry_over" and _may_be_carried_over(path) else fund,
        component=component,
        phase=phase,
        year=(max(years) if phase == "change" else years[-1]) if years else None,
        year_offset=-1 if lowest("year", column.path) else 0,
    )


def _without_own(path: list[str], kind: StatementKind) -> list[str]:
    """A path in a list of projects without lines over another that say only that it is their money (项目资金)."""
    own = any_of("columns", "money", "of_projects")
    return path if kind.axis != "project" else [text for text in path[:-1] if not own.fullmatch(text)] + path[-1:]


def _without_purchases(path: list[str]) -> list[str]:
    """A path without the kind of what is bought under another line: 一般公共预算 over 货物, 工程 and 服务."""
    is_kind = len(path) > 1 and any_of("columns", "money", "purchases").fullmatch(path[-1]) is not None
    return path[:-1] if is_kind else path


def _may_be_carried_over(path: Sequence[str]) -> bool:
    """Whether a line says 上年 with a word that is not understood: money of that year, or what is left of it."""
    rests = (_PRIOR.sub("", text) for text in path if _PRIOR.match(text))
    return any(rest and not is_plain([rest]) and not is_understood([rest]) for rest in rests)


def _leaf(path: Sequence[str]) -> str:
    """The lowest line of a header that has words, no unit of money alone, and no 合计 under another line.

    One character is a piece of a line that was torn, no word.
    """
    lines = [text for text in reversed(path) if _CHINESE.search(text) and not is_only_unit(text)]
    return next((text for text in lines if text not in SUMS and len(text) > 1), lines[0] if lines else "")


def is_understood(path: Sequence[str]) -> bool:
    """Whether the lowest line of a header with words is understood by itself."""
    leaf = _leaf(path)
    if any(text in SUMS for text in path[:-1]):
        return True
    named = any(labels(kind).search(leaf) for kind in ("fund", "component", "phase", "year"))
    named = named or (labels("component").search_garbled(leaf) or labels("fund").search_torn(leaf)) is not None
    items = (item for text in path if (item := item_of(without_units(text))) is not None)
    return named or any(items) or _is_classified(path)


def _is_classified(path: Sequence[str]) -> bool:
    """Whether the lowest line of a header is an entry of a classification (办公费, 2080505), or 机动经费.

    What is beyond basic and project expenditure is not known under a line of one of them: 运转类 under 基本支出.
    """
    leaf = _leaf(path)
    named = _is_class(path)
    is_beyond = any_of("columns", "money", "beyond").fullmatch(leaf) is not None
    named = named or (is_beyond and lowest("component", path[:-1]) not in components.PARTS)
    return named or _CODE.match(leaf) is not None


def _is_class(path: Sequence[str]) -> bool:
    """Whether the lowest line of a header names an entry of a classification: all money of the statement for it."""
    leaf = _leaf(path)
    return any(codes_by_name(classification, leaf) for classification in CLASSIFICATIONS)


def _only_fund(kind: StatementKind) -> str | None:
    """The fund of a column whose header is not understood: the statement's where all its money is of one fund.

    Beside columns of several funds such a header may name one of them.
    """
    return None if kind.fund in {"total", "fiscal"} or kind.flow == "revenue" else kind.fund


def _flow(path: Sequence[str], kind: StatementKind) -> str | None:
    """The flow of the statement; where it has both sides or none, and under a banner, the one that the header names."""
    named = lowest("flow", path[:1])
    if kind.sides or kind.flow is None or (path and fold(path[0]) in BANNERS):
        return named or kind.flow
    return kind.flow


def fund_named(path: Sequence[str]) -> str | None:
    """The fund source of the lowest header text that names one; 合计 under a fund is the whole of that fund.

    What is carried over stays so, whichever fund it once came from (上年结转结余 over 一般公共预算), and 财政拨款 under
    one of the funds that it consists of is of that fund.
    """
    funds = labels("fund")
    names = [name for line in reversed(path) if (name := funds.search(text := fold(line)) or funds.search_torn(text))]
    if "carry_over" in names:
        return "carry_over"
    found = next((name for name in names if name != "total"), names[0] if names else None)
    return next((name for name in names if name in FISCAL_FUNDS), found) if found == "fiscal" else found


def _fund(named: str | None, kind: StatementKind, is_whole: bool, path: Sequence[str]) -> str | None:
    """The fund of a column: its header's, narrowed by the statement; one that names none holds money of all of them.

    ``is_whole``: the header is plain (金额), or names a component only (基本支出).

    其他 beside items of expenditure (办公费, 印刷费) is one of them, not a fund, where the statement is of one fund.
    """
    if named == "total":
        # 小计 under a line of its own is all of what that line names.
        return kind.fund or (named if is_whole and kind.flow != "balance" else None)
    if named == "fiscal" and kind.fund in FISCAL_FUNDS:
        return kind.fund
    if named == "superior" and kind.fund in FISCAL_FUNDS and not path[-1].endswith("收入"):
        # 上级补助 beside 本级安排: what of the fund another government transferred.
        return kind.fund
    if named == "other" and kind.fund in FISCAL_FUNDS and path[-1] == OTHER_ITEMS:
        return kind.fund
    if named == "other" and kind.flow == "balance":
        return kind.fund
    if named is not None:
        return named
    if kind.flow != "revenue":
        return kind.fund or ("total" if is_whole and kind.flow == "expenditure" else None)
    return kind.fund or "total" if is_whole else None


def is_plain(path: Sequence[str]) -> bool:
    """Whether a header says only that money stands under it (金额, 预算数, 本年支出合计), or for which purchases."""
    if path and any_of("columns", "money", "purchases").fullmatch(path[-1]):
        return is_plain(path[:-1])
    leaf = without_units(YEAR.sub("", _OF_WHICH_YEAR.sub("", _leaf(path))))
    if not leaf or leaf in load("columns")["money"]["plain"] or says_only_when(leaf):
        return True
    if any_of("columns", "money", "plain_patterns").fullmatch(leaf) is not None:
        return True
    if form_terms().match(leaf) in _WHOLES:
        return True
    return path[-1] in SUMS and any_of("columns", "money", "neutral").fullmatch(leaf) is not None


def says_only_when(folded: str) -> bool:
    """Whether a header of money says no more than of when, of whom and of which step it is: 本年预算数."""
    return any_of("columns", "money", "steps").fullmatch(folded) is not None


def lowest(kind: str, path: Sequence[str]) -> str | None:
    """The meaning of the lowest header text that has one, with its unit of money or without."""
    spellings = (spelling for text in reversed(path) for spelling in (fold(text), without_unit(fold(text))))
    return next((name for text in spellings if (name := labels(kind).search(text))), None)
