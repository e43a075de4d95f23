"""Identities inside one table: rows that are parts of other rows, columns that are parts of other columns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.audit.column_sums import Sum, column_sums, component_sums, sums_with_unknown
from pipeline.audit.figures import Item, TableFigures
from pipeline.audit.identity import Identity, Term, total
from pipeline.audit.year_changes import changes_of_years, net_pairs, net_sums
from pipeline.statements.forms.form_grids import UNKNOWN
from pipeline.statements.forms.form_model import funds_beside
from pipeline.statements.items import item_of
from pipeline.statements.items import parts as item_parts
from pipeline.statements.model import Column, Field, Reading, Row
from pipeline.statements.of_which import is_of_which
from pipeline.statements.titles.titles import FISCAL_FUNDS, kind_named


def identities_within(table: TableFigures) -> Iterator[tuple[Identity, bool]]:
    """All identities that the structure of one table declares, with whether each is soft.

    The rows of a list that prints neither codes nor ordinals may be nested in a way that nothing declares, a column
    whose meaning is not known may be a part of the total beside it, and one column alone beside the total of a list of
    projects (资金总额 | 财政资金) may be a part of it only: such sums count when they hold.
    """
    soft = not kind_named(table.reading.statement).budget or table.reading.axis == "project"
    coded = any(row.codes.main is not None for row in table.reading.rows)
    declared = not soft or (coded and table.reading.axis in {"function", "economic", "gov_economic"})
    yield from _nested(list(_children(table)), declared=declared)
    yield from ((identity, False) for identity in _items(table))
    by_header = column_sums(table.reading.columns)
    by_meaning = component_sums(table.reading.columns, by_header)
    sums = [*by_header, *by_meaning]
    alone = [(whole, parts) for whole, parts in sums if soft and len(parts) == 1]
    yield from ((identity, False) for identity in _columns(table, [found for found in sums if found not in alone]))
    yield from ((identity, True) for identity in _columns(table, alone))
    yield from ((identity, True) for identity in _columns(table, sums_with_unknown(table.reading.columns)))
    yield from ((identity, False) for identity in _form(table))
    yield from ((identity, False) for identity in _form_columns(table))
    yield from ((identity, True) for identity in changes_of_years(table))
    yield from ((identity, True) for identity in _funds_of_fiscal(table))
    yield from ((identity, True) for identity in _tasks(table))
    yield from ((identity, False) for identity in _repeated(table))


def _nested(found: Sequence[tuple[int, Identity]], *, declared: bool) -> Iterator[tuple[Identity, bool]]:
    """The sums of rows, soft where the nesting is not declared.

    How rows nest is the same in every column: where the sum of a row holds exactly in one column, over two figures and
    more, it must hold in the others.
    """
    confirmed = {row for row, identity in found if identity.holds == "exact" and _is_sum(identity)}
    yield from ((identity, not declared and row not in confirmed) for row, identity in found)


def _is_sum(identity: Identity) -> bool:
    return sum(term.value != 0 for term in identity.right) > 1


def _children(table: TableFigures) -> Iterator[tuple[int, Identity]]:
    """The number of each row with parts, and that it equals their sum, in every column of money.

    A total that is printed once for several panels side by side is the sum of the parts in all of them, or in those of
    each classification where the panels classify the same money in several ways.
    """
    places = table.by_place()
    elsewhere = {(row.panel, row.row): row.parent_panel for row in table.reading.rows if row.parent_panel is not None}
    sums: dict[tuple[int, int, str], list[Item]] = {}
    pairs = net_pairs(table)
    netted = {col for pair in pairs for col in pair}
    for item in table.items:
        if (
            item.col_no in netted
            or item.column is None
            or item.row["parent_row_no"] is None
            or item.row["row_role"] == "of_which"
        ):
            continue
        parent = item.row["parent_row_no"]
        panel = elsewhere.get((item.column.panel, item.row_no))
        if panel is not None:
            col_no = _same_column(table, item.column, panel)
        else:
            col_no = item.col_no if (parent, item.col_no) in places else _shared_total(table, parent, item.column)
        if (parent, col_no) in places:
            sums.setdefault((parent, col_no, item.row["axis"]), []).append(item)
    for (row_no, col_no, _), parts in sums.items():
        yield row_no, _total("children = parent", table, places[row_no, col_no], parts)
    yield from net_sums(table, pairs)


def _same_column(table: TableFigures, column: Column, panel: int) -> int:
    """The column of another panel under the same header; 0 for none."""
    return next((other.col for other in table.reading.columns if (other.panel, other.path) == (panel, column.path)), 0)


def _shared_total(table: TableFigures, row_no: int, column: Column) -> int:
    """The column of money behind a label that begins in the panel of this column and runs on over it; 0 for none.

    In one panel such a label stands over what is not added up, a price. Where cells are not merged, the label is
    followed by blanks as far as the money, under the header of this column. A row with a mark of its own in this column
    (—) prints no label over it.
    """
    of_column = table.reading.table.grid.get((row_no, column.col))
    if of_column is not None and of_column.col == column.col and of_column.text:
        return 0
    own = [other.col for other in table.reading.columns if other.panel == column.panel]
    cells = [table.reading.table.grid.get((row_no, col)) for col in own]
    ends = [cell.col + cell.col_span for cell in cells if cell is not None and cell.text and cell.col <= column.col]
    end = max(ends, default=0)
    blank = end
    while 0 < blank <= table.reading.table.n_cols and not _is_printed(table, row_no, blank):
        blank += 1
    if any(c.col == blank and c.concept == "money" and c.path == column.path for c in table.reading.columns):
        end = blank
    later = (c for c in table.reading.columns if c.concept == "money" and c.col >= end)
    found = next(later, None) if end > column.col else None
    return found.col if found is not None and found.panel != column.panel else 0


def _is_printed(table: TableFigures, row_no: int, col_no: int) -> bool:
    cell = table.reading.table.grid.get((row_no, col_no))
    return cell is not None and bool(cell.text)


def _items(table: TableFigures) -> Iterator[Identity]:
    """Items whose parts the field fixes (三公经费 and its parts), in every column of money that prints a part."""
    if table.reading.statement not in {"three_public", "meeting_training"}:
        return
    by_column: dict[int, dict[str, Item]] = {}
    for item in table.items:
        name = item_of(item.row["label"])
        if name is not None and item.column is not None:
            by_column.setdefault(item.col_no, {}).setdefault(name, item)
    for named in by_column.values():
        for whole, names in item_parts().items():
            present = [named[name] for name in names if name in named]
            if whole in named and present and not _children_of(table, named[whole]):
                yield _total("items of the field", table, named[whole], present)


def _children_of(table: TableFigures, whole: Item) -> bool:
    """Whether the rows' own structure gives this item parts already."""
    return any(
        item.row["parent_row_no"] == whole.row_no and item.col_no == whole.col_no and item.row["row_role"] != "of_which"
        for item in table.items
    )


