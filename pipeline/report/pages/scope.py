"""What a report covers: a published database, all of its regions or some, and questions to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from pipeline.report.database import WarehouseError
from pipeline.report.pages.links import Links

_CODE, _ENDING = re.compile(r"\d{6}"), re.compile(r"(00)+$")
IN_SCOPE = "($regions::VARCHAR[] IS NULL OR list_contains($regions::VARCHAR[], region_code))"
"""The condition, in SQL, that a row with a region_code is covered."""

_DISCLOSING = """
SELECT DISTINCT ON (region.region_code) region.region_code, region.name, region.province, region.prefecture
FROM core.dim_region AS region
WHERE region.region_code IN (SELECT region_code FROM core.disclosure WHERE is_current)
ORDER BY region.region_code, region.valid_from DESC
"""


@dataclass(frozen=True)
class Scope:
    """A connection, the codes of the regions that are covered (None: all), and the figures that the page links to."""

    connection: duckdb.DuckDBPyConnection
    regions: Sequence[str] | None = None
    names: Sequence[str] = ()
    links: Links = field(default_factory=Links)

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows of a query as mappings; ``$regions`` is the scope."""
        if "$regions" in query:
            parameters["regions"] = self.regions
        relation = self.connection.execute(query, parameters or None)
        names = [str(column[0]) for column in relation.description or ()]
        return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def scope(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str] = ()) -> Scope:
    """The scope of some regions, each given as a code or a name; a province or prefecture stands for all within it.

    Raises WarehouseError, with the regions that there are, for one without disclosures.
    """
    if not wanted:
        return Scope(connection)
    known = Scope(connection).rows(_DISCLOSING)
    chosen: dict[str, str] = {}
    for name in wanted:
        found = {str(row["region_code"]): str(row["name"]) for row in known if _is_within(row, name)}
        if not found:
            there = ", ".join(f"{row['name']} {row['region_code']}" for row in known) or "none"
            raise WarehouseError(f"no disclosure of a region {name!r}; there are: {there}")
        chosen |= found
    return Scope(connection, sorted(chosen), [chosen[code] for code in sorted(chosen)])


def _is_within(region: Mapping[str, Any], name: str) -> bool:
    """Whether a region is the one of that name or code, or lies in it: the codes of all in 130100 begin with 1301."""
    if name in (region["region_code"], region["name"], region["province"], region["prefecture"]):
        return True
    return bool(_CODE.fullmatch(name)) and str(region["region_code"]).startswith(_ENDING.sub("", name))
