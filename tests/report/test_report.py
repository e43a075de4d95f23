"""The report as a page: what it shows of the samples, in a browser; and that no text of a document becomes code.

The figures are those that the samples print; shares and changes are worked out by hand.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import browser
import duckdb
import pytest
from made_rows import cell, disclosure, document, line, table
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report.database import WarehouseError, bound, opened
from pipeline.report.pages import coverage, links, peers, projects, report, slices
from pipeline.report.pages.model import Table
from pipeline.report.pages.scope import scope

pytest.importorskip("altair", reason="needs the extra report")
pytest.importorskip("vl_convert", reason="needs the extra report")

HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">\u2028'\"{{7*7}}"


@pytest.fixture(scope="module")
def file(samples_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report") / "报告.html"
    written = report.write(samples_warehouse, target)
    assert written.charts == 4
    assert written.size == target.stat().st_size < 2_000_000
    return target


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Page]:
    with browser.opened(tmp_path_factory.mktemp("profile")) as page:
        page.size(1280, 900)
        yield page


@pytest.fixture
def page(tab: browser.Page, file: Path) -> browser.Page:
    """The report of the samples, freshly opened and drawn."""
    tab.said.clear()
    tab.requested.clear()
    tab.size(1280, 900)
    tab.open("about:blank#")
    tab.open(file.as_uri())
    tab.wait("document.body.dataset.ready === 'yes'")
    return tab


def texts(page: browser.Page, selector: str) -> list[str]:
    found: list[str] = page.run(
        f"[...document.querySelectorAll({json.dumps(selector)})].map(e => e.textContent.trim())"
    )
    return found


def rows(page: browser.Page, title: str) -> list[list[str]]:
    """The cells of a table, by the label that screen readers read out."""
    script = "[...document.querySelectorAll('.scroll')].find(e => e.ariaLabel === TITLE).querySelectorAll('tbody tr')"
    found: list[list[str]] = page.run(
        f"[...{script.replace('TITLE', json.dumps(title))}].map(r => [...r.children].map(c => c.textContent.trim()))"
    )
    return found


def test_it_needs_no_network_and_the_console_stays_silent(page: browser.Page, file: Path) -> None:
    page.run("[...document.querySelectorAll('details')].forEach(e => e.open = true)")
    page.wait("document.querySelectorAll('.chart svg').length === 4")
    assert page.requested == [file.as_uri()]
    assert page.said == []
    assert page.run("document.querySelector('meta[http-equiv]').content").startswith(
        "default-src 'none'; script-src 'sha"
    )
    assert page.run("document.querySelectorAll('link, [src], iframe, img').length") == 0


def test_the_coverage_grid(page: browser.Page) -> None:
    grid = rows(page, "Statements by disclosure")
    assert [row[:2] for row in grid] == [
        ["井陉县 数据和政务服务局", "2025"],
        ["井陉县 行政审批局", "2021"],
        ["海港区 数据和政务服务局", "2025"],
        ["延津县 政务服务和大数据管理局", "2024"],
    ]
    statements = texts(page, "table.grid thead th")
    place = next(number for number, head in enumerate(statements) if head.startswith("三公经费表"))
    assert [row[place][0] for row in grid] == ["●", "–", "●", "○"]


def test_the_structure_adds_up_to_the_total(page: browser.Page) -> None:
    amounts = rows(page, "Amounts in 元")
    assert amounts[0][:3] == ["海港区 数据和政务服务局", "2025", "20,855,000.00"]
    assert amounts[1][2:4] == ["7,780,957.46", "5,084,965.46"]
    assert amounts[1][6] == "2,695,992.00"
    spoken = texts(page, "#structure-chart svg")[0]
    assert "延津县 政务服务和大数据管理局 2024" in spoken
    drawn = page.run("JSON.parse(document.getElementById('charts').textContent)['structure-chart'].data")
    bars = [bar for data in drawn for bar in data.get("values", []) if "share" in bar]
    for subject in {bar["subject"] for bar in bars}:
        assert sum(bar["share"] for bar in bars if bar["subject"] == subject) == pytest.approx(100)


def test_changes_are_drawn_with_their_exact_figure(page: browser.Page) -> None:
    said = texts(page, "#changes-chart svg text")
    assert {"+2.41 %", "-3.10 %", "+1.03 %"} <= set(said)
    listed = rows(page, "All measures and years")
    assert ["井陉县 数据和政务服务局", "基本支出", "2025 / 2024", "4,843,813.00", "5,084,965.46", "241,152.46"] in [
        row[:6] for row in listed
    ]


def test_what_does_not_compare_is_a_ring_and_says_so(page: browser.Page) -> None:
    """延津 discloses 2024 only; its four functions stand beside the 2025 of the others."""
    rings = page.run(
        "[...document.querySelectorAll('#peers-chart-0 svg .mark-symbol path')].filter(e => e.getAttribute('fill') "
        "=== 'transparent' || e.getAttribute('fill') === null || e.getAttribute('fill') === 'none').length"
    )
    assert rings == 4
    listed = [row for row in rows(page, "政务服务和数据 2025: the figures") if row[2] == "2024"]
    assert [row[0] for row in listed] == [
        "201 一般公共服务支出", "208 社会保障和就业支出", "210 卫生健康支出", "221 住房保障支出",
    ]  # fmt: skip
    assert all(row[6:8] == ["", "no"] and "2024" in row[8] for row in listed)


def test_every_link_leads_somewhere(page: browser.Page) -> None:
    lost = page.run("""(() => {
        const traces = JSON.parse(document.getElementById('traces').textContent);
        const drawn = JSON.stringify(JSON.parse(document.getElementById('charts').textContent));
        const hrefs = [...document.querySelectorAll('a')].map(a => a.getAttribute('href'));
        for (const [, href] of drawn.matchAll(/"href":"(#[^"]+)"/g)) hrefs.push(href);
        const leads = name => document.getElementById(name) || traces.tables[name]
            || name.split('+')[0].split(',').every(id => traces.facts[id]);
        return [hrefs.length, hrefs.filter(href => !href.startsWith('#') || !leads(href.slice(1)))];
    })()""")
    assert lost[1] == []
    assert lost[0] > 150


def test_a_figure_opens_its_trace_by_keyboard_and_closes_again(page: browser.Page) -> None:
    page.run("[...document.querySelectorAll('details')].forEach(e => e.open = true)")
    page.run("window.figure = [...document.querySelectorAll('a')].find(a => a.textContent === '7,780,957.46')")
    page.call("Page.bringToFront")
    page.run("window.figure.focus()")
    page.wait("document.hasFocus() && document.activeElement === window.figure")
    page.press("Enter", 13)
    page.wait("document.getElementById('trace').open")
    said = " ".join(texts(page, "#trace-body article")[0].split())
    for part in ("7,780,957.46", "proven", "部门预算支出总表", "row5column4", "children = parent", "budget trace L"):
        assert part in said
    page.press("Escape", 27)
    page.wait("!document.getElementById('trace').open && document.activeElement === window.figure && !location.hash")


def test_the_marks_of_a_chart_are_reached_by_keyboard(page: browser.Page) -> None:
    """One stop of the Tab key per chart; bars in the order of the page, here 海港区's two parts, then 井陉县's."""
    marks = "#structure-chart path[role=link]"
    assert page.run(f"document.querySelectorAll('{marks}[tabindex=\"0\"]').length") == 1
    page.call("Page.bringToFront")
    page.run(f"document.querySelector('{marks}[tabindex=\"0\"]').focus()")
    said = []
    for _ in range(4):
        said.append(page.run("document.activeElement.getAttribute('aria-label')").replace("\n", " "))
        page.press("ArrowRight", 39)
    assert [text.split(":")[0] for text in said] == [
        "海港区 数据和政务服务局 2025 personnel 人员经费",
        "海港区 数据和政务服务局 2025 public use 公用经费",
        "海港区 数据和政务服务局 2025 project 项目支出",
        "井陉县 数据和政务服务局 2025 personnel 人员经费",
    ]
    page.press("Home", 36)
    page.press("ArrowDown", 40)
    page.press("ArrowDown", 40)
    page.press("Enter", 13)
    page.wait("document.getElementById('trace').open")
    assert "9,960,000.00" in " ".join(texts(page, "#trace-body article"))
    page.press("Escape", 27)
    page.wait("document.activeElement && document.activeElement.getAttribute('role') === 'link'")


def test_projects_against_the_year_before_and_how_good_their_targets_are(page: browser.Page) -> None:
    """井陉县's list of 2021 is four years older than that of 2025: nothing of it goes on."""
    changes = rows(page, "Portfolio against the latest earlier list")
    assert len(changes) == 6 + 8
    largest = {row[0]: row[6] for row in rows(page, "Largest projects")}
    assert largest["2025年政务服务中心综合业务经费"] == "new 新增 against 2021"
    assert largest["审批大厅运行费"] == ""  # no earlier list
    assert changes[0][:8] == [
        *("井陉县数据和政务服务局2025年劳务派遣人员支出", "井陉县 数据和政务服务局", "2025 / 2021", "new 新增", ""),
        *("1,147,992.00", "1,147,992.00", "no"),
    ]
    quality = {tuple(row[:2]): row[2:] for row in rows(page, "Quality by department, the least quantified first")}
    # kpi_quality: indicators, quantified, 100 %, unnamed, repeated, copied, as before, projects without, above budget
    yanjin = quality["延津县 政务服务和大数据管理局", "2024"]
    assert yanjin == ["50", "86.00 %", "20.00 %", "0.00 %", "0.00 %", "4.00 %", "", "0", "0"]
    assert quality["海港区 数据和政务服务局", "2025"][-1] == "2"
    # 延津 prints no table of 国有资本经营; the disclosure of 井陉 in 2021 is a text that has no budget table at all.
    missing = {tuple(row[:2]): row[4] for row in rows(page, "Findings of the rules") if row[3] == "table_missing"}
    assert missing.keys() == {("井陉县 行政审批局", "2021"), ("延津县 政务服务和大数据管理局", "2024")}
    assert missing["延津县 政务服务和大数据管理局", "2024"].startswith("state_capital_expenditure is missing")


