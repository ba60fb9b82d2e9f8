"""当月三次投诉 is seen coming at the second, counted as the engine counts."""

from datetime import date
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine.tallies import BY_PERSON, BY_WINDOW
from scoring.models import Finding, ScoreEvent
from scoring.periods import month_key
from scoring.rulebook import shipped_edition
from scoring.selectors.complaint_tallies import ComplaintTally, coming_complaints
from scoring.selectors.facts import month_score
from scoring.services.settling import dismiss_event, waive_event
from tests.conftest import NOON, logged_in
from tests.scoring.complaints import a_complaint, decided, recorded, true_point, weighed
from tests.scoring.factories import record, recorded_event
from units.models import StaffMember, Unit, User, Window
from yanling_assess.duties.complaints import duties, sought
from yanling_assess.duties.counting import counted
from yanling_assess.duties.types import Duty

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
PLAIN: dict[str, Any] = {"clause": "2.9", "behaviour": "投诉属实", "verified": True}


def coming(month: date = OCTOBER) -> list[tuple[str, int, bool]]:
    rows = coming_complaints(month, month, shipped_edition())
    return [(row.who, row.times, row.is_coming) for row in rows]


def test_second_complaint_of_a_person_is_shown_as_coming(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, person=person, **PLAIN)
    assert coming() == []

    record(clerk, unit, person=person, **PLAIN | {"behaviour": "投诉属实且争吵"})

    assert coming() == [("王芳", 2, True)]
    (tally,) = coming_complaints(OCTOBER, OCTOBER, shipped_edition())
    assert tally.text == "再有一次属实投诉将清零本类并撤出：王芳（社保中心），10月已有2次"


def test_person_and_window_are_counted_apart_and_no_name_is_the_unnamed_window(
    clerk: User, unit: Unit, person: StaffMember, window: Window
) -> None:
    for charge in ({"person": person, "window": window}, {"window": window}, {}, {}):
        record(clerk, unit, **PLAIN, **charge)

    assert coming() == [("3号窗口", 2, True), ("未指明的窗口", 2, True)]
    assert [row.outcome for row in coming_complaints(OCTOBER, OCTOBER, shipped_edition())] == [
        "清零本类并研究撤出人员",
        "清零本类并研究撤出人员",
    ]


def test_third_is_no_longer_coming_but_full(clerk: User, unit: Unit, person: StaffMember) -> None:
    for _ in range(3):
        record(clerk, unit, person=person, **PLAIN)

    assert coming() == [("王芳", 3, False)]
    (tally,) = coming_complaints(OCTOBER, OCTOBER, shipped_edition())
    assert tally.text == "王芳（社保中心）10月属实投诉已有3次，清零本类并撤出"


def test_what_is_pending_dismissed_waived_or_of_another_month_does_not_count(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, person=person, **PLAIN)
    record(clerk, unit, person=person, **PLAIN | {"verified": False})
    record(clerk, unit, person=person, on=date(2026, 9, 30), **PLAIN)
    for act, by in ((dismiss_event, clerk), (waive_event, chief)):
        event = recorded_event(clerk, unit, person=person, **PLAIN)
        act(event=event, expected_version=event.version, reason="查无此事", by=by, at=NOON)

    assert coming() == []


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 1),
            st.integers(0, 1),
            st.booleans(),
            st.booleans(),
            st.integers(1, 2),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_tallies_are_those_of_the_engine(
    rows: list[tuple[int, int, bool, bool, int, bool]],
    clerk: User,
    unit: Unit,
    other_unit: Unit,
    person: StaffMember,
    window: Window,
) -> None:
    ScoreEvent.objects.all().delete()
    Finding.objects.all().delete()
    for place, kind, names_person, names_window, times, verified in rows:
        where = (unit, other_unit)[place]
        record(
            clerk,
            where,
            clause="2.9",
            behaviour=("投诉属实", "投诉属实且争吵")[kind],
            person=person if names_person else None,
            window=window if names_window and not place else None,
            times=times,
            verified=verified,
        )

    assert {_key(row) for row in coming_complaints(OCTOBER, OCTOBER, shipped_edition())} == _of_engine(
        {unit.pk: unit.name, other_unit.pk: other_unit.name}, person, window
    )


