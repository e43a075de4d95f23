"""The CSV files of ``data/``, row by row; what each is: README.md beside this module."""

import csv
from collections.abc import Iterator
from pathlib import Path

DATA_DIR = Path(__file__).resolve().parent / "data"


def read_rows(file: str) -> Iterator[dict[str, str]]:
    """The rows of one of the CSV files of ``data/`` by column name."""
    with (DATA_DIR / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
