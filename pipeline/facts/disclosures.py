"""Which files are one disclosure: parts, duplicates and versions, decided from what each file says it is.

Nothing here depends on the order in which files are handed over: claims are put in the order of first sight, then of
the path.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import PurePosixPath
from typing import Literal

from pipeline.facts.copies import Figure, is_misread_copy
from pipeline.facts.evidence import Kind, Scope
from pipeline.facts.identity import Identity
from pipeline.facts.peers import canonical_name
from pipeline.facts.regions import RegionSource

_SOURCES: tuple[RegionSource, ...] = ("project_code", "printed", "name", "path")


@dataclass(frozen=True, slots=True)
class Claim:
    """A document and what it says it is.

    ``first_seen_at`` is ISO text in UTC. ``statements`` gives a digest of the figures of each statement that the
    document holds; the narrative counts as the statement 'narrative'. ``names`` are the files that hold the document
    or, where ``is_replaced``, held it until other content took their place. ``figures`` are the figures themselves,
    given only where a recognised document may be a copy of a digital one.
    """

    document_id: str
    path: str
    first_seen_at: str
    identity: Identity
    statements: Mapping[str, str]
    names: frozenset[str] = frozenset()
    is_replaced: bool = False
    is_recognised: bool = False
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One version of one unit's disclosure of one year; ``document_ids`` are its parts in the order of first sight.

    ``first_seen_at`` and ``superseded_at`` are ISO text in UTC: when the document came that made the version, and the
    one that made the next.
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
            "kind": self.kind,
            "scope": self.scope,
            "version": self.version,
            "is_current": self.is_current,
            "stated_unit": self.stated_unit,
            "first_seen_at": datetime.fromisoformat(self.first_seen_at),
            "superseded_at": datetime.fromisoformat(self.superseded_at) if self.superseded_at else None,
        }


@dataclass(frozen=True, slots=True)
class Resolution:
    """All claims settled.

    ``duplicates`` maps a document to the one whose figures it repeats: it is kept raw and gives no facts.
    ``repeated`` names, for a part that overlaps an earlier part with equal figures, the statements that the earlier
    one gives; the rest of the part is new. ``unidentified`` documents name no unit or no year, or hold no figures.
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


