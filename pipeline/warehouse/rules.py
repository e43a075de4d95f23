"""The data-quality rules of sql/rules: their catalogue, and running them in a database that is not published yet.

Belongs here: reading the headers as data, filling audit.rule and audit.rule_result, refusing a load that is wrong.
Does not belong here: what a rule compares (sql/rules, one file each) and how Dagster shows it (pipeline.defs).

A rule is one SELECT whose rows are its violations. It reads raw, core and audit only, so that views may show results:

    -- name_of_the_file: what is wrong (中文).
    --
    -- Equation: what holds where nothing is wrong, in the terms of the field
    -- Severity: error, warning or info
    -- Blocking: yes where a violation means that the load is wrong, else no
    -- Message: text for a person, with {columns} of the row
    -- Row: what a row is
    -- Columns:
    --   disclosure_id  first, then document_id and fact_id, the operands, and difference as the last one
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import duckdb

from pipeline.paths import SQL_DIR
from pipeline.warehouse import script_heads
from pipeline.warehouse.making import bounded, is_out_of_memory

RULES_DIR = SQL_DIR / "rules"
Severity = Literal["error", "warning", "info"]

_PLACE = ["disclosure_id", "document_id", "fact_id"]
_DIFFERENCE = "difference"
_FIELDS = ("Equation", "Severity", "Blocking", "Message", "Row", script_heads.COLUMNS)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Rule:
    """One file of sql/rules with what its header says."""

    name: str
    """Name of the file, without .sql."""
    about: str
    """What is wrong where the rule finds something."""
    equation: str
    """What holds where nothing is wrong."""
    severity: Severity
    is_blocking: bool
    """True where a violation means that the load is wrong and must not be published."""
    message: str
    """Text for a person, with {columns} of the row."""
    row: str
    """What a row is."""
    columns: Mapping[str, str]
    """What each column of the result is, in order."""
    sql: str
    """The whole file."""

    @property
    def query(self) -> str:
        """The SELECT, fit to stand in parentheses."""
        return self.sql.rstrip().removesuffix(";")

    @property
    def operands(self) -> list[str]:
        """The columns that were compared: all but the place and the difference."""
        return [name for name in self.columns if name not in (*_PLACE, _DIFFERENCE)]


class RuleError(Exception):
    """A rule whose file is not whole or whose query fails; the message names the file."""


class UnsoundLoadError(Exception):
    """A load that breaks a blocking rule; the message says which and where."""


def parse(sql: str, name: str) -> Rule:
    """The rule of a file. Raises RuleError that says what its header lacks."""
    lines = [line[2:].removeprefix(" ") for line in _header(sql)]
    if not lines or not lines[0].startswith(f"{name}: "):
        raise RuleError(f"sql/rules/{name}.sql: the first line must read '-- {name}: <what is wrong>'")
    head = script_heads.parse([lines[0].removeprefix(f"{name}: "), *lines[1:]], _FIELDS)
    fields, columns = head.fields, head.columns
    _check(name, fields, columns)
    return Rule(
        name=name,
        about=head.about,
        equation=fields["Equation"],
        severity=_severity(fields["Severity"]),
        is_blocking=fields["Blocking"] == "yes",
        message=fields["Message"],
        row=fields["Row"],
        columns=columns,
        sql=sql,
    )


def _header(sql: str) -> Iterator[str]:
    """The comment lines that head a file."""
    for line in sql.splitlines():
        if not line.startswith("--"):
            return
        yield line


def _severity(text: str) -> Severity:
    return next(severity for severity in get_args(Severity) if severity == text)


def _check(name: str, fields: Mapping[str, str], columns: Mapping[str, str]) -> None:
    problems = [f"no '{field}:' line" for field in _FIELDS if field not in fields]
    if not problems:
        if fields["Severity"] not in get_args(Severity):
            problems.append(f"severity '{fields['Severity']}' is none of {', '.join(get_args(Severity))}")
        if fields["Blocking"] not in ("yes", "no"):
            problems.append("blocking must be yes or no")
        if list(columns)[:3] != _PLACE or list(columns)[-1:] != [_DIFFERENCE] or len(columns) < len(_PLACE) + 2:
            problems.append(f"its columns must be {', '.join(_PLACE)}, the operands, {_DIFFERENCE}")
        unknown = [column for column in _PLACEHOLDER.findall(fields["Message"]) if column not in columns]
        if unknown:
            problems.append(f"its message names {', '.join(unknown)}, which are no columns")
    if problems:
        raise RuleError(f"sql/rules/{name}.sql: the header is not whole: {'; '.join(problems)}")


def load(folder: Path = RULES_DIR) -> dict[str, Rule]:
    """All rules by name, in the order of the files. Raises RuleError for a header that is not whole."""
    return {path.stem: parse(path.read_text(encoding="utf-8"), path.stem) for path in sorted(folder.glob("*.sql"))}


def run_rules(
    database: Path, rules: Mapping[str, Rule] | None = None, *, megabytes: int | None = None
) -> dict[str, int]:
    """Fill audit.rule and audit.rule_result of a database that was built; see :func:`fill`."""
    with bounded(database, database.parent, megabytes) as connection:
        connection.begin()
        found = fill(connection, load() if rules is None else rules)
        connection.commit()
        connection.execute("CHECKPOINT")
    return found


def fill(connection: duckdb.DuckDBPyConnection, rules: Mapping[str, Rule]) -> dict[str, int]:
    """Run rules and write audit.rule and audit.rule_result; what stood there is replaced.

    Returns the number of violations per rule. Raises RuleError that names the rule whose query fails or whose columns
    are not those of its header.
    """
    connection.execute("DELETE FROM audit.rule_result")
    connection.execute("DELETE FROM audit.rule")
    return {rule.name: _run(connection, rule) for rule in rules.values()}


def _run(connection: duckdb.DuckDBPyConnection, rule: Rule) -> int:
    connection.execute(
        "INSERT INTO audit.rule VALUES (?, ?, ?, ?)", [rule.name, rule.equation, rule.severity, rule.message]
    )
    try:
        described = {str(row[0]): str(row[1]) for row in connection.execute(f"DESCRIBE {rule.query}").fetchall()}
        if list(described) != list(rule.columns):
            raise RuleError(
                f"sql/rules/{rule.name}.sql: its header lists other columns than it returns: {', '.join(described)}"
            )
        operands = ", ".join(f'"{name}" := {_operand(name, described[name])}' for name in rule.operands)
        row = connection.execute(
            "INSERT INTO audit.rule_result BY NAME SELECT ? AS rule_id, disclosure_id, document_id, fact_id, "
            f"CAST(to_json(struct_pack({operands})) AS VARCHAR) AS operands, difference, ? AS severity, "
            f"{_message(rule)} AS message FROM ({rule.query}\n)",
            [rule.name, rule.severity],
        ).fetchone()
    except duckdb.Error as error:
        if is_out_of_memory(error):
            raise
        raise RuleError(f"sql/rules/{rule.name}.sql: the rule cannot be run: {error}") from error
    return int(row[0]) if row else 0


def _operand(column: str, sql_type: str) -> str:
    """A column as it goes into JSON: decimals as text, since a JSON number would lose cents."""
    return f'CAST("{column}" AS VARCHAR)' if sql_type.startswith("DECIMAL") else f'"{column}"'


def _message(rule: Rule) -> str:
    """The rule's message as an SQL expression over the columns of its rows."""
    parts = _PLACEHOLDER.split(rule.message)
    literals = ["'" + text.replace("'", "''") + "'" for text in parts[::2]]
    columns = [f"coalesce(CAST(\"{name}\" AS VARCHAR), 'nothing')" for name in parts[1::2]]
    woven = [literals[0]]
    for column, literal in zip(columns, literals[1:], strict=True):
        woven += [column, literal]
    return " || ".join(woven)


