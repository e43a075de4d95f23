"""Writing a file whole or not at all: a temporary name beside the target, then a rename."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import polars as pl


def write_whole(target: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` fill a temporary file beside ``target``, then put it in the target's place in one step.

    Raises OSError that names the target when there is no room or no permission.
    """
    temporary = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        os.replace(temporary, target)
    except OSError as error:
        raise OSError(error.errno, f"cannot be written ({error.strerror})", str(target)) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write a frame as Parquet. Raises OSError when the disk does not take it."""
    buffer = io.BytesIO()  # polars hides the system's reason when it writes to the disk itself
    frame.write_parquet(buffer, compression="zstd")
    path.write_bytes(buffer.getbuffer())


def write_parquet(frame: pl.DataFrame, target: Path) -> None:
    """Put a frame in the place of a Parquet file in one step."""
    write_whole(target, lambda path: write_frame(frame, path))


def write_text(text: str, target: Path) -> None:
    """Put a text in the place of a file in one step."""
    write_whole(target, lambda path: path.write_text(text, encoding="utf-8"))
