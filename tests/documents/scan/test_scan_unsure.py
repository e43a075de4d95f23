"""Lines that the engine is not sure of."""

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed")

import numpy as np

from pipeline.documents.model import UNREAD
from pipeline.documents.scan import engine, unsure
from pipeline.documents.scan.engine import Character, Recognised
from pipeline.documents.scan.image import Picture
from pipeline.documents.scan.strips import Strip

SIZE = 30.0
TWO = Strip(0, 0, 100, 70, 4, 66, ((10, 90),))


def said(text: str, score: float) -> Recognised:
    return Recognised(tuple(Character(character, 0.5) for character in text), score)


def ink() -> Picture:
    """Two lines of type that touch: the least print stands in row 37."""
    drawn = np.zeros((70, 100), dtype=np.uint8)
    drawn[4:66, 10:90] = 255
    drawn[37, 14:90] = 0
    return drawn


def read(monkeypatch: pytest.MonkeyPatch, whole: Recognised, parts: list[Recognised]) -> list[tuple[int, int, str]]:
    monkeypatch.setattr(engine, "recognise", lambda pictures: parts)
    strips, lines = unsure.read_apart(ink(), [TWO], [whole], SIZE, lambda strip: ink()[strip.top : strip.bottom])
    return [(strip.top, strip.bottom, line.text) for strip, line in zip(strips, lines, strict=True)]


def test_two_lines_that_touch_are_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [said("基本", 1.0), said("支出", 0.9)]
    assert read(monkeypatch, said("麺", 0.12), parts) == [(0, 37, "基本"), (37, 70, "支出")]


def test_a_line_stays_whole_where_it_was_read_or_its_parts_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, said("总", 0.95), [said("一", 1.0), said("口", 1.0)]) == [(0, 70, "总")]
    assert read(monkeypatch, said("麺", 0.12), [said("一", 1.0), said("口", 0.5)]) == [(0, 70, "麺")]


def test_type_that_was_not_read_is_marked_and_dirt_is_nothing() -> None:
    dirt = Strip(0, 0, 100, 70, 4, 12, ((10, 20),))
    assert unsure.marked(TWO, said("麺", 0.12), SIZE).text == UNREAD
    cut_off = Strip(0, 0, 100, 70, 4, 66, ((5, 22),))
    assert unsure.marked(cut_off, said("又", 0.12), SIZE).text == ""
    assert unsure.marked(dirt, said("~", 0.12), SIZE).text == ""
    assert unsure.marked(TWO, said("支出", 0.5), SIZE).text == "支出"
