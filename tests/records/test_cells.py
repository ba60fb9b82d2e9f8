# ruff: noqa: DTZ001 - Excel's days and times have no zone
"""Cells as values: what is understood, and what is said of the rest."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.cells import parse_choice, parse_day, parse_text, parse_time, parse_whole, parse_yes
from records.errors import Refusal

DAY = date(2026, 9, 3)


@pytest.mark.parametrize(
    "value",
    ["2026-09-03", "2026-9-3", "2026/9/3", "2026.09.03", "2026年9月3日", "20260903", "２０２６－０９－０３",
     " 2026-09-03 ", "2026-09-03 00:00:00", DAY, datetime(2026, 9, 3)],
    ids=str,
)  # fmt: skip
def test_days_are_understood_as_people_write_them(value: Any) -> None:
    assert parse_day(value) == DAY


@pytest.mark.parametrize(
    "value",
    ["2026-02-30", "9月3日", "2026-13-01", "今天", "0000-01-01", "99999-01-01", 46266, 1.5, True,
     datetime(2026, 9, 3, 9, 30), time(9), date(1900, 1, 1), "2026-09-03 08:00"],
    ids=str,
)  # fmt: skip
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(Refusal):
        parse_day(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("9:30", time(9, 30)), ("09:30:15", time(9, 30)), ("９：３０", time(9, 30)), ("9点30分", time(9, 30)),
     ("9点", time(9)), ("下午2:35", time(14, 35)), ("下午12:05", time(12, 5)), (time(9, 30, 5), time(9, 30)),
     (timedelta(hours=9, minutes=30), time(9, 30)), ("", None), (None, None)],
    ids=str,
)  # fmt: skip
def test_times_are_understood_as_people_write_them(value: Any, expected: time | None) -> None:
    assert parse_time(value) == expected


@pytest.mark.parametrize("value", ["25:00", "9:61", "早上", "930", 0.4, timedelta(days=2), -1], ids=str)
def test_what_is_no_time_is_refused(value: Any) -> None:
    with pytest.raises(Refusal):
        parse_time(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("3", 3), (3, 3), (3.0, 3), ("3.0", 3), ("１２", 12), ("1,000", 1000), (None, None)],
)
def test_whole_numbers_are_understood(value: Any, expected: int | None) -> None:
    assert parse_whole(value, most=5000) == expected


@pytest.mark.parametrize(
    "value", ["3.5", 3.5, "三", "-1", "1e3", "9" * 5000, True, DAY, "٣", "6000"], ids=repr
)
def test_what_is_no_whole_number_within_bounds_is_refused(value: Any) -> None:
    with pytest.raises(Refusal, match="0到5000之间的整数"):
        parse_whole(value, most=5000)


def test_text_over_its_length_is_refused_with_both_numbers() -> None:
    with pytest.raises(Refusal, match="有6个字，超过上限5个字"):
        parse_text("一二三四五六", most=5)


def test_a_choice_out_of_the_list_is_refused_with_the_list() -> None:
    with pytest.raises(Refusal, match="可填：甲、乙"):
        parse_choice("丙", {"甲": 1, "乙": 2})


@pytest.mark.parametrize(
    ("value", "expected"), [("是", True), ("否", False), (1, True), (True, True), (None, False)]
)
def test_yes_and_no_are_understood(value: Any, expected: bool) -> None:
    assert parse_yes(value) is expected


ANY_CELL = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(),
)  # fmt: skip


@given(ANY_CELL)
def test_any_cell_is_a_value_or_a_refusal_in_chinese(value: Any) -> None:
    parsers = (
        parse_day,
        parse_time,
        parse_whole,
        parse_yes,
        lambda cell: parse_text(cell, most=10),
        lambda cell: parse_choice(cell, {"甲": 1}),
    )
    refusals = []
    for parse in parsers:
        try:
            parse(value)
        except Refusal as refusal:
            refusals.append(refusal.message)
    assert [text for text in refusals if not any("一" <= sign <= "鿿" for sign in text)] == []


@given(
    st.dates(date(1950, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"])
)
def test_every_day_survives_being_written(day: date, pattern: str) -> None:
    assert parse_day(day.strftime(pattern)) == day
