"""The operators of text, carried out: what sets type, and what shows characters (ISO 32000-1, 9.3 and 9.4)."""

from itertools import accumulate
from math import inf
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_rect

from pipeline.documents.pdf.clip import Rectangle, seen_part
from pipeline.documents.pdf.covered import is_under, is_within
from pipeline.documents.pdf.drawing import FILLED, INVISIBLE, Char, Shape, runs_upright
from pipeline.documents.pdf.fonts import Face, Resources
from pipeline.documents.pdf.operators import OddContentError, name_of, numbers_of
from pipeline.documents.pdf.white import is_pale, is_white

# Makes a tuple of a class in half the time of its constructor: a page has a thousand characters.
_new = tuple.__new__
_UPRIGHT = MATRIX_IDENTITY[:4]


class _Setting(NamedTuple):
    """What is the same for all texts until font, spacing or a matrix change.

    The linear part of text matrix and CTM together, how far type reaches below and above its base line, and by how much
    the unit of an adjustment, a character and a blank move on.
    """

    a: float
    b: float
    c: float
    d: float
    low: float
    high: float
    scaling: float
    unit: float
    char_space: float
    word_space: float


class Ink(PDFDevice):
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
        self.is_plain = True

    def cover(self, cover: Rectangle) -> None:
        """Take off what lies under a picture that is painted now."""
        if self.hidden:
            seen = [0, *accumulate(not is_under(char[1:5], cover) for char in self.chars)]
            self.hidden[:] = [(seen[at], char) for at, char in self.hidden if not is_under(char[1:5], cover)]
        for ink in (self.chars, self.white, self.pale):
            if ink:
                self.invisible += [char for char in ink if is_under(char[1:5], cover)]
                ink[:] = [char for char in ink if not is_under(char[1:5], cover)]
        self.shapes[:] = [shape for shape in self.shapes if not is_within(shape[1:5], cover)]

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Count an image, as pdfminer calls it."""
        self.n_images += 1


class TextInterpreter(PDFPageInterpreter):
    """Keeps the state of text and puts what is shown on the device."""

    device: Ink
    rsrcmgr: Resources

    def init_state(self, ctm: Matrix) -> None:
        """Begin a page or a form, as pdfminer's method of this name."""
        super().init_state(ctm)
        self._font: Face | None = None
        self._fonts: dict[bytes, tuple[Face, float]] = {}
        self._size = self._char_space = self._word_space = self._leading = self._rise = self._render = 0.0
        self._scaling = 100.0
        self._linear: tuple[float, ...] = _UPRIGHT
        self._x, self._y = MATRIX_IDENTITY[4:]
        self._position = 0.0
        self._setting: _Setting | None = None
        self._judged: tuple[Any, Any, float, list[Char]] = (None, None, 1.0, [])

    def text_state(self) -> tuple[Any, ...]:
        """The state, for :meth:`set_text_state`."""
        return (
            *(self._font, self._size, self._char_space, self._word_space, self._scaling, self._leading),
            *(self._rise, self._render, self._linear, self._x, self._y, self._position),
        )

    def set_text_state(self, state: tuple[Any, ...]) -> None:
        """Go back to a state."""
        font, size, char_space, word_space, scaling, leading, rise, render, linear, x, y, position = state
        self._font, self._size, self._char_space, self._word_space = font, size, char_space, word_space
        self._scaling, self._leading, self._rise, self._render = scaling, leading, rise, render
        self._linear, self._x, self._y, self._position = linear, x, y, position
        self._setting = None

    def begin_text(self) -> None:
        """Operator BT."""
        if self._linear != _UPRIGHT:
            self._linear, self._setting = _UPRIGHT, None
        self._position = 0.0
        self._x, self._y = MATRIX_IDENTITY[4:]

    def set_font(self, numbers: bytes, rest: bytes) -> None:
        """Operator Tf."""
        if numbers or rest not in self._fonts:
            name, _, size = b" ".join(rest.split()).partition(b" ")
            font = self.fontmap.get(name_of(numbers, name)) or self.rsrcmgr.get_font(None, {})
            self._fonts[rest] = self.rsrcmgr.face(font), numbers_of(size, 1)[0]
        self._font, self._size = self._fonts[rest]
        self._setting = None

    def set_char_space(self, space: float) -> None:
        """Operator Tc."""
        self._char_space, self._setting = space, None

    def set_word_space(self, space: float) -> None:
        """Operator Tw."""
        self._word_space, self._setting = space, None

    def set_scaling(self, percent: float) -> None:
        """Operator Tz."""
        self._scaling, self._setting = percent, None

    def set_rise(self, rise: float) -> None:
        """Operator Ts."""
        self._rise, self._setting = rise, None

    def set_leading(self, leading: float) -> None:
        """Operator TL."""
        self._leading = -leading

    def set_render(self, mode: float) -> None:
        """Operator Tr."""
        self._render = mode

    def set_matrix(self, a: float, b: float, c: float, d: float, x: float, y: float) -> None:
        """Operator Tm."""
        linear = a, b, c, d
        if self._linear != linear:
            self._linear, self._setting = linear, None
        self._x, self._y, self._position = x, y, 0.0

    def set_ctm(self, ctm: Matrix) -> None:
        """The matrix from here on, as operator cm gives it."""
        self.ctm, self._setting = ctm, None

    def move(self, x: float, y: float) -> None:
        """Operator Td."""
        a, b, c, d = self._linear
        self._x, self._y, self._position = x * a + y * c + self._x, x * b + y * d + self._y, 0.0

    def move_leading(self, x: float, y: float) -> None:
        """Operator TD."""
        a, b, c, d = self._linear
        self._x, self._y, self._position = x * a + y * c + self._x, x * b + y * d + self._y, 0.0
        self._leading = y

    def next_line(self) -> None:
        """Operator T*."""
        _, _, c, d = self._linear
        self._x, self._y, self._position = self._leading * c + self._x, self._leading * d + self._y, 0.0

    def show_next_line(self, numbers: bytes, rest: bytes) -> None:
        """Operator '."""
        self.next_line()
        self.show(numbers, rest)

    def show_spaced_next_line(self, numbers: bytes, rest: bytes) -> None:
        """Operator \"."""
        self._word_space, self._char_space = numbers_of(numbers, 2)
        self._setting = None
        self.show_next_line(b"", rest)

    def show(self, numbers: bytes, operand: bytes) -> None:
        """Operators Tj and TJ."""
        if numbers:
            raise OddContentError("text after numbers")
        font = self._font
        if font is None:
            return
        setting = self._setting
        if setting is None:
            setting = self._setting = self._set_for(font)
        a, b, c, d, low, high, scaling, unit, char_space, word_space = setting
        a0, b0, c0, d0, e0, f0 = self.ctm
        left, base, size = self._x, self._y, self._size
        e, f = a0 * left + c0 * base + e0, b0 * left + d0 * base + f0
        is_straight, is_upright = b == 0 and c == 0, runs_upright(a, b)
        set_y, y0, y1 = f, d * low + f, d * high + f
        if y1 < y0:
            y0, y1 = y1, y0
        height = y1 - y0
        ink, clip = self._ink(), self.device.clip
        append = ink.append
        # Between these a character is seen whole, when its height is.
        first, last = -inf, inf
        if clip is not None:
            is_seen = is_straight and clip[1] <= y0 and y1 <= clip[3]
            first, last = (clip[0], clip[2]) if is_seen else (inf, -inf)
        x = self._position
        is_spaced = False
        for part in font.shown[operand]:
            if isinstance(part, float):
                x -= part * unit
                is_spaced = True
                continue
            for text, width, is_blank in part:
                if is_spaced:
                    x += char_space
                is_spaced = True
                advance = width * size * scaling
                set_x = x * a + e
                if is_straight:
                    x0, x1 = set_x, a * advance + set_x
                    if x1 < x0:
                        x0, x1 = x1, x0
                else:
                    set_y = x * b + f
                    x0, y0, x1, y1 = apply_matrix_rect((a, b, c, d, set_x, set_y), (0, low, advance, high))
                    height = x1 - x0 if is_upright else y1 - y0
                x += advance
                if is_blank and word_space:
                    x += word_space
                if first <= x0 and x1 <= last:
                    append(_new(Char, (text, x0, y0, x1, y1, height, a, b, set_x, set_y)))
                else:
                    self._show_part(Char(text, x0, y0, x1, y1, height, a, b, set_x, set_y), ink)
        self._position = x

    def _set_for(self, font: Face) -> _Setting:
        (a1, b1, c1, d1), (a0, b0, c0, d0, _, _) = self._linear, self.ctm
        scaling = self._scaling * 0.01
        low = font.descent * self._size + self._rise
        high = low + self._size
        unit = 0.001 * self._size * scaling
        char_space = self._char_space * scaling
        word_space = 0.0 if font.is_multibyte else self._word_space * scaling
        a, b, c, d = a0 * a1 + c0 * b1, b0 * a1 + d0 * b1, a0 * c1 + c0 * d1, b0 * c1 + d0 * d1
        return _Setting(a, b, c, d, low, high, scaling, unit, char_space, word_space)

    def _show_part(self, char: Char, ink: list[Char]) -> None:
        """Show what the clipping path leaves of a character; keep one that it hides apart."""
        device = self.device
        assert device.clip is not None
        seen = seen_part((char.x0, char.y0, char.x1, char.y1), device.clip)
        if seen is not None:
            ink.append(char._replace(x0=seen[0], y0=seen[1], x1=seen[2], y1=seen[3]))
        elif ink is device.chars:
            device.hidden.append((len(device.chars), char))

    def _ink(self) -> list[Char]:
        """What takes the characters as they are painted now."""
        device, state = self.device, self.graphicstate
        if self._render == INVISIBLE:
            return device.invisible
        if self._render != FILLED:
            return device.chars
        color, space, alpha, ink = self._judged
        if state.ncolor is not color or state.ncs is not space or device.alpha != alpha:
            color, space, alpha = state.ncolor, state.ncs, device.alpha
            ink = device.pale if is_pale(color, space.name, alpha) else device.chars
            ink = device.white if is_white(color, space.name) else ink
            self._judged = color, space, alpha, ink
        return ink
