"""What a phrase names: a measure of the vocabulary, a classification, a project, or nothing known."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.facts.narrative.classified import Classified, find_classification, find_economic, find_entry
from pipeline.facts.narrative.words import any_of, any_run_of, measure_data, word_data, words
from pipeline.reference.loader import Classification

DECIMAL_ORDINAL = (
    r"\d{1,2}(?:\.\d{1,2})+[.、]?(?=[^\W\d_])(?![百千万亿元倍个亩吨米折年度级版代]|平方|立方|公[里斤顷]|人次)"
)
"""A number like 1.1 before a heading or an item, and no figure before what it counts."""
_ORDINAL = re.compile(
    r"^(?:[-—–•·●○◆◇■□▪▶➢※★]|其中：?|[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十\d]{1,3}）[、.]?|\d{1,2}(?:、|\.(?!\d{1,2}(?!\d))|．)|[①-⑳]"
    rf"|[一二三四五六七八九十]是|{DECIMAL_ORDINAL})+"
)
_FLOW = re.compile(r"(?:预算|财政|拨款|资金|当年|本年)*(?:收、支|收入、?支出|收支|收入|支出)(?:预算)?")
# No name is longer; what stands before it is not searched.
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Topic:
    """What an amount is the amount of.

    ``measure`` is a name of the vocabulary; ``start`` and ``end`` are the place in the phrase of what names it.
    ``fund`` limits it to one fund (一般公共预算 ...), ``flow`` is income or expenditure. ``strict`` says that the whole
    phrase is this name and not the end of a longer one. ``label`` is what is printed, filled in by the reader.
    """

    measure: str
    start: int = 0
    end: int = 0
    fund: str | None = None
    flow: str | None = None
    headline: bool = False
    strict: bool = True
    stock: bool = False
    by_fund: bool = False
    classification: Classification | None = None
    code: str | None = None
    project_id: str | None = None
    label: str = ""

    @property
    def change(self) -> str:
        """The measure of its increase or decrease; a headline limited to one fund says so."""
        name = _changes().get(self.measure, f"change_{self.measure}")
        return f"{name}_{self.fund}" if (self.headline or self.by_fund) and self.fund else name

    @property
    def level(self) -> str:
        """The measure of its amount; basic and project expenditure of a fund beside the general budget say so."""
        special = self.headline and self.fund not in {"general_public", "fiscal"}
        return f"{self.measure}_{self.fund}" if self.fund and (special or self.by_fund) else self.measure


OTHER = Topic("other", strict=False)


@dataclass(frozen=True, slots=True)
class _Rule:
    topic: Topic
    pattern: re.Pattern[str]
    loose: re.Pattern[str]


@cache
def _changes() -> dict[str, str]:
    data = measure_data()
    return {entry["name"]: entry["change"] for entry in data["measure"] + data["total"] if "change" in entry}


@cache
def _frame() -> tuple[str, str]:
    """What may stand before a strict measure's name, and what may stand after any measure's name."""
    plain = word_data("words")
    funds = [core for fund in measure_data()["fund"] for core in fund["core"]]
    left = any_run_of([*plain["left"], *funds])
    institution = any_of(plain["institution"])
    return rf"^(?:[^，。；：]*{institution}(?:（[^（）]*）)?)??(?:{left})*?", f"(?:{any_run_of(plain['tail'])})*$"


def _fund_tail() -> str:
    """What may stand after a measure's name that is no fund itself: the fund it is paid from, too."""
    funds = [core for fund in measure_data()["fund"] for core in fund["core"]]
    return f"(?:{any_run_of([*word_data('words')['tail'], *funds])})*$"


def _rule(entry: dict[str, Any], *, paid_from: bool = False) -> _Rule:
    left, tail = _frame()
    tail = _fund_tail() if paid_from else tail
    core = f"(?P<core>{any_of(entry['core'])})"
    topic = Topic(
        entry["name"],
        flow=entry.get("flow"),
        headline=entry.get("headline", False),
        strict=entry.get("strict", False),
        stock=entry.get("stock", False),
        by_fund=entry.get("by_fund", False),
    )
    return _Rule(topic, re.compile(left + core + tail), re.compile(core + tail))


