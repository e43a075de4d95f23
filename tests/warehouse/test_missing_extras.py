"""Files whose reader is an extra that is not installed: set aside with the command, and read once it is there."""

import sys
from pathlib import Path

import pytest
from small_disclosures import disclosure, write

from pipeline.documents import reading
from pipeline.documents.scan import engine as scan_engine
from pipeline.warehouse import ingest
from pipeline.warehouse.pool import Workers
from pipeline.warehouse.register import Register
from samples import word_doc
from samples.blocks import Paragraph, Table, texts

TABLE = Table((texts(["科目名称", "合计"]), texts(["行政运行", "120000.00"])), header_rows=1)
BLOCKS = [Paragraph("井陉县教育局2025年部门预算公开"), Paragraph("部门支出总表"), Paragraph("单位：元"), TABLE]
# Pages that show pictures and no character.
PICTURE = (
    Path(__file__).parents[2] / "data" / "raw" / "井陉县" / "2021" / "井陉县行政审批局2021年预算公开说明（扫描件）.pdf"
)


def statuses(workspace: ingest.Workspace) -> dict[str, tuple[str, str | None]]:
    with Register.reading(workspace.lake) as register:
        return {entry.path: (entry.status, entry.reason) for entry in register.by_name() if entry.is_present}


def test_they_are_set_aside_and_read_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("olefile", reason="the extra doc is not installed")
    files = {"a.txt": disclosure(), "b.doc": word_doc.write(BLOCKS), "c.pdf": PICTURE.read_bytes()}
    workspace = ingest.Workspace(write(tmp_path / "raw", files), tmp_path / "warehouse", Workers(1, limits=None))
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "olefile", None)
        missing.setitem(reading.READER_VERSIONS, "containers", "")
        missing.setattr(scan_engine, "installed", lambda: None)
        ingest.run(workspace)
        found = statuses(workspace)
        assert found["a.txt"] == ("loaded", None)
        for path, extra in (("b.doc", "doc"), ("c.pdf", "ocr")):
            status, reason = found[path]
            assert status == "quarantined"
            assert reason is not None
            assert reason.endswith(f"is not installed: run pip install 'budget-disclosures[{extra}]'")
        missing.undo()
        missing.setattr(scan_engine, "installed", lambda: None)
        ingest.run(workspace)
    assert statuses(workspace)["b.doc"] == ("loaded", None)
    assert statuses(workspace)["c.pdf"][0] == "quarantined"
