"""Names of budget units in tables: how they are compared, and what they end with."""

import re

from pipeline.statements.text import fold
from pipeline.statements.vocabulary import load

_WITH_CODE = re.compile(r"[(\[]?(?P<code>\d{3,9})[)\]]?[-_]?(?P<name>[^\d\W年月日号、.][^\d]{2,40})")


def unit_key(name: str) -> str:
    """A unit's name as it is compared: without its code and without 本级, 机关 or 汇总 in brackets."""
    return re.sub(r"^[(\[]?\d{3,9}[)\]]?[-_]?|[(（](本级|机关|本部|汇总|本局)[)）]$|本级$", "", fold(name))


def looks_like_unit(name: str) -> bool:
    """Whether a name ends as those of budget units do."""
    suffixes: list[str] = load("rows")["unit"]["suffixes"]
    return re.sub(r"[(（].*[)）]$", "", name).endswith(tuple(suffixes))


def is_unit_with_code(text: str) -> bool:
    """Whether a text is the code of a budget unit and its name and nothing else (431001某局本级, not 2025年某局)."""
    match = _WITH_CODE.fullmatch(fold(text))
    return match is not None and looks_like_unit(match["name"])


def code_and_name(text: str) -> tuple[str | None, str]:
    """The code and the name of a budget unit where a text prints both ([045001]某局本级), else None and the text."""
    match = _WITH_CODE.fullmatch(text)
    return (match["code"], match["name"]) if match is not None and is_unit_with_code(text) else (None, text)
