"""The dimension tables of codes and regions: the lists, extended by what the disclosures print."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import polars as pl

from pipeline.contract import frame
from pipeline.reference.loader import (
    CATALOGUE_SINCE,
    Classification,
    Code,
    aliases,
    code_breaks,
    code_level,
    code_parent,
    codes,
    former_names,
    procurement_catalogue,
)
from pipeline.reference.regions import all_regions, region

_CLASSIFICATIONS: dict[str, Classification] = {
    "core.dim_function": "function",
    "core.dim_economic": "economic",
    "core.dim_gov_economic": "gov_economic",
}
_CATALOGUE = "core.dim_procurement_item"


def dimensions(regions: Iterable[str | None], used_codes: Mapping[str, Mapping[str, str]]) -> dict[str, pl.DataFrame]:
    """The dimension tables of codes and regions by their names; ``regions`` are those of the disclosures.

    ``used_codes`` gives the codes met in facts with the name printed beside each, by table:
    ``{"core.dim_function": {"2010399": "…"}}``. A code that its list lacks enters with that name ('' where none is
    printed) and ``is_official`` false.
    """
    tables = {
        table: _code_rows(
            codes(classification), used_codes.get(table, {}), code_parent, code_level, former_names(classification)
        )
        for table, classification in _CLASSIFICATIONS.items()
    }
    tables[_CATALOGUE] = _code_rows(
        procurement_catalogue(),
        used_codes.get(_CATALOGUE, {}),
        _catalogue_parent,
        _catalogue_level,
        since=CATALOGUE_SINCE,
    )
    tables["core.dim_code_break"] = [{**row, "fiscal_year": int(row["fiscal_year"])} for row in code_breaks()]
    tables["core.dim_code_alias"] = [
        {
            "classification": classification,
            "code": row["code"],
            "name": row["name"],
            "valid_to": int(row["valid_to"]) if row["valid_to"] else None,
            "reason": row["reason"],
        }
        for classification in _CLASSIFICATIONS.values()
        for row in aliases(classification)
    ]
    tables["core.dim_region"] = _region_rows(regions)
    return {table: frame(table, rows) for table, rows in tables.items()}


def _code_rows(
    listed: Mapping[str, Code],
    used: Mapping[str, str],
    parent: Callable[[str], str | None],
    level: Callable[[str], int],
    former: Mapping[str, Sequence[tuple[str, int]]] | None = None,
    since: int | None = None,
) -> list[dict[str, object]]:
    """One row per code and name: the former names each until their last year, then the present one.

    ``since`` is the first year of the list, where it is known.
    """
    entries = dict(listed)
    for code, name in used.items():
        if code not in listed:
            entries[code] = Code(code, name, level(code), None, is_official=False)
    rows: list[dict[str, object]] = []
    for code, entry in sorted(entries.items()):
        names: list[tuple[str, int | None]] = [*(former or {}).get(code, ()), (entry.name, None)]
        first = since if entry.is_official else None
        for name, last in names:
            rows.append(
                {
                    "code": code,
                    "name": name,
                    "level": entry.level,
                    "parent_code": _nearest(parent(code), entries, parent),
                    "valid_from": first,
                    "valid_to": last,
                    "is_official": entry.is_official,
                }
            )
            first = last + 1 if last is not None else None
    return rows


def _nearest(code: str | None, entries: Mapping[str, Code], parent: Callable[[str], str | None]) -> str | None:
    """The code, or the next one above it that has a row."""
    while code is not None and code not in entries:
        code = parent(code)
    return code


def _catalogue_parent(code: str) -> str | None:
    """The catalogue code one level up: A02010105 -> A02010100 -> A02010000 -> A02000000 -> A."""
    pairs = _catalogue_level(code)
    if pairs == 0:
        return None
    return (code[: 1 + 2 * (pairs - 1)]).ljust(len(code), "0") if pairs > 1 else code[0]


def _catalogue_level(code: str) -> int:
    """0 for the kind, else the number of pairs of digits before the closing zeros."""
    digits = code[1:]
    while digits.endswith("00"):
        digits = digits[:-2]
    return (len(digits) + 1) // 2


def _region_rows(regions: Iterable[str | None]) -> list[dict[str, object]]:
    """The whole list, and the codes of disclosures that it lacks (a development zone's) under their prefecture."""
    rows: list[dict[str, object]] = [
        {
            "region_code": entry.code,
            "name": entry.name,
            "level": entry.level,
            "province": entry.province,
            "prefecture": entry.prefecture,
            "parent_code": entry.parent_code,
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "successors": ";".join(entry.successors) or None,
        }
        for entry in all_regions()
    ]
    for code in sorted(set(filter(None, regions))):
        if region(code) is None:
            prefecture = region(code[:4] + "00")
            rows.append(
                {
                    "region_code": code,
                    "name": code,
                    "province": prefecture.province if prefecture else None,
                    "prefecture": prefecture.name if prefecture else None,
                    "parent_code": prefecture.code if prefecture else None,
                }
            )
    return rows
