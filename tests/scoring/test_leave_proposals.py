"""What leave slips suggest (1.2, 1.3): never beyond the last day asked for, never under both clauses."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from records.models import ImportBatch
from scoring.models import ProposalDecision
from scoring.selectors.proposals import open_proposals, proposals_between
from scoring.selectors.proposals.leave import leave_proposals
from tests.conftest import NOON
from tests.units.leave import MONDAY, a_cover, clock, posted, registered, signed
from units.models import (
    AttendanceDay,
    LeaveSlip,
    Posting,
    StaffMember,
    Unit,
    User,
    Window,
    WorkingHours,
)
from units.services.leave import change_covers
from units.services.leave_signing import refuse_slip

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)
TODAY, TUESDAY = NOON.date(), date(2026, 10, 13)
Brief = tuple[str, str, str, int | None]


def brief(first: date = OCTOBER[0], last: date = OCTOBER[1]) -> list[Brief]:
    """(day, clause, behaviour, person) of everything proposed."""
    return [
        (f"{one.happened_on:%m-%d}", one.clause, one.behaviour, one.person_id)
        for one in leave_proposals(first, last)
    ]


@pytest.fixture
def mate(unit: Unit) -> StaffMember:
    """李强 of 4号窗口."""
    return posted("李强", "005", unit, Window.objects.create(unit=unit, number="4号窗口"))


@pytest.fixture
def attend(clerk: User) -> Callable[..., None]:
    """`attend(person, day, times…)`: what the hall's file says."""
    batch = ImportBatch.objects.create(kind="attendance", name="考勤.xlsx", data=b"", by=clerk, at=NOON)

    def write(person: StaffMember, day: date, *times: time | None) -> None:
        names = ("morning_in", "morning_out", "afternoon_in", "afternoon_out")
        AttendanceDay.objects.create(
            person=person, day=day, batch=batch, place="第2行", **dict(zip(names, times, strict=False))
        )

    return write


# (a) 1.2 先休假后补假条

LATE: dict[str, tuple[dict[str, Any], datetime, bool]] = {
    "the very minute work begins": ({}, clock(10, 8, 8, 30), False),
    "a minute later": ({}, clock(10, 8, 8, 31), True),
    "the evening before": ({}, clock(10, 7, 18), False),
    "as the afternoon begins": ({"starts_half": "pm"}, clock(10, 8, 14, 30), False),
    "a minute into the afternoon": ({"starts_half": "pm"}, clock(10, 8, 14, 31), True),
    "two days later": ({}, clock(10, 10, 9), True),
    "with a special reason": ({"special_reason": "突发疾病送医"}, clock(10, 8, 10), False),
    "an outing, before going": (
        {"kind": "short", "out_from": time(10), "out_until": time(11)},
        clock(10, 8, 10, 0),
        False,
    ),
    "an outing, after going": (
        {"kind": "short", "out_from": time(10), "out_until": time(11)},
        clock(10, 8, 10, 1),
        True,
    ),
    "from Sunday on, handed in on Sunday": (
        {"starts_on": date(2026, 10, 11), "ends_on": MONDAY},
        clock(10, 11, 20),
        False,
    ),
    "from Sunday on, handed in on Monday": (
        {"starts_on": date(2026, 10, 11), "ends_on": MONDAY},
        clock(10, 12, 9),
        True,
    ),
    "on a day off alone": (
        {"starts_on": date(2026, 10, 11), "ends_on": date(2026, 10, 11)},
        clock(10, 12, 9),
        False,
    ),
}


@pytest.mark.parametrize(("told", "handed", "late"), LATE.values(), ids=LATE)
def test_a_slip_after_the_leave_began_is_proposed_as_1_2(
    clerk: User, person: StaffMember, unit: Unit, window: Window,
    told: dict[str, Any], handed: datetime, late: bool,
) -> None:  # fmt: skip
    posted("赵敏", "006", unit, window, "B")
    slip = {"starts_on": TODAY, "ends_on": TODAY} | told
    registered(clerk, person, handed_at=handed, at=clock(10, 20, 12), **slip)

    day = "10-12" if "ends_on" in told else "10-08"
    assert brief() == ([(day, "1.2", "先休假后补假条", person.pk)] if late else [])


