"""Project sheets printed as one long table (项目绩效目标汇总表): which rows belong to which project.

The left columns print each project once, in a merged cell beside several rows of indicators. Where the merge is known
the project begins at its cell. Recognised text prints the merged cell at its middle (``project_extents``), or line by
line, so that code and name come in fragments: then a project's rows are found from the fragments and from the rows in
which all indicators begin.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.documents.model import Cell, Table
from pipeline.statements.forms.project_extents import extents
from pipeline.statements.model import Column, ProjectBlock
from pipeline.statements.numbers import parse_number
from pipeline.statements.rows.project_names import code_and_name
from pipeline.statements.text import squeeze

_PROJECT_CODE = re.compile(r"(?=.*\d)[0-9A-Z]{15,}")
_UNIT_CODE = re.compile(r"\d{3}(\d{3})?")
_PREFIX = 6


def find_blocks(
    table: Table,
    columns: Sequence[Column],
    first: int,
    full_rows: Sequence[int],
    kinds: Mapping[int, str],
    apart: Collection[int],
) -> list[ProjectBlock]:
    """The projects of the rows from ``first`` on.

    ``full_rows`` are those that print every kind of indicator, ``kinds`` the kind that a row of one prints itself,
    ``apart`` the rows of sums, which are of no project.
    """
    code_cols = {column.col for column in columns if column.concept == "project_code"}
    name_cols = {column.col for column in columns if column.concept == "project_name"}
    if not code_cols | name_cols:
        return []
    groups = _groups(table, first, code_cols, name_cols, apart)
    merged = any(cell.row_span > 1 for cell in table.cells if cell.row >= first and cell.col in code_cols | name_cols)
    if merged:
        groups = [[row] for group in groups for row in group]
    if not groups:
        return []
    in_lines = bool(full_rows) and any(len(group) > 1 for group in groups)
    around = None if merged or in_lines else extents(groups, kinds, apart)
    blocks = [ProjectBlock(*rows) for rows in around or _below(groups, full_rows, apart, table.n_rows)]
    for block, group in zip(blocks, groups, strict=True):
        for row in group:
            for cell in table.rows[row - 1]:
                text = squeeze(cell.text)
                if text and cell.col in code_cols:
                    block.codes.append(text)
                elif text and cell.col in name_cols:
                    block.names.append(text)
        for row in range(block.first, block.last + 1):
            for cell in table.rows[row - 1]:
                if any(column.col == cell.col and column.concept == "money" for column in columns):
                    _keep_amount(block, cell)
    _settle_codes(blocks)
    for block in blocks:
        if not block.fragmentary:
            _keep_texts(block, table, columns)
    found = _without_repeats(blocks, table, columns)
    _fill_units(found)
    return found


def _fill_units(blocks: Sequence[ProjectBlock]) -> None:
    """The unit that is printed once above the projects of it, where none is printed at two projects in a row."""
    names = [block.unit_name for block in blocks]
    if any(block.fragmentary for block in blocks) or any(one and one == other for one, other in pairwise(names)):
        return
    for above, block in pairwise(blocks):
        if block.unit_name is None and above.unit_name is not None:
            block.unit_name, block.unit_code = above.unit_name, block.unit_code or above.unit_code


def _without_repeats(blocks: Sequence[ProjectBlock], table: Table, columns: Sequence[Column]) -> list[ProjectBlock]:
    """The projects of a table that prints each in every row of its indicators: its amounts count once."""
    found: list[ProjectBlock] = []
    for block in blocks:
        known = found[-1] if found else None
        if known is not None and known.last == block.first - 1 and _is_same(known, block):
            known.last = block.last
            known.goals += [text for text in block.goals if text not in known.goals]
            known.purposes += [text for text in block.purposes if text not in known.purposes]
            known.repeats |= {cell.row for cells in block.amounts.values() for cell in cells}
            continue
        found.append(block)
    for block in found:
        if not block.fragmentary and not _is_of_units(block, table, columns):
            _count_once(block)
    return found


def _is_same(one: ProjectBlock, other: ProjectBlock) -> bool:
    """Whether another row prints the same project: the same names and codes, and no other amounts."""
    if one.fragmentary or other.fragmentary or (one.codes, one.names) != (other.codes, other.names):
        return False
    if other.unit_name is not None and other.unit_name != one.unit_name:
        return False
    return all(_texts(cells) == _texts(one.amounts.get(col, ())) for col, cells in other.amounts.items())


def _texts(cells: Sequence[Cell]) -> set[str]:
    return {squeeze(cell.text) for cell in cells}


def _is_of_units(block: ProjectBlock, table: Table, columns: Sequence[Column]) -> bool:
    """Whether the rows of a project name several units."""
    for column in (column for column in columns if column.concept in {"unit_code", "unit_name"}):
        cells = (table.grid.get((row, column.col)) for row in range(block.first, block.last + 1))
        if len({squeeze(cell.text) for cell in cells if cell is not None and cell.text}) > 1:
            return True
    return False


def _count_once(block: ProjectBlock) -> None:
    """An amount that each row of a project prints alike, beside its indicators, is one amount."""
    for col, cells in block.amounts.items():
        if len(cells) == block.last - block.first + 1 and len(_texts(cells)) == 1:
            block.amounts[col] = cells[:1]
            block.repeats |= {cell.row for cell in cells[1:]}


def _keep_texts(block: ProjectBlock, table: Table, columns: Sequence[Column]) -> None:
    """What the rows of a project say of its goals and purpose, and the unit of its first row.

    The cell of the unit may begin further up.
    """
    for column in columns:
        cells = (table.grid.get((row, column.col)) for row in range(block.first, block.last + 1))
        printed = list(dict.fromkeys(cell for cell in cells if cell is not None and cell.text))
        if column.concept == "goals":
            block.goals += [cell.text.strip() for cell in printed]
        elif column.concept == "purpose":
            block.purposes += [cell.text.strip() for cell in printed]
        elif column.concept in {"unit_code", "unit_name", "project_type"} and printed and printed[0].row <= block.first:
            setattr(block, column.concept, squeeze(printed[0].text))


def _keep_amount(block: ProjectBlock, cell: Cell) -> None:
    if parse_number(cell.text) is not None:
        block.amounts.setdefault(cell.col, []).append(cell)


def _groups(
    table: Table, first: int, code_cols: set[int], name_cols: set[int], apart: Collection[int]
) -> list[list[int]]:
    """Runs of rows that print a code or a name; a text that begins like the first code begins a new run."""
    groups: list[list[int]] = []
    prefix = ""
    for row in range(first, table.n_rows + 1):
        texts = {cell.col: squeeze(cell.text) for cell in table.rows[row - 1] if cell.text}
        code = "".join(text for col, text in texts.items() if col in code_cols)
        name = "".join(text for col, text in texts.items() if col in name_cols)
        if (not code and not name) or row in apart:
            continue
        if _UNIT_CODE.fullmatch(code) and not groups:
            continue
        begins = not prefix or (len(code) >= _PREFIX and code.startswith(prefix))
        if begins or not groups or groups[-1][-1] != row - 1:
            groups.append([row])
            prefix = prefix or code[:_PREFIX]
        else:
            groups[-1].append(row)
    return groups


def _below(
    groups: Sequence[Sequence[int]], full_rows: Sequence[int], apart: Collection[int], last: int
) -> Iterator[tuple[int, int]]:
    """The first and last row of each project that begins with its name, or in lines around its middle."""
    starts = _starts(groups, full_rows)
    for start, end in zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True):
        yield start, min([end, *(row - 1 for row in apart if row > start)])


def _starts(groups: Sequence[Sequence[int]], full_rows: Sequence[int]) -> list[int]:
    if all(len(group) == 1 for group in groups):
        return [group[0] for group in groups]
    starts = [groups[0][0]]
    for group, following in pairwise(groups):
        candidates = [row for row in full_rows if group[-1] < row <= following[0]] or [following[0]]
        middle = (group[0] + group[-1]) / 2
        begin = starts[-1]
        starts.append(min(candidates, key=lambda row: abs((begin + row - 1) / 2 - middle)))
    return starts


def _settle_codes(blocks: Sequence[ProjectBlock]) -> None:
    """The code of each block: its fragments joined, of the length that most codes of the table have.

    A last fragment that makes a code too long repeats the end of the one before it and is left out.
    """
    lengths = Counter(len("".join(block.codes)) for block in blocks)
    if not lengths:
        return
    length, votes = lengths.most_common(1)[0]
    for block in blocks:
        joined = "".join(block.codes)
        if len(joined) > length and len("".join(block.codes[:-1])) == length:
            joined = "".join(block.codes[:-1])
        if joined and len(joined) == length and (votes > 1 or not block.fragmentary):
            block.code = joined
        if not joined and _PROJECT_CODE.fullmatch(block.name):
            block.code = block.name
        code, name = code_and_name(block.name) if not joined else (None, "")
        if name and name != block.name:
            block.code, block.names = code or block.code, [name]
