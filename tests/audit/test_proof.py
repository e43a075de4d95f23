"""From identities to the proof of a number."""

from making import derived, figure

from pipeline.audit.identity import equality, total
from pipeline.audit.proof import member_rows, proofs, result_rows, worst
from pipeline.documents.reading import read

A, B, C = figure("a", "30.00"), figure("b", "10.00"), figure("c", "20.00")
HOLDS = total("children = parent", "s", "d", A, [B, C])
FAILS = equality("same figure", "s", "d", A, figure("e", "31.00"))


def test_proven_when_all_identities_hold():
    assert proofs([HOLDS]) == {"a": "proven", "b": "proven", "c": "proven"}


def test_disputed_when_one_fails():
    assert proofs([HOLDS, FAILS]) == {"a": "disputed", "b": "proven", "c": "proven", "e": "disputed"}


def test_corrected_when_proven_after_a_repair():
    assert proofs([HOLDS], {"b"})["b"] == "corrected"
    assert proofs([FAILS], {"a"})["a"] == "disputed"


def test_a_recognised_figure_is_proven_to_its_last_digit_only():
    # 609,737.51 for 609,737.53: seven terms of cents leave 0.035 to rounding, and a misread digit fits into that.
    misread = total("children = parent", "s", "d", figure("w", "30.02"), [B, figure("p", "20.00")])
    tolerant = total("children = parent", "s", "d", A, [figure(str(n), "4.29", "0.01") for n in range(7)])
    assert (misread.holds, tolerant.holds) == ("no", "within_rounding")
    assert proofs([tolerant])["0"] == "proven"
    assert "0" not in proofs([tolerant], recognised={"0"})
    assert proofs([tolerant, equality("same figure", "s", "d", figure("0", "4.29"), B)], recognised={"0"})["0"] == (
        "disputed"
    )
    assert proofs([HOLDS], recognised={"b"})["b"] == "proven"


def test_rows_of_the_audit():
    (result,) = result_rows("D", [FAILS])
    assert (result["equation"], result["difference"], result["holds"]) == ("a 30.00 = e 31.00", 1, "no")
    members = {(row["fact_id"], row["side"], row["coefficient"]) for row in member_rows([HOLDS])}
    assert members == {("a", "expected", 1), ("b", "actual", 1), ("c", "actual", 1)}


def test_the_worst_of_several():
    assert worst(["proven", "corrected"]) == "corrected"
    assert worst(["proven", "unchecked", "disputed"]) == "disputed"
    assert worst([]) == "unchecked"


def test_an_amount_over_which_another_header_may_stand_is_not_proven() -> None:
    # 事业支出 can belong to 财政拨款 or to 单位资金; the rows add up in every column.
    text = (
        "井陉县数据和政务服务局2025年部门预算公开\n\n部门支出总表\n\n单位: 元\n\n"
        "科目编码\t科目名称\t\t财政拨款\t\t单位资金\t\n\t\t基本支出\t项目支出\t事业支出\t经营支出\t其他支出\n"
        "\t合计\t3.00\t5.00\t7.00\t9.00\t11.00\n201\t一般公共服务支出\t1.00\t2.00\t3.00\t4.00\t5.00\n"
        "208\t社会保障和就业支出\t2.00\t3.00\t4.00\t5.00\t6.00\n"
    )
    frames = derived(read(text.encode()))
    items = frames["core.fact_line_item"]
    assert {item["proof"] for item in items if item["col_no"] == 5} == {"unchecked"}
    named = {member["fact_id"] for member in frames["audit.identity_member"]}
    assert named == {item["line_item_id"] for item in items if item["col_no"] != 5}
    assert {item["proof"] for item in items if item["col_no"] != 5} == {"proven"}
