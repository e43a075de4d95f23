"""One disclosure in several formats has the same facts, ids and places apart."""

from collections.abc import Callable
from functools import cache

import polars as pl
import pytest

from pipeline.documents.reading import read
from pipeline.facts.disclosure.disclosures import Claim, resolve
from pipeline.facts.disclosure.identity import identify
from pipeline.warehouse.derive import derive, figures_digest
from samples import make, pdf, web_page, word_doc, word_docx, word_rtf, word_text, workbook
from samples.blocks import Block
from samples.figures import Disclosure, load

Writer = Callable[[list[Block]], bytes]

PLACES = {"table_no", "row_no", "col_no", "parent_row_no", "paragraph_no", "page", "x0", "top", "x1", "bottom"}
FACTS = ("line_item", "kpi", "project", "narrative", "project_schedule", "procurement", "asset", "institution", "task")
DISCLOSURES = {disclosure.data["path"]: disclosure for disclosure in load()}
# The wide form was published through recognition; its text dialect is not that of the other formats.
AS_TEXT = [path for path, disclosure in DISCLOSURES.items() if disclosure.data["dialect"] == "word"]


def text(blocks: list[Block]) -> bytes:
    return word_text.write(blocks).encode()


@cache
def facts(path: str, write: Writer) -> dict[str, pl.DataFrame]:
    disclosure: Disclosure = DISCLOSURES[path]
    return facts_of(write(list(make.blocks(disclosure))), path)


def facts_of(data: bytes, path: str) -> dict[str, pl.DataFrame]:
    document = read(data)
    claim = Claim(document.document_id, path, "2025-01-01", identify(document, path), figures_digest(document))
    frames = derive([document], resolve([claim]).disclosures[0])
    return {
        name: frame.drop([column for column in frame.columns if column in PLACES or column.endswith("_id")])
        for name, frame in frames.items()
    }


FORMATS = {"docx": word_docx, "doc": word_doc, "rtf": word_rtf, "pdf": pdf, "html": web_page, "xlsx": workbook}


@pytest.mark.parametrize("path", AS_TEXT)
@pytest.mark.parametrize("name", FORMATS)
def test_the_facts_are_those_of_the_text_export(path: str, name: str) -> None:
    check(path, text, name)


@pytest.mark.parametrize("path", sorted(DISCLOSURES.keys() - AS_TEXT))
@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"docx"}))
def test_the_facts_are_those_of_the_word_document(path: str, name: str) -> None:
    check(path, word_docx.write, name)


def check(path: str, original: Writer, name: str) -> None:
    if name == "doc":
        pytest.importorskip("olefile", reason="the extra doc is not installed")
    expected, found = facts(path, original), facts(path, FORMATS[name].write)
    assert len(expected["core.fact_line_item"]) > 20
    for fact in FACTS:
        assert found[f"core.fact_{fact}"].rows() == expected[f"core.fact_{fact}"].rows(), fact


# Recognition can misread a character of a text (O for 0, 并 for 井), and no sum notices.
AS_PRINTED = ["amount_raw", "value_raw", "project_code", "unit_name", "purpose", "goals"]


def test_the_facts_of_the_scan_are_those_of_the_text_export() -> None:
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    path = next(path for path in AS_TEXT if DISCLOSURES[path].data["copy"] == "scan")
    scan = next((make.RAW / path).parent.glob("*.pdf"))
    expected, found = facts(path, text), facts_of(scan.read_bytes(), path)
    for fact in FACTS:
        frames = [frames[f"core.fact_{fact}"].drop(AS_PRINTED, strict=False) for frames in (found, expected)]
        assert frames[0].rows() == frames[1].rows(), fact
