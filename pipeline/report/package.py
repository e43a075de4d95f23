"""A Frictionless data package: facts, dimensions and the documents they come from, and a schema of all.

``datapackage.json`` follows the Data Package and Table Schema specifications, version 1 (https://specs.frictionlessdata.io):
types, primary and foreign keys, descriptions from the database's comments, the unit of each figure, the documents as
sources, size and hash of each file. Licences are left to whoever publishes the package: what a government discloses and
what may be done with it is not for a program to say.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb

from pipeline import contract
from pipeline.report.database import WarehouseError, opened
from pipeline.report.export import harmless_in_sql

_MANIFEST = "datapackage.json"
_RESOURCES = """
SELECT schema_name || '.' || table_name AS name, coalesce(comment, '') AS comment
FROM duckdb_tables()
WHERE (schema_name = 'core' OR (schema_name, table_name) = ('raw', 'document')) AND NOT internal
ORDER BY schema_name, table_name
"""
_COLUMNS = """
SELECT column_name, data_type, coalesce(comment, ''), NOT is_nullable FROM duckdb_columns()
WHERE schema_name || '.' || table_name = $name ORDER BY column_index
"""
_SOURCES = """
SELECT path, document_id, sha256 FROM raw.document WHERE status IN ('loaded', 'superseded') ORDER BY path, document_id
"""
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
}
_DATETIME = "%Y-%m-%dT%H:%M:%SZ"
_REFERENCES = {
    "disclosure_id": "core.disclosure",
    "document_id": "raw.document",
    "department_id": "core.dim_department",
    "project_id": "core.fact_project",
}
"""The tables that hold what a column of this name refers to."""


class ResourceFormat(StrEnum):
    """How the tables of a package are written."""

    CSV = "csv"
    PARQUET = "parquet"


def write_package(warehouse_dir: Path, folder: Path, style: ResourceFormat = ResourceFormat.CSV) -> tuple[Path, int]:
    """Write a package into a folder that is new, empty, or holds an earlier one; gives the manifest and its tables.

    The manifest is written last. Raises WarehouseError when there is no warehouse, when the folder holds something
    else, and when it cannot be written.
    """
    with opened(warehouse_dir) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        try:
            if folder.exists() and any(folder.iterdir()) and not (folder / _MANIFEST).is_file():
                raise WarehouseError(f"{folder} is not empty and holds no data package; name a new folder")
            folder.mkdir(parents=True, exist_ok=True)
            tables = connection.execute(_RESOURCES).fetchall()
            resources = [_resource(connection, folder, name, comment, style) for name, comment in tables]
            manifest = json.dumps(_manifest(connection, resources), ensure_ascii=False, indent=1)
            _replace(folder / _MANIFEST, lambda part: part.write_text(manifest, encoding="utf-8"))
        except OSError as error:
            raise WarehouseError(f"{folder} cannot be written: {error}") from error
    return folder / _MANIFEST, len(resources)


def _manifest(connection: duckdb.DuckDBPyConnection, resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    sources = connection.execute(_SOURCES).fetchall()
    return {
        "profile": "tabular-data-package",
        "name": "budget-disclosures",
        "title": "Government budget disclosures (部门预算公开)",
        "description": "Facts and dimensions read from budget disclosures. Money is in 元, exact to the cent; proof "
        "says of each figure whether arithmetic holds it. In CSV an empty cell is null or an empty text, and a text "
        "that a spreadsheet would run as a formula (it begins with = + - or @ and is no number) has an apostrophe in "
        "front. In Parquet all texts are as printed.",
        "sources": [
            {"title": path, "document_id": document_id, "hash": f"sha256:{digest}"}
            for path, document_id, digest in sources
        ],
        "resources": resources,
    }


def _resource(
    connection: duckdb.DuckDBPyConnection, folder: Path, name: str, comment: str, style: ResourceFormat
) -> dict[str, Any]:
    columns = connection.execute(_COLUMNS, {"name": name}).fetchall()
    file = folder / f"{name}.{style}"
    _replace(file, lambda part: _copy(connection, name, [(column, kind) for column, kind, *_ in columns], part, style))
    content = {"mediatype": "application/vnd.apache.parquet"}
    if style is ResourceFormat.CSV:
        content = {"mediatype": "text/csv", "encoding": "utf-8"}
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource",
        "name": name.lower(),
        "path": file.name,
        "title": name,
        "description": comment,
        "format": str(style),
        **content,
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(connection, name, columns),
    }


def _schema(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Sequence[tuple[str, str, str, bool]]
) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(*column) for column in columns], "missingValues": [""]}
    if name in contract.primary_keys():
        schema["primaryKey"] = list(contract.primary_keys()[name])
    references = [
        {
            "fields": [column],
            "reference": {"resource": "" if target == name else target, "fields": [column]},
        }
        for column, target in _REFERENCES.items()
        if target != name and column in {found for found, *_ in columns}
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _field(column: str, kind: str, comment: str, is_required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column, "type": _type(kind), "description": comment}
    if kind == "TIMESTAMP":
        field["format"] = _DATETIME
    if is_required and kind != "VARCHAR":  # in CSV an empty text cannot be told from null
        field["constraints"] = {"required": True}
    if column.endswith("_yuan"):
        field["unit"] = "CNY"
    elif re.search(r"(^|_)(share|percent)$", column) and kind.startswith("DECIMAL"):
        field["unit"] = "percent"
    return field


def _type(kind: str) -> str:
    return "number" if kind.startswith("DECIMAL") else _TYPES[kind]


def _copy(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[tuple[str, str]],
    file: Path,
    style: ResourceFormat,
) -> None:
    """Rows in the order of their columns, so that the same warehouse gives the same file; decimals as exact text."""
    path = str(file).replace("'", "''")
    shown = ", ".join(
        f'{_in_csv(column, kind)} AS "{column}"' if style is ResourceFormat.CSV else f'"{column}"'
        for column, kind in columns
    )
    schema, table = name.split(".")
    options = "FORMAT csv, HEADER, NULLSTR ''" if style is ResourceFormat.CSV else "FORMAT parquet, COMPRESSION zstd"
    connection.execute(f"COPY (SELECT {shown} FROM {schema}.\"{table}\" ORDER BY ALL) TO '{path}' ({options})")


def _in_csv(column: str, kind: str) -> str:
    """The expression that gives what is written of a column."""
    match kind:
        case "TIMESTAMP":
            return f"strftime(\"{column}\", '{_DATETIME}')"
        case "VARCHAR":
            return harmless_in_sql(f'"{column}"')
    return f'"{column}"'


def _replace(file: Path, write: Any) -> None:
    """Write a file beside and put it in its place once it is whole."""
    part = file.with_name(f".{file.name}.part")
    try:
        write(part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
