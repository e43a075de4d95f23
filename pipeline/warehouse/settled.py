"""What was settled about the documents, kept in the register: their sections, and the disclosures these make.

section       one row per section of every document that says something
                together        what it is settled together with (disclosures.settled_together); null: with nothing
                is_unidentified whether it says so little of whose budget it is that nothing is settled
                is_standing     whether its document still stands somewhere
                disclosure_id   the disclosure that it is part of
                original        the section whose figures it repeats
disclosure    one row per disclosure; content is all of it, as JSON
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, groupby
from typing import Any

from pipeline.facts.disclosure.disclosures import Disclosure, Resolution
from pipeline.warehouse.lake import Partition
from pipeline.warehouse.register import Register

_AT_ONCE = 500
"""Sections that are in memory at one time; more only where so many are settled together."""


_FIELDS = tuple(item.name for item in fields(Disclosure))


@dataclass(frozen=True, slots=True)
class Mark:
    """What decides with which others a section is settled; the names are those of the columns."""

    together: str | None
    beside: str
    is_yearless: bool

    @property
    def is_unnamed(self) -> bool:
        """Whether it says so little of whose budget it is that others may have to settle it."""
        return self.together is None or self.is_yearless


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document and what became of it; ``is_current`` of the disclosure that it is part of."""

    key: str
    document_id: str
    is_unidentified: bool
    disclosure_id: str | None
    original: str | None
    is_current: bool