def _columns(table: TableFigures, sums: Sequence[Sum]) -> Iterator[Identity]:
    """A column called 合计 or 小计 equals the columns beside it under the same header, row by row."""
    places = table.by_place()
    rows = sorted({row for row, _ in places})
    for whole, parts in sums:
        printed = len(rows) == 1 or any((row_no, whole.col) in places for row_no in rows)
        for row_no in rows:
            item = places.get((row_no, whole.col))
            present = [places[row_no, part.col] for part in parts if (row_no, part.col) in places]
            if item is not None and present:
                yield _total("columns = total", table, item, present)
            elif printed and any(part.figure.value for part in present) and _is_blank(table, row_no, whole.col):
                yield _without_total(table, present)


def _is_blank(table: TableFigures, row_no: int, col_no: int) -> bool:
    """Whether a cell of its own is there and prints nothing at all."""
    cell = table.reading.table.grid.get((row_no, col_no))
    return cell is not None and not cell.text and cell.row == row_no and cell.col == col_no and cell.row_span == 1


def _without_total(table: TableFigures, parts: Sequence[Item]) -> Identity:
    """Parts beside a blank total, where the column of totals is filled otherwise."""
    terms = tuple(Term(part.figure) for part in parts)
    return Identity("columns = total", table.reading.statement, table.document_id, (), terms)


def _form(table: TableFigures) -> Iterator[Identity]:
    """A project's budget is its fiscal and its other money; side by side with its whole life, each in its column."""
    items = table.of_fields()
    wholes = {field.col for field, _ in items if field.key in {"budget", "total"}}
    fiscal = {field.col for field, _ in items if field.key == "fiscal"}
    if len(wholes) > 1 and wholes == fiscal:
        for col in sorted(wholes):
            yield from _budget(table, [(field, item) for field, item in items if field.col == col])
    else:
        yield from _budget(table, items)


