"""The tree of expenditure components: which are part of which (合计 = 基本支出 + 项目支出 and so on down)."""

from collections.abc import Iterator, Mapping

PARTS: Mapping[str, tuple[str, ...]] = {
    "total": ("basic", "project", "operating_spend", "to_superior", "to_affiliated"),
    "basic": ("personnel", "public_use"),
    "personnel": ("wages", "family"),
    "public_use": ("goods", "capital"),
    "project": ("project_operating", "project_specific"),
}
"""The parts of each component that has some."""

CLASSES = frozenset({"wages", "family", "goods", "capital"})
"""Components that are classes of the economic classification."""

_WHOLE = {part: whole for whole, parts in PARTS.items() for part in parts}


def wholes(component: str | None) -> Iterator[str]:
    """The components that a component is part of, from the nearest up to the total."""
    whole = _WHOLE.get(component or "")
    while whole is not None:
        yield whole
        whole = _WHOLE.get(whole)