@dataclass(slots=True)
class _Version:
    """The documents of a version, and every figure it has had: parts may move on to the next version."""

    documents: list[Claim]
    known: dict[str, str]
    first_seen_at: str

    def leave(self, part: Claim) -> None:
        """Take a document out that never was one of this version, with the figures that only it has."""
        self.documents.remove(part)
        self.known = _figures(self.documents)


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
      old content is withdrawn.

    A document without a region joins the documents of the same name, year, kind and scope in its own folder, if these
    agree on one region.
    """
    seen: dict[str, Claim] = {}
    for claim in sorted(claims, key=_order):
        seen.setdefault(claim.document_id, claim)
    unidentified = frozenset(claim.document_id for claim in seen.values() if _key(claim) is None)
    groups: dict[_Key, list[Claim]] = {}
    regions = _regions_by_folder(seen.values())
    for claim in seen.values():
        key = _key(claim)
        if key:
            groups.setdefault(_with_region(key, claim, regions), []).append(claim)
    disclosures: list[Disclosure] = []
    duplicates: dict[str, str] = {}
    repeated: dict[str, frozenset[str]] = {}
    for key, members in sorted(groups.items(), key=lambda group: group[0].digest(0)):
        versions, repeats = _versions(_with_successor(members))
        duplicates |= repeats
        for number, version in enumerate(versions, start=1):
            documents = sorted(version.documents, key=_order)
            until = versions[number].first_seen_at if number < len(versions) else None
            disclosures.append(_disclosure(key, number, version.first_seen_at, until, documents))
            repeated |= _repeated(documents)
    return Resolution(
        disclosures=tuple(sorted(disclosures, key=lambda disclosure: disclosure.disclosure_id)),
        duplicates=dict(sorted(duplicates.items())),
        unidentified=unidentified,
        repeated=dict(sorted(repeated.items())),
    )


def _hash(*parts: object) -> str:
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def _order(claim: Claim) -> tuple[str, str, str]:
    return claim.first_seen_at, claim.path, claim.document_id


def _key(claim: Claim) -> _Key | None:
    identity = claim.identity
    if not identity.department_name or identity.fiscal_year is None or not identity.holds_figures:
        return None
    return _Key(
        region_code=identity.region_code or "",
        name=canonical_name(row_name(identity)),
        year=identity.fiscal_year,
        kind=identity.kind,
        scope=identity.scope,
    )


def _folder(claim: Claim) -> str:
    return str(PurePosixPath(claim.path).parent)


def _nameless(key: _Key, folder: str) -> tuple[str, str, int, Kind, Scope]:
    return folder, key.name, key.year, key.kind, key.scope


def _regions_by_folder(claims: Iterable[Claim]) -> dict[tuple[str, str, int, Kind, Scope], set[str]]:
    regions: dict[tuple[str, str, int, Kind, Scope], set[str]] = {}
    for claim in claims:
        key = _key(claim)
        if key and key.region_code:
            regions.setdefault(_nameless(key, _folder(claim)), set()).add(key.region_code)
    return regions


def _with_region(key: _Key, claim: Claim, regions: Mapping[tuple[str, str, int, Kind, Scope], set[str]]) -> _Key:
    found = regions.get(_nameless(key, _folder(claim)), set())
    if key.region_code or len(found) != 1:
        return key
    return _Key(next(iter(found)), key.name, key.year, key.kind, key.scope)


def _with_successor(members: Sequence[Claim]) -> list[Claim]:
    """The claims without replaced ones that no later claim takes the place of: these say nothing any more."""
    kept: list[Claim] = []
    followed: set[str] = set()
    for claim in reversed(members):
        if not claim.is_replaced or claim.names & followed:
            kept.append(claim)
            followed |= claim.names
    return kept[::-1]


def _versions(members: Sequence[Claim]) -> tuple[list[_Version], dict[str, str]]:
    """The versions of one identity, its claims given in the order of first sight, and the repeats."""
    versions: list[_Version] = []
    repeats: dict[str, str] = {}
    for claim in members:
        is_again = _make_way(claim, versions)
        if not is_again and _stands_in(claim, versions):
            continue
        repeated = _repeated_document(claim, versions[-1:] if is_again else versions)
        if repeated:
            repeats[claim.document_id] = repeated
            continue
        latest = versions[-1] if versions else None
        if latest is not None:
            for part in _misread_copies(claim, latest):
                latest.leave(part)
                repeats[part.document_id] = claim.document_id
        if latest is None:
            versions.append(_Version([claim], dict(claim.statements), claim.first_seen_at))
        elif _agree(claim.statements, latest.known):
            for part in [part for part in latest.documents if _holds(claim.statements, part.statements)]:
                latest.documents.remove(part)
                repeats[part.document_id] = claim.document_id
            latest.documents.append(claim)
            latest.known.update(claim.statements)
        else:
            moving = [part for part in latest.documents if not part.statements.keys() & claim.statements.keys()]
            latest.documents = [part for part in latest.documents if part not in moving]
            versions.append(_Version([*moving, claim], _figures([*moving, claim]), claim.first_seen_at))
    return versions, {document: _last(repeats, document) for document in repeats}


def _make_way(claim: Claim, versions: list[_Version]) -> bool:
    """Take the content that a claim replaces out of the latest version; True when there was some."""
    latest = versions[-1] if versions else None
    replaced = [part for part in latest.documents if part.is_replaced and part.names & claim.names] if latest else []
    if latest is None or not replaced:
        return False
    remaining = [part for part in latest.documents if part not in replaced]
    changed = [part for part in replaced if not _holds(claim.statements, part.statements)]
    if changed:
        latest.documents = changed
        versions.append(_Version(remaining, _figures(remaining), claim.first_seen_at))
    else:
        latest.documents, latest.known = remaining, _figures(remaining)
    return True


def _stands_in(claim: Claim, versions: Sequence[_Version]) -> bool:
    """Let a document that still stands take the place of replaced content with the same figures; True when it did."""
    for version in versions:
        for number, part in enumerate(version.documents):
            if part.is_replaced and not claim.is_replaced and part.statements and part.statements == claim.statements:
                version.documents[number] = claim
                return True
    return False


def _figures(documents: Sequence[Claim]) -> dict[str, str]:
    return {statement: digest for document in documents for statement, digest in document.statements.items()}


def _repeated_document(claim: Claim, versions: Sequence[_Version]) -> str | None:
    for version in reversed(versions):
        if _holds(version.known, claim.statements):
            sharing = [part for part in version.documents if part.statements.keys() & claim.statements.keys()]
            if sharing:
                return sharing[0].document_id
    for version in reversed(versions):
        digital = [part for part in version.documents if not part.is_recognised]
        figures = [figure for part in digital for figure in part.figures]
        if claim.is_recognised and is_misread_copy(claim.figures, figures):
            return digital[0].document_id
    return None


def _misread_copies(claim: Claim, version: _Version) -> list[Claim]:
    """The documents of a version that are misread copies of a digital one that comes later."""
    if claim.is_recognised:
        return []
    return [part for part in version.documents if part.is_recognised and is_misread_copy(part.figures, claim.figures)]


def _last(repeats: Mapping[str, str], document: str) -> str:
    while document in repeats:
        document = repeats[document]
    return document


def _holds(whole: Mapping[str, str], part: Mapping[str, str]) -> bool:
    return bool(part) and part.items() <= whole.items()


def _agree(left: Mapping[str, str], right: Mapping[str, str]) -> bool:
    return all(right.get(statement, digest) == digest for statement, digest in left.items())


def _repeated(documents: Sequence[Claim]) -> dict[str, frozenset[str]]:
    given: set[str] = set()
    found: dict[str, frozenset[str]] = {}
    for part in documents:
        again = frozenset(part.statements) & given
        if again:
            found[part.document_id] = again
        given |= part.statements.keys()
    return found


def _disclosure(
    key: _Key, version: int, first_seen_at: str, superseded_at: str | None, documents: Sequence[Claim]
) -> Disclosure:
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
        is_current=superseded_at is None,
        stated_unit=next((part.stated_unit for part in parts if part.stated_unit), None),
        document_ids=tuple(claim.document_id for claim in documents),
        first_seen_at=first_seen_at,
        superseded_at=superseded_at,
    )
