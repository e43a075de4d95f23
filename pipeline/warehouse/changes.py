"""What a run changed: the current disclosures of a new database against those of the one published before.

Belongs here: finding the disclosures and amounts that differ, as rows of audit.run, audit.document_change,
audit.disclosure_change and audit.amount_change. Does not belong here: keeping them from run to run (change_log).

Only disclosures whose inputs changed are looked at (:func:`compare` is told which), so the cost is that of the change:
their rows are copied from both databases into slices in memory, and the slices are asked.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline import contract
from pipeline.paths import SQL_DIR
from pipeline.warehouse import view_files
from pipeline.warehouse.making import bounded

TABLES = ("audit.run", "audit.document_change", "audit.disclosure_change", "audit.amount_change")
LINES_SHOWN = 100
"""A disclosure of which more lines moved is told by its headline measures and the number of lines."""

_AT_ONCE = 200
"""Disclosures whose rows are in memory at one time."""


@dataclass(frozen=True)
class _Current:
    """A current disclosure of one database; ``identity`` is what its versions have in common."""

    disclosure_id: str
    version: int
    identity: tuple[Any, ...]
    region_code: str | None
    name: str


@dataclass(frozen=True)
class _Pair:
    """The same disclosure before and after; one side may be missing."""

    before: _Current | None
    after: _Current | None

    @property
    def known(self) -> _Current:
        """The side that the change rows name: the one after, where there is one."""
        known = self.after or self.before
        assert known is not None
        return known

    @property
    def sides(self) -> tuple[_Current | None, _Current | None]:
        """Before and after."""
        return self.before, self.after


Words = tuple[Any, ...]
Amount = tuple[Decimal, str]
"""Amount and id of the fact."""


def compare(
    before: Path | None,
    after: Path,
    candidates: Collection[str] | None,
    run_id: str,
    at: datetime,
    *,
    megabytes: int | None = None,
) -> dict[str, pl.DataFrame]:
    """The rows of the change tables for one run, in an order that depends on nothing but the databases.

    ``before`` is the published database (free to be read), None when there is none: then every disclosure is new and no
    amounts are listed. ``candidates`` are the ids of the disclosures whose inputs changed since it was published, None
    when that is not known.
    """
    found: dict[str, list[pl.DataFrame]] = {table: [contract.frame(table, [])] for table in TABLES}
    counts: Counter[str] = Counter()

    def add(table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        found[table].append(contract.frame(table, [{"run_id": run_id, **row} for row in rows]))

    with bounded(None, after.parent, megabytes) as connection:
        if before is None:
            connection.execute("ATTACH ':memory:' AS old")
            _make_tables(connection, "old")
        else:
            connection.execute(f"ATTACH {_literal(before)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {_literal(after)} AS new (READ_ONLY)")
        for documents in _document_changes(connection):
            add("audit.document_change", documents)
            counts["documents"] += len(documents)
        for pairs in _pairs(connection, candidates):
            changed = list(_compare_some(connection, pairs, with_amounts=before is not None))
            add("audit.disclosure_change", [row for row, _ in changed])
            add("audit.amount_change", [amount for _, moved in changed for amount in moved])
            counts.update(row["change"] for row, _ in changed)
            counts["amounts"] += sum(row["lines_moved"] for row, _ in changed)
    run = {
        "run_at": at,
        "documents": counts["documents"],
        "disclosures_new": counts["new"],
        "disclosures_changed": sum(counts[change] for change in ("restated", "parts", "reread")),
        "disclosures_gone": counts["withdrawn"],
        "amounts_moved": counts["amounts"],
    }
    add("audit.run", [run])
    return {table: pl.concat(frames) for table, frames in found.items()}


def _make_tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    connection.execute(f"USE {catalog}")
    for script in contract.schema_files():
        connection.execute(script)
    connection.execute("USE memory")


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _document_changes(connection: duckdb.DuckDBPyConnection) -> Iterator[list[dict[str, Any]]]:
    """The documents whose status changed, some at a time."""
    query = (
        "SELECT document_id, now.path, earlier.status AS status_before, now.status, now.reason "
        "FROM new.raw.document AS now LEFT JOIN old.raw.document AS earlier USING (document_id) "
        "WHERE now.status IS DISTINCT FROM earlier.status ORDER BY now.path, document_id"
    )
    names = ("document_id", "path", "status_before", "status", "reason")
    for rows in _some_at_a_time(connection, query, []):
        yield [dict(zip(names, row, strict=True)) for row in rows]


_CURRENT = """
SELECT department_id, fiscal_year, kind, scope, disclosure_id, version, disclosure.region_code,
    coalesce(department.name, unit_name, department_id) AS name
