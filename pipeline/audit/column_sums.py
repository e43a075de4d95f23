"""Which columns of money are the sum of which: by the tree of their headers, else by what they mean."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.statements import components
from pipeline.statements.forms.whole_life import is_beside_year
from pipeline.statements.items import item_of
from pipeline.statements.items import parts as item_parts
from pipeline.statements.model import Column
from pipeline.statements.of_which import is_of_which, names_part
from pipeline.statements.text import fold
from pipeline.statements.titles.titles import FISCAL_FUNDS
from pipeline.statements.unit_of_money import without_unit
from pipeline.statements.vocabulary import any_of

# What all money, or basic expenditure, consists of by its nature.
_NATURES = (
    frozenset({"basic", "project"}),
    frozenset({"personnel", "public_use", "project"}),
    frozenset({"personnel", "public_use"}),
)

Sum = tuple[Column, tuple[Column, ...]]
"""A column and those that it is the sum of."""


def column_sums(columns: Sequence[Column]) -> list[Sum]:
    """Which columns of money are the sum of which: by the tree of the headers, inside one panel, phase and year.

    Columns whose meaning is not known, of-which columns and prices take no part; a group with a column that is not
    known has no sum, since it may be a part or not.
    """
    return [(whole, parts) for whole, parts in _sums(columns) if not any(map(_is_unknown, parts))]


def sums_with_unknown(columns: Sequence[Column]) -> list[Sum]:
    """The sums that the tree of the headers shows if columns whose meaning is not known are parts like the others."""
    return [(whole, parts) for whole, parts in _sums(columns) if any(map(_is_unknown, parts))]


def _sums(columns: Sequence[Column]) -> list[Sum]:
    sums: list[Sum] = []
    of_year = [column for column in columns if column.concept == "money" and not is_beside_year(column, columns)]
    money = {(column.panel, column.col): column for column in of_year}
    for key in dict.fromkeys((c.panel, c.phase, c.year, c.year_offset) for c in money.values()):
        group = [c for c in money.values() if (c.panel, c.phase, c.year, c.year_offset) == key]
        _sums_under((), _without_common_leaf(group), sums)
    return [
        (money[whole.panel, whole.col], tuple(money[part.panel, part.col] for part in parts)) for whole, parts in sums
    ]


def _without_common_leaf(group: Sequence[Column]) -> list[Column]:
    """Columns whose lowest line is the same for all (决算数 under each item) are told apart by the lines above."""
    leaves = {column.path[-1:] for column in group}
    if len(group) < 2 or len(leaves) > 1 or any(len(column.path) < 2 for column in group):
        return list(group)
    return [replace(column, path=column.path[:-1]) for column in group]


def component_sums(columns: Sequence[Column], known: Sequence[Sum]) -> list[Sum]:
    """Which columns are the sum of which by what they mean, where the tree of the headers does not tell.

    Basic and project expenditure make the total, personnel and public use the basic expenditure, of one fund, when each
    stands in one column. Headers that were torn apart still name their component. A column whose meaning is not known
    may be a part too.
    """
    if any(column.concept == "money" and _is_unknown(column) for column in columns):
        return []
    known_wholes = {whole.col for whole, _ in known}
    known_parts = {part.col for _, parts in known for part in parts}
    groups: dict[tuple[object, ...], list[Column]] = {}
    for column in columns:
        if column.concept == "money" and column.col not in known_parts and not is_of_which(column.path):
            key = (column.panel, column.phase, column.year, column.year_offset, column.flow, column.fund)
            groups.setdefault(key, []).append(column)
    sums = []
    for group in groups.values():
        for whole, names in components.PARTS.items():
            wholes = [column for column in group if column.component == whole]
            parts = [column for column in group if column.component in names]
            if whole == "basic" and names_family_beside(group):
                parts += [column for column in group if column.component == "family"]
            if (
                len(wholes) == 1
                and wholes[0].col not in known_wholes
                and len(parts) == len({part.component for part in parts}) > 1
            ):
                sums.append((wholes[0], tuple(parts)))
    return sums


def _sums_under(prefix: tuple[str, ...], columns: Sequence[Column], sums: list[Sum]) -> Column | tuple[Column, ...]:
    """Find the sums under a header; returns what stands for the header one level up: its total, or its members."""
    depth = len(prefix)
    here: list[Column] = []
    below: dict[str, list[Column]] = {}
    for column in columns:
        leaf = fold(column.path[-1]) if column.path else ""
        if _is(leaf, "no_parts"):
            continue
        if len(column.path) <= depth + 1:
            here.append(column)
        else:
            below.setdefault(column.path[depth], []).append(column)
    totals = [column for column in here if _is_total(column)] or _item_totals(here, below)
    members: list[Column] = [column for column in here if column not in totals]
    ways: list[list[Column]] = []
    divisions: list[list[Column]] = []
    in_time: list[list[Column]] = []
    for text, of_text in below.items():
        standing = _sums_under((*prefix, text), of_text, sums)
        of_header = [standing] if isinstance(standing, Column) else list(standing)
        if names_part(text) and not _are_all(of_header):
            continue
        if _is(fold(text), "in_time"):
            in_time.append(of_header)
        elif _is(fold(text), "one_way"):
            ways.append(of_header)
        else:
            members.extend(of_header)
            if _is(fold(text), "division"):
                divisions.append(of_header)
    members = _under_components(_under_items(_under_fiscal(members, sums), sums), sums)
    if len(totals) == 1:
        sums += [(totals[0], tuple(of_time)) for of_time in in_time if len(of_time) > 1]
        members, ways = _by_dimension(totals[0], *_by_divisions(members, ways, divisions))
        for of_way in ways or [[]]:
            parts = _without_nested(_parts_of_item(totals[0], [*members, *of_way]))
            if parts and _is_whole(parts):
                sums.append((totals[0], tuple(parts)))
    return totals[0] if len(totals) == 1 else (*members, *(ways[0] if ways else ()))


def _under_fiscal(members: list[Column], sums: list[Sum]) -> list[Column]:
    """The members without the funds that 财政拨款 consists of, where they stand right behind it in a flat header.

    Two and more of them are its parts, one alone is of it: 财政拨款 | 一般公共预算 | 政府性基金.
    """
    whole = [index for index, member in enumerate(members) if member.fund == "fiscal" and not is_of_which(member.path)]
    if len(whole) != 1:
        return members
    at, fiscal = whole[0], members[whole[0]]
    parts = list(takewhile(lambda m: m.fund in FISCAL_FUNDS and m.component == fiscal.component, members[at + 1 :]))
    whole_funds = {part.fund for part in parts if not is_inside_fund(part)}
    if "general_public" not in whole_funds or len({part.fund for part in parts}) < len(parts):
        return members
    if len(parts) > 1 and not any(is_of_which(part.path) for part in parts):
        sums.append((fiscal, tuple(parts)))
    return members[: at + 1] + members[at + 1 + len(parts) :]


def _under_items(members: list[Column], sums: list[Sum]) -> list[Column]:
    """The members without those that the field makes parts of another beside them in a flat header.

    公务用车购置及运行费 | 公务用车购置费 | 公务用车运行费.
    """
    by_item: dict[str, Column] = {}
    for member in members:
        if member.path and not is_of_which(member.path) and (name := item_of(member.path[-1])) is not None:
            by_item.setdefault(name, member)
    nested: list[Column] = []
    for whole, names in item_parts().items():
        if whole in by_item and by_item.keys() >= set(names):
            parts = [by_item[name] for name in names]
            sums.append((by_item[whole], tuple(parts)))
            nested += parts
    return [member for member in members if member not in nested]


def _under_components(members: list[Column], sums: list[Sum]) -> list[Column]:
    """The members without those that make up another which they stand right behind in a flat header.

    本年支出: 合计 | 基本支出 | 人员经费 | 公用经费 | 项目支出.
    """
    found = list(members)
    for whole in reversed(members):
        parts = _parts_behind(whole, found)
        if parts:
            sums.append((whole, tuple(parts)))
            found = [member for member in found if member not in parts]
    return found


def _parts_behind(whole: Column, members: Sequence[Column]) -> list[Column]:
    """The members right behind one that are all of it by what they mean; none where they may be some of it only."""
    names = set(components.PARTS.get(whole.component or "", ()))
    if whole.component == "basic" and names_family_beside(members):
        names.add("family")
    behind = members[members.index(whole) + 1 :]
    parts = list(takewhile(lambda member: member.fund == whole.fund and member.component in names, behind))
    is_all = whole.component != "total" and 1 < len(parts) == len({part.component for part in parts})
    return parts if is_all and not any(is_of_which(member.path) for member in (whole, *parts)) else []


def _by_divisions(
    members: list[Column], ways: list[list[Column]], divisions: list[list[Column]]
) -> tuple[list[Column], list[list[Column]]]:
    """Headers that each say by what they divide the total (资金来源 beside 支出经济分类), where nothing else does."""
    each = [[member for member in members if member in division] for division in divisions]
    is_all = sum(map(len, each)) == len(members) and all(each)
    return ([], each) if len(each) > 1 and is_all and not ways else (members, ways)


def _by_dimension(
    total: Column, members: list[Column], ways: list[list[Column]]
) -> tuple[list[Column], list[list[Column]]]:
    """Two ways to divide a total in one flat header.

    Basic and project expenditure beside sources of all money (资金来源), or beside classes of the economic
    classification (工资福利支出, 商品和服务支出).
    对个人和家庭的补助 alone beside both is the third part of one way.
    """
    of_class = [m for m in members if m.component in components.CLASSES and m.fund == total.fund]
    of_nature = [m for m in members if m not in of_class]
    natures = {m.component for m in of_nature if m.fund == total.fund}
    if (
        not ways
        and not names_family_beside(members)
        and of_class
        and len(natures) == len(of_nature)
        and natures in _NATURES
    ):
        return [], [of_nature, of_class]
    of_component = [m for m in members if m.fund == total.fund and m.component != total.component]
    of_fund = [m for m in members if m.fund != total.fund and m.component == total.component]
    both = len(of_component) + len(of_fund) == len(members)
    if not ways and both and len(of_fund) > 1 and _are_all(of_component):
        return [], [of_component, of_fund]
    return members, ways


def names_family_beside(columns: Iterable[Column]) -> bool:
    """Whether 对个人和家庭的补助 stands beside 人员支出 and 公用支出, so that 人员支出 is without it.

    The old way to divide basic expenditure in three, still printed.
    """
    components_beside = {column.component for column in columns}
    return components_beside >= {"personnel", "public_use", "family"} and not components_beside & {"wages", "goods"}


def _item_totals(here: Sequence[Column], below: Iterable[str]) -> list[Column]:
    """The column of an item that the field defines (“三公”经费财政拨款预算总额) beside columns of all its parts."""
    beside = {item_of(text) for text in (*(column.path[-1] for column in here if column.path), *below)}
    return [
        column
        for column in here
        if column.path and (names := item_parts().get(item_of(column.path[-1]) or "")) and beside.issuperset(names)
    ]


def _parts_of_item(whole: Column, members: Sequence[Column]) -> list[Column]:
    """Where the total is an item that the field defines (“三公”经费合计), its parts are those of the field alone."""
    names = set(item_parts().get(item_of(whole.path[-1]) or "", ()))
    if not names:
        return list(members)
    items = {item_of(text) for member in members for text in member.path}
    for part in names - items:
        # 公务用车购置费 and 公务用车运行维护费 without a column for both.
        names |= set(item_parts().get(part, ()))
    return [member for member in members if any(item_of(text) in names for text in member.path)]


def _without_nested(members: Sequence[Column]) -> list[Column]:
    """Columns without those that are of which another beside them: 基本支出 | 其中：人员支出 | 其中：公用支出."""
    beside = {(member.fund, member.component) for member in members if not is_of_which(member.path)}
    return [
        member
        for member in members
        if not is_of_which(member.path)
        or not any((member.fund, whole) in beside for whole in components.wholes(member.component) if whole != "total")
    ]


def _is_unknown(column: Column) -> bool:
    """Whether neither the fund nor the component of a column of money is known."""
    return column.fund is None and column.component in {None, "total"}


def _is_whole(members: Sequence[Column]) -> bool:
    """Whether no total stands beside its own parts and none is an of-which column, unless the parts are complete."""
    totals = {(member.fund, member.component) for member in members if _is_total(member)}
    if any(
        (member.fund, whole) in totals
        for member in members
        for whole in components.wholes(member.component)
        if whole != "total"
    ):
        return False
    return not any(is_of_which(member.path) for member in members) or _are_all(members)


def _are_all(members: Sequence[Column]) -> bool:
    """Whether of-which columns are complete: basic and project expenditure, or a project's fiscal and other money."""
    has_other = any(member.path and _is(fold(member.path[-1]), "beside_fiscal") for member in members)
    funds = {member.fund for member in members}
    if has_other and "fiscal" in funds and not funds & FISCAL_FUNDS:
        return True
    return {member.component for member in members} >= {"basic", "project"}


def _is_total(column: Column) -> bool:
    return bool(column.path) and _is(without_unit(fold(column.path[-1])), "totals")


def is_rest(header: str) -> bool:
    """Whether a header is that of the money which the columns beside it leave (其他资金)."""
    return _is(fold(header), "rest")


def is_inside_fund(column: Column) -> bool:
    """Whether a column is revenue inside the general public fund (非税收入), never all of it."""
    return column.fund == "general_public" and bool(column.path) and names_inside_fund(column.path[-1])


def names_inside_fund(text: str) -> bool:
    """Whether a text names a revenue inside the general public fund (非税收入)."""
    return _is(fold(text), "inside_fund")


def _is(folded: str, kind: str) -> bool:
    """Whether a folded header is of a kind that the vocabulary of money lists."""
    return any_of("columns", "money", kind).fullmatch(folded) is not None