def _is_placed(field: Field, by_place: Mapping[tuple[int, int], Item]) -> bool:
    return (field.row, field.col) in by_place


def _budget(table: TableFigures, items: Sequence[tuple[Field, Item]]) -> Iterator[Identity]:
    by_key: dict[str, list[Item]] = {}
    for field, item in items:
        by_key.setdefault(field.key, []).append(item)
    wholes = by_key.get("budget") or by_key.get("total", [])
    # Under a header of years amounts that no key names (政府性基金) are rows like the others.
    fiscal = [field for field, _ in items if field.key == "fiscal"]
    rows = [(field, item) for field, item in items if field.key == "amount" and (field.year or field.of_years)]
    in_rows = [item for field, item in rows if not _is_within_any(field, fiscal)]
    beside = funds_beside([field for field, _ in items])
    of_funds = [item for field, item in items if field in beside and item not in in_rows]
    cols = {field.col for field, _ in items if field.key == "fiscal"}
    of_funds += [item for field, item in items if _is_other_fund(field) and field.col in cols and item not in in_rows]
    parts = [item for key in ("fiscal", "carry_over", "other") for item in by_key.get(key, [])] + in_rows + of_funds
    # Beside amounts that no key names (中央资金) the others are not all of the budget.
    complete = "fiscal" in by_key or "amount" not in by_key
    # One part (其中：财政拨款) without a place for the rest is not all of it.
    is_alone = len(parts) == 1 and len(fiscal) == 1 and is_of_which([fiscal[0].text])
    has_place = any(field.key in {"other", "carry_over"} for field in table.reading.fields)
    if is_alone and not has_place and len(wholes) == 1 and parts[0].figure.value != wholes[0].figure.value:
        return
    # What is carried over alone is beside the money of the year.
    complete = complete and parts != by_key.get("carry_over")
    if len(wholes) == 1 and parts and complete and len(by_key.get("fiscal", [])) <= 1:
        yield _total("budget = fiscal + other", table, wholes[0], parts)


def _is_within_any(field: Field, fiscal: Sequence[Field]) -> bool:
    """Whether an amount is an of-which amount (其中：上级补助) right under one of fiscal money, in its column."""
    above = (other for other in fiscal if other.col == field.col and other.row == field.row - 1)
    return is_of_which([field.text]) and any(above)


def _is_other_fund(field: Field) -> bool:
    """Whether an amount that no key names is of a fund that is not fiscal (财政专户管理资金)."""
    return (
        field.key == "amount" and not field.path and field.fund not in {None, UNKNOWN, "total", "fiscal", *FISCAL_FUNDS}
    )


def _form_columns(table: TableFigures) -> Iterator[Identity]:
    """Amounts under header lines inside a form: the columns of such a row add up as those of a table do."""
    by_place = table.by_place()
    yield from _columns_of_fields(
        table, [field for field in table.reading.fields if field.key == "amount" and field.role == "total"]
    )
    by_row: dict[int, list[Field]] = {}
    for field in table.reading.fields:
        if (field.year or field.of_years) and field.path and _is_placed(field, by_place):
            by_row.setdefault(field.row, []).append(field)
    for row in by_row.values():
        wholes = [field for field in row if field.of_years]
        years = [field for field in row if field.year and field.phase == "budget"]
        if len(wholes) == 1 and len(years) == len(row) - 1 > 1:
            places = [by_place[field.row, field.col] for field in (*wholes, *years)]
            yield _total("years = total", table, places[0], places[1:])


def _columns_of_fields(table: TableFigures, fields: Sequence[Field]) -> Iterator[Identity]:
    """The sums that the header lines over these amounts of a form tell, row by row."""
    by_place = table.by_place()
    rows: dict[int, list[Column]] = {}
    for field in fields:
        if _is_placed(field, by_place):
            fund = field.fund if field.fund != UNKNOWN else None
            column = Column(
                field.col, field.path, "money", fund=fund, component=field.component or "total", year=field.year
            )
            rows.setdefault(field.row, []).append(column)
    for row_no, columns in rows.items():
        for whole, parts in column_sums(columns):
            yield _total(
                "columns = total", table, by_place[row_no, whole.col], [by_place[row_no, part.col] for part in parts]
            )