def _key(row: ComplaintTally) -> tuple[str, bool, str, bool]:
    return row.unit_name, row.for_window, row.who, row.is_full


def _of_engine(
    units: dict[Any, str], person: StaffMember, window: Window
) -> set[tuple[str, bool, str, bool]]:
    """Who stands one before the limit in the history of the scored month, and who has reached it."""
    history = month_score(OCTOBER).history
    names = {
        (BY_PERSON, person.pk): "王芳",
        (BY_WINDOW, window.pk): "3号窗口",
        (BY_WINDOW, None): "未指明的窗口",
    }
    below = {key: tally.times for key, tally in history.tallies.items()}
    full = {key for key in history.reached if key[0] in (BY_PERSON, BY_WINDOW)}
    found = {key for key, times in below.items() if key[0] in (BY_PERSON, BY_WINDOW) and times == 2} | full
    assert all(key[2] == month_key(OCTOBER) for key in found)
    return {
        (units[key[1]], key[0] == BY_WINDOW, names[key[0], key[3]], key in full)  # type: ignore[index]
        for key in found
    }


def test_preview_says_that_this_would_be_the_second_and_the_third(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    point = true_point(clerk, unit, "attitude", person=person)
    assert [warning.text for warning in weighed(point).warnings] == []

    record(clerk, unit, on=date(2026, 10, 2), person=person, **PLAIN)
    assert [warning.text for warning in weighed(point).warnings] == [
        "连同这一次：再有一次属实投诉将清零本类并撤出：王芳（社保中心），10月已有2次。"
    ]

    record(clerk, unit, on=date(2026, 10, 3), person=person, **PLAIN)
    seen = weighed(point)
    assert [warning.text for warning in seen.warnings] == [
        "连同这一次：王芳（社保中心）10月属实投诉已有3次，清零本类并撤出。"
    ]
    derived = [line.label for line in seen.preview.units[0].lines if line.derived]
    assert derived == ["2.9 当月三次投诉", "6.3 当月三次投诉"]


def test_quarrel_that_takes_the_place_of_a_2_9_is_no_further_complaint(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    row = a_complaint(clerk, unit, {"person": person}, {"about": "quarrel", "person": person})
    recorded(clerk, decided(clerk, row, 1))

    assert [warning.text for warning in weighed(decided(clerk, row, 2)).warnings] == []


@pytest.fixture
def _two_complaints(clerk: User, unit: Unit, person: StaffMember) -> None:
    for day in (2, 3):
        record(clerk, unit, on=date(2026, 10, day), person=person, **PLAIN)


@pytest.mark.usefixtures("_two_complaints")
@pytest.mark.parametrize(
    ("who", "shown"), [("clerk", True), ("chief", True), ("leader", False), ("head", False)]
)
def test_coming_third_stands_on_the_units_page_for_the_policy_office(
    who: str, shown: bool, cast: dict[str, User], unit: Unit
) -> None:
    with time_machine.travel(NOON, tick=False):
        text = logged_in(cast[who]).get(f"/months/2026-10/units/{unit.pk}/").content.decode()

    assert ("将满三次" in text) is shown


@pytest.mark.usefixtures("_two_complaints")
def test_coming_third_stands_on_the_complaint_and_on_the_home_page(clerk: User, unit: Unit) -> None:
    row = a_complaint(clerk, unit)
    desk = logged_in(clerk)
    with time_machine.travel(NOON, tick=False):
        page = desk.get(f"/complaints/{row.pk}/").content.decode()
        home = desk.get("/").content.decode()

    assert "将满三次" in page
    assert "再有一次属实投诉将清零本类并撤出：王芳（社保中心）" in home


def test_home_counts_open_complaints_and_says_what_is_overdue(clerk: User, unit: Unit) -> None:
    a_complaint(clerk, unit)

    in_time, late = (looked_into(date(2026, 10, day)) for day in (13, 14))

    assert (in_time.count, in_time.due, in_time.late) == (1, date(2026, 10, 13), 0)
    assert (late.count, late.late, late.measure, late.url) == (1, 1, "件", "/complaints/?state=overdue")


def looked_into(today: date) -> Duty:
    """The line about open complaints on the desk of that day."""
    (line,) = duties(counted(sought(today)), [])
    return line
