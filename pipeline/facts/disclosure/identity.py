"""Whose budget a document discloses, of which year, of what kind: the statements of the document weighed.

The content decides; the document's place among the files is asked last, for the region, and for the year where the
content names none. File names are known to lie about the year.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from pipeline.documents.model import Document
from pipeline.facts.disclosure.evidence import (
    CodedName,
    Kind,
    Label,
    Line,
    Title,
    coded_names,
    entry,
    is_corrected,
    labels,
    lines,
    mentioned_years,
    mentions_of_kinds,
    money_units,
    scopes_of_statements,
    titles,
    year_phrases,
)
from pipeline.facts.disclosure.figures_held import holds_figures, no_figures
from pipeline.facts.disclosure.genres import other_genre
from pipeline.facts.disclosure.listed_units import listed_units
from pipeline.facts.disclosure.passing import in_passing
from pipeline.facts.disclosure.path_years import year_of_path
from pipeline.facts.disclosure.peers import is_department_name
from pipeline.facts.disclosure.regions import RegionSource, locate, place_of_name
from pipeline.facts.disclosure.unit_names import (
    Organisation,
    Scope,
    is_government,
    name_beside_title,
    names_in_text,
    organisation_alone,
    organisation_in,
    parted,
    superior_in,
)
from pipeline.reference.regions import find_region

YearSource = Literal["content", "path"]
"""Whether a document's own words say its year, or its place among the files alone."""

# So many lines from a title a name alone may stand.
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says it is. ``reason`` tells what could not be found, None where all was.

    ``department_name`` is '' where no name was found. For a sub-unit it is the superior department's name, where the
    document prints it, else the unit's. ``unit_name`` is None for a department as a whole. A document without
    ``holds_figures``, or of another ``genre`` (the reason why it is none), discloses nothing, whoever it speaks of.
    ``listed_units`` are the canonical names of the units that a department lists. ``is_correction``: its title says
    that it is published again (修订版).
    """

    region_code: str | None
    region_source: RegionSource | None
    department_name: str
    unit_name: str | None
    unit_code: str | None
    department_code: str | None
    fiscal_year: int | None
    kind: Kind
    scope: Scope
    stated_unit: Literal["元", "万元"] | None
    reason: str | None
    holds_figures: bool = True
    genre: str | None = None
    listed_units: tuple[str, ...] = ()
    year_source: YearSource = "content"
    is_correction: bool = False

    @property
    def may_disclose(self) -> bool:
        """Whether the document can be a disclosure, or a part of one."""
        return self.holds_figures and self.genre is None


@dataclass(frozen=True, slots=True)
class _Statements:
    """Everything the document says about itself."""

    lines: Sequence[Line]
    titles: Sequence[Title]
    labels: Sequence[Label]
    coded: Sequence[CodedName]
    phrases: Sequence[tuple[int, Kind, Scope | None]]

    def names(self, *roles: str) -> list[tuple[Organisation, int | None]]:
        """The units' names that labels of these roles announce, each with its line in the head."""
        found = (
            (organisation_in(label.value, certain=label.with_colon), label.head)
            for label in self.labels
            if label.role in roles
        )
        return [(name, head) for name, head in found if name]


def identify(
    document: Document, path: str, within: Document | None = None, elsewhere: frozenset[str] = frozenset()
) -> Identity:
    """The identity that a document's content states; ``path`` is relative to the folder of the raw files.

    ``within`` is the whole file where the document is a section of it: what a section does not say of year, kind and
    region, the file says for all its sections. ``elsewhere`` are the titles with which its other sections begin: where
    the head of this one lists them (目录), they say nothing of it.

    The evidence for the region is, in order: project codes (项目编码 begin with the region's code), a printed 区划, the
    department's name, the path. For the name and the year a title counts most, then labels and coded names (431X局),
    then the running text, in which a year compared with (比2024年预算) does not count.
    """
    found = lines(document)
    said = _said(found, elsewhere)
    whole = _said(lines(within)) if within is not None else said
    kind = _kind(said if _head_titles(said) or not _head_titles(whole) else whole)
    year = said_year = _year(said, kind) or _year(whole, kind)
    year = year or year_of_path(path, kind, set(mentioned_years(whole.lines, kind)))
    name = _name(said, year)
    both = parted(name) if name else None
    above = both[0].name if both else _superior_of_all(whole) if whole is not said else None
    name = both[1] if both else name
    scope = "unit" if both else _scope(said, name)
    department = name.name if name else ""
    unit = None
    if name and scope != "department":
        unit = name.printed if scope == "own" else name.name
        department = above or _superior(said, name) if scope == "unit" else name.name
    places = [place for place in (department, unit, *_title_places(said), *_title_places(whole)) if place]
    where = locate(found, places, path, year)
    if where.code is None and whole is not said:
        where = locate(whole.lines, places, path, year)
    department_code, unit_code = _codes(said, department, unit)
    with_figures = holds_figures(document)
    genre = other_genre(found, said.titles)
    if with_figures:
        genre = genre or in_passing(within or document, whole.lines, whole.titles, whole.labels)
    missing = [
        text
        for text, is_missing in (
            ("no unit's name in a title, label or coded name", not department),
            ("no fiscal year in a title, label or text", said_year is None),
            (where.reason or "", where.code is None),
            (no_figures(document), not with_figures),
        )
        if is_missing
    ]
    return Identity(
        region_code=where.code,
        region_source=where.source,
        department_name=department,
        unit_name=unit,
        unit_code=unit_code,
        department_code=department_code,
        fiscal_year=year,
        kind=kind,
        scope=scope,
        stated_unit=_stated_unit(found),
        reason=genre or "; ".join(missing) or None,
        holds_figures=with_figures,
        genre=genre,
        listed_units=listed_units(found, department) if scope == "department" and department else (),
        year_source="content" if said_year is not None else "path",
        is_correction=is_corrected(found),
    )


