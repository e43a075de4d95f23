"""What an amount of a paragraph is of: the level or the change of its subject, of a part of it, or of a cause.

A change is what a verb, a sign or a comparison says; any other amount is a level.
"""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.facts.narrative import counted
from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.limited import BREAKDOWN
from pipeline.facts.narrative.measures import OTHER, Topic, find_topic, says_nothing
from pipeline.facts.narrative.modes import Modes
from pipeline.facts.narrative.objects import verb_and_object
from pipeline.facts.narrative.outlook import SIGNS, goes_on, is_all, is_of_growth, is_sum_of_names
from pipeline.facts.narrative.percentages import towards
from pipeline.facts.narrative.pieces import Piece
from pipeline.facts.narrative.place import Place
from pipeline.facts.narrative.printed_names import (
    is_name_before,
    name_behind,
    named_as_money_of,
    printed_name,
    whole_name,
)
from pipeline.facts.narrative.record import Record
from pipeline.facts.narrative.statement import Clause
from pipeline.facts.narrative.subjects import Mode, Span
from pipeline.facts.narrative.times import Times
from pipeline.facts.narrative.weighed import fits_one_only
from pipeline.facts.narrative.words import words


@dataclass
class AmountReader:
    """Finds the topics of the amounts of one paragraph and states these in its ``record``.

    What it knows of the paragraph up to an amount is shared with the reader of its pieces.
    """

    context: Context
    times: Times
    record: Record
    modes: Modes
    place: Place

    def read(self, piece: Piece, clause: Clause) -> None:
        """State the amount of a piece, whose clause is cut at what it compares with."""
        vocabulary = words()
        verb = vocabulary.verb.search(self._text[slice(*clause.after)])
        if self.place.from_base and vocabulary.to_now.match(self._text[slice(*clause.after)]):
            # 由9万元调减为8万元 states the amount of now.
            nothing = (clause.end, clause.end)
            clause, verb = Clause(*nothing, nothing, nothing, False), None
        self.place.from_base = False
        with_object = (
            None if verb is not None else verb_and_object(self._text, clause, self.place.names_from, self.context.mode)
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

    @property
    def _text(self) -> str:
        return self.context.text

    def no_change(self, clause: Clause, place: Span) -> None:
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

    def state(
        self, piece: Piece, topic: Topic, named: Span, *, sign: int | None = None, year: int | None = None
    ) -> None:
        """State an amount of a topic, under the name that the text prints for it at ``named`` or before."""
        label = (
            topic.label
            or printed_name(self.context, self.place.names_from, named)
            or printed_name(self.context, self.place.names_from, self.place.said)
        )
        self.context.name(topic, label)
        self.record.state(piece, topic, named, label, sign=sign, year=year)
        self.place.use_names()

    def _change(self, piece: Piece, named: Span, sign: int) -> None:
        net = words().net.match(self._text[slice(*named)])
        named = (named[0] + (net.end() if net else 0), named[1])
        if (source := words().taken_from.match(self._text[slice(*named)])) is not None:
            named = (named[0] + source.start("name"), named[0] + source.end("name"))
        assert piece.money is not None
        if self.context.mode is Mode.CAUSE and net is None:
            if find_topic(self._text[slice(*named)], parent=self.context.root) is None:
                behind = named_as_money_of(self._text, piece.money.end)
                self.place.listed_sign = sign if behind is not None else self.place.listed_sign
                named = behind or named
            topic = self._cause_of_change(named)
        else:
            topic = self._compared(named, piece.end, towards(piece.money.yuan, sign)) or OTHER
        self.state(piece, topic, named, sign=sign)

    def _is_own_comparison(self, clause: Clause, named: Span) -> bool:
        """Whether a comparison behind a cause is the subject's: …主要原因是厉行节约，与上年相比减少1万元.

        It names nothing, the cause named nothing that changed, and this change is not stated already.
        """
        subject, base = self.context.subject, self.times.base
        if self.context.mode is not Mode.CAUSE or not clause.has_base or subject is None or base is None:
            return False
        if self.modes.cause_topic is not None or not says_nothing(self._text[slice(*named)]):
            return False
        if base.year is None:
            return all(known.measure != f"deviation_{subject.level}" for known in self.record.statements)
        return subject.change not in self.context.changed

    def _change_of_object(self, piece: Piece, clause: Clause, named: Span, sign: int) -> None:
        """A change of what the verb's object names; of the subject, unless its change is told already, where that
        names nothing (增加支出10万元)."""
        if self.context.mode is Mode.CAUSE:
            self.place.listed_sign = sign
            self.state(piece, self.context.part_of_cause(named), named, sign=sign)
        elif says_nothing(self._text[slice(*named)]) and not self._is_told(self.context.subject):
            self._change(piece, clause.before if clause.has_base else (clause.start, clause.start), sign)
        else:
            self.state(piece, self.context.explicit(named) or OTHER, named, sign=sign)

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
            return self.modes.cause_topic or (last.topic if last is not None and beside_prior_amount else OTHER)
        subject = self.context.subject.measure if self.context.subject else ""
        found = find_topic(phrase, parent=self.context.root, loosely=subject in BREAKDOWN)
        if found is not None and subject in BREAKDOWN and found.measure in BREAKDOWN - {subject}:
            # 基本支出 cannot be a cause of a change of 项目支出, nor the other way round: the breakdown goes on.
            self.context.mode = Mode.STATE
            return self.context.adopt(self.context.labelled(found, named), scoped=True)
        return self.context.part_of_cause(named)

    def _level(self, piece: Piece, clause: Clause) -> None:
        whole = whole_name(self._text, self.place.names_from, (clause.start, clause.end))
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
            self.state(piece, topic, named)
            self.times.close_bracket()
            return
        phrase = self._text[slice(*whole)]
        earlier = self.times.earlier(phrase, self._text[piece.money.end if piece.money else piece.end :])
        if self.context.mode is Mode.PROJECTS:
            self.state(piece, self.context.listed_project(whole), whole)
        elif self.context.mode is Mode.CAUSE:
            topic = self._cause_of_level(whole)
            # 新增甲2万元、乙1万元: the verb counts for each.
            last = self.record.last
            sign = self.place.listed_sign if last is not None and last.in_cause and earlier is None else None
            self.state(piece, topic, whole, year=earlier, sign=sign)
        else:
            whole = counted.named_before(self.context, self.place.names_from, whole)
            whole = counted.named_by_count(self.context, whole, self.place.counted)
            vocabulary = words()
            found = OTHER if is_sum_of_names(self._text, self.place.names_from, whole) else None
            found = (
                found
                or counted.bought(self.context, whole, self.place.said)
                or counted.of_projects(self.context, whole, self.place.said)
            )
            found = found or self.context.explicit(whole)
            found = found or counted.worth(self.context, whole, self.place.said) or self._elliptic(whole)
            topic = found or self.context.unknown(whole, self.place.said, fresh=self.place.is_fresh)
            self.state(piece, topic, whole, year=earlier)
            self.place.from_base = vocabulary.from_dated.search(phrase) is not None

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
        return self.context.elliptic(named, continues=self.place.is_first and self.times.base is not None)
