"""Single misread cells of recognised text: the one other figure with which every identity of the cell holds.

A candidate is judged by figures alone, without reading the document again; what is taken is then read again in full.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.audit.confusions import illegible_readings, plausible
from pipeline.audit.corrections import Correction, equations
from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.ghosts import fewer_failing
from pipeline.audit.identity import Identity
from pipeline.audit.state import Place, State
from pipeline.facts.ids import LINE_ITEM, fact_id
from pipeline.statements.model import Unit
from pipeline.statements.numbers import FACTORS, has_digit, parse_number

# Sums of a fixed number of terms, of which none can be lost as a row of a table can.
_FIXED = frozenset({"budget = fiscal + other", "columns = total"})

_HOLDS = ("exact", "within_rounding", "no")


@dataclass(frozen=True, slots=True)
class _Fit:
    """A text for a cell with which its identities hold.

    ``support`` is how many identities and ties hold with it, ``gained`` how many of them become exact by it.
    ``takes_sign``: an amount above zero would be one below. That explains a failing sum, but no recognition does it.
    """

    fact: str
    place: Place
    before: str
    text: str
    support: int
    gained: int
    takes_sign: bool


# ---- cells without a legible number ----


def read_illegible(state: State) -> tuple[State, list[Correction]]:
    """Cells of money that print digits but no legible number: the one reading that makes all identities hold."""
    corrections: list[Correction] = []
    for place, text in list(_illegible(state)):
        state, made = _try_readings(state, place, text)
        corrections.extend(made)
    return state, corrections


def _illegible(state: State) -> Iterator[tuple[Place, str]]:
    for reading in state.understanding.readings:
        money = {column.col for column in reading.columns if column.concept == "money" and column.unit is not None}
        for row, col in sorted(reading.unparsed):
            text = reading.table.grid[row, col].text
            if col in money and has_digit(text):
                yield (reading.table.number, row, col), text


def _try_readings(state: State, place: Place, before: str) -> tuple[State, list[Correction]]:
    """Put a first reading in, judge the others by their difference to it."""
    readings = illegible_readings(before)
    if not readings:
        return state, []
    fact = fact_id(LINE_ITEM, state.document.document_id, *place)
    known = {identity.identity_id for identity in state.failing}
    first = state.edited({place: readings[0]})
    touching = first.touching(fact)
    elsewhere = [i for i in first.failing if i.identity_id not in known and i not in touching]
    if not touching or elsewhere:
        return state, []
    unit = _unit(first, fact)
    value = first.item(fact)[1].figure.value
    fits: dict[Decimal, tuple[str, bool]] = {}
    for text in readings:
        number = parse_number(text)
        if number is None:
            continue
        change = number.value * FACTORS[number.unit or unit.name] - value
        holds = [_holds(identity, fact, change) for identity in touching]
        if "no" not in holds:
            fits.setdefault(number.value, (text, all(hold == "exact" for hold in holds)))
    exact = [text for text, is_exact in fits.values() if is_exact]
    chosen = exact or [text for text, _ in fits.values()]
    if len(chosen) != 1:
        return state, []
    trial = state.edited({place: chosen[0]})
    if any(identity.holds == "no" for identity in trial.touching(fact)):
        return state, []
    return trial, [Correction(place, fact, before, chosen[0], equations(trial.touching(fact)))]


def _unit(state: State, fact: str) -> Unit:
    table, item = state.item(fact)
    unit = item.column.unit if item.column is not None else table.reading.unit
    if unit is None:
        raise LookupError(f"fact {fact} is money without a unit")
    return unit


def _holds(identity: Identity, fact: str, change: Decimal) -> str:
    """Whether an identity holds when a figure changes."""
    difference = identity.difference + change * _slope(identity, fact)
    if difference == 0:
        return "exact"
    return "within_rounding" if abs(difference) <= identity.tolerance else "no"


def _slope(identity: Identity, fact: str) -> Decimal:
    """By how much the difference of an identity grows with a figure."""
    right = sum((term.coefficient for term in identity.right if term.figure.fact_id == fact), Decimal(0))
    return right - sum((term.coefficient for term in identity.left if term.figure.fact_id == fact), Decimal(0))


# ---- legible figures that fail ----


def solve_cells(state: State) -> tuple[State, list[Correction]]:
    """Legible figures that fail: the one cell whose one other value settles all identities that fail together."""
    corrections: list[Correction] = []
    for failing in _components(state.failing):
        fit = _best(state, failing)
        if fit is None:
            continue
        trial = state.edited({fit.place: fit.text})
        touching = trial.touching(fit.fact)
        if fewer_failing(state, trial) and all(identity.holds != "no" for identity in touching):
            support = [identity for identity in trial.evidence(fit.fact) if identity.holds != "no"]
            evidence = equations([*touching, *support])
            corrections.append(Correction(fit.place, fit.fact, fit.before, fit.text, evidence))
            state = trial
    return state, corrections


def _best(state: State, failing: Sequence[Identity]) -> _Fit | None:
    """The one cell to change, if the figures leave no choice.

    Two identities or ties must hold with it: a sum alone does not say which of its figures is wrong, and the rows of a
    table may have lost one. A sum of a fixed number of terms is enough where one slip explains no other of its terms.
    """
    fits = [
        fit
        for fact in _suspects(failing)
        for value in _implied(state, failing, fact)
        if (fit := _fit(state, fact, value)) is not None
    ]
    supported = [fit for fit in fits if fit.support > 1]
    if not supported and len(failing) == 1 and failing[0].rule in _FIXED:
        supported = fits
    most = max((fit.gained for fit in supported), default=0)
    best = [fit for fit in supported if fit.gained == most]
    return best[0] if len(best) == 1 and not best[0].takes_sign else None


def _components(failing: Sequence[Identity]) -> list[list[Identity]]:
    """Failing identities that hang together by a common figure."""
    groups: list[tuple[set[str], list[Identity]]] = []
    for identity in failing:
        facts = {term.figure.fact_id for term in identity.terms}
        linked = [group for group in groups if group[0] & facts]
        merged = (facts.union(*(g[0] for g in linked)), [i for g in linked for i in g[1]] + [identity])
        groups = [group for group in groups if group not in linked] + [merged]
    return [identities for _, identities in groups]


def _suspects(failing: Sequence[Identity]) -> list[str]:
    """The figures that stand in every failing identity of a component: one misread cell must be one of them."""
    common = set.intersection(*({term.figure.fact_id for term in identity.terms} for identity in failing))
    return sorted(common)


def _implied(state: State, failing: Sequence[Identity], fact: str) -> list[Decimal]:
    """The values that the failing identities ask for, which differ by rounding at most if there is a solution."""
    value = state.item(fact)[1].figure.value if state.has(fact) else None
    slopes = [_slope(identity, fact) for identity in failing]
    if value is None or not all(slopes):
        return []
    found = (value - identity.difference / slope for identity, slope in zip(failing, slopes, strict=True))
    return list(dict.fromkeys(found))


def _fit(state: State, fact: str, value: Decimal) -> _Fit | None:
    """The cell's other text, if one slip explains it, its identities hold with it, and nothing holds less than now."""
    place, before, text, change = _printed_as(state, fact, value)
    if not plausible(before, text):
        return None
    touching = [(identity, _holds(identity, fact, change)) for identity in state.touching(fact)]
    ties = [(identity, _holds(identity, fact, change)) for identity in state.evidence(fact)]
    if any(after == "no" for _, after in touching):
        return None
    if any(_HOLDS.index(after) > _HOLDS.index(identity.holds) for identity, after in [*touching, *ties]):
        return None
    support = len(touching) + sum(after != "no" for _, after in ties)
    gained = sum((after == "exact") - (identity.holds == "exact") for identity, after in [*touching, *ties])
    return _Fit(fact, place, before, text, support, gained, takes_sign=value < 0 <= value - change)


def _printed_as(state: State, fact: str, value: Decimal) -> tuple[Place, str, str, Decimal]:
    """The place of a figure, how it is printed, how the other value would be, and by how much they differ in 元."""
    table, item = state.item(fact)
    factor = _unit(state, fact).factor
    before = str(item.row["amount_raw"])
    in_unit = value / factor
    exponent = max(_usual_decimals(table, item), -int(in_unit.normalize().as_tuple().exponent))
    place = (table.reading.table.number, item.row_no, item.col_no)
    return place, before, f"{in_unit:.{exponent}f}", value - item.figure.value


def _usual_decimals(table: TableFigures, item: Item) -> int:
    """How many decimals most of the other figures of a column have; its own where it stands alone."""
    others = [other for other in table.items if other.col_no == item.col_no and other is not item] or [item]
    numbers = (parse_number(str(other.row["amount_raw"])) for other in others)
    decimals = [max(0, -int(number.value.as_tuple().exponent)) for number in numbers if number is not None]
    return max(decimals, key=decimals.count, default=0)
