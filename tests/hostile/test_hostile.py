"""An ingest of files that mean harm beside one that does not: it publishes, and each bad file has its fate."""

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hostile.making import BAD_NAMES, SOUND, files
from small_disclosures import disclosure

from pipeline.warehouse import ingest, isolation
from pipeline.warehouse.isolation import Limits
from pipeline.warehouse.pool import Workers

LIMITS = Limits(seconds=60, megabytes=1500)
SPARSE = 1_000_000_000

MARKERS = ("escaped", "evil")
SOUND_FILES = {
    "climbing-members.docx", "external-link.xlsx", "macros.docx", "really-a-docx.pdf", "really-a-pdf.docx",
    "remote-template.docx", "remote.rtf",
}  # fmt: skip
"""Files that are a whole disclosure beside what is bad in them: their figures load."""

REASONS = {
    "bomb.docx": "ZIP bomb",
    "bomb.xlsx": "ZIP bomb",
    "bomb.pdf": "more than any paper shows",
    "nested.zip": "ZIP archive (.zip): not supported yet",
    "entities.docx": "declares a document type",
    "laughs.docx": "declares a document type",
    "deep.docx": "nested too deeply",
    "deep.html": "nested too deeply",
    "groups-without-end.rtf": "nested deeper",
    "digits-of-a-picture.rtf": "truncated",
    "truncated-5.rtf": "truncated",
    "page-loop.pdf": "no pages or is damaged",
    "password.pdf": "under a password",
    "giant.png": "image",
    "million.html": "more cells than any disclosure has",
    "empty.txt": "the file is empty",
    "blanks.txt": "white space only",
    "noise.txt": "binary data",
    "one-line.txt": "more than any disclosure has",
    "program.pdf": "a program or a database",
    "sparse.txt": "publish it in parts",
}
"""Words of the reason for which a file is set aside, where that is to be no other."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "raw"
    folder.mkdir()
    (folder / "good.txt").write_text(disclosure("井陉县教育局", amounts={"2050101": "88000.00"}), encoding="utf-8")
    for name, content in files():
        (folder / name).write_bytes(content)
    for number, name in enumerate(BAD_NAMES):
        (folder / name).write_text(disclosure("井陉县民政局", 2001 + number), encoding="utf-8")
    with (folder / "sparse.txt").open("wb") as sparse:
        sparse.truncate(SPARSE)
    (folder / "secret.txt").write_text("x", encoding="utf-8")
    (folder / "secret.txt").chmod(0)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "out.txt").symlink_to("/etc/passwd")
    (folder / "nowhere.txt").symlink_to(folder / "missing")
    os.mkfifo(folder / "pipe.txt")
    return folder


@pytest.fixture(scope="module")
def database(raw: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    before = everything_beside(raw)
    with Workers(limits=LIMITS) as workers:
        ingest.run(ingest.Workspace(raw, raw.parent / "warehouse", workers))
    isolation.end_all()
    assert everything_beside(raw) == before
    with duckdb.connect(str(raw.parent / "warehouse" / "budget.duckdb"), read_only=True) as connection:
        yield connection


def everything_beside(raw: Path) -> set[str]:
    """What stands beside the warehouse, and what a climbing path would have made."""
    beside = {path.name for path in raw.parent.iterdir() if path.name != "warehouse"}
    climbed = [Path(folder) / marker for marker in MARKERS for folder in ("/tmp", "/etc")]
    return beside | {str(place) for place in climbed if place.exists()}


def fates(database: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str | None]]:
    rows = database.sql("SELECT path, status, reason FROM raw.document")
    return {path: (status, reason) for path, status, reason in rows.fetchall()}


def test_every_file_has_a_fate(database: duckdb.DuckDBPyConnection, raw: Path) -> None:
    known = {row[0] for row in database.sql("SELECT path FROM raw.document_path").fetchall()}
    assert {name for name, _ in files()} <= known
    assert len(list(files())) >= 40
    unsettled = database.sql(
        "SELECT path FROM raw.document WHERE status NOT IN ('loaded', 'superseded') AND coalesce(reason, '') = ''"
    ).fetchall()
    assert unsettled == []


def test_the_good_file_loads(database: duckdb.DuckDBPyConnection) -> None:
    assert fates(database)["good.txt"] == ("loaded", None)
    rows = database.sql(
        "SELECT amount_yuan::VARCHAR FROM core.fact_line_item JOIN raw.document USING (document_id) "
        "WHERE path = 'good.txt' AND function_code = '2050101' AND column_path = '合计'"
    ).fetchall()
    assert rows == [("88000.00",)]


@pytest.mark.parametrize("name", sorted(REASONS))
def test_it_is_set_aside_for_its_reason(database: duckdb.DuckDBPyConnection, name: str) -> None:
    status, reason = fates(database)[name]
    assert status == "quarantined"
    assert REASONS[name] in (reason or "")


def test_a_file_that_takes_too_long_is_ended(database: duckdb.DuckDBPyConnection) -> None:
    """A hundred thousand pages are too many, if the machine is fast enough to find out within the limit."""
    status, reason = fates(database)["pages.pdf"]
    assert status == "quarantined"
    assert reason is not None
    assert "100000 pages" in reason or "took longer than 60 s" in reason


def test_what_is_whole_beside_the_bad_is_read(database: duckdb.DuckDBPyConnection) -> None:
    """Its figures load, or repeat those of another copy of the same disclosure."""
    found = fates(database)
    assert {name: found[name][0] for name in SOUND_FILES if found[name][0] not in ("loaded", "superseded")} == {}


def test_names_do_no_harm(database: duckdb.DuckDBPyConnection) -> None:
    found = database.sql("SELECT count(*) FROM core.disclosure WHERE fiscal_year BETWEEN 2001 AND 2012").fetchall()
    hidden = [name for name in BAD_NAMES if name.startswith(".")]
    assert found == [(len(BAD_NAMES) - len(hidden) - 1,)]
    (fate,) = [fate for path, fate in fates(database).items() if path.endswith("not utf-8.txt")]
    assert fate == (
        "quarantined",
        "the file cannot be opened (No such file or directory); its name is not UTF-8; rename it",
    )
    assert database.sql("SELECT count(*) > 0 FROM raw.document").fetchall() == [(True,)]


def test_nothing_is_followed_out_of_the_folder(database: duckdb.DuckDBPyConnection, raw: Path) -> None:
    for place in ("loop/good.txt", "pipe.txt", "nowhere.txt"):
        assert place not in fates(database)
    texts = database.sql("SELECT count(*) FROM raw.paragraph WHERE text LIKE '%root:%'").fetchall()
    assert texts == [(0,)]


@pytest.mark.parametrize("kind", sorted(SOUND))
def test_the_sound_files_are_sound(kind: str) -> None:
    """What the harmed files are made from is a disclosure that is read, or nothing is shown by their fate."""
    from pipeline.documents.reading import read

    if kind == "doc":
        pytest.importorskip("olefile", reason="the extra doc is not installed")
    (table,) = read(SOUND[kind]()).tables
    assert ("2050101", "行政运行", "88000.00") in [tuple(cell.text for cell in row) for row in table.rows]
