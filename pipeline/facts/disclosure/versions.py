"""The versions of one disclosure: what its files held from when to when, as parts, repeats and publications anew.

Belongs here: one identity's claims, from the moments at which files got their contents. Does not belong here: which
claims are of one identity (disclosures).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.facts.disclosure.copies import Figure, is_misread_copy, is_rounded_copy
from pipeline.facts.disclosure.identity import Identity
from pipeline.facts.vocabulary import load

Period = tuple[str, str | None]
"""From and until, ISO text in UTC; None = it lasts."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A document and what it says it is.

    ``first_seen_at`` is ISO text in UTC. ``statements`` gives a digest of the figures of each statement that the
    document holds; the narrative counts as the statement 'narrative'. ``names`` are the files that hold the document
    or, where ``is_replaced``, held it until other content took their place. ``figures`` are the figures themselves,
    given only where a recognised document may be a copy of a digital one, or one in 万元 of one in 元. ``taken`` are
    the moments (name, ISO text in UTC) at which a file got this content in place of another.
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
    taken: tuple[tuple[str, str], ...] = ()

    @property
    def moments(self) -> list[str]:
        """When it was published: first seen, and each time that a file got it back, in order."""
        return sorted({self.first_seen_at, *(at for _, at in self.taken)})


@dataclass(slots=True)
class _Version:
    """The documents of a version, and every figure it has had: parts may move on to the next version.

    ``since`` is when it last became the current one.
    """

    documents: list[Claim]
    known: dict[str, str]
    since: str

    def keep(self, parts: list[Claim]) -> None:
        """Leave these of its documents; the version began with the first of them."""
        self.documents = parts
        self.since = max(self.since, min((part.moments[-1] for part in parts), default=self.since))

    def leave(self, part: Claim) -> None:
        """Take a document out that never was one of this version, with the figures that only it has."""
        self.documents.remove(part)
        self.known = _figures(self.documents)


def versions_of(claims: Sequence[Claim]) -> tuple[list[tuple[list[Claim], list[Period]]], dict[str, str]]:
    """The versions of one identity, in the order of first sight, and the documents that repeat another one.

    Each version has its documents in the order of first sight, and the times at which it was the current one; one that
    another of the same scan took the place of at once has one period of no length.
    """
    versions, repeats = _versions(_with_successor(_published(claims)))
    found = [
        (sorted(version.documents, key=in_order), periods)
        for version, periods in zip(versions, _periods(versions), strict=True)
    ]
    return sorted(found, key=lambda version: version[1][0][0]), repeats


def in_order(claim: Claim) -> tuple[str, bool, str, str]:
    """The key of the order of first sight, then of the path, where one that says that it is a correction (更正), by its
    name or its title, comes last."""
    return claim.first_seen_at, *_by_path(claim)


def _by_path(claim: Claim) -> tuple[bool, str, str]:
    name = claim.path.rpartition("/")[2]
    named = any(word in name for word in load("identity")["version"]["corrected"])
    return claim.identity.is_correction or named, claim.path, claim.document_id


def _published(members: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of their last publication.

    A file that gets a content back publishes it only where other content of the same identity stood between.
    """
    if not any(claim.taken for claim in members):
        return sorted(members, key=in_order)
    held = [(name, claim) for claim in members if claim.is_replaced for name in claim.names]
    published = []
    for claim in members:
        names = {name for name, other in held if other is not claim}
        published.append(replace(claim, taken=tuple((name, at) for name, at in claim.taken if name in names)))
    return sorted(published, key=lambda claim: (claim.moments[-1], *_by_path(claim)))


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
    """The versions of one identity, its claims given in the order of publication, and the repeats."""
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
            for part in _copies(claim, latest):
                latest.leave(part)
                repeats[part.document_id] = claim.document_id
        if latest is None:
            versions.append(_Version([claim], dict(claim.statements), claim.moments[-1]))
        elif _agree(claim.statements, latest.known):
            for part in [part for part in latest.documents if _holds(claim.statements, part.statements)]:
                latest.documents.remove(part)
                repeats[part.document_id] = claim.document_id
            latest.documents.append(claim)
            latest.known.update(claim.statements)
        else:
            moving = [part for part in latest.documents if not part.statements.keys() & claim.statements.keys()]
            latest.keep([part for part in latest.documents if part not in moving])
            versions.append(_Version([*moving, claim], _figures([*moving, claim]), claim.moments[-1]))
    return versions, {document: _last(repeats, document) for document in repeats}


def _make_way(claim: Claim, versions: list[_Version]) -> bool:
    """Take the content that a claim replaces out of the latest version; True when there was some."""
    latest = versions[-1] if versions else None
    replaced = [part for part in latest.documents if part.is_replaced and part.names & claim.names] if latest else []
    if latest is None or not replaced:
        return False
    remaining = [part for part in latest.documents if part not in replaced]
    changed = [part for part in replaced if not _holds(claim.statements, part.statements) or _went_back(claim, part)]
    if changed:
        latest.keep(changed)
        versions.append(_Version(remaining, _figures(remaining), claim.moments[-1]))
    else:
        latest.documents, latest.known = remaining, _figures(remaining)
    return True


def _went_back(claim: Claim, part: Claim) -> bool:
    """Whether a claim is the older content, and states something else than what stood between."""
    return claim.first_seen_at < part.first_seen_at and claim.statements != part.statements


def _periods(versions: Sequence[_Version]) -> list[list[Period]]:
    """The times at which each version was the current one: since it last was made, and when its contents stood before.

    The first one begins with the first of its documents.
    """
    if not versions:
        return []
    begins = [(version.since, number) for number, version in enumerate(versions)]
    for number, version in enumerate(versions):
        earlier = [at for part in version.documents for at in part.moments[:-1]]
        begins += [(at, number) for at in earlier if at < version.since]
    begins.sort()
    first, number = begins[0]
    begins[0] = min([first, *(part.first_seen_at for part in versions[number].documents)]), number
    periods: list[list[Period]] = [[] for _ in versions]
    for (since, number), following in zip(begins, [*begins[1:], None], strict=True):
        before = periods[number]
        begun = before.pop()[0] if before and before[-1][1] == since else since
        before.append((begun, following[0] if following else None))
    return [[period for period in of if period[0] != period[1]] or of[:1] for of in periods]


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
        if is_rounded_copy(claim.figures, [figure for part in version.documents for figure in part.figures]):
            return version.documents[0].document_id
        digital = [part for part in version.documents if not part.is_recognised]
        figures = [figure for part in digital for figure in part.figures]
        if claim.is_recognised and is_misread_copy(claim.figures, figures):
            return digital[0].document_id
    return None


def _copies(claim: Claim, version: _Version) -> list[Claim]:
    """The documents of a version that are copies of one that comes later: misread, or in coarser figures."""
    return [
        part
        for part in version.documents
        if is_rounded_copy(part.figures, claim.figures)
        or (part.is_recognised and not claim.is_recognised and is_misread_copy(part.figures, claim.figures))
    ]


def _last(repeats: Mapping[str, str], document: str) -> str:
    while document in repeats:
        document = repeats[document]
    return document


def _holds(whole: Mapping[str, str], part: Mapping[str, str]) -> bool:
    return bool(part) and part.items() <= whole.items()


def _agree(left: Mapping[str, str], right: Mapping[str, str]) -> bool:
    return all(right.get(statement, digest) == digest for statement, digest in left.items())
