"""Axes: round numbers that a reader expects, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = (1, 2, 5, 10)
NEARLY = 1e-6
"""Ends that lie nearer together than this are one number."""
FONT = 14
"""The size of a chart's text in pixels."""
INK, BRAND = "#1d2733", "#1f4e79"


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on an axis and its place in pixels."""

    text: str
    at: int


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """At most `most` + 1 round numbers, 1, 2 or 5 times a power of ten apart, that take in both ends."""
    if high - low < NEARLY:
        high = low + 1
    raw = (high - low) / most
    power = 10.0 ** floor(log10(raw))
    step = next(factor * power for factor in STEPS if factor * power >= raw * 0.999999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 9) for number in range(first, last + 1)]


def axis(values: Sequence[float], least: float) -> list[float]:
    """The ticks of an axis that takes in the values, and `least` below the highest."""
    return nice_ticks(min(*values, max(values) - least), max(values), 4)


def number_text(value: float) -> str:
    """0, 2.5, 100: no trailing zeros."""
    return f"{value:g}"


def percent(value: float, whole: float) -> str:
    """A length of SVG: 12.5%"""
    return f"{round(100 * value / whole, 2):g}%"


def text_width(text: str) -> int:
    """About how wide a text stands: full-width characters 14 pixels, others 8."""
    return sum(FONT if ord(char) > 0x2E7F else 8 for char in text)


def shortened(text: str, room: int) -> str:
    """The text, or its beginning and … where it is wider than `room` pixels."""
    if text_width(text) <= room:
        return text
    while text and text_width(text) > room - FONT:
        text = text[:-1]
    return f"{text}…"
