"""The example questions of sql/examples: each a file whose first comment is the question and how to read the answer.

-- What does each bureau plan to spend?
--
-- Reading: what a row is, and what to mind.
SELECT ...
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.paths import SQL_DIR
from pipeline.report.layout import columns
from pipeline.report.naming import unknown

EXAMPLES_DIR = SQL_DIR / "examples"
_READING = "Reading: "


@dataclass(frozen=True)
class Example:
    """One file of sql/examples."""

    name: str
    """The file's name without .sql."""
    question: str
    """What it asks, in one sentence."""
    reading: str
    """How to read the answer."""
    sql: str
    """The whole script, comments included: one SELECT."""


def parse(name: str, sql: str) -> Example:
    """The script's header as data. Raises ValueError that names the file and what its header lacks."""
    header: list[str] = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        header.append(line[2:].strip())
    question, _, reading = " ".join(header).partition(_READING)
    if not question.strip().endswith("?"):
        raise ValueError(f"sql/examples/{name}.sql: the first comment must be a question that ends with '?'")
    if not reading:
        raise ValueError(f"sql/examples/{name}.sql: the header has no '{_READING.strip()}' line")
    return Example(name, " ".join(question.split()), " ".join(reading.split()), sql)


def load(folder: Path = EXAMPLES_DIR) -> dict[str, Example]:
    """All examples by name, in the order of the names. Raises ValueError for a header that is not whole."""
    files = sorted(folder.glob("*.sql"), key=lambda path: path.stem)
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in files}


def example(name: str) -> Example:
    """One example by name. Raises WarehouseError that lists the names when there is none."""
    known = load()
    if name not in known:
        raise unknown("example", name, list(known))
    return known[name]


def listing() -> str:
    """Name and question of every example, one per line."""
    return "\n".join(columns([[some.name, some.question] for some in load().values()], "<<", indent=""))
