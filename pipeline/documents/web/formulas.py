"""Figures that are written as formulas of TeX in Markdown: ``$\\geq 9 5 \\%$`` is ≥95%.

Programs that recognise pages set figures with signs so. A formula that holds more than figures and signs stays as it
is.
"""

import re

_FORMULA = re.compile(r"\$\$?([^$<>\n]{1,80})\$\$?")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_SIGNS = {
    "ge": "≥", "geq": "≥", "geqslant": "≥", "geqq": "≥", "le": "≤", "leq": "≤", "leqslant": "≤", "leqq": "≤",
    "lt": "<", "gt": ">", "times": "×", "sim": "~", "pm": "±", "approx": "≈", "cdot": "·", "div": "÷", "quad": "",
}  # fmt: skip
_BRACES = re.compile(r"\\(?:mathrm|text|mathbf|textbf|operatorname)\s*\{([^{}]*)\}")
_PLAIN = re.compile(r"[\d\s.,:%‰≥≤<>=×~±≈·÷+\-/()\u3400-\u9fff]+")
_FIGURE = re.compile(r"\d")


def without_formulas(text: str) -> str:
    """A text in which the formulas that are figures are written as figures, and signs behind a backslash without it."""
    return _FORMULA.sub(lambda match: _figure(match[1]) or match[0], text).replace("\\%", "%")


def _figure(formula: str) -> str | None:
    bare = _BRACES.sub(r"\1", formula).replace("~", "")
    plain = _COMMAND.sub(lambda match: _SIGNS.get(match[1], match[0]), bare)
    for sign in "%,;!: ":
        plain = plain.replace(f"\\{sign}", "%" if sign == "%" else "")
    plain = "".join(plain.split())
    return plain if _PLAIN.fullmatch(plain) and (_FIGURE.search(plain) or plain in _SIGNS.values()) else None
