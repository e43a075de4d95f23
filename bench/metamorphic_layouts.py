"""Changes of how a table is laid out whose effect on its facts is known exactly: rows and columns taken away, moved or
added, headers of more and fewer lines, what figures and headers look like."""

import random
from collections.abc import Callable, Sequence

from bench.metamorphic_sheets import CODES, Item, RowFacts, Sheet
from pipeline.statements.numbers import FACTORS, parse_number, to_yuan
from pipeline.statements.text import squeeze

Change = Callable[[Sheet, random.Random], None]

_NAMES = ("label", "function_name", "economic_name", "gov_economic_name")
_TOTALS = {"合计", "总计"}
_SUMS = {*_TOTALS, "小计"}
_OWNERS = 2


# ---- rows ----
def of_which(sheet: Sheet, rng: random.Random) -> None:
    """Under some rows half of their money: 其中：专用设备更新."""
    name = sheet.column(_NAMES)
    money = [item for item in sheet.money() if item.fact is not None and item.fact["is_leaf"]]
    plain = sheet.axes() <= {"function", "economic"} and not any(i.fact["unit_name"] for i in money if i.fact)
    if name is None or sheet.own_units or not plain:
        return
    rows = sorted({item.row for item in money if item.amount > 0})
    for row in sorted(rng.sample(rows, min(_OWNERS, len(rows))), reverse=True):
        of_owner = {item.col: item for item in money if item.row == row}
        owner = next(iter(of_owner.values())).row_facts
        if owner is None:
            continue
        label = "其中：专用设备更新"
        facts = RowFacts(label, dict.fromkeys(CODES), [*owner.above, owner])
        added = {item.col: item for item in sheet.add_row(row + 1)}
        if name not in added or not of_owner.keys() <= added.keys():
            raise ValueError("a merged cell stands over the place of the new row")
        added[name].text = label
        for col, item in of_owner.items():
            number = parse_number(item.text)
            if number is None or item.fact is None:
                continue
            half = (number.value / 2).quantize(number.value)
            cell = added[col]
            cell.text, cell.amount, cell.over = f"{half:f}", to_yuan(half, FACTORS[sheet.unit]), item.over
            cell.row_facts, cell.fact = facts, item.fact | {"row_role": "of_which", "is_leaf": False, "level": None}


def no_total(sheet: Sheet, _: random.Random) -> None:
    """The row of the total is not printed."""
    totals = {item.row for item in sheet.money() if item.fact is not None and item.fact["row_role"] == "total"}
    others = {item.row for item in sheet.money()} - totals
    if sheet.panels == 1 and len(totals) == 1 and others and sheet.axes() <= {"function", "economic"}:
        sheet.drop_row(totals.pop())


def total_word(sheet: Sheet, _: random.Random) -> None:
    """总计 for 合计 at the row of the total, with blanks between."""
    for item in sheet.items:
        facts = item.row_facts
        if item.part == "body" and facts is not None and squeeze(item.text) == facts.label == "合计":
            item.text = "总　计"
    for row in {id(i.row_facts): i.row_facts for i in sheet.items if i.row_facts is not None}.values():
        if row.label == "合计":
            row.label = "总计"


def remark_row(sheet: Sheet, _: random.Random) -> None:
    """备注 in a last row of the grid over all columns."""
    sheet.n_rows += 1
    text = "备注：本表数据因四舍五入，合计数与明细数之和可能存在尾差。"
    sheet.items.append(Item(sheet.n_rows, 1, text, 1, sheet.n_cols))


# ---- columns ----
def no_total_column(sheet: Sheet, _: random.Random) -> None:
    """The columns called 合计 are not printed."""
    for col in sorted({item.col for item in sheet.money()}, reverse=True):
        heads = [i for i in sheet.items if i.part == "header" and i.col == col and i.col_span == 1]
        if heads and squeeze(heads[-1].text) in _TOTALS and len({item.col for item in sheet.money()}) > 2:
            sheet.drop_column(col)


