"""The data dictionary: every table and view with its columns, written from the database's own comments.

`docs/data-dictionary.md` is this text; `make dictionary` writes it anew after a change of sql/.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline import contract
from pipeline.report import examples
from pipeline.warehouse.relations import Relation, relations, sentence

_SCHEMA = re.compile(r"-- Schema (\w+): (.+)")
SCHEMAS = ("mart", "core", "audit", "raw")
"""The schemas in the order in which an analyst needs them."""
_INTRODUCTION = """\
# Data dictionary

Written by `make dictionary` from the comments of the database itself (`sql/schema`, `sql/views`): do not edit. The same
words are in the warehouse:

    SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'mart';

Money is DECIMAL in 元. Percent and shares are in percent points (25 = 25 %). Timestamps are in UTC.
"""


def markdown() -> str:
    """The whole dictionary: an index, then each schema with its tables and views, those of mart first."""
    described = relations()
    about = schemas()
    asked = asked_of(described)
    parts = [_INTRODUCTION]
    for schema in SCHEMAS:
        names = sorted(name for name in described if name.startswith(f"{schema}."))
        parts.append(f"## {schema}\n\n{about[schema]}\n")
        parts.append("\n".join(f"- [{name}](#{_anchor(name)}): {gist(described[name])}" for name in names) + "\n")
        parts += [_section(name, described[name], asked.get(name, [])) for name in names]
    return "\n".join(parts)


def schemas() -> dict[str, str]:
    """What each schema is, from the first line of its script."""
    found = (_SCHEMA.match(script) for script in contract.schema_files())
    return {match[1]: match[2] for match in found if match}


def asked_of(described: Mapping[str, Relation]) -> dict[str, list[examples.Example]]:
    """The examples that read each table or view."""
    result: dict[str, list[examples.Example]] = {}
    for example in examples.load().values():
        for name in sorted(set(re.findall(r"\b\w+\.\w+\b", example.sql)) & described.keys()):
            result.setdefault(name, []).append(example)
    return result


def _section(name: str, relation: Relation, asked: Sequence[examples.Example]) -> str:
    lines = [f"### {name}", "", sentence(relation.comment), "", "| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{column}` | {kind} | {_cell(text)} |" for column, kind, text in relation.columns]
    if asked:
        lines += ["", "Examples:", ""]
        lines += [f"- {example.question} `budget sql --example {example.name}`" for example in asked]
    return "\n".join(lines) + "\n"


def _anchor(name: str) -> str:
    """The anchor that Markdown gives the heading."""
    return name.replace(".", "")


def gist(relation: Relation) -> str:
    """The first sentence of a comment, which ends with the Chinese name in brackets where there is one."""
    return re.split(r"(?<=[)）])\.? |\. ", relation.comment, maxsplit=1)[0].rstrip(".")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