@cache
def _rules() -> tuple[tuple[_Rule, ...], tuple[_Rule, ...], tuple[_Rule, ...]]:
    data = measure_data()
    totals = [{**entry, "strict": True} for entry in data["total"]]
    return (
        tuple(_rule(entry, paid_from=True) for entry in data["measure"]),
        tuple(map(_rule, data["fund"])),
        tuple(map(_rule, totals)),
    )


@cache
def _parts() -> tuple[tuple[frozenset[str], _Rule], ...]:
    return tuple(
        (frozenset(part["of"]), _rule({**part, "strict": True}, paid_from=True)) for part in measure_data()["part"]
    )


@cache
def _nothing() -> re.Pattern[str]:
    plain = word_data("words")
    words = any_run_of([*plain["left"], *plain["tail"]])
    return re.compile(rf"^(?:[^，。；：]*{any_of(plain['institution'])}(?:（[^（）]*）)?)?(?:{words})*$")


def ordinal_end(text: str) -> int:
    """Where the text begins after its ordinals, list marks and 其中."""
    match = _ORDINAL.match(text)
    return match.end() if match else 0


def says_nothing(phrase: str) -> bool:
    """Whether the phrase names no measure: years, our department, 预算安排 and the like only."""
    return len(phrase) <= _LONGEST_NAME and _nothing().match(phrase) is not None


@cache
def _only_fund() -> re.Pattern[str]:
    funds = [core for fund in measure_data()["fund"] for core in fund["core"]]
    return re.compile(f"^(?:{any_run_of([*word_data('words')['left'], *funds])})*$")


def begins(topic: Topic, phrase: str) -> bool:
    """Whether before a topic's name a phrase says nothing, the topic's own code, or of which fund it is.

    一般公共预算“三公”经费 is of that fund in any case; of 基本支出 and the like the fund makes another measure.
    """
    before = phrase[: topic.start]
    if says_nothing(before) or topic.code == before.rstrip("-—"):
        return True
    return (
        not (topic.by_fund or topic.headline)
        and len(before) <= _LONGEST_NAME
        and _only_fund().match(before) is not None
    )


@cache
def _unit() -> tuple[re.Pattern[str], re.Pattern[str]]:
    plain = word_data("words")
    own = plain["own_part"]
    return re.compile(plain["no_part"]), re.compile(
        f"{any_of(plain['institution'])}{own}|^(?={any_of(plain['own'])}){own}"
    )


def names_unit(phrase: str) -> bool:
    """Whether a phrase is a unit's name alone: 局机关, 市场服务中心, 本级, and not 我局."""
    whole, unit = _unit()
    return whole.match(phrase) is None and unit.search(phrase[-_LONGEST_NAME:]) is not None


def fund_of(phrase: str) -> str | None:
    """The fund to which a phrase limits its amounts, None when it names none."""
    for fund in measure_data()["fund"]:
        if re.search(any_of(fund["core"]), phrase):
            name: str = fund["name"]
            return name
    return None


def find_topic(phrase: str, *, parent: Topic | None = None, loosely: bool = False) -> Topic | None:
    """The measure that a phrase names at its end, None when the phrase is not known.

    ``parent`` is what the phrase is a part of; it gives the flow of a fund that is printed without 收入 or 支出.
    ``loosely`` lets the name of a basic or project expenditure stand after any other words.
    """
    start = max(ordinal_end(phrase), len(phrase) - _LONGEST_NAME)
    text = phrase[start:]
    classified = find_classification(text, *_frame(), under=parent.code if parent is not None else None)
    found = _topic_of(classified) if classified else _measured(text, parent, loosely)
    return None if found is None else replace(found, start=found.start + start, end=found.end + start)


