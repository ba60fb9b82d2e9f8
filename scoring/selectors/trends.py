"""A unit's totals over the months, as points of a small chart with its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.charts import LineChart, line_chart
from scoring.charts.scale import Tick, axis, number_text
from scoring.periods import month_name
from scoring.rulebook.points import show

WIDTH, HEIGHT, EDGE = 360, 90, 8
LEAST = 5
"""Points that the chart shows at least, so that small changes look small."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One month of the chart; x and y in the chart's own units."""

    month: str
    short: str
    total: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The chart of a page and that of a paper, and their table."""

    dots: list[Dot]
    points: str
    """For a polyline: “8,20 94,31”."""
    ticks: list[Tick]
    chart: LineChart
    width: int = WIDTH


def trend(totals: Mapping[date, int]) -> Trend:
    """The chart of totals (half-points) by month, oldest first."""
    months = sorted(totals)
    ticks = axis([halves / 2 for halves in totals.values()], LEAST)
    scale = (HEIGHT - 2 * EDGE) / (ticks[-1] - ticks[0])

    def at(points: float) -> int:
        return EDGE + round((ticks[-1] - points) * scale)

    step = (WIDTH - 2 * EDGE) // max(len(months) - 1, 1)
    dots = [
        Dot(
            month=month_name(month),
            short=f"{month.month}月",
            total=show(totals[month]),
            x=EDGE + place * step,
            y=at(totals[month] / 2),
        )
        for place, month in enumerate(months)
    ]
    return Trend(
        dots,
        points=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        ticks=[Tick(number_text(tick), at(tick)) for tick in ticks],
        chart=line_chart(
            "trend",
            "近期总分",
            [(dot.short, totals[month] / 2, dot.total) for month, dot in zip(months, dots, strict=True)],
            least=LEAST,
        ),
    )
