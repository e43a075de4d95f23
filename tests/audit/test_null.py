"""Nothing is proven by chance: with amounts shuffled, next to nothing that is wrong counts as proven.

Identities come from declared structure alone, so that a shuffled figure meets an equation that holds only by accident.
Figures that keep their value (equal amounts change places) are true and do not count. Sheets of three figures are
shuffled together: 50 = 50 + 0 says the same whichever part the 0 is.
"""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.documents.model import Document, Table
from pipeline.documents.reading import read
from pipeline.facts.disclosure.identity import identify
from pipeline.warehouse.derive import derive

RAW = Path(__file__).parent.parent.parent / "data" / "raw"
SEED = 20260401
MOST = Decimal("0.01")
SMALL = 3

Place = tuple[int, int, int]
Facts = Mapping[Place, tuple[Decimal, str]]


def facts(document: Document, year: int) -> Facts:
    """Amount and proof of each line item by table, row and column."""
    frames = derive([document], SimpleNamespace(disclosure_id="D", fiscal_year=year, kind="budget"))  # type: ignore[arg-type]
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
    return replace(document, content=replace(document.content, blocks=blocks))


def wrong_and_proven(document: Document, year: int, within: str) -> tuple[int, int]:
    """How many figures are another after the shuffle, and how many of these count as proven."""
    true = facts(document, year)
    sizes = Counter(place[0] for place in true)

    def group(place: Place) -> object:
        if sizes[place[0]] <= SMALL:
            return "sheets"
        return place[0] if within == "tables" else (place[0], place[2])

    found = facts(shuffled(document, true, group), year)
    wrong = [place for place, (amount, _) in found.items() if place not in true or true[place][0] != amount]
    return len(wrong), sum(found[place][1] == "proven" for place in wrong)


def check(paths: Sequence[Path], within: str) -> None:
    """The share over all documents; the documents one by one are printed (pytest -s)."""
    all_wrong = all_proven = 0
    for path in paths:
        document = replace(read(path.read_bytes()), reader="word_text")
        year = identify(document, path.name).fiscal_year
        assert year is not None
        wrong, proven = wrong_and_proven(document, year, within)
        print(f"{path.stem}, within {within}: {proven} of {wrong} shuffled figures proven")
        all_wrong, all_proven = all_wrong + wrong, all_proven + proven
    assert all_wrong > 500
    assert Decimal(all_proven) / all_wrong <= MOST


@pytest.mark.parametrize("within", ["columns", "tables"])
def test_shuffled_exports(exports: Path, within: str) -> None:
    check(sorted(exports.glob("*.txt")), within)


@pytest.mark.parametrize("within", ["columns", "tables"])
def test_shuffled_samples(within: str) -> None:
    check(sorted(RAW.rglob("*.txt")), within)
