"""Workbooks: what their visible sheets show, as titles, tables and notes."""

import io
import zipfile

import pytest
import xlwt

from pipeline.documents.model import Paragraph, UnreadableError, UnsupportedError
from pipeline.documents.reading import read

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="#,##0.00_ "/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="0"><alignment horizontal="left" indent="2"/></xf>'
    '<xf numFmtId="10"/></cellXfs>'
)


def xlsx(*sheets: tuple[str, str], strings: str = "", states: tuple[str, ...] = ()) -> bytes:
    """A workbook of (name, XML inside the worksheet)."""
    entries, relations, parts = "", "", {}
    for number, (name, inside) in enumerate(sheets, start=1):
        state = f' state="{states[number - 1]}"' if states else ""
        entries += f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations += f'<Relationship Id="rId{number}" Type="{_R}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = f'{_HEAD}<worksheet xmlns="{_S}">{inside}</worksheet>'
    parts["xl/workbook.xml"] = f'{_HEAD}<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{entries}</sheets></workbook>'
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.xml.rels"] = f'{_HEAD}<Relationships xmlns="{package}">{relations}</Relationships>'
    parts["xl/sharedStrings.xml"] = f'{_HEAD}<sst xmlns="{_S}">{strings}</sst>'
    parts["xl/styles.xml"] = f'{_HEAD}<styleSheet xmlns="{_S}">{STYLES}</styleSheet>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    return file.getvalue()


def rows(*lines: str, merges: str = "", columns: str = "") -> str:
    """A worksheet of rows of cells split by '|': texts, or numbers after '=' with an optional style ('=12.5@1')."""
    data = ""
    for number, line in enumerate(lines, start=1):
        data += f'<row r="{number}">'
        for letter, cell in zip("ABCDEFGH", line.split("|"), strict=False):
            place = f'r="{letter}{number}"'
            if cell.startswith("="):
                value, _, style = cell[1:].partition("@")
                data += f'<c {place} s="{style or 0}"><f>A1</f><v>{value}</v></c>'
            elif cell:
                data += f'<c {place} t="inlineStr"><is><t>{cell}</t></is></c>'
        data += "</row>"
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges.split())
    return f"<cols>{columns}</cols><sheetData>{data}</sheetData><mergeCells>{merged}</mergeCells>"


def shown(data: bytes) -> list[object]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in read(data).blocks
    ]


def test_titles_table_and_notes_of_a_sheet() -> None:
    sheet = rows(
        "部门收支总表",
        "编制单位：某局||单位：万元",
        "项目|预算数|备注",
        "工资|=1234.5@1|",
        "",
        "合计|=1234.5@1",
        "注：本表含上年结转。",
        merges="A1:C1 A7:C7",
    )
    assert shown(xlsx(("Sheet1", sheet))) == [
        "部门收支总表",
        [
            ["编制单位：某局", "", "单位：万元"],
            ["项目", "预算数", "备注"],
            ["工资", "1,234.50", ""],
            ["", "", ""],
            ["合计", "1,234.50", ""],
        ],
        "注：本表含上年结转。",
    ]


def test_merged_cells_are_spans() -> None:
    sheet = rows("项目|收入||", "|预算数|决算数", "工资|=1|=2", merges="A1:A2 B1:C1")
    (table,) = read(xlsx(("Sheet1", sheet))).tables
    spans = {cell.text: (cell.row_span, cell.col_span) for cell in table.cells}
    assert (spans["项目"], spans["收入"], spans["决算数"]) == ((2, 1), (1, 2), (1, 1))


def test_a_title_merged_far_beyond_the_table_does_not_widen_it() -> None:
    (table,) = read(xlsx(("Sheet1", rows("标题表", "甲|乙", "=1|=2", merges="A1:XFD1")))).tables
    assert table.n_cols == 2


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    hidden = '<col min="2" max="2" hidden="1"/>'
    sheet = rows("甲|藏|乙|丙", "=1|=9|=2|=3", "=4|=9|=5|=6", columns=hidden, merges="A1:B1")
    sheet = sheet.replace('<row r="2">', '<row r="2" hidden="1">')
    sheets = [("Sheet1", sheet), ("二", rows("不|见")), ("三", rows("也不|见"))]
    data = xlsx(*sheets, states=("visible", "hidden", "veryHidden"))
    assert shown(data) == [[["甲", "乙", "丙"], ["4", "5", "6"]]]
    (table,) = read(data).tables
    assert all(cell.col_span == 1 for cell in table.cells)


