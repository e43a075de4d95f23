"""Content taken apart into operators, and strings as they are shown."""

import pytest

from pipeline.documents.pdf.operators import OddContentError, numbers_of, operations, shown_parts, string_of


def test_operands_stand_before_their_operator() -> None:
    content = b"q 1 0 0 -1 .5 20. cm\r\nBT/F1 9 Tf[(a)-5<0a>]TJ ET % a remark q\nQ"
    assert list(operations(content))[:-1] == [
        (b"", b"", b"q"),
        (b"1 0 0 -1 .5 20. ", b"", b"cm"),
        (b"", b"", b"BT"),
        (b"", b"/F1 9 ", b"Tf"),
        (b"", b"[(a)-5<0a>]", b"TJ"),
        (b"", b"", b"ET"),
        (b"", b"", b"Q"),
    ]


def test_marks_and_strings_may_hold_what_looks_like_operators() -> None:
    content = rb"/P <</MCID 0 /A (x) /B <</C 1>>>> BDC (Tj \) (Q) ) Tj T* (a) '"
    assert list(operations(content))[:-1] == [
        (b"", b"/P <</MCID 0 /A (x) /B <</C 1>>>> ", b"BDC"),
        (b"", rb"(Tj \) (Q) ) ", b"Tj"),
        (b"", b"", b"T*"),
        (b"", b"(a) ", b"'"),
    ]


@pytest.mark.parametrize("content", [b"q (a(b(c))) Tj", b"Q- q", b"Qq{", b"<41 Tj", b"q \x01 Q", b"[1 /a] d"])
def test_what_is_no_operator_is_not_taken_for_one(content: bytes) -> None:
    assert {operator for _, _, operator in operations(content)} - {b"q", b"Q", b"Tj", b"d", b""}


def test_the_end_is_an_operator_of_its_own() -> None:
    assert {operator for _, _, operator in operations(b"  \n")} == {b""}
    assert {operator for _, _, operator in operations(b"% q")} == {b""}


def test_large_content_is_taken_apart_alike() -> None:
    part = b"q 1 0 0 1 5 5 cm (a) Tj Q "
    assert list(operations(part * 50_000))[:4] == list(operations(part))[:4]


def test_numbers() -> None:
    assert numbers_of(b" 1 -.5\n+20. ", 3) == [1, -0.5, 20]


@pytest.mark.parametrize("operands", [b"1", b"1 2 3", b"1 2-3", b"1 --2", b"1 ."])
def test_other_numbers_are_odd(operands: bytes) -> None:
    with pytest.raises(OddContentError):
        numbers_of(operands, 2)


def shown_in(operand: bytes) -> list[float | bytes]:
    return [string_of(part) if isinstance(part, bytes) else part for part in shown_parts(operand)]


@pytest.mark.parametrize(
    ("operand", "shown"),
    [
        (b"(a b) ", [b"a b"]),
        (rb"(\(1\)\\\101\61\n)", [b"(1)\\A1\n"]),
        (b"(a(b)c)", [b"a(b)c"]),
        (b"<4 14\n2>", [b"AB"]),
        (b"[(a)-120.5 10<42>()]", [b"a", -120.5, 10.0, b"B", b""]),
        (b"[]", []),
    ],
)
def test_what_is_shown(operand: bytes, shown: list[float | bytes]) -> None:
    assert shown_in(operand) == shown


@pytest.mark.parametrize("operand", [b"", b"(a) (b)", b"/a", b"<414>", rb"(\777)"])
def test_what_is_no_text_is_odd(operand: bytes) -> None:
    with pytest.raises(OddContentError):
        shown_in(operand)
