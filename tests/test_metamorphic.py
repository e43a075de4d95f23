"""The same disclosure printed in another form gives the same full records (bench/metamorphic.py, on the samples)."""

from functools import cache

import pytest

from bench.metamorphic import Subject, judge, subject_of
from pipeline.documents.reading import read
from samples import make, web_page
from samples.figures import load

CHANGES = [
    ("万元, 6 decimals", "title in grid", "name(code)"),
    ("unit in headers", "序号", "blank rows"),
    ("类 款 项 apart", "prior year", "total at the other end"),
    ("其中 rows", "columns shuffled", "trailing unit"),
]
SAVED_AS_TEXT = ("no total row", "unit row", "备注 row")
# The bureau of 2021 printed two statements only.
DISCLOSURES = {d.data["path"]: d for d in load() if "/2021/" not in d.data["path"]}


@cache
def subject(path: str) -> Subject:
    found = subject_of(path, read(web_page.write(make.blocks(DISCLOSURES[path]))))
    assert found is not None
    return found


@pytest.mark.parametrize("path", DISCLOSURES)
@pytest.mark.parametrize(
    ("form", "changes"), [*(("html", some) for some in CHANGES), ("pdf drawn", CHANGES[0]), ("csv", SAVED_AS_TEXT)]
)
def test_another_form_gives_the_same_records(path: str, form: str, changes: tuple[str, ...]) -> None:
    tally = judge((subject(path), "sample", changes, form, 1))
    assert tally.expected > 30
    assert (tally.right, tally.doubted, tally.proven, tally.lost) == (tally.expected, 0, 0, 0), tally.differences
