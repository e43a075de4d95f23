"""What the Dagster UI shows, in a browser, after a night with one good, one restated and one poisoned file."""

import os
import shutil
from collections.abc import Iterator
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import pytest
from browser import Page, chromium, opened
from dagster._core.definitions.freshness import FreshnessState, FreshnessStateChange
from dagster_ui import report_failure, serving
from small_disclosures import disclosure, write

from pipeline.defs.warehouse import PUBLISHED
from pipeline.in_process import definitions
from pipeline.paths import PROJECT_ROOT


def _ingest(instance: dg.DagsterInstance, folder: Path, raw: str = "raw") -> dg.ExecuteInProcessResult:
    resource = {"raw_dir": str(folder / raw), "warehouse_dir": str(folder / "warehouse"), "settle_seconds": 0}
    job = definitions().resolve_job_def("ingest")
    return job.execute_in_process(
        instance=instance,
        run_config={
            "resources": {"warehouse": {"config": resource}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        raise_on_error=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the instance, with what the two nights were made of."""
    return tmp_path_factory.mktemp("night")


@pytest.fixture(scope="module")
def page(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, str]]:
    """A browser and the address of the UI."""
    chromium()
    shutil.copy(PROJECT_ROOT / "dagster.yaml", home)
    raw = write(
        home / "raw",
        {
            "井陉县教育局2025.txt": disclosure("井陉县教育局", amounts={"2050101": "88000.00"}),
            "延津县教育局2024.txt": disclosure("延津县教育局", 2024, {"2050101": "7.00"}),
        },
    )
    with chdir(home), dg.DagsterInstance.from_config(str(home)) as instance:
        assert _ingest(instance, home).success
        write(
            raw,
            {
                "井陉县民政局2025.txt": disclosure("井陉县民政局", amounts={"2080201": "5000.00"}),
                "井陉县教育局2025.txt": disclosure("井陉县教育局", amounts={"2050101": "90000.00"}),
                "poison.docx": b"PK\x03\x04" + b"\0" * 400,
            },
        )
        assert _ingest(instance, home).success
    with serving(home) as address, opened(tmp_path_factory.mktemp("profile")) as tab:
        tab.size(1600, 1000)
        yield tab, address


def _look(page: tuple[Page, str], path: str, *texts: str, unfold: bool = False) -> str:
    """Open a page of the UI, unfold the Markdown on it, and wait for texts; BUDGET_PICTURES=folder keeps a picture."""
    tab, address = page
    tab.open(f"{address}{path}")
    if unfold:
        tab.wait(f"({_FOLDED}).length")
        tab.run(f"({_FOLDED})[0].click()")
    for text in texts:
        tab.wait(f"document.body.innerText.includes({text!r})")
    if folder := os.environ.get("BUDGET_PICTURES"):
        name = "".join(letter if letter.isalnum() else "-" for letter in path).strip("-")
        tab.picture(Path(folder) / f"{name}.png")
    return str(tab.run("document.body.innerText"))


_FOLDED = "[...document.querySelectorAll('*')].filter(e => !e.children.length && /Show Markdown/.test(e.textContent))"


def test_the_graph_shows_the_groups_from_files_to_what_is_published(page: tuple[Page, str]) -> None:
    _look(page, "/asset-groups", "raw", "facts", "audit", "warehouse", "views", "published")


def test_the_partition_grid_is_the_coverage_map(page: tuple[Page, str]) -> None:
    _look(page, "/assets/lake/region_year?view=partitions", "130121-2025", "410726-2024")


def test_the_checks_tell_of_the_poisoned_file(page: tuple[Page, str]) -> None:
    _look(page, "/assets/raw/document?view=checks", "all_documents_read", "poison.docx", "truncated", unfold=True)


def test_the_change_report_tells_what_is_new_and_what_was_restated(page: tuple[Page, str]) -> None:
    headline = "1 new, 1 restated; 1 file set aside"
    text = _look(page, "/assets/audit/disclosure_change?view=events", headline)
    disclosures = ["井陉县民政局 2025", "井陉县教育局 2025, version 1 -> 2"]
    for told in (*disclosures, "88,000.00", "90,000.00", "+2,000.00", "poison.docx"):
        assert told in text


def test_the_published_warehouse_is_fresh_by_its_policy_and_its_last_ingest_came_through(
    page: tuple[Page, str],
) -> None:
    _look(page, "/assets/warehouse/budget?view=overview", "Freshness policy", "Deadline: At 06:00 AM")
    _look(page, "/assets/warehouse/budget?view=checks", "last_ingest_published", "Passed")


def test_a_view_tells_where_its_columns_come_from(page: tuple[Page, str]) -> None:
    text = _look(page, "/assets/mart/yoy_function?view=overview", "Show Markdown", unfold=True)
    (line,) = [line for line in text.splitlines() if line.startswith("prior_amount_yuan\t")]
    facts = "core.fact_line_item.amount_yuan, core.fact_narrative.amount_yuan"
    assert line == f"prior_amount_yuan\tmart.yoy_code.prior_amount_yuan\t{facts}"


def test_a_night_that_did_not_come_through_is_late_and_the_check_says_why(page: tuple[Page, str], home: Path) -> None:
    """What the daemon does is done by hand: its sensor of failed runs is called, and the state is written that it
    writes at six (tests/defs/test_freshness.py has it find it)."""
    late = FreshnessStateChange(
        key=PUBLISHED,
        new_state=FreshnessState.FAIL,
        previous_state=FreshnessState.PASS,
        state_change_timestamp=datetime.now(UTC).timestamp(),
    )
    with chdir(home), dg.DagsterInstance.from_config(str(home)) as instance:
        failed = _ingest(instance, home, raw="away")
        assert not failed.success
        report_failure(instance, failed)
        instance._report_runless_asset_event(late)
    _look(page, "/assets/warehouse/budget?view=overview&late", "Freshness policy\nFailed", "Deadline: At 06:00 AM")
    reason = f"{home / 'away'} is not a folder; name the folder that holds the disclosures"
    _look(
        page, "/assets/warehouse/budget?view=checks&why", "last_ingest_published", "Failed", reason, failed.run_id[:8]
    )
