"""A unit's totals over the months, as points of a small chart with its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.periods import month_name
from scoring.rulebook.points import show

WIDTH, HEIGHT, EDGE = 360, 90, 8
LEAST_SPAN = 20
"""Half-points that the chart shows at least, so that small changes look small."""


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
    """The chart and its table."""

    dots: list[Dot]
    points: str
    """For a polyline: “8,20 94,31”."""
    width: int = WIDTH
    height: int = HEIGHT


def trend(totals: Mapping[date, int]) -> Trend:
    """The chart of totals (half-points) by month, oldest first."""
    months = sorted(totals)
    top = max(totals.values())
    span = max(top - min(totals.values()), LEAST_SPAN)
    step = (WIDTH - 2 * EDGE) // max(len(months) - 1, 1)
    dots = [
        Dot(
            month=month_name(month),
            short=f"{month.month}月",
            total=show(totals[month]),
            x=EDGE + place * step,
            y=EDGE + (HEIGHT - 2 * EDGE) * (top - totals[month]) // span,
        )
        for place, month in enumerate(months)
    ]
    return Trend(dots, " ".join(f"{dot.x},{dot.y}" for dot in dots))
