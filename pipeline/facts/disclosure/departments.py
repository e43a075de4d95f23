"""The rows of core.dim_department: one per region and name, bound together over renamings by department_key."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from pipeline.facts.disclosure.disclosures import Disclosure, department_id, row_name
from pipeline.facts.disclosure.peers import canonical_name, function_name, peer_group, successions
from pipeline.facts.disclosure.unit_names import Scope


@dataclass(frozen=True, slots=True)
class Link:
    """Two names of one department of a region, the earlier first, with what says so."""

    region_code: str | None
    former_name: str
    name: str
    reason: str


@dataclass(slots=True)
class Department:
    """A department, its own part (本级) or a sub-unit under one name, with the fiscal years it was met in."""

    id: str
    region_code: str | None
    scope: Scope
    names: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    years: set[int] = field(default_factory=set)
    superior_ids: Counter[str] = field(default_factory=Counter)
    superior_codes: Counter[str] = field(default_factory=Counter)
    listed: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The spelling met most often."""
        return _most(self.names) or ""

    @property
    def code(self) -> str | None:
        """The budget code met most often: three digits of a department, six of a unit."""
        return _most(self.codes)

    @property
    def peer_group(self) -> str | None:
        """The group of like departments; a sub-unit has none."""
        return None if self.scope == "unit" else peer_group(self.name.removesuffix("本级"))


def department_rows(disclosures: Sequence[Disclosure], links: Sequence[Link] = ()) -> list[dict[str, object]]:
    """The rows of core.dim_department for the disclosures and the departments that their units belong to.

    Two names in one region get one department_key where they have the same budget code, unless their groups of like
    departments are known to differ (the code was given to another bureau), or where one of ``links`` (given by hand or
    stated in a text) or a reform (``vocabulary/departments.toml``) has the one follow the other and the later name was
    not met before the earlier one ended. A department's own parts follow its names; sub-units go by their code of six
    digits. ``valid_to`` is null for the latest name of a key.
    """
    departments = _collect(disclosures)
    pairs = list(_same(departments, _by_names(links)))
    keys = _keys(departments, pairs)
    reasons = {later: reason for _, later, reason in reversed(pairs)}
    last: dict[str, int] = {}
    for department in departments.values():
        key = keys[department.id]
        last[key] = max(last.get(key, 0), *department.years)
    return [
        {
            "department_id": department.id,
            "department_key": keys[department.id],
            "key_reason": reasons.get(department.id),
            "parent_department_id": _parent(department, departments, keys),
            "region_code": department.region_code,
            "department_code": department.code,
            "name": department.name,
            "peer_group": department.peer_group,
            "valid_from": min(department.years),
            "valid_to": None if max(department.years) == last[keys[department.id]] else max(department.years),
        }
        for department in sorted(departments.values(), key=lambda department: department.id)
    ]


def _collect(disclosures: Iterable[Disclosure]) -> dict[str, Department]:
    found: dict[str, Department] = {}

    def met(name: str, scope: Scope, code: str | None, disclosure: Disclosure) -> Department:
        key = department_id(disclosure.region_code, name)
        department = found.setdefault(key, Department(key, disclosure.region_code, scope))
        if scope == "department":
            department.scope = scope
        department.names[name] += 1
        department.years.add(disclosure.fiscal_year)
        if code:
            department.codes[code] += 1
        return department

    for disclosure in disclosures:
        whole = disclosure.scope == "department"
        code = disclosure.department_code if whole else disclosure.unit_code
        department = met(row_name(disclosure), disclosure.scope, code, disclosure)
        department.listed.update(disclosure.listed_units)
        if not whole and department_id(disclosure.region_code, disclosure.department_name) != department.id:
            superior = met(disclosure.department_name, "department", disclosure.department_code, disclosure)
            department.superior_ids[superior.id] += 1
        elif not whole and disclosure.department_code:
            department.superior_codes[disclosure.department_code] += 1
    return found


