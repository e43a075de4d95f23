"""Which rows a project has where its name is printed at their middle.

Recognised text and other exports lose merged cells and print the project at the middle of its rows. Its first rows then
stand above its name, right under those of the project before. They are its rows where the kinds of indicators say so:
every project begins with the same kind (产出指标), which comes again at each of them and nowhere else. Where they do
not, only the rows from which no other project can be reached are certain.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise


def extents(
    groups: Sequence[Sequence[int]], kinds: Mapping[int, str], apart: Collection[int]
) -> list[tuple[int, int]] | None:
    """The first and last row of each project, by what is certain; None where no name stands below its first row.

    ``groups`` are the rows that print each project, ``kinds`` the kind of indicator that each row of one prints ('' for
    none), ``apart`` rows of sums, over which no project reaches.
    """
    sections = list(_sections(groups, kinds, apart))
    starts = [_starts(of_section, rows, kinds) for of_section, rows in sections]
    if all(_begins_kind(group[0], kinds) for group in groups):
        return None
    leads = any(rows and rows[0] < of_section[0][0] for of_section, rows in sections)
    begins_above = any(
        found is not None and any(start < group[0] for start, group in zip(found, of_section, strict=True))
        for found, (of_section, _) in zip(starts, sections, strict=True)
    )
    if not leads and not begins_above:
        return None
    return [
        extent
        for found, (of_section, rows) in zip(starts, sections, strict=True)
        for extent in (_certain(of_section, rows) if found is None else _between(found, of_section, rows))
    ]


def _sections(
    groups: Sequence[Sequence[int]], kinds: Mapping[int, str], apart: Collection[int]
) -> Iterator[tuple[list[Sequence[int]], list[int]]]:
    """The projects between rows of sums, with the rows of indicators there."""
    edges = [0, *sorted(apart), max([*kinds, *(row for group in groups for row in group)], default=0) + 1]
    for above, below in pairwise(edges):
        of_section = [group for group in groups if above < group[0] < below]
        if of_section:
            yield of_section, sorted(row for row in kinds if above < row < below)


def _starts(groups: Sequence[Sequence[int]], rows: Sequence[int], kinds: Mapping[int, str]) -> list[int] | None:
    """The row in which each project begins, if its first kind of indicators comes again there and nowhere else."""
    if not rows or not all(kinds[row] for row in rows):
        return None
    starts: list[int] = []
    known: set[str] = set()
    for above, row in pairwise([0, *rows]):
        if not starts or (kinds[row] in known and kinds[row] != kinds[above]):
            starts.append(row)
            known = set()
        known.add(kinds[row])
    if len(starts) != len(groups) or len({kinds[row] for row in starts}) > 1:
        return None
    ends = [*starts[1:], rows[-1] + 1]
    inside = (start <= group[0] <= group[-1] < end for start, group, end in zip(starts, groups, ends, strict=True))
    return starts if all(inside) else None


def _begins_kind(row: int, kinds: Mapping[int, str]) -> bool:
    return bool(kinds.get(row)) and kinds[row] != kinds.get(row - 1)


def _between(starts: Sequence[int], groups: Sequence[Sequence[int]], rows: Sequence[int]) -> list[tuple[int, int]]:
    last = max(rows[-1], groups[-1][-1])
    return list(zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True))


def _certain(groups: Sequence[Sequence[int]], rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that print a project, and those above the first and below the last one."""
    extents = [(group[0], group[-1]) for group in groups]
    extents[0] = (min([*rows[:1], extents[0][0]]), extents[0][1])
    extents[-1] = (extents[-1][0], max([*rows[-1:], extents[-1][1]]))
    return extents
