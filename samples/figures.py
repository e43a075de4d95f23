"""The data of one disclosure, read from its TOML file, and the few sums the forms print in several places.

Money is kept as printed text in the disclosure's unit ('' = printed blank) and added as Decimal.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent


@dataclass(frozen=True)
class Disclosure:
    """One disclosure: `data` is its TOML file, `forms` the headers and labels of all forms."""

    data: Mapping[str, Any]
    forms: Mapping[str, Mapping[str, Any]]

    def form(self, name: str) -> Mapping[str, Any]:
        """The headers and labels of one form; KeyError names the form that forms.toml lacks."""
        return self.forms[name]

    @property
    def functions(self) -> list[tuple[str, str, str, str]]:
        """Rows (code, name, basic, project) of the functional classification in printed order, without the total."""
        return [tuple(row) for row in self.data["functions"]]

    @property
    def total(self) -> tuple[str, str, str]:
        """(all, basic, project) expenditure as printed in the total rows."""
        leaves = [row for row in self.functions if len(row[0]) == 7]
        basic, project = add([row[2] for row in leaves]), add([row[3] for row in leaves])
        return add([basic, project]), basic, project

    def by_class(self) -> dict[str, str]:
        """Amount by the name of the 类 (3-digit functional code)."""
        return {name: add([basic, project]) for code, name, basic, project in self.functions if len(code) == 3}


def load() -> list[Disclosure]:
    """All disclosures under disclosures/, ordered by file name."""
    forms = tomllib.loads((ROOT / "forms.toml").read_text(encoding="utf-8"))
    files = sorted((ROOT / "disclosures").glob("*.toml"))
    return [Disclosure(tomllib.loads(file.read_text(encoding="utf-8")), forms) for file in files]


def add(printed: Sequence[str]) -> str:
    """The sum of printed amounts with two decimals, or '' when all are blank."""
    amounts = [Decimal(text) for text in printed if text]
    return f"{sum(amounts, Decimal(0)):.2f}" if amounts else ""


_DIGITS = "零一二三四五六七八九"


def ordinal(number: int) -> str:
    """A list number from 1 to 99 in Chinese: 12 -> 十二, 31 -> 三十一."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones else "")
