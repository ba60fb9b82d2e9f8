"""Charts as plain geometry for the SVG templates under templates/charts: pure, no library.

The same chart stands on a page, on its print and in a paper, so colours are attributes and lengths are whole
pixels; every chart has a table beside it, and no colour says anything alone.
"""

from scoring.charts.bars import Bar, BarChart, Part, bar_chart
from scoring.charts.heat import HeatChart, heat_chart
from scoring.charts.lines import LineChart, Point, line_chart
from scoring.charts.scale import nice_ticks

__all__ = [
    "Bar",
    "BarChart",
    "HeatChart",
    "LineChart",
    "Part",
    "Point",
    "bar_chart",
    "heat_chart",
    "line_chart",
    "nice_ticks",
]
