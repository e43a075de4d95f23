"""How long the views answer on about ten million line items: a province over five years.

    python bench/views_at_scale.py [--items N] [--keep FOLDER] [--view NAME ...]

The warehouse is made from the sample disclosures of data/raw: each region, department and year gets a copy of one of
them, with ids, identity and years of its own and all amounts multiplied by a whole number, so that every identity that
held holds again. A department keeps its sample over the years. Facts, identities and what was read are copied alike;
the published database is then made by the same code as an ingest makes it. ``--keep`` keeps it in a folder and uses the
one that is there.

Every view is asked twice, each time by a connection of its own: for one department and year ("filtered"), and for all
rows in groups ("whole"). The targets are one second and five. Beside the time of the clock stands that of the
processors together, which does not depend on what else the machine does: half of it is the least that two can take.
"""

import argparse
import shutil
import tempfile
import threading
import time
from pathlib import Path

import duckdb

from pipeline import contract
from pipeline.paths import DEFAULT_RAW_DIR
from pipeline.warehouse import build, ingest, view_files
from pipeline.warehouse.pool import Workers

FILTERED_SECONDS = 1.0
WHOLE_SECONDS = 5.0
DEPARTMENTS = 65
YEARS = range(2021, 2026)
# A sample with fewer line items is a text without tables.
FEWEST_ITEMS = 100

# How the columns of a copy differ from those of its sample; every other column is copied as it is.
_IDS = frozenset({"document_id", "identity_id", "project_id"})
_FACT_IDS = frozenset(
    {"line_item_id", "kpi_id", "procurement_id", "asset_id", "institution_id", "narrative_id", "task_id", "fact_id"}
)
_YEARS = frozenset({"fiscal_year", "prior_year"})
_CODE = "2010301"
_PRODUCTS = frozenset({"expected", "actual", "difference", "tolerance"})
_NOT_COPIED = frozenset({"core.disclosure", "core.dim_department", "raw.document_path", "audit.rule"})
# Keys by which a row without a disclosure finds it, and the table that has both.
_OWNERS = {"identity_id": "audit.identity_result", "document_id": "raw.document"}


def _of_copy(column: str) -> str:
    """What a column of a copy is, in terms of its ``sample`` and its ``copy``."""
    quoted = f'sample."{column}"'
    if column == "disclosure_id":
        return "copy.disclosure_id"
    if column == "project_key":
        return f"left(md5({quoted} || copy.department_id), 16)"
    if column in _IDS:
        return f"left(md5({quoted} || copy.copy_no), 16)"
    if column in _FACT_IDS:
        return f"left({quoted}, 1) || left(md5({quoted} || copy.copy_no), 16)"
    if column in _YEARS:
        return f"{quoted} + copy.years"
    if column.endswith("_yuan") or column in _PRODUCTS:
        return f"{quoted} * copy.factor"
    return quoted