@pytest.mark.parametrize(
    ("state", "proposed"),
    [("registered", True), ("signed", True), ("refused", False), ("withdrawn", False)],
)
def test_a_late_slip_is_proposed_unless_it_came_to_nothing(
    clerk: User, person: StaffMember, unit: Unit, window: Window, state: str, proposed: bool
) -> None:
    posted("赵敏", "006", unit, window, "B")
    registered(clerk, person, starts_on=TODAY, ends_on=TODAY)
    LeaveSlip.objects.update(state=state)

    assert bool(brief()) is proposed


def test_the_hours_of_the_season_say_when_work_begins(
    clerk: User, person: StaffMember, unit: Unit, window: Window
) -> None:
    posted("赵敏", "006", unit, window, "B")
    WorkingHours.objects.create(
        name="冬季", starts_on=date(2026, 10, 1), morning_start=time(9), morning_end=time(12),
        afternoon_start=time(14), afternoon_end=time(17),
    )  # fmt: skip
    registered(clerk, person, starts_on=TODAY, ends_on=TODAY, handed_at=clock(10, 8, 8, 45))

    assert brief() == []


def test_what_a_late_slip_stands_on_is_told(
    clerk: User, person: StaffMember, unit: Unit, window: Window, attend: Callable[..., None]
) -> None:
    posted("赵敏", "006", unit, window, "B")
    registered(clerk, person, starts_on=TODAY, ends_on=TODAY, handed_at=clock(10, 8, 10, 40))
    attend(person, TODAY, time(8, 25))

    (found,) = proposals_between(*OCTOBER)

    assert (found.kind, found.unit_id, found.window_id, found.happened_at) == (
        "请假", unit.pk, window.pk, time(8, 30),
    )  # fmt: skip
    assert found.fact == "王芳自10月8日上午起请事假，10月8日10:40才递交请假条，没有写明特殊原因"
    assert found.basis == (
        ("请假条", "王芳　事假　2026年10月8日全天"),
        ("事由", "家中有事"),
        ("递交时间", "2026-10-08 10:40"),
        ("请假开始", "2026-10-08 08:30"),
        ("特殊原因", "没有写明"),
    )
    assert found.doubt == "10月8日上午有签到签退记录，是否离岗请核实。"


# (b) 1.3 未安排替岗


def test_leaving_on_a_refused_slip_with_nobody_in_the_place_is_proposed_as_1_3(
    clerk: User, chief: User, person: StaffMember, attend: Callable[..., None]
) -> None:
    slip = registered(clerk, person)
    refuse_slip(slip=slip, expected_version=1, note="没有人替岗", by=chief, at=NOON)
    attend(person, MONDAY)

    (found,) = proposals_between(*OCTOBER)

    assert (found.happened_on, found.clause, found.behaviour, found.person_id) == (
        MONDAY, "1.3", "未安排替岗", person.pk,
    )  # fmt: skip
    assert found.fact == (
        "王芳的请假条没有批准，10月12日全天仍离岗，无人替岗（没有安排替岗，本窗口也没有在岗的B岗人员）"
    )
    assert found.basis[3:] == (
        ("签批", "未批准：没有人替岗"),
        ("无人替岗", "10月12日全天"),
        ("考勤", "10月12日全天没有签到签退"),
    )
    assert found.doubt == ""


SEEN: dict[str, tuple[tuple[time | None, ...] | None, str, str]] = {
    "nothing imported": (None, "10月12日全天", "10月12日全天没有导入考勤，是否离岗请核实。"),
    "no time signed": ((), "10月12日全天", ""),
    "there in the morning": ((time(8, 20), time(12, 1)), "10月12日下午", ""),
    "left at noon without signing out": ((time(8, 20),), "10月12日下午", ""),
    "signed out in the evening alone": ((None, None, None, time(17, 31)), "10月12日上午", ""),
    "there all day": ((time(8, 20), time(12), time(14, 20), time(17, 31)), "", ""),
}


