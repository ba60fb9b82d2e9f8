"""Charts as pictures: Word and WPS show SVG in their newest versions only, so a PNG of the same geometry.

Everything that the templates under templates/charts draw is drawn here too, three pixels for one.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from docx.document import Document
from docx.shared import Mm
from PIL import Image, ImageDraw, ImageFont

from notices.papers.errors import PaperError
from notices.papers.html import LINE_HEIGHT_MM, MM_PER_PIXEL, TEXT_WIDTH_MM
from notices.papers.jobs import FACES
from notices.papers.word.blocks import Draw
from notices.papers.word.measures import LINE
from notices.papers.word.xml import Shape, el, paragraph
from scoring.charts import BarChart, LineChart
from scoring.charts.scale import BRAND, FONT, INK

FINE = 3  # pixels of the picture for one of the chart's
GRID, PALE, WHITE = "#d5dbe3", "#55606e", "#ffffff"


def drawing(document: Document) -> Draw:
    """What turns a figure into a paragraph of this document, with a summary in words."""

    def draw(part: dict[str, Any]) -> Any:
        chart: BarChart | LineChart = part["chart"]
        width = min(TEXT_WIDTH_MM, chart.width * MM_PER_PIXEL)
        width = min(width, part["lines"] * LINE_HEIGHT_MM * chart.width / chart.height)
        inline: Any = document.part.new_pic_inline(BytesIO(picture(chart)), width=Mm(width))
        inline.docPr.set("name", chart.title)
        inline.docPr.set("descr", f"{chart.title}。{chart.summary}")
        shape = Shape(line=part["lines"] * LINE, may_grow=True)
        return paragraph("Figure", [el("w:r", {}, el("w:drawing", {}, inline))], shape)

    return draw


def picture(chart: BarChart | LineChart) -> bytes:
    """The chart as PNG."""
    canvas = Canvas(chart.width, chart.height)
    if isinstance(chart, BarChart):
        _bars(canvas, chart)
    else:
        _line(canvas, chart)
    return canvas.png()


def _bars(canvas: "Canvas", chart: BarChart) -> None:
    for tick in chart.ticks:
        canvas.line([(tick.at, 0), (tick.at, chart.bottom)], GRID)
        canvas.text(tick.at, chart.height - 6, tick.text, "m", PALE)
    for bar in chart.bars:
        canvas.text(chart.left - 8, bar.base, bar.short, "r")
        canvas.text(bar.end, bar.base, bar.text)
        for part in bar.parts:
            canvas.box(part.x, bar.y, part.width, chart.thick, part.fill)
            canvas.text(part.middle, bar.base, part.mark, "m", WHITE)


def _line(canvas: "Canvas", chart: LineChart) -> None:
    for tick in chart.ticks:
        canvas.line([(chart.left, tick.at), (chart.right, tick.at)], GRID)
        canvas.text(chart.left - 6, tick.at + 5, tick.text, "r", PALE)
    canvas.line([(point.x, point.y) for point in chart.points], BRAND, 2)
    for point in chart.points:
        canvas.dot(point.x, point.y, 4, BRAND)
        canvas.text(point.x, point.text_at, point.text, "m")
        canvas.text(point.x, chart.base, point.label, "m", PALE)


class Canvas:
    """A white picture, measured in the chart's pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width * FINE, height * FINE), WHITE)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points: list[tuple[int, int]], colour: str, width: int = 1) -> None:
        self.pen.line([(x * FINE, y * FINE) for x, y in points], colour, width * FINE, "curve")

    def box(self, x: int, y: int, width: int, height: int, fill: str) -> None:
        corners = [x * FINE, y * FINE, (x + width) * FINE - 1, (y + height) * FINE - 1]
        self.pen.rectangle(corners, fill, WHITE, 1)

    def dot(self, x: int, y: int, radius: int, fill: str) -> None:
        self.pen.ellipse([(at + by) * FINE for by in (-radius, radius) for at in (x, y)], fill)

    def text(self, x: int, y: int, text: str, anchor: str = "l", colour: str = INK) -> None:
        """A text on its baseline, beginning, ending or centred at x."""
        parts = [(part, _font(face)) for face, part in _by_face(text)]
        width = sum(font.getlength(part) for part, font in parts)
        at = x * FINE - {"l": 0.0, "m": width / 2, "r": width}[anchor]
        for part, font in parts:
            self.pen.text((at, y * FINE), part, colour, font, "ls")
            at += font.getlength(part)

    def png(self) -> bytes:
        stream = BytesIO()
        self.image.save(stream, "PNG", dpi=(96 * FINE, 96 * FINE))
        return stream.getvalue()


def _by_face(text: str) -> Iterator[tuple[str, str]]:
    """The text in stretches of one face: 黑体, or the one for rare characters."""
    for is_common, chars in groupby(text, _is_common):
        yield "GW Hei" if is_common else "GW Rare", "".join(chars)


def _is_common(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _font(face: str) -> ImageFont.FreeTypeFont:
    return _loaded(str(Path(settings.PAPER_FONT_DIR) / FACES[face]))


@cache
def _loaded(path: str) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(path, FONT * FINE)
    except OSError as error:
        raise PaperError(
            f"缺少图表所用的字体：{Path(path).name}，文件没有生成。请执行 make fonts。"
        ) from error
