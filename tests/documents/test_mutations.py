"""Files that were damaged by chance: each reader makes a document of them or says in its own words why it cannot."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.documents.model import Document, UnreadableError, UnsupportedError
from pipeline.documents.reading import read
from samples import pdf, web_page, word_doc, word_docx, word_rtf, word_text, workbook
from samples.blocks import Block, Cell, Paragraph, Table


def _text(blocks: Iterable[Block]) -> bytes:
    return word_text.write(blocks).encode()


WRITERS: Mapping[str, Callable[[Iterable[Block]], bytes]] = {
    "doc": word_doc.write,
    "docx": word_docx.write,
    "html": web_page.write,
    "pdf": pdf.write,
    "rtf": word_rtf.write,
    "text": _text,
    "xlsx": workbook.write,
}
ROWS = (
    (Cell("科目编码"), Cell("科目名称"), Cell("金额", cols=2)),
    (Cell("2010301"), Cell("行政运行", rows=2), Cell("120.00"), Cell("3.50")),
    (Cell("2010302"), Cell("8.00"), Cell("1.00")),
)
# Where a change happens, as a share of the file, so that it shrinks alike for files of any size.
PLACE = st.floats(0, 1, exclude_max=True)
CHANGE = st.one_of(
    st.tuples(st.just("put"), PLACE, st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("cut"), PLACE, st.integers(1, 400)),
    st.tuples(st.just("repeat"), PLACE, st.integers(1, 400)),
    st.tuples(st.just("end"), PLACE, st.none()),
)


@cache
def whole(name: str) -> bytes:
    return WRITERS[name](
        [Paragraph("某县某局2025年部门预算支出总表"), Paragraph("单位：万元"), Table(ROWS, header_rows=1)]
    )


def changed(data: bytes, change: tuple[str, float, Any]) -> bytes:
    """The file with some bytes written over, taken out or printed twice, or with its end cut off."""
    how, place, what = change
    at = int(len(data) * place)
    if how == "put":
        return data[:at] + what + data[at + len(what) :]
    if how == "cut":
        return data[:at] + data[at + what :]
    if how == "repeat":
        return data[: at + what] + data[at:]
    return data[:at]


@pytest.mark.parametrize("name", WRITERS)
def test_the_whole_file_is_read(name: str) -> None:
    assert any("2010301" in cell.text for table in read(whole(name)).tables for cell in table.cells)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=120)
@example(changes=[("repeat", 0.0, 323), ("cut", 0.421875, 51)])  # a page to be recognised that cannot be displayed
@given(changes=st.lists(CHANGE, min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused(name: str, changes: list[tuple[str, float, Any]]) -> None:
    data = whole(name)
    for change in changes:
        data = changed(data, change)
    # Any other exception is a fault of the reader, and fails the test.
    with suppress(UnreadableError, UnsupportedError):
        assert isinstance(read(data), Document)