@pytest.mark.parametrize(("times", "words", "doubt"), SEEN.values(), ids=SEEN)
@pytest.mark.parametrize("state", ["refused", "registered"])
def test_attendance_says_whether_the_person_was_away(
    clerk: User, person: StaffMember, attend: Callable[..., None],
    state: str, times: tuple[time | None, ...] | None, words: str, doubt: str,
) -> None:  # fmt: skip
    registered(clerk, person)
    LeaveSlip.objects.update(state=state)
    if times is not None:
        attend(person, MONDAY, *times)

    found = leave_proposals(*OCTOBER)

    assert [(dict(one.basis)["无人替岗"], one.doubt) for one in found] == ([(words, doubt)] if words else [])


def deputy_comes(unit: Unit, window: Window) -> None:
    posted("赵敏", "006", unit, window, "B")


def person_had_left(unit: Unit, window: Window) -> None:
    Posting.objects.update(ends_on=date(2026, 10, 9))


NOT_EMPTY = {"a B岗 is there": deputy_comes, "the person had left": person_had_left}


@pytest.mark.parametrize("make", NOT_EMPTY.values(), ids=NOT_EMPTY)
def test_an_unapproved_slip_proposes_nothing_while_the_place_is_filled(
    clerk: User, person: StaffMember, unit: Unit, window: Window, make: Callable[[Unit, Window], Any]
) -> None:
    registered(clerk, person)
    make(unit, window)

    assert brief() == []


def test_an_unapproved_slip_with_a_substitute_proposes_nothing(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    registered(clerk, person, covers=[a_cover(mate)])

    assert brief() == []


def test_a_refused_slip_is_forgotten_once_another_was_handed_in_for_those_days(
    clerk: User, chief: User, person: StaffMember, mate: StaffMember
) -> None:
    slip = registered(clerk, person)
    refuse_slip(slip=slip, expected_version=1, note="没有人替岗", by=chief, at=NOON)
    signed(clerk, person, covers=[a_cover(mate)])

    assert brief() == []


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 10, 1), date(2026, 10, 11), []),
        (date(2026, 10, 1), MONDAY, ["10-12"]),
        (MONDAY, TUESDAY, ["10-12"]),
        (TUESDAY, date(2026, 10, 31), []),
    ],
    ids=["before", "its first day", "from its first day", "after its first day"],
)
def test_days_after_the_last_are_not_looked_at_and_one_leave_is_one_time(
    clerk: User, person: StaffMember, first: date, last: date, days: list[str]
) -> None:
    registered(clerk, person, ends_on=date(2026, 10, 16))

    found = leave_proposals(first, last)

    assert [f"{one.happened_on:%m-%d}" for one in found] == days
    if last == MONDAY:
        assert dict(found[0].basis)["无人替岗"] == "10月12日全天"


# (c) 1.3 替岗衔接空档


def test_a_gap_left_by_changed_covers_is_proposed_once_a_stretch(
    clerk: User, person: StaffMember, mate: StaffMember, unit: Unit
) -> None:
    sun = posted("孙丽", "007", unit)
    week = {"ends_on": date(2026, 10, 16)}
    slip = signed(clerk, person, covers=[a_cover(mate, **week)], **week)
    covers = [
        a_cover(mate, ends_half="am"),
        a_cover(sun, starts_on=date(2026, 10, 14), ends_on=date(2026, 10, 15)),
    ]
    change_covers(slip=slip, expected_version=2, covers=covers, reason="抽调", by=clerk, at=NOON)

    assert brief() == [
        ("10-12", "1.3", "替岗衔接空档", person.pk),
        ("10-16", "1.3", "替岗衔接空档", person.pk),
    ]
    assert [dict(one.basis)["无人替岗"] for one in leave_proposals(*OCTOBER)] == [
        "10月12日下午至10月13日下午",
        "10月16日全天",
    ]
    assert brief(last=TUESDAY) == [("10-12", "1.3", "替岗衔接空档", person.pk)]


