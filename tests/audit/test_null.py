"""Nothing is proven by chance: with amounts shuffled, next to nothing that is wrong counts as proven.

Identities come from declared structure alone, so that a shuffled figure meets an equation that holds only by accident.
Figures that keep their value (equal amounts change places) are true and do not count.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.documents.model import Content, Document, Table
from pipeline.documents.reading import read
from pipeline.facts.identity import identify
from pipeline.warehouse.derive import derive

RAW = Path(__file__).parent.parent.parent / "data" / "raw"
SEED = 20260401
MOST = Decimal("0.02")

Place = tuple[int, int, int]
Facts = Mapping[Place, tuple[Decimal, str]]


def facts(document: Document, year: int) -> Facts:
    """Amount and proof of each line item by table, row and column."""
    frames = derive([document], SimpleNamespace(disclosure_id="D", fiscal_year=year))  # type: ignore[arg-type]
    items = frames["core.fact_line_item"].to_dicts()
    return {(i["table_no"], i["row_no"], i["col_no"]): (i["amount_yuan"], i["proof"]) for i in items}


def shuffled(document: Document, places: Mapping[Place, object], group: Callable[[Place], object]) -> Document:
    """The document with the texts of its figures mixed inside each group of places."""
    chance = random.Random(SEED)
    tables = {table.number: table for table in document.tables}
    groups: dict[object, list[Place]] = {}
    for place in sorted(places):
        groups.setdefault(group(place), []).append(place)
    texts: dict[Place, str] = {}
    for members in groups.values():
        mixed = [tables[number].grid[row, col].text for number, row, col in members]
        chance.shuffle(mixed)
        texts.update(zip(members, mixed, strict=True))

    def edited(table: Table) -> Table:
        cells = (replace(cell, text=texts.get((table.number, cell.row, cell.col), cell.text)) for cell in table.cells)
        return replace(table, cells=tuple(cells))

    blocks = tuple(edited(block) if isinstance(block, Table) else block for block in document.blocks)
    return replace(document, content=Content(blocks, document.content.pages))


def wrong_and_proven(document: Document, year: int, group: Callable[[Place], object]) -> tuple[int, int]:
    """How many figures are another after the shuffle, and how many of these count as proven."""
    true = facts(document, year)
    found = facts(shuffled(document, true, group), year)
    wrong = [place for place, (amount, _) in found.items() if place not in true or true[place][0] != amount]
    return len(wrong), sum(found[place][1] == "proven" for place in wrong)


GROUPS = {"columns": lambda place: (place[0], place[2]), "tables": lambda place: place[0]}


def check(path: Path, within: str) -> None:
    document = replace(read(path.read_bytes()), reader="word_text")
    year = identify(document, path.name).fiscal_year
    assert year is not None
    wrong, proven = wrong_and_proven(document, year, GROUPS[within])
    share = Decimal(proven) / wrong if wrong else Decimal(0)
    print(f"{path.stem}: {proven} of {wrong} shuffled figures proven, {share:.2%}")
    assert wrong > 0
    assert share <= MOST


@pytest.mark.parametrize("within", GROUPS)
@pytest.mark.parametrize("name", ["haigang-2025", "jingxing-2021", "jingxing-2025", "yanjin-2024"])
def test_shuffled_exports(exports: Path, name: str, within: str) -> None:
    check(exports / f"{name}.txt", within)


@pytest.mark.parametrize("within", GROUPS)
@pytest.mark.parametrize("path", sorted(RAW.rglob("*.txt")), ids=lambda path: path.stem)
def test_shuffled_samples(path: Path, within: str) -> None:
    check(path, within)
