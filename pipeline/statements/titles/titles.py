"""Which statement a title names, and which of the paragraphs before a table is its title."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from pipeline.documents.model import Paragraph
from pipeline.documents.titles import SAID
from pipeline.statements import components
from pipeline.statements.information import is_form_number, is_info, is_note
from pipeline.statements.text import fold, split_ordinal, squeeze, without_exclusions, without_inclusions
from pipeline.statements.titles.names_in_titles import without_name
from pipeline.statements.vocabulary import any_of, labels, load

_LONGEST_TITLE = 70
# So many titles line after line are a list of tables.
_FEWEST_LISTED = 4
# A line that alone is no title ends one only if it is as short as this; a full line is a sentence or a heading.
_SHORT_END = 8
_OPEN_END = re.compile(r"[、，,和及与(（]$")
_SENTENCE = re.compile(r"[。;；!?]|[,，].*[,，]|:.+[,，]")
_TAIL = re.compile(rf"(?<=[表）)])[（(]?(单位名称|部门名称|编制单位|编制部门|填报单位|填报部门|部门|{SAID})[:：].*$")
_FORM_NUMBER = re.compile(
    r"^((财决|财预|部门|单位)?(预算|公开|预算公开)(\d+?|([一二三四五六七八九十](?!般))+)表"
    r"|(财决|财预|部门|单位)?(公开|附|预算|决算)*(表|附件)(\d+?|([一二三四五六七八九十](?!般))+))([-—]\d+?)?[:：、.]?"
    r"(?=\D{4}|20\d{2}年)"
)
# A title wider than its sheet is printed without its ends, or it goes on in the next line.
_CUT_BEHIND = re.compile(r"表\([^()]*$")
_CUT_REMARK = re.compile(r"\([^()]*$")


@dataclass(frozen=True)
class StatementKind:
    """One entry of statements.toml.

    ``one_of_funds`` says that the money may be of ``fund`` or of a part of it, since no title tells.
    """

    name: str
    all: tuple[re.Pattern[str], ...]
    any: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]
    headers: frozenset[str]
    only: frozenset[str]
    axis: str
    flow: str | None
    fund: str | None
    component: str | None
    budget: bool
    expected: bool
    sides: bool
    no_headers: tuple[re.Pattern[str], ...] = ()
    phase: str = "budget"
    one_of_funds: bool = False

    def headed_by(self, concepts: Set[str | None], texts: Iterable[str]) -> bool:
        """Whether columns of these concepts with these folded headers name this statement where no title does."""
        if not self.headers or not self.headers <= concepts or (self.only and not concepts <= self.only):
            return False
        return not any(pattern.search(text) for text in texts for pattern in self.no_headers)

    def named_by(self, folded: str) -> bool:
        """Whether a folded title names this statement."""
        return (
            bool(self.all or self.any)
            and all(pattern.search(folded) for pattern in self.all)
            and (not self.any or any(pattern.search(folded) for pattern in self.any))
            and not any(pattern.search(folded) for pattern in self.none)
        )


@cache
def kinds() -> tuple[StatementKind, ...]:
    """The statements of the vocabulary, most specific first."""

    def compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in patterns)

    return tuple(
        StatementKind(
            name=entry["name"],
            all=compiled(entry.get("all", ())),
            any=compiled(entry.get("any", ())),
            none=compiled(entry.get("none", ())),
            headers=frozenset(entry.get("headers", ())),
            only=frozenset(entry.get("only", ())),
            axis=entry["axis"],
            flow=entry.get("flow"),
            fund=entry.get("fund"),
            component=entry.get("component"),
            budget=entry.get("budget", False),
            expected=entry.get("expected", False),
            sides=entry.get("sides", False),
            no_headers=compiled(entry.get("no_headers", ())),
        )
        for entry in load("statements")["statement"]
    )


FISCAL_FUNDS = frozenset({"general_public", "gov_fund", "state_capital"})
"""The funds that 财政拨款 consists of."""

OTHER = StatementKind("other", (), (), (), frozenset(), frozenset(), "item", None, None, None, False, False, False)


@cache
def kind_named(name: str) -> StatementKind:
    """The standard table of this name, or the first entry that has it; ``other`` if there is none."""
    named = [kind for kind in kinds() if kind.name == name != OTHER.name]
    return next((kind for kind in named if kind.expected), named[0] if named else OTHER)


def kind_of_headers(texts: Sequence[str], axis: str) -> StatementKind | None:
    """The statement that a table without a title is by the folded texts of its header and the items of its rows.

    ``axis`` is what its rows are.
    """
    for entry in load("statements")["by_headers"]:
        named = all(any(re.search(pattern, text) for text in texts) for pattern in entry["all"])
        named = named and axis in entry.get("axis", (axis,))
        if named and not any(re.search(pattern, text) for pattern in entry.get("none", ()) for text in texts):
            return kind_named(entry["statement"])
    return None


def says_nothing(title: str) -> bool:
    """Whether a title says nothing of the table under it: 部门预算公开表, 附件1."""
    folded = fold(bare_title(title))
    patterns: dict[str, str] = load("statements")["no_title"]
    return bool(re.fullmatch(patterns["pattern"], folded)) and not re.search(patterns["none"], folded)


def settled(name: str, axis: str, fund: str | None, title: str = "") -> str:
    """The statement that a title names, or the one that it is by what its rows are; ``fund`` is that of its total."""
    for entry in load("statements")["by_rows"]:
        says_otherwise = "unless" in entry and re.search(entry["unless"], fold(title)) is not None
        is_it = entry["statement"] == name and axis in entry["axis"] and entry.get("fund", fund) == fund
        if is_it and not says_otherwise:
            return str(entry["becomes"])
    return name


def as_titled(kind: StatementKind, title: str) -> StatementKind:
    """The statement with what its title says more exactly.

    决算 for 预算; assets to be bought for assets in stock; the fund of 一般公共预算“三公”经费, of
    财政拨款政府购买服务明细表 or of 财政专户管理资金支出预算表; the component of 人员支出预算表, unless
    the title names several that are no parts of each other.
    """
    folded = without_name(in_full(without_inclusions(without_exclusions(fold(title)))))
    if "决算" in folded and any_of("statements", "title", "both_phases").search(folded) is None:
        kind = replace(kind, phase="actual")
    if kind.flow == "balance" and any_of("statements", "title", "acquisitions").search(folded) is not None:
        kind = replace(kind, flow="expenditure")
    fund = labels("fund").search(folded)
    of_fiscal = kind.fund == "fiscal" and fund in FISCAL_FUNDS and not kind.sides
    of_all = kind.fund in {None, "total"} and fund is not None and kind.flow == "expenditure"
    return _with_component(replace(kind, fund=fund) if of_fiscal or of_all else kind, folded)


def names_both_sides(kind: StatementKind, title: str) -> bool:
    """Whether the title of expenditure of one fund says that its revenue stands beside: 政府性基金预算收支表."""
    is_expenditure = kind.flow == "expenditure" and kind.fund in FISCAL_FUNDS
    return is_expenditure and any_of("statements", "title", "both_sides").search(fold(title)) is not None


def _with_component(kind: StatementKind, folded: str) -> StatementKind:
    if not kind.budget or kind.axis == "item" or kind.flow != "expenditure" or kind.component is None:
        return kind
    # Of the components in a bracket that is cut only the first may be there: 人员类 of （人员类、运转类公用经费）.
    whole = _CUT_REMARK.sub("", folded)
    named = [name for name in labels("component").search_all(whole) if kind.component in components.wholes(name)]
    narrowest = [name for name in named if not any(name in components.wholes(other) for other in named)]
    return replace(kind, component=narrowest[0]) if len(narrowest) == 1 else kind


def bare_title(text: str) -> str:
    """A title without what else its line prints: the unit's name, the unit of money, the number of the form."""
    return _TAIL.sub("", _FORM_NUMBER.sub("", squeeze(text)))


