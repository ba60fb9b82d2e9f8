"""A line over the months (or whatever the points are named after), each point with its figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.charts.scale import Tick, axis, number_text, percent, text_width

HEIGHT, TOP, BOTTOM, RIGHT = 220, 24, 46, 28
MOST_STEP, WIDTH = 120, 560
MOST_ON_A_PHONE = 6


@dataclass(frozen=True, slots=True)
class Point:
    """One point: its name below the axis, its figure above the line (below it in a valley)."""

    x: int
    y: int
    label: str
    text: str
    text_at: int


@dataclass(frozen=True, slots=True)
class FluidPoint:
    """A point on a page, which is as wide as its reader's window: its place in percent, and the next one."""

    point: Point
    at: str
    next_at: str
    """Empty for the last."""
    next_y: int


@dataclass(frozen=True, slots=True)
class LineChart:
    """The chart."""

    key: str
    title: str
    summary: str
    width: int
    height: int
    left: int
    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]

    @property
    def path(self) -> str:
        """For a polyline: “8,20 94,31”."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def fluid(self) -> list[FluidPoint]:
        """The points for a page, spread over all the room there is."""
        places = [percent(2 * place + 1, 2 * len(self.points)) for place in range(len(self.points))]
        following = [*zip(places[1:], (point.y for point in self.points[1:]), strict=True), ("", 0)]
        return [
            FluidPoint(point, at, *after)
            for point, at, after in zip(self.points, places, following, strict=True)
        ]

    @property
    def is_crowded(self) -> bool:
        """On a phone every second point goes without its figure: the table has them all."""
        return len(self.points) > MOST_ON_A_PHONE

    @property
    def begins(self) -> str:
        """Where the axis begins; empty for 0."""
        return "" if self.ticks[0].text == "0" else self.ticks[0].text

    @property
    def right(self) -> int:
        return self.width - RIGHT // 2

    @property
    def base(self) -> int:
        """Where the names stand."""
        return self.height - 8


def line_chart(
    key: str, title: str, values: Sequence[tuple[str, float, str]], *, least: float = 1
) -> LineChart:
    """A chart of (label, value, text) points, oldest first; there must be at least one.

    The axis takes in the values and no more, so that differences are seen; but `least`, so that small ones
    look small. `begins` says where it begins.
    """
    numbers = [value for _, value, _ in values]
    ticks = axis(numbers, least)
    left = max(text_width(number_text(tick)) for tick in ticks) + 12
    gaps = max(len(values) - 1, 1)
    widest = max(text_width(text) for label, _, shown in values for text in (label, shown))
    step = min(max((WIDTH - left - RIGHT) // gaps, widest + 8), MOST_STEP)
    plot = HEIGHT - TOP - BOTTOM
    scale = plot / (ticks[-1] - ticks[0])

    def at(value: float) -> int:
        return TOP + round((ticks[-1] - value) * scale)

    return LineChart(
        key=key,
        title=title,
        summary=f"{values[0][0]}{values[0][2]}，{values[-1][0]}{values[-1][2]}",
        width=left + 20 + step * (len(values) - 1) + RIGHT,
        height=HEIGHT,
        left=left,
        points=_points([at(value) for value in numbers], values, left + 20, step),
        ticks=tuple(Tick(number_text(tick), at(tick)) for tick in ticks),
    )


def _points(
    heights: Sequence[int], values: Sequence[tuple[str, float, str]], start: int, step: int
) -> tuple[Point, ...]:
    found = []
    for place, (label, _, text) in enumerate(values):
        y = heights[place]
        beside = [*heights[max(place - 1, 0) : place], *heights[place + 1 : place + 2]]
        is_valley = min(beside, default=y) < y - 10 and max(beside, default=y) <= y + 10
        found.append(Point(start + step * place, y, label, text, y + 20 if is_valley else y - 9))
    return tuple(found)
