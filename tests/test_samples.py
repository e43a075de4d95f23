"""The shipped samples: what the script writes is what lies in data/raw, and their figures agree with each other.

The texts are read here by a few lines of their own, so that a fault of the pipeline's readers cannot hide one of the
samples.
"""

import csv
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from pipeline.documents.reading import read

ROOT = Path(__file__).parent.parent
RAW = ROOT / "data" / "raw"

JINGXING_2021 = "井陉县/2021/井陉县行政审批局2021年预算公开说明.txt"
JINGXING_2025 = "井陉县/2025/井陉县数据和政务服务局2025年部门预算公开.txt"
HAIGANG_2025 = "秦皇岛市海港区/2025/秦皇岛市海港区数据和政务服务局2025年部门预算.txt"
YANJIN_2024 = "延津县/2024/延津县政务服务和大数据管理局2024年度部门预算.txt"
ENCODINGS = {JINGXING_2021: "utf-8-sig", JINGXING_2025: "utf-8", HAIGANG_2025: "gb18030", YANJIN_2024: "utf-8"}

# The same disclosures in other formats.
COMPRESSED = [
    JINGXING_2025.replace(".txt", "（Word文档）.docx"),
    YANJIN_2024.replace(".txt", "（PDF文件）.pdf"),
]
COPIES = [*COMPRESSED, HAIGANG_2025.replace(".txt", "（Word97文档）.doc")]
SCAN = JINGXING_2021.replace(".txt", "（扫描件）.pdf")

# Total, basic and project expenditure, personnel and public use, as a person reads them off the published budgets.
HEADLINES = {
    JINGXING_2025: ["7780957.46", "5084965.46", "2695992.00", "4781965.46", "303000.00"],
    HAIGANG_2025: ["2085.50", "1089.50", "996.00", "958.97", "130.53"],
    JINGXING_2021: ["599.41", "434.41", "165", "408.07", "26.34"],
    YANJIN_2024: ["421.29", "163.42", "257.87", "153.59", "9.83"],
}
# Prior-year total, and the changes of the total, of basic and of project expenditure.
CHANGES = {
    JINGXING_2025: ["7598017.00", "182940.46", "241152.46", "-58212.00"],
    HAIGANG_2025: ["2152.17", "-66.67", "115.93", "-182.60"],
    JINGXING_2021: ["475.39", "124.02", "59.02", "65"],
}
FUNCTION_TABLES = ["部门预算收入总表", "部门预算支出总表", "部门预算一般公共预算财政拨款支出表"]
ECONOMIC_TABLE = "部门预算一般公共预算财政拨款基本支出表"
BUDGET_FORM = [JINGXING_2025, HAIGANG_2025]

Rows = list[list[str]]


def text_of(path: str) -> str:
    return (RAW / path).read_bytes().decode(ENCODINGS[path]).replace("\r\n", "\n")


def word_tables(path: str) -> dict[str, Rows]:
    """Rows of cells by the last line above a table. A stray blank line inside a row cuts it in two here."""
    tables: dict[str, Rows] = {}
    title, rows, blanks = "", None, 2
    for line in text_of(path).split("\n"):
        if line.startswith("\t"):
            if rows is None:
                rows = tables.setdefault(title, [])
            if blanks:
                rows.append([])
            rows[-1].append(line[1:].strip("\t "))
            blanks = 0
        elif not line:
            blanks += 1
        elif not blanks:
            rows[-1][-1] += line
        else:
            title = re.sub(r"\[bookmark: .*?]", "", line).strip() or f"{title}#"
            rows = None
    return tables


def ocr_tables(path: str) -> dict[str, Rows]:
    """Rows of cells by the title above a table; a blank line between rows is a page break."""
    tables: dict[str, Rows] = {}
    title = ""
    for line in text_of(path).split("\n"):
        if "\t" in line:
            cells = [re.sub(r"(?<=\d)\. (?=\d)", ".", cell).strip() for cell in line.split("\t")]
            tables.setdefault(title, []).append(cells)
        elif re.search(r"(情况表|汇总表|支出表|目标表)$", line) and not line.startswith("- "):
            title = re.sub(r"^2024 年", "", line)
    return tables


