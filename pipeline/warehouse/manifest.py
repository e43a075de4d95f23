"""The manifest: the columns and the statuses of what is known of a file, as frames.

A scan notes every new file with status ``seen`` before any is read, so that first_seen_at, which decides between
versions, does not depend on an interruption. Reading and resolving then set the other columns. A file that changes its
content gets an entry of its own (that of the old content becomes ``withdrawn``), so an entry's document_id never
changes. The register keeps the entries; raw.document and raw.document_path are made from them.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

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


_OLDER = ("manifest.parquet", "notes.parquet")
"""Files of lakes from before the register was one file."""


def of_older_lake(root: Path, at_once: int) -> Iterator[pl.DataFrame]:
    """The entries of a lake from before the register was one file, in pieces; columns that it lacks are null."""
    file = root / _OLDER[0]
    if file.is_file():
        known = pl.concat([pl.DataFrame(schema=SCHEMA), pl.read_parquet(file)], how="diagonal")
        yield from known.iter_slices(at_once)


def forget_older(root: Path) -> None:
    """Remove what the register took the place of."""
    for name in _OLDER:
        (root / name).unlink(missing_ok=True)


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
