"""What the rows suggest: covered days and units, hours, leave, postings, stand-ins."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scoring.selectors.proposals.attendance import attendance_proposals
from tests.scoring.attendance.signs import LATE, THURSDAY, WELL, file, only, sign, slip, told
from units.models import (
    AttendanceDay,
    CalendarDay,
    LeaveCover,
    Posting,
    StaffMember,
    Unit,
    User,
    WorkingHours,
)

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")


def colleague(unit: Unit, name: str = "李强", number: str = "009") -> StaffMember:
    person = StaffMember.objects.create(name=name, number=number)
    Posting.objects.create(person=person, unit=unit, starts_on=date(2026, 1, 1))
    return person


def test_nothing_is_suggested_before_anything_was_imported(person: StaffMember) -> None:
    assert told(date(2026, 9, 1), date(2026, 9, 30)) == []


def test_who_has_no_line_on_a_day_that_the_file_covers_is_suggested_as_absent_with_that_doubt(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    sign(file(clerk), colleague(unit), WELL)

    one = only()
    assert (one.person_id, one.behaviour, one.fact[:2]) == (person.pk, "脱岗半天及以上", "全天")
    assert one.doubt == "考勤文件中没有这个人的记录"
    assert one.proof == "考勤文件“签到表.xlsx”"


def test_a_unit_of_which_the_file_holds_nobody_is_not_covered(
    clerk: User, person: StaffMember, other_person: StaffMember
) -> None:
    sign(file(clerk), person, WELL)

    assert told() == []


def test_a_day_without_any_line_is_not_covered(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, WELL, on=date(2026, 9, 23))

    assert told() == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2026, 9, 25), []), (date(2026, 9, 26), []), (date(2026, 9, 20), ["late:am"])],
    ids=["a holiday", "a saturday", "a make-up sunday"],
)
def test_only_working_days_are_judged(
    clerk: User, person: StaffMember, on: date, expected: list[str]
) -> None:
    sign(file(clerk), person, LATE, on=on)

    assert told(on) == expected


def test_the_bureaus_own_day_off_is_none_to_be_late_on(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, LATE)
    CalendarDay.objects.create(day=THURSDAY, is_working=False)

    assert told() == []


def test_the_hours_of_the_season_decide(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, "08:42 12:03 14:42 17:35")
    WorkingHours.objects.create(
        name="夏季",
        starts_on=date(2026, 6, 1),
        morning_start=time(9),
        morning_end=time(12),
        afternoon_start=time(15),
        afternoon_end=time(18),
    )

    assert told() == ["early:pm"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ends_on": date(2026, 9, 23)}, []),
        ({"ends_on": THURSDAY}, ["late:am"]),
        ({"starts_on": date(2026, 9, 25)}, []),
    ],
    ids=["left the day before", "last day", "not there yet"],
)
def test_only_who_is_posted_that_day_is_judged(
    clerk: User, person: StaffMember, changes: dict[str, Any], expected: list[str]
) -> None:
    sign(file(clerk), person, LATE)
    Posting.objects.filter(person=person).update(**changes)

    assert told() == expected


def test_signed_leave_excuses_and_a_slip_that_waits_is_a_doubt(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, "— — — —")
    leave = slip(person, clerk, state="registered")

    one = only()
    assert (one.fact, one.doubt, one.slip_id) == (
        "全天没有在岗的签到、签退记录，也没有请假条",
        "有未签批的请假条",
        leave.pk,
    )
    assert ("请假条", "事假（待签批）") in one.basis
    leave.state = "signed"
    leave.save()
    assert told() == []


@pytest.mark.parametrize(
    ("state", "doubt"), [("refused", "请假条没有批准"), ("withdrawn", "")], ids=["refused", "withdrawn"]
)
def test_a_slip_that_was_not_granted_excuses_nothing(
    clerk: User, person: StaffMember, state: str, doubt: str
) -> None:
    sign(file(clerk), person, "— — — —")
    slip(person, clerk, state=state)

    (one,) = attendance_proposals(THURSDAY, THURSDAY)
    assert one.doubt == doubt


@pytest.mark.parametrize(
    "kind", ["official", "sick", "annual", "marriage", "maternity", "bereavement", "short"]
)
def test_leave_of_every_kind_excuses(clerk: User, person: StaffMember, kind: str) -> None:
    sign(file(clerk), person, "— — — —")
    slip(person, clerk, kind=kind)

    assert told() == []


def test_an_outing_excuses_its_minutes_alone(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, LATE)
    leave = slip(person, clerk, kind="short", out_from=time(8), out_until=time(8, 42))

    assert told() == []
    leave.out_until = time(8, 35)
    leave.save()
    assert only().fact == "上午08:42签到，迟到7分钟"


def test_who_came_back_early_is_expected_from_then_on(clerk: User, person: StaffMember) -> None:
    batch = file(clerk)
    for on in (date(2026, 9, 22), date(2026, 9, 23), THURSDAY):
        sign(batch, person, "— — — —", on=on)
    slip(
        person,
        clerk,
        on=date(2026, 9, 22),
        ends_on=THURSDAY,
        returned_on=date(2026, 9, 23),
        returned_half="pm",
    )

    assert told(date(2026, 9, 22), THURSDAY) == ["absent:pm", "absent:day"]


def test_who_stood_in_for_somebody_is_a_doubt(clerk: User, unit: Unit, person: StaffMember) -> None:
    other = colleague(unit)
    batch = file(clerk)
    sign(batch, person, "— — — —")
    sign(batch, other, LATE)
    leave = slip(person, clerk)
    LeaveCover.objects.create(slip=leave, substitute=other, starts_on=THURSDAY, ends_on=THURSDAY)

    assert only().doubt == "当天替王芳上岗，替岗人员违纪由请假人员承担（1.3，口径R4）"


def test_the_halls_own_remark_is_a_doubt(clerk: User, person: StaffMember) -> None:
    sign(file(clerk), person, "— — 14:22 17:35", place="第2行（写着事假）")

    assert only().doubt == "大厅表中写着事假，请核对有没有请假条"


def test_a_file_of_two_signs_a_day_asks_for_no_noon(clerk: User, person: StaffMember) -> None:
    batch = file(clerk, slots=("morning_in", "afternoon_out"))
    sign(batch, person, "08:21 — — 17:35")
    assert told() == []

    sign(batch, person, "08:21 — — —")
    assert told() == ["unsigned_out:pm"]
    assert [label for label, _ in only().basis] == ["上午签到", "下午签退", "作息时间", "考勤文件"]


def test_a_day_whose_work_was_not_over_is_not_judged_yet(clerk: User, person: StaffMember) -> None:
    early = file(clerk, at=datetime.combine(THURSDAY, time(15), tzinfo=HERE))
    sign(early, person, "08:42 12:03 14:22 —")
    assert told() == []

    sign(file(clerk, at=datetime.combine(THURSDAY, time(18), tzinfo=HERE)), person, "08:42 12:03 14:22 —")
    assert told() == ["late:am", "unsigned_out:pm"]


def test_a_substitute_of_another_unit_is_charged_where_they_belong(
    clerk: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    Posting.objects.create(person=person, unit=other_unit, post="substitute", starts_on=THURSDAY)
    sign(file(clerk), person, LATE)

    assert only().unit_id == unit.pk


@pytest.mark.parametrize("people", [1, 40], ids=["one person", "forty people"])
def test_the_look_costs_the_same_few_queries(
    clerk: User, unit: Unit, people: int, django_assert_num_queries: Any
) -> None:
    batch = file(clerk)
    for count in range(people):
        sign(batch, colleague(unit, f"某{count}", f"N{count}"), LATE)
    assert AttendanceDay.objects.count() == people

    with django_assert_num_queries(6):
        assert len(attendance_proposals(THURSDAY, THURSDAY)) == people
