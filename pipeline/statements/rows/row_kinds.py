"""What a row is by its words and its code, whatever stands around it."""

from pipeline.statements.model import Row
from pipeline.statements.of_which import without_mark
from pipeline.statements.text import Ordinal, fold, split_ordinal
from pipeline.statements.vocabulary import any_of

LEVELS = {3: 1, 5: 2, 7: 3}
"""The level (类, 款, 项) of a classification code by its number of digits."""


def is_year_total(row: Row) -> bool:
    """Whether a row is the total of the year without what is carried over (本年支出合计)."""
    return row.of_year or (
        row.role != "total"
        and any_of("rows", "year_total", "patterns").fullmatch(fold(split_ordinal(row.label)[1])) is not None
    )


def is_division(row: Row) -> bool:
    """Whether a row sums up another way to divide the money than the rows above it (经济分类支出合计)."""
    return any_of("rows", "division", "patterns").fullmatch(fold(row.label)) is not None


def is_category(row: Row) -> bool:
    """Whether a row is a category of procurement (货物, 工程 or 服务), of units (全额, 差额) or of projects."""
    return (
        row.of_kind or any_of("rows", "category", "patterns").fullmatch(fold(split_ordinal(row.label)[1])) is not None
    )


def code_of(row: Row) -> str | None:
    """The code that a row prints, else the one that its name stands for."""
    return row.codes.main or row.function_inferred or row.economic_inferred


def is_carried_over(row: Row) -> bool:
    """Whether a row is what is carried over, from the year before or to the next (上年结转, 年终结余)."""
    bare = fold(split_ordinal(row.label)[1])
    return row.role == "closing" or any_of("rows", "carry_over", "patterns").fullmatch(bare) is not None


def ordinal_of(row: Row) -> Ordinal | None:
    """The ordinal of a row, also behind 其中：."""
    label = without_mark(row.label) if row.role != "of_which" else row.label
    return split_ordinal(label)[0]


def has_ordinal(row: Row) -> bool:
    """Whether a row has an ordinal."""
    return ordinal_of(row) is not None
