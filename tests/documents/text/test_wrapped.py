"""Lines that end at a margin."""

from pipeline.documents.model import Paragraph
from pipeline.documents.reading import read
from pipeline.documents.text.wrapped import margins, unwrapped

SENTENCE = "二〇二六年本单位支出预算总额为一千二百万元，其中基本支出九百万元，项目支出三百万元，"
TEXT = SENTENCE * 6 + "公务接待费31,003.26万元，与上年持平。"
PLACES = 52


def wrapped(text: str, places: int) -> list[str]:
    """The lines of so many places at most, of which a Chinese character takes two."""
    lines = [""]
    for character in text:
        if sum(1 if c.isascii() else 2 for c in lines[-1] + character) > places:
            lines.append("")
        lines[-1] += character
    return lines


def test_lines_that_end_at_a_margin_are_one_paragraph() -> None:
    lines = ["支出预算说明", *wrapped(TEXT, PLACES), "一、机构设置"]
    assert any(line.endswith("费31,003") for line in lines)
    assert margins(lines) == {PLACES}
    assert list(unwrapped(lines, margins(lines))) == ["支出预算说明", TEXT, "一、机构设置"]
    document = read("\n".join(lines).encode())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)][1] == TEXT


def test_lines_of_all_lengths_are_paragraphs() -> None:
    lines = [SENTENCE[: 21 + number] for number in range(12)]
    assert margins(lines) == frozenset()
    assert list(unwrapped(lines, margins(lines))) == lines


def test_a_line_at_the_margin_ends_before_an_ordinal_and_the_unit_of_money() -> None:
    full = SENTENCE[: PLACES // 2]
    lines = [full, "（一）基本支出，含人员经费", full, "单位：万元", full, "，其中人员经费。"]
    assert list(unwrapped(lines, {PLACES})) == [*lines[:4], full + "，其中人员经费。"]


def test_a_line_that_is_indented_further_begins_a_paragraph() -> None:
    full = SENTENCE[: PLACES // 2 - 1]
    lines = [f"  {full}", SENTENCE[PLACES // 2 - 1 :], f"  {full}"]
    assert list(unwrapped(lines, {PLACES})) == [f"  {SENTENCE}", f"  {full}"]


def test_page_numbers_between_dashes_are_no_list() -> None:
    pages = "\n\n".join(f"支出总表\n\n- {number} -" for number in range(1, 5))
    assert read(pages.encode()).reader == "plain_text"