def money(text: str) -> Decimal:
    return Decimal(text) if text else Decimal(0)


def total(texts: list[str]) -> Decimal:
    return sum(map(money, texts), Decimal(0))


def by_code(rows: Rows, columns: slice) -> dict[str, list[Decimal]]:
    """Amounts by the classification code of the second column, '' for the total row."""
    return {row[1]: [money(cell) for cell in row[columns]] for row in rows if row[0].isdigit()}


def narrative(path: str) -> str:
    """The paragraphs without white space, figures without the blank after their point."""
    lines = [line for line in text_of(path).split("\n") if "\t" not in line]
    return re.sub(r"\s", "", "|".join(lines))


def figures_after(path: str, *labels: str) -> list[Decimal]:
    """The amount that follows each label directly, within the narrative."""
    found = []
    for label in labels:
        match = re.search(rf"{label}(-?\d+(?:\.\d+)?)(?:万)?元", narrative(path))
        assert match, f"{path} has no amount after {label}"
        found.append(Decimal(match[1]))
    return found


# ---- the files ---------------------------------------------------------------------------------------------------


def test_data_raw_is_what_the_script_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "samples.make", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    written = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.*")}
    assert written == {*ENCODINGS, *COPIES}
    for path in written:
        shipped, made = (RAW / path).read_bytes(), (tmp_path / path).read_bytes()
        # Compressed files of the same content differ where the library that compresses them does.
        is_same = read(shipped).blocks == read(made).blocks if path in COMPRESSED else shipped == made
        assert is_same, f"run python -m samples.make: {path}"


def test_the_scan_is_shipped() -> None:
    images = pypdfium2.PdfDocument(RAW / SCAN)
    assert len(images) >= 5
    assert not any(page.get_textpage().count_chars() for page in images)


def test_copies_are_small_and_come_after_their_originals() -> None:
    for path in (*COPIES, SCAN):
        assert (RAW / path).stat().st_size < 300_000
        original = path[: path.index("（")] + ".txt"
        assert original in ENCODINGS
        assert original < path


def test_encodings_and_line_ends() -> None:
    content = {path: (RAW / path).read_bytes() for path in ENCODINGS}
    with pytest.raises(UnicodeDecodeError):
        content[HAIGANG_2025].decode("utf-8")
    assert content[HAIGANG_2025].count(b"\r\n") == content[HAIGANG_2025].count(b"\n") > 0
    assert content[JINGXING_2021].startswith(b"\xef\xbb\xbf")
    assert not any(b"\r" in content[path] for path in ENCODINGS if path != HAIGANG_2025)


def test_the_word_dialect_shows_its_habits() -> None:
    text = text_of(HAIGANG_2025)
    title_and_information = "部门预算收支总表\n\t435秦皇岛市海港区数据和政务服务局\n\t预算年度：2025\n\t单位：万元\n\n"
    assert title_and_information + "\t序号\n\t收入\n\t支出\n\n\t\n\t项  目\n" in text
    assert "\t栏次\n\t1\n\t2\n\t3\n\t4\n\n" in text
    assert "\n80\n79\n[bookmark: _Toc_2_2_0000000002]部门预算收入总表\n" in text
    assert "\n3、 [bookmark: _Toc_3_3_0000000012]机关运行经费安排情况\n" in text
    assert "\t各项工作任务完成达标率\n\n\t抽查合格的任务占比\n\n\t100%\n\t会议纪要\n\n\n\t\n" in text
    assert "\t新设企业首套印章由财政付费。" + "\t" * 7 + "\n\n\n" in text


def test_the_ocr_dialect_shows_its_habits() -> None:
    text = text_of(YANJIN_2024)
    tables = text[text.index("\n2024 年部门收支总体情况表") :]
    assert not re.search("[，；：（）“”]", text)
    assert "\n- 一、部门收支总体情况表\n- 二、" in text
    assert re.search(r"\t421\. 29\t", tables)
    assert "\t政府\t预算支出经济分类科目编码\t本\t年一般公共预算基本支出\t\n" in tables
    assert "\t\t十七、金融支出\t\n\n\t\t十九、援助其他地区支出\t\n" in tables
    assert "\n410726240 000000025 607\t政务网络及互联网租 赁费\t36.1\t" in tables