def make(samples: Path, path: Path, items: int) -> int:
    """Make a database of the contract's tables with about ``items`` line items; returns how many it has."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        for script in contract.schema_files():
            connection.execute(script)
        connection.execute(f"ATTACH '{samples}' AS samples (READ_ONLY)")
        _plan_copies(connection, items)
        for table, columns in contract.tables().items():
            if table not in _NOT_COPIED:
                _fill(connection, table, list(columns))
        connection.execute("DROP TABLE copy; DROP TABLE sample_disclosure; CHECKPOINT")
        return _one(connection, "SELECT count(*) FROM core.fact_line_item")


def _plan_copies(connection: duckdb.DuckDBPyConnection, items: int) -> None:
    """The table ``copy``: which sample stands for which region, department and year, and the disclosures they make."""
    connection.execute(
        f"""
        CREATE TEMP TABLE sample_disclosure AS
        SELECT row_number() OVER (ORDER BY disclosure_id) - 1 AS sample_no, disclosure_id, fiscal_year, items
        FROM samples.core.disclosure
        JOIN (SELECT disclosure_id, count(*) AS items FROM samples.core.fact_line_item GROUP BY ALL)
            USING (disclosure_id)
        WHERE items >= {FEWEST_ITEMS};
        CREATE TEMP TABLE copy AS
        WITH counted AS (
            SELECT CAST(ceil({items} / (avg(items) * {len(YEARS) * DEPARTMENTS})) AS INTEGER) AS regions,
                count(*) AS samples
            FROM sample_disclosure
        ), region AS (
            SELECT region_code, row_number() OVER (ORDER BY region_code) AS region_no
            FROM (SELECT DISTINCT region_code FROM samples.core.dim_region WHERE level = 'county' AND valid_to IS NULL)
        )
        SELECT
            row_number() OVER (ORDER BY region_code, department_no, year) AS copy_no,
            sample_disclosure.disclosure_id AS sample_id,
            left(md5(concat_ws('/', region_code, department_no, year)), 16) AS disclosure_id,
            left(md5(concat_ws('/', region_code, department_no)), 16) AS department_id,
            region_code, department_no, year,
            year - sample_disclosure.fiscal_year AS years,
            1 + hash(region_code, department_no, year) % 9 AS factor
        FROM counted
        JOIN region ON region_no <= counted.regions
        CROSS JOIN range({DEPARTMENTS}) AS department (department_no)
        CROSS JOIN range({YEARS.start}, {YEARS.stop}) AS of_year (year)
        JOIN sample_disclosure ON sample_no = (region_no + department_no) % counted.samples;
        INSERT INTO core.dim_department BY NAME
        SELECT DISTINCT department_id, department_id AS department_key, region_code,
            CAST(100 + department_no AS VARCHAR) AS department_code,
            '第' || department_no || '局' AS name, 'group ' || department_no AS peer_group
        FROM copy;
        INSERT INTO core.disclosure BY NAME
        SELECT copy.disclosure_id, copy.region_code, 'path' AS region_source, copy.department_id,
            copy.year AS fiscal_year, 'budget' AS kind, 'department' AS scope, 1 AS version, true AS is_current,
            sample.stated_unit
        FROM copy JOIN samples.core.disclosure AS sample ON sample.disclosure_id = sample_id;
        """
    )


def _fill(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> None:
    source, target = f"samples.{_quoted(table)}", _quoted(table)
    if table.startswith("core.dim_"):
        connection.execute(f"INSERT INTO {target} BY NAME FROM {source}")
        return
    chosen = ", ".join(f'{_of_copy(column)} AS "{column}"' for column in columns)
    key = "disclosure_id" if "disclosure_id" in columns else next((key for key in _OWNERS if key in columns), None)
    if key is None:
        return
    of = "sample" if key == "disclosure_id" else "owner"
    owner = "" if of == "sample" else f"JOIN samples.{_quoted(_OWNERS[key])} AS owner USING ({key})"
    connection.execute(
        f"INSERT INTO {target} BY NAME SELECT {chosen} FROM {source} AS sample {owner} "
        f"JOIN copy ON copy.sample_id = {of}.disclosure_id ORDER BY {build.SORTED_BY.get(table, 'copy.copy_no')}"
    )


def _quoted(table: str) -> str:
    schema, name = table.split(".")
    return f'{schema}."{name}"'


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def filtered_query(view: view_files.ViewFile, path: Path) -> str:
    """What is asked of one department in one year, or of one document, code or fact where the view has no more."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute(
            "SELECT d.department_id, d.fiscal_year, d.disclosure_id, i.document_id, i.line_item_id "
            "FROM core.disclosure AS d JOIN core.fact_line_item AS i USING (disclosure_id) "
            "WHERE d.fiscal_year = 2024 ORDER BY d.disclosure_id, i.line_item_id LIMIT 1"
        ).fetchone()
    assert found is not None
    department, year, disclosure, document, item = found
    if view.is_macro:
        return f"SELECT * FROM {view.name}('{item}')"
    keys = {"department_key": department, "disclosure_id": disclosure, "document_id": document, "code": _CODE}
    for column, value in keys.items():
        if column in view.columns:
            in_year = f" AND fiscal_year = {year}" if "fiscal_year" in view.columns else ""
            return f"SELECT * FROM {view.name} WHERE {column} = '{value}'{in_year}"
    raise ValueError(f"{view.name}: no column to ask for one department by")


