"""Which paragraphs of a document are its text (文字说明): not notes, not the glossary, not the table of contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from pipeline.documents.model import Document, Paragraph
from pipeline.facts.narrative.amounts import amounts
from pipeline.facts.narrative.breaks import is_cut, next_text, whole_unit
from pipeline.facts.narrative.folding import Folded, fold_paragraph
from pipeline.facts.narrative.measures import DECIMAL_ORDINAL, Topic, find_topic
from pipeline.facts.narrative.words import any_of, word_data

_PART, _UNNUMBERED = 0, -1
# The level of a heading that no number begins: it lasts until the next heading of any level, or table.
_BARE = 5
_HEADING = (
    re.compile(r"^(?:第[一二三四五六七八九十\d]+[部章]分?|附件\d*：?|附[:：])"),
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"^（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"^\d{1,2}(?:、|\.(?!\d)|）)"),
    re.compile(r"^(?:（\d{1,2}）|[①-⑳])"),
)
# Signs around a heading that are no part of it (## 公务接待费, **公务接待费**, 【公务接待费】), and numbers like 1.1.
_SIGNS = re.compile(r"^[#*【●◆■□➢▶◇▲★※]+|[#*】]+$")
_DECIMAL = re.compile(f"^{DECIMAL_ORDINAL}")
_NUMBERED = re.compile(r"^(?:（?\d{1,2}）?[、.．）]|（[一二三四五六七八九十]）|[①-⑳])")
_ENTRY = re.compile(r"支出|（[类款项]）")
_FIGURE = re.compile(r"(?<!\d)(?!20\d\d年)\d|%")
_SENTENCE_END = "。；：！？）"
_LONGEST_HEADING = 45
_LONGEST_LEAD = 600


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the text with what it inherits.

    ``folded`` begins with the ``lead``: the end of the paragraphs before it when breaks of page or line cut the
    sentence; amounts that end before ``own_from`` belong to those. ``topic`` is what the headings above are about, None
    when they name no measure; ``of_projects`` says that they announce projects, ``headed`` that the last of them stands
    right before, and ``apart`` that this one has a number and is neither about the budget nor a unit. ``ahead`` is how
    the next paragraph begins where this one goes on in it.
    """

    paragraph: Paragraph
    folded: Folded
    own_from: int
    topic: Topic | None
    of_projects: bool = False
    headed: bool = False
    apart: bool = False
    ahead: str = ""


@dataclass
class _Headings:
    topics: dict[int, Topic | None] = field(default_factory=dict)
    projects: dict[int, bool] = field(default_factory=dict)
    on_project_page: bool = False

    def enter_project_page(self, name: str) -> None:
        """A page about one project begins; it lasts until the next title."""
        self.leave(_PART)
        self.topics[_PART] = Topic("project_amount", strict=False, label=name) if name else None
        self.projects[_PART] = self.on_project_page = True

    def leave(self, level: int) -> None:
        for deeper in [known for known in self.topics if known >= level]:
            del self.topics[deeper], self.projects[deeper]

    def enter(self, level: int, text: str) -> None:
        is_title = _sections()["title"].search(text) is not None
        if self.on_project_page and (level == _PART or (level == _BARE and is_title)):
            self.on_project_page = False
            self.leave(_PART)
        before = self.topic
        self.leave(level)
        above, marks = self.topic, _sections()
        parent = before if level == _BARE and above is None else above
        of_entry = parent is not None and (parent.classification is not None or parent.flow == "income")
        topic = heading_topic(text, parent if of_entry else None)
        if level == _BARE and topic is not None and not is_title and not _stands_alone(topic, above):
            topic = None
        of_projects = marks["projects"].search(text) is not None and not marks["no_projects"].search(text)
        of_projects = of_projects and (level != _BARE or topic is not None or is_title)
        self.topics[level] = topic or self._item(text, of_projects=of_projects, by_name=level == _BARE)
        self.projects[level] = of_projects

    def _item(self, text: str, *, of_projects: bool, by_name: bool) -> Topic | None:
        """What the vocabulary does not have and a heading names: a project, or what money is for (科普宣传经费).

        In a section of projects any heading is one, ``by_name`` only a name that says so.
        """
        marks = _sections()
        if (named := marks["project_name"].match(text)) is not None:
            return Topic("project_amount", strict=False, label=named["name"])
        if marks["no_item"].search(text):
            return None
        is_item = marks["item"].search(text) is not None
        is_project = self.of_projects or of_projects
        if not is_item and (by_name or not self.of_projects):
            return None
        return Topic("project_amount" if is_project else "other", strict=False, label=text)

    @property
    def of_projects(self) -> bool:
        return any(self.projects.values())

    @property
    def topic(self) -> Topic | None:
        return next((self.topics[level] for level in sorted(self.topics, reverse=True) if self.topics[level]), None)


def _stands_alone(topic: Topic, above: Topic | None) -> bool:
    """Whether a line that is nothing but a name heads amounts of it.

    教育 is the name of much else, and 支出预算 or 财政拨款 below 公务接待费 is of that.
    """
    if topic.classification is not None and not _ENTRY.search(topic.label):
        return False
    return above is None or not (topic.headline or topic.fund is not None)


def heading_level(text: str) -> int | None:
    """The level of a folded heading: 0 第一部分, 1 一、, 2 （一）, 3 1、, 4 （1）; None for any other paragraph."""
    for level, pattern in enumerate(_HEADING):
        if pattern.match(text):
            return level
    return None