# ---- budget tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", BUDGET_FORM)
def test_functional_rows_sum_up(path: str) -> None:
    tables = word_tables(path)
    for title in FUNCTION_TABLES:
        amounts = by_code(tables[title], slice(3, 6))
        for code, printed in amounts.items():
            digits = {0: 3, 3: 5, 5: 7}.get(len(code))
            if digits is None:
                continue
            children = [row for child, row in amounts.items() if child.startswith(code) and len(child) == digits]
            assert printed == [sum(column) for column in zip(*children, strict=True)], f"{title} {code}"
    expected = [Decimal(text) for text in HEADLINES[path][:3]]
    for title in FUNCTION_TABLES[1:]:
        amounts = by_code(tables[title], slice(3, 6))
        assert amounts[""] == expected
        assert all(whole == basic + project for whole, basic, project in amounts.values())
    income = by_code(tables[FUNCTION_TABLES[0]], slice(3, 6))
    spent = by_code(tables[FUNCTION_TABLES[1]], slice(3, 6))
    assert income == {code: [row[0]] * 3 for code, row in spent.items()}


@pytest.mark.parametrize("path", BUDGET_FORM)
def test_economic_rows_sum_up(path: str) -> None:
    amounts = by_code(word_tables(path)[ECONOMIC_TABLE], slice(3, 6))
    assert amounts[""] == [Decimal(HEADLINES[path][i]) for i in (1, 3, 4)]
    for code, printed in amounts.items():
        digits = {0: 3, 3: 5}.get(len(code))
        assert printed[0] == printed[1] + printed[2]
        if digits:
            children = [row for child, row in amounts.items() if child.startswith(code) and len(child) == digits]
            assert printed == [sum(column) for column in zip(*children, strict=True)]


@pytest.mark.parametrize("path", BUDGET_FORM)
@pytest.mark.parametrize("title", ["部门预算收支总表", "部门预算财政拨款收支总表"])
def test_revenue_equals_expenditure(path: str, title: str) -> None:
    tables = word_tables(path)
    rows = [row[1:] for row in tables[title] if row[0].isdigit()]
    classes = {row[2]: row[4] for row in tables[FUNCTION_TABLES[1]][3:]}
    amounts = {row[2].split("、")[-1]: row[3] for row in rows if "、" in row[2]}
    expected = Decimal(HEADLINES[path][0])
    assert total(list(amounts.values())) == expected
    assert total([row[1] for row in rows[:5]]) == expected
    assert {name for name, amount in amounts.items() if amount} <= classes.keys()
    assert [row[1] for row in rows if row[0] in ("本年收入合计", "收入总计")] == [HEADLINES[path][0]] * 2
    assert [row[3] for row in rows if row[2] in ("本年支出合计", "支出总计")] == [HEADLINES[path][0]] * 2
    assert all(row[3] == row[4] for row in rows if len(row) > 4)


@pytest.mark.parametrize("path", BUDGET_FORM)
def test_three_public_and_empty_funds(path: str) -> None:
    tables = word_tables(path)
    amounts = {row[1]: money(row[2]) for row in tables["部门预算财政拨款“三公”经费支出表"] if row[0].isdigit()}
    parts = {label[0]: amount for label, amount in amounts.items() if label[1] == "、"}
    assert amounts["合计"] == sum(parts.values())
    assert amounts["“三公”经费小计"] == parts["一"] + parts["二"] + parts["三"]
    assert parts["二"] == amounts["其中：公务用车购置费"] + amounts["公务用车运行维护费"]
    for fund in ("政府性基金预算", "国有资本经营预算"):
        assert not any(tables[f"部门预算{fund}财政拨款支出表"][-1])
        assert f"注：本年没有{fund}财政拨款，空表列示。" in text_of(path)


