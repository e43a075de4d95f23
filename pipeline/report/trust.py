"""How far the numbers of a published warehouse can be trusted: proof, cells accounted for, corrections, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

import duckdb

from pipeline.report.layout import columns

_WORST = 10
_REASONS = 8
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Proofs:
    """Numbers by their proof; ``where`` is the document's path or, for a group, its region and year."""

    where: str
    proven: int
    corrected: int
    disputed: int
    unchecked: int

    @property
    def total(self) -> int:
        """All numbers."""
        return self.proven + self.corrected + self.disputed + self.unchecked

    @property
    def held(self) -> int:
        """Numbers that arithmetic holds: proven or corrected."""
        return self.proven + self.corrected

    @property
    def sort_key(self) -> tuple[Decimal, int, str]:
        """The least share held first, and of equal shares the most numbers first."""
        return Decimal(self.held) / self.total if self.total else Decimal(2), -self.total, self.where

    def cells(self) -> list[str]:
        """The columns of a line: share, then counts, then where."""
        counts = (self.total, self.disputed, self.unchecked, self.corrected)
        return [share(self.held, self.total), *(f"{count:,}" for count in counts), self.where]


@dataclass(frozen=True)
class Group:
    """The current disclosures of a region and year, and the line items of each of their documents."""

    name: str
    disclosures: int
    documents: Sequence[Proofs]

    @property
    def total(self) -> Proofs:
        """All documents of the group together."""
        return _sum(self.documents, self.name)


@dataclass(frozen=True)
class Trust:
    """What speaks for and against the numbers of the loaded documents."""

    groups: Sequence[Group]
    narrative: Proofs
    """The amounts of texts."""
    cells: int
    """Cells of tables that are not blank."""
    unparsed: Mapping[str, int]
    """Cells among them that are no fact, label, header or furniture, by reason, the most frequent first."""
    corrections: Sequence[tuple[str, int, int]]
    """(path, figures read otherwise than they were recognised, figures left out as not printed)."""
    rounding_notes: int
    """Documents that speak of rounding themselves."""
    findings: Sequence[tuple[str, str, int]]
    """(severity, rule, findings), errors first; rules without findings are left out."""
    rules: int
    """How many rules were run."""


def trust(connection: duckdb.DuckDBPyConnection) -> Trust:
    """Ask a published database."""
    unparsed = connection.sql(_UNPARSED).fetchall()
    return Trust(
        groups=_groups(connection),
        narrative=Proofs("amounts in texts", *connection.sql(_NARRATIVE).fetchall()[0]),
        cells=int(connection.sql(_CELLS).fetchall()[0][0]),
        unparsed={str(reason): int(count) for reason, count in unparsed},
        corrections=connection.sql(_CORRECTIONS).fetchall(),
        rounding_notes=int(
            connection.sql("SELECT count(DISTINCT document_id) FROM audit.rounding_note").fetchall()[0][0]
        ),
        findings=connection.sql(_FINDINGS).fetchall(),
        rules=int(connection.sql("SELECT count(*) FROM audit.rule").fetchall()[0][0]),
    )


_PROOFS = ", ".join(
    f"count(*) FILTER (fact.proof = '{proof}')" for proof in ("proven", "corrected", "disputed", "unchecked")
)

_DOCUMENTS = f"""
WITH current AS (
    SELECT disclosure_id, region_code, fiscal_year, coalesce(
        (
            SELECT max_by(region.name, coalesce(region.valid_from, 0)) FROM core.dim_region AS region
            WHERE region.region_code = disclosure.region_code
                AND coalesce(region.valid_from, 0) <= disclosure.fiscal_year
        ),
        region_code, '(no region)'
    ) || ' ' || fiscal_year AS name
    FROM core.disclosure AS disclosure WHERE is_current
), part AS (
    SELECT document_id, disclosure_id FROM raw.table UNION SELECT document_id, disclosure_id FROM raw.paragraph
)
SELECT current.region_code, current.name, list(DISTINCT current.disclosure_id), document.path, {_PROOFS}
FROM raw.document AS document
JOIN part ON part.document_id = document.document_id
JOIN current ON current.disclosure_id = part.disclosure_id
LEFT JOIN core.fact_line_item AS fact
    ON fact.document_id = part.document_id AND fact.disclosure_id = part.disclosure_id
WHERE document.status = 'loaded'
GROUP BY current.region_code, current.fiscal_year, current.name, document.document_id, document.path
ORDER BY current.region_code NULLS LAST, current.fiscal_year, document.path
"""

_NARRATIVE = f"""
SELECT {_PROOFS}
FROM core.fact_narrative AS fact
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = fact.disclosure_id AND disclosure.is_current
"""

