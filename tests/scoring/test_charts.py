"""Charts are plain geometry: round axes, whole pixels, nothing that only a colour says."""

from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from scoring.charts import bar_chart, heat_chart, line_chart, nice_ticks
from scoring.charts.scale import shortened, text_width

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 56.5, [0, 20, 40, 60]),
        (94.15, 98, [94, 95, 96, 97, 98]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (100, 100, [100, 100.2, 100.4, 100.6, 100.8, 101]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_axes_have_round_numbers(low: float, high: float, ticks: list[float]) -> None:
    assert nice_ticks(low, high) == ticks


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_an_axis_takes_in_both_ends_with_few_steps(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high)

    assert ticks[0] <= low + 1e-6
    assert ticks[-1] >= high - 1e-6
    assert 2 <= len(ticks) <= 8


def test_a_long_name_is_shortened_and_kept_whole_in_the_title() -> None:
    chart = bar_chart("k", "题", [("鄢陵县城乡居民基本养老保险窗口单位", [3], "3分")])

    (bar,) = chart.bars
    assert bar.short.endswith("…")
    assert text_width(bar.short) <= 182
    assert bar.parts[0].title.startswith("鄢陵县城乡居民基本养老保险窗口单位：")
    assert shortened("社保", 100) == "社保"


def test_parts_of_a_bar_join_without_gap_and_carry_their_number() -> None:
    chart = bar_chart("k", "题", [("甲", [10, 0, 30], "40分"), ("乙", [0, 0, 0], "0分")], ["一", "二", "三"])

    first, second = chart.bars
    assert [(part.mark, part.x + part.width) for part in first.parts] == [
        ("1", first.parts[1].x),
        ("3", first.parts[1].x + first.parts[1].width),
    ]
    assert second.parts == ()
    assert [number for _, number, _ in chart.legend] == ["1", "2", "3"]


def test_figures_stand_above_the_line_and_below_it_in_a_valley() -> None:
    chart = line_chart("k", "题", [("5月", 98, "98"), ("6月", 90, "90"), ("7月", 99, "99")])

    assert [point.text_at < point.y for point in chart.points] == [True, False, True]
    assert chart.summary == "5月98，7月99"


@pytest.mark.parametrize(
    ("value", "shade"), [(0, "#ffffff"), (1, "#fdf1e3"), (5, "#f6c29a"), (10, "#8f2d22")]
)
def test_squares_get_darker_with_their_figure(value: int, shade: str) -> None:
    chart = heat_chart("k", "题", ["8时", "9时"], [("周一", [value, 10])])

    assert chart.squares[0].fill == shade
    assert chart.squares[0].text == (str(value) if value else "")


def test_what_stands_aside_is_not_told_as_most() -> None:
    chart = heat_chart("k", "题", ["8时", "未记"], [("周一", [2, 9])], aside="未记")

    assert chart.summary == "最多的：周一8时 2件"


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("bars", bar_chart("a", "题<1>", [("甲&乙", [1.5], "1.5分")], ["一"])),
        ("line", line_chart("b", "题<1>", [("5月", 1, "1")])),
        ("heat", heat_chart("c", "题<1>", ["8时"], [("周一", [1])])),
    ],
    ids=["bars", "line", "heat"],
)
def test_every_chart_is_well_formed_named_and_described(template: str, chart: object) -> None:
    svg = ET.fromstring(
        render_to_string(f"charts/{template}.html", {"chart": chart}).replace(
            "<svg", f'<svg xmlns="{SVG[1:-1]}"', 1
        )
    )

    assert svg.findtext(f"{SVG}title") == "题<1>"
    assert svg.find(f"{SVG}desc") is not None
    assert svg.get("role") == "img"
    assert "style" not in {name for node in svg.iter() for name in node.attrib}
