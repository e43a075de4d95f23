"""The words by which facts are found, as data (*.toml); a new wording is added here."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """One data file, for example ``load("identity")``."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """The patterns that the list at ``keys`` of a file holds, as one of alternatives."""
    entry: Any = load(name)
    for key in keys:
        entry = entry[key]
    return re.compile("|".join(f"(?:{alternative})" for alternative in entry))
