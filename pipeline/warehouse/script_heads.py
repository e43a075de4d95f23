"""The comment that heads a script of sql/views and sql/rules, as data.

Its first lines say what the script is about; lines ``Name: text`` begin a field, indented ones go on with it; under
``Columns:`` each line with two blanks and a name describes a column, lines with more blanks go on with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS = "Columns"
_COLUMN = re.compile(r"  (\w+)\s+(\S.*)")


@dataclass(frozen=True)
class Head:
    """What a head says: the text before its fields, the fields by name, and the columns in order."""

    about: str
    fields: dict[str, str]
    columns: dict[str, str]


def parse(lines: Sequence[str], names: Sequence[str]) -> Head:
    """The head in these lines, from which the dashes are taken off; ``names`` are those of its fields."""
    begins = re.compile(rf"({'|'.join(names)}):\s*(.*)")
    about: list[str] = []
    fields: dict[str, str] = {}
    columns: dict[str, str] = {}
    field = column = None
    for line in lines:
        started, listed = begins.match(line), _COLUMN.match(line)
        if started:
            field = started[1]
            fields[field] = started[2]
        elif field is None:
            about.append(line.strip())
        elif field == COLUMNS and listed and not line.startswith("   "):
            column = listed[1]
            columns[column] = listed[2]
        elif field == COLUMNS and column:
            columns[column] += f" {line.strip()}"
        else:
            fields[field] += f" {line.strip()}"
    return Head(
        " ".join(line for line in about if line), {name: text.strip() for name, text in fields.items()}, columns
    )
