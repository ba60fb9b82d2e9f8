"""Lying bars, one a row, whole or in parts; a part wide enough carries its number."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.charts.scale import BRAND, Tick, nice_ticks, number_text, percent, shortened, text_width

PALETTE = ("#1f4e79", "#8a5a00", "#1b6e43", "#7a3e8e", "#b3261e", "#4a5563")
"""Each dark enough for white figures."""
ROW, THICK, TOP, AXIS = 28, 20, 6, 24
LONGEST_LABEL, PLOT = 182, 340


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar."""

    x: int
    width: int
    fill: str
    mark: str
    """The number of its series, where it fits in."""
    title: str

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart."""

    label: str
    short: str
    text: str
    """Its value as written at its end."""
    y: int
    end: int
    parts: tuple[Part, ...]

    @property
    def base(self) -> int:
        """Where its text stands."""
        return self.y + THICK - 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar on a page, which is as wide as its reader's window: places in percent."""

    part: Part
    at: str
    share: str
    middle: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """The chart; `legend` is empty for a single series."""

    key: str
    title: str
    summary: str
    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[tuple[str, str, str], ...]
    """(colour, number, name) of each series."""
    thick: int = THICK

    @property
    def bottom(self) -> int:
        return self.height - AXIS

    @property
    def fluid(self) -> list[tuple[Bar, list[Stretch]]]:
        """The bars for a page: the longest takes all the room there is."""
        ends = [part.x + part.width for bar in self.bars for part in bar.parts]
        room = max(ends, default=self.left + 1) - self.left
        return [(bar, [_stretch(part, self.left, room) for part in bar.parts]) for bar in self.bars]


def bar_chart(
    key: str,
    title: str,
    rows: Sequence[tuple[str, Sequence[float], str]],
    series: Sequence[str] = (),
    unit: str = "分",
) -> BarChart:
    """A chart of (label, values by series, text at the end) rows; values are not negative."""
    longest = max((text_width(label) for label, _, _ in rows), default=0)
    left = min(longest, LONGEST_LABEL) + 8
    ticks = nice_ticks(0, max((sum(values) for _, values, _ in rows), default=1))
    scale = PLOT / ticks[-1]
    names = [*series] or [""]
    bars = tuple(
        _bar(place, row, names, left, scale, unit, marked=bool(series)) for place, row in enumerate(rows)
    )
    right = max((text_width(bar.text) for bar in bars), default=0) + 12
    return BarChart(
        key=key,
        title=title,
        summary=_summary(rows),
        width=left + PLOT + right,
        height=TOP + ROW * len(rows) + AXIS,
        left=left,
        bars=bars,
        ticks=tuple(Tick(number_text(tick), left + round(tick * scale)) for tick in ticks),
        legend=tuple(
            (PALETTE[place % len(PALETTE)], str(place + 1), name) for place, name in enumerate(series)
        ),
    )


def _stretch(part: Part, left: int, room: int) -> Stretch:
    return Stretch(
        part,
        at=percent(part.x - left, room),
        share=percent(part.width, room),
        middle=percent(part.x - left + part.width / 2, room),
    )


def _bar(
    place: int,
    row: tuple[str, Sequence[float], str],
    names: Sequence[str],
    left: int,
    scale: float,
    unit: str,
    *,
    marked: bool,
) -> Bar:
    label, values, text = row
    parts, so_far = [], 0.0
    for number, (value, name) in enumerate(zip(values, names, strict=True)):
        x, after = left + round(so_far * scale), left + round((so_far + value) * scale)
        so_far += value
        if after > x:
            fill = PALETTE[number % len(PALETTE)] if marked else BRAND
            title = f"{label}，{name}：{number_text(value)}{unit}" if name else f"{label}：{text}"
            mark = str(number + 1) if marked and after - x >= 14 else ""
            parts.append(Part(x, after - x, fill, mark, title))
    end = left + round(so_far * scale)
    return Bar(label, shortened(label, LONGEST_LABEL), text, TOP + ROW * place, end + 6, tuple(parts))


def _summary(rows: Sequence[tuple[str, Sequence[float], str]]) -> str:
    """What is read out: the three largest."""
    largest = sorted(rows, key=lambda row: -sum(row[1]))[:3]
    return "最多的：" + "；".join(f"{label} {text}" for label, _, text in largest) if largest else ""
