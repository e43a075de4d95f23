"""The manifest: one row per file that a scan ever met, the only state that changes from run to run.

A scan adds a row with status ``seen`` for every new file before any is read, so that first_seen_at, which decides
between versions, does not depend on an interruption. Reading and resolving then set the other columns. A file that
changes its content gets a row of its own (the row of the old content becomes ``withdrawn``), so a row's
document_id never changes. raw.document and raw.document_path are made from it.
"""

from pathlib import Path

import polars as pl

from pipeline.warehouse.files import write_parquet

SEEN, LOADED, QUARANTINED, SUPERSEDED, WITHDRAWN = "seen", "loaded", "quarantined", "superseded", "withdrawn"

SCHEMA: dict[str, pl.DataType] = {
    "root": pl.String(),  # absolute path of the raw folder
    "path": pl.String(),  # relative to root, / between folders
    "document_id": pl.String(),  # 16 hex digits of sha256; of the path when the bytes could not be read
    "sha256": pl.String(),
    "size_bytes": pl.Int64(),
    "mtime": pl.Datetime("us"),
    "media_type": pl.String(),
    "reader": pl.String(),
    "reader_version": pl.String(),
    "pages": pl.Int32(),
    "status": pl.String(),
    "reason": pl.String(),
    "first_seen_at": pl.Datetime("us"),
    "loaded_at": pl.Datetime("us"),
    "disclosure_id": pl.String(),
    "changed_at": pl.Datetime("us"),  # when a scan last found it new, changed, gone or back
    "is_replaced": pl.Boolean(),  # another content has the name now
    "taken_at": pl.List(pl.Datetime("us")),  # when the name got this content in place of another
}

# Of several names of one content, the one whose fate is the document's: a name that is still there comes first.
_PRECEDENCE = {LOADED: 0, SUPERSEDED: 1, QUARANTINED: 2, SEEN: 3, WITHDRAWN: 4}


def empty() -> pl.DataFrame:
    """A manifest without rows."""
    return pl.DataFrame(schema=SCHEMA)


def load(path: Path) -> pl.DataFrame:
    """The manifest of a lake, empty when the file is not there; columns that an older version lacks are null."""
    return pl.concat([empty(), pl.read_parquet(path)], how="diagonal") if path.is_file() else empty()


def save(frame: pl.DataFrame, path: Path) -> None:
    """Replace the manifest in one step.

    Raises ValueError when columns or types differ from SCHEMA, or when a file and content stand twice.
    """
    if frame.schema != pl.Schema(SCHEMA):
        raise ValueError(f"the manifest must have the columns {', '.join(SCHEMA)}; it has {', '.join(frame.columns)}")
    key = ["root", "path", "document_id"]
    twice = frame.filter(frame.select(key).is_duplicated())
    if not twice.is_empty():
        raise ValueError(f"the manifest lists {twice['path'][0]} twice with the same content")
    write_parquet(frame.sort("root", "path", "first_seen_at", "document_id"), path)


def documents(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of raw.document: one per content, files that are only seen so far left out."""
    return (
        frame.filter(pl.col("status") != SEEN)
        .sort(pl.col("status").replace_strict(_PRECEDENCE), "first_seen_at", "path", "root")
        .with_columns(pl.col("first_seen_at").min().over("document_id"))
        .unique("document_id", keep="first", maintain_order=True)
        .sort("document_id")
    )


def document_paths(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of raw.document_path: every name under which a content was found."""
    return (
        frame.filter(pl.col("status") != SEEN)
        .with_columns(is_present=(pl.col("status") != WITHDRAWN) & ~pl.col("is_replaced").fill_null(False))
        .select("root", "path", "document_id", "size_bytes", "mtime", "first_seen_at", "changed_at", "is_present")
        .sort("root", "path", "document_id")
    )
