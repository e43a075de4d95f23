"""Whose the sections of one file are: each says it itself, and beside the others it shows which is part of which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.documents.model import Document
from pipeline.facts.disclosure.evidence import coded_names, labels, lines, opening
from pipeline.facts.disclosure.identity import Identity, identify
from pipeline.facts.disclosure.unit_names import organisation_in
from pipeline.statements.contexts import contexts_of
from pipeline.statements.rows.unit_keys import unit_key


@dataclass(frozen=True, slots=True)
class _Said:
    """What a section says it is, the budget codes printed beside its name, and the labels that announce the name.

    ``listed`` are the keys of the units in its tables' columns of units.
    """

    identity: Identity
    codes: frozenset[str]
    roles: frozenset[str]
    listed: frozenset[str]


def identify_sections(document: Document, parts: Sequence[Document], path: str) -> list[Identity]:
    """The identity of each section of a document, in order; ``parts`` are all its sections.

    A section that does not say whether it is a department is a unit of another section's department where its code
    begins with that department's, or where its tables name it as 单位 and those of a department before it as 部门: the
    two are never added up. A section that says that it is a unit, and of no section's department, is one of the
    department before it whose tables list it, and else of the only department of the file.
    """
    if len(parts) == 1:
        return [identify(document, path)]
    begin = [opening(lines(part)) for part in parts]
    elsewhere = [frozenset(filter(None, begin)) - {own} for own in begin]
    said = [_said(part, identify(part, path, document, listed)) for part, listed in zip(parts, elsewhere, strict=True)]
    return [_placed(one, said[:number], said[number + 1 :]) for number, one in enumerate(said)]


def _said(part: Document, identity: Identity) -> _Said:
    found = lines(part)
    name = identity.department_name
    codes = (entry.code for entry in coded_names(found) if entry.organisation.name == name)
    named = ((label.role, organisation_in(label.value)) for label in labels(found))
    return _Said(
        identity,
        frozenset(codes),
        frozenset(role for role, value in named if value is not None and value.name == name),
        frozenset(key for context in contexts_of(part) for key in context.listed_units()),
    )


def _placed(one: _Said, before: Sequence[_Said], behind: Sequence[_Said]) -> Identity:
    """The identity of a section as a unit of the department that another one discloses, where it is one."""
    identity = one.identity
    if identity.scope != "department":
        others = [other.identity for other in (*before, *behind)]
        names = {other.department_name for other in others if other.scope == "department"}
        superior = None if identity.department_name in names else _by_listing(one, before) or _only([*before, *behind])
        return _with_superior(identity, superior.identity) if superior is not None else identity
    department = _by_code(one, [*before, *behind]) or _by_label(one, before)
    if department is None:
        return identity
    own = any(code.endswith("001") for code in one.codes)
    return replace(
        identity,
        department_name=department.identity.department_name,
        department_code=department.identity.department_code or identity.department_code,
        unit_name=identity.department_name,
        unit_code=next((code for code in sorted(one.codes) if len(code) == 6), None),
        scope="own" if own and department.identity.department_name == identity.department_name else "unit",
    )


def _with_superior(identity: Identity, superior: Identity) -> Identity:
    """The identity of a unit as one of another section's department."""
    return replace(
        identity,
        department_name=superior.department_name,
        department_code=superior.department_code or identity.department_code,
        scope="unit",
    )


def _by_listing(one: _Said, before: Sequence[_Said]) -> _Said | None:
    """The last department before whose tables list a unit, which is not that department's own part."""
    key = unit_key(one.identity.unit_name or "")
    return next(
        (
            other
            for other in reversed(before)
            if other.identity.scope == "department" and key in other.listed - {unit_key(other.identity.department_name)}
        ),
        None,
    )


def _only(others: Sequence[_Said]) -> _Said | None:
    """The one section that discloses a department, where all others are of units or its own part."""
    departments = [other for other in others if other.identity.scope == "department"]
    return departments[0] if len(departments) == 1 else None


def _by_code(one: _Said, others: Sequence[_Said]) -> _Said | None:
    """The department whose code begins the unit's; a section that has a department's code is none's unit."""
    if not one.codes or any(len(code) == 3 for code in one.codes):
        return None
    return next(
        (
            other
            for other in others
            if other.identity.scope == "department"
            and any(len(code) == 3 and mine.startswith(code) for code in other.codes for mine in one.codes)
        ),
        None,
    )


def _by_label(one: _Said, before: Sequence[_Said]) -> _Said | None:
    if "unit" not in one.roles or "department" in one.roles:
        return None
    return next(
        (
            other
            for other in reversed(before)
            if other.identity.scope == "department" and "department" in other.roles and "unit" not in other.roles
        ),
        None,
    )
