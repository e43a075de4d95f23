"""The quality page: how far each document can be trusted, what was set aside, what looks wrong."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline.report.pages import charts, words
from pipeline.report.pages.model import Cell, Chart, Column, Section, Table
from pipeline.report.pages.scope import IN_SCOPE, Scope

BARS = 40
DOCUMENTS = 300
FINDINGS = 150

# A document that was not identified has no region; a report of some regions shows those of its disclosures.
_HELD = """
SELECT document_id FROM raw.document WHERE $regions::VARCHAR[] IS NULL
UNION
SELECT part.document_id FROM (
    SELECT document_id, disclosure_id FROM raw.table UNION SELECT document_id, disclosure_id FROM raw.paragraph) AS part
JOIN core.disclosure AS disclosure ON disclosure.disclosure_id = part.disclosure_id
WHERE list_contains($regions::VARCHAR[], disclosure.region_code)
"""
_DOCUMENTS = f"""
SELECT *, count(*) OVER () AS documents FROM mart.data_quality
WHERE document_id IN ({_HELD})
ORDER BY status = 'loaded', proven_share NULLS LAST, figures DESC, document_path LIMIT $most
"""
_FINDINGS = """
SELECT result.*, count(*) OVER () AS findings, disclosure.region_name, disclosure.department_name,
    disclosure.scope, disclosure.subject_unit, disclosure.fiscal_year
FROM audit.rule_result AS result
LEFT JOIN mart.disclosure AS disclosure ON disclosure.disclosure_id = result.disclosure_id
WHERE ($regions::VARCHAR[] IS NULL OR list_contains($regions::VARCHAR[], disclosure.region_code))
ORDER BY list_position(['error', 'warning', 'info'], result.severity), result.rule_id, abs(result.difference) DESC,
    result.message
LIMIT $most
"""
_UNPARSED = f"""
SELECT reason, count(*) AS cells, min(text) AS example FROM mart.unparsed WHERE {IN_SCOPE}
GROUP BY reason ORDER BY cells DESC, reason LIMIT 40
"""
_PROOFS = (
    ("proven", "proven: an identity holds it, none fails", "#2f8f6b"),
    ("corrected", "corrected: read anew, and all identities hold", "#79c2a5"),
    ("unchecked", "unchecked: in no identity", "#b8bcc2"),
    ("disputed", "disputed: an identity fails", "#c0392b"),
)


def section(scope: Scope) -> Section:
    """Proof by document, findings of the rules, cells that were not understood."""
    documents = scope.rows(_DOCUMENTS, most=DOCUMENTS)
    findings = scope.rows(_FINDINGS, most=FINDINGS)
    loaded = [row for row in documents if row["figures"]]
    left_out = []
    if documents and documents[0]["documents"] > len(documents):
        left_out.append(
            f"{len(documents)} of {documents[0]['documents']:,} documents are shown, the least proven first"
        )
    if len(loaded) > BARS:
        left_out.append(f"the {BARS} documents with the least proven share are drawn, the others stand in the table")
    if findings and findings[0]["findings"] > len(findings):
        left_out.append(f"{len(findings)} of {findings[0]['findings']:,} findings are listed; all: audit.rule_result")
    parts: list[Chart | Table] = [_chart(loaded[:BARS])] if loaded else []
    parts.append(
        Table("Documents", _DOCUMENT_HEADS, [_document(row) for row in documents], is_folded=len(documents) > 20)
    )
    if findings:
        parts.append(Table("Findings of the rules", _FINDING_HEADS, [_finding(scope, row) for row in findings]))
    unparsed = scope.rows(_UNPARSED)
    if unparsed:
        rows = [[Cell(row["reason"]), Cell(f"{row['cells']:,}"), Cell(row["example"] or "")] for row in unparsed]
        heads = [Column("reason", "原因"), Column("cells", "单元格", True), Column("for example", "例")]
        parts.append(Table("Cells that were read and not understood", heads, rows, is_folded=True))
    return Section(
        anchor="quality",
        title="Data quality",
        chinese="数据质量",
        sentence="How much of each document arithmetic proves, which documents were set aside and why, and what looks "
        "wrong in the disclosures themselves.",
        parts=parts,
        left_out=left_out,
    )


def _chart(rows: Sequence[Mapping[str, Any]]) -> Chart:
    bars = [
        {
            "subject": PurePosixPath(row["document_path"]).stem,
            "part": proof,
            "order": order,
            "share": 100 * row[proof] / row["figures"],
            "what": f"{row['document_path']}\n{row[proof]} of {row['figures']} figures {proof}",
            "href": f"#document-{row['document_id']}",
        }
        for row in rows
        for order, (proof, _, _) in enumerate(_PROOFS)
        if row[proof]
    ]
    return Chart(
        "quality-chart",
        "Figures of each document by proof",
        charts.stacked(bars, [(proof, colour) for proof, _, colour in _PROOFS]),
        "Each bar is one document's money cells, in per cent of their number; the least proven document comes first.",
        [(colour, meaning) for _, meaning, colour in _PROOFS],
    )


_DOCUMENT_HEADS = (
    Column("document", "文件"),
    Column("status", "状态"),
    Column("figures", "数字", True),
    Column("proven, %", "已勾稽", True),
    Column("of the money, %", "按金额", True),
    Column("disputed", "不符", True),
    Column("not understood", "未解析", True),
    Column("errors", "错误", True),
    Column("warnings", "警告", True),
    Column("why it is not loaded", "原因"),
)
_FINDING_HEADS = (
    Column("region, department", "地区、部门"),
    Column("year", "年度"),
    Column("severity", "级别"),
    Column("rule", "规则"),
    Column("finding", "发现"),
    Column("difference, 元", "差额", True),
)


def _document(row: Mapping[str, Any]) -> Sequence[Cell]:
    counts = [f"{row[name]:,}" if row[name] else "" for name in ("disputed", "unparsed", "errors", "warnings")]
    return [
        Cell(row["document_path"], anchor=f"document-{row['document_id']}"),
        Cell(row["status"], state="disputed" if row["status"] == "quarantined" else ""),
        Cell(f"{row['figures']:,}" if row["figures"] else ""),
        Cell(words.percent(row["proven_share"])),
        Cell(words.percent(row["proven_amount_share"])),
        *(Cell(count) for count in counts),
        Cell(row["reason"] or ""),
    ]


def _finding(scope: Scope, row: Mapping[str, Any]) -> Sequence[Cell]:
    return [
        Cell(words.subject(row) if row["department_name"] else ""),
        Cell(str(row["fiscal_year"] or "")),
        Cell(row["severity"], state="disputed" if row["severity"] == "error" else ""),
        Cell(row["rule_id"]),
        Cell(words.cut(row["message"]), scope.links.to_facts([row["fact_id"]])),
        Cell(words.yuan(row["difference"])),
    ]
