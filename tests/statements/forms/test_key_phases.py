from pipeline.statements.text import fold
from pipeline.statements.vocabulary import labels, load


def test_a_key_of_a_form_is_of_no_other_phase_than_its_words_are_in_a_header() -> None:
    """执行数 beside 预算数 is money spent, whether a sheet of keys prints them or a table's header."""
    keys = [entry for entry in load("forms")["key"].values() if entry.get("money")]
    of_words = {
        (word, entry.get("phase", "budget"), labels("phase").search(fold(word)) or entry.get("phase", "budget"))
        for entry in keys
        for word in entry.get("exact", ())
    }
    assert ("全年执行数", "actual", "actual") in of_words
    assert [word for word, of_key, of_header in of_words if of_key != of_header] == []