def _funds_of_fiscal(table: TableFigures) -> Iterator[Identity]:
    """财政拨款 and several of its funds in rows of 其中：, which all together make it."""
    places = table.by_place()
    by_whole: dict[tuple[int, int], list[Item]] = {}
    for item in table.items:
        if item.row["row_role"] == "of_which" and item.row["fund_source"] in FISCAL_FUNDS:
            by_whole.setdefault((item.row["parent_row_no"], item.col_no), []).append(item)
    for place, funds in by_whole.items():
        whole = places.get(place)
        several = len({item.row["fund_source"] for item in funds}) == len(funds) > 1
        if whole is not None and whole.row["fund_source"] == "fiscal" and several:
            yield _total("children = parent", table, whole, funds)


def _tasks(table: TableFigures) -> Iterator[Identity]:
    """The amounts of the tasks of a department sheet make the total under them, and those of a task its own total."""
    by_place = table.by_place()
    by_col: dict[int, list[Item]] = {}
    amounts = [field for field in table.reading.fields if field.key == "task_amount"]
    yield from _columns_of_fields(table, amounts)
    for field in amounts:
        if _is_placed(field, by_place):
            by_col.setdefault(field.col, []).append(by_place[field.row, field.col])
    for items in by_col.values():
        wholes = [item for item in items if item.row["row_role"] == "total"]
        parts = [item for item in items if item.row["row_role"] == "leaf"]
        if len(wholes) == 1 and len(parts) > 1:
            yield _total("children = parent", table, wholes[0], parts)


def _repeated(table: TableFigures) -> Iterator[Identity]:
    """No line of a form, no total, no project and no fund of the revenue stands twice, one under the other."""
    by_place = table.by_place()
    fields = [((above.row, above.col), (below.row, below.col)) for above, below in repeated_fields(table.reading)]
    rows = [
        ((above, col), (below, col))
        for above, below in repeated_rows(table.reading)
        for row, col in by_place
        if row == above
    ]
    funds = [
        ((item.row_no, item.col_no), below)
        for item in table.items
        for below in [(item.row_no + 1, item.col_no)]
        if item.row["axis"] == "fund" and item.column is not None and _same_fund(item, by_place.get(below))
    ]
    for first, second in [*fields, *rows, *funds]:
        one, other = by_place.get(first), by_place.get(second)
        if one is not None and other is not None and one.figure.value == other.figure.value != 0:
            yield _total("printed once", table, one, [one, other])


def _same_fund(item: Item, below: Item | None) -> bool:
    """Whether the cell below prints the same fund again; totals are compared as such."""
    return below is not None and bool(item.row["label"]) and below.row["label"] == item.row["label"]


def repeated_rows(reading: Reading) -> list[tuple[int, int]]:
    """Totals under a total of the same label, and rows of projects or items that repeat the row above cell by cell.

    Units are left out, since a department and its own budget unit often have one name, and so are classifications,
    where a 款 and its only 项 may print the same.
    """
    return [
        (above.row, below.row)
        for above, below in pairwise(reading.rows)
        if above.panel == below.panel
        and below.row == above.row + 1
        and above.label == below.label
        and (
            (above.label and _are_totals(above, below)) or (_names_once(reading) and _same_cells(reading, above, below))
        )
    ]


def _are_totals(above: Row, below: Row) -> bool:
    roles = {above.role, below.role}
    return roles <= {"total", "subtotal"} and above.codes.main is None and below.codes.main is None


def _names_once(reading: Reading) -> bool:
    """Whether a table names each of its rows once: projects, and the items that the field defines."""
    return reading.axis == "project" or reading.statement in {"three_public", "meeting_training"}


def _same_cells(reading: Reading, above: Row, below: Row) -> bool:
    one, other = (reading.table.rows[row.row - 1] for row in (above, below))
    return [(cell.col, cell.text) for cell in one] == [(cell.col, cell.text) for cell in other]


def repeated_fields(reading: Reading) -> list[tuple[Field, Field]]:
    """Fields that say in the row below again what a field says: same key, same text, same value, same column."""
    by_row: dict[int, list[Field]] = {}
    for field in reading.fields:
        by_row.setdefault(field.row, []).append(field)
    return [
        (above, below)
        for row, fields in by_row.items()
        for above in fields
        for below in by_row.get(row + 1, ())
        if (above.key, above.text, above.month, above.col, above.value)
        == (below.key, below.text, below.month, below.col, below.value)
    ]


def _total(rule: str, table: TableFigures, whole: Item, parts: Sequence[Item]) -> Identity:
    return total(rule, table.reading.statement, table.document_id, whole.figure, [part.figure for part in parts])
