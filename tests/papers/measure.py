"""Reads a printed paper back: where lines and rules stand, in millimetres from the page's top left corner."""

import io
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from PIL import ImageChops

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = 225 / 22


@dataclass(frozen=True)
class Line:
    """Characters that share a baseline: their text, edges, size and faces."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    faces: frozenset[str]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def grid(self) -> float:
        """On which of the 22 lines it stands, counted from 1; a whole number on the grid."""
        return (self.middle - TOP) / PITCH + 0.5


@dataclass(frozen=True)
class Sheet:
    """One page."""

    number: int
    lines: tuple[Line, ...]
    rules: tuple[tuple[float, float, float, float], ...]

    @property
    def body(self) -> list[Line]:
        """The 16 pt lines of running text inside the text area; on page one those below the red rule."""
        top = 125 if self.number == 1 else 0
        return [line for line in self.lines if line.size == 16 and top < line.bottom < BOTTOM + 1]

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def line(self, beginning: str) -> Line:
        return next(line for line in self.lines if line.text.startswith(beginning))


def sheets(pdf: bytes) -> list[Sheet]:
    """The pages of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            Sheet(page.page_number, tuple(_lines(page.chars)), tuple(_rules(page))) for page in document.pages
        ]


def text(pdf: bytes) -> str:
    """What a reader who selects everything gets, page by page, without line breaks."""
    return "".join(sheet.text for sheet in sheets(pdf))


def _lines(chars: list[dict[str, Any]]) -> list[Line]:
    """Characters grouped by their baseline (the matrix' sixth number), which no face changes."""
    chars = [char for char in chars if char["upright"]]
    chars.sort(key=lambda char: (-round(char["matrix"][5], 1), char["x0"]))
    return [_line(list(group)) for _, group in groupby(chars, lambda char: round(char["matrix"][5], 1))]


def _line(chars: list[dict[str, Any]]) -> Line:
    height = float(chars[0]["page_height"]) if "page_height" in chars[0] else 841.89
    baseline = height - chars[0]["matrix"][5]
    size = round(chars[0]["size"])
    return Line(
        "".join(char["text"] for char in chars),
        chars[0]["x0"] / MM,
        chars[-1]["x1"] / MM,
        (baseline - 0.86 * size) / MM,
        (baseline + 0.14 * size) / MM,
        size,
        frozenset(char["fontname"].split("+")[-1] for char in chars),
    )


def _rules(page: Any) -> list[tuple[float, float, float, float]]:
    shapes = page.rects + page.lines
    return [tuple(round(shape[key] / MM, 2) for key in ("x0", "top", "x1", "bottom")) for shape in shapes]


def ink(
    pdf: bytes, page: int, box: tuple[float, float, float, float], *, red: bool = False
) -> tuple[float, ...]:
    """The box around what is drawn inside `box`, at 300 dpi: what a ruler on the print would say."""
    scale = 300 / 25.4
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=300 / 72).to_pil().convert("RGB")
    picture = picture.crop(tuple(round(edge * scale) for edge in box))
    reds, greens, _ = picture.split()
    drawn = ImageChops.subtract(reds, greens) if red else greens.point(lambda value: 255 - value)
    found = drawn.point(lambda value: 255 if value > 100 else 0).getbbox()
    assert found, "nothing is drawn there"
    left, top = box[:2]
    return tuple(
        round(edge / scale + offset, 2) for edge, offset in zip(found, (left, top, left, top), strict=True)
    )
