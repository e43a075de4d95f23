"""The questions of the README, asked of the samples: each runs, and the answers shown are those that come."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import typer.main

from pipeline.cli import app
from pipeline.paths import PROJECT_ROOT

README = (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
_QUESTION = re.compile(r"```sql\n(?P<query>.*?);\n```\n\n(?P<answer>(?: {4}[^\n]*\n)+)", re.DOTALL)
QUESTIONS = [(match["query"], match["answer"].splitlines()) for match in _QUESTION.finditer(README)]


def test_the_readme_asks_questions() -> None:
    assert len(QUESTIONS) == 7


@pytest.mark.parametrize(("query", "answer"), QUESTIONS)
def test_the_answers_are_those_shown(samples: duckdb.DuckDBPyConnection, query: str, answer: list[str]) -> None:
    rows = [" ".join(" ".join(str(value) for value in row).split()) for row in samples.sql(query).fetchall()]
    shown = [" ".join(line.split()) for line in answer]
    if shown[-1] == "...":
        assert len(rows) > len(shown) - 1
        shown = shown[:-1]
    else:
        assert len(rows) == len(shown)
    assert rows[: len(shown)] == shown


@pytest.fixture
def clone(samples_warehouse: Path, tmp_path: Path) -> Path:
    """A folder in which the warehouse stands where a clone has it."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse").symlink_to(samples_warehouse)
    return tmp_path


def test_the_python_shown_gives_the_figures_shown(clone: Path) -> None:
    script, answer = re.search(r"```python\n(.*?)```\n\n((?: {4}[^\n]*\n)+)", README, re.DOTALL).groups()  # type: ignore[union-attr]
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=clone, capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr
    printed = [" ".join(line.replace("│", " ").replace("┆", " ").split()) for line in run.stdout.splitlines()]
    shown = [" ".join(line.split()) for line in answer.splitlines()]
    assert [line for line in printed if "mapped" in line] == shown


def test_the_command_line_shown_works(clone: Path, samples: duckdb.DuckDBPyConnection) -> None:
    """DuckDB's own command line is not of this project: its query is run here in any case, the program where it is."""
    command, query = re.search(r'    (duckdb -readonly \S+ -c) "([^"]*)"\n', README).groups()  # type: ignore[union-attr]
    assert samples.sql(query).fetchall()[-1][0] == "海港区"
    program = shutil.which("duckdb")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True) if program else None
    if version is None or version.stdout.startswith(("v0.", "v1.")):
        pytest.skip("no command line of DuckDB 2.0 or newer is installed")
    run = subprocess.run([*command.split(), query], cwd=clone, capture_output=True, text=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr
    assert "20855000.00" in run.stdout


def test_every_command_shown_exists_with_its_options() -> None:
    group = typer.main.get_command(app)
    known = {
        name: {option for parameter in command.params for option in parameter.opts}
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }
    lines = re.findall(r"\bbudget ([a-z]+)((?: [^`\n]*)?)", README)
    commands = [(name, words.split("   ")[0]) for name, words in lines if name in known]
    assert {name for name, _ in commands} == set(known)
    for name, words in commands:
        assert set(re.findall(r"(?<![\w-])--?[a-z]+", re.sub(r'"[^"]*"', "", words))) <= known[name], (name, words)


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = set(re.findall(r"(?:^    |`)make (\w+)", README, re.MULTILINE))
    assert shown
    assert shown <= targets