def whole_query(view: view_files.ViewFile) -> str:
    """An aggregate over all rows of a view: per year where it has one, the sum of its first amount."""
    group = next(name for name in ("fiscal_year", "status", "document_id") if name in view.columns)
    amount = next((name for name in view.columns if name.endswith("_yuan")), None)
    summed = f", sum({amount})" if amount else ""
    return f"SELECT {group}, count(*){summed} FROM {view.name} GROUP BY ALL"


def seconds(path: Path, query: str, limit: float) -> tuple[float, float] | None:
    """One query on a new read-only connection: time of the clock and of the processors; None beyond ``limit``."""
    with duckdb.connect(str(path), read_only=True) as connection:
        timer = threading.Timer(limit, connection.interrupt)
        started, used = time.perf_counter(), time.process_time()
        timer.start()
        try:
            connection.execute(query).fetchall()
        except duckdb.InterruptException:
            return None
        finally:
            timer.cancel()
        return time.perf_counter() - started, time.process_time() - used


def _samples(folder: Path) -> Path:
    with Workers(1) as workers:
        workspace = ingest.Workspace(DEFAULT_RAW_DIR, folder / "samples", workers)
        ingest.run(workspace)
        return workspace.database


def _timed(label: str, started: float) -> None:
    print(f"{label:<28}{time.perf_counter() - started:8.1f} s", flush=True)


def _warehouse(folder: Path, items: int) -> Path:
    """The database in ``folder``, made where it is not there yet."""
    path = folder / "views.duckdb"
    if not path.exists():
        started = time.perf_counter()
        samples = _samples(folder)
        _timed("samples", started)
        started = time.perf_counter()
        count = make(samples, path.with_suffix(".part"), items)
        path.with_suffix(".part").rename(path)
        _timed(f"{count:,} line items", started)
    return path


def main() -> None:
    """Make the warehouse, create its views, ask each of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=10_000_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--view", action="append", metavar="NAME", help="only this view; may be given again")
    parser.add_argument("--limit", type=float, default=120.0, metavar="SECONDS", help="when a query is given up")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = _warehouse(folder, arguments.items)
        path = folder / "with_views.duckdb"
        shutil.copy(made, path)
        started = time.perf_counter()
        build.create_views(path)
        _timed("views created and counted", started)
        print(f"{'size of the database':<28}{path.stat().st_size / 1e6:8.0f} MB")
        _ask_all(path, arguments.view, arguments.limit)


def _ask_all(path: Path, only: list[str] | None, limit: float) -> None:
    print(
        f"\n{'view':<32}{'filtered':>10}{'processor':>10}{'whole':>10}{'processor':>10}"
        f"   targets {FILTERED_SECONDS:g} s and {WHOLE_SECONDS:g} s"
    )
    for name, view in view_files.load().items():
        if only and name not in only:
            continue
        filtered = seconds(path, filtered_query(view, path), limit)
        whole = None if view.is_macro else seconds(path, whole_query(view), limit)
        slow = [
            of
            for of, took, target in (("filtered", filtered, FILTERED_SECONDS), ("whole", whole, WHOLE_SECONDS))
            if not (took is not None and took[0] <= target) and not (of == "whole" and view.is_macro)
        ]
        print(
            f"{name:<32}{_shown(filtered)}{'' if view.is_macro else _shown(whole)}   {' '.join(slow)}",
            flush=True,
        )


def _shown(took: tuple[float, float] | None) -> str:
    return f"{'too long':>20}" if took is None else f"{took[0]:>10.2f}{took[1]:>10.2f}"


if __name__ == "__main__":
    main()
