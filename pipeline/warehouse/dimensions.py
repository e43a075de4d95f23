"""The dimension tables of a build: the code lists, and what the facts in the lake add to them."""

from pathlib import Path

import polars as pl

from pipeline.contract import frame
from pipeline.facts.dimensions import dimensions
from pipeline.facts.disclosure.departments import Link, department_rows
from pipeline.facts.disclosure.successions import is_self
from pipeline.reference.given import FILES, given_rows
from pipeline.warehouse.lake import Lake
from pipeline.warehouse.register import Register
from pipeline.warehouse.settled import Settled

# The label of a row is the name of its functional code; without one of its economic code; without that of its
# government economic code. So a code is named by rows that carry no code of an earlier kind.
_LINE_ITEM_CODES = {
    "core.dim_function": "function_code",
    "core.dim_economic": "economic_code",
    "core.dim_gov_economic": "gov_economic_code",
}


def dimension_frames(lake: Lake, given: Path) -> dict[str, pl.DataFrame]:
    """Every core.dim_* table: for the disclosures that there are, the codes that the lake's facts print, and what the
    user gives in the folder ``given``.

    Departments are bound together within their region, so that memory holds the disclosures of a region at a time.
    """
    rows = {table: given_rows(given, table) for table in FILES}
    by_hand = [Link(**{name: str(value) for name, value in row.items()}) for row in rows["core.dim_department_link"]]
    with Register.reading(lake) as register:
        settled = Settled(register)
        regions = settled.regions()
        links: dict[str | None, list[Link]] = {}
        for link in [*by_hand, *stated_links(lake, settled)]:
            links.setdefault(link.region_code, []).append(link)
        table = "core.dim_department"
        departments = [
            frame(table, department_rows(settled.of_region(region), links.get(region, []))) for region in regions
        ]
    department = pl.concat([frame(table, []), *departments]).sort("department_id")
    given_frames = {name: frame(name, some) for name, some in rows.items()}
    return dimensions(regions, used_codes(lake)) | {table: department} | given_frames


def stated_links(lake: Lake, settled: Settled) -> list[Link]:
    """The successions that the texts of current disclosures state, in the order of the documents."""
    files = lake.fact_files("core.fact_succession")
    if not files:
        return []
    stated = pl.scan_parquet(files, hive_partitioning=False).filter(pl.col("relation") == "succeeds")
    rows = stated.sort("document_id", "paragraph_no", "succession_id").collect()
    disclosing = settled.named(rows["disclosure_id"].unique().to_list())
    links = []
    for row in rows.iter_rows(named=True):
        said_by = disclosing.get(row["disclosure_id"])
        if said_by and said_by.is_current:
            discloser = (said_by.unit_name if said_by.scope == "unit" else None) or said_by.department_name
            name = discloser if is_self(row["name"]) else row["name"]
            reason = f'{discloser} {said_by.fiscal_year} says "{row["raw"]}"'
            links.append(Link(said_by.region_code, row["former_name"], name, reason))
    return links


def used_codes(lake: Lake) -> dict[str, dict[str, str]]:
    """The codes in the lake's facts with the name printed beside each most often, by dimension table.

    The name is '' where a code never stands beside a name of its own.
    """
    result: dict[str, dict[str, str]] = {}
    items = lake.fact_files("core.fact_line_item")
    earlier: list[str] = []
    for table, column in _LINE_ITEM_CODES.items():
        named = pl.all_horizontal(pl.col(name).is_null() for name in earlier) if earlier else pl.lit(True)
        result[table] = _names(items, column, "label", named)
        earlier.append(column)
    purchases = lake.fact_files("core.fact_procurement")
    result["core.dim_procurement_item"] = _names(purchases, "catalogue_code", "item_name", pl.lit(True))
    return result


def _names(files: list[Path], code: str, name: str, is_own: pl.Expr) -> dict[str, str]:
    if not files:
        return {}
    printed = pl.scan_parquet(files, hive_partitioning=False).filter(pl.col(code).is_not_null())
    counted = (
        printed.select(pl.col(code), name=pl.when(is_own).then(pl.col(name)).otherwise(None).fill_null(""))
        .group_by(code, "name")
        .len()
        .sort(pl.col("name") == "", -pl.col("len").cast(pl.Int64), "name")
        .unique(code, keep="first", maintain_order=True)
        .sort(code)
        .collect()
    )
    return dict(counted.select(code, "name").iter_rows())
