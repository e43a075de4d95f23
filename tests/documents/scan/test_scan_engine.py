"""What the engine's probabilities along a line are read as."""

from collections.abc import Callable

import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytest.importorskip("cv2", reason="the extra ocr is not installed")

import numpy as np
import numpy.typing as npt

from pipeline.documents.scan import engine

CHARACTERS = ["", "決", "决", "算", "浉", "师", "7", " "]
Read = Callable[[list[dict[str, float]]], engine.Recognised]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """What is read where characters have these probabilities step by step; nothing else is printed."""

    def recognised(steps: list[dict[str, float]]) -> engine.Recognised:
        likely = np.zeros((1, len(steps), len(CHARACTERS)), dtype=np.float32)
        for number, step in enumerate(steps):
            for text, share in step.items():
                likely[0, number, CHARACTERS.index(text)] = share
        is_traditional = np.array([text == "決" for text in CHARACTERS])
        is_of_figure = np.array([text in {"", "7"} for text in CHARACTERS])
        fake = engine._Engine(lambda given: likely, CHARACTERS, is_traditional, is_of_figure)
        monkeypatch.setattr(engine, "_engine", lambda: fake)
        # As wide as the engine takes it: 2.5 heights.
        line: npt.NDArray[np.uint8] = np.full((19, 47), 255, dtype=np.uint8)
        return engine.recognise([line])[0]

    return recognised


def test_a_character_over_several_steps_is_one_and_a_step_of_nothing_parts_two(read: Read) -> None:
    found = read([{"": 0.9}, {"7": 0.9}, {"7": 0.8}, {"": 0.9}, {"7": 0.7}, {" ": 0.9}])
    assert found.text == "77"
    assert found.score == pytest.approx((0.9 + 0.7 + 0.9) / 3)
    # The middle of the second and of the fifth of six steps.
    assert [character.at for character in found.characters] == pytest.approx([1.5 / 6, 4.5 / 6], abs=0.01)


def test_a_traditional_character_is_the_simplified_one_that_is_likely_beside_it(read: Read) -> None:
    assert read([{"決": 0.8, "决": 0.17}, {"算": 1.0}]).text == "决算"
    assert read([{"決": 0.97, "决": 0.02}, {"算": 1.0}]).text == "決算"


def test_a_rare_character_of_a_name_of_a_place_stays(read: Read) -> None:
    assert read([{"浉": 0.6, "师": 0.4}]).text == "浉"


def test_a_line_of_a_figure_is_read_with_the_characters_of_figures(read: Read) -> None:
    steps = [{"师": 0.8, "7": 0.2}, {"": 0.9}, {"算": 0.7, "": 0.2, "7": 0.1}]
    assert read(steps).text == "师算"
    assert engine.recognise_figures([np.full((19, 47), 255, dtype=np.uint8)])[0].text == "7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("決", True),
        ("數", True),
        ("貼", True),
        ("决", False),
        ("一", False),
        ("浉", False),
        ("漷", False),
        ("·", False),
    ],
)
def test_which_characters_are_traditional(text: str, expected: bool) -> None:
    assert engine._is_traditional(text) is expected


def test_nothing_printed_is_nothing_read(read: Read) -> None:
    assert read([{"": 1.0}]) == engine.Recognised((), 0.0)


def test_lines_that_go_in_together_are_read_each_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: list[tuple[int, ...]] = []

    def probabilities(given: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        shapes.append(given.shape)
        likely = np.zeros((len(given), 3, len(CHARACTERS)), dtype=np.float32)
        for line, picture in zip(likely, given, strict=True):
            line[1, CHARACTERS.index("7" if picture[0, 20, 4] > 0 else "算")] = 1.0
        return likely

    none = np.zeros(len(CHARACTERS), dtype=np.bool_)
    fake = engine._Engine(probabilities, CHARACTERS, none, none)
    monkeypatch.setattr(engine, "_engine", lambda: fake)
    white, black = (np.full((19, 40), shade, dtype=np.uint8) for shade in (255, 0))
    long: npt.NDArray[np.uint8] = np.full((19, 120), 255, dtype=np.uint8)
    assert [found.text for found in engine.recognise([white, long, black, white])] == ["7", "7", "算", "7"]
    # Three narrow ones as wide as the narrowest, and one alone in whole steps of eight dots.
    assert sorted(shapes) == [(1, 3, 48, 304), (3, 3, 48, 120)]
