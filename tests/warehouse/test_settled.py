"""Settling group by group: what is found is what settling all documents at once finds."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from facts.making import claim

from pipeline.facts.disclosure.disclosures import Resolution, is_yearless, resolve, settled_together, yearless_key
from pipeline.facts.disclosure.versions import Claim
from pipeline.warehouse import settled as settling
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.register import Register
from pipeline.warehouse.settled import Mark, Settled


def by_groups(folder: Path, claims: Sequence[Claim]) -> tuple[Settled, list[int]]:
    """The claims settled some groups at a time; how many were at each time."""
    known = {one.document_id: one for one in claims}
    sizes = []
    with Register.writing(Lake(folder)) as register:
        settled = Settled(register)
        settled.clear()
        for key, one in known.items():
            said = one.identity
            mark = Mark(settled_together(said), "\x1f".join(yearless_key(one.path, said)), is_yearless(said))
            settled.put_sections(key, [key], [mark], is_standing=not one.is_replaced)
        settled.join_yearless()
        for groups in settled.groups():
            keys = [key for group in groups for key, _ in group]
            sizes.append(len(keys))
            for group in groups:
                settled.put(resolve([known[key] for key, _ in group]))
        found = {key: settled.sections(key)[0] for key in known}
        whole = resolve(claims)
        _compare(settled, found, whole, {one.document_id for one in claims if one.is_replaced})
    return settled, sizes


def _compare(settled: Settled, found: dict[str, settling.Section], whole: Resolution, replaced: set[str]) -> None:
    assert settled.named(one.disclosure_id for one in whole.disclosures) == {
        one.disclosure_id: one for one in whole.disclosures
    }
    assert settled.count() == len(whole.disclosures)
    part_of = {key: one.disclosure_id for one in whole.disclosures for key in one.document_ids}
    assert {key: one.disclosure_id for key, one in found.items() if one.disclosure_id} == part_of
    assert {key: one.original for key, one in found.items() if one.original} == whole.duplicates
    assert {key for key, one in found.items() if one.is_unidentified} - replaced == whole.unidentified - replaced
    regions = {(one.region_code, one.fiscal_year) for one in whole.disclosures}
    assert set(settled.partitions()) - {(None, None)} == regions


@pytest.mark.parametrize("seed", range(40))
def test_groups_settle_as_all_documents_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(settling, "_AT_ONCE", 2)
    chance = random.Random(seed)
    claims = []
    for number in range(chance.randint(5, 25)):
        name = chance.choice(["某县水利局", "某县教育局"])
        one = claim(
            f"d{number}",
            {chance.choice(["income", "expenditure"]): chance.choice("ab") for _ in range(2)},
            chance.randint(1, 9),
            f"{chance.choice('xy')}/{number}.txt",
            region_code=chance.choice(["130121", "130302", None]),
            department_name=name,
            unit_name=chance.choice([None, f"{name}所属一所"]),
            scope=chance.choice(["department", "own", "unit"]),
            fiscal_year=chance.choice([2024, 2025, 2025, None]),
            holds_figures=chance.random() < 0.9,
            year_source=chance.choice(["content", "content", "path"]),
        )
        is_replaced = chance.random() < 0.2
        claims.append(replace(one, names=frozenset({f"/{one.path[0]}{number // 3}"}), is_replaced=is_replaced))
    by_groups(tmp_path, claims)


def test_few_are_in_memory_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "_AT_ONCE", 3)
    claims = [
        claim(f"{year} {part}", {f"s{part}": "a"}, path=f"{year}.{part}.txt", fiscal_year=year)
        for year in range(2000, 2010)
        for part in (1, 2)
    ]
    _, sizes = by_groups(tmp_path, claims)
    assert sizes == [4] * 5
