"""Lines that were recognised as nearly a figure are read again, and taken where two readings agree."""

import pytest

pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
pytest.importorskip("cv2", reason="the extra ocr is not installed")

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.documents.scan import engine, figures
from pipeline.documents.scan.engine import Character, Recognised


@pytest.mark.parametrize("text", ["117,680,00", "Z384.54", "2384,54", "208U505", "3010Z", "9,11,248", "3.544.000"])
def test_what_is_nearly_a_figure(text: str) -> None:
    assert figures.is_nearly_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "117,680,000",  # a figure
        "2080505",  # a code
        "1=2+3",  # the sum of columns
        "11000022T00000043",  # the code of a project
        "B0101",  # of what is procured
        "Z155080000009",  # of a project paid by a higher government
        "12人",
        "3-5",
        "12、13",
        "2Z",  # one digit is none to go by
    ],
)
def test_what_is_not(text: str) -> None:
    assert not figures.is_nearly_figure(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("117,680,000", "117,680,000", "117,680,000"),
        ("3,854,50", "3,854.50", "3,854.50"),  # one of them sees the point
        ("2384,54", "2384,54", "2384.54"),  # no mark for thousands parts two digits from four
        ("3.544.000", "3,544.000", "3,544,000"),
        ("3.544.000.25", "3.544.000.25", "3,544,000.25"),
        ("16.23", "16.25", "16.Z3"),  # they differ
        ("33,38", "33,38", "16.Z3"),  # two numbers, or one
        ("1.2.3", "1.2.3", "16.Z3"),
    ],
)
def test_two_readings_that_agree_are_taken(
    monkeypatch: pytest.MonkeyPatch, one: str, other: str, expected: str
) -> None:
    readings = iter([one, other])

    def read(text: str) -> list[Recognised]:
        return [Recognised(tuple(Character(character, 0.5) for character in text), 0.9)]

    monkeypatch.setattr(engine, "recognise_figures", lambda lines: read(next(readings)))
    picture = np.full((13, 40), 255, dtype=np.uint8)
    assert figures.read_again([picture], read("16.Z3"))[0].text == expected


def test_a_figure_in_narrow_type_keeps_its_equal_digits() -> None:
    image = Image.new("L", (300, 48), 255)
    ImageDraw.Draw(image).text((10, 4), "117,680,000", 0, ImageFont.load_default(30))
    narrow = np.asarray(image.resize((130, 27), Image.Resampling.BICUBIC))
    lost = Recognised(tuple(Character(character, 0.5) for character in "117,680,00"), 0.9)
    assert figures.read_again([narrow], [lost])[0].text == "117,680,000"
