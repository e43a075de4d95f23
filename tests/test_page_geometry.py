"""Pages with other margins, in another size or drawn less exactly have the same tables."""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from pipeline.documents.model import Table
from pipeline.documents.page.blocks import content_of
from pipeline.documents.page.model import Edge, Glyph, Page
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

Change = Callable[[Page], Page]


def mapped(page: Page, x: Callable[[float], float], y: Callable[[float], float]) -> Page:
    """The page with every place moved."""

    def glyph(old: Glyph) -> Glyph:
        size = y(old.top + old.size) - y(old.top)
        return Glyph(old.text, x(old.x0), y(old.top), x(old.x1), y(old.bottom), size, y(old.base))

    def edge(old: Edge) -> Edge:
        new = {**old, "x0": x(old["x0"]), "x1": x(old["x1"]), "top": y(old["top"]), "bottom": y(old["bottom"])}
        return {**new, "width": new["x1"] - new["x0"], "height": new["bottom"] - new["top"]}

    return replace(page, glyphs=tuple(map(glyph, page.glyphs)), edges=tuple(map(edge, page.edges)))


def wider_margins(page: Page) -> Page:
    moved = mapped(page, lambda x: x + 20.37, lambda y: y + 31.71)
    return replace(moved, width=page.width + 40, height=page.height + 60)


def scaled(factor: float) -> Change:
    def change(page: Page) -> Page:
        moved = mapped(page, lambda x: x * factor, lambda y: y * factor)
        return replace(moved, width=page.width * factor, height=page.height * factor)

    return change


def shaken(page: Page) -> Page:
    """Lines of text up to 0.3 points higher or lower, edges up to 0.4 points off."""
    chance = random.Random(page.number)
    heights: dict[float, float] = {}
    glyphs = []
    for glyph in page.glyphs:
        dy = heights.setdefault(round(glyph.base, 1), chance.uniform(-0.3, 0.3))
        glyphs.append(glyph._replace(top=glyph.top + dy, bottom=glyph.bottom + dy, base=glyph.base + dy))
    edges = []
    for edge in page.edges:
        across = ("top", "bottom") if edge["orientation"] == "h" else ("x0", "x1")
        off = chance.uniform(-0.4, 0.4)
        edges.append({**edge, **{name: edge[name] + off for name in across}})
    return replace(page, glyphs=tuple(glyphs), edges=tuple(edges))


@cache
def pages(path: str) -> tuple[Page, ...]:
    return tuple(pages_of((PUBLISHED / path).read_bytes()))


def tables(of_pages: tuple[Page, ...]) -> list[list[tuple[int, int, int, int, str]]]:
    """The printed cells of each table: row, column, spans and text without white space."""
    return [
        [(c.row, c.col, c.row_span, c.col_span, "".join(c.text.split())) for c in block.cells if c.text]
        for block in content_of(of_pages).blocks
        if isinstance(block, Table)
    ]


@pytest.mark.parametrize(
    "change",
    [wider_margins, scaled(0.7), scaled(1.5), shaken],
    ids=["margins", "smaller", "larger", "shaken"],
)
@pytest.mark.parametrize("path", FILES)
def test_the_same_page_drawn_otherwise_has_the_same_tables(path: str, change: Change) -> None:
    as_printed = pages(path)
    assert tables(tuple(map(change, as_printed))) == tables(as_printed)
