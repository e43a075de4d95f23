"""Tables from codes to Unicode, and the sets of characters that predefined encodings name."""

from io import BytesIO

import pytest
from pdfminer.cmapdb import CMapParser, FileUnicodeMap

from pipeline.documents.pdf.fonts import unicode_table

TABLE = b"""/CIDInit /ProcSet findresource begin begincmap /CMapName /x def
1 begincodespacerange <0000> <FFFF> endcodespacerange
3 beginbfchar
<0003> <0020> <0004><4E00>
<0005> <00660069>
endbfchar
2 beginbfrange <0013> <0015> <0030>
<0100> <0100> <FF08> endbfrange
1 beginbfchar <0003> <00A0> endbfchar
endcmap end"""


def read_by_pdfminer(source: bytes) -> FileUnicodeMap:
    table = FileUnicodeMap()
    CMapParser(table, BytesIO(source)).run()
    return table


def test_characters_and_ranges() -> None:
    table = unicode_table(TABLE)
    assert table is not None
    assert table.cid2unichr == {3: " ", 4: "一", 5: "fi", 0x13: "0", 0x14: "1", 0x15: "2", 0x100: "（"}
    assert table.cid2unichr == read_by_pdfminer(TABLE).cid2unichr


@pytest.mark.parametrize(
    "entries",
    [
        b"1 beginbfrange <0001> <0002> [<0041> <0042>] endbfrange",
        b"1 beginbfrange <0001> <0002> <D840DC00> endbfrange",
        b"1 beginbfrange <0001> <FFFF> <0041> endbfrange",
        b"1 beginbfrange <01> <0002> <0041> endbfrange",
        b"1 beginbfchar <0001> /A endbfchar",
        b"1 beginbfchar <001> <0041> endbfchar",
        b"1 begincidchar <0001> 1 endcidchar",
        b"/Identity-H usecmap",
    ],
)
def test_other_tables_are_left_to_pdfminer(entries: bytes) -> None:
    assert unicode_table(b"begincmap " + entries + b" endcmap") is None
