"""What a document says about itself: titles, labels and coded names, each with where it stands.

This module only finds statements; ``pipeline.facts.disclosure.identity`` weighs them. The words are data in
``vocabulary/identity.toml``.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Literal

from pipeline.documents.model import Document, Paragraph
from pipeline.facts.disclosure.unit_names import (
    HEADING,
    LETTER,
    Organisation,
    Scope,
    any_of,
    is_government,
    is_second_name,
    named_organisation,
    organisation,
)
from pipeline.facts.vocabulary import load
from pipeline.reference.regions import find_region
from pipeline.reference.text import squeeze
from pipeline.statements.text import fold
from pipeline.statements.unit_of_money import is_only_unit

HEAD_LINES = 40
"""How many lines of text at the beginning may hold the title."""

_TITLE_LINES = 4
"""Over how many lines a title may be broken."""

_LONGEST_TITLE = 60

_YEAR = r"(?P<year>20[0-4]\d)年?度?"
_NAME = rf"(?P<name>{LETTER}{{3,45}}?)"
_CHINESE_YEAR = re.compile(r"二[〇○零0OoＯ][一二三四][〇○零0OoＯ一二三四五六七八九](?=年)")
_CODED = re.compile(
    r"^(?:\d{1,2} )?[\[（(]?(?P<code>\d{3}(?:\d{3})?)[\]）)]?[\s_:：—-]*"
    rf"(?P<name>{LETTER}{{3,45}})(?=[\s\d.,]|$)"
)
_CODE = re.compile(r"\d{3}(?:\d{3})?")
_ACCOUNTS = re.compile("(?<!预)决算|财决")
# The title of a statement that says its kind: 收入支出决算总表, 收支预算总表.
_STATEMENT = re.compile(r"[一-鿿“”\"（）]{2,30}(?P<kind>决算|预算)(?:总|明细|公开)?表")
_SCOPED_STATEMENT = re.compile("(?P<scope>部门|单位)(?:财政拨款)?(?:收支|收入|支出)(?:预算|决算)?总(?:体情况)?表")
_MONEY_UNIT = re.compile(r"(?:单位|金额)[:：](?:人民币)?(?P<unit>万元|元)(?![/／一-鿿])")

# A date behind its year, but for the end of the year.
_DATE = re.compile(r"(?!12月(?:31日|末|底|$))\d{1,2}月")

_PAGE_BEHIND = re.compile(r"(?<![.…·\d（）-])[.…·\d（）-]*\d$|(?<![.…·])[.…·]+$")

Role = Literal["department", "superior", "unit", "region", "year"]
Kind = Literal["budget", "final_accounts"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph or a cell.

    ``words`` is its text without white space, ``following`` the next filled cell of its row, ``head`` its number at the
    beginning of the document (from 0), None further down.
    """

    text: str
    words: str
    head: int | None = None
    in_table: bool = False
    following: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A line that names a year and a budget: whose it is, if it says so, and what stands before 预算 or 决算."""

    year: int
    kind: Kind
    scope: Scope | None
    organisation: Organisation | None
    before: str
    head: int | None

    @property
    def names_disclosure(self) -> bool:
        """Whether it is the title of a disclosure: of a unit that it names, or of a 部门 or 单位."""
        return self.organisation is not None or self.scope is not None


@dataclass(frozen=True, slots=True)
class Label:
    """A value that a label announces, in the next cell or ``with_colon``: 部门名称 | X局, 预算年度：2025."""

    role: Role
    value: str
    head: int | None
    with_colon: bool


@dataclass(frozen=True, slots=True)
class CodedName:
    """A budget code of three (department) or six digits (unit) printed beside a unit's name."""

    code: str
    organisation: Organisation


def lines(document: Document) -> list[Line]:
    """The lines of the paragraphs and the cells of the tables, in document order, empty ones left out."""
    found: list[Line] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for text in filter(None, map(tidy, block.text.splitlines())):
                found.append(Line(text, squeeze(text), head=number if number < HEAD_LINES else None))
                number += 1
        else:
            for row in block.rows:
                texts = list(filter(None, (tidy(cell.text) for cell in row)))
                found += [
                    Line(text, squeeze(text), in_table=True, following=after)
                    for text, after in zip(texts, [*texts[1:], ""], strict=False)
                ]
    return found


def titles(found: Sequence[Line]) -> Iterator[Title]:
    """The titles: single lines anywhere, and lines of the head joined over line breaks."""
    head = [line for line in found if line.head is not None]
    for first, line in enumerate(head):
        following = takewhile(lambda other: not is_heading(other.words), head[first + 1 : first + _TITLE_LINES])
        broken = [line.words, *(other.words for other in following)]
        for count in range(1, len(broken) + 1):
            texts = broken[:count]
            if title := _title("".join(texts), line.head):
                yield _own_title(title, texts)
                break
    for line in found:
        if line.head is None and len(line.words) <= 90 and (title := _title(line.words, None)):
            yield title


