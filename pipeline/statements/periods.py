"""Rows that stand for a year or a phase: 2024年 over 2025年, 上年预算数 over 本年预算数, under headers of items."""

import re
from dataclasses import dataclass

from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of, labels

_YEAR = re.compile(r"20\d{2}")


@dataclass(frozen=True, slots=True)
class Period:
    """The printed year, else how many years before the disclosure's own; the phase where the row names one."""

    year: int | None
    offset: int
    phase: str | None


def period_of(label: str) -> Period | None:
    """The period that a whole label is; None for a label that is anything else."""
    folded = fold(label)
    if any_of("rows", "period", "patterns").fullmatch(folded) is None:
        return None
    year = _YEAR.match(folded)
    offset = -1 if labels("year").search(folded) == "prior" else 0
    return Period(int(year[0]) if year else None, offset, labels("phase").search(folded))