def _parent(department: Department, departments: Mapping[str, Department], keys: Mapping[str, str]) -> str | None:
    """The superior department: as stated, else that whose code begins the unit's, else the only one that lists it.

    A school or a hospital may call its own disclosure that of a 部门: what is of no group of departments is a unit
    where one that is lists it.
    """
    if department.superior_ids:
        return _most(department.superior_ids)
    code = _most(department.superior_codes)
    candidates = [
        other
        for other in departments.values()
        if code and other.code == code and other.scope == "department" and other.region_code == department.region_code
    ]
    may_be_unit = department.scope == "unit" or (department.scope == "department" and department.peer_group is None)
    if not candidates and may_be_unit:
        name = canonical_name(department.name)
        listing = [
            other
            for other in departments.values()
            if other.scope == "department"
            and other.region_code == department.region_code
            and name in other.listed
            and (department.scope == "unit" or other.peer_group is not None)
        ]
        candidates = listing if len({keys[other.id] for other in listing}) == 1 else []
    candidates.sort(key=lambda other: (not other.years & department.years, -max(other.years), other.id))
    return candidates[0].id if candidates else None


def _keys(departments: Mapping[str, Department], links: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The key of every department: the id of the first of the names bound together."""
    bound = {key: {key} for key in departments}
    for one, other, _ in links:
        joined = bound[one] | bound[other]
        for member in joined:
            bound[member] = joined
    firsts = {
        key: min(members, key=lambda member: (min(departments[member].years), member)) for key, members in bound.items()
    }
    keys: dict[str, str] = {}
    for key, department in departments.items():
        superior = _most(department.superior_ids)
        if department.scope == "own" and superior:
            keys[key] = blake2b(f"own\x1f{firsts[superior]}".encode(), digest_size=8).hexdigest()
        else:
            keys[key] = firsts[key]
    return keys


def _by_names(links: Iterable[Link]) -> dict[tuple[str | None, str, str], str]:
    """The reason of the first link of each pair of names, which are compared without the region."""
    reasons: dict[tuple[str | None, str, str], str] = {}
    for link in links:
        key = link.region_code, function_name(link.former_name), function_name(link.name)
        reasons.setdefault(key, link.reason)
    return reasons


def _same(
    departments: Mapping[str, Department], links: Mapping[tuple[str | None, str, str], str]
) -> Iterator[tuple[str, str, str]]:
    """Pairs of names that one bureau has had, the earlier first, with what says so."""
    places: dict[tuple[str, str], list[Department]] = {}
    for department in departments.values():
        if department.region_code and department.scope != "own":
            kind = "unit" if department.scope == "unit" else "department"
            places.setdefault((department.region_code, kind), []).append(department)
    for (region_code, kind), members in places.items():
        members.sort(key=lambda member: (min(member.years), member.id))
        for number, earlier in enumerate(members):
            for later in members[number + 1 :]:
                groups = {earlier.peer_group, later.peer_group} - {None}
                linked = links.get((region_code, function_name(earlier.name), function_name(later.name)))
                reason = _renamed(earlier, later) if kind == "department" else None
                if linked is not None and _follows(earlier, later):
                    yield earlier.id, later.id, f"succeeds {earlier.name}: {linked}"
                elif earlier.code is not None and earlier.code == later.code and len(groups) < 2:
                    yield earlier.id, later.id, f"the budget code {later.code} of {earlier.name}"
                elif reason is not None:
                    yield earlier.id, later.id, f"succeeds {earlier.name}: {reason}"


def _renamed(earlier: Department, later: Department) -> str | None:
    """The reason of the succession from one name to the other; None where none is known or the years forbid it."""
    if not _follows(earlier, later):
        return None
    names = function_name(earlier.name), function_name(later.name)
    found = (entry.reason for entry in successions() if names == (entry.before, entry.after))
    return next(found, None)


def _follows(earlier: Department, later: Department) -> bool:
    """Whether the later name was not met before the earlier one ended."""
    return max(earlier.years) <= min(later.years)


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value), default=None)
