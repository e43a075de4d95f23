"""The fast way to read a page: its operators carried out for characters and painted paths only.

pdfminer finds the objects of the file, decodes streams, loads fonts and color spaces; its interpreter of contents,
which takes three quarters of the time, is replaced. Everything is computed as pdfminer computes it, operation by
operation, so that both ways give the same figures. :class:`OddContentError` says that a page has to be read the other
way.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_rect, mult_matrix

from pipeline.documents.model import UnreadableError
from pipeline.documents.pdf.clip import Rectangle, alpha_of, intersection, seen_box, seen_part
from pipeline.documents.pdf.drawing import FILLED, INVISIBLE, Char, Drawing, Shape, seen_chars, with_whole_figures
from pipeline.documents.pdf.fonts import Face, Resources
from pipeline.documents.pdf.operators import OddContentError, Values, name_of, numbers_of, operations
from pipeline.documents.pdf.paths import Subpath, box_of, rectangle, shape_of
from pipeline.documents.pdf.white import is_pale, is_white


class _Ink(PDFDevice):
    """What a page draws, in order."""

    def __init__(self, resources: Resources) -> None:
        super().__init__(resources)
        self.chars: list[Char] = []
        self.white: list[Char] = []
        self.pale: list[Char] = []
        self.invisible: list[Char] = []
        self.hidden: list[tuple[int, Char]] = []
        self.shapes: list[Shape] = []
        self.n_images = self.n_shadings = 0
        self.clip: Rectangle | None = None
        self.alpha = 1.0

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.n_images += 1


def fast_drawing_of(page: PDFPage, number: int, resources: Resources) -> Drawing:
    """What a page draws. Raises OddContentError, or what pdfminer raises, for a page that is to be read otherwise."""
    ink = _Ink(resources)
    _Interpreter(resources, ink).process_page(page)
    chars = seen_chars(with_whole_figures(ink.chars, ink.hidden), ink.invisible, ink.n_images)
    return Drawing(number, page, chars, ink.shapes, ink.n_images, ink.white, ink.n_shadings, ink.pale)


# Makes a tuple of a class in half the time of its constructor: a page has a thousand characters.
_new = tuple.__new__
_MOST_CONTENT = 100_000_000
"""Bytes; a map of a county with every field on it is a tenth of it."""


class _Interpreter(PDFPageInterpreter):
    """Carries out operators; those that change nothing that is seen here are passed over.

    A form is drawn by an interpreter of its own, as in pdfminer, which begins with the state of a new page.
    """

    device: _Ink
    rsrcmgr: Resources

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._font: Face | None = None
        self._fonts: dict[bytes, tuple[Face, float]] = {}
        self._alphas: dict[bytes, float | None] = {}
        self._size = self._char_space = self._word_space = self._leading = self._rise = self._render = 0.0
        self._scaling = 100.0
        self._matrix: Matrix = MATRIX_IDENTITY
        self._position = 0.0
        self._judged: tuple[Any, Any, float, list[Char]] = (None, None, 1.0, [])
        self._path: list[Subpath] = []
        self._states: list[tuple[Any, ...]] = []

    def execute(self, streams: Sequence[object]) -> None:
        known: Mapping[bytes, tuple[int, Callable[..., None]]] = {
            operator: (count, getattr(self, name)) for operator, (count, name) in _OPERATORS.items()
        }
        values = Values()
        for numbers, rest, operator in operations(self._content(streams)):
            if operator in known:
                count, method = known[operator]
                if count == _ANY:
                    method(numbers, rest)
                elif rest or len(operands := values[numbers]) != count:
                    raise OddContentError(f"operands that {operator!r} does not have")
                else:
                    method(*operands)
            elif operator not in _IGNORED:
                raise OddContentError(f"an operator that is not read here: {operator!r}")

    def _content(self, streams: Sequence[object]) -> bytes:
        """The content of these streams, without those that are being drawn: a form that draws itself."""
        found = [stream_value(stream) for stream in streams]
        drawn = [stream for stream in found if stream.objid is not None and stream.objid not in self.parent_stream_ids]
        self.stream_ids.clear()
        self.stream_ids.update(stream.objid for stream in drawn if stream.objid is not None)
        content = b"\n".join(stream.get_data() for stream in drawn)
        if len(content) > _MOST_CONTENT:
            raise UnreadableError(
                f"a page of the PDF draws {len(content) >> 20} MB of marks, more than any paper shows"
            )
        return content

    # State

    def _save(self) -> None:
        self._states.append(
            (
                self.ctm,
                self.device.clip,
                self.device.alpha,
                self._font,
                self._size,
                self._char_space,
                self._word_space,
                self._scaling,
                self._leading,
                self._rise,
                self._render,
                self._matrix,
                self._position,
                self.graphicstate.ncolor,
                self.graphicstate.ncs,
            )
        )

    def _restore(self) -> None:
        if self._states:
            (
                self.ctm,
                self.device.clip,
                self.device.alpha,
                self._font,
                self._size,
                self._char_space,
                self._word_space,
                self._scaling,
                self._leading,
                self._rise,
                self._render,
                self._matrix,
                self._position,
                self.graphicstate.ncolor,
                self.graphicstate.ncs,
            ) = self._states.pop()

    def _concatenate(self, *matrix: float) -> None:
        self.ctm = mult_matrix(matrix, self.ctm)  # type: ignore[arg-type]

    def _gray(self, gray: float) -> None:
        self.graphicstate.ncolor, self.graphicstate.ncs = gray, self.csmap["DeviceGray"]

    def _rgb(self, red: float, green: float, blue: float) -> None:
        self.graphicstate.ncolor, self.graphicstate.ncs = (red, green, blue), self.csmap["DeviceRGB"]

    def _color_space(self, numbers: bytes, rest: bytes) -> None:
        self.do_cs(name_of(numbers, rest))

    def _color(self, numbers: bytes, rest: bytes) -> None:
        """Color in the color space that is set; a pattern's name is its last operand."""
        if rest and self.graphicstate.ncs.name == "Pattern":
            self.graphicstate.ncolor = name_of(b"", rest.split()[-1])
        elif rest:
            raise OddContentError("a color that is no numbers")
        else:
            self.argstack = list(numbers_of(numbers, len(numbers.split())))
            self.do_scn()
            self.argstack = []

    def _draw(self, numbers: bytes, rest: bytes) -> None:
        """A form or an image. What a form clips, and how opaque it paints, ends with it."""
        clip, alpha = self.device.clip, self.device.alpha
        self.do_Do(name_of(numbers, rest))
        self.device.clip, self.device.alpha = clip, alpha

    def _set_state(self, numbers: bytes, rest: bytes) -> None:
        """A named state, of which counts how opaque it paints."""
        if numbers or rest not in self._alphas:
            self._alphas[rest] = alpha_of(self.resources, name_of(numbers, rest))
        alpha = self._alphas[rest]
        if alpha is not None:
            self.device.alpha = alpha

    # Text

    def _begin_text(self) -> None:
        self._matrix, self._position = MATRIX_IDENTITY, 0.0

    def _set_font(self, numbers: bytes, rest: bytes) -> None:
        if numbers or rest not in self._fonts:
            name, _, size = b" ".join(rest.split()).partition(b" ")
            font = self.fontmap.get(name_of(numbers, name)) or self.rsrcmgr.get_font(None, {})
            self._fonts[rest] = self.rsrcmgr.face(font), numbers_of(size, 1)[0]
        self._font, self._size = self._fonts[rest]

    def _set_char_space(self, space: float) -> None:
        self._char_space = space

    def _set_word_space(self, space: float) -> None:
        self._word_space = space

    def _set_scaling(self, percent: float) -> None:
        self._scaling = percent

    def _set_leading(self, leading: float) -> None:
        self._leading = -leading

    def _set_rise(self, rise: float) -> None:
        self._rise = rise

    def _set_render(self, mode: float) -> None:
        self._render = mode

    def _set_matrix(self, *matrix: float) -> None:
        self._matrix, self._position = matrix, 0.0  # type: ignore[assignment]

    def _move(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self._matrix
        self._matrix, self._position = (a, b, c, d, x * a + y * c + e, x * b + y * d + f), 0.0

    def _move_leading(self, x: float, y: float) -> None:
        self._move(x, y)
        self._leading = y

    def _next_line(self) -> None:
        a, b, c, d, e, f = self._matrix
        self._matrix, self._position = (a, b, c, d, self._leading * c + e, self._leading * d + f), 0.0

    def _show_next_line(self, numbers: bytes, rest: bytes) -> None:
        self._next_line()
        self._show(numbers, rest)

    def _show_spaced_next_line(self, numbers: bytes, rest: bytes) -> None:
        self._word_space, self._char_space = numbers_of(numbers, 2)
        self._show_next_line(b"", rest)

    def _show(self, numbers: bytes, operand: bytes) -> None:
        if numbers:
            raise OddContentError("text after numbers")
        font = self._font
        if font is None:
            return
        device, size = self.device, self._size
        clip, ink = device.clip, self._ink()
        append = ink.append
        (a1, b1, c1, d1, e1, f1), (a0, b0, c0, d0, e0, f0) = self._matrix, self.ctm
        a, b, c, d = a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1
        e, f = a0 * e1 + c0 * f1 + e0, b0 * e1 + d0 * f1 + f0
        scaling = self._scaling * 0.01
        char_space = self._char_space * scaling
        word_space = 0.0 if font.is_multibyte else self._word_space * scaling
        unit = 0.001 * size * scaling
        low = font.descent * size + self._rise
        high = low + size
        straight = b == 0 and c == 0
        lower, upper = d * low + f, d * high + f
        if upper < lower:
            lower, upper = upper, lower
        height = upper - lower
        x = self._position
        spaced = False
        for part in font.shown[operand]:
            if isinstance(part, float):
                x -= part * unit
                spaced = True
                continue
            for text, width, is_blank in part:
                if spaced:
                    x += char_space
                spaced = True
                advance = width * size * scaling
                set_x = x * a + e
                if straight:
                    set_y = f
                    x0, y0, x1, y1 = set_x, lower, a * advance + set_x, upper
                    if x1 < x0:
                        x0, x1 = x1, x0
                else:
                    set_y = x * b + f
                    x0, y0, x1, y1 = apply_matrix_rect((a, b, c, d, set_x, set_y), (0, low, advance, high))
                    height = y1 - y0
                x += advance
                if is_blank and word_space:
                    x += word_space
                if clip is not None and not (clip[0] <= x0 and clip[1] <= y0 and x1 <= clip[2] and y1 <= clip[3]):
                    part_seen = seen_part((x0, y0, x1, y1), clip)
                    if part_seen is None:
                        if ink is device.chars:
                            char = Char(text, x0, y0, x1, y1, height, a, b, set_x, set_y)
                            device.hidden.append((len(device.chars), char))
                        continue
                    x0, y0, x1, y1 = part_seen
                append(_new(Char, (text, x0, y0, x1, y1, height, a, b, set_x, set_y)))
        self._position = x

    def _ink(self) -> list[Char]:
        """What takes the characters as they are painted now."""
        if self._render == INVISIBLE:
            return self.device.invisible
        if self._render != FILLED:
            return self.device.chars
        color, space, alpha = self.graphicstate.ncolor, self.graphicstate.ncs, self.device.alpha
        if color is not self._judged[0] or space is not self._judged[1] or alpha != self._judged[2]:
            ink = self.device.pale if is_pale(color, space.name, alpha) else self.device.chars
            self._judged = color, space, alpha, self.device.white if is_white(color, space.name) else ink
        return self._judged[3]

    def _shade(self, numbers: bytes, rest: bytes) -> None:
        self.device.n_shadings += 1

    # Paths

    def _begin_path(self, x: float, y: float) -> None:
        self._path.append(Subpath("m", [(x, y)]))

    def _rectangle(self, x: float, y: float, width: float, height: float) -> None:
        self._path.append(rectangle(x, y, width, height))

    def _line(self, x: float, y: float) -> None:
        self._add("l", (x, y))

    def _curve(self, *numbers: float) -> None:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        self._add("c", points[-1], points[:-1])

    def _close(self) -> None:
        self._add("h", self._path[-1].points[0] if self._path else (0.0, 0.0))

    def _add(self, step: str, point: tuple[float, float], controls: Sequence[tuple[float, float]] = ()) -> None:
        if not self._path:
            raise OddContentError("a path that begins nowhere")
        self._path[-1].add(step, point, controls)

    def _clip(self) -> None:
        """Clip to the box around the path."""
        if self._path:
            boxes = [box_of(subpath, self.ctm) for subpath in self._path]
            left, lower, right, upper = zip(*boxes, strict=True)
            box = min(left), min(lower), max(right), max(upper)
            self.device.clip = box if self.device.clip is None else intersection(self.device.clip, box)

    def _end_path(self) -> None:
        self._path = []

    def _stroke(self) -> None:
        self._paint(True, False)

    def _fill(self) -> None:
        self._paint(False, True)

    def _fill_and_stroke(self) -> None:
        self._paint(True, True)

    def _close_and_stroke(self) -> None:
        if self._path:
            self._close()
        self._paint(True, False)

    def _close_fill_and_stroke(self) -> None:
        if self._path:
            self._close()
        self._paint(True, True)

    def _paint(self, stroke: bool, fill: bool) -> None:
        clip, color = self.device.clip, self.graphicstate.ncolor
        for subpath in self._path:
            kind, points, box = shape_of(subpath, self.ctm)
            seen = box if clip is None else seen_box(box, clip)
            if kind and seen is not None:
                self.device.shapes.append(Shape(kind, *seen, stroke, fill, color, points))
        self._end_path()


_ANY = -1
"""So many operands of any kind."""
_OPERATORS = {
    b"q": (0, "_save"),
    b"Q": (0, "_restore"),
    b"cm": (6, "_concatenate"),
    b"g": (1, "_gray"),
    b"rg": (3, "_rgb"),
    b"k": (4, "do_k"),
    b"BT": (0, "_begin_text"),
    b"Tc": (1, "_set_char_space"),
    b"Tw": (1, "_set_word_space"),
    b"Tz": (1, "_set_scaling"),
    b"TL": (1, "_set_leading"),
    b"Ts": (1, "_set_rise"),
    b"Tr": (1, "_set_render"),
    b"Tm": (6, "_set_matrix"),
    b"Td": (2, "_move"),
    b"TD": (2, "_move_leading"),
    b"T*": (0, "_next_line"),
    b"m": (2, "_begin_path"),
    b"re": (4, "_rectangle"),
    b"l": (2, "_line"),
    b"c": (6, "_curve"),
    b"v": (4, "_curve"),
    b"y": (4, "_curve"),
    b"h": (0, "_close"),
    b"W": (0, "_clip"),
    b"W*": (0, "_clip"),
    b"n": (0, "_end_path"),
    b"S": (0, "_stroke"),
    b"s": (0, "_close_and_stroke"),
    b"f": (0, "_fill"),
    b"f*": (0, "_fill"),
    b"B": (0, "_fill_and_stroke"),
    b"B*": (0, "_fill_and_stroke"),
    b"b": (0, "_close_fill_and_stroke"),
    b"b*": (0, "_close_fill_and_stroke"),
    b"Tj": (_ANY, "_show"),
    b"TJ": (_ANY, "_show"),
    b"'": (_ANY, "_show_next_line"),
    b'"': (_ANY, "_show_spaced_next_line"),
    b"Tf": (_ANY, "_set_font"),
    b"cs": (_ANY, "_color_space"),
    b"sc": (_ANY, "_color"),
    b"scn": (_ANY, "_color"),
    b"Do": (_ANY, "_draw"),
    b"sh": (_ANY, "_shade"),
    b"gs": (_ANY, "_set_state"),
}
# Operators that change nothing that is seen here: strokes' color and form, marks, shading; the end.
_IGNORED = frozenset([b"", *b"BDC BMC BX CS DP EMC ET EX F G J K M MP RG SC SCN d i j ri w".split()])
