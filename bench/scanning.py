"""Native pages made into scans, for bench/scans.py and the tests: rasterised, turned, with noise, packed as JPEG."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Copy:
    """How a copy is made: dots per inch, skew in degrees, noise (standard deviation), JPEG quality; fax: two tones."""

    name: str
    dpi: int
    skew: float = 0.0
    noise: float = 0.0
    quality: int = 95
    is_fax: bool = False


COPIES = (
    Copy("200 dpi", 200, 0.7, 6, 75),
    Copy("150 dpi", 150, 0.9, 8, 60),
    Copy("100 dpi", 100, 0.6, 8, 60),
    Copy("fax", 200, 0.8, 12, 95, is_fax=True),
)


def rasterised(page: pypdfium2.PdfPage, copy: Copy, seed: int) -> tuple[Picture, npt.NDArray[np.float64]]:
    """The page as the copy shows it, and the matrix that leads from its points to those of the copy."""
    random = np.random.default_rng(seed)
    bitmap = page.render(scale=copy.dpi / 72, grayscale=True)
    picture = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    height, width = picture.shape
    skew = copy.skew * (1 if seed % 2 else -1)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned = cv2.warpAffine(picture, turn, (width, height), borderValue=(255,), flags=cv2.INTER_LINEAR)
    noisy = np.clip(turned + random.normal(0, copy.noise, turned.shape), 0, 255).astype(np.uint8)
    if copy.is_fax:
        noisy = np.where(cv2.GaussianBlur(noisy, (3, 3), 0) > 200, 255, 0).astype(np.uint8)
        specks = random.random(noisy.shape)
        noisy[specks < 0.0006] = 0
        noisy[specks > 0.9994] = 255
    packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, copy.quality])[1]
    matrix = turn.copy()
    matrix[:, 2] *= 72 / copy.dpi
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8), matrix


def scanned_pdf(data: bytes, copy: Copy, seed: int = 1) -> bytes:
    """A PDF whose pages are pictures of the pages of another one."""
    source = pypdfium2.PdfDocument(data)
    images = [Image.fromarray(rasterised(page, copy, seed + number)[0]) for number, page in enumerate(source)]
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=copy.dpi, save_all=True, append_images=images[1:], quality=95)
    return out.getvalue()
