"""Characters as lines, where texts beside each other stand a little higher or lower."""

from pipeline.documents.page.lines import lines_of
from pipeline.documents.page.model import Glyph


def glyphs(text: str, x0: float, base: float) -> list[Glyph]:
    """The characters of a text of 9 points, each as wide as high."""
    return [
        Glyph(character, x0 + 9 * at, base - 8, x0 + 9 * (at + 1), base + 1, 9, base)
        for at, character in enumerate(text)
    ]


def test_lines_in_the_middle_of_cells_beside_each_other_do_not_run_into_one() -> None:
    """Cells of one to four lines of 12 points: their lines lie 2 or 3 points apart from cell to cell."""
    beside = [*glyphs("收费", 300, 102), *glyphs("一般", 100, 105), *glyphs("合计", 0, 108), *glyphs("预算", 100, 111)]
    lines = [*glyphs("上年", 200, 100), *beside, *glyphs("结转", 200, 112), *glyphs("资金", 300, 115)]
    texts = [line.text for line in lines_of(lines)]
    assert [text for text in texts if set(text) & set("上年结转")] == ["上年 收费", "预算 结转"]


def test_characters_of_one_line_in_fonts_of_other_base_lines_are_one() -> None:
    steps = [*glyphs("项", 0, 100), *glyphs("目", 10, 102), *glyphs("表", 20, 104)]
    assert [line.text for line in lines_of(steps)] == ["项目表"]