def test_a_bar_leads_to_its_trace(page: browser.Page) -> None:
    page.run("document.getElementById('changes-chart').scrollIntoView({behavior: 'instant', block: 'center'})")
    x, y = page.run(
        "(r => [r.x + r.width / 2, r.y + r.height / 2])"
        "(document.querySelector('#changes-chart .mark-rect path').getBoundingClientRect())"
    )
    page.click(x, y)
    page.wait("document.getElementById('trace').open")
    assert "7,780,957.46" in " ".join(texts(page, "#trace-body article"))


def test_a_phone_scrolls_down_only(page: browser.Page) -> None:
    page.size(390, 844)
    page.wait("innerWidth === 390")
    assert page.run("document.documentElement.scrollWidth") == 390


def test_texts_of_documents_stay_texts(published: Callable[[Any], Path], tab: browser.Page, tmp_path: Path) -> None:
    warehouse = published(
        {
            "raw.document": [document("a", path=f"{HOSTILE}.txt")],
            "raw.table": [table("a", "d25") | {"title": HOSTILE}],
            "raw.cell": [cell(4, 3, HOSTILE)],
            "core.disclosure": [disclosure("d25")],
            "core.dim_department": [
                {"department_id": "dep-d25", "department_key": "k", "name": HOSTILE, "region_code": "130121"}
            ],
            "core.fact_line_item": [
                line("L0000000000000001", label=HOSTILE, component="total", fund_source="total", flow="expenditure")
            ],
            "audit.table_status": [
                {
                    "disclosure_id": "d25",
                    "statement": "expenditure",
                    "status": "present",
                    "document_id": "a",
                    "table_no": 1,
                }
            ],
        }
    )
    target = tmp_path / "hostile.html"
    report.write(warehouse, target)
    tab.said.clear()
    tab.open(target.as_uri())
    tab.wait("document.body.dataset.ready === 'yes'")
    tab.run("document.querySelector('.grid a').click()")
    tab.wait("document.getElementById('trace').open")
    assert tab.run("document.title") == "Budget report 部门预算公开"
    assert tab.run("document.querySelectorAll('script').length") == 4
    assert tab.run("document.querySelectorAll('img').length") == 0
    assert HOSTILE.replace("\u2028", "") in tab.run("document.body.textContent").replace("\u2028", "")
    assert tab.said == []


