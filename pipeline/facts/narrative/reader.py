"""One paragraph read clause by clause: which figure is the amount of what, for which year, against which year.

The reader keeps what a person keeps in mind: the subject of the sentence and of the clause (其中 opens a breakdown, a
full stop returns to the sentence's subject, a bracket to what stood before it), the year, the base of a comparison, and
whether the words explain a cause, a purpose or a list of projects. What each amount is of, AmountReader says.
"""

from dataclasses import dataclass, field

from pipeline.facts.narrative.amount_reader import AmountReader
from pipeline.facts.narrative.amounts import parse_number
from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.limited import on_side
from pipeline.facts.narrative.measures import OTHER, begins, find_listed, find_topic, ordinal_end
from pipeline.facts.narrative.modes import Modes
from pipeline.facts.narrative.outlook import (
    is_numbered,
)
from pipeline.facts.narrative.percentages import towards
from pipeline.facts.narrative.pieces import LONGEST_CLAUSE, Piece, pieces
from pipeline.facts.narrative.place import Place
from pipeline.facts.narrative.printed_names import (
    printed_name,
    whole_name,
)
from pipeline.facts.narrative.record import Record
from pipeline.facts.narrative.respective import Answer, respective_changes, respective_names
from pipeline.facts.narrative.statement import Clause, Statement
from pipeline.facts.narrative.subjects import Mode, Span
from pipeline.facts.narrative.times import Times
from pipeline.facts.narrative.words import words


