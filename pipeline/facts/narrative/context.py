"""What the words of a clause name, from the subjects around them: a measure, an entry, a part, a project or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.facts.narrative.entries import completed, economic_item, entry_of_all_others
from pipeline.facts.narrative.limited import (
    BREAKDOWN,
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
    ordinal_end,
    says_nothing,
)
from pipeline.facts.narrative.outlook import is_item
from pipeline.facts.narrative.subjects import Mode, Span, Subjects
from pipeline.facts.narrative.words import words

# So much of a sentence is looked at for what it is about.
_NEAR = 120

# What a breakdown is of, and one part.
_ONE_PART = 2


@dataclass(kw_only=True)
class Context(Subjects):
    """The subjects of one paragraph and what they make of its words; ``projects`` are the ids of projects by name."""

    projects: Mapping[str, str]

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
        if self.subject is not None and phrase and words().own_figure.match(phrase):
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
            beside = self.is_item and is_item(self.text, named[0])
            found = replace(found, fund=narrow_fund(heading if beside else self.root or heading))
        if found is not None and self.among and self.mode is Mode.STATE:
            found = self._beside(found, named)
        if found is not None and (source := self._source(found, named)) is not None:
            return self.adopt(self.labelled(source, named))
        if found is not None and self._is_of_heading(found, phrase):
            return self.adopt(heading or OTHER)
        total = found is not None and found.headline and found.measure not in BREAKDOWN
        if total and self.titled and self.subject is not None and self.subject.classification is not None:
            return self.subject
        if found is None:
            return None
        adopted = self.adopt(self._with_code(self.labelled(found, named)), scoped=True)
        if self.root is adopted:
            self.is_item = is_item(self.text, named[0])
        return adopted

    def _source(self, found: Topic, named: Span) -> Topic | None:
        """What a fund or a kind of expenditure is of that divides a narrower amount; None where it is of all money."""
        phrase = self.text[slice(*named)]
        if self.among:
            return part_of_narrow(found, phrase, self.whole)
        if found.fund is not None and (part := part_of_narrow(found, phrase, self.parts_of)) is not None:
            return part
        heading = self.passage.topic if self.passage.headed else None
        before = self.text[max(0, named[0] - _NEAR) : named[0]]
        if found.fund is not None and not words().flow.search(phrase) and self._is_about_item():
            return replace(self.root or OTHER, start=found.start, end=found.end)
        return paid_from(found, phrase, before, root=self.root, heading=heading)

    def _is_about_item(self) -> bool:
        """Whether the paragraph began with the name of what alone it is about: 1.甲经费。安排财政拨款9万元."""
        item = self.root
        if item is None or item.measure not in {OTHER.measure, "project_amount"} or not item.label:
            return False
        return self.text.startswith(item.label, ordinal_end(self.text))

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
            self.changed.discard(topic.change)
            # 其中：甲1万元，乙2万元，比上年减少1万元: after several parts the whole is compared, after one the part.
            parts = [self.whole, self.subject] if self.parts else [self.subject]
            self.divided = [*(self.divided or parts), topic] if self.among else []
            self.subject = self.divided[0] if len(self.divided) > _ONE_PART else topic
            if is_project and not self.among and not self.brackets:
                self.root = topic
        return topic

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