def test_a_sum_that_the_page_shows_leads_to_its_parts(published: Callable[[Any], Path], tmp_path: Path) -> None:
    """Basic expenditure of all money is 60 + 20; the 70 that are printed are of the general public budget alone."""
    parts = {"total": ("L1", 100), "personnel": ("L2", 60), "public_use": ("L3", 20)}
    warehouse = published(
        {
            "raw.document": [document("a")],
            "core.disclosure": [disclosure("d25")],
            "core.dim_department": [
                {"department_id": "dep-d25", "department_key": "k", "name": "教育局", "region_code": "130121"}
            ],
            "core.fact_line_item": [
                line(name, component=component, fund_source="total", flow="expenditure", amount_yuan=Decimal(yuan))
                for component, (name, yuan) in parts.items()
            ]
            + [
                line(
                    "L4", statement="general_public_expenditure", component="basic", fund_source="general_public",
                    flow="expenditure", amount_yuan=Decimal(70), table_no=2,
                )
            ],
        }
    )  # fmt: skip
    target = tmp_path / "report.html"
    report.write(warehouse, target)
    assert re.search(r'href="#L2,L3"[^>]*>80\.00<', target.read_text(encoding="utf-8"))


def test_an_empty_warehouse_gives_a_page(published: Callable[[Any], Path], tmp_path: Path) -> None:
    written = report.write(published({}), tmp_path / "empty.html")
    assert (written.charts, written.traces) == (0, 0)
    assert "There is nothing to show." in written.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["井陉县", "130121", "石家庄市", "130100"])
