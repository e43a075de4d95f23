"""The vocabulary of the text, read from its data files and compiled: which words, not what is done with them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.facts.vocabulary import load


def any_of(patterns: Iterable[str]) -> str:
    """One pattern that takes any of several, the longer ones first."""
    return "(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"


def any_run_of(patterns: Iterable[str]) -> str:
    """One pattern that takes one of several and never tries another in its place, so that runs stay cheap to match."""
    return "(?>" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"


def word_data(section: str) -> dict[str, Any]:
    """One section of narrative_words.toml."""
    section_data: dict[str, Any] = load("narrative_words")[section]
    return section_data


def measure_data() -> dict[str, Any]:
    """The whole of narrative_measures.toml."""
    return load("narrative_measures")


@dataclass(frozen=True)
class Words:
    """The compiled patterns of narrative_words.toml; every field is named as there."""

    verb: re.Pattern[str]
    verb_with_object: re.Pattern[str]
    object_alone: re.Pattern[str]
    taken_from: re.Pattern[str]
    regrouped: re.Pattern[str]
    is_said_to_be: re.Pattern[str]
    is_money_of: re.Pattern[str]
    money_of_before: re.Pattern[str]
    equal: re.Pattern[str]
    equal_to_base: re.Pattern[str]
    before_equal: re.Pattern[str]
    not_equal: re.Pattern[str]
    base: re.Pattern[str]
    executed: re.Pattern[str]
    own_base: re.Pattern[str]
    own_dated: re.Pattern[str]
    year: re.Pattern[str]
    this_year: re.Pattern[str]
    prior_year: re.Pattern[str]
    from_base: re.Pattern[str]
    from_dated: re.Pattern[str]
    to_now: re.Pattern[str]
    stock: re.Pattern[str]
    cause: re.Pattern[str]
    list_or_cause: re.Pattern[str]
    list: re.Pattern[str]
    purpose: re.Pattern[str]
    next_cause: re.Pattern[str]
    net: re.Pattern[str]
    listed_as: re.Pattern[str]
    anew: re.Pattern[str]
    among: re.Pattern[str]
    made_of: re.Pattern[str]
    makes_up: re.Pattern[str]
    count: re.Pattern[str]
    counted_name: re.Pattern[str]
    count_link: re.Pattern[str]
    share: re.Pattern[str]
    decreasing: re.Pattern[str]
    numbered: re.Pattern[str]
    name_start: re.Pattern[str]
    name_end: re.Pattern[str]
    accounts: re.Pattern[str]
    budget_figure: re.Pattern[str]
    own_figure: re.Pattern[str]
    completed: re.Pattern[str]
    own_budget: re.Pattern[str]
    flow: re.Pattern[str]
    growth_amount: re.Pattern[str]
    value: re.Pattern[str]
    performance_counted: re.Pattern[str]
    involved: re.Pattern[str]
    vehicles_bought: re.Pattern[str]
    thing_bought: re.Pattern[str]
    cost: re.Pattern[str]
    paid: re.Pattern[str]
    summed: re.Pattern[str]
    performance: re.Pattern[str]
    side: re.Pattern[str]
    whole: re.Pattern[str]
    project_end: re.Pattern[str]
    no_project: re.Pattern[str]
    projects_listed: re.Pattern[str]
    project_review: re.Pattern[str]
    project_marked: re.Pattern[str]
    of_project: re.Pattern[str]
    project_figure: re.Pattern[str]
    item_end: re.Pattern[str]
    other_side: re.Pattern[str]
    this_year_side: re.Pattern[str]
    both_sides: re.Pattern[str]
    spent: re.Pattern[str]
    this_year_part: re.Pattern[str]
    carried: re.Pattern[str]
    granted: re.Pattern[str]
    several: re.Pattern[str]
    respectively: re.Pattern[str]
    joins: tuple[re.Pattern[str], ...]


@cache
def words() -> Words:
    """The compiled vocabulary."""
    change, base, years, modes, plain = (word_data(name) for name in ("change", "base", "years", "modes", "words"))
    verbs = any_of(change["increase"] + change["decrease"])
    around, behind = any_of(change["around_verb"]), any_of(change["around_verb"] + change["behind_verb"])
    equals = any_of(change["equal"] + change["equal_to_base"])
    # 减少到8万元 states the amount of now.
    thing = "(?P<object>(?![到至为])[^，。；：]+)$"
    not_a_noun = f"(?!{any_of(change['noun_end'])})"
    dated = f"(?:{base['year']}|{base['prior']})"
    base_year = f"(?:{dated}|{base['own']})"
    built: dict[str, Any] = {
        "verb": re.compile(f"{around}*(?P<verb>{verbs}){not_a_noun}{behind}*$"),
        "verb_with_object": re.compile(f"(?P<verb>{any_of(change['with_object'])}){not_a_noun}了?{thing}"),
        "object_alone": re.compile(f"(?P<verb>{any_of(change['with_object_alone'])}){not_a_noun}了?{thing}"),
        "taken_from": re.compile(change["taken_from"]),
        "equal": re.compile(any_of(change["equal"])),
        "equal_to_base": re.compile(any_of(change["equal_to_base"])),
        "before_equal": re.compile(f"{any_of(change['before_equal'])}*$"),
        "not_equal": re.compile(any_of(change["not_equal"])),
        "base": re.compile(
            f"(?:(?:(?P<more>{base['more']})|(?P<less>{base['less']})|(?P<same>{base['same']}))(?={base_year})"
            f"|(?:{base['lead']})于?(?={base_year})"
            f"|(?:{base['lead_to_year']})(?={dated}[^，。；：]*(?:{base['tail']}|{equals})))"
            rf"(?P<base>(?:（[^（）]*）|[^，。；：（）]|(?<=\d)，(?=\d{{3}}))+?(?:预算)?数?)"
            f"(?:{base['tail']}|(?=(?:{around})*{verbs}|{equals}|$))"
        ),
        "executed": re.compile(any_of(base["executed"])),
        "own_base": re.compile(f"^(?:{base['own']})"),
        "own_dated": re.compile(base["own_dated"]),
        # No year of a span (2024—2026年, 2024年至2026年), and none from which money is carried over (2024年结转).
        "year": re.compile(
            r"(?<!\d)(?<!20\d\d[-—－~至])(?<!20\d\d年[-—－~至])(?P<year>20\d\d)"
            rf"(?=年(?![-—－~至]20)|度)(?!年度?{years['carried']})"
        ),
        "this_year": re.compile(years["this"]),
        "prior_year": re.compile(f"(?:{base['prior']}|{years['prior']})(?!{years['carried']})"),
        "from_base": re.compile(years["from_base"]),
        "from_dated": re.compile(years["from_dated"]),
        "to_now": re.compile(years["to_now"]),
        "stock": re.compile(years["stock"]),
        "decreasing": re.compile(f"^{any_of(change['decrease'])}"),
        "name_start": re.compile(f"^{plain['name_start']}"),
        "name_end": re.compile(f"{plain['name_end']}$"),
        "project_end": re.compile(f"{plain['project_end']}(?:{any_run_of(plain['tail'])})*$"),
        "joins": tuple(map(re.compile, plain["joins"])),
    }
    # All others stand in the vocabulary as they are, under the name of their field.
    listed = modes | plain
    built |= {name: _compiled(listed[name]) for name in Words.__annotations__.keys() - built.keys()}
    return Words(**built)


def _compiled(patterns: str | Sequence[str]) -> re.Pattern[str]:
    """One pattern, or one for any of several."""
    return re.compile(patterns if isinstance(patterns, str) else any_of(patterns))
