import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.encoding import decode
from pipeline.documents.model import UnreadableError

SAMPLE = (
    "2025年部门预算公开\n"
    "\t项目\t预算数\n"
    "一、一般公共预算拨款收入\t2085.50\n"
    "二、政府性基金预算拨款收入\t0.00\n"
    "单位：万元，其中：财政资金（含上年结转）\n"
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
LINE_ENDS = ["\n", "\r\n", "\r", "\r\r\n", "\x85", "\u2028", "\u2029"]
WORDS = "部门预算收入支出财政拨款项目绩效目标一般公共服务社会保障和就业卫生健康住房单位基本结转合计县局中心办公"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_text(encoding: str, line_end: str) -> None:
    assert decode(SAMPLE.replace("\n", line_end).encode(encoding)) == SAMPLE


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_utf16_with_a_mark_of_either_order(encoding: str) -> None:
    assert decode(("\ufeff" + SAMPLE).encode(encoding)) == SAMPLE


@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_unusual_line_ends_in_utf8(line_end: str) -> None:
    assert decode(SAMPLE.replace("\n", line_end).encode()) == SAMPLE


def test_a_form_feed_ends_a_line() -> None:
    assert decode("第一页\n\f第二页\n".encode()) == "第一页\n\n第二页\n"


_figures = st.decimals(min_value=0, max_value=10**9, places=2).map(str)
_names = st.text(alphabet=WORDS, min_size=2, max_size=20)
_lines = st.lists(st.tuples(_names, _figures).map("\t".join), min_size=3, max_size=20)


@given(_lines, st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n", "\r"]))
def test_round_trip(lines: list[str], encoding: str, line_end: str) -> None:
    assert decode((line_end.join(lines) + line_end).encode(encoding)) == "\n".join(lines) + "\n"


@given(st.text(alphabet=WORDS, min_size=20, max_size=60), st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]))
def test_round_trip_without_any_ascii(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


_printable = st.characters(exclude_categories=["C", "Z"], include_characters=" ")


@given(st.text(_printable, max_size=200))
def test_utf8_is_never_taken_for_another_encoding_once_it_has_chinese(text: str) -> None:
    assert decode(f"预算{text}".encode()) == f"预算{text}"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_reason(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert not set("\r\0") & set(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("部門預算公開說明，本年收入總計與支出總計相符，財政撥款結轉結餘。" * 3, "big5"),
        ("各部署の予算の公開について、収入と支出の合計は次のとおりです。" * 3, "shift_jis"),
        ("부문별 예산 공개 설명서, 올해의 수입과 지출의 합계는 같습니다." * 3, "euc-kr"),
        ("Öffentlicher Haushalt für das Jahr: Einnahmen und Ausgaben prüfen, größer, schön, Straße." * 3, "latin-1"),
    ],
)
def test_an_encoding_of_another_language_is_refused_and_not_turned_into_wrong_characters(
    text: str, encoding: str
) -> None:
    with pytest.raises(UnreadableError, match="unknown text encoding"):
        decode(text.encode(encoding))


def test_utf8_cut_inside_a_character_is_refused_and_not_read_as_gb18030() -> None:
    data = (SAMPLE * 10).encode()[:-2]
    with pytest.raises(UnreadableError, match="truncated or damaged"):
        decode(data)


@pytest.mark.parametrize("cut", range(1, 60))
def test_short_utf8_cut_anywhere_never_becomes_other_characters(cut: int) -> None:
    data = "井陉县数据和政务服务局二〇二五年部门预算信息公开".encode()[:cut]
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert "井陉县数据和政务服务局二〇二五年部门预算信息公开".startswith(text)


def test_utf16_cut_inside_a_unit_is_refused() -> None:
    with pytest.raises(UnreadableError, match="UTF-16-LE"):
        decode(b"\xff\xfe" + "预算".encode("utf-16-le")[:-1])


def test_binary_is_refused_as_binary() -> None:
    with pytest.raises(UnreadableError, match="binary data"):
        decode(bytes(range(256)) * 40)
    with pytest.raises(UnreadableError, match="binary data"):
        decode(b"\x00\x01\x02\x03text\x00\x00" * 40)


def test_private_characters_of_a_symbol_font_do_not_hide_gb18030() -> None:
    text = SAMPLE * 3 + "\uf06c 重点工作\n"
    assert decode(text.encode("gb18030")) == text


def test_what_prints_nothing_is_left_out() -> None:
    assert decode("一般公共\u00ad服务\u200b支出\ufeff\n".encode()) == "一般公共服务支出\n"
