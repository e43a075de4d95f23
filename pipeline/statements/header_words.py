"""Whether a text is a word of headers: what a column may be called, whichever one it is."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.statements.items import item_of
from pipeline.statements.vocabulary import column_terms, labels, load

_YEAR = re.compile(r"\d{4}年度?")

SUMS: frozenset[str] = frozenset(load("columns")["header"]["sums"])
"""The headers of a column that is the sum of those beside it: 合计, 小计."""


@lru_cache(maxsize=1 << 14)
def is_header_text(folded: str) -> bool:
    """Whether a folded text is a word of headers, a year before it or not."""
    year = _YEAR.match(folded)
    folded = (folded[year.end() :] if year is not None else folded) or folded
    terms = column_terms()
    return (
        terms.match(folded) is not None
        or folded in _plain_money()
        or any(labels(kind).search(folded) is not None for kind in ("fund", "component", "phase", "year"))
        or any(labels("flow").search(folded) == flow for flow in ("revenue", "expenditure"))
        or item_of(folded) is not None
    )


def is_year(folded: str) -> bool:
    """Whether a folded text is a year and nothing else: 2026年, 2026年度."""
    return _YEAR.fullmatch(folded) is not None


def _plain_money() -> Iterable[str]:
    plain: list[str] = load("columns")["money"]["plain"]
    return plain
