"""mart.as_of: what the warehouse would have shown at an earlier moment, from ingests on five days."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import duckdb
import pytest
from small_disclosures import disclosure, write

from pipeline.warehouse import ingest
from pipeline.warehouse.pool import Workers

Shown = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """``shown("2025-03-02")``: function code, amount, version and is_current of the leaves at that moment.

    On 1 March two bureaus are there; on the 3rd one publishes again in another file and a third appears; on the 5th the
    second overwrites its file; on the 7th the third does, and on the 9th it puts back what stood there.
    """
    folder = tmp_path_factory.mktemp("as_of")
    place = ingest.Workspace(folder / "raw", folder / "warehouse", Workers(1, limits=None))
    education, civil, audit = "井陉县教育局", "井陉县民政局", "井陉县审计局"
    nights = {
        datetime(2025, 3, 1, 18): {
            "a.txt": disclosure(education, amounts={"2050101": "88000.00"}),
            "b.txt": disclosure(civil, amounts={"2080201": "5000.00"}),
        },
        datetime(2025, 3, 3, 18): {
            "a again.txt": disclosure(education, amounts={"2050101": "90000.00"}),
            "c.txt": disclosure(audit, amounts={"2010801": "70.00"}),
        },
        datetime(2025, 3, 5, 18): {"b.txt": disclosure(civil, amounts={"2080201": "6000.00"})},
        datetime(2025, 3, 7, 18): {"c.txt": disclosure(audit, amounts={"2010801": "75.00"})},
        datetime(2025, 3, 9, 18): {"c.txt": disclosure(audit, amounts={"2010801": "70.00"})},
    }
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr("pipeline.warehouse.publish.verify", lambda *_: None)
        for night, files in nights.items():
            clock.setattr("pipeline.warehouse.intake.utc_now", lambda night=night: night)
            write(folder / "raw", files)
            ingest.run(place)

    def ask(moment: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(place.database), read_only=True) as connection:
            return connection.sql(
                "SELECT function_code, amount_yuan::VARCHAR, version, is_current "
                f"FROM mart.as_of({moment}) WHERE is_leaf AND column_path = '合计' ORDER BY ALL"
            ).fetchall()

    return ask


def test_before_the_first_night_there_was_nothing(shown: Shown) -> None:
    assert shown("DATE '2025-02-28'") == []


def test_a_date_means_its_end_and_a_time_the_moment(shown: Shown) -> None:
    first = [("2050101", "88000.00", 1, False), ("2080201", "5000.00", 1, False)]
    assert shown("DATE '2025-03-01'") == first
    assert shown("'2025-03-01'") == first
    assert shown("TIMESTAMP '2025-03-01 17:59:59'") == []
    assert shown("'2025-03-03 17:59:59'") == first


def test_a_disclosure_published_again_counts_from_its_night(shown: Shown) -> None:
    assert shown("DATE '2025-03-04'") == [
        ("2010801", "70.00", 1, True),
        ("2050101", "90000.00", 2, True),
        ("2080201", "5000.00", 1, False),
    ]


def test_what_stood_between_an_older_content_and_its_return_is_shown_of_that_time(shown: Shown) -> None:
    others = [("2050101", "90000.00", 2, True), ("2080201", "6000.00", 2, True)]
    assert shown("DATE '2025-03-06'") == [("2010801", "70.00", 1, True), *others]
    assert shown("DATE '2025-03-07'") == [("2010801", "75.00", 2, False), *others]
    assert shown("'2025-03-09 17:59:59'") == [("2010801", "75.00", 2, False), *others]
    assert shown("DATE '2025-03-09'") == [("2010801", "70.00", 1, True), *others]


def test_today_is_what_the_mart_shows(shown: Shown) -> None:
    assert shown("current_date") == [
        ("2010801", "70.00", 1, True),
        ("2050101", "90000.00", 2, True),
        ("2080201", "6000.00", 2, True),
    ]
