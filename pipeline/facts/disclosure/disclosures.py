"""Which files are one disclosure: parts, duplicates and versions, decided from what each file says it is.

Nothing here depends on the order in which files are handed over: claims are put in the order of first sight, then of
the path.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import Literal

from pipeline.facts.disclosure.evidence import Kind
from pipeline.facts.disclosure.identity import Identity, YearSource
from pipeline.facts.disclosure.peers import canonical_name
from pipeline.facts.disclosure.regions import RegionSource, place_of_name
from pipeline.facts.disclosure.unit_names import Scope
from pipeline.facts.disclosure.versions import Claim, Period, in_order, versions_of

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_SOURCES: tuple[RegionSource, ...] = ("project_code", "printed", "name", "path")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One version of one unit's disclosure of one year; ``document_ids`` are its parts in the order of first sight.

    ``first_seen_at`` and ``superseded_at`` are ISO text in UTC: when the document came that made the version, and when
    one of another version last took its place. ``periods`` are the times (from, until) at which it was the current one:
    several where a file got the older content back. ``listed_units`` are the canonical names of the units that a
    department lists as its own.
    """

    disclosure_id: str
    region_code: str | None
    region_source: RegionSource | None
    department_id: str
    department_name: str
    department_code: str | None
    unit_name: str | None
    unit_code: str | None
    fiscal_year: int
    kind: Kind
    scope: Scope
    version: int
    is_current: bool
    stated_unit: Literal["元", "万元"] | None
    document_ids: tuple[str, ...]
    first_seen_at: str
    superseded_at: str | None
    periods: tuple[Period, ...]
    listed_units: tuple[str, ...] = ()
    year_source: YearSource = "content"

    def row(self) -> dict[str, object]:
        """The row of core.disclosure; its unit_code is the department's where a whole department discloses."""
        return {
            "disclosure_id": self.disclosure_id,
            "region_code": self.region_code,
            "region_source": self.region_source,
            "department_id": self.department_id,
            "unit_name": self.unit_name,
            "unit_code": self.department_code if self.scope == "department" else self.unit_code,
            "fiscal_year": self.fiscal_year,
            "year_source": self.year_source,
            "kind": self.kind,
            "scope": self.scope,
            "version": self.version,
            "is_current": self.is_current,
            "stated_unit": self.stated_unit,
            "first_seen_at": datetime.fromisoformat(self.first_seen_at),
            "superseded_at": datetime.fromisoformat(self.superseded_at) if self.superseded_at else None,
        }

    def period_rows(self) -> list[dict[str, object]]:
        """The rows of core.disclosure_period."""
        return [
            {
                "disclosure_id": self.disclosure_id,
                "first_seen_at": datetime.fromisoformat(since),
                "superseded_at": datetime.fromisoformat(until) if until else None,
            }
            for since, until in self.periods
        ]


@dataclass(frozen=True, slots=True)
class Resolution:
    """All claims settled.

    ``duplicates`` maps a document to the one whose figures it repeats: it is kept raw and gives no facts.
    ``repeated`` names, for a part that overlaps an earlier part with equal figures, the statements that the earlier
    one gives; the rest of the part is new. ``unidentified`` documents name no unit or no year, hold no figures, or are
    of another genre.
    """

    disclosures: tuple[Disclosure, ...]
    duplicates: Mapping[str, str]
    unidentified: frozenset[str]
    repeated: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Key:
    """What the files of one disclosure have in common, version aside."""

    region_code: str
    name: str
    year: int
    kind: Kind
    scope: Scope

    def digest(self, version: int) -> str:
        return _hash(self.region_code, self.name, self.year, self.kind, self.scope, version)


def department_id(region_code: str | None, name: str) -> str:
    """The id of a department: 16 hex digits, one per region and name, whatever the name's spelling."""
    return _hash("department", region_code or "", canonical_name(name))


def row_name(identity: Identity | Disclosure) -> str:
    """The name of the row of core.dim_department that a disclosure belongs to; a department's own part adds 本级."""
    if identity.scope == "own":
        return identity.department_name + "本级"
    if identity.scope == "unit" and identity.unit_name:
        return identity.unit_name
    return identity.department_name