def moved(key: Callable[[Item, random.Random], float]) -> Change:
    """The columns of money in another order, at each line of the header the columns under one cell together."""

    def change(sheet: Sheet, rng: random.Random) -> None:
        cols = sorted({item.col for item in sheet.money()})
        inside = [i for i in sheet.items if i.col <= cols[-1] and i.col + i.col_span > cols[0]] if cols else []
        if sheet.panels > 1 or len(cols) < 2 or cols != list(range(cols[0], cols[-1] + 1)):
            return
        if any(i.col < cols[0] or i.col + i.col_span > cols[-1] + 1 for i in inside):
            return
        if any(i.part != "header" and i.col_span > 1 for i in inside) or any("其中" in i.text for i in inside):
            return
        order = _ordered(sheet, cols, 1, lambda item: key(item, rng))
        place = {col: cols[0] + index for index, col in enumerate(order)}
        for item in inside:
            if item.part == "numbering":
                continue
            item.col = min(place[col] for col in range(item.col, item.col + item.col_span))

    return change


def _ordered(sheet: Sheet, cols: Sequence[int], row: int, key: Callable[[Item], float]) -> list[int]:
    if row > sheet.header_rows():
        return list(cols)
    groups: list[tuple[Item, list[int]]] = []
    for col in cols:
        head = sheet.header_at(row, col)
        if head is None:
            return list(cols)
        if groups and groups[-1][0] is head:
            groups[-1][1].append(col)
        else:
            groups.append((head, [col]))
    if len(groups) > 1:
        groups.sort(key=lambda group: key(group[0]))
    return [col for _, of_group in groups for col in _ordered(sheet, of_group, row + 1, key)]


def empty_fund(sheet: Sheet, _: random.Random) -> None:
    """A last column of a fund under which nothing is printed."""
    funds = {item.fact["fund_source"] for item in sheet.money() if item.fact is not None}
    if sheet.panels == 1 and len(funds) > 2 and sheet.can_insert(sheet.n_cols + 1):
        sheet.insert_column(sheet.n_cols + 1, "附属单位上缴收入" if "affiliated" not in funds else "备用", {})


def unit_columns(sheet: Sheet, _: random.Random) -> None:
    """单位编码 and 单位名称 before a table of codes, on each row but the total."""
    money = [item for item in sheet.money() if item.fact is not None]
    if sheet.panels > 1 or sheet.axes() - {"function"} or sheet.column(("function_code",)) is None:
        return
    if any(item.fact["unit_name"] or item.fact["unit_code"] for item in money if item.fact):
        return
    rows = sorted({item.row for item in money if item.fact and item.fact["row_role"] in {"leaf", "subtotal"}})
    for word, text, concept in (("单位名称", "某市民政局本级", "unit_name"), ("单位编码", "205001", "unit_code")):
        sheet.insert_column(1, word, dict.fromkeys(rows, text), concept)
        for item in money:
            if item.row in rows and item.fact is not None:
                item.fact[concept] = text


def own_parts(sheet: Sheet, _: random.Random) -> None:
    """Of 类, 款 and 项 in columns of their own each row prints the last: 201, then 03 in the next, then 01."""
    cols = [
        next((i.col for i in sheet.items if i.part == "header" and squeeze(i.text) == word), None) for word in "类款项"
    ]
    parts = [{item.row: item for item in sheet.of_column(col)} for col in cols if col is not None]
    if len(parts) < 3:
        return
    open_code: list[str] = []
    for row in sheet.body_rows():
        code = [part[row].text.strip() for part in parts if row in part and part[row].text.strip()]
        if len(code) > 1 and code[:-1] != open_code[: len(code) - 1]:
            continue
        open_code = code or open_code
        for index in range(len(code) - 1):
            parts[index][row].text = ""


# ---- headers ----
def merged_headers(sheet: Sheet, _: random.Random) -> None:
    """A header of one line: what stands above a column joined."""
    last = sheet.header_rows()
    if last < 2 or any(item.concept in {"class_part", "part"} for item in sheet.items):
        return
    if any(isinstance(item.over, str) for item in sheet.money()):
        return
    heads: dict[int, Item] = {}
    for col in range(1, sheet.n_cols + 1):
        over = dict.fromkeys(head for row in range(1, last + 1) if (head := sheet.header_at(row, col)) is not None)
        heads[col] = Item(1, col, "".join(squeeze(head.text) for head in over), part="header")
    for item in sheet.money():
        item.over = [heads[item.col]]
    sheet.items = [*heads.values(), *(item for item in sheet.items if item.part != "header")]
    for _ in range(last - 1):
        sheet.drop_row(2)