def opening(found: Sequence[Line]) -> str | None:
    """The first line of the head that is a title, as a list of contents repeats it."""
    return next((entry(line) for line in found if line.head is not None and _title(line.words, line.head)), None)


def entry(line: Line) -> str:
    """The words of a line without its own number and the page that a list of contents prints behind it."""
    return _PAGE_BEHIND.sub("", HEADING.sub("", line.words))


def labels(found: Sequence[Line]) -> Iterator[Label]:
    """The values that labels announce, in the same line or in the next cell; several may stand in one line.

    A unit of money (单位：人民币万元) is none. A label that fills a narrow cell may be broken over its lines.
    """
    announced = ((line, text) for line in found for text in _several_labels().split(line.text))
    for line, text in announced:
        match = _label_pattern().match(line.words if line.in_table and _is_label(line.words) else text)
        if match is None:
            continue
        role = _role(match["label"])
        rest = match["rest"].strip()
        if not rest and line.in_table:
            rest = line.following
        is_of_money = role == "unit" and is_only_unit(fold(rest))
        if rest and not is_of_money and (match["colon"] or line.in_table or role in ("department", "superior")):
            yield Label(role, rest, line.head, bool(match["colon"]))


def _is_label(words: str) -> bool:
    """Whether the words of a cell are a label and nothing else."""
    match = _label_pattern().match(words)
    return match is not None and not match["rest"]


def coded_names(found: Sequence[Line]) -> Iterator[CodedName]:
    """Names of units with their budget code, in one line or cell, behind a label or in two neighbouring cells."""
    for line in found:
        label = _label_pattern().match(line.text)
        match = _CODED.match(line.text) or (_CODED.match(label["rest"].strip()) if label else None)
        name = match["name"] if match else line.following if _CODE.fullmatch(line.text) else ""
        entry = organisation(name)
        if entry:
            yield CodedName(match["code"] if match else line.text, entry)


def money_units(found: Sequence[Line]) -> Iterator[str]:
    """The units of money stated for a table: 元 or 万元."""
    for line in found:
        if match := _MONEY_UNIT.search(line.words):
            yield match["unit"]


def year_phrases(found: Sequence[Line]) -> Iterator[tuple[int, Kind, Scope | None]]:
    """Each "2025年…部门预算" of the text, years that are compared with left out."""
    for line in found:
        for match in _phrase_pattern().finditer(line.words):
            yield int(match["year"]), _kind(match["kind"]), _form_scope(match["form"])


def mentioned_years(found: Sequence[Line], kind: Kind) -> Iterator[int]:
    """Each year that the text mentions, years that are compared with left out.

    Accounts are made and published after their year is over, so that of dates only the last day of a year says one.
    """
    for line in found:
        for match in _mention_pattern().finditer(line.words):
            if kind == "budget" or not _DATE.match(line.words, match.end()):
                yield int(match["year"])


def mentions_of_kinds(found: Sequence[Line]) -> Counter[Kind]:
    """How often the text speaks of 预算 and of 决算.

    Titles alone count where they agree: those of the head without a year, else those of the statements
    (收入支出决算总表), whose funds are named 预算 in the accounts, too.
    """
    kinds: Counter[Kind] = Counter()
    named: set[Kind] = set()
    of_statements: set[Kind] = set()
    for line in found:
        title = _yearless_title().fullmatch(line.words) if line.head is not None else None
        if title is not None:
            named.add(_kind(title["kind"]))
        if statement := _STATEMENT.fullmatch(line.words):
            of_statements.add(_kind(statement["kind"]))
        kinds["final_accounts"] += len(_ACCOUNTS.findall(line.words))
        kinds["budget"] += line.words.count("预算")
    agreed = next((titles for titles in (named, of_statements) if len(titles) == 1), None)
    return kinds if agreed is None else Counter(agreed)


def is_corrected(found: Sequence[Line]) -> bool:
    """Whether a line of the head that names a budget, or says nothing else, says in brackets that it is corrected."""
    head = (line.words for line in found if line.head is not None)
    return any(_corrected().search(words) for words in head if len(words) <= _LONGEST_TITLE)


def says_disclosed(line: Line) -> bool:
    """Whether a line of the head, no sentence, says 部门预算 or 单位决算: X局部门预算公开说明."""
    is_short = line.head is not None and len(line.words) <= _LONGEST_TITLE
    return is_short and _of_units().fullmatch(line.words) is not None


def scopes_of_statements(found: Sequence[Line]) -> set[Scope]:
    """Whose statements their titles say they are: 部门收支总表 or 单位收支总表."""
    matches = (_SCOPED_STATEMENT.fullmatch(HEADING.sub("", line.words)) for line in found)
    return {"unit" if match["scope"] == "单位" else "department" for match in matches if match is not None}


def is_heading(words: str) -> bool:
    """Whether a line begins with its own number (第二部分, 一、), so that no name broken before it goes on."""
    match = HEADING.match(words)
    return match is not None and match.end() > 0