def test_a_row_and_a_column_that_are_drawn_to_nothing_are_hidden() -> None:
    sheet = rows("甲|藏|乙", "=1|=9|=2", "=4|=9|=5", columns='<col min="2" max="2" width="0" customWidth="1"/>')
    sheet = sheet.replace('<row r="2">', '<row r="2" ht="0" customHeight="1">')
    assert shown(xlsx(("Sheet1", sheet))) == [[["甲", "乙"], ["4", "5"]]]


def test_the_name_of_a_sheet_stands_for_a_missing_title() -> None:
    assert shown(xlsx(("支出总表", rows("甲|乙", "=1|=2"))))[0] == "支出总表"
    assert shown(xlsx(("Sheet1", rows("甲|乙", "=1|=2"))))[0] == [["甲", "乙"], ["1", "2"]]


def test_the_name_of_a_sheet_is_kept_where_its_titles_do_not_say_it() -> None:
    titled = rows("2025年收支总表", "甲|乙", "=1|=2")
    assert shown(xlsx(("某县财政局1", titled)))[:2] == ["某县财政局1", "2025年收支总表"]
    assert shown(xlsx(("表1 收支总表", titled), ("1", titled)))[0::2] == ["2025年收支总表", "2025年收支总表"]


def test_two_tables_on_a_sheet() -> None:
    sheet = rows("表一", "甲|乙", "=1|=2", "", "表二", "丙|丁", "=3|=4")
    assert shown(xlsx(("Sheet1", sheet))) == ["表一", [["甲", "乙"], ["1", "2"]], "表二", [["丙", "丁"], ["3", "4"]]]


def test_a_title_begins_a_table_without_a_blank_line() -> None:
    sheet = rows("支出表", "甲|乙", "=1|=2", "三公经费表", "丙|丁", "=3|=4")
    assert shown(xlsx(("Sheet1", sheet))) == [
        "支出表",
        [["甲", "乙"], ["1", "2"]],
        "三公经费表",
        [["丙", "丁"], ["3", "4"]],
    ]


@pytest.mark.parametrize("title", ["支出总表（按功能分类）", "支出总表--人员经费", "附表3"])
def test_a_title_that_says_more_behind_its_end_begins_a_table_too(title: str) -> None:
    sheet = rows("收入总表", "甲|乙", "=1|=2", title, "丙|丁", "=3|=4")
    assert shown(xlsx(("Sheet1", sheet))) == [
        "收入总表",
        [["甲", "乙"], ["1", "2"]],
        title,
        [["丙", "丁"], ["3", "4"]],
    ]


def test_tables_side_by_side_under_titles_of_their_own() -> None:
    sheet = rows("支出表|||三公经费表", "甲|乙||丙|丁", "=1|=2||=3|=4")
    assert shown(xlsx(("Sheet1", sheet))) == [
        "支出表",
        [["甲", "乙"], ["1", "2"]],
        "三公经费表",
        [["丙", "丁"], ["3", "4"]],
    ]
    one_title = rows("收支总表", "甲|乙||丙|丁", "=1|=2||=3|=4")
    assert shown(xlsx(("Sheet1", one_title))) == ["收支总表", [["甲", "乙", "丙", "丁"], ["1", "2", "3", "4"]]]


def test_a_formula_without_its_result_is_seen() -> None:
    sheet = rows("甲|乙", "=1.25|=2").replace("<f>A1</f><v>2</v>", "<f>SUM(A2:A9)</f><v></v>")
    data = xlsx(("表一", sheet))
    assert shown(data) == ["表一", [["甲", "乙"], ["1.25", "=SUM(A2:A9)"]]]
    unread = read(data).content.unread
    assert [note.reason.partition(";")[0] for note in unread] == [
        "1 cells of the sheet 表一 hold formulas whose results are not stored"
    ]


def test_shared_strings_indentation_and_kinds_of_values() -> None:
    strings = "<si><t>基本</t></si><si><r><t>项</t></r><r><t>目</t></r><rPh><t>xm</t></rPh></si>"
    cells = (
        '<c r="A1" t="s" s="2"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="e"><v>#REF!</v></c><c r="E1" t="str"><v>合计</v></c><c r="F1" s="3"><v>0.25</v></c>'
        '<c r="G1" t="s"><v>99</v></c><c r="H1"><f>SUM(A1)</f></c>'
    )
    data = xlsx(("Sheet1", f'<sheetData><row r="1">{cells}</row></sheetData>'), strings=strings)
    assert shown(data) == [[["    基本", "项目", "TRUE", "#REF!", "合计", "25.00%", "=SUM(A1)"]]]


def test_a_sheet_of_prose_is_paragraphs() -> None:
    assert shown(xlsx(("封面", rows("某局2025年部门预算", "", "目录")))) == ["某局2025年部门预算", "目录"]


