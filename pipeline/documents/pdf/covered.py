"""Print that lies under a picture painted later: nobody sees it.

Programs that recognise scans put their guess of the text under the picture of the page, or over it without painting it
(text rendering mode 3). Either way the page shows the picture.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pdfminer.pdftypes import PDFStream, dict_value, resolve1
from pdfminer.psparser import LIT, literal_name
from pdfminer.utils import Matrix, apply_matrix_rect

Rectangle = tuple[float, float, float, float]

_IMAGE = LIT("Image")
# What lets the ground under an image through: masks, a layer that may be switched off (ISO 32000-1, tables 89 and 95).
_SEEN_THROUGH = ("SMask", "Mask", "ImageMask", "SMaskInData", "OC")
_OPAQUE_MODES = frozenset({"Normal", "Compatible"})
# A picture is straight where its sides rise by less of their length.
_STRAIGHT = 0.02


def cover_of(painted: object, matrix: Matrix, clip: Rectangle | None) -> Rectangle | None:
    """The box that an object covers wholly where it is an opaque image that stands straight, as far as it is seen."""
    image = resolve1(painted)
    if not isinstance(image, PDFStream) or image.get("Subtype") is not _IMAGE:
        return None
    if any(resolve1(image.get(key)) for key in _SEEN_THROUGH):
        return None
    a, b, c, d, _, _ = matrix
    along, across = abs(a) + abs(d), abs(b) + abs(c)
    if min(along, across) > _STRAIGHT * max(along, across):
        return None
    x0, y0, x1, y1 = apply_matrix_rect(matrix, (0, 0, 1, 1))
    if clip is None:
        return x0, y0, x1, y1
    return max(x0, clip[0]), max(y0, clip[1]), min(x1, clip[2]), min(y1, clip[3])


def is_plain(resources: Mapping[object, Any], name: str) -> bool | None:
    """Whether what is painted under a named state hides the ground; None where the state does not say.

    It does not where colors are blended with those of the ground, nor through a soft mask.
    """
    state = dict_value(dict_value(resources.get("ExtGState") or {}).get(name) or {})
    mode, mask = resolve1(state.get("BM")), resolve1(state.get("SMask"))
    if mode is None and mask is None:
        return None
    modes = mode if isinstance(mode, list) else [mode]
    is_blended = mode is not None and not any(literal_name(resolve1(one)) in _OPAQUE_MODES for one in modes[:1])
    return not is_blended and not isinstance(mask, dict)


def is_under(box: Sequence[float], cover: Rectangle) -> bool:
    """Whether the middle of a box lies under a cover."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cover[0] <= x <= cover[2] and cover[1] <= y <= cover[3]


def is_within(box: Sequence[float], cover: Rectangle) -> bool:
    """Whether all of a box lies under a cover."""
    return cover[0] <= box[0] and cover[1] <= box[1] and box[2] <= cover[2] and box[3] <= cover[3]
