"""Names of budget units in tables: how they are compared, and what they end with."""

import re

from pipeline.statements.text import fold
from pipeline.statements.vocabulary import load


def unit_key(name: str) -> str:
    """A unit's name as it is compared: without its code and without 本级, 机关 or 汇总 in brackets."""
    return re.sub(r"^[(\[]?\d{3,9}[)\]]?[-_]?|[(（](本级|机关|本部|汇总|本局)[)）]$|本级$", "", fold(name))


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as those of budget units do."""
    suffixes: list[str] = load("rows")["unit"]["suffixes"]
    return re.sub(r"[(（].*[)）]$", "", name).endswith(tuple(suffixes))
