"""The words that open a cause, a purpose or a list in a paragraph, and what ends it."""

from dataclasses import dataclass

from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.measures import Topic, begins, find_topic, ordinal_end
from pipeline.facts.narrative.outlook import begins_with_number, lists_amounts
from pipeline.facts.narrative.subjects import Mode
from pipeline.facts.narrative.words import words


@dataclass
class Modes:
    """Sets ``context.mode``. ``cause_topic`` is what the open cause says of itself, ``cause_may_end`` is set behind a
    semicolon, after which a cause goes on only where the next clause says so."""

    context: Context
    cause_topic: Topic | None = None
    cause_may_end: bool = False
    _numbered: bool = False
    _resumed: Mode = Mode.STATE

    def cause_is_over(self, phrase: str) -> bool:
        """Whether a cause that a semicolon may have ended is over.

        This clause neither counts on nor names another cause, nor begins with what changed (甲减少2万元；新增乙1万元).
        """
        if not self.cause_may_end or ordinal_end(phrase) == len(phrase):
            return False
        self.cause_may_end = False
        goes_on = (self._numbered and words().numbered.search(phrase)) or words().verb_with_object.match(phrase)
        return not goes_on and not words().next_cause.search(phrase)

    def open(self, start: int, end: int, *, after_change: bool, behind_change: bool, begins: bool) -> int:
        """Open what the words from ``start`` to ``end`` open; the length of the words up to where it goes on.

        ``after_change`` is set behind a statement of a change, ``behind_change`` also where a sentence begins behind
        it, ``begins`` where the paragraph has stated nothing yet.
        """
        context, vocabulary = self.context, words()
        phrase = context.text[start:end]
        cause = vocabulary.cause.search(phrase)
        if cause is not None and (context.mode is Mode.CAUSE or not lists_amounts(phrase)):
            context.mode, self.cause_topic = Mode.CAUSE, None
            self._numbered = begins_with_number(context.text, start + cause.end())
            context.root = context.root or (context.previous if begins else None)
            return cause.end()
        if (found := vocabulary.list_or_cause.search(phrase)) is not None:
            context.mode = Mode.CAUSE if behind_change else self._list_mode(Mode.PURPOSE, after_change=False)
            self.cause_topic = None
            return found.end()
        if (found := vocabulary.list.search(phrase)) is not None:
            context.mode = self._list_mode(context.mode, after_change=after_change)
            context.take_side(phrase[: found.end()])
            return found.end()
        if context.mode is Mode.STATE and (length := self._divide(start, phrase, first=begins)):
            return length
        if context.mode is not Mode.CAUSE and (found := vocabulary.purpose.search(phrase)) is not None:
            self._name_before(start, start + found.start())
            self._resumed = Mode.PROJECTS if context.mode is Mode.PROJECTS else Mode.STATE
            context.mode = self._list_mode(Mode.PURPOSE, after_change=after_change)
            return found.end()
        return 0

    def name_divided(self, start: int, end: int) -> None:
        """What stands before the words of a breakdown is what it divides: 项目支出主要包括：甲1万元，乙2万元.

        A side of all (收入包括) is none of these: see :meth:`Subjects.take_side`.
        """
        phrase = self.context.text[start:end]
        found = words().list.search(phrase)
        if found is not None and words().side.match(phrase) is None:
            self._name_before(start, start + found.start())

    def _divide(self, start: int, phrase: str, *, first: bool) -> int:
        """A whole that is made up of the amounts that follow (由甲8万元和乙2万元组成) is divided by them."""
        found = words().made_of.search(phrase)
        if found is None or words().makes_up.match(self.context.text, start + found.end()) is None:
            return 0
        self._name_before(start, start + found.start())
        self.context.divide(first=first and found.start() == 0)
        return found.end()

    def _name_before(self, start: int, end: int) -> None:
        """What stands before the words of a purpose is what is spent on it: 项目支出主要用于甲1万元，乙2万元."""
        start += ordinal_end(self.context.text[start:end])
        named = self.context.text[start:end]
        topic = find_topic(named, parent=self.context.parent) if named else None
        if topic is not None and self.context.mode is Mode.STATE and begins(topic, named):
            self.context.adopt(self.context.labelled(topic, (start, end)), scoped=True)

    def end_clause(self) -> None:
        """A semicolon ends a purpose, and may end a cause."""
        self.cause_may_end = self.context.mode is Mode.CAUSE
        if self.context.mode is Mode.PURPOSE:
            self.context.mode = self._resumed

    def _list_mode(self, otherwise: Mode, *, after_change: bool) -> Mode:
        """A list of projects where project expenditure is the subject and no change of it was just stated."""
        subject = self.context.subject
        is_project = subject is not None and subject.measure == "project"
        return Mode.PROJECTS if is_project and not after_change else otherwise