FROM {side}.core.disclosure AS disclosure
LEFT JOIN {side}.core.dim_department AS department USING (department_id)
WHERE is_current
"""
_PAIRS = f"""
SELECT department_id, fiscal_year, kind, scope, before.* EXCLUDE (department_id, fiscal_year, kind, scope),
    after.* EXCLUDE (department_id, fiscal_year, kind, scope)
FROM ({_CURRENT.format(side="old")}) AS before
FULL JOIN ({_CURRENT.format(side="new")}) AS after USING (department_id, fiscal_year, kind, scope)
WHERE before.disclosure_id IS DISTINCT FROM after.disclosure_id
    OR $all OR after.disclosure_id IN (SELECT unnest($candidates))
ORDER BY CASE WHEN after.disclosure_id IS NULL THEN coalesce(before.region_code, '~')
              ELSE coalesce(after.region_code, '~') END,
    CASE WHEN after.disclosure_id IS NULL THEN before.name ELSE after.name END,
    department_id, fiscal_year, kind, scope
"""


def _pairs(connection: duckdb.DuckDBPyConnection, candidates: Collection[str] | None) -> Iterator[list[_Pair]]:
    """The disclosures to look at, by region, name, year, kind and scope, some at a time."""
    asked = {"all": candidates is None, "candidates": sorted(candidates or ())}
    for rows in _some_at_a_time(connection, _PAIRS, asked):
        yield [_Pair(_current(row[:4], row[4:8]), _current(row[:4], row[8:12])) for row in rows]


def _current(identity: tuple[Any, ...], row: tuple[Any, ...]) -> _Current | None:
    disclosure_id, version, region_code, name = row
    return _Current(disclosure_id, version, identity, region_code, name) if disclosure_id else None


def _some_at_a_time(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: object
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, while the connection is asked other things."""
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows


def _compare_some(
    connection: duckdb.DuckDBPyConnection, pairs: Sequence[_Pair], with_amounts: bool
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """For each disclosure that changed its row, and the rows of its amounts."""
    slices = [
        _slice(connection, side, [current.disclosure_id for current in some if current], with_amounts)
        for side, some in zip(("old", "new"), zip(*(pair.sides for pair in pairs), strict=True), strict=True)
    ]
    for pair in pairs:
        before, after = (of.take(current) for of, current in zip(slices, pair.sides, strict=True))
        lines = _moved(before.lines, after.lines) if pair.before and pair.after else {}
        change = _change(pair, before.documents, after.documents, len(lines))
        if change is None:
            continue
        moved = [
            _amount_row("headline", _HEADLINE, *item) for item in _moved(before.headlines, after.headlines).items()
        ]
        if len(lines) <= LINES_SHOWN:
            moved += [_amount_row("line", _LINE, *item) for item in lines.items()]
        department_id, fiscal_year, kind, scope = pair.known.identity
        row = {
            "change": change,
            "region_code": pair.known.region_code,
            "department_id": department_id,
            "department_name": pair.known.name,
            "fiscal_year": fiscal_year,
            "kind": kind,
            "scope": scope,
            "disclosure_id_before": pair.before.disclosure_id if pair.before else None,
            "disclosure_id": pair.after.disclosure_id if pair.after else None,
            "version_before": pair.before.version if pair.before else None,
            "version": pair.after.version if pair.after else None,
            "documents": "; ".join(path for path, _ in (after if pair.after else before).documents),
            "lines_moved": len(lines),
        }
        yield row, [{"disclosure_id": pair.known.disclosure_id} | of_amount for of_amount in moved]


def _change(
    pair: _Pair, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]], lines_moved: int
) -> str | None:
    """What became of a disclosure, None where nothing did; ``before`` and ``after`` are its documents."""
    if pair.before is None:
        return "new"
    if pair.after is None:
        return "withdrawn"
    if pair.before.version != pair.after.version:
        return "restated"
    if len(before) != len(after):
        return "parts"
    same = {document for _, document in before} == {document for _, document in after}
    return ("reread" if same else "parts") if lines_moved else None


