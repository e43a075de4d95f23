"""Tables that go on in another one under a title with 续."""

from pipeline.documents.continued import rejoined
from pipeline.documents.model import Block, Cell, Content, Paragraph, Table, Unread

HEAD = ["科目编码", "科目名称", "合计"]
FIRST = [HEAD, ["205", "教育支出", "5.00"], ["20502", "普通教育", "5.00"]]
REST = [HEAD, ["208", "社会保障和就业支出", "4.00"], ["合计", "", "9.00"]]


def content(*blocks: str | list[list[str]]) -> Content:
    made: list[Block] = []
    for block in blocks:
        number = sum(isinstance(known, Paragraph) == isinstance(block, str) for known in made) + 1
        if isinstance(block, str):
            made.append(Paragraph(number, block))
        else:
            cells = [Cell(row, col, text) for row, of in enumerate(block, 1) for col, text in enumerate(of, 1)]
            made.append(Table(number, len(block), len(block[0]), tuple(cells)))
    return Content(tuple(made))


def shown(of: Content) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in of.blocks
    ]


def test_the_rest_under_a_continued_title_is_part_of_the_table() -> None:
    for title in ("支出总表（续表）", "支出总表(续)", "支出总表续表1", "支出总表（续一）"):
        found = rejoined(content("支出总表", "单位：万元", FIRST, title, "单位：万元", REST, "收入总表", FIRST))
        assert shown(found) == ["支出总表", "单位：万元", [*FIRST, *REST[1:]], "收入总表", FIRST]
        assert [block.number for block in found.blocks] == [1, 2, 1, 3, 2]


def test_what_was_not_read_keeps_its_place() -> None:
    made = content("支出总表", FIRST, "支出总表（续）", REST, "说明")
    found = rejoined(Content(made.blocks, unread=(Unread(1, "图"), Unread(3, "图"))))
    assert [part.paragraph for part in found.unread] == [1, 2]


def test_other_tables_stay_apart() -> None:
    other = [["编码", "名称", "金额"], *REST[1:]]
    for blocks in (
        ("支出总表", FIRST, "收入总表（续表）", REST),
        ("支出总表", FIRST, "支出总表", REST),
        ("支出总表", FIRST, "支出总表（续表）", other),
        ("支出总表", FIRST, "支出总表（续表）", "本表说明如下", REST),
    ):
        assert shown(rejoined(content(*blocks))) == list(blocks)