# ---- projects, procurement, assets -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "region", "count"),
    [(JINGXING_2025, "130121", 6), (HAIGANG_2025, "130302", 6), (JINGXING_2021, "130121", 8)],
)
def test_projects_sum_to_project_expenditure(path: str, region: str, count: int) -> None:
    sheets = {title: rows for title, rows in word_tables(path).items() if title.endswith("绩效目标表")}
    budgets = []
    for title, rows in sheets.items():
        code = next(row for row in rows if row[0] == "项目编码")
        assert code[1].startswith(region)
        assert code[3] in title
        amounts = next(row for row in rows if row[0] == "预算规模及资金用途")
        assert money(amounts[2]) == money(amounts[4]) + money(amounts[6])
        plan = rows[next(i for i, row in enumerate(rows) if row[0] == "资金支出计划（%）") + 1][1:]
        months = [Decimal(share.rstrip("%")) for share in plan if share]
        assert months == sorted(months)
        assert not months or months[-1] in (Decimal(100), money(amounts[2]))
        budgets.append(amounts[2])
    assert len(budgets) == count
    assert total(budgets) == Decimal(HEADLINES[path][2])


def test_indicator_rows_are_whole_once_joined() -> None:
    for path in (JINGXING_2021, JINGXING_2025, HAIGANG_2025):
        grids = [rows for title, rows in word_tables(path).items() if title.endswith("#")]
        assert all(sum(map(len, rows)) % 6 == 0 for rows in grids)
    pieces = [row for title, rows in word_tables(HAIGANG_2025).items() if title.endswith("#") for row in rows]
    assert sum(len(row) < 6 for row in pieces) >= 11


def test_procurement_and_assets_add_up() -> None:
    rows = word_tables(HAIGANG_2025)["部门政府采购预算"][3:]
    items = [row for row in rows if row[3]]
    assert [row[7] for row in rows if not row[3]] == ["776.61", "776.61"]
    assert total([row[7] for row in items]) == Decimal("776.61")
    assert all(money(row[4 + 1]) * money(row[6]) == money(row[7]) == money(row[8]) for row in items)
    assets = {
        JINGXING_2025: ("部门固定资产占用情况表", "1907186.00"),
        HAIGANG_2025: ("部门固定资产占用情况表", "198.48"),
        JINGXING_2021: (next(t for t in word_tables(JINGXING_2021) if "固定资产金额" in t), "88.40"),
    }
    for path, (title, expected) in assets.items():
        values = {row[0]: re.sub(r"[^\d.]", "", row[2]) for row in word_tables(path)[title] if len(row) == 3}
        assert money(values["资产总额"]) == Decimal(expected)
        assert total([value for label, value in values.items() if label[:1].isdigit()]) == Decimal(expected)
        assert Decimal(expected) in figures_after(path, "年末固定资产金额(?:合计)?")


# ---- narrative ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CHANGES)
def test_narrative_repeats_the_tables(path: str) -> None:
    whole, basic, project, personnel, public = map(Decimal, HEADLINES[path])
    assert figures_after(path, "收入预算", "支出预算", "收支预算", "按来源列示为：一般公共预算收入") == [whole] * 4
    assert figures_after(path, "基本支出", "项目支出", "由人员经费", "和公用经费") == [
        basic,
        project,
        personnel,
        public,
    ]
    assert figures_after(path, "机关运行经费预算") == [public]
    assert whole == basic + project
    assert basic == personnel + public
    prior, *changes = map(Decimal, CHANGES[path])
    signed = re.findall(r"(?:预算|其中基本支出|项目支出)(增加|减少)([\d.]+)", narrative(path))
    assert [Decimal(amount) * (-1 if word == "减少" else 1) for word, amount in signed] == changes
    assert whole - changes[0] == prior
    assert changes[0] == changes[1] + changes[2]


def test_narrative_lists_the_projects() -> None:
    for path in (JINGXING_2021, JINGXING_2025):
        listed = re.search(r"共[六八]项：(.*?)。", narrative(path))
        assert listed
        amounts = re.findall(r"([\d.]+)万?元(?:；|$)", listed[1])
        assert total(amounts) == Decimal(HEADLINES[path][2])


def test_one_department_two_names() -> None:
    earlier, later = word_tables(JINGXING_2021), word_tables(JINGXING_2025)
    assert earlier["1.行政审批技术服务评估费绩效目标表"][0][0].startswith("431001井陉县行政审批局")
    assert later["部门预算收支总表"][0] == ["431井陉县数据和政务服务局", "预算年度：2025", "单位：元"]


# ---- the form with both economic classifications -----------------------------------------------------------------


