"""Office files that are one XML file, and web archives."""

import base64

import pytest

from pipeline.documents.model import UnreadableError
from pipeline.documents.reading import read
from tests.documents.contents import shown
from tests.documents.docx_making import CONTINUE, RESTART, p, tbl, tc, tr

_S = "urn:schemas-microsoft-com:office:spreadsheet"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"


def workbook(*worksheets: str) -> bytes:
    styles = (
        '<Styles><Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style>'
        '<Style ss:ID="w"><NumberFormat ss:Format="0!.00,"/></Style>'
        '<Style ss:ID="i"><Alignment ss:Horizontal="Left" ss:Indent="1"/></Style></Styles>'
    )
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{_S}" xmlns:ss="{_S}" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{styles}{"".join(worksheets)}</Workbook>'
    ).encode()


def cell(text: str, **attributes: str) -> str:
    kind = "Number" if text.replace(".", "").isdigit() else "String"
    given = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{given}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_a_workbook_shows_its_visible_rows_columns_and_formats() -> None:
    lines = (
        ("", cell("收支总表", MergeAcross="3")),
        ('ss:Index="3"', cell("科目") + cell("预算") + cell("草稿") + cell("万元")),
        (
            "",
            cell("基本支出", StyleID="i") + cell("1234567.5", StyleID="m") + cell("1234567.5", Index="4", StyleID="w"),
        ),
        ('ss:Hidden="1"', cell("不显示") + cell("1")),
        ("", cell("项目支出") + cell("2.25")),
    )
    rows = "".join(f"<Row {given}>{cells}</Row>" for given, cells in lines)
    table = f'<Table><Column/><Column ss:Index="3" ss:Hidden="1"/>{rows}</Table>'
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    document = read(
        workbook(
            f'<Worksheet ss:Name="Sheet1">{table}</Worksheet>',
            f'<Worksheet ss:Name="Sheet2">{table}{hidden}</Worksheet>',
        )
    )
    assert document.reader == "excel_xml"
    assert shown(document) == [
        "收支总表",
        [["科目", "预算", "万元"], ["  基本支出", "1,234,567.50", "12.35"], ["项目支出", "2.25", ""]],
    ]


def test_a_damaged_workbook_has_a_reason() -> None:
    with pytest.raises(UnreadableError, match="in place of a number"):
        read(workbook('<Worksheet><Table><Row ss:Index="x"/></Table></Worksheet>'))


def test_a_flat_package_is_a_word_document() -> None:
    body = f'<w:document xmlns:w="{_W}"><w:body>{p("甲")}{tbl(tr(tc("a"), tc("1")), tr(tc("b"), tc("2")))}</w:body>'
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    data = (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}"><pkg:part pkg:name="/word/document.xml">'
        f"<pkg:xmlData>{body}</w:document></pkg:xmlData></pkg:part></pkg:package>"
    )
    assert shown(read(data.encode())) == ["甲", [["a", "1"], ["b", "2"]]]


def test_a_document_of_word_2003_keeps_its_merged_cells() -> None:
    merged = tbl(tr(tc("a", RESTART), tc("1")), tr(tc("", CONTINUE), tc("2"))).replace("vMerge", "vmerge")
    data = (
        f'<?xml version="1.0"?><w:wordDocument xmlns:w="{_W_2003}" '
        f'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect>{p("甲")}{merged}</wx:sect>'
        "</w:body></w:wordDocument>"
    )
    document = read(data.encode())
    assert shown(document) == ["甲", [["a", "1"], ["2"]]]
    assert next(document.tables).grid[2, 1].text == "a"


@pytest.mark.parametrize("said", ["gb2312", ""])
def test_the_pages_of_a_web_archive_are_read_in_order(said: str) -> None:
    def part(page: str) -> str:
        charset = f'; charset="{said}"' if said else ""
        meta = "" if said else '<meta charset="gbk">'
        encoded = base64.encodebytes(f"<html>{meta}<body>{page}</body></html>".encode("gb18030")).decode()
        return f"--x\r\nContent-Type: text/html{charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n"

    first = part("<p>收支总表</p><table><tr><td>基本支出<td>1.50<tr><td>项目支出<td>2.50</table>")
    data = f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n{first}{part("<p>完")}--x--'
    document = read(data.encode())
    assert document.reader == "mhtml"
    assert shown(document) == ["收支总表", [["基本支出", "1.50"], ["项目支出", "2.50"]], "完"]


def test_a_web_archive_without_a_page_has_a_reason() -> None:
    with pytest.raises(UnreadableError, match="without a page"):
        read(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")