_CELLS = """
SELECT count(*) FROM raw.cell AS cell
JOIN raw.document AS document ON document.document_id = cell.document_id AND document.status = 'loaded'
WHERE cell.text <> ''
"""

_UNPARSED = """
SELECT split_part(cell.reason, ':', 1) AS reason, count(*)
FROM audit.unparsed_cell AS cell
JOIN raw.document AS document ON document.document_id = cell.document_id AND document.status = 'loaded'
GROUP BY ALL ORDER BY 2 DESC, 1
"""

_CORRECTIONS = """
SELECT document.path, count(*) FILTER (correction.after IS NOT NULL), count(*) FILTER (correction.after IS NULL)
FROM audit.correction AS correction
JOIN raw.document AS document ON document.document_id = correction.document_id AND document.status = 'loaded'
GROUP BY ALL ORDER BY 1
"""

_FINDINGS = """
SELECT severity, rule_id, count(*) FROM audit.rule_result
GROUP BY severity, rule_id ORDER BY list_position(['error', 'warning', 'info'], severity), 3 DESC, 2
"""


def _groups(connection: duckdb.DuckDBPyConnection) -> list[Group]:
    found: dict[tuple[str | None, str], list[Proofs]] = {}
    disclosures: dict[tuple[str | None, str], set[str]] = {}
    for region, name, of_document, path, *counts in connection.sql(_DOCUMENTS).fetchall():
        found.setdefault((region, name), []).append(Proofs(path, *counts))
        disclosures.setdefault((region, name), set()).update(of_document)
    return [Group(key[1], len(disclosures[key]), documents) for key, documents in found.items()]


def _sum(parts: Sequence[Proofs], where: str) -> Proofs:
    return Proofs(
        where,
        sum(part.proven for part in parts),
        sum(part.corrected for part in parts),
        sum(part.disputed for part in parts),
        sum(part.unchecked for part in parts),
    )


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal, for people; what is not whole is never rounded up to 100 %."""
    if not whole:
        return "-"
    percent = (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_EVEN)
    if part < whole:
        percent = min(percent, Decimal("99.9"))
    return f"{percent} %"


def render(trust: Trust, every_document: bool) -> list[str]:
    """Lines for a person: every document where there are few or all are asked for, else the worst of them."""
    lines = _proof_lines(trust, every_document)
    lost = sum(trust.unparsed.values())
    lines += [
        "",
        f"accounted for  {share(trust.cells - lost, trust.cells)} of the {trust.cells:,} cells that are not blank "
        "are fact, label, header or furniture",
    ]
    if lost:
        reasons = [[f"{count:,}", reason] for reason, count in list(trust.unparsed.items())[:_REASONS]]
        rest = sum(list(trust.unparsed.values())[_REASONS:])
        reasons += [[f"{rest:,}", "other reasons"]] if rest else []
        lines += [f"  {lost:,} are not (audit.unparsed_cell)", *columns(reasons, "><")]
    if trust.corrections:
        lines += ["", "corrections  (audit.correction)"]
        heads = [["read anew", "left out", "document"]]
        lines += columns(heads + [[f"{read:,}", f"{out:,}", path] for path, read, out in trust.corrections], ">><")
    if trust.rounding_notes:
        lines += ["", f"documents that state how they round  {trust.rounding_notes}  (audit.rounding_note)"]
    lines += ["", f"findings of {trust.rules} rules  (audit.rule_result)"]
    found = [[severity, f"{count:,}", rule] for severity, rule, count in trust.findings]
    lines += columns(found, "<><") or ["  none"]
    return lines


def _proof_lines(trust: Trust, every_document: bool) -> list[str]:
    documents = [document for group in trust.groups for document in group.documents]
    heads = ["proven", "items", "disputed", "unchecked", "corrected", "where"]
    rows: list[list[str]] = [heads]
    few = len(documents) <= _WORST
    for group in trust.groups:
        more = f"  ({group.disclosures} disclosures)" if group.disclosures > 1 else ""
        shown = group.documents if every_document or few else []
        if len(shown) == 1:
            more, shown = f"  {shown[0].where}", []
        rows.append([*group.total.cells()[:-1], group.name + more])
        rows += [[*document.cells()[:-1], "  " + document.where] for document in shown]
    everything = _sum(documents, "all line items")
    rows += [everything.cells(), trust.narrative.cells()]
    lines = ["", "line items that arithmetic proves, corrected ones included", *columns(rows, ">>>>><")]
    if not every_document and not few:
        worst = sorted((document for document in documents if document.total), key=lambda found: found.sort_key)
        lines += [
            "",
            f"the {_WORST} of {len(documents)} documents with the least share (each one: budget status --all)",
        ]
        lines += columns([heads, *(document.cells() for document in worst[:_WORST])], ">>>>><")
    return lines