def _said(found: Sequence[Line], elsewhere: frozenset[str] = frozenset()) -> _Statements:
    listed = {line.head for line in found if line.head is not None and entry(line) in elsewhere}
    own = [title for title in titles(found) if title.head is None or title.head not in listed]
    return _Statements(found, own, list(labels(found)), list(coded_names(found)), list(year_phrases(found)))


def _head_titles(said: _Statements) -> list[Title]:
    """The titles of the head, the document's own first.

    Several without a unit before one that names it, of other years or kinds, are links of a page to other disclosures.
    """
    found = [title for title in said.titles if title.head is not None]
    links = list(takewhile(lambda title: title.organisation is None, found))
    if len(links) < len(found) and len({(title.year, title.kind) for title in links}) > 1:
        return [*found[len(links) :], *links]
    return found


def _year(said: _Statements, kind: Kind) -> int | None:
    """The year of most weight; of two with the same weight the later, since a comparison is with the past."""
    weights: Counter[int] = Counter()
    for number, title in enumerate(_head_titles(said)):
        weights[title.year] += 20 if number == 0 else 5
    for title in said.titles:
        weights[title.year] += 2
    for label in said.labels:
        if label.role == "year" and (match := re.search(r"20[0-4]\d", label.value)):
            weights[int(match[0])] += 3
    for year, _, _ in said.phrases:
        weights[year] += 1
    if not weights:
        weights.update(mentioned_years(said.lines, kind))
        if len(weights) > 1 and weights.most_common(2)[0][1] < 2 * weights.most_common(2)[1][1]:
            return None
    return max(weights, key=lambda year: (weights[year], year), default=None)


def _kind(said: _Statements) -> Kind:
    head = _head_titles(said)
    if head:
        return head[0].kind
    kinds = Counter(kind for _, kind, _ in said.phrases)
    if not kinds:
        kinds = mentions_of_kinds(said.lines)
    return "final_accounts" if kinds["final_accounts"] > kinds["budget"] else "budget"


def _name(said: _Statements, year: int | None) -> Organisation | None:
    """The name of most weight; of its spellings the one first printed."""
    weights: Counter[str] = Counter()
    spellings: dict[str, Organisation] = {}

    def add(name: Organisation, weight: int) -> None:
        if superior_in(name.name) and not parted(name):
            return  # X局所属学校 are several
        weights[name.name] += weight
        spellings.setdefault(name.name, name)

    of_unit = any(title.scope == "unit" for title in _head_titles(said))
    titled = [title for title in said.titles if title.organisation]
    for number, title in enumerate(sorted(titled, key=lambda title: title.head is None)):
        if title.organisation:
            add(
                title.organisation, 30 if number == 0 and title.head is not None else 5 if title.head is not None else 2
            )
    for role in ("department", "unit"):
        for name, head in said.names(role):
            add(name, (11 if role == "unit" and of_unit else 10) if head is not None else 1)
    for coded in said.coded:
        add(coded.organisation, 3 if len(coded.code) == 3 else 1)
    for further in (_beside_titles(said), _in_texts(said, year), _bare_lines(said)):
        if not weights:
            for name in further:
                if not is_government(name.name):
                    add(name, 1)
    if not weights:
        return None
    first = {name: number for number, name in enumerate(spellings)}
    return spellings[max(weights, key=lambda name: (weights[name], -first[name]))]


def _in_texts(said: _Statements, year: int | None) -> Iterator[Organisation]:
    for line in said.lines:
        yield from names_in_text(line.words, year)


