"""Names of projects that are printed with their codes in one cell."""

import re

_LONGEST = 200
# 15 and more characters are a code whatever stands behind them, fewer need a sign between them and the name.
_LONG = r"(?=(?:.*?\d){6})[0-9A-Z]{15,}"
_SHORT = r"(?=(?:.*?\d){6})[0-9A-Z]{8,}"
_BEFORE = re.compile(
    rf"(?:[(（\[【](?P<bracketed>{_SHORT})[)）\]】]|(?P<joined>{_SHORT})[-—_:：]+|(?P<long>{_LONG})(?![-—_A-Z\d]))"
    r"(?P<name>[^-—_].*)"
)
# The number of a project in its list, with leading zeros: 001某项目.
_SERIAL = re.compile(r"^0\d{2,3}[-—_.、:：]?(?=[\u4e00-\u9fff])")
_BEHIND = re.compile(rf"(?P<name>.*[^-—_\d])[(（\[【](?P<code>{_SHORT})[)）\]】]")
# A functional classification behind a name: 文物保护维修（2070204文物保护）.
_FUNCTION_BEHIND = re.compile(r"(?<=[^\d])[(（]2[0-3]\d{5}[^()（）\d]{0,30}[)）]$")


def code_and_name(text: str) -> tuple[str | None, str]:
    """Code and name of a squeezed text that prints both: 51130225R000012345678-某项目; the code is None without one."""
    if len(text) > _LONGEST:
        return None, text
    text = _FUNCTION_BEHIND.sub("", _SERIAL.sub("", text))
    if (match := _BEFORE.fullmatch(text)) is not None:
        return match["bracketed"] or match["joined"] or match["long"], match["name"]
    if (match := _BEHIND.fullmatch(text)) is not None:
        return match["code"], match["name"]
    return None, text