@dataclass(frozen=True)
class _Slice:
    """What there is of some disclosures, by disclosure: (path, document), amounts by their words."""

    documents: Mapping[str, Sequence[tuple[str, str]]]
    headlines: Mapping[str, Mapping[Words, Amount]]
    lines: Mapping[str, Mapping[Words, Amount]]

    def take(self, current: _Current | None) -> "_Taken":
        """What there is of one."""
        key = current.disclosure_id if current else ""
        return _Taken(self.documents.get(key, ()), self.headlines.get(key, {}), self.lines.get(key, {}))


@dataclass(frozen=True)
class _Taken:
    documents: Sequence[tuple[str, str]]
    headlines: Mapping[Words, Amount]
    lines: Mapping[Words, Amount]


_HEADLINE = ("measure", "fiscal_year")
_LINE = ("statement", "label_path", "column_path", "fiscal_year")
"""The words of an amount that the rows keep; others tell lines apart that these do not."""

_DOCUMENTS = """
SELECT DISTINCT held.disclosure_id, document.path, document_id
FROM (
    SELECT disclosure_id, document_id FROM {side}.raw."table"
    UNION SELECT disclosure_id, document_id FROM {side}.raw.paragraph
) AS held JOIN {side}.raw.document AS document USING (document_id)
WHERE held.disclosure_id IN (SELECT unnest(?))
ORDER BY ALL
"""


def _slice(connection: duckdb.DuckDBPyConnection, side: str, disclosures: list[str], with_amounts: bool) -> _Slice:
    """Copy these disclosures into memory and find their headline measures and lines."""
    documents: dict[str, list[tuple[str, str]]] = {}
    for disclosure_id, path, document_id in connection.execute(_DOCUMENTS.format(side=side), [disclosures]).fetchall():
        documents.setdefault(disclosure_id, []).append((path, document_id))
    if not with_amounts:
        return _Slice(documents, {}, {})
    connection.execute("ATTACH ':memory:' AS slice")
    _make_tables(connection, "slice")
    scripts = view_files.with_sources("mart.department_year")
    sources = {name for script in scripts for name in script.depends_on} | {"core.fact_line_item"}
    for table in sorted(sources & contract.tables().keys()):
        # A database that another version of the program published may have other columns.
        shared = [name for name in _columns(connection, f"{side}.{table}") if name in contract.columns(table)]
        names = ", ".join(f'"{name}"' for name in shared)
        where = "WHERE disclosure_id IN (SELECT unnest(?))" if "disclosure_id" in shared else ""
        connection.execute(
            f"INSERT INTO slice.{table} BY NAME SELECT {names} FROM {side}.{table} {where}",
            [disclosures] if where else [],
        )
    connection.execute("USE slice")
    for script in scripts:
        connection.execute(script.sql)
    headlines, lines = _amounts(connection, "headlines"), _amounts(connection, "lines")
    connection.execute("USE memory")
    connection.execute("DETACH slice")
    return _Slice(documents, headlines, lines)


def _amounts(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, dict[Words, Amount]]:
    """The answer of sql/changes/<name>.sql in the slice, by disclosure and by the words that name an amount."""
    found: dict[str, dict[Words, Amount]] = {}
    script = (SQL_DIR / "changes" / f"{name}.sql").read_text(encoding="utf-8")
    for disclosure_id, *words, amount, fact_id in connection.execute(script).fetchall():
        found.setdefault(disclosure_id, {})[tuple(words)] = (amount, fact_id)
    return found


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"DESCRIBE {table}").fetchall()]


def _moved(
    before: Mapping[Words, Amount], after: Mapping[Words, Amount]
) -> dict[Words, tuple[Amount | None, Amount | None]]:
    """The amounts that differ, appeared or went, in the order of their words."""
    both = ((words, (before.get(words), after.get(words))) for words in sorted(before.keys() | after.keys()))
    return {words: (old, new) for words, (old, new) in both if old is None or new is None or old[0] != new[0]}


def _amount_row(
    grain: str, names: Sequence[str], words: Words, amounts: tuple[Amount | None, Amount | None]
) -> dict[str, Any]:
    (before, before_id), (after, after_id) = (amount or (None, None) for amount in amounts)
    row = dict(zip(names, words, strict=False))
    return row | {
        "grain": grain,
        "fiscal_year": row["fiscal_year"] or None,
        "amount_before_yuan": before,
        "amount_yuan": after,
        "change_yuan": (after or Decimal(0)) - (before or Decimal(0)),
        "fact_id_before": before_id,
        "fact_id": after_id,
    }
