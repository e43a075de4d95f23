"""Small documents and claims for tests."""

from collections.abc import Mapping, Sequence

from pipeline.documents.model import Block, Cell, Content, Document, Paragraph, Table
from pipeline.facts.disclosure.identity import Identity
from pipeline.facts.disclosure.versions import Claim

Rows = Sequence[Sequence[str]]


def document(*blocks: str | Rows) -> Document:
    """A document of paragraphs (texts) and tables (rows of texts), in the order given."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, str):
            made.append(Paragraph(sum(isinstance(other, Paragraph) for other in made) + 1, block))
        else:
            cells = tuple(
                Cell(row, col, text)
                for row, texts in enumerate(block, start=1)
                for col, text in enumerate(texts, start=1)
            )
            number = sum(isinstance(other, Table) for other in made) + 1
            made.append(Table(number, len(block), max(map(len, block)), cells))
    return Document("0" * 16, "0" * 64, 0, "text/plain", "test", "1", Content(tuple(made)))


def identity(**changes: object) -> Identity:
    """井陉's bureau of 2025 as a whole, with changes."""
    fields: dict[str, object] = {
        "region_code": "130121",
        "region_source": "project_code",
        "department_name": "井陉县数据和政务服务局",
        "unit_name": None,
        "unit_code": None,
        "department_code": "431",
        "fiscal_year": 2025,
        "kind": "budget",
        "scope": "department",
        "stated_unit": "元",
        "reason": None,
    }
    return Identity(**{**fields, **changes})  # type: ignore[arg-type]


def claim(
    document_id: str,
    statements: Mapping[str, str],
    seen: int = 1,
    path: str | None = None,
    **changes: object,
) -> Claim:
    """A claim first seen on a day of January 2026."""
    return Claim(
        document_id, path or f"{document_id}.txt", f"2026-01-{seen:02}T00:00:00", identity(**changes), statements
    )