def tidy(text: str) -> str:
    """A line as it is compared: half-width, blanks single, years of Chinese digits (二〇二五年) in figures."""
    folded = _CHINESE_YEAR.sub(_arabic_year, re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip())
    return folded.replace("(", "（").replace(")", "）")


def _own_title(title: Title, texts: Sequence[str]) -> Title:
    """A title over several lines without first lines that are no part of it.

    They are none where the rest begins with a region, and either the whole does not (公开文本 | 某县水利局) or they
    are the name of another unit (市卫生健康委员会 | 某市中心血站), and where they name a government as a whole or say
    the name that the rest begins with (某开发区水利局 | 某开发区水利局2025年部门预算).
    Two names of one department (某县纪律检查委员会 | 某县监察委员会) are the first.
    """
    whole = _begins_with_place(title)
    for start in range(1, len(texts)):
        before = "".join(texts[:start])
        rest = _title("".join(texts[start:]), title.head)
        if rest is not None and (is_government(before) or rest.before == before):
            return rest
        if rest is not None and _begins_with_place(rest) and (not whole or organisation(before)):
            first, other = organisation(before), rest.organisation
            if first is not None and other is not None and is_second_name(first.name, other.name):
                return replace(rest, organisation=first, before=before)
            return rest
    return title


def _begins_with_place(title: Title) -> bool:
    place = find_region(title.organisation.name) if title.organisation is not None else None
    return place is not None and place.start == 0


def _arabic_year(match: re.Match[str]) -> str:
    return "".join(str("一二三四五六七八九".find(digit) + 1) for digit in match[0])


def _title(text: str, head: int | None) -> Title | None:
    words = HEADING.sub("", text)
    match = next((match for pattern in _title_patterns() if (match := pattern.match(words))), None)
    if match is None:
        return None
    name = match["name"] or ""
    return Title(
        year=int(match["year"]),
        kind=_kind(match["kind"]),
        scope=_form_scope(match["form"]),
        organisation=named_organisation(name),
        before=name,
        head=head,
    )


def _kind(word: str) -> Kind:
    return "final_accounts" if word == "决算" else "budget"


def _form_scope(form: str) -> Scope | None:
    if form.endswith("本级") and "部门" not in form:
        return "own"
    if "部门" in form or "汇总" in form:
        return "department"
    return "unit" if "单位" in form else None


def _role(label: str) -> Role:
    roles: tuple[Role, ...] = ("department", "superior", "unit", "region", "year")
    return next(role for role in roles if _plain(label) in map(_plain, load("identity")["label"][role]))


def _plain(word: str) -> str:
    return squeeze(word)


@cache
def _form() -> str:
    words = load("identity")["title"]
    return rf"(?P<form>(?:{any_of(words['form'])})*)(?P<kind>预算|决算)(?!{any_of(words['of_other'])})"


@cache
def _title_patterns() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?P<name>){_YEAR}{_form()}"),
        re.compile(_NAME + f"(?:{any_of(load('identity')['title']['announcing'])})?" + _YEAR + _form()),
        re.compile(_YEAR + _NAME + _form()),
    )


def _not_compared() -> str:
    return "".join(f"(?<!{re.escape(word)})" for word in load("identity")["title"]["comparison"])


@cache
def _phrase_pattern() -> re.Pattern[str]:
    return re.compile(_not_compared() + _YEAR + _form())


@cache
def _mention_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){_not_compared()}(?P<year>20[0-4]\d)年")


@cache
def _yearless_title() -> re.Pattern[str]:
    """X局部门决算公开说明: ends with the name of what is disclosed and words of publishing."""
    publishing = any_of(load("identity")["title"]["publishing"])
    return re.compile(rf"[一-鿿（）()、·]{{0,45}}?(?:部门|单位){_form()}(?:{publishing})*")


@cache
def _of_units() -> re.Pattern[str]:
    """The budget or the accounts of departments or units, not how they are made, carried out or judged."""
    return re.compile(rf"[^，。；]*(?:部门|单位){_form()}[^，。；]*")


@cache
def _corrected() -> re.Pattern[str]:
    marks = any_of(load("identity")["version"]["corrected"])
    return re.compile(rf"(?:^|(?:预算|决算)[^，。；：]{{0,12}})（[^（）]{{0,4}}(?:{marks})[^（）]{{0,4}}）$")


@cache
def _labels() -> str:
    roles = ("department", "superior", "unit", "region", "year")
    return any_of([label for role in roles for label in load("identity")["label"][role]])


@cache
def _several_labels() -> re.Pattern[str]:
    """The blank before a further label of a line: 部门名称：X局 预算年度：2025."""
    return re.compile(rf" (?=(?:{_labels()}) ?[:：])")


@cache
def _label_pattern() -> re.Pattern[str]:
    return re.compile(rf"^(?P<label>{_labels()}) ?(?P<colon>[:：]?)(?P<rest>(?<=[:：]).*| .*|)$")