def violations(database: Path, rule: str, limit: int) -> tuple[int, list[dict[str, str | None]]]:
    """How many rows of audit.rule_result a rule has, and the first of them: message, operands and place."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "SELECT count(*) OVER (), message, operands, disclosure_id, document_id, fact_id FROM audit.rule_result "
            "WHERE rule_id = ? ORDER BY ALL LIMIT ?",
            [rule, limit],
        ).fetchall()
    names = ("message", "operands", *_PLACE)
    return int(rows[0][0]) if rows else 0, [dict(zip(names, row[1:], strict=True)) for row in rows]


def require_sound(database: Path, rules: Mapping[str, Rule] | None = None) -> None:
    """Raise UnsoundLoadError when audit.rule_result has rows of a blocking rule."""
    blocking = [rule.name for rule in (load() if rules is None else rules).values() if rule.is_blocking]
    with duckdb.connect(str(database), read_only=True) as connection:
        broken = connection.execute(
            "SELECT rule_id, count(*), min(message) FROM audit.rule_result "
            "WHERE list_contains(?, rule_id) GROUP BY rule_id ORDER BY rule_id",
            [blocking],
        ).fetchall()
    if broken:
        said = "; ".join(f"{rule} ({count}), first: {message}" for rule, count, message in broken)
        raise UnsoundLoadError(f"the load is wrong and is not published: {said}")
