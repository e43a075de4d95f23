"""One disclosure in several formats has the same facts, ids and places apart."""

from collections.abc import Callable
from functools import cache

import polars as pl
import pytest

from pipeline.documents.reading import read
from pipeline.facts.disclosures import Claim, resolve
from pipeline.facts.identity import identify
from pipeline.warehouse.derive import derive, figures_digest
from samples import make, web_page, word_doc, word_docx, word_text, workbook
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
    document = read(write(list(make.blocks(disclosure))))
    claim = Claim(document.document_id, path, "2025-01-01", identify(document, path), figures_digest(document))
    frames = derive([document], resolve([claim]).disclosures[0])
    return {
        name: frame.drop([column for column in frame.columns if column in PLACES or column.endswith("_id")])
        for name, frame in frames.items()
    }


@pytest.mark.parametrize("path", AS_TEXT)
@pytest.mark.parametrize("write", [word_docx.write, web_page.write, workbook.write], ids=["docx", "html", "xlsx"])
def test_the_facts_are_those_of_the_text_export(path: str, write: Writer) -> None:
    expected, found = facts(path, text), facts(path, write)
    assert len(expected["core.fact_line_item"]) > 20
    for name in FACTS:
        assert found[f"core.fact_{name}"].rows() == expected[f"core.fact_{name}"].rows(), name


@pytest.mark.parametrize("path", DISCLOSURES.keys() - AS_TEXT)
@pytest.mark.parametrize("write", [web_page.write, workbook.write], ids=["html", "xlsx"])
def test_the_facts_are_those_of_the_word_document(path: str, write: Writer) -> None:
    expected, found = facts(path, word_docx.write), facts(path, write)
    assert len(expected["core.fact_line_item"]) > 20
    for name in FACTS:
        assert found[f"core.fact_{name}"].rows() == expected[f"core.fact_{name}"].rows(), name
