"""A corpus of made-up disclosures for measuring scale: `python -m bench.corpus FOLDER NUMBER [--seed S]`.

Counties are real names, departments common ones, figures random but consistent: codes sum to their parents, statements
repeat each other, the economic classification explains the basic expenditure by function. Formats (text, Word, Excel,
web page, PDF), units of money and layouts vary. The same seed and number give the same bytes. Years of a department lie
in files of their own, the departments of a county and year are one partition, as in a real collection.
"""

import argparse
import random
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from pipeline.reference.regions import all_regions
from samples import pdf, statements, web_page, word_docx, word_text, workbook
from samples.blocks import Block, Cell, Paragraph, Table
from samples.figures import Disclosure, add

DEPARTMENTS = (
    "财政局", "教育局", "民政局", "司法局", "交通运输局", "水利局", "农业农村局", "商务局", "卫生健康局", "审计局",
    "统计局", "林业局", "应急管理局", "市场监督管理局", "医疗保障局", "信访局", "档案馆", "文化和旅游局",
    "住房和城乡建设局", "人力资源和社会保障局",
)  # fmt: skip
LAST_YEAR, YEARS = 2025, 5
WRITERS: Mapping[str, tuple[int, Callable[[Iterable[Block]], bytes]]] = {
    "txt": (30, lambda blocks: word_text.write(blocks).encode()),
    "docx": (30, word_docx.write),
    "xlsx": (15, workbook.write),
    "html": (15, web_page.write),
    "pdf": (10, pdf.write),
}
"""The formats, each with its share of the files in percent."""

_STATEMENTS: tuple[tuple[str, Callable[[Disclosure], Table]], ...] = (
    ("部门预算收支总表", statements.budget_summary),
    ("部门预算收入总表", statements.income),
    ("部门预算支出总表", statements.expenditure),
    ("部门预算财政拨款收支总表", statements.fiscal_summary),
    ("部门预算一般公共预算财政拨款支出表", statements.general_public_expenditure),
    ("部门预算一般公共预算财政拨款基本支出表", statements.basic_by_economic),
    ("部门预算财政拨款“三公”经费支出表", statements.three_public),
)
_SMALL = tuple(entry for entry in _STATEMENTS if entry[1] in (statements.expenditure, statements.three_public))


