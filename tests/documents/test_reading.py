from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.documents import arranging
from pipeline.documents.model import UnreadableError, UnsupportedError
from pipeline.documents.reading import READER_VERSIONS, document_id, read
from pipeline.documents.text import plain_text

WORD = "收入总表\n" + "\t项目\n\t预算数\n\n\t工资\n\t12.50\n\n\n说明\n"
OCR = "收入总表\n\n项目\t预算数\n工资\t12. 50\n\n合计\t12. 50\n"
PLAIN = "收入总表\n项目\t预算数\n工资\t12.50\n说明\n"


@pytest.mark.parametrize(("text", "reader"), [(WORD, "word_text"), (OCR, "ocr_text"), (PLAIN, "plain_text")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_dialect_is_found_whatever_the_encoding_and_line_end(
    text: str, reader: str, encoding: str, line_end: str
) -> None:
    document = read(text.replace("\n", line_end).encode(encoding))
    assert document.reader == reader
    assert document.reader_version == READER_VERSIONS[reader]
    (table,) = document.tables
    assert [[cell.text.replace(" ", "") for cell in row] for row in table.rows][:2] == [
        ["项目", "预算数"],
        ["工资", "12.50"],
    ]
    assert next(iter(document.paragraphs)).text == "收入总表"


def test_a_change_to_the_tables_of_all_formats_changes_every_readers_version() -> None:
    """What an older arranging of tables left in the lake is read again, whichever reader it came through."""
    readers = {name: version for name, version in READER_VERSIONS.items() if name not in {"containers", "recognition"}}
    assert {"pdf", "docx", "plain_text"} < set(readers)
    assert {version.rsplit(".", 1)[1] for version in readers.values()} == {arranging.VERSION}
    assert read(PLAIN.encode()).reader_version == f"{plain_text.VERSION}.{arranging.VERSION}"


def test_a_document_is_known_by_its_bytes() -> None:
    data = PLAIN.encode()
    document = read(data)
    assert document.sha256 == sha256(data).hexdigest()
    assert document.document_id == document.sha256[:16] == document_id(data)
    assert document.size_bytes == len(data)
    assert document.media_type == "text/plain"


def test_a_kind_without_a_reader_is_named() -> None:
    with pytest.raises(UnsupportedError, match=r"RAR archive \(\.rar\): not supported yet"):
        read(b"Rar!\x1a\x07...")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\n".encode(), bytes(1000)])
def test_a_file_with_nothing_to_read_has_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert not isinstance(caught.value, UnsupportedError)
    assert str(caught.value)


@pytest.mark.parametrize(
    ("name", "reader", "tables"),
    [
        ("jingxing-2021", "word_text", None),
        ("jingxing-2025", "word_text", None),
        ("haigang-2025", "word_text", None),
        ("yanjin-2024", "ocr_text", 12),
    ],
)
def test_the_real_exports(exports: Path, name: str, reader: str, tables: int | None) -> None:
    document = read((exports / f"{name}.txt").read_bytes())
    assert document.reader == reader
    assert tables is None or len(list(document.tables)) == tables


@pytest.mark.parametrize("name", ["jingxing-2021", "jingxing-2025", "haigang-2025", "yanjin-2024"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_the_real_exports_read_the_same_in_another_encoding(exports: Path, name: str, encoding: str) -> None:
    data = (exports / f"{name}.txt").read_bytes()
    other = data.decode().replace("\n", "\r\n").encode(encoding)
    assert read(other).content == read(data).content
