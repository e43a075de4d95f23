"""The view scripts of sql/views and the contract that heads each of them.

A script is a header of comment lines and one CREATE VIEW, CREATE TABLE or CREATE MACRO. A view whose rows take long to
work out is a table: it is worked out once, when the database is built. The header is read as data: its first paragraph,
the row and the uniqueness become the comment on the view, the column list the comments on its columns, so that the file
and the database cannot say different things.

    -- mart.kpi: one sentence (中文名).
    --
    -- Row: what a row is.
    -- Depends on: core.fact_kpi, core.disclosure
    -- Unique: kpi_id
    -- Columns:
    --   kpi_id     what it is
"""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.paths import SQL_DIR
from pipeline.warehouse import script_heads

VIEWS_DIR = SQL_DIR / "views"
_TITLE = re.compile(r"(mart\.\w+)(\([^)]*\))?: (.+)")
_FIELDS = ("Row", "Depends on", "Unique", script_heads.COLUMNS)
_CREATED = re.compile(r"^CREATE (VIEW|TABLE|MACRO) ", re.MULTILINE)


@dataclass(frozen=True)
class ViewFile:
    """One script of sql/views with what its header says."""

    name: str
    """Schema and name, for example mart.kpi."""
    kind: str
    """VIEW, TABLE for one that is worked out when the database is built, MACRO for a table macro with arguments."""
    comment: str
    """What the view is, what a row is and what is unique."""
    depends_on: tuple[str, ...]
    """Tables and views it reads."""
    unique: tuple[str, ...]
    """The columns that together are unique."""
    columns: dict[str, str]
    """What each output column is, in order."""
    sql: str
    """The whole script."""

    @property
    def is_macro(self) -> bool:
        """True for a table macro, which takes arguments and has no comments on columns."""
        return self.kind == "MACRO"

    def comments(self) -> list[str]:
        """The COMMENT ON statements that the header stands for."""
        if self.is_macro:
            return [f"COMMENT ON MACRO TABLE {self.name} IS {_literal(self.comment)}"]
        return [f"COMMENT ON {self.kind} {self.name} IS {_literal(self.comment)}"] + [
            f"COMMENT ON COLUMN {self.name}.{column} IS {_literal(text)}" for column, text in self.columns.items()
        ]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def parse(sql: str, file_name: str) -> ViewFile:
    """The script's header as data. Raises ValueError that names the file and what its header lacks."""
    header = [line[2:].removeprefix(" ") for line in sql.split("CREATE ", 1)[0].splitlines() if line.startswith("--")]
    title = _TITLE.match(header[0]) if header else None
    if title is None:
        raise ValueError(f"sql/views/{file_name}: the first line must read '-- mart.<name>: <what it is>'")
    head = script_heads.parse([title[3], *header[1:]], _FIELDS)
    created = _CREATED.search(sql)
    if created is None:
        raise ValueError(f"sql/views/{file_name}: it creates no VIEW, TABLE or MACRO")
    missing = [name for name in _FIELDS if name not in head.fields]
    if missing:
        raise ValueError(f"sql/views/{file_name}: the header has no '{missing[0]}:' line")
    return ViewFile(
        name=title[1],
        kind=created[1],
        comment=f"{head.about} Row: {head.fields['Row']} Unique: {head.fields['Unique']}.",
        depends_on=tuple(re.findall(r"\w+\.\w+", head.fields["Depends on"])),
        unique=tuple(re.findall(r"\w+", head.fields["Unique"])),
        columns=head.columns,
        sql=sql,
    )


def load(folder: Path = VIEWS_DIR) -> dict[str, ViewFile]:
    """All view scripts by view name, in the order of the files. Raises ValueError for a header that is not whole."""
    files = (parse(path.read_text(encoding="utf-8"), path.name) for path in sorted(folder.glob("*.sql")))
    return {file.name: file for file in files}


def with_sources(name: str, folder: Path = VIEWS_DIR) -> list[ViewFile]:
    """A view and the views that it reads, directly or through others, each after those that it reads itself."""
    files = load(folder)
    found: dict[str, ViewFile] = {}

    def visit(view: str) -> None:
        for source in files[view].depends_on:
            if source in files and source not in found:
                visit(source)
        found[view] = files[view]

    visit(name)
    return list(found.values())
