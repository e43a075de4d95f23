"""Where lines stand on a picture: skew, ruling lines, lines of text."""

from dataclasses import replace
from itertools import pairwise

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed")

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.documents.model import Box
from pipeline.documents.scan import image as scan_image
from pipeline.documents.scan import lines as scan_lines
from pipeline.documents.scan import strips as scan_strips
from pipeline.documents.scan import unlined
from pipeline.documents.scan.image import POINT, Picture, upright
from pipeline.documents.scan.rule import Rule, unbroken
from tests.documents.scan_making import page

SMALL = (1500, 1000)


def picture(image: Image.Image) -> Picture:
    return np.asarray(image, dtype=np.uint8)


def turned(image: Image.Image, degrees: float) -> Picture:
    return picture(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))


TABLE = page(at=(150, 300), size=SMALL)
TEXT = page(
    [],
    texts=[
        (
            150,
            150 + 60 * row,
            f"Line {row} of a text that goes on to the end of its line, as of 1 January 2025, in full",
        )
        for row in range(12)
    ],
    size=SMALL,
)


@settings(max_examples=12, deadline=None)
@given(st.floats(-4, 4))
def test_the_skew_of_ruling_lines(degrees: float) -> None:
    skew = scan_image.skew_of_lines(scan_image.ink(turned(TABLE, degrees)))
    assert skew == pytest.approx(-degrees, abs=0.06)


@settings(max_examples=8, deadline=None)
@given(st.floats(-4, 4))
def test_the_skew_of_lines_of_text(degrees: float) -> None:
    dark = scan_image.ink(turned(TEXT, degrees))
    assert scan_image.skew_of_lines(dark) is None
    assert scan_image.skew_of_text(dark) == pytest.approx(-degrees, abs=0.12)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("degrees", [0.0, 1.5])
