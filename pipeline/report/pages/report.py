"""``budget report``: the warehouse as one page to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from pipeline.report.database import WarehouseError, bound, opened
from pipeline.report.pages import changes, coverage, peers, projects, quality, structure
from pipeline.report.pages.charts import missing_extra
from pipeline.report.pages.model import Chart
from pipeline.report.pages.page import render, save, text
from pipeline.report.pages.scope import IN_SCOPE, Scope, scope
from pipeline.report.pages.traces import traces
from pipeline.report.trust import share

MEGABYTES = 600
"""What each of the two connections of a report may keep in memory: enough for ten million line items."""

_SECTIONS = (
    coverage.section,
    structure.section,
    changes.section,
    peers.section,
    projects.projects,
    projects.indicators,
    quality.section,
)

_NUMBERS = f"""
WITH held AS (SELECT * FROM core.disclosure WHERE is_current AND {IN_SCOPE}), figure AS (
    SELECT fact.proof FROM core.fact_line_item AS fact JOIN held ON held.disclosure_id = fact.disclosure_id
)
SELECT
    (SELECT count(DISTINCT region_code) FROM held) AS regions,
    (SELECT count(DISTINCT department_id) FROM held) AS departments,
    (SELECT count(*) FROM held) AS disclosures,
    (SELECT min(fiscal_year) FROM held) AS first_year,
    (SELECT max(fiscal_year) FROM held) AS last_year,
    (SELECT count(*) FROM figure) AS figures,
    (SELECT count(*) FROM figure WHERE proof IN ('proven', 'corrected')) AS proven,
    (SELECT count(*) FROM figure WHERE proof = 'disputed') AS disputed
"""


@dataclass(frozen=True)
class Written:
    """A report that was written, and how much it links to."""

    file: Path
    size: int
    charts: int
    traces: int


def write(warehouse_dir: Path, target: Path, regions: Sequence[str] = ()) -> Written:
    """Write the report of a published warehouse, of some regions (codes or names) or of all.

    Raises WarehouseError when there is none, for an unknown region, without the extra ``report``, when it needs more
    than MEGABYTES, and when the file cannot be written.
    """
    with TemporaryDirectory() as folder, opened(warehouse_dir) as connection:
        try:
            # Where the database keeps more than that already, it says so here.
            bound(connection, MEGABYTES, Path(folder))
            chosen = scope(connection, regions)
            page, charts = _page(chosen, datetime.fromtimestamp((warehouse_dir / "budget.duckdb").stat().st_mtime, UTC))
        except duckdb.OutOfMemoryException as error:
            raise WarehouseError(
                f"the report of {len(regions) or 'all'} regions needs more than {MEGABYTES} MB of memory; write it of "
                "some: budget report --region NAME"
            ) from error
    save(page, target)
    return Written(target, target.stat().st_size, charts, len(chosen.links.facts))


def _page(chosen: Scope, published: datetime) -> tuple[str, int]:
    (numbers,) = chosen.rows(_NUMBERS)
    sections = [section(chosen) for section in _SECTIONS]
    charts = {part.anchor: part.spec for section in sections for part in section.parts if isinstance(part, Chart)}
    page = render(
        "report.html.j2",
        [_vega(), text("report.js")],
        names=chosen.names,
        numbers=numbers,
        proven_share=share(numbers["proven"], numbers["figures"]),
        published=published,
        sections=sections,
        charts=charts,
        traces=traces(chosen),
        beyond=chosen.links.beyond,
    )
    return page, len(charts)


@cache
def _vega() -> str:
    """Vega as one script, as vl-convert brings it."""
    try:
        from vl_convert import javascript_bundle
    except ImportError as error:
        raise missing_extra() from error
    bundle: str = javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle
