"""The recognition engine: pictures of single lines in, their characters and where they stand out.

The engine and what it needs are the optional extra ``ocr``; without it a scan is refused with the command that installs
it. Its models come with it, so nothing is fetched; its reports to its maker are switched off. What a picture shows is
never completed or corrected here.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.documents.model import UnsupportedError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Picture = npt.NDArray[np.uint8]

INSTALL = "pip install 'budget-disclosures[ocr]'"
_PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless")
# The height at which the engine takes a line, and the narrowest picture that it gets (in heights).
_HEIGHT = 48
_NARROWEST = 2.5
# The engine goes along a line in steps of so many dots, and takes so many lines at once.
_STEP = 8
_TOGETHER = 8
# Longer lines go in so much narrower than they are printed: time grows with width, and nothing is read worse before
# two digits of a figure come as near as to be one (two thirds).
_SQUEEZED = 0.75
# Lines lower than this, in dots, are of type so small that each of its dots is needed.
_SMALL = 20
# The engine's mark for nothing new.
_NOTHING = 0
# A traditional character (決) is read as the likeliest other one (决) where that is at least so likely beside it:
# disclosures are printed in simplified ones.
_AS_LIKELY = 0.05
# The characters of figures.
_OF_FIGURE = frozenset("0123456789.,-%")
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
# In Big5 the common characters stand before this byte.
_RARE_IN_BIG5 = 0xC9


@dataclass(frozen=True, slots=True)
class Character:
    """A recognised character; ``at`` is where its middle stands, as a share of the picture's width."""

    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The characters of one line, blanks left out, and how sure the engine is (0 to 1)."""

    characters: tuple[Character, ...]
    score: float

    @property
    def text(self) -> str:
        """The characters without blanks."""
        return "".join(character.text for character in self.characters)

    def spelled(self, text: str) -> "Recognised":
        """The same characters with other ones in their places, as many as there are."""
        spelled = zip(self.characters, text, strict=True)
        return Recognised(tuple(Character(new, known.at) for known, new in spelled), self.score)


@cache
def installed() -> str | None:
    """The version of the engine, None where the extra is not installed."""
    try:
        return [version(package) for package in _PACKAGES][0]  # noqa: RUF015
    except PackageNotFoundError:
        return None


def require() -> None:
    """Raises UnsupportedError, with the command that installs the engine, where it is missing."""
    if installed() is None:
        raise UnsupportedError(f"a scan, and text recognition is not installed: run {INSTALL}")


@dataclass(frozen=True, slots=True)
class _Engine:
    """What gives each character its probability along a line, the characters, and which of them are
    traditional and which, with the mark for nothing, stand in figures."""

    probabilities: Any
    characters: "Sequence[str]"
    is_traditional: "npt.NDArray[np.bool_]"
    is_of_figure: "npt.NDArray[np.bool_]"


@cache
def _engine() -> _Engine:
    # onnxruntime reports its use over the network unless it is told not to before it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import numpy as np
    from rapidocr import RapidOCR

    reader = RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_det": False,
            "Global.use_cls": False,
            # Documents run in parallel, so a document takes one processor.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # A tenth of the time is for memory where it is not kept from one line to the next.
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
        }
    )
    # The model is loaded with the first line.
    reader.recognize_txt([np.full((_HEIGHT, _HEIGHT, 3), 255, dtype=np.uint8)])
    recogniser: Any = reader.text_rec
    characters = recogniser.postprocess_op.character
    is_of_figure = np.array([text in _OF_FIGURE for text in characters])
    is_of_figure[_NOTHING] = True
    return _Engine(
        recogniser.session, characters, np.array([_is_traditional(text) for text in characters]), is_of_figure
    )


def _is_traditional(text: str) -> bool:
    """Whether this is a common traditional Chinese character that is none of the simplified ones (GB/T 2312).

    Those that are rare in both (浉, 漷) are in names of places.
    """
    if len(text) != 1 or not _FIRST_HAN <= text <= _LAST_HAN:
        return False
    try:
        is_common = text.encode("big5")[0] < _RARE_IN_BIG5
    except UnicodeEncodeError:
        return False
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return is_common
    return False


def recognise(lines: "Sequence[Picture]") -> list[Recognised]:
    """What pictures of one line each show; gray, dark on light. Call :func:`require` first.

    Lines that are equally wide go in together, which takes less time; how a line is read does not depend on the others,
    because none is widened for them.
    """
    return _read([_squeezed(line) for line in lines], are_figures=False)


def recognise_figures(lines: "Sequence[Picture]") -> list[Recognised]:
    """What pictures of one line each show where they show a figure each: of the characters that a figure has, the
    likeliest. The pictures go in as wide as they are."""
    return _read(lines, are_figures=True)


def _read(pictures: "Sequence[Picture]", *, are_figures: bool) -> list[Recognised]:
    widths = [_width(picture) for picture in pictures]
    found: list[Recognised] = [Recognised((), 0.0)] * len(pictures)
    by_width = sorted(range(len(pictures)), key=lambda index: _given_width(widths[index]))
    for given, same in groupby(by_width, key=lambda index: _given_width(widths[index])):
        equal = list(same)
        for start in range(0, len(equal), _TOGETHER):
            chosen = equal[start : start + _TOGETHER]
            likely = _probabilities([pictures[index] for index in chosen], given)
            for index, of_line in zip(chosen, likely, strict=True):
                if are_figures:
                    of_line[:, ~_engine().is_of_figure] = 0
                found[index] = _recognised(of_line, widths[index] / given)
    return found


def _width(line: "Picture") -> int:
    """How wide a line is at the height at which the engine takes it."""
    height, width = line.shape
    return int(-(-_HEIGHT * width // height))


def _given_width(width: int) -> int:
    """How wide the picture of a line is for the engine: in whole steps."""
    return max(-(-width // _STEP) * _STEP, round(_HEIGHT * _NARROWEST))


def _probabilities(lines: "Sequence[Picture]", width: int) -> "npt.NDArray[np.float32]":
    import cv2
    import numpy as np

    given = np.zeros((len(lines), 3, _HEIGHT, width), dtype=np.float32)
    for picture, line in zip(given, lines, strict=True):
        wide = _width(line)
        picture[..., :wide] = cv2.resize(line, (wide, _HEIGHT)) * np.float32(2 / 255) - 1
    return np.asarray(_engine().probabilities(given))


def _recognised(likely: "npt.NDArray[np.float32]", filled: float) -> Recognised:
    """The characters of a line by their probabilities, of which it fills a share of the picture's width."""
    import numpy as np

    engine = _engine()
    best = likely.argmax(axis=1)
    for step in np.flatnonzero(engine.is_traditional[best]):
        usual = int(np.where(engine.is_traditional, 0, likely[step]).argmax())
        if usual != _NOTHING and likely[step, usual] >= _AS_LIKELY * likely[step, best[step]]:
            best[step] = usual
    is_printed = best != _NOTHING
    is_printed[1:] &= best[1:] != best[:-1]
    steps = np.flatnonzero(is_printed)
    if not len(steps):
        return Recognised((), 0.0)
    length = len(best) * filled
    characters = ((engine.characters[best[step]], min((float(step) + 0.5) / length, 1.0)) for step in steps)
    return Recognised(
        tuple(Character(text, at) for text, at in characters if not text.isspace()),
        float(likely[steps, best[steps]].mean()),
    )


def _squeezed(line: "Picture") -> "Picture":
    import cv2
    import numpy as np

    height, width = line.shape
    if height < _SMALL:
        return line
    narrow = max(round(_SQUEEZED * width), min(round(_NARROWEST * height), width))
    return np.asarray(cv2.resize(line, (narrow, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
