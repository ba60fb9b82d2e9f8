"""Working days: own changes go before the national arrangement, that before the week's rule."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from units.models import CalendarDay, CalendarYear, WorkingHours
from units.workdays import (
    USUAL_HOURS,
    Hours,
    add_workdays,
    hours_on,
    is_announced,
    is_workday,
    workdays_between,
)

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 1, 1, tzinfo=UTC)
OCTOBER_2026 = [9, 10, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30]
SUMMER = Hours(time(8, 0), time(12, 0), time(15, 0), time(18, 0))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2027, 10, 1), True),
        (date(2027, 10, 2), False),
    ],
    ids=["holiday", "weekday", "make-up day", "sunday", "weekday not announced", "saturday not announced"],
)
def test_a_day_follows_the_library_where_it_knows_the_year_and_else_the_week(day: date, worked: bool) -> None:
    assert is_workday(day) == worked


@pytest.mark.parametrize("source", ["own", "national"])
def test_a_row_of_the_calendar_goes_before_the_library(source: str) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 8), is_working=False, source=source)

    assert not is_workday(date(2026, 10, 8))
    assert is_workday(date(2026, 10, 10))


def test_a_stored_year_is_read_from_its_rows_alone() -> None:
    CalendarYear.objects.create(year=2026, seeded_at=THEN)
    CalendarDay.objects.create(day=date(2026, 10, 1), is_working=False, source="national")

    assert [is_workday(date(2026, 10, day)) for day in (1, 2, 10)] == [False, True, False]


def test_the_working_days_of_a_span_leave_out_holidays_and_take_in_make_up_days() -> None:
    found = workdays_between(date(2026, 10, 1), date(2026, 10, 31))

    assert found == {date(2026, 10, 8), *(date(2026, 10, day) for day in OCTOBER_2026)}
    assert workdays_between(date(2026, 10, 2), date(2026, 10, 1)) == frozenset()


@pytest.mark.parametrize("days", [1, 400], ids=["a day", "more than a year"])
def test_a_span_costs_one_query(days: int, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        workdays_between(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days))


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 9, 29), 1, date(2026, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 10, 3), 0, date(2026, 10, 8)),
        (date(2026, 10, 8), 0, date(2026, 10, 8)),
        (date(2026, 12, 30), 3, date(2027, 1, 4)),
    ],
    ids=["next day", "over the holiday", "onto a make-up day", "off moves on", "worked stays", "new year"],
)
def test_a_due_day_is_counted_in_working_days(start: date, count: int, due: date) -> None:
    assert add_workdays(start, count) == due


def test_a_due_day_is_found_beyond_a_long_stretch_of_days_off() -> None:
    first = date(2027, 3, 1)
    CalendarDay.objects.bulk_create(
        CalendarDay(day=first + timedelta(days=count), is_working=False) for count in range(120)
    )

    assert add_workdays(first, 2) == date(2027, 6, 30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.dates(date(2004, 1, 1), date(2030, 12, 31)), count=st.integers(1, 40))
def test_between_a_day_and_its_due_day_lie_as_many_working_days(start: date, count: int) -> None:
    due = add_workdays(start, count)

    assert is_workday(due)
    assert len(workdays_between(start + timedelta(days=1), due)) == count


def test_no_due_day_lies_before_the_day_it_is_counted_from() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_workdays(date(2026, 10, 8), -1)


def test_counting_stops_before_the_end_of_time() -> None:
    assert add_workdays(date.max, 3) == date.max
    assert add_workdays(date(9989, 12, 30), 5) == date(9990, 1, 1)


@pytest.mark.parametrize(
    ("year", "announced"), [(2003, False), (2004, True), (2026, True), (2027, False), (2028, True)]
)
def test_a_year_is_announced_where_the_library_or_the_calendar_has_it(year: int, announced: bool) -> None:
    CalendarYear.objects.create(year=2028, seeded_at=THEN)

    assert is_announced(year) == announced


def test_hours_are_the_usual_ones_until_a_season_begins() -> None:
    values = SUMMER.__dict__
    WorkingHours.objects.create(name="夏季", starts_on=date(2026, 5, 1), **values)
    WorkingHours.objects.create(name="冬季", starts_on=date(2026, 10, 1), **USUAL_HOURS.__dict__)

    found = [hours_on(day) for day in (date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 30))]
    assert found == [USUAL_HOURS, SUMMER, SUMMER]
    assert hours_on(date(2026, 10, 1)) == USUAL_HOURS