def test_wide_form_sums_up() -> None:
    tables = ocr_tables(YANJIN_2024)
    whole, basic, project, personnel, public = map(Decimal, HEADLINES[YANJIN_2024])
    for title in ("部门支出总体情况表", "一般公共预算支出情况表"):
        rows = [[money(cell) for cell in row[5:]] for row in tables[title] if re.match(r"\d{3}$", row[0])]
        printed = [[money(cell) for cell in row[5:]] for row in tables[title] if row[4].startswith(("合计", "延津县"))]
        assert [sum(column) for column in zip(*rows, strict=True)] == printed[0] == printed[1]
        assert printed[0] == [whole, basic, personnel, 0, public, 0, project, project, 0]
    economic = [row for row in tables["一般公共预算基本支出情况表"] if re.match(r"(合计|\d{5})$", row[0])]
    sums = [total([row[i] for row in economic[1:]]) for i in (4, 5, 6)]
    assert sums == [money(cell) for cell in economic[0][4:]] == [basic, personnel, public]
    summary = tables["支出经济分类汇总表"]
    assert total([row[6] for row in summary if re.match(r"\d{2}$", row[1])]) == money(summary[2][6]) == whole
    fiscal = tables["财政拨款收支总体情况表"]
    assert total([row[3] for row in fiscal if row[2].startswith("(")]) == whole
    assert [row[1] for row in tables["部门收支总体情况表"] if row[0].endswith(("合计", "总计"))] == [str(whole)] * 2


def test_wide_form_projects_sum_up() -> None:
    tables = ocr_tables(YANJIN_2024)
    listed = {row[1]: row[3] for row in tables["项目支出表"] if row[0] == "其他运转类"}
    detailed = {
        row[1].replace(" ", ""): row
        for row in tables["部门预算项目绩效目标汇总表"]
        if row[0].startswith("410726240 000000")
    }
    assert len(listed) == 7
    assert total(list(listed.values())) == Decimal(HEADLINES[YANJIN_2024][2])
    assert {name: f"{Decimal(amount):.1f}" for name, amount in listed.items()} == {
        name: row[2] for name, row in detailed.items()
    }
    assert total([row[2] for row in detailed.values()]) == Decimal("257.9")


def test_wide_form_narrative_and_shares() -> None:
    whole, basic, project, personnel, public = map(Decimal, HEADLINES[YANJIN_2024])
    text = narrative(YANJIN_2024)
    assert figures_after(YANJIN_2024, "收入总计", "支出总计", "收入合计", "支出合计") == [whole] * 4
    assert figures_after(YANJIN_2024, "基本支出", "项目支出", "人员经费", "公用经费") == [
        basic,
        project,
        personnel,
        public,
    ]
    for amount, share in re.findall(r"支出([\d.]+)万元,占([\d.]+)%", text):
        assert round(Decimal(amount) / whole * 100, 2) == Decimal(share)
    change = Decimal("4.28")
    assert figures_after(YANJIN_2024, "收入增加", "支出增加") == [change] * 2
    assert whole - change == Decimal("417.01")
    assert round(change / (whole - change) * 100, 2) == Decimal("1.03")


# ---- against the transcription of the published documents --------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "document"),
    [(JINGXING_2025, "jingxing-2025"), (HAIGANG_2025, "haigang-2025"), (YANJIN_2024, "yanjin-2024")],
)
def test_budget_tables_keep_the_published_figures(path: str, document: str) -> None:
    with (ROOT / "tests" / "golden" / f"{document}-line-items.csv").open(encoding="utf-8", newline="") as file:
        factor = 1 if document == "jingxing-2025" else 10000
        golden = [(int(row["table_no"]), Decimal(row["amount_yuan"]) / factor) for row in csv.DictReader(file)]
    if path == YANJIN_2024:
        golden.append((2, Decimal("421.29")))  # illegible in the published export, printed in the sample
    tables = list((ocr_tables if path == YANJIN_2024 else word_tables)(path).values())[:9]
    for number, rows in enumerate(tables, start=1):
        amounts = Counter(Decimal(cell) for row in rows for cell in row if re.fullmatch(r"\d+\.\d{2}", cell))
        assert amounts == Counter(amount for table, amount in golden if table == number), f"table {number}"
