"""Changes of what a disclosure prints whose effect on its facts is known exactly.

A change edits sheets in place, the printed texts and the records expected of them alike. A sheet that a change does not
fit (a table with two panels has no one column of codes) stays as it is.
"""

import random
from collections.abc import Callable
from decimal import Decimal

from bench.metamorphic_layouts import LAYOUTS
from bench.metamorphic_sheets import Item, Sheet
from pipeline.reference.loader import codes_by_name
from pipeline.statements.numbers import FACTORS, parse_number, to_yuan
from pipeline.statements.text import split_ordinal, squeeze

Change = Callable[[Sheet, random.Random], None]

_CODES = ("function_code", "economic_code", "gov_economic_code")
_NAMES = ("label", "function_name", "economic_name", "gov_economic_name")
_FULL = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_PLAIN = {"合计", "总计", "小计", "金额", "预算数"}


# ---- amounts ----
def unit(name: str, decimals: int) -> Change:
    """All amounts in another unit, with so many decimals; digits that are then not printed are gone."""

    def change(sheet: Sheet, _: random.Random) -> None:
        if sheet.own_units:
            return
        for item in sheet.money():
            value = (item.amount / FACTORS[name]).quantize(Decimal(1).scaleb(-decimals))
            _print(item, value, name)
        sheet.unit = name

    return change


def _print(item: Item, value: Decimal, unit_name: str) -> None:
    item.text = f"{value:f}"
    item.amount = to_yuan(value, FACTORS[unit_name])


def commas(sheet: Sheet, _: random.Random) -> None:
    """Separators of thousands."""
    for item in sheet.money():
        number = parse_number(item.text)
        if number is not None:
            item.text = f"{number.value:,f}"


def no_commas(sheet: Sheet, _: random.Random) -> None:
    """No separators."""
    for item in sheet.money():
        item.text = item.text.replace(",", "").replace("，", "")


def full_width(sheet: Sheet, _: random.Random) -> None:
    """Figures and codes in full-width digits."""
    for item in sheet.items:
        if item.fact is not None or item.concept in _CODES:
            item.text = item.text.translate(_FULL)


def brackets(sheet: Sheet, _: random.Random) -> None:
    """Half-width brackets and commas for full-width ones in headers and labels, or the other way round."""
    table = str.maketrans("（）：，()", "():,（）")
    for item in sheet.items:
        if item.fact is None:
            item.text = item.text.translate(table)
    for row in {item.row_facts for item in sheet.items if item.row_facts is not None}:
        for each in (row, *row.above):
            each.label = each.label if getattr(each, "_turned", False) else each.label.translate(table)
            each.__dict__["_turned"] = True
    for item in sheet.money():
        if isinstance(item.over, str):
            item.over = item.over.translate(table)
        if item.fact and item.fact["unit_name"]:
            item.fact["unit_name"] = item.fact["unit_name"].translate(table)


def zero(text: str) -> Change:
    """Zeros printed as this; '' and '-' state no amount."""

    def change(sheet: Sheet, _: random.Random) -> None:
        for item in sheet.money():
            if item.amount == 0:
                item.text = text
                if not any(character.isdigit() for character in text):
                    item.fact = None

    return change


# ---- unit of money ----
def unit_in_title(sheet: Sheet, _: random.Random) -> None:
    """部门支出总表（单位：万元）."""
    sheet.title, sheet.unit_line = f"{sheet.title}（单位：{sheet.unit}）", False


def unit_in_headers(sheet: Sheet, _: random.Random) -> None:
    """The unit in brackets behind the header of each column of money, and nowhere else."""
    heads = [item.over[-1] for item in sheet.money() if isinstance(item.over, list) and item.over]
    if sheet.own_units or len(heads) != len(sheet.money()):
        return
    for head in dict.fromkeys(heads):
        head.text += f"（{sheet.unit}）"
    sheet.unit_line, sheet.own_units = False, True


def unit_in_grid(sheet: Sheet, _: random.Random) -> None:
    """The lines over the table in the first row of the grid: who at the left, the unit at the right."""
    if sheet.n_cols < 2 or not sheet.unit_line:
        return
    sheet.insert_row(1)
    left = sheet.n_cols // 2
    sheet.items.append(Item(1, 1, "".join(sheet.above[:1]), 1, left, "furniture"))
    sheet.items.append(Item(1, left + 1, f"单位：{sheet.unit}", 1, sheet.n_cols - left, "furniture"))
    sheet.above, sheet.unit_line = sheet.above[1:], False