def in_full(folded: str) -> str:
    """A folded title with its short forms written out: 财拨 is 财政拨款."""
    for short, full in load("statements")["abbreviations"].items():
        folded = re.sub(short, full, folded)
    return folded


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('statements', 'title', 'endings').pattern})$")


def kind_of_title(text: str) -> StatementKind | None:
    """The statement that a title names; None for a text that is no title of a table."""
    folded = fold(bare_title(text))
    is_table = _ending().search(folded) or _CUT_BEHIND.search(folded)
    if not folded or len(folded) > _LONGEST_TITLE or _SENTENCE.search(folded) or not is_table:
        return None
    bare = without_name(in_full(without_inclusions(without_exclusions(split_ordinal(squeeze(folded))[1]))))
    return next((kind for kind in kinds() if kind.named_by(bare)), None)


# How many lines above its second half the first half of a broken line stands at most.
_HALF_ABOVE = 2


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title among paragraphs: the index of its first line, how many lines it has, its text and its statement."""

    first: int
    lines: int
    text: str
    kind: StatementKind


def find_title(before: Sequence[Paragraph]) -> FoundTitle | None:
    """The title among the paragraphs between the previous table and this one: the nearest that names a statement.

    Only furniture (a year in brackets, a unit line, the unit's name) may stand between a title and its table, so the
    search goes up over such lines and over lines that are titles of nothing, three at the most. Two lines that name a
    statement only together are one title that was broken.
    """
    strange = 0
    broken_info: set[int] = set()
    for index in range(len(before) - 1, -1, -1):
        text = before[index].text
        broken_info |= _lines_of_one_info(before, index)
        if is_note(text):
            return None
        above = before[index - 1].text if index else ""
        kind = kind_of_title(text) if not is_form_number(text) else None
        if kind is not None and _ends_list(before[: index + 1]):
            return None
        broken = kind_of_title(above + text) if _may_go_on(above, text, kind) else None
        if broken is not None:
            return FoundTitle(index - 1, 2, above + text, broken)
        if kind is not None:
            return FoundTitle(index, 1, text, kind)
        if not is_info(text) and index not in broken_info:
            strange += 1
            if strange > 1:
                return None
    return None


def _lines_of_one_info(before: Sequence[Paragraph], index: int) -> set[int]:
    """A line and the one above it of which it is the rest, if only together they are furniture (单位名, 称：某局).

    What stands beside the first on its height (单位：元) is printed between them.
    """
    text = before[index].text
    halves = (above for above in range(max(0, index - _HALF_ABOVE), index) if is_info(before[above].text + text))
    first = next((above for above in halves if not is_info(before[above].text)), None)
    return {first, index} if first is not None and not is_info(text) else set()


def _ends_list(lines: Sequence[Paragraph]) -> bool:
    """Whether the last line is that of a list of tables (目录), which names no table a second time."""
    texts = [_without_number(line.text) for line in lines[-_FEWEST_LISTED:]]
    above = (_without_number(line.text) for line in lines[:-1])
    return (
        len(texts) == _FEWEST_LISTED
        and all(text.endswith("表") and kind_of_title(text) is not None for text in texts)
        and texts[-1] not in above
    )


def _without_number(title: str) -> str:
    """A folded title without the number that a list gives it."""
    return split_ordinal(fold(bare_title(title)))[1]


def is_title(text: str) -> bool:
    """Whether a text reads like the title of a table, whatever it names."""
    folded = fold(bare_title(text))
    return folded.endswith("表") and len(folded) <= _LONGEST_TITLE and not _SENTENCE.search(folded)


def unknown_title(before: Sequence[Paragraph]) -> str | None:
    """The line right above a table and its information, if it reads like a title that names no statement."""
    text = before[-1].text if before else ""
    return text if is_title(text) and not is_note(text) and not _ends_list(before) else None


def _may_go_on(above: str, text: str, kind: StatementKind | None) -> bool:
    """Whether a line may be the second half of a title that the line above begins."""
    if not above or is_info(above) or is_info(text) or is_note(above):
        return False
    if kind is not None:
        return _OPEN_END.search(fold(above)) is not None
    end = fold(text)
    if _CUT_BEHIND.search(fold(bare_title(above))) is not None:
        return re.fullmatch(r"[^()]{1,20}\)", end) is not None
    return len(end) <= _SHORT_END and (end.endswith("表") or kind_of_title(above) is None)
