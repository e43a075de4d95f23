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
# Longer lines go in so much narrower than they are printed: time grows with width, and nothing is read worse before
# two digits of a figure come as near as to be one (two thirds).
_SQUEEZED = 0.85
# Lines lower than this, in dots, are of type so small that each of its dots is needed.
_SMALL = 20
# Lines that go in together are filled up to the widest, which costs time and characters; and how a line is read must
# not depend on the lines around it.
_BATCH = 1


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


@cache
def _engine() -> Any:
    # onnxruntime reports its use over the network unless it is told not to before it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_det": False,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            # Documents run in parallel, so a document takes one processor.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Rec.rec_img_shape": [3, _HEIGHT, round(_HEIGHT * _NARROWEST)],
            "Rec.rec_batch_num": _BATCH,
        }
    )


def recognise(lines: "Sequence[Picture]") -> list[Recognised]:
    """What pictures of one line each show; gray, dark on light. Call :func:`require` first."""
    if not lines:
        return []
    import cv2

    result = _engine().recognize_txt([cv2.cvtColor(_squeezed(line), cv2.COLOR_GRAY2BGR) for line in lines])
    return [
        Recognised(tuple(_characters(words)), float(score))
        for words, score in zip(result.word_results, result.scores, strict=True)
    ]


def _squeezed(line: "Picture") -> "Picture":
    import cv2
    import numpy as np

    height, width = line.shape
    if height < _SMALL:
        return line
    narrow = max(round(_SQUEEZED * width), min(round(_NARROWEST * height), width))
    return np.asarray(cv2.resize(line, (narrow, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _characters(words: Any) -> list[Character]:
    if not words.words:
        return []
    return [
        Character(text, min((column + 0.5) / words.line_txt_len, 1.0))
        for texts, columns in zip(words.words, words.word_cols, strict=True)
        for text, column in zip(texts, columns, strict=True)
    ]
