"""A document's own words on rounding."""

import pytest
from small_disclosures import disclosure

from pipeline.audit.rounding_notes import is_rounding_note
from pipeline.documents.reading import read
from pipeline.warehouse.derive import derive


@pytest.mark.parametrize(
    "text",
    [
        "注：因四舍五入，分项之和与合计略有不同。",
        "数据为四 舍\n五 入后的结果",
        "各表合计与明细存在尾差，属正常情况",
        "本表由元换算为万元，尾数可能有差异",
        "因保留两位小数，合计数与分项数之和可能不相等",
        "金额单位转换可能产生误差",
    ],
)
def test_notes_on_rounding(text: str) -> None:
    assert is_rounding_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "与上年相比差异较大，主要原因是人员增加",
        "金额单位：万元（保留两位小数）",
        "测量误差不超过3厘米",
        "支付工程尾数12.50万元。预算与上年不一致的原因是项目调整",
        "",
    ],
)
def test_other_sentences(text: str) -> None:
    assert not is_rounding_note(text)


def test_the_note_is_kept_as_printed_with_its_place() -> None:
    document = read(disclosure(text="注：表中数据因四舍五入，尾数可能不平。").encode())
    rows = derive([document], None)["audit.rounding_note"].to_dicts()
    (note,) = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith("注")]
    assert rows == [
        {
            "document_id": document.document_id,
            "disclosure_id": None,
            "paragraph_no": note.number,
            "text": "注：表中数据因四舍五入，尾数可能不平。",
        }
    ]
