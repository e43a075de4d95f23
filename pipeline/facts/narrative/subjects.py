"""What a person keeps in mind while reading a paragraph: the subjects of sentence and clause, and how they change."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from pipeline.facts.narrative.limited import BREAKDOWN, are_separate
from pipeline.facts.narrative.measures import Topic, find_topic, names_unit
from pipeline.facts.narrative.sections import Passage
from pipeline.facts.narrative.words import words

_OTHER_SIDE = {"income": "支出", "expenditure": "收入"}

Span = tuple[int, int]
"""A place in the folded text, from and up to."""


class Mode(Enum):
    """What the words of a sentence do at the moment."""

    STATE = auto()
    CAUSE = auto()
    PURPOSE = auto()
    PROJECTS = auto()


@dataclass
class Subjects:
    """The subjects of one paragraph.

    ``root`` is the subject of the sentence, ``subject`` that of the clause, ``previous`` that of the paragraph before,
    ``listed_under`` that of the paragraph that began the list to which this one belongs, ``parts_of`` what the
    first sentence divides because the paragraph before ends so (其中：).
    ``among`` is set inside a breakdown (其中), ``titled`` after a subject that a colon introduces (教育（类）：),
    which is the ``head`` of the sentence.
    ``whole`` is what the last breakdown divides, ``parts`` its known parts since one of them was compared.
    ``is_item``: the subject of the sentence is one of a numbered list in its paragraph (1.甲9万元。2.乙2万元。).
    ``changed`` holds the changes that are stated already, ``divided`` what a breakdown is of and its unknown parts so
    far. ``entries`` are the codes of one level that the sentence lists beside each other, ``above`` what was its
    subject before them, ``listed`` what it stated so far. A bracket keeps what stood before it.
    """

    passage: Passage
    previous: Topic | None
    listed_under: Topic | None = None
    parts_of: Topic | None = None
    root: Topic | None = None
    subject: Topic | None = None
    mode: Mode = Mode.STATE
    among: bool = False
    titled: bool = False
    head: Topic | None = None
    is_item: bool = False
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

    def scope(self) -> str | None:
        """The fund to which the sentence, or the section, limits its amounts."""
        if self.root is not None and (self.among or self.mode is Mode.CAUSE):
            return self.root.fund
        heading = self.passage.topic
        return heading.fund if heading is not None else None

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

    def name(self, topic: Topic, label: str) -> None:
        """Keep the printed name of a subject that the vocabulary does not have."""
        if not topic.label:
            named = replace(topic, label=label)
            self.root = named if self.root is topic else self.root
            self.subject = named if self.subject is topic else self.subject

    def labelled(self, topic: Topic, named: Span) -> Topic:
        """The measure with the words that name it as they are printed."""
        label = self.passage.folded.label(named[0] + topic.start, named[0] + topic.end)
        return replace(topic, label=label)

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
