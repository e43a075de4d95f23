"""Dependencies point one way, as docs/architecture.md says: what each package may import."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.paths import PROJECT_ROOT

_ROOT = PROJECT_ROOT / "pipeline"

# Each package with those that it may ask; a package of pipeline itself, or one inside another.
ALLOWED = {
    "reference": {"contract"},
    "documents": {"reference"},
    "statements": {"documents", "reference"},
    "facts": {"statements", "documents", "reference", "contract"},
    "audit": {"facts", "statements", "documents", "reference"},
    "warehouse": {"audit", "facts", "statements", "documents", "reference", "contract", "paths"},
    "report": {"warehouse", "documents", "contract", "paths"},
    "documents/page": set(),
    "documents/scan": {"page"},
    "documents/pdf": {"page", "scan"},
    "documents/text": set(),
    "documents/sheets": {"scan"},
    "documents/word": {"scan"},
    "documents/web": {"word", "text"},
    "statements/vocabulary": set(),
    "statements/titles": {"vocabulary"},
    "statements/heads": {"titles", "vocabulary"},
    "statements/rows": {"heads", "titles", "vocabulary"},
    "statements/forms": {"rows", "heads", "titles", "vocabulary"},
    "facts/narrative": {"vocabulary"},
    "facts/disclosure": {"narrative", "vocabulary"},
    "facts/projects": {"vocabulary"},
    "facts/indicators": {"projects", "vocabulary"},
    "facts/staff": {"vocabulary"},
}


def imported(module: Path) -> Iterator[str]:
    """The names that a module imports, with the modules that they are from: pipeline.documents.model.Table."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize(("package", "allowed"), ALLOWED.items())
def test_a_package_asks_only_those_below_it(package: str, allowed: set[str]) -> None:
    folder = _ROOT / package
    beside = {path.name for path in folder.parent.iterdir() if (path / "__init__.py").exists()}
    beside |= {path.stem for path in folder.parent.glob("*.py")} if folder.parent == _ROOT else set()
    prefix = ".".join(["pipeline", *package.split("/")[:-1], ""])
    others = beside - allowed - {folder.name}
    asked = {(name, module.name) for module in folder.rglob("*.py") for name in imported(module)}
    assert not [
        (name, module)
        for name, module in asked
        if name.startswith(prefix) and name.removeprefix(prefix).split(".")[0] in others
    ]


def test_the_modules_over_all_packages_ask_each_other_one_way() -> None:
    """The command line asks for a run, a run for the definitions, and these for what they put together."""
    over = ["defs", "definitions", "in_process", "cli"]
    asked = {
        (asking, name.split(".")[1])
        for asking in over
        for module in ((_ROOT / asking).rglob("*.py") if (_ROOT / asking).is_dir() else [_ROOT / f"{asking}.py"])
        for name in imported(module)
        if name.startswith("pipeline.")
    }
    assert ("in_process", "definitions") in asked
    assert not [(asking, name) for asking, name in asked if name in over[over.index(asking) + 1 :]]


def test_nothing_below_defs_knows_of_dagster() -> None:
    """All of it can be called from a test, without a server."""
    knowing = {
        module.relative_to(_ROOT).parts[0]
        for module in _ROOT.rglob("*.py")
        if any(name.split(".")[0] == "dagster" for name in imported(module))
    }
    assert knowing == {"defs", "definitions.py", "in_process.py"}
