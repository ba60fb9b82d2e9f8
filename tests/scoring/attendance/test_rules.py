"""What one day's signs suggest (1.1, 1.2, 4.3), by the office's reading of the paper."""

from datetime import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.attendance_rules import (
    ABSENT,
    CROSSED,
    LATE,
    NOT_BEFORE,
    PARTLY_OUT,
    Charge,
    HalfDay,
    Outing,
    judged,
)

START, NOON, BACK, END = time(8, 30), time(12, 0), time(14, 30), time(17, 30)
WELL = "08:21 12:03 14:22 17:35"


def clock(text: str) -> time | None:
    return None if text == "—" else time.fromisoformat(text)


def a_day(signs: str, *, leave: str = "", out: str = "", twice: bool = False, early: int = 3) -> list[Charge]:
    """A day's signs, the halves on leave (“am pm”), an outing (“08:30-09:10”)."""
    came, noon, back, went = map(clock, signs.split())
    outing = Outing(*map(time.fromisoformat, out.split("-"))) if out else None
    outings = (outing,) if outing else ()
    morning = HalfDay(
        "am", START, NOON, came, noon, asks_went=not twice, on_leave="am" in leave, outings=outings
    )
    afternoon = HalfDay(
        "pm", BACK, END, back, went, asks_came=not twice, on_leave="pm" in leave, outings=outings
    )
    return judged(morning, afternoon, early_minutes=early)


def told(charges: list[Charge]) -> list[str]:
    return [f"{charge.key} {charge.behaviour[0]} {charge.behaviour[1]}" for charge in charges]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        pytest.param(WELL, [], id="all well"),
        pytest.param("08:27 12:00 14:27 17:30", [], id="to the minute: three before, and at the end"),
        pytest.param("08:28 12:03 14:22 17:35", ["not_before:am 4.3"], id="two minutes before"),
        pytest.param("08:30 12:03 14:22 17:35", ["not_before:am 4.3"], id="at the start of work"),
        pytest.param("08:31 12:03 14:22 17:35", ["late:am 1.1"], id="a minute after: late, and not 4.3"),
        pytest.param("08:21 12:03 14:29 17:35", ["not_before:pm 4.3"], id="one before in the afternoon"),
        pytest.param("08:21 12:03 14:50 17:35", ["late:pm 1.1"], id="late in the afternoon"),
        pytest.param("08:21 11:59 14:22 17:35", ["early:am 1.1"], id="a minute too early"),
        pytest.param("08:21 12:03 14:22 17:10", ["early:pm 1.1"], id="went early"),
        pytest.param("— 12:03 14:22 17:35", ["unsigned_in:am 1.1"], id="did not sign in"),
        pytest.param("08:21 — 14:22 17:35", ["unsigned_out:am 1.1"], id="did not sign out at noon"),
        pytest.param("08:21 12:03 — 17:35", ["unsigned_in:pm 1.1"], id="did not sign in after noon"),
        pytest.param("08:21 12:03 14:22 —", ["unsigned_out:pm 1.1"], id="did not sign out"),
        pytest.param("— — 14:22 17:35", ["absent:am 1.2"], id="no morning: not 未签到 and 未签退 as well"),
        pytest.param("08:21 12:03 — —", ["absent:pm 1.2"], id="no afternoon"),
        pytest.param("— — — —", ["absent:day 1.2"], id="no day: one event"),
        pytest.param("08:31 11:50 14:22 17:35", ["late:am 1.1", "early:am 1.1"], id="late and early"),
        pytest.param("— — 14:31 17:35", ["absent:am 1.2", "late:pm 1.1"], id="absent, then late"),
        pytest.param("— 12:03 14:22 —", ["unsigned_in:am 1.1", "unsigned_out:pm 1.1"], id="two missing"),
        pytest.param("12:05 12:06 14:22 17:35", ["absent:am 1.2"], id="came when the morning was over"),
        pytest.param("08:10 08:20 14:22 17:35", ["absent:am 1.2"], id="went before it began"),
        pytest.param("11:59 12:01 14:22 17:35", ["late:am 1.1"], id="came in its last minute"),
    ],
)
def test_four_signs_a_day(signs: str, expected: list[str]) -> None:
    assert [line.rpartition(" ")[0] for line in told(a_day(signs))] == expected


@pytest.mark.parametrize(
    ("signs", "leave", "expected"),
    [
        pytest.param("08:21 — — 17:35", "", [], id="all well: noon is not asked for"),
        pytest.param("08:29 — — 17:35", "", ["not_before:am 4.3"], id="one before"),
        pytest.param("08:42 — — 17:35", "", ["late:am 1.1"], id="late"),
        pytest.param("08:21 — — 17:20", "", ["early:pm 1.1"], id="early"),
        pytest.param("— — — 17:35", "", ["unsigned_in:am 1.1"], id="did not sign in"),
        pytest.param("08:21 — — —", "", ["unsigned_out:pm 1.1"], id="did not sign out"),
        pytest.param("— — — —", "", ["absent:day 1.2"], id="no sign at all"),
        pytest.param("14:20 — — 17:35", "", ["absent:am 1.2"], id="came after the morning: one act, 1.2"),
        pytest.param("15:00 — — 17:35", "", ["absent:am 1.2"], id="came late in the afternoon: one act, 1.2"),
        pytest.param("08:21 — — 12:10", "", ["absent:pm 1.2"], id="went at noon"),
        pytest.param("08:21 — — 11:00", "", ["absent:pm 1.2"], id="went in the morning: one act, 1.2"),
        pytest.param("14:20 — — 17:35", "am", [], id="morning on leave: the afternoon is asked for"),
        pytest.param("14:40 — — 17:35", "am", ["late:pm 1.1"], id="morning on leave, late in the afternoon"),
        pytest.param("08:21 — — 12:01", "pm", [], id="afternoon on leave"),
        pytest.param("— — — —", "am", ["absent:pm 1.2"], id="morning on leave, afternoon absent"),
        pytest.param("— — — —", "am pm", [], id="the day on leave"),
    ],
)
def test_two_signs_a_day(signs: str, leave: str, expected: list[str]) -> None:
    found = told(a_day(signs, leave=leave, twice=True))

    assert [line.rpartition(" ")[0] for line in found] == expected


