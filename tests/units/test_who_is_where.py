"""谁请假 and 谁在岗: half days marked, who stands in named, an empty place told; any day of the past."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from tests.conftest import NOON, actor, logged_in
from tests.units.leave import MONDAY, a_cover, posted, registered, signed
from units.models import LeaveSlip, Posting, StaffMember, Unit, User, Window
from units.selectors.leave_calendar import leave_calendar, month_of, week_of
from units.selectors.on_duty import on_duty
from units.services.leave import change_covers

pytestmark = pytest.mark.django_db
WEEK = date(2026, 10, 12), date(2026, 10, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def rows_of(user: User, unit_id: int | None = None) -> dict[str, list[tuple[str, str, bool]]]:
    """Each person's week as (mark, who stands in, whether nobody does)."""
    sheet = leave_calendar(*WEEK, today=NOON.date(), actor=actor(user), unit_id=unit_id)
    return {
        row.slip.person.name: [(mark.mark, mark.who, mark.is_open) for mark in row.marks]
        for unit in sheet.units
        for row in unit.rows
    }


def test_the_week_shows_halves_and_who_stands_in(
    clerk: User, person: StaffMember, mate: StaffMember, other_person: StaffMember
) -> None:
    covers = [
        a_cover(mate, starts_half="pm", ends_on=date(2026, 10, 13)),
        a_cover(other_person, starts_on=date(2026, 10, 14), ends_on=date(2026, 10, 14), ends_half="am"),
    ]
    signed(clerk, person, covers=covers, starts_half="pm", ends_on=date(2026, 10, 14), ends_half="am")

    assert rows_of(clerk) == {
        "王芳": [
            ("下", "李强", False),
            ("全", "李强", False),
            ("上", "孙丽", False),
            *[("", "", False)] * 4,
        ]
    }


def test_days_off_are_marked_but_need_nobody(clerk: User, person: StaffMember) -> None:
    registered(clerk, person, starts_on=date(2026, 10, 16), ends_on=date(2026, 10, 18))

    assert rows_of(clerk)["王芳"][4:] == [("全", "", True), ("全", "", False), ("全", "", False)]


def test_a_gap_after_a_change_is_shown_on_its_day(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    slip = signed(clerk, person, covers=[a_cover(mate)])
    half = a_cover(mate, ends_half="am")
    change_covers(slip=slip, expected_version=2, covers=[half], reason="抽调", by=clerk, at=NOON)

    assert rows_of(clerk)["王芳"][0] == ("全", "李强", True)


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_leave_that_came_to_nothing_is_not_shown(clerk: User, person: StaffMember, state: str) -> None:
    LeaveSlip.objects.filter(pk=registered(clerk, person).pk).update(state=state)

    assert rows_of(clerk) == {}


def test_after_an_early_return_the_days_are_empty(
    clerk: User, person: StaffMember, mate: StaffMember
) -> None:
    signed(
        clerk,
        person,
        covers=[a_cover(mate, ends_on=date(2026, 10, 14))],
        ends_on=date(2026, 10, 14),
    )
    LeaveSlip.objects.update(returned_on=date(2026, 10, 13), returned_half="pm")

    assert [mark for mark, _, _ in rows_of(clerk)["王芳"]] == ["全", "上", "", "", "", "", ""]


def test_a_head_sees_the_own_units_rows_alone(
    clerk: User, head: User, person: StaffMember, other_person: StaffMember
) -> None:
    for one in (person, other_person):
        registered(clerk, one)

    assert (sorted(rows_of(clerk)), list(rows_of(head))) == (["孙丽", "王芳"], ["王芳"])


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        (date(2026, 10, 11), ("2026-10-05", "2026-10-11"), ("2026-10-01", "2026-10-31")),
        (date(2026, 12, 31), ("2026-12-28", "2027-01-03"), ("2026-12-01", "2026-12-31")),
        (date(2028, 2, 29), ("2028-02-28", "2028-03-05"), ("2028-02-01", "2028-02-29")),
    ],
    ids=["a Sunday", "the year's end", "a leap day"],
)
def test_weeks_run_from_monday_and_months_to_their_last_day(
    day: date, week: tuple[str, str], month: tuple[str, str]
) -> None:
    assert tuple(one.isoformat() for one in week_of(day)) == week
    assert tuple(one.isoformat() for one in month_of(day)) == month


def test_the_page_leads_to_the_neighbours_and_takes_odd_values(clerk: User, person: StaffMember) -> None:
    client = logged_in(clerk)

    page = client.get("/leave/calendar/", {"day": "2026-10-12", "span": "week"}).content.decode()
    odd = [
        client.get("/leave/calendar/", query).status_code
        for query in (
            {"day": "9999-12-31", "span": "week"},
            {"day": "x\0", "span": "year", "unit": "9" * 30},
            {"day": "2000-01-01"},
            {"day": "2099-12-31"},
        )
    ]

    assert re.findall(r'rel="(prev|next)" href="\?day=([\d-]+)&amp;span=week"', page) == [
        ("prev", "2026-10-11"),
        ("next", "2026-10-19"),
    ]
    assert odd == [200] * 4


def places_of(user: User, day: date) -> dict[str, tuple[list[str], list[str]]]:
    """Each window that day: its people with what is said of them, who comes in from elsewhere."""
    duty = on_duty(day, actor=actor(user))
    return {
        str(place.window or "后台"): (
            [
                f"{one.name}{one.post}{''.join('：' + note.text for note in one.notes)}"
                for one in place.people
            ],
            [guest.text for guest in place.guests],
        )
        for unit in duty.units
        for place in unit.places
    }


def test_the_day_shows_who_stands_where_and_who_stands_in(
    clerk: User, person: StaffMember, mate: StaffMember, window: Window, unit: Unit
) -> None:
    posted("赵敏", "006", unit, window, "B")
    posted("周全", "008", unit, None, "B")
    signed(clerk, person, covers=[a_cover(mate, ends_half="am")])

    assert places_of(clerk, MONDAY) == {
        "3号窗口": (
            [
                "王芳A岗：上午请假（事假），由李强替岗：下午请假（事假），由赵敏（AB岗）替岗",
                "赵敏B岗",
            ],
            ["李强（上午替王芳）"],
        ),
        "4号窗口": (["李强A岗：上午替王芳上岗"], []),
        "后台": (["周全B岗"], []),
    }


def test_a_place_left_empty_is_told(clerk: User, person: StaffMember) -> None:
    registered(clerk, person)

    people, _ = places_of(clerk, MONDAY)["3号窗口"]

    assert people == ["王芳A岗：全天请假（事假，待签批），无人替岗"]


def test_any_day_is_answered_from_the_postings_of_then(
    clerk: User, person: StaffMember, window: Window, unit: Unit
) -> None:
    Posting.objects.filter(person=person).update(ends_on=date(2026, 9, 30))
    posted("周全", "008", unit, window, starts_on=date(2026, 10, 1))

    days = (date(2025, 12, 31), date(2026, 9, 30), date(2026, 10, 1))

    assert [places_of(clerk, day)["3号窗口"][0] for day in days] == [[], ["王芳A岗"], ["周全A岗"]]


def test_the_day_names_a_lent_persons_unit_but_not_the_other_units_people(
    clerk: User, head: User, person: StaffMember, other_person: StaffMember
) -> None:
    signed(clerk, other_person, covers=[a_cover(person)])

    page = logged_in(head).get("/leave/on-duty/", {"day": "2026-10-12"}).content.decode()

    assert "全天到公共就业服务中心替岗" in page
    assert "孙丽" not in page
