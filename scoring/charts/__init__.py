"""Charts as plain geometry for the SVG templates under templates/charts: pure, no library.

In a paper lengths are whole pixels; on a page the same chart is as wide as the window (`fluid`). Colours are
attributes; every chart has a table beside it, and no colour says anything alone.
"""

from scoring.charts.bars import Bar, BarChart, Part, bar_chart
from scoring.charts.heat import HeatTable, heat_table
from scoring.charts.lines import LineChart, Point, line_chart
from scoring.charts.scale import nice_ticks

__all__ = [
    "Bar",
    "BarChart",
    "HeatTable",
    "LineChart",
    "Part",
    "Point",
    "bar_chart",
    "heat_table",
    "line_chart",
    "nice_ticks",
]
