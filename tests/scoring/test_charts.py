"""Charts are plain geometry: round axes, whole pixels, nothing that only a colour says."""

from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from scoring.charts import bar_chart, heat_table, line_chart, nice_ticks
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


def test_on_a_page_the_longest_bar_takes_all_the_room_and_the_others_their_share() -> None:
    chart = bar_chart("k", "题", [("甲", [10, 30], "40分"), ("乙", [10, 0], "10分")], ["一", "二"])

    (_, first), (_, second) = chart.fluid
    assert [(one.at, one.share, one.middle) for one in first] == [
        ("0%", "25%", "12.5%"),
        ("25%", "75%", "62.5%"),
    ]
    assert [(one.at, one.share) for one in second] == [("0%", "25%")]


def test_on_a_page_a_line_goes_from_point_to_point_over_all_the_room() -> None:
    chart = line_chart("k", "题", [("5月", 98, "98"), ("6月", 90, "90")])

    first, last = chart.fluid
    assert [(one.at, one.next_at) for one in (first, last)] == [("25%", "75%"), ("75%", "")]
    assert first.next_y == last.point.y


@pytest.mark.parametrize(("months", "crowded"), [(6, False), (12, True)])
def test_a_line_of_many_months_leaves_out_figures_on_a_phone(months: int, crowded: bool) -> None:
    chart = line_chart("k", "题", [(f"{month}月", 90 + month, str(month)) for month in range(months)])

    assert chart.is_crowded is crowded


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (1, 1), (5, 3), (10, 5)])
def test_cells_get_darker_with_their_figure(value: int, shade: int) -> None:
    table = heat_table("题", ["8时", "9时"], [("周一", [value, 10])])

    assert table.rows == (("周一", ((str(value) if value else "", shade), ("10", 5))),)


def test_what_stands_aside_is_not_told_as_most() -> None:
    table = heat_table("题", ["8时", "未记"], [("周一", [2, 9])], aside="未记")

    assert table.summary == "最多的：周一8时 2件"


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("bars", bar_chart("a", "题<1>", [("甲&乙", [1.5], "1.5分")], ["一"])),
        ("line", line_chart("b", "题<1>", [("5月", 1, "1")])),
    ],
    ids=["bars", "line"],
)
def test_every_chart_of_a_paper_is_well_formed_named_and_described(template: str, chart: object) -> None:
    svg = ET.fromstring(
        render_to_string(f"charts/{template}.html", {"chart": chart}).replace(
            "<svg", f'<svg xmlns="{SVG[1:-1]}"', 1
        )
    )

    assert svg.findtext(f"{SVG}title") == "题<1>"
    assert svg.find(f"{SVG}desc") is not None
    assert svg.get("role") == "img"
    assert "style" not in {name for node in svg.iter() for name in node.attrib}


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("page_bars", bar_chart("a", "题<1>", [("甲&乙", [1.5], "1.5分")], ["一"])),
        ("page_line", line_chart("b", "题<1>", [("5月", 1, "1"), ("6月", 2, "2")])),
    ],
    ids=["bars", "line"],
)
def test_every_chart_of_a_page_is_well_formed_told_in_words_and_without_a_width_of_its_own(
    template: str, chart: object
) -> None:
    text = render_to_string(f"charts/{template}.html", {"chart": chart})
    box = ET.fromstring(text.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"'))

    assert box.get("role") == "img"
    assert (box.get("aria-label") or "").startswith("题<1>。")
    assert "100%" in {svg.get("width") for svg in box.iter(f"{SVG}svg")}
    assert "style" not in {name for node in box.iter() for name in node.attrib}
