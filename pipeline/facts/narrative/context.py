"""What a person keeps in mind while reading a paragraph: the subjects of sentence and clause, and how they change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from pipeline.facts.narrative.entries import completed, economic_item, entry_of_all_others
from pipeline.facts.narrative.limited import (
    BREAKDOWN,
    are_separate,
    is_narrow,
    narrow_fund,
    of_narrow_fund,
    paid_from,
    part_of_narrow,
    same_fund,
)
from pipeline.facts.narrative.measures import (
    OTHER,
    Topic,
    find_listed,
    find_part,
    find_project,
    find_topic,
    names_unit,
    says_nothing,
)
from pipeline.facts.narrative.sections import Passage
from pipeline.facts.narrative.words import words

# So much of a sentence is looked at for what it is about.
_NEAR = 120

_OTHER_SIDE = {"income": "支出", "expenditure": "收入"}

# What a breakdown is of, and one part.
_ONE_PART = 2

Span = tuple[int, int]
"""A place in the folded text, from and up to."""


class Mode(Enum):
    """What the words of a sentence do at the moment."""

    STATE = auto()
    CAUSE = auto()
    PURPOSE = auto()
    PROJECTS = auto()


@dataclass
class Context:
    """The subjects of one paragraph.

    ``root`` is the subject of the sentence, ``subject`` that of the clause, ``previous`` that of the paragraph before,
    ``listed_under`` that of the paragraph that began the list to which this one belongs, ``parts_of`` what the
    first sentence divides because the paragraph before ends so (其中：).
    ``among`` is set inside a breakdown (其中), ``titled`` after a subject that a colon introduces (教育（类）：),
    which is the ``head`` of the sentence.
    ``whole`` is what the last breakdown divides, ``parts`` its known parts since one of them was compared.
    ``changed`` holds the changes that are stated already, ``divided`` what a breakdown is of and its unknown parts so
    far. ``entries`` are the codes of one level that the sentence lists beside each other, ``above`` what was its
    subject before them, ``listed`` what it stated so far. A bracket keeps what stood before it.
    """

    passage: Passage
    projects: Mapping[str, str]
    previous: Topic | None
    listed_under: Topic | None = None
    parts_of: Topic | None = None
    root: Topic | None = None
    subject: Topic | None = None
    mode: Mode = Mode.STATE
    among: bool = False
    titled: bool = False
    head: Topic | None = None
    changed: set[str] = field(default_factory=set)
    divided: list[Topic | None] = field(default_factory=list)
    whole: Topic | None = None
    above: Topic | None = None
    entries: set[str | None] = field(default_factory=set)
    parts: set[tuple[str, str | None, str]] = field(default_factory=set)
    listed: set[tuple[str, str | None]] = field(default_factory=set)
    brackets: list[tuple[Topic | None, Topic | None, Topic | None, bool, Mode]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The folded paragraph."""
        return self.passage.folded.text

    @property
    def parent(self) -> Topic | None:
        """What the words of a clause are a part of, before they name it.

        Funds line by line right behind a total of income are income, and of expenditure, where no heading says
        otherwise.
        """
        known = self.root or self.listed_under
        heading = self.passage.topic
        if known is None and (heading is None or words().both_sides.search(heading.label)) and self._follows_total:
            return self.previous
        return known or heading

    @property
    def _follows_total(self) -> bool:
        before = self.previous
        if before is None or before.flow is None or not before.measure.startswith(("income_", "expenditure_")):
            return False
        return not self.passage.headed and _OTHER_SIDE[before.flow] not in self.text

    @property
    def among_stocks(self) -> bool:
        """Whether what has no name of its own may be a stock: nothing is said of a flow."""
        return self.root is None or self.root.stock

    def open_bracket(self) -> None:
        """Keep what stands before a bracket."""
        self.brackets.append((self.root, self.subject, self.whole, self.among, self.mode))

    def close_bracket(self) -> None:
        """Return to what stood before the bracket."""
        if self.brackets:
            self.root, self.subject, self.whole, self.among, self.mode = self.brackets.pop()

    def end_sentence(self) -> bool:
        """Return to the subject of the sentence; False inside a bracket, where a full stop ends less."""
        self.mode, self.titled, self.head = Mode.STATE, False, None
        if self.brackets:
            return False
        if len(self.entries) > 1:
            # 教育支出1万元，卫生健康支出2万元。其中：…: what follows is about all of them.
            self.root = self.above
        self.among, self.subject, self.divided, self.parts_of = False, self.root, [], None
        self.parts.clear()
        self.entries.clear()
        self.listed.clear()
        return True

    def part_of_cause(self, named: Span) -> Topic:
        """What is named inside a cause; a part of a change never carries the name of a total."""
        phrase = self.text[slice(*named)]
        project_id = find_project(phrase, self.projects)
        if project_id is not None:
            return Topic("project_amount", project_id=project_id)
        known = {topic.measure for topic in (self.root, self.subject) if topic is not None}
        found = find_topic(phrase, parent=self.root) or find_part(phrase, known)
        if found is None or (found.headline and found.measure not in BREAKDOWN):
            return OTHER
        if found.headline and not (self.root is not None and self.root.headline):
            scope = self.scope()
            return self.labelled(replace(found, fund=scope), named) if scope else OTHER
        return self.labelled(found, named)

    def listed_project(self, named: Span) -> Topic:
        """The project that a list of projects names; a known measure ends the list."""
        phrase = self.text[slice(*named)]
        project_id = find_project(phrase, self.projects)
        found = find_topic(phrase, parent=self.root) if project_id is None else None
        if found is not None and says_nothing(phrase[: found.start]):
            self.mode = Mode.STATE
            return self.adopt(self.labelled(self._source(found, named) or found, named))
        if project_id is None and words().no_project.search(phrase):
            return OTHER
        return Topic("project_amount", strict=False, project_id=project_id)

    def explicit(self, named: Span) -> Topic | None:
        """What the words name, which becomes the subject."""
        phrase = self.text[slice(*named)]
        project_id = find_project(phrase, self.projects)
        if project_id is not None:
            name = words().project_figure.sub("", phrase)
            project = Topic("project_amount", end=len(name), project_id=project_id)
            return self.adopt(self.labelled(project, named))
        if self.subject is not None and words().own_figure.match(phrase):
            is_narrow_figure = is_narrow(self.subject) and "支出" in phrase
            of_subject = "决算" in phrase or self.subject.classification is not None or is_narrow_figure
            if of_subject:
                return self.subject
        if self.subject is not None and self.subject.measure == "project_amount" and words().of_project.match(phrase):
            return self.subject
        heading = self.passage.topic
        if self.root is None and heading is not None and is_narrow(heading) and words().spent.match(phrase):
            return self.adopt(heading)
        found = find_topic(phrase, parent=self.parent) or self._entry_or_part(phrase)
        if found is not None and (self._is_source_of_income(found, phrase) or self.divides_by_unit(phrase)):
            return None
        if found is not None and not self.among:
            this_year = words().this_year_side.match(phrase)
            beside = self.root is not None and self.root.flow not in {None, found.flow}
            if words().other_side.match(phrase) or (this_year and beside):
                found = same_fund(found, self.root)
            elif this_year:
                found = of_narrow_fund(found, self.root or heading)
        if found is not None and found.by_fund and found.fund is None:
            found = replace(found, fund=narrow_fund(self.root or heading))
        if found is not None and self.among and self.mode is Mode.STATE:
            found = self._beside(found, named)
        if found is not None and (source := self._source(found, named)) is not None:
            return self.adopt(self.labelled(source, named))
        if found is not None and self._is_of_heading(found, phrase):
            return self.adopt(heading or OTHER)
        total = found is not None and found.headline and found.measure not in BREAKDOWN
        if total and self.titled and self.subject is not None and self.subject.classification is not None:
            return self.subject
        return None if found is None else self.adopt(self._with_code(self.labelled(found, named)), scoped=True)

    def _source(self, found: Topic, named: Span) -> Topic | None:
        """What a fund or a kind of expenditure is of that divides a narrower amount; None where it is of all money."""
        phrase = self.text[slice(*named)]
        if self.among:
            return part_of_narrow(found, phrase, self.whole)
        if found.fund is not None and (part := part_of_narrow(found, phrase, self.parts_of)) is not None:
            return part
        heading = self.passage.topic if self.passage.headed else None
        before = self.text[max(0, named[0] - _NEAR) : named[0]]
        return paid_from(found, phrase, before, root=self.root, heading=heading)

    def _is_of_heading(self, found: Topic, phrase: str) -> bool:
        """Whether an amount that says only that it is spent (支出预算9万元) is of the heading right before, 公务接待费.

        Not where the paragraph names that, too: it tells the whole from its part.
        """
        heading = self.passage.topic
        if not self.passage.headed or self.root is not None or self.brackets:
            return False
        if heading is None and not self.passage.apart:
            return False
        if heading is not None and (not is_narrow(heading) or heading.label in self.text):
            return False
        of_all = found.headline and found.measure not in BREAKDOWN and found.fund is None
        return of_all and found.flow == "expenditure" and says_nothing(phrase[: found.start])

    def _is_source_of_income(self, found: Topic, phrase: str) -> bool:
        """Whether the name of a kind of expenditure names what income is for: 财政拨款收入9万元（教育拨款5万元）."""
        of_income = self.among and self.root is not None and self.root.flow == "income"
        return of_income and found.classification == "function" and words().granted.search(phrase) is not None

    def adopt(self, topic: Topic, *, scoped: bool = False) -> Topic:
        """Make a measure the subject; ``scoped`` limits a total to the fund that the sentence speaks of."""
        if scoped and topic.headline and topic.fund is None and (fund := self.scope()) is not None:
            topic = replace(topic, fund=fund)
            if topic.measure not in BREAKDOWN:
                topic = replace(topic, measure=f"{topic.flow}_{fund}", headline=False)
        other_side = self.root is not None and {self.root.flow, topic.flow} == {"income", "expenditure"}
        both = self.root is not None and words().both_sides.search(self.root.label)
        if (other_side and not both and topic.measure not in BREAKDOWN) or are_separate(self.root, topic):
            self.among = False
        if self.among and self.mode is Mode.STATE:
            self.parts.add((topic.measure, topic.code, topic.label))
        else:
            self.parts.clear()
        self.subject = topic
        self.listed.add((topic.measure, topic.code))
        self.divided = []
        self.changed.discard(topic.change)
        if not self.among and not self.brackets:
            self._list(topic)
            self.root = topic if self.mode is not Mode.PURPOSE else self.root
        return topic

    def _list(self, topic: Topic) -> None:
        """Notice an entry that stands beside others in the sentence."""
        if any(len(code or "") != len(topic.code or "") for code in self.entries):
            self.entries.clear()
        if topic.classification is not None and not self.entries:
            self.above = self.root
        if topic.classification is not None:
            self.entries.add(topic.code)
        else:
            self.entries.clear()

    def _entry_or_part(self, phrase: str) -> Topic | None:
        known = [topic for topic in (self.root, self.subject) if topic is not None]
        heading = [self.passage.topic] if self.root is None and self.passage.topic is not None else []
        listed = known or [topic for topic in (self.previous,) if topic is not None]
        functions = any(topic.classification == "function" for topic in listed)
        part = find_part(phrase, {topic.measure for topic in [*known, *heading]})
        within = self.whole.code if functions and self.among and self.whole is not None else None
        above = self.previous if self.root is None else None
        around = (self.root, self.subject, self.head, self.passage.topic, above)
        wholes = [topic for topic in around if topic is not None]
        return part or economic_item(phrase, wholes) or find_listed(phrase, among_functions=functions, within=within)

    def _with_code(self, found: Topic) -> Topic:
        whole = self.whole if self.among else self.previous if self.root is None else None
        return completed(found, whole, self.subject)

    def _beside(self, found: Topic, named: Span) -> Topic:
        """A part of a breakdown whose general name the part before it makes clear.

        其他支出 beside entries of a classification is its entry of this name; 上年结转 that 、 joins to
        一般公共预算本年收入 is that fund's.
        """
        beside = self.subject
        if beside is None or (beside.measure, beside.code) not in {(part[0], part[1]) for part in self.parts}:
            return found
        if found.measure == "expenditure_other" and beside.classification is not None:
            return entry_of_all_others(found, beside.classification)
        joined = self.text[named[0] - 1 : named[0]] == "、"
        if found.by_fund and found.fund is None and joined and words().this_year_part.search(beside.label):
            return replace(found, fund=beside.fund)
        return found

    def take_side(self, phrase: str) -> None:
        """What is listed next is income, or expenditure, where the phrase before it says so (收入情况：, 收入包括)."""
        side = words().side.match(phrase)
        if side is None:
            return
        flow = "income" if side["income"] else "expenditure"
        if self.root is not None:
            self.root = replace(self.root, flow=flow)
        elif side["alone"] is not None:
            self.root = self.subject = Topic(f"{flow}_total", flow=flow, headline=True)

    def unknown(self, named: Span, said: Span, *, fresh: bool) -> Topic:
        """What an amount is about whose words the vocabulary does not have, ``said`` the words before them.

        A project where the name says so or the section lists projects; all expenditure where a budget alone is said
        (本级预算9万元). What begins a sentence (``fresh``) or a part of a breakdown is the subject of what follows.
        """
        phrase, before = self.text[slice(*named)], self.text[slice(*said)]
        nothing = says_nothing(phrase) and not self.divides_by_unit(phrase)
        own = self.root is None and not self.passage.apart and words().own_budget.search(phrase) is not None
        if nothing and not before and own:
            return self.adopt(
                self.labelled(Topic("expenditure_total", 0, len(phrase), None, "expenditure", True), named)
            )
        name = before if nothing else phrase
        listed = self.passage.of_projects or (
            self.among and self.root is not None and self.root.measure in {"project_amount", "performance_budget"}
        )
        is_project = (listed or words().project_end.search(name)) and not words().no_project.search(name)
        if is_project and self.mode is Mode.STATE:
            topic = Topic("project_amount", strict=False, project_id=find_project(name, self.projects))
        else:
            topic = OTHER
        topic = replace(topic, label=self.passage.folded.label(*said)) if nothing and before else topic
        begins = self.among or fresh or self.subject is None or words().several.search(phrase) is not None
        if begins and self.mode is Mode.STATE and (not nothing or is_project):
            # 其中：甲1万元，乙2万元，比上年减少1万元: after several parts the whole is compared, after one the part.
            parts = [self.whole, self.subject] if self.parts else [self.subject]
            self.divided = [*(self.divided or parts), topic] if self.among else []
            self.subject = self.divided[0] if len(self.divided) > _ONE_PART else topic
            if is_project and not self.among and not self.brackets:
                self.root = topic
        return topic

    def name(self, topic: Topic, label: str) -> None:
        """Keep the printed name of a subject that the vocabulary does not have."""
        if not topic.label:
            named = replace(topic, label=label)
            self.root = named if self.root is topic else self.root
            self.subject = named if self.subject is topic else self.subject

    def scope(self) -> str | None:
        """The fund to which the sentence, or the section, limits its amounts."""
        if self.root is not None and (self.among or self.mode is Mode.CAUSE):
            return self.root.fund
        heading = self.passage.topic
        return heading.fund if heading is not None else None

    def elliptic(self, named: Span, *, continues: bool = False) -> Topic | None:
        """What an amount is about whose clause names nothing; ``continues`` the paragraph before it."""
        phrase = self.text[slice(*named)]
        if phrase and (not says_nothing(phrase) or self.divides_by_unit(phrase)):
            return None
        if self.subject is None:
            if words().value.search(phrase):
                return None
            inherited = self.previous if continues else None
            self.subject = self.root = inherited or self._heading()
        elif self.among and self.root is not None and words().whole.match(phrase):
            self.subject = self.root
        elif self.head is not None and words().whole.match(phrase):
            # 三公经费：公务接待费1万元，公务用车运行费2万元，合计3万元
            self.subject = self.root = self.head
        elif len(self.listed) > 1 and words().whole.match(phrase):
            # 公务接待费1万元、会议费2万元，合计3万元
            self.subject = self.root = OTHER
        return self.subject

    def _heading(self) -> Topic | None:
        """What the headings are about, a project that one names with its id."""
        heading = self.passage.topic
        if heading is None or heading.measure != "project_amount":
            return heading
        return replace(heading, project_id=find_project(heading.label, self.projects))

    def divides_by_unit(self, phrase: str) -> bool:
        """Whether words of a breakdown name a unit, whose amount is not the whole: 市人民医院收支预算."""
        if not self.among:
            return False
        found = find_topic(phrase)
        return names_unit(phrase if found is None or not found.headline else phrase[: found.start])

    def regroup(self) -> None:
        """What was divided is divided in another way: the subject of the sentence again."""
        if self.brackets:
            return
        self.root = self.above if len(self.entries) > 1 else self.root
        self.among, self.subject, self.divided = False, self.root, []
        self.parts.clear()
        self.entries.clear()

    def divide(self, *, first: bool = False) -> None:
        """A breakdown begins (其中): the subject is what its parts make together.

        As the ``first`` words of a paragraph that is the subject of the paragraph before.
        """
        if first and self.subject is None and self.root is None:
            self.subject = self.root = self.previous
        self.among, self.whole = True, self.subject
        self.parts.clear()

    def whole_compared(self) -> Topic | None:
        """What a comparison is about that names nothing and stands after several parts: the whole that they divide."""
        several = len(self.parts) > 1
        self.parts.clear()
        if not several or not self.among or self.whole is None or self.brackets or self.mode is not Mode.STATE:
            return None
        if self.whole.change in self.changed:
            return None
        self.subject = self.whole
        return self.whole

    def labelled(self, topic: Topic, named: Span) -> Topic:
        """The measure with the words that name it as they are printed."""
        label = self.passage.folded.label(named[0] + topic.start, named[0] + topic.end)
        return replace(topic, label=label)
