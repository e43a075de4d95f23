"""Which partitions are out of date, and what a rewrite keeps."""

from pathlib import Path

import polars as pl
import pytest

from pipeline import contract
from pipeline.facts.disclosure.disclosures import Disclosure
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.partitions import Unit, partition_key, plan, rewrite

PLACE = ("130121", 2025)


def unit(name: str, code: str = "1") -> Unit:
    disclosure = Disclosure(
        disclosure_id=name,
        region_code="130121",
        region_source="name",
        department_id="d",
        department_name="局",
        department_code=None,
        unit_name=None,
        unit_code=None,
        fiscal_year=2025,
        kind="budget",
        scope="department",
        version=1,
        is_current=True,
        stated_unit="元",
        document_ids=(f"doc-{name}",),
        first_seen_at="2025-01-01T00:00:00",
        superseded_at=None,
        periods=(("2025-01-01T00:00:00", None),),
    )
    return Unit(name, PLACE, ((f"doc-{name}", "1"),), disclosure, None, code)


def frames(name: str) -> dict[str, pl.DataFrame]:
    identity = {"identity_id": f"i-{name}", "disclosure_id": name, "rule": "r", "equation": "1 = 1", "holds": "exact"}
    member = {"identity_id": f"i-{name}", "fact_id": f"L{name}", "side": "left", "coefficient": 1}
    paragraph = {"document_id": f"doc-{name}", "paragraph_no": 1, "text": name, "disclosure_id": name}
    rows = {"audit.identity_result": identity, "audit.identity_member": member, "raw.paragraph": paragraph}
    return {table: contract.frame(table, [row]) for table, row in rows.items()}


def held(lake: Lake, table: str, column: str) -> list[str]:
    files = lake.fact_files(table)
    return pl.read_parquet(files, hive_partitioning=False)[column].to_list() if files else []


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path)
    change = plan(lake, PLACE, [unit("a"), unit("b")])
    assert change
    assert rewrite(lake, change, {"a": frames("a"), "b": frames("b")}) == 6
    return lake


def test_nothing_is_planned_when_nothing_changed(lake: Lake) -> None:
    assert plan(lake, PLACE, [unit("b"), unit("a")]) is None


def test_other_code_derives_everything_anew(lake: Lake) -> None:
    change = plan(lake, PLACE, [unit("a", "2"), unit("b", "2")])
    assert change
    assert [one.key for one in change.pending] == ["a", "b"]


def test_units_that_did_not_change_keep_all_their_rows(lake: Lake) -> None:
    change = plan(lake, PLACE, [unit("b"), unit("c")])
    assert change
    assert [one.key for one in change.pending] == ["c"]
    rewrite(lake, change, {"c": frames("c")})

    assert held(lake, "raw.paragraph", "text") == ["b", "c"]
    assert held(lake, "audit.identity_result", "disclosure_id") == ["b", "c"]
    assert held(lake, "audit.identity_member", "fact_id") == ["Lb", "Lc"]


def test_the_order_of_rows_is_that_of_a_whole_rewrite(lake: Lake, tmp_path: Path) -> None:
    change = plan(lake, PLACE, [unit("b"), unit("0")])
    assert change
    rewrite(lake, change, {"0": frames("0")})
    whole = Lake(tmp_path / "whole")
    change = plan(whole, PLACE, [unit("b"), unit("0")])
    assert change
    rewrite(whole, change, {"b": frames("b"), "0": frames("0")})

    for table in frames("a"):
        column = contract.tables()[table]
        assert [held(lake, table, name) for name in column] == [held(whole, table, name) for name in column]


def test_a_partition_without_units_is_removed(lake: Lake) -> None:
    change = plan(lake, PLACE, [])
    assert change
    assert rewrite(lake, change, {}) == 0
    assert lake.partitions() == []


def test_a_partition_that_was_half_written_is_derived_whole(lake: Lake) -> None:
    lake.write_facts("raw.paragraph", *PLACE, frames("a")["raw.paragraph"])
    change = plan(lake, PLACE, [unit("a"), unit("b")])
    assert change
    assert [one.key for one in change.pending] == ["a", "b"]


@pytest.mark.parametrize(
    ("partition", "key"),
    [(PLACE, "130121-2025"), ((None, 2025), "unidentified"), ((None, None), "unidentified")],
)
def test_partition_keys(partition: tuple[str | None, int | None], key: str) -> None:
    assert partition_key(partition) == key
