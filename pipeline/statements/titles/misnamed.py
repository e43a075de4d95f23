"""Tables whose title has the words of a statement and more, and whose figures say that they are something else.

债务支出表 has the word of 支出总表, as any table of expenditure has. Where another table of the disclosure is called
so too and its total is what the rest of the tables print, one that prints another total is not that statement. Under
the very same title and header it is a part of that table, which the page prints again over its next rows.
"""

from collections.abc import Sequence
from itertools import groupby

from pipeline.statements.model import Reading
from pipeline.statements.titles.table_figures import known_figures, not_contradicted
from pipeline.statements.titles.titles import StatementKind
from pipeline.statements.titles.untitled import Group, is_one_disclosure


def misnamed(groups: Sequence[Group]) -> list[int]:
    """The groups, by index, that the figures of a disclosure show not to be the statement that their title names."""
    known = {index: group.kind for index, group in enumerate(groups) if group.kind is not None}
    if not is_one_disclosure(known):
        return []
    found = []
    of_all_money = sorted((_key(kind), index) for index, kind in known.items() if _is_whole(kind))
    for _, tables in groupby(of_all_money, key=lambda item: item[0]):
        alike = [index for _, index in tables]
        figures = known_figures((groups[index].reading, kind) for index, kind in known.items() if index not in alike)
        agreeing = [
            index for index in alike if not_contradicted(groups[index].reading, frozenset({known[index].name}), figures)
        ]
        whole = [_heading(groups[index].reading) for index in agreeing]
        others = [index for index in alike if agreeing and index not in agreeing]
        found += [index for index in others if _heading(groups[index].reading) not in whole]
    return found


def _heading(reading: Reading) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """The title and the header of a table."""
    return reading.title, tuple(column.path for column in reading.columns)


def _key(kind: StatementKind) -> tuple[str, str, str]:
    return kind.name, kind.phase, kind.fund or ""


def _is_whole(kind: StatementKind) -> bool:
    """Whether a statement lists all of a fund's money by code, so that its total is known elsewhere."""
    return kind.budget and kind.axis == "function" and kind.component == "total" and not kind.sides
