"""What 其中 marks: a part that stands beside its whole, so that no sum of the whole counts it again."""

import re
from collections.abc import Sequence

from pipeline.statements.text import fold
from pipeline.statements.vocabulary import any_of

_MARK = re.compile("^其中[:：]?")


def without_mark(text: str) -> str:
    """A text behind its leading 其中: "其中：财政拨款" gives "财政拨款"."""
    return _MARK.sub("", text)


def names_part(header: str) -> bool:
    """Whether a header marks what stands under it as a part (其中：财政拨款, 项目支出中：上年结转)."""
    return any_of("columns", "money", "of_which").fullmatch(fold(header)) is not None


def is_of_which(path: Sequence[str]) -> bool:
    """Whether the lowest header of a path marks its column as a part; a column without header is none."""
    return bool(path) and names_part(path[-1])
