"""The fast way to read a page: its operators carried out for characters and painted paths only.

pdfminer finds the objects of the file, decodes streams, loads fonts and color spaces; its interpreter of contents,
which takes three quarters of the time, is replaced. Everything is computed as pdfminer computes it, operation by
operation, so that both ways give the same figures. :class:`OddContentError` says that a page has to be read the other
way.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.utils import Matrix, mult_matrix

from pipeline.documents.model import UnreadableError
from pipeline.documents.pdf.clip import alpha_of, intersection, seen_box
from pipeline.documents.pdf.covered import cover_of, is_plain
from pipeline.documents.pdf.drawing import Drawing, Shape, line_of_image, seen_chars, with_whole_figures
from pipeline.documents.pdf.fonts import Resources
from pipeline.documents.pdf.operators import OddContentError, Values, name_of, numbers_of, operations
from pipeline.documents.pdf.paths import Subpath, box_of, rectangle, shape_of
from pipeline.documents.pdf.typesetting import Ink, TextInterpreter


def fast_drawing_of(page: PDFPage, number: int, resources: Resources) -> Drawing:
    """What a page draws. Raises OddContentError, or what pdfminer raises, for a page that is to be read otherwise."""
    ink = Ink(resources)
    _Interpreter(resources, ink).process_page(page)
    chars = seen_chars(with_whole_figures(ink.chars, ink.hidden), ink.invisible, ink.n_images)
    return Drawing(number, page, chars, ink.shapes, ink.n_images, ink.white, ink.n_shadings, ink.pale)


_MOST_CONTENT = 100_000_000
"""Bytes; a map of a county with every field on it is a tenth of it."""


class _Interpreter(TextInterpreter):
    """Carries out operators; those that change nothing that is seen here are passed over.

    A form is drawn by an interpreter of its own, as in pdfminer, which begins with the state of a new page.
    """

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        self._set: dict[bytes, tuple[float | None, bool | None]] = {}
        self._path: list[Subpath] = []
        self._states: list[tuple[Any, ...]] = []

    def execute(self, streams: Sequence[object]) -> None:
        known: Mapping[bytes, tuple[int, Callable[..., None]]] = {
            operator: (count, getattr(self, name)) for operator, (count, name) in _OPERATORS.items()
        }
        values = Values()
        for numbers, rest, operator in operations(self._content(streams)):
            found = known.get(operator)
            if found is None:
                if operator not in _IGNORED:
                    raise OddContentError(f"an operator that is not read here: {operator!r}")
                continue
            count, method = found
            if count == _ANY:
                method(numbers, rest)
            elif not (count or numbers or rest):
                method()
            elif rest or len(operands := values[numbers]) != count:
                raise OddContentError(f"operands that {operator!r} does not have")
            else:
                method(*operands)

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
        state, device = self.graphicstate, self.device
        how = device.clip, device.alpha, device.is_plain
        self._states.append((self.ctm, *how, state.ncolor, state.ncs, self.text_state()))

    def _restore(self) -> None:
        if self._states:
            state, device = self.graphicstate, self.device
            self.ctm, *how, state.ncolor, state.ncs, text = self._states.pop()
            device.clip, device.alpha, device.is_plain = how
            self.set_text_state(text)

    def _concatenate(self, *matrix: float) -> None:
        self.set_ctm(mult_matrix(matrix, self.ctm))  # type: ignore[arg-type]

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
        device, name = self.device, name_of(numbers, rest)
        clip, alpha, plain = device.clip, device.alpha, device.is_plain
        cover = cover_of(self.xobjmap.get(name), self.ctm, clip) if plain and alpha >= 1 else None
        if cover is not None:
            device.cover(cover)
        self.do_Do(name)
        device.clip, device.alpha, device.is_plain = clip, alpha, plain
        image = resolve1(self.xobjmap.get(name))
        line = line_of_image(image, box_of(rectangle(0, 0, 1, 1), self.ctm)) if isinstance(image, PDFStream) else None
        if line is not None:
            device.n_images -= 1
            device.shapes.append(line)

    def _set_state(self, numbers: bytes, rest: bytes) -> None:
        """A named state, of which counts how opaque it paints."""
        if numbers or rest not in self._set:
            name = name_of(numbers, rest)
            self._set[rest] = alpha_of(self.resources, name), is_plain(self.resources, name)
        alpha, plain = self._set[rest]
        if alpha is not None:
            self.device.alpha = alpha
        if plain is not None:
            self.device.is_plain = plain

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
            box = boxes[0]
            if len(boxes) > 1:
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
    b"BT": (0, "begin_text"),
    b"Tc": (1, "set_char_space"),
    b"Tw": (1, "set_word_space"),
    b"Tz": (1, "set_scaling"),
    b"TL": (1, "set_leading"),
    b"Ts": (1, "set_rise"),
    b"Tr": (1, "set_render"),
    b"Tm": (6, "set_matrix"),
    b"Td": (2, "move"),
    b"TD": (2, "move_leading"),
    b"T*": (0, "next_line"),
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
    b"Tj": (_ANY, "show"),
    b"TJ": (_ANY, "show"),
    b"'": (_ANY, "show_next_line"),
    b'"': (_ANY, "show_spaced_next_line"),
    b"Tf": (_ANY, "set_font"),
    b"cs": (_ANY, "_color_space"),
    b"sc": (_ANY, "_color"),
    b"scn": (_ANY, "_color"),
    b"Do": (_ANY, "_draw"),
    b"sh": (_ANY, "_shade"),
    b"gs": (_ANY, "_set_state"),
}
# Operators that change nothing that is seen here: strokes' color and form, marks, shading; the end.
_IGNORED = frozenset([b"", *b"BDC BMC BX CS DP EMC ET EX F G J K M MP RG SC SCN d i j ri w".split()])
