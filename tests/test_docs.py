"""What the documents of the project point at is there."""

import re
from pathlib import Path

import pytest

from pipeline.paths import PROJECT_ROOT

DOCUMENTS = [PROJECT_ROOT / "README.md", *sorted((PROJECT_ROOT / "docs").rglob("*.md"))]
GUIDE = (PROJECT_ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
_NAMED = re.compile(r"`([a-z_]+(?:/[a-z_]+)+(?:\.(?:py|toml|csv))?|[a-z_]+\.(?:py|toml))`")
# The parts of the program, in which the guide leaves out what its row says.
_FOLDERS = (
    "",
    "tests/documents",
    "pipeline",
    "pipeline/statements",
    "pipeline/statements/vocabulary",
    "pipeline/facts/vocabulary",
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = _LINK.findall(document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


def test_what_the_guide_names_exists() -> None:
    named = _NAMED.findall(GUIDE)
    assert len(named) > 40
    places = [PROJECT_ROOT / folder for folder in _FOLDERS]
    assert not [
        name for name in named if not any((at / name).exists() or (at / f"{name}.py").exists() for at in places)
    ]


def test_the_guide_lists_every_part() -> None:
    parts = {path.parent.name for path in (PROJECT_ROOT / "pipeline").glob("*/__init__.py")}
    listed = set(re.findall(r"`(\w+)`", re.search(r"## The parts\n(.*?)\n## ", GUIDE, re.DOTALL)[1]))  # type: ignore[index]
    assert parts <= listed
