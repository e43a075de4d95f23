"""The years of a paragraph: which year amounts are for, as of which year's end stocks are, what changes compare."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.facts.narrative.measures import Topic
from pipeline.facts.narrative.statement import Base, Clause, Statement
from pipeline.facts.narrative.words import words

_SPAN_OF_YEARS = 12
_NEXT_YEARS = 1
# A plan of several years states each of them.
_PLANNED_YEARS = 5
# How far the difference of two amounts in 0.01万元 may be from a third.
_ROUNDING = Decimal(200)


@dataclass
class Times:
    """``year`` is the year of amounts at the moment, ``base`` what the sentence compares with, ``stock_year`` the year
    whose end was stated last, ``of_stock`` whether no other year was stated since. ``kind`` is the
    ending of the measure of amounts that are a budget's or what was executed. A bracket keeps year and kind before it.
    """

    fiscal_year: int
    year: int = 0
    stock_year: int | None = None
    of_stock: bool = False
    base: Base | None = None
    kind: str = ""
    brackets: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Amounts without a year of their own are for the disclosure's."""
        self.year = self.fiscal_year

    @property
    def prior_phase(self) -> str | None:
        """What the sentence compares with, in the words of the phase of an amount: actual for what was executed."""
        return "actual" if self.base is not None and self.base.executed else None

    def against_executed(self, label: str) -> str:
        """The label of a change with what it is a change against, where that is what was spent: （比2024年执行数）."""
        return f"{label}（比{self.base.printed}）" if self.base is not None and self.base.executed else label

    def open_bracket(self) -> None:
        """Keep the year that stands before a bracket."""
        self.brackets.append((self.year, self.kind))

    def close_bracket(self) -> None:
        """Return to the year that stood before the bracket."""
        if self.brackets:
            self.year, self.kind = self.brackets.pop()

    def take_base(self) -> None:
        """Amounts are those of what is compared with, until the bracket closes: 较上年预算数（12万元）减少."""
        if self.base is not None:
            self.year = self.base.year or self.year
            self.kind = "_budget" if self.base.year is None else "_executed" if self.base.executed else ""

    def compare(self, text: str, start: int, end: int) -> Clause:
        """The words of a clause, taken apart at what they compare with, which becomes the base."""
        match = words().base.search(text[start:end])
        if match is None:
            return Clause(start, end, (start, end), (start, end), False)
        printed = match["base"]
        year = words().year.search(printed)
        if year is not None:
            is_own = int(year["year"]) == self.year and words().own_dated.search(printed) is not None
            base_year: int | None = None if is_own else int(year["year"])
        else:
            base_year = None if words().own_base.search(printed) else self.year - 1
        self.base = Base(base_year, words().executed.search(printed) is not None, printed)
        than = {"more": 1, "less": -1, "same": 0}
        return Clause(
            start,
            end,
            (start, start + match.start()),
            (start + match.end(), end),
            True,
            next((sign for name, sign in than.items() if match[name] is not None), None),
        )

    def read(self, text: str, *, listed: bool = False) -> None:
        """Take the years that words state; one of several ``listed`` may be years ahead."""
        last = self.fiscal_year + (_PLANNED_YEARS if listed else _NEXT_YEARS)
        for match in words().stock.finditer(text):
            self.stock_year, self.of_stock = _year_end(match[0]), True
        printed = [int(match["year"]) for match in words().year.finditer(text)]
        if printed and not words().stock.search(text):
            if self.fiscal_year - _SPAN_OF_YEARS <= printed[-1] <= last:
                self.year, self.of_stock = printed[-1], False
        elif words().this_year.search(text):
            self.year = self.fiscal_year

    def earlier(self, phrase: str, rest: str) -> int | None:
        """The year before that words place an amount in: 上年9万元, …由9万元调整为8万元; None for no such."""
        if words().prior_year.search(phrase) is not None:
            return self.year - 1
        if words().from_base.search(phrase) and words().to_now.match(rest):
            return self.year - 1 if self.base is None else self.base.year
        return None

    def stock_of(self, text: str) -> int:
        """The year of a stock that words name."""
        if words().prior_year.search(text):
            return self.fiscal_year - 1
        return self.stock_year if self.stock_year is not None else self.year

    def of_change(
        self, topic: Topic, statements: Sequence[Statement], change: Decimal, *, in_cause: bool = False
    ) -> tuple[int, int | None, str]:
        """Year, prior year and measure of a ``change`` in 元; against the same year's budget it is a deviation.

        The change of a stock is that of the year whose end the text states; one without a base is that of the latest
        year whose amount of the measure is stated (2025年9万元，2024年8万元，增加1万元), as a cause that of the latest
        year of all.
        """
        if topic.stock and self.stock_year is not None:
            return self.stock_year, self.stock_year - 1, topic.change
        if self.base is not None and self.base.year is None:
            return self.year, None, f"deviation_{topic.level}"
        self._look_back(topic, statements, change)
        if self.base is None:
            stated = [known.fiscal_year for known in statements if in_cause or known.topic.measure == topic.measure]
            self.year = max([self.year, *stated])
        base_year = self.base.year if self.base is not None and self.base.year is not None else self.year - 1
        return self.year, min(base_year, self.year - 1), topic.change

    def _look_back(self, topic: Topic, statements: Sequence[Statement], change: Decimal) -> None:
        """Return to the year before the one stated last where a change is that between the two amounts.

        2026年预算5万元，2025年预算6万元，比上年减少1万元 compares 2026 with 2025.
        """
        if self.base is None:
            return
        is_before = self.base.year == self.year - 1 and not words().year.search(self.base.printed)
        if not is_before and self.base.year != self.year:
            return
        amounts = [known for known in statements[-2:] if known.topic.measure == topic.measure and not known.is_change]
        if [known.fiscal_year for known in amounts] != [self.year + 1, self.year]:
            return
        this, prior = amounts
        if abs(this.yuan - prior.yuan - change) <= _ROUNDING:
            self.base = Base(self.year, prior.measure.endswith("_executed"), self.base.printed)
            self.year += 1


def _year_end(printed: str) -> int:
    """The year whose end a date means: 2023年期末 is 2023, 2025年8月31日 is 2025, 2026年1月31日 is 2025."""
    year, _, rest = printed.partition("年")
    month = rest.partition("月")[0]
    return int(year) - 1 if month.isdigit() and int(month) <= 6 else int(year)