@dataclass
class ParagraphReader:
    """Reads one passage. ``fiscal_year`` is what amounts without a year of their own are for, ``stock_year`` the year
    of whose end the list speaks."""

    context: Context
    fiscal_year: int
    stock_year: int | None = None
    times: Times = field(init=False)
    record: Record = field(init=False)
    _modes: Modes = field(init=False)
    _place: Place = field(init=False)
    _amounts: AmountReader = field(init=False)

    def read(self) -> list[Statement]:
        """The statements of the paragraph in order."""
        self.times = Times(self.fiscal_year, stock_year=self.stock_year, of_stock=self.stock_year is not None)
        self.record = Record(self.context, self.times)
        self._modes = Modes(self.context)
        self._place = Place(self._text)
        self._amounts = AmountReader(self.context, self.times, self.record, self._modes, self._place)
        cut = list(pieces(self._text))
        respective = respective_names(self._text, cut)
        changes = respective_changes(self._text, cut)
        for index, piece in enumerate(cut):
            if index in respective:
                self._respective(piece, respective[index])
            elif index in changes:
                self._respective_change(piece, changes[index])
            else:
                self._piece(piece)
        return [statement for statement in self.record.statements if statement.end > self.context.passage.own_from]

    @property
    def _text(self) -> str:
        return self.context.text

    def _piece(self, piece: Piece) -> None:
        self._place.enter(piece)
        start = self._enter(max(piece.start, piece.end - LONGEST_CLAUSE), piece.end)
        clause = self.times.compare(self._text, start, piece.end)
        if self.context.mode is Mode.STATE:
            self.times.read(self._text[slice(*clause.before)])
        if piece.money is not None:
            self._amounts.read(piece, clause)
        elif piece.percent is not None:
            self._place.use_names()
            self.record.take_percentage(piece.percent.points, clause)
        else:
            self._words(clause, piece.end_mark)
        self._place.leave(piece, clause)
        self._close(piece.end_mark)
        if piece.end_mark == "（" and clause.has_base and clause.after[0] == clause.after[1]:
            self.times.take_base()

    def _respective(self, piece: Piece, answer: Answer) -> None:
        """An amount whose name stands in a list before several amounts; the pieces of that list say nothing else."""
        if words().among.match(self._text, piece.start):
            self.context.divide()
        named = answer.name
        if piece.money is not None and named[0] < named[1]:
            self.times.read(self._text[slice(*answer.year)], listed=True)
            self._place.names_from = named[0]
            found = self.context.explicit(named) or self.context.elliptic(named)
            if found is not None and answer.flow is not None and (of_flow := on_side(found, answer.flow)) is not None:
                found = self.context.adopt(of_flow)
            self._amounts.state(piece, found or self.context.unknown(named, (0, 0), fresh=False), named)
        self._place.leave_listed()
        self._close(piece.end_mark)

    def _respective_change(self, piece: Piece, answer: Answer) -> None:
        """A change or percentage that answers to a name before it, or to one of so many amounts stated before it."""
        start = self._enter(max(piece.start, piece.end - LONGEST_CLAUSE), piece.end)
        self.times.compare(self._text, start, piece.end)
        known = self.record.statements[-answer.back] if 0 < answer.back <= len(self.record.statements) else None
        if piece.percent is not None:
            if known is not None and known.percent is None and known.is_change is (answer.sign is not None):
                known.percent = towards(piece.percent.points, answer.sign)
        elif self.context.mode is Mode.CAUSE:
            topic = OTHER if answer.back else self.context.part_of_cause(answer.name)
            self._amounts.state(piece, topic, answer.name, sign=answer.sign)
        else:
            topic = (known.topic if known is not None else None) or self.context.explicit(answer.name) or OTHER
            self._amounts.state(piece, topic, answer.name, sign=answer.sign)
        self._close(piece.end_mark)

    def _enter(self, start: int, end: int) -> int:
        """Where a clause goes on after its ordinal and the words that open a cause, a purpose, a list, a breakdown."""
        begin = start
        if self._modes.cause_is_over(self._text[start:end]):
            self.context.mode = Mode.STATE
        if self.context.mode is Mode.STATE and words().regrouped.match(self._text, start, end):
            self.context.regroup()
        if words().among.search(self._text[start:end]):
            self._modes.name_divided(start, end)
            self.context.divide(first=self._place.is_first)
        changed = {
            "after_change": self.record.last_is_change,
            "behind_change": self.record.is_behind_change(begins=self._place.is_fresh),
        }
        start += self._modes.open(start, end, **changed, begins=not self.record.statements)
        if start > begin:
            self._place.names_from = start
        return start + ordinal_end(self._text[start:end])

    def _words(self, clause: Clause, end_mark: str) -> None:
        """A piece without a figure: 持平, the subject of what follows, or a count that goes with the next amount."""
        phrase = self._text[clause.start : clause.end]
        if not phrase:
            return
        self._place.say((clause.start, clause.end))
        vocabulary = words()
        if (count := vocabulary.count.search(phrase)) is not None and count.end() == len(phrase):
            self.record.count = parse_number(count["quantity"]), count["unit"]
            self._count(clause, phrase)
        if self._says_equal(clause, phrase):
            return
        if self.context.mode is Mode.CAUSE:
            self._name_cause(clause, phrase)
        elif self.context.mode is Mode.STATE and self._place.is_fresh:
            self._name_subject(clause, end_mark)

    def _says_equal(self, clause: Clause, phrase: str) -> bool:
        """Whether a piece states that nothing changed (与上年持平), which is noted."""
        vocabulary = words()
        if vocabulary.not_equal.search(phrase):
            return False
        equal = vocabulary.equal.search(self._text, clause.start, clause.end)
        if equal is None and (clause.has_base or self._place.of_base):
            equal = vocabulary.equal_to_base.search(self._text, clause.start, clause.end)
        if clause.than == 0:
            self._amounts.no_change(clause, (clause.before[1], clause.after[0]))
        elif equal is not None:
            self._amounts.no_change(clause, equal.span())
        return clause.than == 0 or equal is not None

    def _name_cause(self, clause: Clause, phrase: str) -> None:
        """What a clause that explains a change speaks of, before its verb."""
        verb = words().verb.search(phrase)
        if verb is None:
            return
        named = (clause.start, clause.start + verb.start())
        if find_topic(self._text[slice(*named)], parent=self.context.root) is not None:
            self._modes.cause_topic = self.context.part_of_cause(named)

    def _name_subject(self, clause: Clause, end_mark: str) -> None:
        """What a clause that states speaks of: the subject of what follows, or with a colon of all of it."""
        vocabulary = words()
        named = whole_name(self._text, self._place.names_from, clause.before)
        phrase = self._text[slice(*named)]
        topic = find_topic(phrase, parent=self.context.parent)
        topic = topic or (find_listed(phrase, among_functions=False) if end_mark == "：" else None)
        if topic is not None and begins(topic, phrase):
            self.context.adopt(self.context.labelled(topic, named), scoped=True)
            self.context.titled = end_mark == "："
            self.context.head = self.context.subject if self.context.titled else None
        elif end_mark == "：" and vocabulary.side.match(phrase):
            self.context.take_side(phrase)
        elif end_mark == "：" and vocabulary.projects_listed.search(phrase):
            self.context.mode = Mode.PROJECTS
        elif topic is None and (marked := vocabulary.project_marked.search(phrase)) is not None:
            self._begin_item((named[0], named[0] + marked.start()))
        elif topic is None and (
            (end_mark == "：" and vocabulary.project_review.search(phrase))
            or (is_numbered(self._text, named) and vocabulary.item_end.search(phrase))
        ):
            self._begin_item(named)

    def _count(self, clause: Clause, phrase: str) -> None:
        """Notice a measure that a sentence counts before its money."""
        named = words().counted_name.match(phrase)
        if named is not None and find_topic(named["name"], parent=self.context.parent) is not None:
            self._place.counted = (clause.start, clause.start + named.end("name"))

    def _begin_item(self, named: Span) -> None:
        """Make what the vocabulary does not have the subject of what follows."""
        item = self.context.unknown(named, (0, 0), fresh=True)
        self.context.name(item, printed_name(self.context, None, named))

    def _close(self, mark: str) -> None:
        if mark == "（":
            self.record.open_bracket()
            self.context.open_bracket()
            self.times.open_bracket()
        elif mark == "）":
            self.record.close_bracket()
            self.context.close_bracket()
            self.times.close_bracket()
        elif mark == "；":
            self._modes.end_clause()
            self.record.last, self.context.titled = None, False
            self.context.parts.clear()
        elif mark in {"。", "！", "？"}:
            self._modes.cause_may_end = False
            self.record.end_sentence()
            if self.context.end_sentence():
                self.times.base = None
        self._place.close(mark)