def test_a_place_on_the_upright_picture_is_found_on_the_display(turns: int, degrees: float) -> None:
    spot = np.full(SMALL[::-1], 255, dtype=np.uint8)
    spot[400:420, 1100:1140] = 0
    base = np.minimum(picture(TABLE), spot)
    shown = np.rot90(picture(Image.fromarray(base).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)), -turns)
    straight = upright(np.ascontiguousarray(shown), turns)
    found = straight.placing.displayed(Box(*(value * POINT for value in (1100, 400, 1140, 420))))
    x0, top, x1, bottom = (round(value / POINT) for value in (found.x0, found.top, found.x1, found.bottom))
    inside = shown[top:bottom, x0:x1]
    assert inside[inside.shape[0] // 2, inside.shape[1] // 2] < 80
    assert (inside < 128).sum() > 0.9 * 800


def test_a_page_on_its_side() -> None:
    for turns in range(4):
        for image in (TABLE, TEXT):
            assert scan_image.lies_on_its_side(np.ascontiguousarray(np.rot90(picture(image), turns))) is (
                turns % 2 == 1
            )


def test_ruling_lines_of_a_table() -> None:
    rules = scan_lines.rules(picture(TABLE))
    level = sorted({round((rule.top + rule.bottom) / 2) for rule in rules if rule.is_level})
    upright_ = sorted({round((rule.x0 + rule.x1) / 2) for rule in rules if not rule.is_level})
    assert level == pytest.approx([300, 364, 428, 492, 556], abs=2)
    assert upright_ == pytest.approx([150, 390, 690, 990, 1290], abs=2)


def test_faint_lines_in_noise() -> None:
    faint = np.where(picture(TABLE) < 128, 205, 255).astype(np.float64)
    faint += np.random.default_rng(1).normal(0, 9, faint.shape)
    rules = scan_lines.rules(np.clip(faint, 0, 255).astype(np.uint8))
    assert sum(rule.is_level for rule in rules) == 5
    assert sum(not rule.is_level for rule in rules) == 5


def test_strokes_of_large_characters_are_no_ruling_lines() -> None:
    large = np.full((600, 1400), 255, dtype=np.uint8)
    cv2.putText(large, "HEHTHE", (60, 300), cv2.FONT_HERSHEY_SIMPLEX, 3, 0, 8)
    cv2.line(large, (60, 340), (900, 340), 0, 3)
    assert scan_lines.rules(large) == []


def test_a_table_of_one_row() -> None:
    rules = scan_lines.rules(picture(page([["Total", "1.00", "2.00", "3.00"]], at=(150, 300), size=SMALL)))
    assert sorted(rule.is_level for rule in rules) == [False] * 5 + [True] * 2


def test_a_column_that_stands_in_one_row_only() -> None:
    drawn = page([["Code", "1301"]], at=(150, 300), size=(1500, 600), texts=[(170, 370, "Budget")])
    draw = ImageDraw.Draw(drawn)
    draw.rectangle((150, 364, 690, 428), outline=0, width=3)
    draw.line((520, 364, 520, 428), 0, 3)
    for degrees in (0, 0.4):
        rules = scan_lines.rules(upright(turned(drawn, degrees), 0).picture)
        middles = sorted({round((rule.x0 + rule.x1) / 2) for rule in rules if not rule.is_level})
        assert middles == pytest.approx([150, 390, 520, 690], abs=4)


def test_strokes_of_characters_as_high_as_their_row_are_no_ruling_lines() -> None:
    high = picture(TABLE).copy()
    for x in (200, 240, 420, 470, 540):
        high[370:423, x : x + 4] = 0
    assert sum(not rule.is_level for rule in scan_lines.rules(high)) == 5


def test_strokes_of_figures_side_by_side_are_no_ruling_line() -> None:
    figures = picture(TABLE).copy()
    for x in range(550, 680, 14):
        figures[394:398, x : x + 11] = 0
    assert sum(rule.is_level for rule in scan_lines.rules(figures)) == 5


def test_low_rows_over_and_under_a_merged_one() -> None:
    drawn = Image.new("L", SMALL, 255)
    draw = ImageDraw.Draw(drawn)
    for row in range(8):
        merged = row == 1
        for x0, x1 in [(150, 390), (390, 690), (690, 990)] if not merged else [(150, 690), (690, 990)]:
            draw.rectangle((x0, 300 + 27 * row, x1, 300 + 27 * (row + 1)), outline=0, width=3)
    draw.line((392, 334, 392, 346), 0, 3)  # a stroke of a character
    for degrees in (0, 0.4):
        rules = scan_lines.rules(upright(turned(drawn, degrees), 0).picture)
        inner = [rule for rule in rules if not rule.is_level and abs((rule.x0 + rule.x1) / 2 - 390) < 6]
        assert {round((rule.bottom - rule.top) / 27) for rule in inner} == {1, 6}
        assert len({round((rule.x0 + rule.x1) / 20) for rule in rules if not rule.is_level}) == 4


def test_small_type_that_fills_the_width_of_its_cell_is_no_ruling_line() -> None:
    small = picture(TABLE).copy()
    for x in [*range(394, 688, 7), *range(694, 986, 7)]:
        small[378:392, x : x + 5] = 60
    assert sum(rule.is_level for rule in scan_lines.rules(small)) == 5


def test_lines_reach_over_their_corners() -> None:
    shown = picture(TABLE)
    clean = unlined.without(shown, scan_lines.rules(shown))
    assert clean[290:310, 140:160].min() > 200
    assert clean[546:566, 1280:1300].min() > 200


def test_a_text_that_touches_its_line_stays() -> None:
    touching = picture(TABLE).copy()
    cv2.putText(touching, "245001", (400, 426), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    rules = scan_lines.rules(touching)
    clean = unlined.without(touching, rules)
    assert max(rule.bottom - rule.top for rule in rules if rule.is_level) <= 8
    assert (clean[405:423, 400:520] < 128).any()
    assert clean[428, 700:980].min() > 200


def test_figures_that_touch_their_line_in_most_rows_stay() -> None:
    touching = picture(TABLE).copy()
    for top in range(306, 540, 27):
        touching[top : top + 14, 682:691] = 0
    line = next(rule for rule in scan_lines.rules(touching) if not rule.is_level and 680 < rule.x0 < 700)
    assert line.thickness <= 5
    assert (unlined.without(touching, [line])[310, 682:687] < 128).all()


def test_a_shaded_cell_shows_its_text_only() -> None:
    shaded = np.full((400, 800), 250.0)
    shaded[100:200, 100:700] = 205
    shaded += np.random.default_rng(1).normal(0, 8, shaded.shape)
    paper = np.clip(shaded, 0, 255).astype(np.uint8)
    assert not scan_strips.without_specks(scan_image.ink(paper), 22).any()
    cv2.putText(paper, "2025", (300, 160), cv2.FONT_HERSHEY_SIMPLEX, 1, 60, 2)
    ys, xs = np.nonzero(scan_strips.without_specks(scan_image.ink(paper), 22))
    assert (ys.min() >= 130, ys.max() <= 168, xs.min() >= 296, xs.max() <= 400) == (True,) * 4


def dark_lines(*tops: int, height: int = 22, gaps: tuple[int, ...] = ()) -> Picture:
    """Blocks of print as high as a character, with blank rows at ``gaps`` in each."""
    dark = np.zeros((300, 400), dtype=np.uint8)
    for top in tops:
        for x in range(20, 320, 30):
            dark[top : top + height, x : x + 22] = 255
        for gap in gaps:
            dark[top + gap, :] = 0
    return dark


@given(st.lists(st.integers(0, 8), min_size=1, max_size=6, unique=True))
def test_lines_of_a_cell_are_told_apart(places: list[int]) -> None:
    tops = sorted(6 + 32 * place for place in places)
    strips = scan_strips.strips(dark_lines(*tops), (0, 0, 400, 300), 22)
    assert [strip.inner_top for strip in strips] == tops
    assert all(a.bottom <= b.inner_top and a.inner_bottom <= b.top for a, b in pairwise(strips))


def test_a_character_with_a_gap_is_one_line() -> None:
    (strip,) = scan_strips.strips(dark_lines(100, gaps=(7, 8, 14, 15)), (0, 0, 400, 300), 22)
    assert (strip.inner_top, strip.inner_bottom) == (100, 122)


def test_dirt_is_no_line() -> None:
    dark = np.zeros((300, 400), dtype=np.uint8)
    dark[100:103, 50:53] = 255
    assert scan_strips.strips(dark, (0, 0, 400, 300), 22) == []
    assert scan_strips.outside(dark, [], 22) == []
    assert not scan_strips.without_specks(dark, 22).any()


def test_a_decimal_point_is_no_dirt() -> None:
    dark = dark_lines(100)
    dark[118:122, 325:329] = 255
    assert (scan_strips.without_specks(dark, 22) == dark).all()


def test_texts_far_apart_on_one_line_are_two() -> None:
    dark = np.zeros((200, 1200), dtype=np.uint8)
    for x in (*range(20, 300, 30), *range(900, 1000, 30)):
        dark[80:102, x : x + 22] = 255
    assert [strip.pieces for strip in scan_strips.outside(dark, [], 22)] == [((20, 312),), ((900, 1012),)]


def test_the_size_of_characters() -> None:
    assert scan_strips.character_size(dark_lines(20, 60, 100)) == pytest.approx(22, abs=2)


def low_rows(n_rows: int = 7) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Rows of 27 dots under a header over both columns, and a line between the columns at 390."""
    shown = Image.new("L", SMALL, 255)
    draw = ImageDraw.Draw(shown)
    draw.rectangle((150, 300, 990, 327), outline=0, width=3)
    for row in range(1, n_rows):
        for x0, x1 in (150, 390), (390, 990):
            draw.rectangle((x0, 300 + 27 * row, x1, 300 + 27 * (row + 1)), outline=0, width=3)
    return shown, draw


def test_a_stroke_of_a_header_right_over_a_line_is_no_part_of_it() -> None:
    shown, draw = low_rows()
    for x in range(340, 440, 10):  # a text over both columns, one of whose strokes stands on the line
        draw.line((x, 306, x, 327), 0, 3)
    inner = [rule for rule in scan_lines.rules(picture(shown)) if not rule.is_level and 380 < rule.x0 < 400]
    assert inner
    assert all(rule.top >= 325 for rule in inner)


def crossed_cell(strokes: bool) -> Picture:
    """Two rows of three cells, and in the middle of one a line with gaps, with or without strokes above and below."""
    image = Image.new("L", SMALL, 255)
    draw = ImageDraw.Draw(image)
    for y in (200, 360, 520):
        draw.line((200, y, 1100, y), 0, 4)
    for x in (200, 500, 720, 1100):
        draw.line((x, 200, x, 520), 0, 4)
    for x in range(502, 718, 54):
        draw.line((x, 280, min(x + 44, 718), 280), 0, 4)
        for at in range(x + 4, x + 44, 8) if strokes else ():
            draw.line((at, 262, at, 300), 0, 4)
    return picture(image)


def test_a_line_through_a_text_is_its_strokes() -> None:
    def inside(shown: Picture) -> list[int]:
        return [rule.top for rule in scan_lines.rules(shown) if rule.is_level and 260 < rule.top < 300]

    assert inside(crossed_cell(strokes=True)) == []
    assert len(inside(crossed_cell(strokes=False))) == 1


def test_the_sides_of_a_cell_that_a_page_cuts_off_run_on() -> None:
    image = Image.new("L", SMALL, 255)
    draw = ImageDraw.Draw(image)
    # Two columns of rows, and left of them one of cells that are higher than 200 dots above and below the page's end.
    for y in range(100, 901, 100):
        draw.line((500, y, 1100, y), 0, 3)
    for y in (400, 600):
        draw.line((200, y, 1100, y), 0, 3)
    for x in (200, 500, 800, 1100):
        draw.line((x, 100, x, 900), 0, 3)
    upright_lines = [rule for rule in scan_lines.rules(picture(image)) if not rule.is_level]
    assert [(round(rule.top, -1), round(rule.bottom, -1)) for rule in upright_lines] == [(100, 900)] * 4


def test_a_line_goes_on_between_a_figure_and_a_text_that_touch_it() -> None:
    shown, draw = low_rows()
    draw.line((380, 468, 380, 480), 0, 4)
    draw.line((402, 468, 402, 480), 0, 4)
    inner = [rule for rule in scan_lines.rules(picture(shown)) if not rule.is_level and 380 < rule.x0 < 400]
    assert inner
    assert all(rule.bottom >= 487 for rule in inner)


def test_strokes_of_texts_under_each_other_are_no_ruling_line() -> None:
    shown, draw = low_rows()
    for top in (354, 381):
        draw.line((600, top, 600, top + 25), 0, 3)
        draw.line((594, top + 6, 594, top + 22), 0, 3)
        draw.line((606, top + 6, 606, top + 22), 0, 3)
    assert not [rule for rule in scan_lines.rules(picture(shown)) if not rule.is_level and 590 < rule.x0 < 610]


def test_strokes_of_several_texts_beside_print_are_no_ruling_line() -> None:
    """An upright stroke in each of five rows, with level strokes on both sides of it, is no side of a column."""
    shown, draw = low_rows()
    for top in range(354, 480, 27):
        draw.line((600, top, 600, top + 25), 0, 3)
        for y in (top + 4, top + 11, top + 18):
            draw.line((586, y, 614, y), 0, 4)
    assert not [rule for rule in scan_lines.rules(picture(shown)) if not rule.is_level and 590 < rule.x0 < 610]


def test_a_line_of_bold_type_is_no_ruling_line_and_stays() -> None:
    """Its level strokes touch each other; above and below them stands print, and there is white between them."""
    shown, draw = low_rows()
    for x in range(160, 600, 24):
        for y in (703, 720):
            draw.rectangle((x, y, x + 17, y + 3), fill=0)
        draw.rectangle((x, 710, x + 24, 716), fill=0)
        draw.rectangle((x + 4, 700, x + 12, 727), fill=0)
    found = scan_lines.drawn(picture(shown))
    assert not [rule for rule in (*found.tables, *found.others) if rule.is_level and rule.top > 690]


def test_small_type_on_a_line_and_under_it_hides_no_line() -> None:
    shown, draw = low_rows()
    for x in range(420, 960, 60):
        for y in 396, 402, 406, 411, 417:  # level strokes of type above and under the line at 408
            draw.line((x, y, x + 44, y), 0, 3)
    assert [rule for rule in scan_lines.rules(picture(shown)) if rule.is_level and 404 < rule.top < 411]


def test_a_line_that_hangs_on_nothing_is_no_ruling_but_no_text_either() -> None:
    shown, draw = low_rows()
    draw.line((150, 700, 990, 700), 0, 3)
    found = scan_lines.drawn(picture(shown))
    assert [(rule.x0, rule.x1) for rule in found.others] == [(pytest.approx(150, abs=3), pytest.approx(991, abs=6))]
    assert not [rule for rule in found.tables if rule.top > 600]


def test_level_lines_right_under_each_other_make_no_row() -> None:
    shown, draw = low_rows()
    draw.line((150, 494, 990, 494), 0, 3)  # right under the last line, as a double line is printed
    draw.line((390, 494, 390, 600), 0, 6)
    draw.line((150, 600, 990, 600), 0, 3)
    inner = [rule for rule in scan_lines.rules(picture(shown)) if not rule.is_level and 380 < rule.x0 < 400]
    assert max(rule.bottom for rule in inner) >= 597


def test_a_line_that_leans_is_taken_out_as_a_whole() -> None:
    shown = Image.new("L", SMALL, 255)
    draw = ImageDraw.Draw(shown)
    for y in 300, 400, 500:
        draw.line((150, y, 990, y + 4), 0, 3)
    for x in 150, 500, 990:
        draw.line((x, 300, x, 504), 0, 3)
    draw.text((520, 340), "120.00", 0, font_size=28)
    leaning = picture(shown)
    clean = unlined.without(leaning, scan_lines.drawn(leaning).tables)
    assert clean[390:420, 160:980].min() > 200
    assert (clean[330:380, 516:640] == leaning[330:380, 516:640]).all()


def test_a_broken_line_is_whole() -> None:
    shown, draw = low_rows()
    draw.line((560, 354, 590, 354), 255, 7)
    draw.line((560, 353, 590, 353), 255, 7)
    drawn = [rule for rule in scan_lines.rules(picture(shown)) if rule.is_level and 350 < rule.top < 358]
    assert [(rule.x0 < 155, rule.x1 > 985) for rule in drawn] == [(True, True)]


def test_strokes_that_end_near_the_sides_of_their_cell_are_no_broken_line() -> None:
    high = picture(TABLE).copy()
    for x in range(405, 505, 14):  # level strokes of a text between the uprights at 390 and 520
        high[394:398, x : x + 11] = 0
    assert sum(rule.is_level for rule in scan_lines.rules(high)) == 5


def test_tables_one_under_the_other_stay_apart() -> None:
    shown, draw = low_rows()
    for top in (515, 542):
        for x0, x1 in (150, 600), (600, 990):
            draw.rectangle((x0, top, x1, top + 27), outline=0, width=3)
    gap = [rule for rule in scan_lines.rules(picture(shown)) if not rule.is_level and rule.top < 500 < rule.bottom]
    assert gap == []


def test_a_stroke_through_a_cell_is_no_figure() -> None:
    # The arc of a stamp in a blank cell, from its upper to its lower line; a figure 1 is no higher than type.
    cell = np.zeros((60, 120), dtype=np.uint8)
    cell[2:58, 40:43] = 255
    assert scan_strips.strips(cell, (0, 0, 120, 60), 22) == []
    cell[20:38, 80:83] = 255
    (strip,) = scan_strips.strips(cell, (0, 0, 120, 60), 22)
    assert strip.pieces == ((80, 83),)
    # In a row as low as its type a figure may touch both lines.
    low = np.zeros((24, 120), dtype=np.uint8)
    low[2:22, 40:43] = 255
    assert [strip.pieces for strip in scan_strips.strips(low, (0, 0, 120, 24), 22)] == [((40, 43),)]
    # A title twice as high as the type of the page, beside a table and in a row of its own.
    title = np.zeros((60, 120), dtype=np.uint8)
    for left in (20, 50, 80):
        title[10:50, left : left + 25] = 255
    assert [strip.inner_top for strip in scan_strips.outside(title, [], 20)] == [10]
    assert [strip.inner_top for strip in scan_strips.strips(title, (0, 8, 120, 52), 20)] == [10]


def test_a_text_beside_a_line_that_leans_stays() -> None:
    # The line stands at 400 above and at 406 below; the text begins two dots behind where it is.
    shown = Image.new("L", SMALL, 255)
    draw = ImageDraw.Draw(shown)
    for y in range(300, 901, 100):
        draw.line((150, y, 990, y), 0, 3)
    for x in 150, 990:
        draw.line((x, 300, x, 900), 0, 3)
    draw.line((400, 300, 406, 900), 0, 3)
    for top in 330, 640:
        x = 400 + round(6 * (top - 300) / 600)
        draw.rectangle((x + 5, top, x + 30, top + 20), 0)
    leaning = picture(shown)
    clean = unlined.without(leaning, scan_lines.drawn(leaning).tables)
    assert clean[305:325, 380:430].min() > 200
    assert (clean[330:351, 405:431] == 0).all()
    assert (clean[640:661, 408:434] == 0).all()


def test_a_side_of_a_cell_that_cuts_a_character_stands_beside_it() -> None:
    dark = np.zeros((40, 300), dtype=np.uint8)
    for left in (96, 122):
        dark[10:32, left : left + 22] = 255
    (strip,) = scan_strips.strips(dark, (100, 0, 300, 40), 22)
    assert strip.pieces == ((96, 144),)
    assert scan_strips.strips(dark, (0, 0, 100, 40), 22) == []


def test_specks_far_from_a_text_are_dirt_and_a_dash_is_none() -> None:
    cell = np.zeros((40, 300), dtype=np.uint8)
    cell[10:32, 20:42] = 255
    cell[20:26, 200:206] = 255
    assert [strip.pieces for strip in scan_strips.strips(cell, (0, 0, 300, 40), 22)] == [((20, 42),)]
    cell[:, :100] = 0
    assert scan_strips.strips(cell, (0, 0, 300, 40), 22) == []
    cell[20:23, 200:206] = 255
    cell[23:26, 200:206] = 0
    assert [strip.pieces for strip in scan_strips.strips(cell, (0, 0, 300, 40), 22)] == [((200, 206),)]


def test_what_a_curved_line_leaves_in_its_cell_is_no_dash() -> None:
    cell = np.zeros((40, 300), dtype=np.uint8)
    cell[3:5, 10:30] = 255
    cell[9:31, 60:150] = 255
    (strip,) = scan_strips.strips(cell, (0, 0, 300, 40), 22)
    assert strip.pieces == ((60, 150),)
    cell[3:5, 60:80] = 255
    assert [strip.inner_top for strip in scan_strips.strips(cell, (0, 0, 300, 40), 22)] == [9]
    # A dash in the middle of its row is one.
    dash = np.zeros((40, 300), dtype=np.uint8)
    dash[19:21, 60:80] = 255
    assert [strip.pieces for strip in scan_strips.strips(dash, (0, 0, 300, 40), 22)] == [((60, 80),)]


def test_what_is_left_of_a_line_at_the_side_of_a_cell_is_no_figure() -> None:
    cell = np.zeros((34, 300), dtype=np.uint8)
    cell[1:33, 296:299] = 255
    assert scan_strips.strips(cell, (0, 0, 300, 34), 28) == []
    # A figure that ends at the line is as high as type, and one in a low row stands a little before it.
    cell = np.zeros((34, 300), dtype=np.uint8)
    cell[6:28, 296:299] = 255
    assert [strip.pieces for strip in scan_strips.strips(cell, (0, 0, 300, 34), 28)] == [((296, 299),)]
    low = np.zeros((24, 300), dtype=np.uint8)
    low[2:22, 291:294] = 255
    assert [strip.pieces for strip in scan_strips.strips(low, (0, 0, 300, 24), 22)] == [((291, 294),)]


def test_a_long_line_that_leans_down_a_page_is_looked_at_once() -> None:
    shown = Image.new("L", (1650, 600), 255)
    ImageDraw.Draw(shown).line((100, 300, 1550, 330), 0, 4)
    assert scan_lines.drawn(picture(shown)).tables == []


def test_what_a_line_that_leans_leaves_at_the_side_of_its_cell_is_no_text() -> None:
    cell = np.zeros((60, 300), dtype=np.uint8)
    cell[20:42, 60:150] = 255
    cell[54:59, 5:250] = 255
    (strip,) = scan_strips.strips(cell, (0, 0, 300, 60), 22)
    assert (strip.inner_top, strip.inner_bottom) == (20, 42)
    # The same in the middle of a cell is a dash.
    cell[54:59] = 0
    cell[50:55, 5:250] = 255
    assert [strip.inner_top for strip in scan_strips.strips(cell, (0, 0, 300, 60), 22)] == [20, 50]


def test_what_a_line_that_leans_leaves_beside_its_table_is_no_text() -> None:
    shown = np.zeros((400, 600), dtype=np.uint8)
    shown[200:206, 97:100] = 255
    shown[60:82, 20:60] = 255
    (text,) = scan_strips.outside(shown, [(100, 100, 500, 300)], 22)
    assert text.pieces == ((20, 60),)


def test_a_spot_at_the_edge_of_the_paper_is_no_text() -> None:
    shown = np.zeros((400, 600), dtype=np.uint8)
    shown[100:120, 2:20] = 255
    assert scan_strips.outside(shown, [], 22) == []
    shown[100:120, 40:58] = 255
    assert [strip.pieces for strip in scan_strips.outside(shown, [], 22)] == [((2, 58),)]


def test_thin_strokes_of_pale_print_are_ink() -> None:
    """Print of a third of the darkness, its thin strokes (一) of a third of that, on gray paper with noise."""
    paper = np.full((600, 800), 225.0)
    for x in range(100, 700, 30):
        paper[100:126, x : x + 4] = paper[100:104, x : x + 20] = 145
        paper[300:302, x : x + 24] = 198
    noisy = paper + np.random.default_rng(1).normal(0, 4, paper.shape)
    dark = scan_image.ink(np.clip(noisy, 0, 255).astype(np.uint8))
    strokes = dark[300:302].any(axis=0)
    assert np.mean([strokes[x : x + 24].mean() for x in range(100, 700, 30)]) > 0.9
    assert not scan_strips.without_specks(dark, 26)[330:].any()


def test_strokes_of_a_text_that_end_near_both_sides_of_its_cell_are_no_broken_line() -> None:
    """The tops of 000023T00000 between the sides of a cell; what meets one side goes on to the other."""
    sides = [Rule(109, 235, 113, 1560, False), Rule(330, 235, 334, 1560, False)]
    strokes, line = Rule(143, 1490, 297, 1498, True), Rule(113, 1490, 297, 1498, True)
    assert strokes in unbroken([*sides, strokes], 36, 300)
    assert replace(line, x1=334) in unbroken([*sides, line], 36, 300)
    assert Rule(109, 1490, 334, 1498, True) in unbroken([*sides, strokes], 36, 100)