@cache
def _sections() -> dict[str, re.Pattern[str]]:
    data = word_data("sections")
    return {
        "glossary": re.compile(any_of(data["glossary"])),
        "definition": re.compile(any_of(data["definition"])),
        "explanation": re.compile(any_of(data["definition"] + data["explanation"])),
        "note": re.compile("^" + any_of(data["note"])),
        "after_table": re.compile("^" + any_of(data["after_table"])),
        "furniture": re.compile("|".join(data["furniture"])),
        "title": re.compile(any_of(data["title"]) + "$"),
        "tail": re.compile(f"{any_of(data['heading_tail'])}$"),
        "unfinished": re.compile(data["unfinished"]),
        "projects": re.compile(any_of(data["projects"])),
        "no_projects": re.compile(any_of(data["no_projects"])),
        "item": re.compile(any_of(data["item"]) + "$"),
        "of_budget": re.compile(any_of(data["of_budget"])),
        "project_name": re.compile(data["project_name"]),
        "project_page": re.compile(data["project_page"]),
        "project_part": re.compile(data["project_part"]),
        "no_item": re.compile(any_of(data["no_item"])),
    }


@cache
def heading_topic(text: str, entry: Topic | None = None) -> Topic | None:
    """The measure that a folded heading names: （三）公务接待费预算情况说明 is reception.

    ``entry`` is what the headings above it name: an entry of a classification, or income, of which it is a part.
    """
    name = text
    while (found := find_topic(name, parent=entry)) is None and (tail := _sections()["tail"].search(name)) is not None:
        # Word by word: of 一般公共预算支出情况说明 is 一般公共预算支出 left, and no 一般公共.
        name = name[: tail.start()]
    return None if found is None else replace(found, label=text[found.start : found.end])


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.endswith(("，", "；")) and "。" not in text[:-1]


def _is_bare_heading(text: str) -> bool:
    """Whether a folded paragraph may be a heading without a number: short, no sentence, no figure but a year.

    A name with a colon is one, and so is a title with a full stop.
    """
    if not text or not _is_heading(text) or _FIGURE.search(text):
        return False
    ends = text.rstrip("。：")
    if ends == text:
        return text[-1] not in _SENTENCE_END
    named = heading_topic(ends) is not None
    return named and (text.endswith("：") or _sections()["title"].search(ends) is not None)


def passages(document: Document) -> Iterator[Passage]:
    """The paragraphs that state something, in order."""
    marks = _sections()
    blocks = document.blocks
    headings = _Headings()
    glossary_level: int | None = None
    in_note = after_table = headed = apart = False
    lead = borrowed = ""
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            after_table, in_note, lead, borrowed = True, False, "", ""
            headings.leave(_BARE)
            continue
        following = blocks[place + 1 : place + 2]
        own, borrowed = whole_unit(block.text.removeprefix(borrowed), following)
        text = fold_paragraph(own).text
        if not text:
            continue
        head = _SIGNS.sub("", text)
        level = heading_level(head)
        if glossary_level is not None:
            if not _closes_glossary(text, level, glossary_level):
                continue
            glossary_level = None
        if _opens_glossary(text, document, place):
            glossary_level = _UNNUMBERED if level is None else level
            continue
        if marks["note"].match(text) or (after_table and marks["after_table"].match(text)):
            in_note = True
            continue
        if in_note and _NUMBERED.match(text) and (text[-1] in "。；" or not _is_heading(text)):
            continue
        in_note = after_table = False
        if marks["furniture"].search(text) and not any(amounts(text)):
            continue
        if level is not None and (_is_heading(text) or text.endswith("：")):
            headings.enter(level, _HEADING[level].sub("", head))
        head = _DECIMAL.sub("", head)
        is_bare = level is None and not lead and _is_bare_heading(head)
        page = marks["project_page"].match(head) if is_bare else None
        if page is not None and marks["project_part"].match(fold_paragraph(next_text(following)).text):
            headings.enter_project_page(page["name"])
        elif is_bare:
            headings.enter(_BARE, head.rstrip("。："))
        lead = lead if level is None else ""
        folded = fold_paragraph(lead + own)
        own_from = sum(1 for origin in folded.origin if origin < len(lead))
        goes_on = bool(borrowed) or is_cut(text, next_text(following), is_numbered=level is not None)
        goes_on = goes_on or _is_unfinished(text)
        ahead = fold_paragraph(next_text(following)).text if goes_on else ""
        yield Passage(block, folded, own_from, headings.topic, headings.of_projects, headed, apart, ahead)
        headed = (level is not None or is_bare) and _is_heading(text) and not any(amounts(text))
        apart = headed and level not in {None, _PART} and marks["of_budget"].search(head) is None
        lead = (lead + own)[-_LONGEST_LEAD:] if goes_on else ""


def _is_unfinished(text: str) -> bool:
    """Whether a paragraph ends in the middle of a sentence, or of a bracket, which the next one goes on with."""
    if text.count("（") > text.count("）"):
        return True
    is_open = _sections()["unfinished"].search(text) is not None
    return text[-1] not in _SENTENCE_END and (is_open or not _is_heading(text))


def _closes_glossary(text: str, level: int | None, glossary_level: int) -> bool:
    if level == _PART:
        return True
    if _sections()["definition"].search(text):
        return False
    if glossary_level == _UNNUMBERED:
        return _is_heading(text) and _sections()["title"].search(text) is not None
    return level is not None and level <= glossary_level


def _opens_glossary(text: str, document: Document, place: int) -> bool:
    marks = _sections()
    found = marks["glossary"].search(text)
    if found is None or found.start() > 20:
        return False
    if marks["definition"].search(text, found.end()):
        return True
    if not _is_heading(text):
        return False
    following = [block for block in document.blocks[place + 1 : place + 8] if isinstance(block, Paragraph)]
    texts = [folded for block in following if (folded := fold_paragraph(block.text).text)][:3]
    return any(marks["explanation"].search(folded) for folded in texts)
