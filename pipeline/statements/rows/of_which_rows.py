"""Rows behind 其中：, which go on with it though only the first prints it."""

from pipeline.statements import components
from pipeline.statements.items import item_of, part_named, parts, parts_within
from pipeline.statements.model import Row
from pipeline.statements.rows.row_kinds import code_of, has_ordinal, is_carried_over
from pipeline.statements.text import fold, split_ordinal
from pipeline.statements.vocabulary import labels

_NAME_LENGTH = 4
_SUMS = ("合计", "总计", "小计")


def of_which_blocks(rows: list[Row]) -> None:
    """Rows that go on after 其中： without an ordinal, deeper than its owner, are of-which rows like it."""
    block: Row | None = None
    owner: Row | None = None
    for index, row in enumerate(rows):
        if row.role == "of_which":
            if block is None:
                owner = next((above for above in reversed(rows[:index]) if above.role != "of_which"), None)
            block = row
            row.parent = owner.row if owner else None
        elif block is not None and owner is not None and (_goes_on(row, owner, block) or _is_rest_of(block, row)):
            row.role, row.parent = "of_which", owner.row
        else:
            block = None


def _goes_on(row: Row, owner: Row, above: Row) -> bool:
    if row.role != "leaf" or has_ordinal(row) or code_of(row) is not None or is_carried_over(row):
        return False
    if _sums_up(row, owner):
        return False
    of_one_item = any({item_of(row.label), item_of(above.label)} <= set(names) for names in parts().values())
    of_owner = _names_part(row, owner) and _names_part(above, owner)
    return row.indent > owner.indent or has_ordinal(owner) or of_one_item or of_owner


def _sums_up(row: Row, owner: Row) -> bool:
    """Whether a row is the sum of what stands above it (“三公”经费合计), the owner of the of-which rows among it."""
    item = item_of(row.label)
    return fold(row.label).endswith(_SUMS) or (item is not None and item_of(owner.label) in parts_within(item))


def _names_part(row: Row, whole: Row) -> bool:
    """Whether the field makes what a row names a part of what another names: 公用经费 of 基本支出."""
    item = item_of(whole.label)
    if item is not None and part_named(row.label, item) is not None:
        return True
    component, of_whole = (labels("component").search(fold(split_ordinal(r.label)[1])) for r in (row, whole))
    return of_whole is not None and of_whole in components.wholes(component)


def _is_rest_of(block: Row, row: Row) -> bool:
    """Whether a row is by its name the rest of an of-which row: 其中：财政拨款资金结转, then 非财政拨款资金结余."""
    label = fold(row.label)
    return row.role == "leaf" and label.startswith("非") and label[1 : 1 + _NAME_LENGTH] in fold(block.label)
