"""Pages with other margins, in another size or drawn less exactly have the same tables."""

import random
from collections.abc import Sequence
from functools import cache

import pytest

from bench.page_changes import CHANGES
from pipeline.documents.model import Table
from pipeline.documents.page.blocks import content_of
from pipeline.documents.page.model import Page
from pipeline.documents.pdf.pdf import pages_of
from pipeline.paths import PROJECT_ROOT

PUBLISHED = PROJECT_ROOT.parent / "shared" / "disclosures" / "published"
# Of four programs that print: double lines around tables; rules between rows with gaps; numbers of pages far up; rows
# that page breaks cut.
FILES = (
    "北京/医疗保障局_附件2：北京市医疗保障局2026年度部门预算报表.pdf",
    "南京/江苏省人民检察院-2018年省检察院部门预算公开.pdf",
    "杭州/司法局_杭州市司法局2026年部门预算（汇总）.pdf",
    "西安/医疗保障局_2026年部门预算.pdf",
)
pytestmark = pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"the published disclosures are not at {PUBLISHED}")


@cache
def pages(path: str) -> tuple[Page, ...]:
    return tuple(pages_of((PUBLISHED / path).read_bytes()))


def tables(of_pages: Sequence[Page]) -> list[list[tuple[int, int, int, int, str]]]:
    """The printed cells of each table: row, column, spans and text without white space."""
    return [
        [(c.row, c.col, c.row_span, c.col_span, "".join(c.text.split())) for c in block.cells if c.text]
        for block in content_of(of_pages).blocks
        if isinstance(block, Table)
    ]


@pytest.mark.parametrize("change", ["wider margins", "smaller", "larger", "shaken"])
@pytest.mark.parametrize("path", FILES)
def test_the_same_page_drawn_otherwise_has_the_same_tables(path: str, change: str) -> None:
    as_printed = pages(path)
    assert tables(CHANGES[change](as_printed, random.Random(1))) == tables(as_printed)
