"""The tables of the register in SQLite, and an entry as a row of them."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import polars as pl

from pipeline.warehouse.entries import Entry, Note
from pipeline.warehouse.manifest import SCHEMA

_TIMES = tuple(name for name, kind in SCHEMA.items() if kind == pl.Datetime("us"))
_LISTS = tuple(name for name, kind in SCHEMA.items() if kind == pl.List(pl.Datetime("us")))

ID_AT = list(SCHEMA).index("document_id")
ENTRY_COLUMNS = ", ".join(SCHEMA)
NOTE_NAMES = tuple(item.name for item in fields(Note))
NOTE_COLUMNS = ", ".join(NOTE_NAMES)

_MADE_AGAIN = {
    "note": NOTE_NAMES,
    "section": (
        "key",
        "document_id",
        "is_standing",
        "together",
        "beside",
        "is_yearless",
        "is_unnamed",
        "disclosure_id",
        "original",
    ),
    "disclosure": ("disclosure_id", "region_code", "fiscal_year", "is_current", "content"),
}
"""Tables that can be worked out again and their columns, the key first; settled describes the last two."""

_INDEXES = {
    "entry": ("document_id",),
    "section": ("document_id", "together", "beside", "disclosure_id", "original"),
    "disclosure": ("region_code, fiscal_year",),
}


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables that are missing. Of those that another version of the program made, the entries get the columns
    that they lack, and what can be worked out again is forgotten.
    """

    def columns(table: str) -> tuple[str, ...]:
        return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))

    connection.execute(
        f"CREATE TABLE IF NOT EXISTS entry ({ENTRY_COLUMNS}, PRIMARY KEY (root, path, document_id)) WITHOUT ROWID"
    )
    for name in [name for name in SCHEMA if name not in columns("entry")]:
        connection.execute(f"ALTER TABLE entry ADD COLUMN {name}")
    for table, wanted in _MADE_AGAIN.items():
        if columns(table) != wanted:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE {table} ({', '.join(wanted)}, PRIMARY KEY ({wanted[0]})) WITHOUT ROWID")
    for table, keys in _INDEXES.items():
        for number, key in enumerate(keys):
            connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_{number} ON {table} ({key})")


def row_of(entry: Entry) -> list[Any]:
    """The entry as SQLite keeps it: times as ISO text, lists of times as JSON."""
    values = {name: getattr(entry, name) for name in SCHEMA}
    for name in _TIMES:
        values[name] = values[name].isoformat() if values[name] else None
    for name in _LISTS:
        values[name] = json.dumps([time.isoformat() for time in values[name]]) if values[name] else None
    return list(values.values())


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry that SQLite keeps as :func:`row_of` says."""
    values = dict(zip(SCHEMA, row, strict=True))
    for name in _TIMES:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    for name in _LISTS:
        values[name] = [datetime.fromisoformat(time) for time in json.loads(values[name])] if values[name] else None
    values["is_replaced"] = None if values["is_replaced"] is None else bool(values["is_replaced"])
    return Entry(**values)


def marks(columns: Iterable[str]) -> str:
    """The marks of so many parameters of a statement."""
    return ", ".join("?" for _ in columns)
