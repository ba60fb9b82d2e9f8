"""Photos, encoded anew: upright, without EXIF or GPS, at most 2400 pixels long; what rode along is gone."""

import io
import warnings

import pi_heif
from PIL import Image, ImageFile, ImageOps

from records.errors import Refusal
from records.file_kinds import PNG, Kind

LONG_EDGE = 2400
THUMBNAIL_EDGE = 320
MOST_PIXELS = 60_000_000
MOST_JPEG_PIXELS = 170_000_000  # decoded at a fraction of its size (see `draft`)
JPEG_QUALITY = 85

pi_heif.register_heif_opener()


def encode_photo(data: bytes, kind: Kind, name: str) -> bytes:
    """A photo as JPEG or PNG of our own making. Refusal where it is damaged or far too large."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint switches it on wherever it is imported
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_formats(kind)) as picture:
                _check_size(picture, name)
                picture.draft("RGB", (LONG_EDGE, LONG_EDGE))
                return _encoded(ImageOps.exif_transpose(picture), kind)
    except Refusal:
        raise
    except Image.DecompressionBombError as error:
        raise Refusal(f"照片“{name}”的像素过多，请缩小后再上传。", field="files") from error
    except Exception as error:  # a damaged picture fails in as many ways as there are decoders
        raise Refusal(
            f"照片“{name}”打不开，可能已损坏；请重新拍摄或另存为JPG后再上传。", field="files"
        ) from error


def encode_thumbnail(data: bytes) -> bytes:
    """A small JPEG of a picture that `encode_photo` made."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.draft("RGB", (THUMBNAIL_EDGE, THUMBNAIL_EDGE))
        picture.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
        return _as_jpeg(picture, quality=75)


def _formats(kind: Kind) -> tuple[str, ...]:
    return {".jpg": ("JPEG", "MPO"), ".png": ("PNG",)}.get(kind.suffix, ("HEIF",))


def _check_size(picture: Image.Image, name: str) -> None:
    width, height = picture.size
    most = MOST_JPEG_PIXELS if picture.format in ("JPEG", "MPO") else MOST_PIXELS
    if width * height > most:
        raise Refusal(f"照片“{name}”的像素过多（{width}×{height}），请缩小后再上传。", field="files")


def _encoded(picture: Image.Image, kind: Kind) -> bytes:
    picture.thumbnail((LONG_EDGE, LONG_EDGE))
    if kind is not PNG:
        return _as_jpeg(picture, quality=JPEG_QUALITY)
    plain = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "PNG", optimize=False)
    return out.getvalue()


def _as_jpeg(picture: Image.Image, *, quality: int) -> bytes:
    """On white where it was transparent; no metadata is handed on."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    plain = picture.convert("RGB")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