class Settled:
    """The sections and disclosures of a register."""

    def __init__(self, register: Register) -> None:
        self._ask = register.connection.execute
        self._write = register.connection.executemany

    def clear(self) -> None:
        """Forget everything: it is settled anew."""
        self._ask("DELETE FROM section")
        self._ask("DELETE FROM disclosure")

    def put_sections(self, document_id: str, keys: Sequence[str], marks: Sequence[Mark], *, is_standing: bool) -> None:
        """Give a document these sections in place of those it had; without marks where it could not be asked."""
        self._ask("DELETE FROM section WHERE document_id = ?", [document_id])
        rows: list[tuple[object, ...]] = [
            (key, document_id, is_standing, mark.together, mark.beside, mark.is_yearless, mark.is_unnamed)
            for key, mark in zip(keys, marks, strict=bool(marks))
        ] or [(key, document_id, is_standing, None, None, False, False) for key in keys]
        self._write(
            "INSERT INTO section (key, document_id, is_standing, together, beside, is_yearless, is_unnamed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def join_yearless(self) -> None:
        """Let sections that name no year be settled with those beside them, where these are settled together."""
        self._ask(
            "UPDATE section SET together = coalesce(("
            "SELECT CASE WHEN count(DISTINCT other.together) = 1 THEN min(other.together) END FROM section AS other "
            "WHERE other.beside = section.beside AND NOT other.is_yearless), together) WHERE is_yearless"
        )

    def groups(self, at_least: int = 1) -> Iterator[list[list[tuple[str, str]]]]:
        """The sections (key, document) that are settled together, groups of ``at_least`` so many, some at a time."""
        last = ""
        query = (
            "SELECT together, count(*) FROM section WHERE together > ? GROUP BY together HAVING count(*) >= ? "
            "ORDER BY together LIMIT ?"
        )
        while found := self._ask(query, [last, at_least, _AT_ONCE]).fetchall():
            sums = accumulate(count for _, count in found)
            some = [group for (group, _), before in zip(found, [0, *sums], strict=False) if before < _AT_ONCE]
            last = some[-1]
            rows = self._ask(
                "SELECT together, key, document_id FROM section WHERE together BETWEEN ? AND ? ORDER BY together, key",
                [some[0], last],
            ).fetchall()
            groups = [list(group) for _, group in groupby(rows, key=lambda row: row[0])]
            yield [[(key, name) for _, key, name in group] for group in groups if len(group) >= at_least]

    def put(self, resolution: Resolution) -> None:
        """Note what was settled for the sections of some groups."""
        disclosures = resolution.disclosures
        self._write(
            "INSERT OR REPLACE INTO disclosure VALUES (?, ?, ?, ?, ?)",
            [(d.disclosure_id, d.region_code, d.fiscal_year, d.is_current, _text(d)) for d in disclosures],
        )
        parts = [(found.disclosure_id, key) for found in disclosures for key in found.document_ids]
        self._write("UPDATE section SET disclosure_id = ? WHERE key = ?", parts)
        repeats = [(original, key) for key, original in resolution.duplicates.items()]
        self._write("UPDATE section SET original = ? WHERE key = ?", repeats)

    def count(self) -> int:
        """The number of disclosures, older versions included."""
        return int(self._ask("SELECT count(*) FROM disclosure").fetchone()[0])

    def partitions(self) -> list[Partition]:
        """The partitions of all disclosures, and (None, None) where a section belongs to none."""
        found: list[Partition] = self._ask("SELECT DISTINCT region_code, fiscal_year FROM disclosure").fetchall()
        alone = self._ask(
            "SELECT 1 FROM section WHERE disclosure_id IS NULL AND original IS NULL AND is_standing LIMIT 1"
        ).fetchone()
        return [*found, (None, None)] if alone else found

    def disclosures(self, partition: Partition) -> list[Disclosure]:
        """The disclosures of a partition in the order of their ids."""
        query = "SELECT content FROM disclosure WHERE region_code IS ? AND fiscal_year IS ? ORDER BY disclosure_id"
        return [_disclosure(text) for (text,) in self._ask(query, list(partition)).fetchall()]

    def named(self, disclosure_ids: Iterable[str]) -> dict[str, Disclosure]:
        """The disclosures of these ids, those that there are."""
        found: dict[str, Disclosure] = {}
        for disclosure_id in disclosure_ids:
            query = "SELECT content FROM disclosure WHERE disclosure_id = ?"
            for (text,) in self._ask(query, [disclosure_id]).fetchall():
                found[disclosure_id] = _disclosure(text)
        return found

    def regions(self) -> list[str | None]:
        """The regions of all disclosures, in order."""
        return [row[0] for row in self._ask("SELECT DISTINCT region_code FROM disclosure ORDER BY 1").fetchall()]

    def of_region(self, region_code: str | None) -> list[Disclosure]:
        """The disclosures of a region in the order of their ids."""
        query = "SELECT content FROM disclosure WHERE region_code IS ? ORDER BY disclosure_id"
        return [_disclosure(text) for (text,) in self._ask(query, [region_code]).fetchall()]

    def sections(self, document_id: str) -> list[Section]:
        """The sections of a document, in their order in it."""
        found = self._sections("WHERE document_id = ?", [document_id])
        return sorted(found, key=lambda section: (len(section.key), section.key))

    def repeats(self, partition: Partition) -> list[Section]:
        """The standing sections that repeat one of a disclosure of a partition, in the order of their keys."""
        return self._sections(
            "WHERE is_standing AND original IN (SELECT key FROM section JOIN disclosure USING (disclosure_id) "
            "WHERE region_code IS ? AND fiscal_year IS ?)",
            list(partition),
        )

    def alone(self) -> list[Section]:
        """The standing sections that belong to no disclosure and repeat none, in the order of their keys."""
        return self._sections("WHERE is_standing AND section.disclosure_id IS NULL AND original IS NULL", [])

    def _sections(self, where: str, parameters: Sequence[object]) -> list[Section]:
        rows = self._ask(
            "SELECT key, document_id, is_unnamed AND section.disclosure_id IS NULL AND original IS NULL, "
            "section.disclosure_id, original, coalesce(is_current, 0) "
            f"FROM section LEFT JOIN disclosure USING (disclosure_id) {where} ORDER BY key",
            parameters,
        ).fetchall()
        return [
            Section(key, name, bool(unknown), disclosure_id, original, bool(current))
            for key, name, unknown, disclosure_id, original, current in rows
        ]


def _text(disclosure: Disclosure) -> str:
    return json.dumps({name: getattr(disclosure, name) for name in _FIELDS}, ensure_ascii=False)


def _disclosure(text: str) -> Disclosure:
    values: dict[str, Any] = json.loads(text)
    values["listed_units"] = tuple(values["listed_units"])
    values["document_ids"] = tuple(values["document_ids"])
    values["periods"] = tuple((since, until) for since, until in values["periods"])
    return Disclosure(**values)
