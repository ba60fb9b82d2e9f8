"""Days and times as sign-in files hold them."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.errors import Refusal
from units.attendance.cells import read_clock, read_clocks, read_day, read_moment, said

THIRD = date(2026, 9, 3)
NO_DAYS = ["9月3日", "09-03", "2026-13-01", "明天", "2026-02-30", 7, "7", True]
NO_SIGNS = [None, "", " ", 0, "0", "00:00", time(), "NULL", "—", "--", "－", "／"]
NO_SIGNS += ["未打卡", "缺卡", "未签到", "事假", "出差"]
NO_TIMES = ["正常", "√", "25:61", "8.30", 830, "08:21 12:00", True, "好", "8:5x"]
NUMBER = (THIRD - date(1899, 12, 30)).days


@pytest.mark.parametrize(
    "value",
    [
        THIRD,
        datetime.combine(THIRD, time()),
        datetime.combine(THIRD, time(8, 21)),
        "2026-09-03",
        "2026/9/3",
        "2026.9.3",
        "2026年9月3日",
        "20260903",
        "2026-09-03 00:00:00",
        " ２０２６－０９－０３ ",
        "2026-09-03 星期四",
        "2026-09-03（周四）",
        "2026年9月3日 周四",
        NUMBER,
        float(NUMBER),
        str(NUMBER),
    ],
    ids=repr,
)
def test_a_day_is_read_however_it_is_written(value: Any) -> None:
    assert read_day(value) == THIRD


@pytest.mark.parametrize("value", NO_DAYS, ids=repr)
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(Refusal, match="不是日期"):
        read_day(value)


@pytest.mark.parametrize(
    "value",
    [
        time(8, 21),
        time(8, 21, 59),
        datetime.combine(THIRD, time(8, 21)),
        timedelta(hours=8, minutes=21),
        "08:21",
        "8:21",
        "08:21:45",
        "８：２１",
        "上午8点21分",
        "8时21分",
        " 08:21 ",
        "08:21(迟到)",
        "迟到 08:21",
        "2026-09-03 08:21:00",
        (8 * 60 + 21) / 1440,
        str((8 * 60 + 21) / 1440),
        NUMBER + (8 * 60 + 21) / 1440,
    ],
    ids=repr,
)
def test_a_time_is_read_however_it_is_written(value: Any) -> None:
    assert read_clock(value) == time(8, 21)


@given(st.integers(1, 1439))
def test_a_time_as_a_part_of_a_day_is_read_to_the_minute(minute: int) -> None:
    expected = time(minute // 60, minute % 60)

    assert read_clock(minute / 1440) == expected
    assert read_clock(f"{minute / 1440:.6f}") == expected
    assert read_clock(float(f"{NUMBER + minute / 1440:.6f}")) == expected


@pytest.mark.parametrize("value", NO_SIGNS, ids=repr)
def test_words_for_no_sign_are_no_sign(value: Any) -> None:
    assert read_clock(value) is None


@pytest.mark.parametrize("value", NO_TIMES, ids=repr)
def test_what_is_no_time_is_refused_not_taken_for_missing(value: Any) -> None:
    with pytest.raises(Refusal):
        read_clock(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [("事假", "事假"), ("公出", "公出"), ("未打卡", ""), ("08:21", ""), ("请假 08:21", ""), (None, "")],
)
def test_the_halls_remark_is_kept(value: Any, words: str) -> None:
    assert said(value) == words


@pytest.mark.parametrize(
    "value",
    ["08:21 12:03", "08:21\n12:03", "08:21,12:03", "08:21；12:03", "08:21、12:03", "08:21:10|12:03:59"],
    ids=repr,
)
def test_a_cell_of_several_signs_gives_them_all(value: str) -> None:
    assert read_clocks(value) == [time(8, 21), time(12, 3)]


@pytest.mark.parametrize(
    "value",
    [
        datetime.combine(THIRD, time(8, 21, 7)),
        "2026-09-03 08:21:07",
        "2026/9/3 8:21",
        "2026-09-03T08:21:07",
        "2026年9月3日 08:21",
        NUMBER + (8 * 60 + 21) / 1440,
        f"{NUMBER + (8 * 60 + 21) / 1440:.6f}",
    ],
    ids=repr,
)
def test_a_day_with_its_time_in_one_cell_is_read(value: Any) -> None:
    assert read_moment(value) == (THIRD, [time(8, 21)])


@pytest.mark.parametrize("value", [None, "", "—"], ids=repr)
def test_an_empty_moment_is_none(value: Any) -> None:
    assert read_moment(value) is None


@pytest.mark.parametrize("value", ["08:21", "昨天", "2026-02-30 08:21", "2026-09-03 99:99", True], ids=repr)
def test_what_is_no_moment_is_refused(value: Any) -> None:
    with pytest.raises(Refusal):
        read_moment(value)


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.datetimes(), st.times()))
def test_any_cell_is_read_or_refused(value: Any) -> None:
    for read in (read_day, read_clock, read_clocks, read_moment):
        with suppress(Refusal):
            read(value)