def title_in_grid(sheet: Sheet, rng: random.Random) -> None:
    """The title in the first row of the grid over all columns, the unit under it."""
    unit_in_grid(sheet, rng)
    sheet.insert_row(1)
    sheet.items.append(Item(1, 1, sheet.title, 1, sheet.n_cols, "furniture"))
    sheet.title = ""


def number_in_grid(sheet: Sheet, rng: random.Random) -> None:
    """The number of the form, the title and the unit in the first rows of the grid."""
    title_in_grid(sheet, rng)
    sheet.insert_row(1)
    sheet.items.append(Item(1, 1, f"公开{rng.randint(1, 12):02}表", 1, sheet.n_cols, "furniture"))


# ---- titles ----
def title(form: str) -> Change:
    """The title as this form says, with its number, the year and a name."""

    def change(sheet: Sheet, rng: random.Random) -> None:
        number, name = rng.randint(1, 12), "某市民政局"
        sheet.title = form.format(n=number, title=sheet.title, year=sheet.year, name=name)

    return change


def form_number(form: str) -> Change:
    """The number of the form in a line over the title."""

    def change(sheet: Sheet, rng: random.Random) -> None:
        sheet.before_title = [form.format(n=rng.randint(1, 12))]

    return change


def no_title(sheet: Sheet, _: random.Random) -> None:
    """No title at all."""
    sheet.title = ""


def notes(sheet: Sheet, _: random.Random) -> None:
    """A note under the table."""
    sheet.below.append("注：本表反映部门本年度预算情况，明细数与合计数因四舍五入可能存在尾差。")


# ---- codes and labels ----
def codes(form: str) -> Change:
    """Codes printed with the name in one cell, as this form says."""

    def change(sheet: Sheet, _: random.Random) -> None:
        code, name = sheet.column(_CODES), sheet.column(_NAMES)
        if code is None or name is None:
            return
        names = {item.row: item for item in sheet.of_column(name)}
        if any(item.text and (item.row not in names or not names[item.row].text) for item in sheet.of_column(code)):
            return
        for item in sheet.of_column(code):
            if item.text and item.row in names:
                beside = names[item.row]
                indent = beside.text[: len(beside.text) - len(beside.text.lstrip())]
                beside.text = indent + form.format(code=item.text.strip(), name=beside.text.strip())
        sheet.drop_column(code)

    return change


def codes_apart(sheet: Sheet, _: random.Random) -> None:
    """类, 款 and 项 in columns of their own."""
    col = sheet.column(_CODES)
    if col is None or not all(item.text.strip().isdigit() or not item.text for item in sheet.of_column(col)):
        return
    if not sheet.can_insert(col + 1) or any(item.col_span > 1 for item in sheet.of_column(col)):
        return
    parts = {item.row: item.text.strip() for item in sheet.of_column(col)}
    head = next(item for item in sheet.items if item.part == "header" and item.col == col)
    for at, (word, begin, end) in enumerate((("款", 3, 5), ("项", 5, 7)), start=col + 1):
        sheet.insert_column(at, word, {row: code[begin:end] for row, code in parts.items()}, "part")
    for item in sheet.of_column(col):
        item.text = item.text.strip()[:3]
    last = sheet.header_rows()
    sheet.items = [i for i in sheet.items if not (i.part == "header" and i.col in (col, col + 1, col + 2))]
    if last == 1:
        sheet.insert_row(2)
        last = 2
        for item in sheet.items:
            if item.part == "header":
                item.row_span = 2
    sheet.items.append(Item(1, col, head.text, last - 1, 3, "header"))
    for at, word in enumerate("类款项"):
        sheet.items.append(Item(last, col + at, word, part="header"))


