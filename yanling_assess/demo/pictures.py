"""Small pictures that stand for photographed evidence: drawn, so that nothing real is in the demo."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (640, 420)
PAPER, INK, RED = (250, 248, 242), (70, 74, 82), (178, 42, 36)


def picture_upload(title: str, *, seed: int) -> SimpleUploadedFile:
    """A PNG under a Chinese file name, as the browser would send it; no two alike."""
    return SimpleUploadedFile(f"{title}.png", _draw(seed), content_type="image/png")


def _draw(seed: int) -> bytes:
    """A sheet with a red head, lines of “writing” and a round seal, told apart by the seed."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 34, 600, 44), fill=RED)
    for line in range(9):
        length = 300 + (seed * 37 + line * 71) % 240
        pen.rectangle((60, 84 + line * 30, 60 + length, 94 + line * 30), fill=INK)
    left = 420 + seed * 13 % 60
    pen.ellipse((left, 270, left + 110, 380), outline=RED, width=5)
    pen.rectangle((left + 40, 318, left + 70, 332), fill=RED)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