def test_a_gap_over_a_day_off_is_one_gap(clerk: User, person: StaffMember, mate: StaffMember) -> None:
    days = {"starts_on": date(2026, 10, 16), "ends_on": date(2026, 10, 20)}
    slip = signed(clerk, person, covers=[a_cover(mate, **days)], **days)
    left = a_cover(mate, starts_on=date(2026, 10, 20), ends_on=date(2026, 10, 20))
    change_covers(slip=slip, expected_version=2, covers=[left], reason="抽调", by=clerk, at=NOON)

    assert brief() == [("10-16", "1.3", "替岗衔接空档", person.pk)]


def test_a_gap_that_the_deputy_fills_or_an_early_return_ends_is_none(
    clerk: User, person: StaffMember, mate: StaffMember, unit: Unit, window: Window
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])
    half = a_cover(mate, ends_half="am")
    change_covers(slip=slip, expected_version=2, covers=[half], reason="抽调", by=clerk, at=NOON)
    assert len(brief()) == 1

    LeaveSlip.objects.update(returned_on=MONDAY, returned_half="pm")
    assert brief() == []
    LeaveSlip.objects.update(returned_on=None)
    posted("赵敏", "006", unit, window, "B")
    assert brief() == []


def test_signed_leave_whose_deputy_went_is_1_3_without_arrangement(
    clerk: User, person: StaffMember, unit: Unit, window: Window
) -> None:
    deputy = posted("赵敏", "006", unit, window, "B")
    signed(clerk, person)
    Posting.objects.filter(person=deputy).update(ends_on=date(2026, 10, 9))

    assert brief() == [("10-12", "1.3", "未安排替岗", person.pk)]


# 请假 (RULEBOOK §8): no procedure 1.2; nobody to stand in 1.3; not both


@pytest.mark.parametrize(
    ("state", "handed", "clauses"),
    [
        ("registered", clock(10, 12, 9), ["1.2"]),
        ("signed", clock(10, 12, 9), ["1.2"]),
        ("refused", clock(10, 12, 9), ["1.3"]),
        ("registered", clock(10, 12, 8), ["1.3"]),
        ("refused", clock(10, 12, 8), ["1.3"]),
    ],
    ids=["late", "late and signed", "late and refused", "in time", "in time and refused"],
)
def test_one_leave_is_proposed_under_1_2_or_1_3_never_both(
    clerk: User, person: StaffMember, state: str, handed: datetime, clauses: list[str]
) -> None:
    registered(clerk, person, handed_at=handed, at=clock(10, 13, 9))
    LeaveSlip.objects.update(state=state)

    found = leave_proposals(*OCTOBER)

    assert [one.clause for one in found] == clauses
    if clauses == ["1.2"]:
        assert "只能按1.2、1.3其中一条计" in found[0].doubt


def test_what_was_decided_is_found_again_and_not_proposed_twice(clerk: User, person: StaffMember) -> None:
    registered(clerk, person)
    (found,) = open_proposals(*OCTOBER)
    ProposalDecision.objects.create(
        key=found.key, kind=found.kind, unit_id=found.unit_id, person_id=found.person_id,
        happened_on=found.happened_on, clause=found.clause, behaviour=found.behaviour, fact=found.fact,
        state="dismissed", reason="当天在岗", by=clerk, at=timezone.now(),
    )  # fmt: skip

    assert (open_proposals(*OCTOBER), len(proposals_between(*OCTOBER))) == ([], 1)


def test_proposals_cost_the_same_for_one_and_many_slips(
    clerk: User, person: StaffMember, unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    registered(clerk, person)
    with django_assert_num_queries(5):
        leave_proposals(*OCTOBER)
    for number in range(4):
        registered(
            clerk, posted(f"人{number}", f"9{number}", unit), handed_at=clock(10, 12, 9), at=clock(10, 13, 9)
        )
    with django_assert_num_queries(5):
        assert len(leave_proposals(*OCTOBER)) == 5