def no_codes(sheet: Sheet, _: random.Random) -> None:
    """No codes, where the names say which they are."""
    col, name = sheet.column(_CODES), sheet.column(_NAMES)
    if col is None or name is None:
        return
    concept = next(item.concept for item in sheet.of_column(col))
    classification = (concept or "").removesuffix("_code")
    if classification not in {"function", "economic"}:
        return
    of_rows = {id(item.row_facts): item.row_facts for item in sheet.money() if item.row_facts is not None}
    everyone = [each for row in of_rows.values() for each in (row, *row.above)]
    for row in everyone:
        code = row.codes[f"{classification}_code"]
        if code and code not in codes_by_name(classification, split_ordinal(row.label)[1]):  # type: ignore[arg-type]
            return
    for row in everyone:
        if code := row.codes[f"{classification}_code"]:
            row.codes |= {f"{classification}_code": None, f"{classification}_code_inferred": code}
    sheet.drop_column(col)


def codes_behind_names(sheet: Sheet, _: random.Random) -> None:
    """The column of codes behind that of names."""
    code, name = sheet.column(_CODES), sheet.column(_NAMES)
    if code is None or name != code + 1:
        return
    for item in sheet.items:
        if item.col in (code, name) and item.col_span == 1:
            item.col = name if item.col == code else code


def indented(sheet: Sheet, _: random.Random) -> None:
    """Labels indented by their level."""
    name = sheet.column(_NAMES)
    levels = {item.row: item.fact["level"] for item in sheet.money() if item.fact is not None}
    for item in sheet.of_column(name) if name is not None else ():
        item.text = "　" * max((levels.get(item.row) or 1) - 1, 0) + item.text.strip()


# ---- columns and rows added ----
def blank_column(sheet: Sheet, rng: random.Random) -> None:
    """A column without any text."""
    places = [at for at in range(2, sheet.n_cols + 1) if sheet.can_insert(at)]
    if places:
        sheet.insert_column(rng.choice(places), "", {})


def blank_rows(sheet: Sheet, rng: random.Random) -> None:
    """Rows without any text, between others and at the end."""
    at = rng.choice(sheet.body_rows()[1:] or [sheet.n_rows])
    sheet.insert_row(at)
    taken = {c for i in sheet.items if i.row <= at < i.row + i.row_span for c in range(i.col, i.col + i.col_span)}
    sheet.items += [Item(at, col, "") for col in range(1, sheet.n_cols + 1) if col not in taken]
    for _ in range(3):
        sheet.n_rows += 1
        sheet.items += [Item(sheet.n_rows, col, "") for col in range(1, sheet.n_cols + 1)]


def serial(sheet: Sheet, _: random.Random) -> None:
    """A first column of 序号."""
    if any(item.concept == "serial" for item in sheet.items):
        return
    if any(i.col == 1 and i.col_span == sheet.n_cols for i in sheet.items):
        return
    rows = [row for row in sheet.body_rows() if any(i.row == row and i.fact is not None for i in sheet.items)]
    sheet.insert_column(1, "序号", {row: str(number) for number, row in enumerate(rows, start=1)}, "serial")


