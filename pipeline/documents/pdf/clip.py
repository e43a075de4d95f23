"""The layout of a PDF page without what its clipping paths hide.

Programs that print a sheet over several pages draw a cell whole on each of them and clip it to the page, so characters
that nobody sees lie under the header of the next page. pdfminer ignores clipping; here its interpreter keeps the
bounding box of the clipping path, and its device marks the characters outside and leaves out the shapes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTPage
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import Matrix, apply_matrix_pt

from pipeline.documents.pdf.covered import cover_of, is_plain, is_under, is_within
from pipeline.documents.pdf.drawing import FILLED, INVISIBLE, HiddenChar, InvisibleChar, PaleChar, WhiteChar
from pipeline.documents.pdf.white import is_pale, is_white

Rectangle = tuple[float, float, float, float]

# A line along the border of a clipped area is seen in part; only what lies further outside is hidden.
_SEEN = 2.0
# A line of text of which this part shows (the last one of a row that is too low) can be read.
_SEEN_PART = 0.25


def layout_of(page: PDFPage, resources: PDFResourceManager) -> tuple[LTPage, int]:
    """What the page shows, and how many shadings. Raises what pdfminer raises for a damaged page."""
    device = _Device(resources)
    _Interpreter(resources, device).process_page(page)
    return device.get_result(), device.n_shadings


class _Device(PDFPageAggregator):
    """Collects the objects of a page, with what lies outside ``clip``, in the coordinates of the device."""

    clip: Rectangle | None = None
    alpha = 1.0
    is_plain = True
    n_shadings = 0
    _kind: type[LTChar] = LTChar

    def narrow(self, points: Sequence[tuple[float, float]]) -> None:
        """Clip to the bounding box of these points, inside the clip there is."""
        box = (
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
        self.clip = box if self.clip is None else intersection(self.clip, box)

    def cover(self, cover: Rectangle) -> None:
        """Take off what lies under a picture that is painted now."""
        for container in (*self._stack, self.cur_item):
            _take_off(container, cover)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        is_plain = textstate.render == FILLED and is_white(graphicstate.ncolor, ncs.name)
        is_light = textstate.render == FILLED and is_pale(graphicstate.ncolor, ncs.name, self.alpha)
        seen = WhiteChar if is_plain else PaleChar if is_light else LTChar
        self._kind = InvisibleChar if textstate.render == INVISIBLE else seen
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance = super().render_char(*args, **kwargs)
        items = self.cur_item._objs
        if self._kind is not LTChar and items and isinstance(items[-1], LTChar):
            items[-1].__class__ = self._kind
        if self.clip is not None and items and isinstance(items[-1], LTChar):
            seen = seen_part(items[-1].bbox, self.clip)
            if seen is None and self._kind in {WhiteChar, PaleChar}:
                items.pop()
            elif seen is None:
                items[-1].__class__ = HiddenChar
            elif seen != items[-1].bbox:
                items[-1].set_bbox(seen)
        return advance

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        before = len(self.cur_item._objs)
        super().paint_path(gstate, stroke, fill, evenodd, path)
        if self.clip is not None:
            _crop(self.cur_item, before, self.clip)


class _Interpreter(PDFPageInterpreter):
    """Follows the clipping path through the operators that set, save and restore it."""

    device: _Device

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._saved: list[tuple[Rectangle | None, float, bool]] = []

    def do_q(self) -> None:
        super().do_q()
        self._saved.append((self.device.clip, self.device.alpha, self.device.is_plain))

    def do_Q(self) -> None:  # noqa: N802
        super().do_Q()
        if self._saved:
            self.device.clip, self.device.alpha, self.device.is_plain = self._saved.pop()

    def do_W(self) -> None:  # noqa: N802
        points = [
            apply_matrix_pt(self.ctm, (float(step[index]), float(step[index + 1])))
            for step in self.curpath
            for index in range(1, len(step) - 1, 2)
        ]
        if points:
            self.device.narrow(points)

    def do_W_a(self) -> None:  # noqa: N802
        self.do_W()

    def do_gs(self, name: Any) -> None:
        alpha = alpha_of(self.resources, literal_name(name))
        if alpha is not None:
            self.device.alpha = alpha
        plain = is_plain(self.resources, literal_name(name))
        if plain is not None:
            self.device.is_plain = plain

    def do_sh(self, name: object) -> None:
        self.device.n_shadings += 1

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        device = self.device
        clip, alpha, plain = device.clip, device.alpha, device.is_plain
        cover = cover_of(self.xobjmap.get(literal_name(xobjid_arg)), self.ctm, clip) if plain and alpha >= 1 else None
        if cover is not None:
            device.cover(cover)
        super().do_Do(xobjid_arg)
        device.clip, device.alpha, device.is_plain = clip, alpha, plain
        self.device.set_ctm(self.ctm)


def alpha_of(resources: Mapping[object, Any], name: str) -> float | None:
    """How opaque type is painted under a named state, None where the state does not say."""
    state = dict_value(dict_value(resources.get("ExtGState") or {}).get(name) or {})
    alpha = resolve1(state.get("ca"))
    return float(alpha) if isinstance(alpha, int | float) else None


def intersection(a: Rectangle, b: Rectangle) -> Rectangle:
    """What two rectangles share; turned inside out where they share nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def seen_part(box: Rectangle, clip: Rectangle) -> Rectangle | None:
    """The part of a character's box that is seen, so that it stays in its cell; None where too little is."""
    if clip[0] <= box[0] and clip[1] <= box[1] and box[2] <= clip[2] and box[3] <= clip[3]:
        return box
    x0, y0, x1, y1 = intersection(box, clip)
    if x1 - x0 < _SEEN_PART * (box[2] - box[0]) or y1 - y0 < _SEEN_PART * (box[3] - box[1]):
        return None
    return x0, y0, x1, y1


def seen_box(box: Rectangle, clip: Rectangle) -> Rectangle | None:
    """The part of a shape's box that is seen, None where it lies wholly outside."""
    if clip[0] <= box[0] and clip[1] <= box[1] and box[2] <= clip[2] and box[3] <= clip[3]:
        return box
    x0, y0, x1, y1 = intersection(box, (clip[0] - _SEEN, clip[1] - _SEEN, clip[2] + _SEEN, clip[3] + _SEEN))
    return None if x0 > x1 or y0 > y1 else (x0, y0, x1, y1)


def _take_off(container: LTContainer[Any], cover: Rectangle) -> None:
    """Characters under a cover are not painted, and shapes within it are none."""
    kept = []
    for item in container._objs:
        if isinstance(item, LTContainer):
            _take_off(item, cover)
        elif isinstance(item, LTChar) and is_under(item.bbox, cover):
            item.__class__ = InvisibleChar
        elif isinstance(item, LTCurve) and is_within(item.bbox, cover):
            continue
        kept.append(item)
    container._objs[:] = kept


def _crop(container: LTContainer[Any], first: int, clip: Rectangle) -> None:
    """Cut the objects from ``first`` on to the clipped area; those wholly outside are taken out."""
    kept = []
    for item in container._objs[first:]:
        seen = seen_box(item.bbox, clip)
        if seen is None:
            continue
        if seen != item.bbox:
            item.set_bbox(seen)
        kept.append(item)
    container._objs[first:] = kept
