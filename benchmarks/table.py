"""What a benchmark found, and the table that is printed."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

HEADS = ("项目", "比值", "目标", "结果", "所比较的")
Verdict = Literal["达标", "未达标", "未测", "参考"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a ratio (or a count) against its target. `found` None: it could not be measured here."""

    name: str
    found: float | None
    target: float | None
    """None: told for comparison only."""
    how: str
    at_least: bool = False
    """The target is a least one (so many times faster), not a most."""
    is_count: bool = False

    @property
    def verdict(self) -> Verdict:
        if self.found is None:
            return "未测"
        if self.target is None:
            return "参考"
        reached = self.found >= self.target if self.at_least else self.found <= self.target
        return "达标" if reached else "未达标"

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.name, self._number(self.found), self._bound(), self.verdict, self.how)

    def _number(self, number: float | None) -> str:
        if number is None:
            return "—"
        if self.is_count:
            return f"{number:g}次"
        return f"{number:.0f}×" if number >= 100 else f"{number:.2f}×"

    def _bound(self) -> str:
        if self.target is None:
            return "—"
        unit = "次" if self.is_count else "×"
        return f"{'≥' if self.at_least else '≤'} {self.target:g}{unit}"


def printed(rows: Iterable[Row]) -> str:
    """The table in columns; a Chinese character is as wide as two Latin ones."""
    lines = [HEADS, *(row.cells for row in rows)]
    widths = [max(_width(line[place]) for line in lines) for place in range(len(HEADS) - 1)]
    return "\n".join(
        "  ".join((*(_padded(cell, width) for cell, width in zip(line, widths, strict=False)), line[-1]))
        for line in lines
    )


def told(seconds: float) -> str:
    """“0.43 ms” or “1.32 s”."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.2f} ms"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
