"""Writing a file whole or not at all: a temporary name beside the target, then a rename."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import polars as pl


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a temporary file beside ``target``, then put it in the target's place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        write(temporary)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def write_parquet(frame: pl.DataFrame, target: Path) -> None:
    """Put a frame in the place of a Parquet file in one step."""
    write_whole(target, lambda path: frame.write_parquet(path, compression="zstd"))


def write_text(text: str, target: Path) -> None:
    """Put a text in the place of a file in one step."""
    write_whole(target, lambda path: path.write_text(text, encoding="utf-8"))