def settled_together(identity: Identity) -> str | None:
    """A name that all documents share that may be one disclosure, whatever region they name; None for no disclosure.

    What :func:`resolve` says of the claims with this name does not depend on any others, but on those without a year
    that may join them: where all that have a name and share the :func:`yearless_key` of one have the same name.
    """
    key = _key(identity)
    return _hash(key.name, key.year, key.kind, key.scope) if key else None


def resolve(claims: Sequence[Claim]) -> Resolution:
    """Settle which documents are parts of one disclosure, repeat another one, or are a later version.

    Within one identity (region, department or unit, year, kind, scope), in the order of first sight:

    - a document all of whose statements a version already has with the same figures repeats it, and so does a
      recognised one that is a misread copy of a version's digital documents, whichever was seen first;
    - one that shares no statement with the latest version, or only with equal figures, is a part of it; an earlier
      part that holds nothing more than the new one then repeats the new one;
    - one that shares a statement with other figures is a new version. Parts that it does not touch move on to the new
      version, so that the current one is whole;
    - a file that gets other content is published again: its old content stays with the version before. Where the new
      content holds all of the old, there is nothing to remember, and where it is no disclosure of this identity, the
      old content is withdrawn. A file that gets older content back is published again with it: the older version is
      the current one once more, and what stood between was the current one meanwhile.

    A document without a region joins the documents of the same name, year, kind and scope in its own folder, if these
    agree on one region and its name speaks of no other. One whose content names no year (tables beside a text that says
    whose they are) joins those of the same name and kind in its folder, if these are of one disclosure and its file's
    name has no other year; where there are none, or several, the year that its path names counts.
    """
    seen: dict[str, Claim] = {}
    for claim in sorted(claims, key=in_order):
        seen.setdefault(claim.document_id, claim)
    groups: dict[_Key, list[Claim]] = {}
    beside: dict[tuple[str, str, Kind], set[_Key]] = {}
    regions = _regions_by_folder(claim for claim in seen.values() if not is_yearless(claim.identity))
    for claim in seen.values():
        key = _key(claim.identity)
        if key and not is_yearless(claim.identity):
            key = _with_region(key, claim, regions)
            groups.setdefault(key, []).append(claim)
            beside.setdefault(yearless_key(claim.path, claim.identity), set()).add(key)
    unidentified = {claim.document_id for claim in seen.values() if _key(claim.identity) is None}
    for claim in seen.values():
        joined = _beside(claim, beside, regions) if is_yearless(claim.identity) else None
        if joined:
            groups.setdefault(joined, []).append(claim)
            unidentified.discard(claim.document_id)
        elif is_yearless(claim.identity):
            unidentified.add(claim.document_id)
    disclosures: list[Disclosure] = []
    duplicates: dict[str, str] = {}
    repeated: dict[str, frozenset[str]] = {}
    for key, members in sorted(groups.items(), key=lambda group: group[0].digest(0)):
        versions, repeats = versions_of(members)
        duplicates |= repeats
        for number, (documents, periods) in enumerate(versions, start=1):
            disclosures.append(_disclosure(key, number, periods, documents))
            repeated |= _repeated(documents)
    return Resolution(
        disclosures=tuple(sorted(disclosures, key=lambda disclosure: disclosure.disclosure_id)),
        duplicates=dict(sorted(duplicates.items())),
        unidentified=frozenset(unidentified),
        repeated=dict(sorted(repeated.items())),
    )


def _hash(*parts: object) -> str:
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def _key(identity: Identity) -> _Key | None:
    if not identity.department_name or identity.fiscal_year is None or not identity.may_disclose:
        return None
    return _Key(
        region_code=identity.region_code or "",
        name=canonical_name(row_name(identity)),
        year=identity.fiscal_year,
        kind=identity.kind,
        scope=identity.scope,
    )


def yearless_key(path: str, identity: Identity) -> tuple[str, str, Kind]:
    """What a document without a year shares with those of its folder of which it may be a part."""
    return path.rpartition("/")[0], canonical_name(identity.department_name), identity.kind


