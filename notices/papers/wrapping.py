"""Where the lines of a Chinese text end, reckoned before layout: for rows and titles."""

import re
import unicodedata
from collections.abc import Iterator

UNBREAKABLE = re.compile(r"[（《〈“‘【〔]*(?:[!-~]+|.)[，。、；：！？）》〉”’】〕…—]*")
LATIN = 0.55  # of a full-width character


def cells(text: str) -> float:
    """The width in full-width characters; a Latin letter or digit takes over half of one."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else LATIN for char in text)


def wrap(text: str, per_line: float) -> list[str]:
    """The text's lines, where a line holds `per_line` full-width characters; never too few."""
    return [line for part in text.split("\n") for line in _fill(part, per_line)]


def _fill(text: str, per_line: float) -> list[str]:
    filled = [""]
    for piece in _pieces(text, per_line):
        if filled[-1] and cells(filled[-1]) + cells(piece) > per_line:
            filled.append(piece)
        else:
            filled[-1] += piece
    return filled


def _pieces(text: str, per_line: float) -> Iterator[str]:
    """What may not be parted: a word, or a character and the marks that cling to it."""
    for found in UNBREAKABLE.finditer(text):
        yield from [found.group()] if cells(found.group()) <= per_line else found.group()


def break_title(phrases: tuple[str, ...], per_line: int = 19) -> tuple[str, ...]:
    """A title's phrases in as few lines as fit, as even as can be: a trapezium or a lozenge, no hourglass.

    `phrases` are its units of meaning, never broken themselves unless one outgrows a line.
    """
    parts = [phrase[i : i + per_line] for phrase in phrases for i in range(0, len(phrase), per_line)]
    for count in range(1, len(parts) + 1):
        ways = [way for way in _ways(parts, count) if all(cells(line) <= per_line for line in way)]
        if ways:
            return min(ways, key=_unevenness)
    return tuple(parts)


def _unevenness(way: tuple[str, ...]) -> tuple[bool, float]:
    widths = [cells(line) for line in way]
    hourglass = any(width < min(widths[0], widths[-1]) - 1 for width in widths[1:-1])
    return hourglass, max(widths) - min(widths)


def _ways(parts: list[str], count: int) -> list[tuple[str, ...]]:
    """Every way to set the parts, in order, in `count` lines."""
    if count == 1:
        return [("".join(parts),)]
    return [
        ("".join(parts[:cut]), *rest)
        for cut in range(1, len(parts) - count + 2)
        for rest in _ways(parts[cut:], count - 1)
    ]