def _bare_lines(said: _Statements) -> Iterator[Organisation]:
    head = (line.words for line in said.lines if line.head is not None)
    yield from filter(None, map(organisation_alone, head))


def _beside_titles(said: _Statements) -> Iterator[Organisation]:
    """The names alone in their lines next to a title of the head that names no unit: behind it, then before it."""
    head = _with_regions_before(line.words for line in said.lines if line.head is not None)
    for title in _head_titles(said):
        place = title.head
        if place is None or title.organisation is not None:
            continue
        behind = [words for number, words in head if number > place][:_NEAR]
        before = [words for number, words in head if number < place][-_NEAR:]
        yield from filter(None, map(name_beside_title, [*behind, *reversed(before)]))


def _with_regions_before(head: Iterable[str]) -> list[tuple[int, str]]:
    """The lines with their numbers; lines of a region alone go before the name in the next one that has no region.

    某省 | 某县 | 机关事务管理中心 is one line, 某省 | 某县水利局 is that of 某县水利局.
    """
    joined, regions = [], ""
    for number, words in enumerate(head):
        place = find_region(words)
        begins = place is not None and place.start == 0
        if place is not None and begins and place.end == len(words):
            regions += words
            continue
        joined.append((number, words if begins else regions + words))
        regions = ""
    return joined


def _scope(said: _Statements, name: Organisation | None) -> Scope:
    """Whether the whole department, its own part (本级) or a sub-unit is disclosed."""
    stated = _stated_scope(said, name)
    if stated != "unit" or name is None:
        return stated
    code = _code_of(said.coded, name.name, digits=6)
    if code:
        return "own" if code.endswith("001") else "unit"
    superior = _superior(said, name)
    if superior != name.name:
        return "unit"
    return "own" if is_department_name(name.name) else "unit"


def _stated_scope(said: _Statements, name: Organisation | None) -> Scope:
    marks = [name.scope if name else None]
    marks += [title.organisation.scope for title in _head_titles(said) if title.organisation]
    if "own" in marks:
        return "own"
    for title in _head_titles(said):
        if title.scope:
            return title.scope
    if "department" in marks:
        return "department"
    forms = Counter(scope for _, _, scope in said.phrases if scope)
    if forms:
        return forms.most_common(1)[0][0]
    is_below = name is not None and not is_department_name(name.name)
    return "unit" if is_below and scopes_of_statements(said.lines) == {"unit"} else "department"


def _superior(said: _Statements, name: Organisation) -> str:
    """The department a unit belongs to: as labelled, else the beginning of its name, else the name itself."""
    named = Counter(superior.name for superior, _ in said.names("superior") if superior.name)
    if named:
        return named.most_common(1)[0][0]
    for coded in said.coded:
        if len(coded.code) == 3:
            return coded.organisation.name
    departments = Counter(labelled.name for labelled, _ in said.names("department") if labelled.name != name.name)
    if departments:
        return departments.most_common(1)[0][0]
    place = place_of_name(name.name)
    start = place.end if place else 0
    for end in range(start + 3, len(name.name) - 1):
        if is_department_name(name.name[:end]) and not is_department_name(name.name):
            return name.name[:end]
    return name.name


def _superior_of_all(whole: _Statements) -> str | None:
    """The department whose units a file discloses by its title: X局所属学校2025年单位预算."""
    named = (superior_in(title.before) for title in _head_titles(whole))
    return next((superior.name for superior in named if superior), None)


def _title_places(said: _Statements) -> list[str]:
    """Words before a title's year that name a place only: X市2026年市级单位预算."""
    return [title.before for title in _head_titles(said) if title.before and title.organisation is None]


def _code_of(coded: Sequence[CodedName], name: str, digits: int) -> str | None:
    codes = Counter(entry.code for entry in coded if len(entry.code) == digits and entry.organisation.name == name)
    return codes.most_common(1)[0][0] if codes else None


def _codes(said: _Statements, department: str, unit: str | None) -> tuple[str | None, str | None]:
    """The department's and the unit's budget codes; a department's is also the beginning of its units' codes."""
    unmarked = organisation_in(unit) if unit else None
    unit_code = _code_of(said.coded, unmarked.name, digits=6) if unmarked else None
    department_code = _code_of(said.coded, department, digits=3)
    if department_code is None and unit_code:
        department_code = unit_code[:3]
    if department_code is None:
        beginnings = Counter(entry.code[:3] for entry in said.coded if len(entry.code) == 6)
        if len(beginnings) == 1:
            department_code = next(iter(beginnings))
    return department_code, unit_code


def _stated_unit(found: Sequence[Line]) -> Literal["元", "万元"] | None:
    counts = Counter(money_units(found))
    if not counts:
        return None
    return "元" if counts["元"] > counts["万元"] else "万元"
