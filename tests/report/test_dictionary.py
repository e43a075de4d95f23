"""The data dictionary says what the database says, and the file in docs is up to date."""

import re
from pathlib import Path

from typer.testing import CliRunner

from pipeline import contract
from pipeline.cli import app
from pipeline.paths import PROJECT_ROOT
from pipeline.report.dictionary import markdown
from pipeline.warehouse import view_files

FILE = PROJECT_ROOT / "docs" / "data-dictionary.md"


def test_the_file_in_docs_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == markdown(), "run make dictionary"


def test_every_table_view_and_column_is_there_with_its_meaning() -> None:
    sections = re.split(r"^### ", markdown(), flags=re.MULTILINE)[1:]
    columns = {
        section.split("\n", 1)[0]: re.findall(r"^\| `(\w+)` \| .*? \| (.+) \|$", section, flags=re.MULTILINE)
        for section in sections
    }
    expected = {name: list(some) for name, some in contract.tables().items()}
    expected |= {name: list(file.columns) for name, file in view_files.load().items()}
    assert {name: [column for column, _ in some] for name, some in columns.items()} == expected
    assert all(meaning.strip() for some in columns.values() for _, meaning in some)


def test_links_of_the_index_lead_to_headings() -> None:
    text = markdown()
    headings = {name.replace(".", "") for name in re.findall(r"^### (.+)$", text, flags=re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == headings


def test_views_name_the_examples_that_read_them() -> None:
    section = markdown().split("### mart.three_public\n")[1].split("\n### ")[0]
    assert "budget sql --example three-public" in section


def test_the_command_writes_the_same_text(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(app, ["dictionary"]).stdout == markdown()
    assert runner.invoke(app, ["dictionary", "-o", str(tmp_path / "d.md")]).exit_code == 0
    assert (tmp_path / "d.md").read_text(encoding="utf-8") == markdown()
