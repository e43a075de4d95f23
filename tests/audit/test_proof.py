"""From identities to the proof of a number."""

from making import figure

from pipeline.audit.identity import equality, total
from pipeline.audit.proof import member_rows, proofs, result_rows, worst

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


def test_rows_of_the_audit():
    (result,) = result_rows("D", [FAILS])
    assert (result["equation"], result["difference"], result["holds"]) == ("a 30.00 = e 31.00", 1, "no")
    members = {(row["fact_id"], row["side"], row["coefficient"]) for row in member_rows([HOLDS])}
    assert members == {("a", "expected", 1), ("b", "actual", 1), ("c", "actual", 1)}


def test_the_worst_of_several():
    assert worst(["proven", "corrected"]) == "corrected"
    assert worst(["proven", "unchecked", "disputed"]) == "disputed"
    assert worst([]) == "unchecked"