def test_an_xls_workbook() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    sheet.write_merge(0, 0, 0, 2, "部门收入总表")
    sheet.write_merge(1, 2, 0, 0, "科目")
    sheet.write_merge(1, 1, 1, 2, "收入")
    sheet.write(2, 1, "预算数")
    sheet.write(2, 2, "比例")
    sheet.write(3, 0, "工资", xlwt.easyxf("align: indent 1, horiz left"))
    sheet.write(3, 1, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(3, 2, 0.5, xlwt.easyxf(num_format_str="0%"))
    sheet.write(4, 0, "藏")
    sheet.row(4).hidden = True
    book.add_sheet("藏").write(0, 0, "不见")
    book.get_sheet(1).visibility = 1
    file = io.BytesIO()
    book.save(file)
    document = read(file.getvalue())
    assert document.reader == "xls"
    assert shown(file.getvalue()) == [
        "部门收入总表",
        [["科目", "收入"], ["预算数", "比例"], ["  工资", "1,234.50", "50%"]],
    ]
    (table,) = document.tables
    assert [(cell.row_span, cell.col_span) for cell in table.rows[0]] == [(2, 1), (1, 2)]


def test_page_headers_stand_before_their_sheets() -> None:
    title, unit = '&C&"宋体,加粗"&16部门收支总表', "&amp;R单位：万元"
    heads = f"<headerFooter><oddHeader>{title.replace('&', '&amp;')}{unit}</oddHeader></headerFooter>"
    pages = "<headerFooter><oddHeader>&amp;L第 &amp;P 页&amp;R&amp;D</oddHeader></headerFooter>"
    body = rows("项目|预算数", "工资|=12@1")
    table = [["项目", "预算数"], ["工资", "12.00"]]
    assert shown(xlsx(("Sheet1", body + heads), ("Sheet2", body + pages))) == [
        "部门收支总表",
        "单位：万元",
        table,
        table,
    ]

    book = xlwt.Workbook()
    for name, head in (("Sheet1", f"{title}&R单位：万元"), ("Sheet2", "&L&A&R&P/&N")):
        sheet = book.add_sheet(name)
        # The library's own way of setting it takes no text.
        sheet._Worksheet__header_str = head
        sheet.write(0, 0, "项目")
        sheet.write(0, 1, "预算数")
    file = io.BytesIO()
    book.save(file)
    assert shown(file.getvalue()) == [
        "部门收支总表",
        "单位：万元",
        [["项目", "预算数"]],
        "Sheet2",
        [["项目", "预算数"]],
    ]


@pytest.mark.parametrize("cut", [600, 2000, 4000])
def test_a_truncated_xls_has_a_reason(cut: int) -> None:
    book = xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, "乙")
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(UnreadableError):
        read(file.getvalue()[:cut])


def without(data: bytes, name: str, content: bytes | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return file.getvalue()


def test_hostile_workbooks_have_a_reason() -> None:
    data = xlsx(("Sheet1", rows("甲|乙")))
    sheet = "xl/worksheets/sheet1.xml"
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "1">]><worksheet xmlns="{_S}"/>'
    with pytest.raises(UnreadableError, match="document type"):
        read(without(data, sheet, bomb.encode()))
    with pytest.raises(UnreadableError, match="not well-formed"):
        read(without(data, sheet, b"<worksheet"))
    with pytest.raises(UnreadableError, match="in place of a number"):
        read(xlsx(("Sheet1", '<sheetData><row r="x"/></sheetData>')))
    with pytest.raises(UnsupportedError, match="xlsb"):
        read(without(without(data, "xl/workbook.xml"), "xl/workbook.bin", b"x"))


def test_a_far_cell_and_absurd_merges_cost_nothing() -> None:
    far = '<c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c>'
    near = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    assert shown(xlsx(("Sheet1", f'<sheetData>{near}<row r="1048576">{far}</row></sheetData>'))) == [[["1", "2"]], "远"]
    (table,) = read(xlsx(("Sheet1", rows("甲|乙", "=1|=2", merges="A1:A1048576 B1:XFD1048576")))).tables
    assert (table.n_rows, table.n_cols) == (2, 2)


def test_a_sheet_with_more_cells_than_any_disclosure_has_a_reason() -> None:
    wide = "".join(
        f'<row r="{row}"><c r="{column}{row}"><v>1</v></c><c r="A{row}"><v>1</v></c></row>'
        for row, column in ((n, f"{chr(65 + n % 26)}{chr(65 + n // 26 % 26)}") for n in range(1, 30000, 15))
    )
    with pytest.raises(UnreadableError, match="more cells"):
        read(xlsx(("Sheet1", f"<sheetData>{wide}</sheetData>")))
