"""The fonts of a document, as pdfminer loads them, with what was decoded by them remembered."""

from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined

from pipeline.documents.pdf_operators import OddContentError, shown_strings

# Strings that are no longer than this are remembered with their characters.
_SHORT = 16

Glyphs = tuple[tuple[str, float, bool], ...]
Shown = tuple[float | Glyphs, ...]


class Font:
    """A font with the characters of the short strings that were shown in it."""

    def __init__(self, font: PDFFont) -> None:
        if font.is_vertical():
            raise OddContentError("text that runs from top to bottom")
        self.font = font
        self.is_multibyte = font.is_multibyte()
        self.descent = font.get_descent()
        self._shown: dict[bytes, Shown] = {}
        self._glyphs: dict[int, tuple[str, float, bool]] = {}

    def shown(self, operand: bytes) -> Shown:
        """What is shown: adjustments, and for each string its characters (text, width, whether it is code 32)."""
        known = self._shown.get(operand)
        if known is not None:
            return known
        shown = tuple(
            tuple(map(self._glyph, self.font.decode(part))) if isinstance(part, bytes) else part
            for part in shown_strings(operand)
        )
        if len(operand) <= _SHORT:
            self._shown[operand] = shown
        return shown

    def _glyph(self, cid: int) -> tuple[str, float, bool]:
        known = self._glyphs.get(cid)
        if known is None:
            try:
                text = self.font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                text = f"(cid:{cid})"
            known = self._glyphs[cid] = text, self.font.char_width(cid), cid == 32
        return known


class Fonts:
    """The fonts of a document by pdfminer's object for them."""

    def __init__(self) -> None:
        self._fonts: dict[PDFFont, Font] = {}

    def __getitem__(self, font: PDFFont) -> Font:
        if font not in self._fonts:
            self._fonts[font] = Font(font)
        return self._fonts[font]
