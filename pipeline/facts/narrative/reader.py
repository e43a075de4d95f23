"""One paragraph read clause by clause: which figure is the amount of what, for which year, against which year.

The reader keeps what a person keeps in mind: the subject of the sentence and of the clause (其中 opens a breakdown, a
full stop returns to the sentence's subject, a bracket to what stood before it), the year, the base of a comparison, and
whether the words explain a cause, a purpose or a list of projects.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.facts.narrative import counted
from pipeline.facts.narrative.amounts import parse_number
from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.limited import BREAKDOWN, on_side
from pipeline.facts.narrative.measures import OTHER, Topic, begins, find_listed, find_topic, ordinal_end, says_nothing
from pipeline.facts.narrative.modes import Modes
from pipeline.facts.narrative.objects import verb_and_object
from pipeline.facts.narrative.outlook import (
    SIGNS,
    goes_on,
    is_all,
    is_numbered,
    is_of_growth,
    is_sum_of_names,
)
from pipeline.facts.narrative.percentages import towards
from pipeline.facts.narrative.pieces import LONGEST_CLAUSE, Piece, pieces
from pipeline.facts.narrative.place import Place
from pipeline.facts.narrative.printed_names import (
    is_name_before,
    name_behind,
    named_as_money_of,
    printed_name,
    whole_name,
)
from pipeline.facts.narrative.record import Record
from pipeline.facts.narrative.respective import Answer, respective_changes, respective_names
from pipeline.facts.narrative.statement import Clause, Statement
from pipeline.facts.narrative.subjects import Mode, Span
from pipeline.facts.narrative.times import Times
from pipeline.facts.narrative.weighed import fits_one_only
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

    def read(self) -> list[Statement]:
        """The statements of the paragraph in order."""
        self.times = Times(self.fiscal_year, stock_year=self.stock_year, of_stock=self.stock_year is not None)
        self.record = Record(self.context, self.times)
        self._modes = Modes(self.context)
        self._place = Place(self._text)
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
            self._amount(piece, clause)
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
            self._state(piece, found or self.context.unknown(named, (0, 0), fresh=False), named)
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
            self._state(piece, topic, answer.name, sign=answer.sign)
        else:
            topic = (known.topic if known is not None else None) or self.context.explicit(answer.name) or OTHER
            self._state(piece, topic, answer.name, sign=answer.sign)
        self._close(piece.end_mark)

    # Modes, years and bases

    def _enter(self, start: int, end: int) -> int:
        """Where a clause goes on after its ordinal and the words that open a cause, a purpose, a list, a breakdown."""
        begin = start
        if self._modes.cause_is_over(self._text[start:end]):
            self.context.mode = Mode.STATE
        if self.context.mode is Mode.STATE and words().regrouped.match(self._text, start, end):
            self.context.regroup()
        if words().among.search(self._text[start:end]):
            self.context.divide(first=self._place.is_first)
        changed = {
            "after_change": self.record.last_is_change,
            "behind_change": self.record.is_behind_change(begins=self._place.is_fresh),
        }
        start += self._modes.open(start, end, **changed, begins=not self.record.statements)
        if start > begin:
            self._place.names_from = start
        return start + ordinal_end(self._text[start:end])

    # Amounts

    def _amount(self, piece: Piece, clause: Clause) -> None:
        vocabulary = words()
        verb = vocabulary.verb.search(self._text[slice(*clause.after)])
        with_object = (
            None if verb is not None else verb_and_object(self._text, clause, self._place.names_from, self.context.mode)
        )
        if verb is not None:
            named = clause.name_before(clause.after[0] + verb.start())
            if self._is_own_comparison(clause, named):
                self.context.mode = Mode.STATE
            decreasing = vocabulary.decreasing.search(verb["verb"])
            self._change(piece, named, -1 if decreasing else 1)
        elif with_object is not None:
            self._change_of_object(piece, clause, *with_object)
        elif than := clause.than or (clause.has_base and SIGNS.get(self._text[piece.end - 1 : piece.end])):
            self._change(piece, clause.before, than)
        elif clause.has_base and vocabulary.equal_to_base.fullmatch(self._text[slice(*clause.after)]):
            self._change(piece, clause.name_before(clause.after[0]), 1)
        elif self.record.ahead is not None and is_of_growth(self._text, (clause.start, clause.end)):
            self._change(piece, (clause.end, clause.end), -1 if self.record.ahead < 0 else 1)
        else:
            self._level(piece, clause)

    def _change(self, piece: Piece, named: Span, sign: int) -> None:
        net = words().net.match(self._text[slice(*named)])
        named = (named[0] + (net.end() if net else 0), named[1])
        if (source := words().taken_from.match(self._text[slice(*named)])) is not None:
            named = (named[0] + source.start("name"), named[0] + source.end("name"))
        assert piece.money is not None
        if self.context.mode is Mode.CAUSE and net is None:
            if find_topic(self._text[slice(*named)], parent=self.context.root) is None:
                behind = named_as_money_of(self._text, piece.money.end)
                self._place.listed_sign = sign if behind is not None else self._place.listed_sign
                named = behind or named
            topic = self._cause_of_change(named)
        else:
            topic = self._compared(named, piece.end, towards(piece.money.yuan, sign)) or OTHER
        self._state(piece, topic, named, sign=sign)

    def _is_own_comparison(self, clause: Clause, named: Span) -> bool:
        """Whether a comparison behind a cause is the subject's: …主要原因是厉行节约，与上年相比减少1万元.

        It names nothing, the cause named nothing that changed, and this change is not stated already.
        """
        subject, base = self.context.subject, self.times.base
        if self.context.mode is not Mode.CAUSE or not clause.has_base or subject is None or base is None:
            return False
        if self._modes.cause_topic is not None or not says_nothing(self._text[slice(*named)]):
            return False
        if base.year is None:
            return all(known.measure != f"deviation_{subject.level}" for known in self.record.statements)
        return subject.change not in self.context.changed

    def _change_of_object(self, piece: Piece, clause: Clause, named: Span, sign: int) -> None:
        """A change of what the verb's object names; of the subject, unless its change is told already, where that
        names nothing (增加支出10万元)."""
        if self.context.mode is Mode.CAUSE:
            self._place.listed_sign = sign
            self._state(piece, self.context.part_of_cause(named), named, sign=sign)
        elif says_nothing(self._text[slice(*named)]) and not self._is_told(self.context.subject):
            self._change(piece, clause.before if clause.has_base else (clause.start, clause.start), sign)
        else:
            self._state(piece, self.context.explicit(named) or OTHER, named, sign=sign)

    def _is_told(self, topic: Topic | None) -> bool:
        """Whether the paragraph has stated this topic's change already."""
        return topic is not None and topic.change in self.context.changed

    def _compared(self, named: Span, end: int, change: Decimal | None = None) -> Topic | None:
        """What a comparison is about: what it names, else the subject.

        Behind several parts (其中：甲4万元，乙14万元，比上年减少2万元) it is about the whole, unless more parts follow
        or the last part is all of it, or the ``change`` can be that of one of them only.
        """
        topic, phrase = self.context.explicit(named), self._text[slice(*named)]
        nothing = topic is None and says_nothing(phrase) and not self.context.divides_by_unit(phrase)
        weighed = None
        if nothing and change is not None and self.context.among:
            whole, part = self.context.whole, self.context.subject
            weighed = fits_one_only(whole, part, self.record.statements, change, self._text, end)
        if weighed is not None:
            self.context.subject = topic = weighed
        elif nothing and not goes_on(self._text, end):
            topic = None if is_all(self.context.whole, self.record.statements) else self.context.whole_compared()
        self.context.parts.clear()
        return topic or self._elliptic(named)

    def _cause_of_change(self, named: Span) -> Topic:
        phrase = self._text[slice(*named)]
        if not phrase or says_nothing(phrase):
            last = self.record.last
            beside_prior_amount = last is not None and last.in_cause and not last.is_change
            return self._modes.cause_topic or (last.topic if last is not None and beside_prior_amount else OTHER)
        subject = self.context.subject.measure if self.context.subject else ""
        found = find_topic(phrase, parent=self.context.root, loosely=subject in BREAKDOWN)
        if found is not None and subject in BREAKDOWN and found.measure in BREAKDOWN - {subject}:
            # 基本支出 cannot be a cause of a change of 项目支出, nor the other way round: the breakdown goes on.
            self.context.mode = Mode.STATE
            return self.context.adopt(self.context.labelled(found, named), scoped=True)
        return self.context.part_of_cause(named)

    def _level(self, piece: Piece, clause: Clause) -> None:
        whole = whole_name(self._text, self._place.names_from, (clause.start, clause.end))
        if is_name_before(self._text, (clause.start, clause.end)):
            whole = (clause.end, clause.end)
        if whole[0] == whole[1] and piece.money is not None:
            whole = name_behind(self._text, piece.money.end) or whole
        if clause.has_base:
            named = clause.before if clause.after[0] == clause.after[1] else clause.after
            topic = self._compared(named, piece.end) if piece.money is not None else None
            topic = topic or OTHER
            self.times.open_bracket()
            if clause.after[0] == clause.after[1]:
                self.times.take_base()
            self._state(piece, topic, named)
            self.times.close_bracket()
            return
        phrase = self._text[slice(*whole)]
        earlier = self.times.earlier(phrase, self._text[piece.money.end if piece.money else piece.end :])
        if self.context.mode is Mode.PROJECTS:
            self._state(piece, self.context.listed_project(whole), whole)
        elif self.context.mode is Mode.CAUSE:
            topic = self._cause_of_level(whole)
            # 新增甲2万元、乙1万元: the verb counts for each.
            last = self.record.last
            sign = self._place.listed_sign if last is not None and last.in_cause and earlier is None else None
            self._state(piece, topic, whole, year=earlier, sign=sign)
        else:
            whole = counted.named_before(self.context, self._place.names_from, whole)
            found = OTHER if is_sum_of_names(self._text, self._place.names_from, whole) else None
            found = (
                found
                or counted.bought(self.context, whole, self._place.said)
                or counted.of_projects(self.context, whole, self._place.said)
            )
            found = found or self.context.explicit(whole)
            found = found or counted.worth(self.context, whole, self._place.said) or self._elliptic(whole)
            topic = found or self.context.unknown(whole, self._place.said, fresh=self._place.is_fresh)
            self._state(piece, topic, whole, year=earlier)

    def _cause_of_level(self, named: Span) -> Topic:
        """What an amount in a cause is of: what it names; the subject where it says that it is the budget's
        (由于年初预算数为0); no total."""
        phrase = self._text[slice(*named)]
        if says_nothing(phrase):
            is_budget = words().budget_figure.search(phrase) is not None and self.record.names_accounts
            return self.context.subject if is_budget and self.context.subject is not None else OTHER
        topic = self.context.part_of_cause(named)
        return OTHER if topic.headline else topic

    def _elliptic(self, named: Span) -> Topic | None:
        return self.context.elliptic(named, continues=self._place.is_first and self.times.base is not None)

    # Statements

    def _state(
        self, piece: Piece, topic: Topic, named: Span, *, sign: int | None = None, year: int | None = None
    ) -> None:
        label = (
            topic.label
            or printed_name(self.context, self._place.names_from, named)
            or printed_name(self.context, self._place.names_from, self._place.said)
        )
        self.context.name(topic, label)
        self.record.state(piece, topic, named, label, sign=sign, year=year)
        self._place.use_names()

    def _words(self, clause: Clause, end_mark: str) -> None:
        """A piece without a figure: 持平, the subject of what follows, or a count that goes with the next amount."""
        phrase = self._text[clause.start : clause.end]
        if not phrase:
            return
        self._place.say((clause.start, clause.end))
        vocabulary = words()
        if (count := vocabulary.count.search(phrase)) is not None and count.end() == len(phrase):
            self.record.count = parse_number(count["quantity"]), count["unit"]
        if not vocabulary.not_equal.search(phrase):
            equal = vocabulary.equal.search(self._text, clause.start, clause.end)
            if clause.than == 0:
                self._no_change(clause, (clause.before[1], clause.after[0]))
                return
            if equal is None and (clause.has_base or self._place.of_base):
                equal = vocabulary.equal_to_base.search(self._text, clause.start, clause.end)
            if equal is not None:
                self._no_change(clause, equal.span())
                return
        if self.context.mode is Mode.CAUSE:
            verb = vocabulary.verb.search(phrase)
            named = (clause.start, clause.start + verb.start() if verb else clause.end)
            topic = find_topic(self._text[slice(*named)], parent=self.context.root)
            if topic is not None and verb is not None:
                self._modes.cause_topic = self.context.part_of_cause(named)
        elif self.context.mode is Mode.STATE and self._place.is_fresh:
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
            elif topic is None and (
                (end_mark == "：" and vocabulary.project_review.search(phrase))
                or (is_numbered(self._text, named) and vocabulary.item_end.search(phrase))
            ):
                item = self.context.unknown(named, (0, 0), fresh=True)
                self.context.name(item, printed_name(self.context, None, named))

    def _no_change(self, clause: Clause, place: Span) -> None:
        """与上年持平 states a change of 0.00, unless the same change has just been printed."""
        named = (
            clause.before if clause.has_base and clause.before[1] > clause.before[0] else (clause.after[0], place[0])
        )
        named = (named[0], min(named[1], place[0]))
        phrase = words().before_equal.sub("", self._text[slice(*named)])
        named = (named[0], named[0] + len(phrase))
        if self.context.mode is Mode.CAUSE:
            found = None if says_nothing(phrase) else find_topic(phrase, parent=self.context.root)
            topic = None if found is None or found.headline else self.context.labelled(found, named)
        else:
            already = set(self.context.changed)
            topic = self._compared(named, place[1])
            if topic is not None and self.record.last_is_change and topic.change in already:
                self.context.changed.add(topic.change)
        if topic is None:
            return
        self.record.no_change(topic, place)

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
