"""近期总分: what differs is seen to differ, and the axis says where it begins."""

from datetime import date

import pytest

from scoring.charts import line_chart
from scoring.selectors.trends import trend


def months(*totals: float) -> dict[date, int]:
    return {date(2026, number, 1): round(2 * total) for number, total in enumerate(totals, 1)}


@pytest.mark.parametrize(
    ("totals", "ticks"),
    [
        ((92, 100, 96), ["92", "94", "96", "98", "100"]),
        ((100, 100), ["94", "96", "98", "100"]),
        ((60.5, 99), ["60", "70", "80", "90", "100"]),
        ((0, 5), ["0", "2", "4", "6"]),
    ],
    ids=["near each other", "all the same", "far apart", "from nothing"],
)
def test_the_axis_takes_in_the_totals_and_little_more(totals: tuple[float, ...], ticks: list[str]) -> None:
    shown = trend(months(*totals))

    assert [tick.text for tick in shown.ticks] == ticks
    assert [tick.text for tick in shown.chart.ticks] == ticks
    assert shown.chart.begins == ("" if ticks[0] == "0" else ticks[0])


def test_totals_between_92_and_100_take_the_whole_height_and_half_a_point_a_small_part() -> None:
    low, high = (dot.y for dot in trend(months(92, 100)).dots)
    one, other = (dot.y for dot in trend(months(99.5, 100)).dots)

    assert (low, high) == (82, 8)
    assert 0 < one - other < 10


def test_a_mean_of_100_has_no_axis_above_it() -> None:
    chart = line_chart("k", "题", [("5月", 100, "100"), ("6月", 100, "100")])

    assert chart.ticks[-1].text == "100"
