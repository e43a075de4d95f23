"""What a paragraph has stated so far, and how an amount becomes a statement: its measure, years, sign and count."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from pipeline.facts.narrative.amounts import parse_number
from pipeline.facts.narrative.context import Context
from pipeline.facts.narrative.measures import OTHER, Topic
from pipeline.facts.narrative.percentages import take_percentage, towards
from pipeline.facts.narrative.pieces import Piece
from pipeline.facts.narrative.statement import Clause, Statement, no_change
from pipeline.facts.narrative.subjects import Mode, Span
from pipeline.facts.narrative.times import Times
from pipeline.facts.narrative.words import words


@dataclass
class Record:
    """The ``statements`` of a paragraph in order.

    ``last`` is that of the sentence made last, behind a bracket the one before it; ``ahead`` is a growth that stands
    before its amount, ``count`` what was counted last and may go with the next amount.
    """

    context: Context
    times: Times
    statements: list[Statement] = field(default_factory=list)
    last: Statement | None = None
    ahead: Decimal | None = None
    count: tuple[Decimal, str] | None = None
    _before_bracket: list[Statement | None] = field(default_factory=list)

    @property
    def last_is_change(self) -> bool:
        """Whether a change was stated last in this sentence."""
        return self.last is not None and self.last.is_change

    def is_behind_change(self, *, begins: bool) -> bool:
        """Whether a change was stated last, in this sentence or, where it ``begins`` only, before it."""
        if self.last is None and begins:
            return bool(self.statements) and self.statements[-1].is_change
        return self.last_is_change

    def state(
        self, piece: Piece, topic: Topic, named: Span, label: str, *, sign: int | None = None, year: int | None = None
    ) -> None:
        """Add the amount of a piece: a change with the ``sign`` of its verb, or a level of the ``year`` or this one."""
        assert piece.money is not None
        money, words_before = piece.money, self.context.text[piece.start : piece.end]
        in_cause = self.context.mode is Mode.CAUSE
        if sign is None:
            of_stocks = topic.measure == OTHER.measure and self.times.of_stock and self.context.among_stocks
            is_stock = topic.stock or of_stocks
            fiscal_year = self.times.stock_of(self.context.text[slice(*named)]) if is_stock else year or self.times.year
            measure, prior = topic.level + self._figure_kind(words_before, fiscal_year), None
        else:
            change = towards(money.yuan, sign)
            fiscal_year, prior, measure = self.times.of_change(topic, self.statements, change, in_cause=in_cause)
            self.context.changed |= {topic.change} if prior is not None else set()
        ahead, self.ahead = self.ahead, None
        statement = Statement(
            topic=topic,
            measure=measure,
            fiscal_year=fiscal_year,
            prior_year=prior,
            prior_phase=self.times.prior_phase if prior is not None else None,
            yuan=towards(money.yuan, sign) + 0,
            raw=self.context.passage.folded.printed(money.start, money.end),
            label=self.times.against_executed(label) if sign is not None else label,
            end=money.end,
            is_change=sign is not None,
            in_cause=in_cause,
            percent=ahead if sign is not None and self.context.mode is Mode.STATE else None,
        )
        own = words().count.search(words_before)
        if own is not None and own.end("unit") == len(words_before):
            statement.quantity, statement.quantity_unit = parse_number(own["quantity"]), own["unit"]
        elif self.count is not None and (
            words().count_link.search(words_before) or (topic.measure == OTHER.measure and not words_before)
        ):
            statement.quantity, statement.quantity_unit = self.count
        self.count = None
        self._add(statement)

    def no_change(self, topic: Topic, place: Span) -> None:
        """Add a stated 持平 at a place of the text, unless the same change has just been printed."""
        fiscal_year, prior, measure = self.times.of_change(topic, self.statements, Decimal(0))
        just = self.last.measure if self.last is not None else None
        if measure == just if prior is None else topic.change in self.context.changed:
            return
        self.context.changed |= {topic.change} if prior is not None else set()
        raw, phase = self.context.passage.folded.printed(*place), self.times.prior_phase if prior is not None else None
        years, in_cause = (fiscal_year, prior, phase), self.context.mode is Mode.CAUSE
        statement = no_change(topic, measure, years, raw, end=place[1], in_cause=in_cause)
        statement.label = self.times.against_executed(topic.label)
        self._add(statement)

    def take_percentage(self, points: Decimal, clause: Clause) -> None:
        """Give a percentage to the amount that it says something about, or keep it for the next one."""
        ahead = take_percentage(points, clause, self.context, self.statements, self.last)
        self.ahead = self.ahead if ahead is None else ahead

    def open_bracket(self) -> None:
        """Keep what was stated last before a bracket."""
        self._before_bracket.append(self.last)

    def close_bracket(self) -> None:
        """Return to what was stated last before the bracket."""
        self.last = self._before_bracket.pop() if self._before_bracket else self.last

    def end_sentence(self) -> None:
        """Nothing of a sentence is said of the next one."""
        self.last = self.ahead = self.count = None

    @cached_property
    def names_accounts(self) -> bool:
        """Whether the paragraph, anywhere, speaks of 决算; looked for once, and only where a figure asks for it."""
        return words().accounts.search(self.context.text + self.context.passage.ahead) is not None

    def _add(self, statement: Statement) -> None:
        self.last = statement
        self.statements.append(statement)

    def _figure_kind(self, phrase: str, year: int) -> str:
        """The ending of the measure of an amount that is the budget beside the accounts, or was executed before."""
        if self.times.kind or words().completed.search(phrase):
            return self.times.kind or "_budget"
        if year < self.times.fiscal_year and words().executed.search(phrase):
            return "_executed"
        is_budget = year >= self.times.fiscal_year and words().budget_figure.search(phrase)
        return "_budget" if is_budget and self.names_accounts else ""