def files(number: int, seed: int = 1, is_small: bool = False) -> Iterator[tuple[str, bytes]]:
    """Path and content of each of `number` files; small ones hold two statements of the seven."""
    per_county = len(DEPARTMENTS) * YEARS
    known = counties()
    if number > per_county * len(known):
        raise ValueError(f"at most {per_county * len(known)} files: {len(known)} counties are known")
    for i in range(number):
        county = known[i // per_county]
        department = DEPARTMENTS[i % len(DEPARTMENTS)]
        year = LAST_YEAR - i // len(DEPARTMENTS) % YEARS
        yield one(county, department, year, random.Random(f"{seed} {i}"), is_small)


def one(county: str, department: str, year: int, chance: random.Random, is_small: bool = False) -> tuple[str, bytes]:
    """Path and content of the disclosure of one department and year."""
    kind = chance.choices(list(WRITERS), [share for share, _ in WRITERS.values()])[0]
    unit = f"{county}{department}"
    content = WRITERS[kind][1](blocks(figures(unit, year, chance), chance, is_small))
    return f"{county}/{year}/{unit}{year}年部门预算公开.{kind}", content


def blocks(disclosure: Disclosure, chance: random.Random, is_small: bool = False) -> Iterator[Block]:
    """The disclosure in one of two layouts, with or without a text."""
    data = disclosure.data
    total, basic, project = disclosure.total
    yield Paragraph(f"{data['department']}{data['year']}年部门预算公开")
    if chance.random() < 0.7:
        yield Paragraph(f"{data['department']}{data['year']}年收入预算{total}{data['unit']}。")
        yield Paragraph(
            f"支出预算{total}{data['unit']}，其中：基本支出{basic}{data['unit']}，项目支出{project}{data['unit']}。"
        )
    build = _plain if chance.random() < 0.4 else lambda table: table
    for title, statement in _SMALL if is_small else _STATEMENTS:
        if statement in (statements.income, statements.fiscal_summary) and chance.random() < 0.3:
            continue
        yield Paragraph(title)
        yield build(statement(disclosure))


def _plain(table: Table) -> Table:
    """The same statement without the column of ordinals and the line that numbers the columns."""
    information, *rest = table.rows
    head, body = rest[: table.header_rows - 2], rest[table.header_rows - 1 :]
    first = [Cell(information[0].text, cols=max(1, information[0].cols - 1)), *information[1:]]
    return Table(
        (tuple(first), *(row[1:] if i == 0 else row for i, row in enumerate(head)), *(row[1:] for row in body))
    )


def figures(unit: str, year: int, chance: random.Random) -> Disclosure:
    """Figures of a small department; every amount is a multiple of 100 元, so that 万元 shows it whole."""
    scale, money = (100, "元") if chance.random() < 0.6 else (0.01, "万元")

    def amount(low: int, high: int) -> str:
        return f"{chance.randint(low, high) * scale:.2f}"

    wages = {code: amount(2000, 30000) for code in ("30101", "30102", "30103")}
    pension, health, housing = amount(500, 5000), amount(200, 2000), amount(300, 4000)
    goods = {code: amount(10, 900) for code in ("30201", "30207", "30217", "30231", "30299")}
    running = add([*wages.values(), *goods.values()])
    projects = {
        code: amount(100, 40000) for code in chance.sample(["2010302", "2010305", "2010399"], chance.randint(1, 3))
    }
    of_projects = add(list(projects.values()))
    names = {
        "2010302": "一般行政管理事务",
        "2010305": "专项业务及机关事务管理",
        "2010399": "其他政府办公厅（室）及相关机构事务支出",
    }
    functions = [
        ("201", "一般公共服务支出", running, of_projects),
        ("20103", "政府办公厅（室）及相关机构事务", running, of_projects),
        ("2010301", "行政运行", running, ""),
        *((code, names[code], "", projects[code]) for code in sorted(projects)),
        *_branch(
            ("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出"),
            ("2080505", "机关事业单位基本养老保险缴费支出"), pension,
        ),
        *_branch(("210", "卫生健康支出"), ("21011", "行政事业单位医疗"), ("2101101", "行政单位医疗"), health),
        *_branch(("221", "住房保障支出"), ("22102", "住房改革支出"), ("2210201", "住房公积金"), housing),
    ]  # fmt: skip
    personnel = {**wages, "30108": pension, "30110": health, "30113": housing}
    economics = [
        ("301", "工资福利支出", add(list(personnel.values())), ""),
        *((code, _NAMES[code], value, "") for code, value in personnel.items()),
        ("302", "商品和服务支出", "", add(list(goods.values()))),
        *((code, _NAMES[code], "", value) for code, value in goods.items()),
    ]
    vehicles, reception = goods["30231"], goods["30217"]
    both = add([vehicles, reception])
    data = {
        "path": unit,
        "department": unit,
        "printed_department": f"{chance.randint(201, 699)}{unit}",
        "year": year,
        "unit": money,
        "categories": [name for code, name, *_ in functions if len(code) == 3],
        "functions": functions,
        "economics": economics,
        "three_public": [
            ("合计", both),
            ("“三公”经费小计", both),
            ("一、因公出国（境）费", ""),
            ("二、公务用车购置及运维费", vehicles),
            ("    其中：公务用车购置费", ""),
            ("          公务用车运行维护费", vehicles),
            ("三、公务接待费", reception),
        ],
    }
    return Disclosure(data, _forms())


_NAMES = {
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30103": "奖金",
    "30108": "机关事业单位基本养老保险缴费",
    "30110": "职工基本医疗保险缴费",
    "30113": "住房公积金",
    "30201": "办公费",
    "30207": "邮电费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "30299": "其他商品和服务支出",
}


def _branch(*levels: tuple[str, str] | str) -> Iterator[tuple[str, str, str, str]]:
    *named, amount = levels
    for code, name in named:
        yield code, name, str(amount), ""


@cache
def _forms() -> Mapping[str, Mapping[str, object]]:
    forms = tomllib.loads((Path(statements.__file__).parent / "forms.toml").read_text(encoding="utf-8"))
    return {name: form for name, form in forms.items() if isinstance(form, dict)}


@cache
def counties() -> list[str]:
    """Counties whose name no other region has."""
    names = [region.name for region in all_regions() if region.is_valid(None)]
    return sorted({name for name in names if name.endswith("县") and len(name) > 2 and names.count(name) == 1})


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description="Write a made-up corpus.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, files(options.number, options.seed))


def write(folder: Path, content: Iterable[tuple[str, bytes]]) -> int:
    """Put files below a folder; the number of bytes."""
    size = 0
    for path, data in content:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        size += len(data)
    return size


if __name__ == "__main__":
    main()