def remark(sheet: Sheet, rng: random.Random) -> None:
    """A last column 备注 with a word here and there."""
    if not any(item.concept == "remark" for item in sheet.items):
        rows = sorted({item.row for item in sheet.money()})
        some = rng.sample(rows, max(1, len(rows) // 4))
        sheet.insert_column(sheet.n_cols + 1, "备注", dict.fromkeys(some, "含上年项目"), "remark")


def total_last(sheet: Sheet, _: random.Random) -> None:
    """The total under the rows where it stood above them, or above where it stood below."""
    totals = [item.row for item in sheet.money() if item.fact is not None and item.fact["row_role"] == "total"]
    rows = sheet.body_rows()
    if sheet.panels > 1 or len(set(totals)) != 1 or totals[0] not in (rows[0], rows[-1]):
        return
    if any(i.part == "body" and i.row_span > 1 for i in sheet.items):
        return
    at, step = totals[0], -1 if totals[0] == rows[0] else 1
    for item in sheet.items:
        if item.part == "body":
            item.row = (rows[-1] if step < 0 else rows[0]) if item.row == at else item.row + step


def over_all(sheet: Sheet, _: random.Random) -> None:
    """One more line of header over all columns of money: the year's budget."""
    cols = sorted({item.col for item in sheet.money()})
    if sheet.panels > 1 or not cols or cols != list(range(cols[0], cols[-1] + 1)):
        return
    if any(i.part == "header" and i.col < cols[0] < i.col + i.col_span for i in sheet.items):
        return
    sheet.insert_row(1)
    beside = [item for item in sheet.items if item.part == "header" and item.row == 2 and not _is_over(item, cols)]
    for item in beside:
        item.row, item.row_span = 1, item.row_span + 1
    head = Item(1, cols[0], f"{sheet.year}年预算数", 1, cols[-1] - cols[0] + 1, "header")
    sheet.items.append(head)
    for item in sheet.money():
        item.over = [head, *item.over] if isinstance(item.over, list) else f"{head.text}/{item.over}"


def _is_over(item: Item, cols: list[int]) -> bool:
    return cols[0] <= item.col <= cols[-1]


def prior_year(sheet: Sheet, _: random.Random) -> None:
    """Behind the columns of money the year before, the change and its percentage."""
    cols = sorted({item.col for item in sheet.money()})
    first = [item for item in sheet.money() if item.col == cols[0]] if cols else []
    plain = all(isinstance(item.over, list) and squeeze("".join(o.text for o in item.over)) in _PLAIN for item in first)
    if sheet.panels > 1 or not first or not plain or sheet.own_units:
        return
    if any(item.fact is None or item.fact["phase"] != "budget" or item.fact["flow"] is None for item in first):
        return
    at = cols[-1] + 1
    if any(i.part == "header" and i.col < at < i.col + i.col_span for i in sheet.items):
        return
    places = FACTORS[sheet.unit]
    made: dict[int, tuple[Item, Decimal]] = {}
    for item in first:
        number = parse_number(item.text)
        if number is not None:
            made[item.row] = item, number.value
    before = sheet.insert_column(at, "上年预算数", {row: f"{value * 3:f}" for row, (_, value) in made.items()}, "money")
    change = sheet.insert_column(
        at + 1, "增减额", {row: f"{-2 * value:f}" for row, (_, value) in made.items()}, "money"
    )
    sheet.insert_column(at + 2, "增减率（%）", {row: "-66.67" for row, (_, value) in made.items() if value}, "share")
    by_place = {(item.row, item.col): item for item in sheet.items}
    for row, (item, value) in made.items():
        if item.fact is None:
            continue
        for col, head, factor in ((at, before, 3), (at + 1, change, -2)):
            cell = by_place[row, col]
            cell.over, cell.amount, cell.row_facts = [head], to_yuan(value * factor, places), item.row_facts
            cell.fact = item.fact | (
                {"fiscal_year": item.fact["fiscal_year"] - 1} if col == at else {"phase": "change"}
            )


CHANGES: dict[str, Change] = {
    "万元, 6 decimals": unit("万元", 6),
    "万元, 4 decimals": unit("万元", 4),
    "万元, 2 decimals": unit("万元", 2),
    "元": unit("元", 2),
    "commas": commas,
    "no commas": no_commas,
    "full-width digits": full_width,
    "other brackets": brackets,
    "zero as 0": zero("0"),
    "zero as 0.00": zero("0.00"),
    "zero blank": zero(""),
    "zero as -": zero("-"),
    "code name": codes("{code} {name}"),
    "code-name": codes("{code}-{name}"),
    "[code]name": codes("[{code}]{name}"),
    "name(code)": codes("{name}（{code}）"),
    "类 款 项 apart": codes_apart,
    "no codes": no_codes,
    "codes behind names": codes_behind_names,
    "indented": indented,
    **LAYOUTS,
    "blank column": blank_column,
    "blank rows": blank_rows,
    "序号": serial,
    "备注": remark,
    "total at the other end": total_last,
    "header over all": over_all,
    "prior year": prior_year,
    "unit in title": unit_in_title,
    "unit in headers": unit_in_headers,
    "title 表3": title("表{n} {title}"),
    "title 附表3-1": title("附表{n}-1：{title}"),
    "title with name": title("{name}{year}年{title}"),
    "title 一、": title("（三）{title}"),
    "公开03表 above": form_number("公开{n:02}表"),
    "部门预算公开表03 above": form_number("部门预算公开表{n:02}"),
    "附件3 above": form_number("附件{n}"),
    "note below": notes,
    "unit in grid": unit_in_grid,
    "title in grid": title_in_grid,
    "number in grid": number_in_grid,
    "no title": no_title,
}
"""Changes of amounts first, then of columns and rows, last what stands over the table: the order in which they fit."""