def is_yearless(identity: Identity) -> bool:
    """Whether all that a document's content lacks to be a disclosure is its year."""
    is_without = identity.fiscal_year is None or identity.year_source == "path"
    return is_without and bool(identity.department_name) and identity.may_disclose


def _beside(
    claim: Claim,
    known: Mapping[tuple[str, str, Kind], set[_Key]],
    regions: Mapping[tuple[str, str, int, Kind, Scope], set[str]],
) -> _Key | None:
    """What a document without a year of its own is a part of: the one disclosure in its folder that it can be; that of
    the year of its path where its folder has none, several, or this one."""
    identity = claim.identity
    found = known.get(yearless_key(claim.path, identity), set())
    named = {replace(key, region_code="") for key in found}
    own = _key(identity)
    if own is not None and (len(named) != 1 or replace(own, region_code="") in named):
        return _with_region(own, claim, regions)
    keys = {key for key in found if _may_lie_in(identity, key.region_code)}
    years = set(map(int, _YEAR.findall(claim.path.rpartition("/")[2])))
    fits = len(found) == len(keys) == 1 and years <= {key.year for key in keys}
    return next(iter(keys)) if fits else None


def _may_lie_in(identity: Identity, region_code: str) -> bool:
    """Whether a document of this identity may be of a region ('' for none): no evidence or name speaks of another."""
    if identity.region_code or not region_code:
        return not region_code or identity.region_code == region_code
    place = place_of_name(row_name(identity), identity.fiscal_year)
    return place is None or any(candidate.code == region_code for candidate in place.candidates)


def _folder(claim: Claim) -> str:
    return claim.path.rpartition("/")[0]


def _nameless(key: _Key, folder: str) -> tuple[str, str, int, Kind, Scope]:
    return folder, key.name, key.year, key.kind, key.scope


def _regions_by_folder(claims: Iterable[Claim]) -> dict[tuple[str, str, int, Kind, Scope], set[str]]:
    regions: dict[tuple[str, str, int, Kind, Scope], set[str]] = {}
    for claim in claims:
        key = _key(claim.identity)
        if key and key.region_code:
            regions.setdefault(_nameless(key, _folder(claim)), set()).add(key.region_code)
    return regions


def _with_region(key: _Key, claim: Claim, regions: Mapping[tuple[str, str, int, Kind, Scope], set[str]]) -> _Key:
    found = regions.get(_nameless(key, _folder(claim)), set())
    if key.region_code or len(found) != 1 or not _may_lie_in(claim.identity, *found):
        return key
    return _Key(next(iter(found)), key.name, key.year, key.kind, key.scope)


def _repeated(documents: Sequence[Claim]) -> dict[str, frozenset[str]]:
    given: set[str] = set()
    found: dict[str, frozenset[str]] = {}
    for part in documents:
        again = frozenset(part.statements) & given
        if again:
            found[part.document_id] = again
        given |= part.statements.keys()
    return found


def _disclosure(key: _Key, version: int, periods: Sequence[Period], documents: Sequence[Claim]) -> Disclosure:
    parts = [claim.identity for claim in documents]
    first = next((part for part in parts if part.region_code), parts[0])
    sources = {part.region_source for part in parts}
    return Disclosure(
        disclosure_id=key.digest(version),
        region_code=key.region_code or None,
        region_source=next((source for source in _SOURCES if source in sources), None),
        department_id=department_id(key.region_code, row_name(first)),
        department_name=first.department_name,
        department_code=next((part.department_code for part in parts if part.department_code), None),
        unit_name=first.unit_name,
        unit_code=next((part.unit_code for part in parts if part.unit_code), None),
        fiscal_year=key.year,
        kind=key.kind,
        scope=key.scope,
        version=version,
        is_current=periods[-1][1] is None,
        stated_unit=next((part.stated_unit for part in parts if part.stated_unit), None),
        document_ids=tuple(claim.document_id for claim in documents),
        first_seen_at=periods[0][0],
        superseded_at=periods[-1][1],
        periods=tuple(periods),
        listed_units=tuple(sorted({name for part in parts for name in part.listed_units})),
        year_source="path" if all(is_yearless(part) for part in parts) else "content",
    )
