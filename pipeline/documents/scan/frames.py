"""The pictures of an image file as a viewer displays them, with their size on paper."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.documents.model import UnreadableError

MOST_PAGES = 300
"""More recognised pages than any disclosure has; a page takes seconds."""

_GRAY = frozenset({"1", "L", "I", "I;16", "F"})
"""The kinds of images without color."""

# The longer side of a page, in inches, where a picture does not say at how many dots per inch it was taken.
_LONG_SIDE = 11.69
_LIKELY_DPI = range(90, 1201)
_MOST_PIXELS = 120_000_000


@dataclass(frozen=True)
class Frame:
    """One picture, upright and on white paper."""

    image: Image.Image
    """Gray (L) or in color (RGB)."""
    dpi: float
    """Dots per inch as the file says where that is likely, else as if it showed a page of A4."""


def frames(data: bytes) -> Iterator[Frame]:
    """The pictures of an image file in order.

    Raises UnreadableError for a damaged file and one with too many dots or pages.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            pages = getattr(image, "n_frames", 1)
            if pages > MOST_PAGES:
                raise UnreadableError(f"an image file with {pages} pages; the most is {MOST_PAGES}")
            for picture in ImageSequence.Iterator(image):
                if picture.width * picture.height > _MOST_PIXELS:
                    raise UnreadableError("an image with more dots than any scan has")
                upright = ImageOps.exif_transpose(picture)
                yield Frame(_on_white(upright), _dpi(upright))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableError("an image that is damaged or truncated") from error


def _on_white(image: Image.Image) -> Image.Image:
    """The image in gray or color; what is transparent is white paper."""
    if image.has_transparency_data:
        colored = image.convert("RGBA")
        paper = Image.new("RGBA", colored.size, "white")
        image = Image.alpha_composite(paper, colored)
    return image.convert("L" if image.mode in _GRAY else "RGB")


def _dpi(image: Image.Image) -> float:
    said = image.info.get("dpi", (0, 0))[0]
    longer = max(image.width, image.height)
    if round(said) in _LIKELY_DPI and 5 < longer / said < 25:
        return float(said)
    return longer / _LONG_SIDE
