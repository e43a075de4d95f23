"""core.fact_institution: the units of a department and what kind each is."""

from facts.making import document

from pipeline.facts.institutions import institutions
from pipeline.facts.line_items import Source
from pipeline.statements.understand import understand


def test_the_kind_of_a_unit_stands_in_a_column_or_in_brackets_behind_its_name() -> None:
    plain = [["序号", "单位名称"], ["1", "某市规划局（本级）"], ["2", "某市执法大队（下属参公事业单位）"]]
    with_column = [["序号", "单位名称", "单位性质"], ["1", "某市测绘中心（所属事业单位）", "公益一类"]]
    found = [
        (row["unit_name"], row["nature"])
        for printed in (plain, with_column)
        for row in institutions(
            Source("0" * 16, "D", 2026), understand(document("部门预算单位构成", "单位情况表", printed)).readings
        )
    ]
    assert found == [
        ("某市规划局（本级）", None),
        ("某市执法大队（下属参公事业单位）", "参公事业单位"),
        ("某市测绘中心（所属事业单位）", "公益一类"),
    ]
