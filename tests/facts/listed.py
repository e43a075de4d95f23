"""Facts of one table as tests compare them."""

from typing import Any


def rows(frames: dict[str, list[dict[str, Any]]], table: str, *names: str) -> list[tuple[Any, ...]]:
    """The rows of a table of facts: these columns of each."""
    return [tuple(row[name] for name in names) for row in frames[f"core.fact_{table}"]]