def find_listed(phrase: str, *, among_functions: bool, within: str | None = None) -> Topic | None:
    """The functional entry that a phrase names by an official name alone; see :func:`find_entry`."""
    start = ordinal_end(phrase)
    found = find_entry(phrase[start:], _frame()[1], among_functions=among_functions, within=within)
    return None if found is None else replace(_topic_of(found), start=found.start + start, end=found.end + start)


def find_economic_item(phrase: str) -> Topic | None:
    """The item of the economic classification that a phrase names by its name alone: 办公费, 基本工资."""
    start = ordinal_end(phrase)
    found = find_economic(phrase[start:], _frame()[1])
    return None if found is None else replace(_topic_of(found), start=found.start + start, end=found.end + start)


def find_part(phrase: str, wholes: Collection[str]) -> Topic | None:
    """What a breakdown of one of some measures calls a part by: 购置费 of 公务用车购置及运行费."""
    start = ordinal_end(phrase)
    for of, rule in _parts():
        match = rule.pattern.match(phrase[start:]) if of & set(wholes) else None
        if match is not None:
            return replace(rule.topic, start=match.start("core") + start, end=match.end("core") + start)
    return None


def _topic_of(found: Classified) -> Topic:
    return Topic(
        f"{found.classification}_amount", found.start, found.end, classification=found.classification, code=found.code
    )


def _measured(text: str, parent: Topic | None, loosely: bool) -> Topic | None:
    measures, funds, totals = _rules()
    for rule in measures:
        match = (rule.pattern if rule.topic.strict else rule.loose).search(text)
        if match is not None:
            return replace(
                rule.topic, start=match.start("core"), end=match.end("core"), fund=fund_of(text), strict=True
            )
        if loosely and rule.topic.headline and (match := rule.loose.search(text)) is not None:
            return replace(rule.topic, start=match.start("core"), end=match.end("core"), strict=False)
    for rule in funds:
        match = rule.pattern.match(text)
        if match is not None:
            return _fund_topic(rule, text, match, parent)
    for rule in totals:
        match = rule.pattern.match(text)
        if match is not None:
            return replace(rule.topic, start=match.start("core"), end=match.end("core"))
    return None


def _fund_topic(rule: _Rule, text: str, match: re.Match[str], parent: Topic | None) -> Topic:
    rest = text[match.end("core") :]
    if "支" in rest:
        flow = "expenditure"
    elif "收" in rest or "收入" in text[: match.start("core")]:
        flow = "income"
    else:
        flow = (parent.flow if parent else None) or (
            "income" if rule.topic.measure in {"unit", "fiscal_account"} else "expenditure"
        )
    name = rule.topic.measure
    end = match.end("core")
    if (flow_word := _FLOW.match(rest)) is not None:
        end += flow_word.end()
    return Topic(f"{flow}_{name}", match.start("core"), end, fund=name, flow=flow)


def project_names(projects: Mapping[str, str]) -> dict[str, str]:
    """Project ids by name as names are compared; a name that two projects share is left out."""
    found: dict[str, set[str]] = {}
    for name, project_id in projects.items():
        for key in {_project_key(name), _without_year(_project_key(name))}:
            found.setdefault(key, set()).add(project_id)
    return {key: ids.pop() for key, ids in found.items() if len(ids) == 1}


def find_project(phrase: str, names: Mapping[str, str]) -> str | None:
    """The id of the project whose name the phrase is, ordinals, years and the word 项目 aside."""
    key = _project_key(words().project_figure.sub("", phrase[ordinal_end(phrase) :]))
    spellings = (key, _without_year(key), _without_year(key).removesuffix("项目"))
    return next((names[known] for known in spellings if known in names), None)


def _project_key(name: str) -> str:
    return re.sub(r"[\W_]", "", name)


def _without_year(key: str) -> str:
    return re.sub(r"20\d\d年度?", "", key)
