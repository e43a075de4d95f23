"""What runs changed, as text for ``budget changes`` and as Markdown for the Dagster UI, read from audit.*_change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipeline.report.database import WarehouseError, opened
from pipeline.report.layout import columns

_SHOWN = 200
"""Disclosures or files of one run that the Markdown lists."""

_WORDS = {
    "new": "new",
    "restated": "restated",
    "parts": "other parts",
    "reread": "read anew by the program",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True)
class Run:
    """A run with what it changed; rows are those of the audit tables, ordered for reading."""

    run_id: str
    run_at: datetime
    note: str | None
    disclosures: Sequence[dict[str, Any]]
    amounts: Sequence[dict[str, Any]]
    documents: Sequence[dict[str, Any]]

    @property
    def headline(self) -> str:
        """One line that says how much there is."""
        counts = [f"{sum(row['change'] == name for row in self.disclosures)} {words}" for name, words in _WORDS.items()]
        said = ", ".join(count for count in counts if not count.startswith("0 ")) or "no disclosure changed"
        aside = sum(row["status"] == "quarantined" for row in self.documents)
        return said + (f"; {aside} {'file' if aside == 1 else 'files'} set aside" if aside else "")


def changes(warehouse_dir: Path, since: date | None = None, run: str | None = None) -> str:
    """What the last run that published changed, or every run since a day (UTC), or one run by its id or its beginning.

    Raises WarehouseError when there is no warehouse, or no such run.
    """
    with opened(warehouse_dir) as connection:
        runs = list(_runs(connection, since, run))
    if not runs and run:
        raise WarehouseError(f"no run {run} is known; budget sql 'FROM audit.run' lists them")
    return "\n\n".join(map(render, runs)) or f"nothing was published since {since}"


def _runs(connection: duckdb.DuckDBPyConnection, since: date | None, run: str | None) -> Iterator[Run]:
    parameters: list[str | date] = []
    if run:
        which, parameters = "WHERE starts_with(run_id, ?)", [run]
    elif since:
        which, parameters = "WHERE run_at >= ?", [since]
    else:
        which = "ORDER BY run_at DESC LIMIT 1"
    query = f"SELECT * FROM (SELECT run_id, run_at, note FROM audit.run {which}) ORDER BY run_at DESC"
    for run_id, run_at, note in connection.execute(query, parameters).fetchall():
        yield read_run(connection, run_id, run_at, note)


def read_run(connection: duckdb.DuckDBPyConnection, run_id: str, run_at: datetime, note: str | None) -> Run:
    """The change rows of one run."""

    def rows(query: str) -> list[dict[str, Any]]:
        found = connection.execute(query, [run_id])
        names = [name for name, *_ in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    return Run(
        run_id,
        run_at,
        note,
        rows(
            "SELECT change.*, coalesce(region.name, change.region_code) AS region "
            "FROM audit.disclosure_change AS change "
            "LEFT JOIN (SELECT region_code, any_value(name) AS name FROM core.dim_region GROUP BY ALL) AS region "
            "USING (region_code) WHERE run_id = ? ORDER BY region_code, department_name, fiscal_year, kind, scope"
        ),
        rows(
            "SELECT * FROM audit.amount_change WHERE run_id = ? "
            "ORDER BY disclosure_id, grain, measure, fiscal_year, statement, label_path, column_path, fact_id"
        ),
        rows("SELECT * FROM audit.document_change WHERE run_id = ? ORDER BY path, document_id"),
    )


def _title(row: dict[str, Any]) -> str:
    versions = ""
    if row["version_before"] and row["version"] and row["version_before"] != row["version"]:
        versions = f", version {row['version_before']} -> {row['version']}"
    kind = "" if row["kind"] == "budget" else " final accounts"
    scope = "" if row["scope"] == "department" else f" ({row['scope']})"
    lines = f", {row['lines_moved']} amounts" if row["lines_moved"] else ""
    return f"{row['department_name']}{scope} {row['fiscal_year']}{kind}{versions}{lines}"


def _money(amount: Decimal | None, sign: str = "") -> str:
    return "-" if amount is None else f"{amount:{sign},.2f}"


def _amount(row: dict[str, Any]) -> list[str]:
    words = row["measure"] or " ".join(
        part for part in (row["statement"], row["label_path"], f"[{row['column_path']}]") if part
    )
    year = str(row["fiscal_year"] or "")
    return [words, year, _money(row["amount_before_yuan"]), _money(row["amount_yuan"]), _money(row["change_yuan"], "+")]


def _of(run: Run, disclosure: dict[str, Any]) -> list[list[str]]:
    key = disclosure["disclosure_id"] or disclosure["disclosure_id_before"]
    return [_amount(row) for row in run.amounts if row["disclosure_id"] == key]


def render(run: Run) -> str:
    """A run as lines for a person."""
    lines = [f"{run.run_at:%Y-%m-%d %H:%M:%S} UTC  run {run.run_id}", run.headline]
    if run.note:
        lines.append(run.note)
    for row in run.disclosures:
        lines += ["", f"{_WORDS[row['change']]}: {row['region'] or ''} {_title(row)}", f"  {row['documents']}"]
        if amounts := _of(run, row):
            lines += columns([["in 元", "", "before", "now", "change"], *amounts], "<<>>>", indent="    ")
    if aside := [row for row in run.documents if row["status"] in ("quarantined", "withdrawn")]:
        lines += ["", "files"]
        lines += columns([[row["status"], row["path"], row["reason"] or ""] for row in aside], "<<<")
    return "\n".join(lines)


def markdown(run: Run) -> str:
    """A run as Markdown: disclosures with their headline measures, files set aside or gone."""
    lines = [f"**{run.headline}**", ""]
    if run.note:
        lines += [run.note, ""]
    if run.disclosures:
        lines += [
            "| change | region | disclosure | measure | before, 元 | now, 元 | change, 元 |",
            "|---|---|---|---|--:|--:|--:|",
        ]
    for row in run.disclosures[:_SHOWN]:
        head = [_WORDS[row["change"]], row["region"] or "", _title(row)]
        for words, _, *money in _of(run, row) or [["", "", "", "", ""]]:
            lines.append("| " + " | ".join(map(_cell, [*head, words, *money])) + " |")
            head = ["", "", ""]
    aside = [row for row in run.documents if row["status"] in ("quarantined", "withdrawn")]
    if aside:
        lines += ["", "| file | became | reason |", "|---|---|---|"]
        lines += [
            "| " + " | ".join(map(_cell, (row["path"], row["status"], row["reason"] or ""))) + " |"
            for row in aside[:_SHOWN]
        ]
    left = max(len(run.disclosures) - _SHOWN, 0) + max(len(aside) - _SHOWN, 0)
    return "\n".join([*lines, "", f"{left} more: budget changes --run {run.run_id}"] if left else lines)


def _cell(text: str) -> str:
    """A text that stays in its cell and is no markup."""
    for special in "\\`*_{}[]<>|":
        text = text.replace(special, f"\\{special}")
    return " ".join(text.split())


def last_run(database: Path) -> str:
    """The Markdown of the newest run that a database (published or not) tells of."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return markdown(next(_runs(connection, None, None)))