@pytest.mark.parametrize(
    ("signs", "leave", "out", "expected"),
    [
        pytest.param("— — 14:22 17:35", "am", "", [], id="the morning on leave"),
        pytest.param("— — 14:31 17:35", "am", "", ["late:pm"], id="back late from leave"),
        pytest.param("— — — —", "am", "", ["absent:pm"], id="half on leave, half absent"),
        pytest.param("— — — —", "am pm", "", [], id="the day on leave"),
        pytest.param("09:10 12:03 14:22 17:35", "", "08:00-09:10", [], id="out until then"),
        pytest.param("09:10 12:03 14:22 17:35", "", "08:30-09:00", ["late:am"], id="ten minutes beyond"),
        pytest.param("08:29 12:03 14:22 17:35", "", "08:00-09:00", [], id="out at the start: no 4.3"),
        pytest.param("08:21 11:00 14:22 17:35", "", "11:00-12:00", [], id="out to the end"),
        pytest.param("08:21 11:00 14:22 17:35", "", "11:30-12:30", ["early:am"], id="went before"),
        pytest.param("— 12:03 14:22 17:35", "", "08:00-10:00", [], id="out when signing in was due"),
        pytest.param("08:21 12:03 14:22 —", "", "16:00-18:00", [], id="out when signing out was due"),
        pytest.param("08:21 12:03 — —", "", "14:30-17:30", [], id="out the whole afternoon"),
        pytest.param("08:21 12:03 — —", "", "14:00-15:30", ["unsigned_out:pm"], id="out part: not 1.2"),
        pytest.param(
            "08:21 12:03 — —",
            "",
            "15:00-16:00",
            ["unsigned_in:pm", "unsigned_out:pm"],
            id="out in between",
        ),
    ],
)
def test_leave_and_outings_excuse(signs: str, leave: str, out: str, expected: list[str]) -> None:
    assert [charge.key for charge in a_day(signs, leave=leave, out=out)] == expected


def test_a_late_arrival_says_by_how_much_and_when() -> None:
    assert a_day("08:42 12:03 14:22 17:35") == [
        Charge("late", "am", LATE, "上午08:42签到，迟到12分钟", 12, time(8, 42))
    ]
    assert a_day("09:10 12:03 14:22 17:35", out="08:30-09:00")[0].minutes == 10


def test_being_too_shortly_before_says_how_shortly() -> None:
    facts = [a_day(f"{came} 12:03 14:22 17:35")[0].fact for came in ("08:28", "08:30")]

    assert facts == ["上午08:28签到，只提前2分钟到岗", "上午08:30签到，没有提前到岗"]


def test_the_minutes_before_work_are_the_editions() -> None:
    assert told(a_day("08:26 12:03 14:20 17:35", early=5)) == [
        "not_before:am 4.3 未提前3分钟到岗或评价器未就绪"
    ]
    assert a_day("08:30 12:03 14:30 17:35", early=0) == []


def test_signs_that_cross_are_doubted() -> None:
    charges = a_day("11:30 08:50 14:22 17:35")

    assert [charge.key for charge in charges] == ["late:am", "early:am"]
    assert {charge.doubt for charge in charges} == {CROSSED}


def test_an_outing_that_excuses_only_part_is_a_doubt() -> None:
    assert a_day("09:10 12:03 14:22 17:35", out="08:30-09:00")[0].doubt == PARTLY_OUT


signs = st.one_of(
    st.none(), st.times(time(6), time(20)).map(lambda one: one.replace(second=0, microsecond=0))
)


@given(came=signs, noon=signs, back=signs, went=signs, twice=st.booleans())
def test_no_coming_or_going_is_charged_twice(
    came: time | None, noon: time | None, back: time | None, went: time | None, twice: bool
) -> None:
    text = " ".join(f"{one:%H:%M}" if one else "—" for one in (came, noon, back, went))
    charges = a_day(text, twice=twice)

    assert len({charge.key for charge in charges}) == len(charges)
    assert sum(charge.behaviour == ABSENT for charge in charges) <= 1
    for one, other in combinations(charges, 2):
        assert {one.behaviour, other.behaviour} != {LATE, NOT_BEFORE} or one.half != other.half
        assert ABSENT not in (one.behaviour, other.behaviour) or one.half != other.half
    assert all(charge.minutes is None or charge.minutes >= 0 for charge in charges)
    assert all(charge.minutes for charge in charges if charge.what in ("late", "early"))


@given(came=signs, noon=signs, back=signs, went=signs, twice=st.booleans())
def test_leave_only_takes_away(
    came: time | None, noon: time | None, back: time | None, went: time | None, twice: bool
) -> None:
    text = " ".join(f"{one:%H:%M}" if one else "—" for one in (came, noon, back, went))

    assert a_day(text, leave="am pm", twice=twice) == []
    assert all(charge.half == "pm" for charge in a_day(text, leave="am", twice=twice))