def more_headers(word: str) -> Change:
    """One more line of header under each column of money; a unit there is stated nowhere else."""

    def change(sheet: Sheet, _: random.Random) -> None:
        cols = sorted({item.col for item in sheet.money()})
        if any(isinstance(item.over, str) for item in sheet.money()) or (word == "unit" and sheet.own_units):
            return
        last = sheet.header_rows()
        sheet.insert_row(last + 1)
        for item in sheet.items:
            if item.part == "header" and item.row + item.row_span - 1 == last and item.col not in cols:
                item.row_span += 1
        heads = {col: Item(last + 1, col, sheet.unit if word == "unit" else word, part="header") for col in cols}
        sheet.items += heads.values()
        for item in sheet.money():
            item.over = [*item.over, heads[item.col]]
        if word == "unit":
            sheet.unit_line, sheet.own_units = False, True

    return change


def numbering(form: str) -> Change:
    """栏次 under the header: the numbers of the columns, or how they are added up."""

    def change(sheet: Sheet, _: random.Random) -> None:
        first = min((item.col for item in sheet.money()), default=1)
        if any(item.part == "numbering" for item in sheet.items) or first == 1:
            return
        last = sheet.header_rows()
        sheet.insert_row(last + 1)
        texts = ["栏次", *[""] * (first - 2)] if form != "甲" else ["甲", "乙", "丙", "丁", "戊"][: first - 1]
        texts += [str(number) for number in range(1, sheet.n_cols - first + 2)]
        if form == "1=2+3" and sheet.n_cols - first > 1:
            texts[first - 1] = "1=2+3"
        sheet.items += [Item(last + 1, col, text, part="numbering") for col, text in enumerate(texts, start=1)]

    return change


def spaced(sheet: Sheet, _: random.Random) -> None:
    """Blanks between the characters of short headers and sums: 项　　目, 合 计."""
    for item in sheet.items:
        if item.text and (item.part == "header" or squeeze(item.text) in _SUMS) and len(squeeze(item.text)) < 5:
            item.text = "　".join(squeeze(item.text))


def wrapped(sheet: Sheet, _: random.Random) -> None:
    """Long headers and labels broken over two lines of their cells."""
    for item in sheet.items:
        bare = item.text.strip()
        if item.fact is None and len(bare) > 5 and not any(character.isascii() for character in bare):
            half = len(item.text) // 2
            item.text = f"{item.text[:half]}\n{item.text[half:]}"


# ---- figures ----
def printed(form: Callable[[str, str], str], *, zeros: bool = True) -> Change:
    """Figures as ``form`` prints them, from the figure and the unit of its table."""

    def change(sheet: Sheet, _: random.Random) -> None:
        for item in sheet.money():
            if not sheet.own_units and (zeros or item.amount):
                item.text = form(item.text, sheet.unit)

    return change


def negative(form: str) -> Change:
    """All money negative, printed like this."""

    def change(sheet: Sheet, _: random.Random) -> None:
        for item in sheet.money():
            number = parse_number(item.text)
            if number is not None and number.value > 0:
                item.text, item.amount = form.format(item.text), -item.amount

    return change


def _last_if_sum(head: Item, _: random.Random) -> float:
    return float(squeeze(head.text) in _SUMS)


LAYOUTS: dict[str, Change] = {
    "trailing unit": printed(lambda text, unit: text + unit),
    "￥ before": printed(lambda text, _: "￥" + text),
    "blanks around": printed(lambda text, _: f"  {text}　"),
    "negative -": negative("-{}"),
    "negative －": negative("－{}"),
    "negative ()": negative("({})"),
    "negative （）": negative("（{}）"),
    "其中 rows": of_which,
    "no total row": no_total,
    "总计": total_word,
    "备注 row": remark_row,
    "no total column": no_total_column,
    "total column last": moved(_last_if_sum),
    "columns shuffled": moved(lambda _, rng: rng.random()),
    "empty fund": empty_fund,
    "unit columns": unit_columns,
    "own 类 款 项": own_parts,
    "headers merged": merged_headers,
    "金额 under headers": more_headers("金额"),
    "unit row": more_headers("unit"),
    "栏次": numbering("栏次"),
    "栏次 1=2+3": numbering("1=2+3"),
    "甲 乙 1 2": numbering("甲"),
    "spaced": spaced,
    "wrapped": wrapped,
}
