"""The data dictionary as a page: everything is there, has an anchor, and is found."""

from collections.abc import Iterator
from pathlib import Path

import browser
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report.pages import dictionary_page
from pipeline.warehouse.relations import relations


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    target = tmp_path / "d.html"
    assert CliRunner().invoke(app, ["dictionary", "-o", str(target)]).exit_code == 0
    assert target.read_text(encoding="utf-8") == dictionary_page.page()


@pytest.fixture
def page(tmp_path: Path) -> Iterator[browser.Page]:
    file = tmp_path / "字典.html"
    file.write_text(dictionary_page.page(), encoding="utf-8")
    with browser.opened(tmp_path) as tab:
        tab.size(390, 844)
        tab.open(file.as_uri())
        yield tab
        assert tab.requested == [file.as_uri()]
        assert tab.said == []


def search(page: browser.Page, words: str) -> list[str]:
    """The columns that stay on the page."""
    page.run("document.getElementById('search').focus(); document.getElementById('search').value = ''")
    page.call("Input.insertText", text=words)
    found: list[str] = page.run(
        "[...document.querySelectorAll('tbody tr')].filter(r => r.offsetParent !== null).map(r => r.id)"
    )
    return found


def test_every_column_has_an_anchor_and_the_search_finds_it(page: browser.Page) -> None:
    names = {f"{name}.{column}" for name, relation in relations().items() for column, _, _ in relation.columns}
    anchors = page.run("[...document.querySelectorAll('tbody tr')].map(r => r.id)")
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == names
    assert page.run("document.documentElement.scrollWidth") == 390
    lost = page.run(
        "[...document.querySelectorAll('a')].map(a => a.getAttribute('href').slice(1))"
        ".filter(name => !document.getElementById(name))"
    )
    assert lost == []
    assert search(page, "fact_kpi 权重") == ["core.fact_kpi.weight_raw"]
    assert search(page, "没有这个词") == []
    assert page.run("document.getElementById('found').textContent") == "0 tables and views, 0 columns"
    assert set(search(page, " ")) == names