def test_a_region_is_named_by_name_or_code_or_by_what_it_lies_in(samples: duckdb.DuckDBPyConnection, name: str) -> None:
    assert scope(samples, [name]).names == ["井陉县"]


def test_regions_add_up(samples: duckdb.DuckDBPyConnection) -> None:
    assert scope(samples, ["河北省", "延津县"]).names == ["井陉县", "海港区", "延津县"]


def test_an_unknown_region_names_the_known_ones(samples_warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no disclosure of a region '桃源县'; there are: 井陉县 130121, 海港区"):
        report.write(samples_warehouse, tmp_path / "none.html", ["桃源县"])
    assert list(tmp_path.iterdir()) == []


def test_a_report_of_a_region_shows_its_peers_elsewhere(samples_warehouse: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.html"
    report.write(samples_warehouse, target, ["延津县"])
    text = target.read_text(encoding="utf-8")
    assert text.count("海港区 数据和政务服务局") >= 4
    assert "审批大厅运行费" not in text  # a project of 海港区


def test_what_is_left_out_is_said(samples_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage, "DISCLOSURES", 2)
    monkeypatch.setattr(projects, "PROJECTS", 3)
    monkeypatch.setattr(peers, "OF_FUNCTION", 2)
    monkeypatch.setattr(links, "FACTS_PER_PAGE", 10)
    written = report.write(samples_warehouse, tmp_path / "small.html")
    text = written.file.read_text(encoding="utf-8")
    assert "Left out: 2 of 4 disclosures are shown; all: budget export coverage" in text
    assert "Departments that disclose, by fiscal year" in text
    assert "2 departments are shown for each function" in text
    assert "Left out: 3 of 27 projects are shown; all: budget export project" in text
    assert written.traces == 10
    assert "linked figures are beyond what one page holds" in text


def test_the_departments_of_each_region_and_year_are_counted(
    samples: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "DISCLOSURES", 1)
    counted, _ = coverage.section(scope(samples)).parts
    assert isinstance(counted, Table)
    assert [column.title for column in counted.columns] == ["region", "2021", "2024", "2025"]
    rows = [[cell.text for cell in row] for row in counted.rows]
    assert rows == [["井陉县", "1", "", "1"], ["海港区", "", "", "1"], ["延津县", "", "1", ""]]


def test_a_function_of_many_departments_keeps_the_highest_and_the_lowest(
    samples: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown(function: str) -> list[str]:
        _, table, *_ = peers.section(scope(samples)).parts
        assert isinstance(table, Table)
        return [row[4].text for row in table.rows if row[0].text.startswith(function)]

    every = shown("201 ")
    assert len(every) == 3
    monkeypatch.setattr(peers, "OF_FUNCTION", 2)
    assert shown("201 ") == [every[0], every[2]]


def test_traces_are_of_the_database_that_the_page_is_of(published: Callable[[Any], Path]) -> None:
    database = published({}) / "budget.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        other = database.with_name("other.duckdb")
        shutil.copy(database, other)
        with duckdb.connect(str(other)) as later:
            later.execute("INSERT INTO audit.run VALUES ('night', '2025-03-02', 0, 0, 0, 0, 0, NULL)")
        other.replace(database)
        with pytest.raises(WarehouseError, match="published anew meanwhile"), slices.of_facts(connection, []):
            pass
        other.write_bytes(database.read_bytes()[:5000])
        other.replace(database)
        with pytest.raises(WarehouseError, match="cannot be opened again"), slices.of_facts(connection, []):
            raise AssertionError


def test_a_report_keeps_to_its_memory_and_says_how_to_need_less(
    samples_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[str] = []

    def asked(connection: duckdb.DuckDBPyConnection) -> None:
        limits.extend(row[0] for row in connection.execute("SELECT current_setting('memory_limit')").fetchall())

    with opened(samples_warehouse) as connection:
        bound(connection, 600, tmp_path)
        asked(connection)
        with slices.of_facts(connection, []) as slice_:
            asked(slice_)
    assert [limit[:4] for limit in limits] == ["572.", "572."]  # 600,000,000 / 1024², cut to a tenth each time
    monkeypatch.setattr(report, "MEGABYTES", 4)
    with pytest.raises(WarehouseError, match=r"all regions needs more than 4 MB of memory.*--region"):
        report.write(samples_warehouse, tmp_path / "none.html")


def test_a_missing_extra_names_the_command(
    samples_warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    result = CliRunner().invoke(
        app, ["report", "-o", str(tmp_path / "none.html"), "--warehouse", str(samples_warehouse)]
    )
    assert result.exit_code == 1
    assert "pip install -e '.[report]'" in result.stderr
