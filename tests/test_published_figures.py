"""Figures of published disclosures, read off their pages by a person, against what the program derives from the files.

``tests/golden/published`` holds figures, codes and names only: ``line-items`` cells of tables, ``disclosures`` who
publishes what, ``kpis`` indicators, ``projects`` (all with goals), ``procurement``, and ``narrative`` amounts of texts
in their order. ``printed`` is as on the page; fund, component, role and year of a cell count where a person has written
them down.
"""

import csv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.documents.reading import read
from pipeline.facts.disclosure.disclosures import Claim, Disclosure, resolve
from pipeline.facts.disclosure.identity import identify
from pipeline.paths import PROJECT_ROOT
from pipeline.warehouse.derive import derive, figures_digest

GOLDEN = Path(__file__).parent / "golden" / "published"
PUBLISHED = PROJECT_ROOT.parent / "shared" / "disclosures" / "published"
FACTORS = {"元": Decimal(1), "万元": Decimal(10_000)}

Row = dict[str, str]
Found = tuple[Disclosure, dict[str, pl.DataFrame]]

pytestmark = pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"the published disclosures are not at {PUBLISHED}")


def golden(name: str) -> list[tuple[str, list[Row]]]:
    """The rows of a file by document."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [(document, list(of_document)) for document, of_document in groupby(rows, key=lambda row: row["document"])]


def cases(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    documents = golden(name)
    return pytest.mark.parametrize(("path", "expected"), documents, ids=[path.split("_")[0] for path, _ in documents])


@cache
def found(path: str) -> Found:
    """The disclosure of a file and its tables, as an ingest of this file alone derives them."""
    document = read((PUBLISHED / path).read_bytes())
    claim = Claim(
        document.document_id, path, "2000-01-01T00:00:00", identify(document, path), dict(figures_digest(document))
    )
    (disclosure,) = resolve([claim]).disclosures
    return disclosure, derive([document], disclosure)


def rows(path: str, table: str) -> list[dict[str, Any]]:
    return found(path)[1][table].to_dicts()


def yuan(printed: str, unit: str) -> Decimal:
    return (Decimal(printed.replace(",", "")) * FACTORS[unit]).quantize(Decimal("0.01"))


@cases("line-items")
def test_cells_of_tables(path: str, expected: list[Row]) -> None:
    keys = ("statement", "label", "function_code", "economic_code", "gov_economic_code", "column_path")
    derived = Counter(
        (*(row[key] or "" for key in keys), row["amount_yuan"]) for row in rows(path, "core.fact_line_item")
    )
    wanted = Counter((*(row[key] for key in keys), yuan(row["printed"], row["unit"])) for row in expected)
    assert wanted - derived == Counter()


@cases("line-items")
def test_what_the_money_of_cells_is(path: str, expected: list[Row]) -> None:
    keys = ("statement", "label", "column_path", "fund_source", "component", "row_role", "fiscal_year")
    derived = {
        (*(str(row[key] or "") for key in keys), row["amount_yuan"], row["unit_printed"])
        for row in rows(path, "core.fact_line_item")
    }
    for row in expected:
        if row["row_role"]:
            wanted = (*(row[key] for key in keys), yuan(row["printed"], row["unit"]), row["unit"])
            assert wanted in derived, wanted


@cases("disclosures")
def test_who_publishes_what(path: str, expected: list[Row]) -> None:
    disclosure, _ = found(path)
    derived = {key: str(getattr(disclosure, key) or "") for key in expected[0] if key != "document"}
    assert derived == {key: value for key, value in expected[0].items() if key != "document"}


@cases("kpis")
def test_indicators(path: str, expected: list[Row]) -> None:
    projects = {row["project_id"]: row["project_name"] for row in rows(path, "core.fact_project")}
    texts = ("level1", "level2", "level3", "target_raw", "operator", "target_unit")
    numbers = ("target_value", "amount_yuan")
    derived = [
        (projects.get(row["project_id"], ""), *(row[key] or "" for key in texts), *(row[key] for key in numbers))
        for row in rows(path, "core.fact_kpi")
    ]
    for row in expected:
        values = (Decimal(row[key]) if row[key] else None for key in numbers)
        assert (row["project_name"], *(row[key] for key in texts), *values) in derived


@cases("projects")
def test_projects(path: str, expected: list[Row]) -> None:
    derived = {row["project_name"]: row for row in rows(path, "core.fact_project")}
    for row in expected:
        project = derived[row["project_name"]]
        assert project["project_code"] == (row["project_code"] or None)
        assert project["budget_yuan"] == yuan(row["printed"], row["unit"])
        assert project["goals"]


@cases("procurement")
def test_purchases(path: str, expected: list[Row]) -> None:
    texts = ("row_role", "project_name", "item_name", "catalogue_code")
    derived = Counter(
        (*(row[key] or "" for key in texts), row["total_yuan"]) for row in rows(path, "core.fact_procurement")
    )
    wanted = Counter((*(row[key] for key in texts), yuan(row["printed"], row["unit"])) for row in expected)
    assert wanted - derived == Counter()


@cases("narrative")
def test_amounts_of_texts_in_their_order(path: str, expected: list[Row]) -> None:
    keys = ("measure", "fiscal_year", "prior_year", "function_code")
    derived = iter(
        (*(str(row[key] or "") for key in keys), row["amount_yuan"], row["percent"])
        for row in rows(path, "core.fact_narrative")
    )
    for row in expected:
        unit = "万元" if row["printed"].endswith("万元") else "元"
        amount = yuan(row["printed"].removesuffix(unit), unit) * (-1 if row["sign"] == "-" else 1)
        wanted = (*(row[key] for key in keys), amount, Decimal(row["percent"]) if row["percent"] else None)
        assert wanted in derived, wanted
