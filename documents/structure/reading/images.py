"""Make a picture of a file fit to be kept with the text and printed: PNG or JPEG, no larger than paper shows.

Pillow reads it by a short list of raster formats and writes it anew, so that nothing else of the file is carried on.
"""

from __future__ import annotations

import base64
import hashlib
import io
import struct

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.structure.tree import Picture

MOST_PICTURES = 40
MOST_BYTES = 1_500_000  # of all pictures of a draft, as they are kept
_MOST_PIXELS = 30_000_000
_LARGEST_SIDE = 1_400  # pixels: 220 to the inch over the width of the text
_WIDEST, _TALLEST = 160, 210  # mm
_FORMATS = ("PNG", "JPEG", "GIF", "BMP")
_PIXELS_PER_MM = 96 / 25.4  # where the file does not say how large it is printed
_FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)


def picture_from(data: bytes, size: tuple[float, float] | None = None) -> Picture | None:
    """Return the picture in these bytes; None if it is no raster picture, broken or too large. `size`: in mm."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            shown = _flat(ImageOps.exif_transpose(opened))
    except _FAULTS:
        return None
    width, height = size or (shown.width / _PIXELS_PER_MM, shown.height / _PIXELS_PER_MM)
    if min(width, height) < 1:
        return None
    share = min(1, _WIDEST / width, _TALLEST / height)
    shown.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    kind, made = min(
        (("png", _written(shown, "PNG")), ("jpeg", _written(shown, "JPEG"))), key=lambda each: len(each[1])
    )
    name = hashlib.sha256(made).hexdigest()[:12]
    return Picture(name, kind, round(width * share) or 1, round(height * share) or 1, base64.b64encode(made).decode())


def size_of(picture: Picture) -> int:
    """Return the bytes of a picture."""
    return len(picture.data) * 3 // 4


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture in plain colours on white."""
    if image.mode in ("1", "L", "RGB"):
        return image.convert("L" if image.mode != "RGB" else "RGB")
    if image.mode in ("P", "LA", "PA", "RGBA") or "transparency" in image.info:
        above = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", above.size, "white"), above).convert("RGB")
    return image.convert("RGB")


def _written(image: Image.Image, form: str) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, quality=82, optimize=True)
    return stream.getvalue()
