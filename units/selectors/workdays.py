"""Which days are worked and at what hours: own rows, then the national ones, then the week's rule.

A year that is not stored is asked of the library, where that knows it; where it does not, Monday to Friday
are worked and `is_announced` says that nobody knows better. A span costs one query, whatever its length.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

import chinese_calendar
from django.db.models import Case, CharField, QuerySet, Value, When
from django.db.models.functions import Cast

from units.models import CalendarDay, CalendarYear, WorkingHours

DAY = timedelta(days=1)
TIMES = ("morning_start", "morning_end", "afternoon_start", "afternoon_end")
FAR = date(9990, 1, 1)
"""Past this no day is counted on: dates end in 9999."""


@dataclass(frozen=True)
class Hours:
    """The four times of a working day (4.3: noon is from `morning_end` to `afternoon_start`)."""

    morning_start: time
    morning_end: time
    afternoon_start: time
    afternoon_end: time


USUAL_HOURS = Hours(time(8, 30), time(12, 0), time(14, 30), time(17, 30))
"""All the year, until 作息时间 are entered."""


@dataclass(frozen=True)
class WorkCalendar:
    """The working days and hours of a span, read once: asking it costs no query."""

    changed: dict[date, bool]
    """Days that stand in the calendar: whether they are worked."""
    stored_years: frozenset[int]
    seasons: tuple[tuple[date, Hours], ...] = ()
    """Hours from a day on, in order of days."""

    def is_workday(self, day: date) -> bool:
        if day in self.changed:
            return self.changed[day]
        if day.year not in self.stored_years and is_known(day.year):
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5

    def hours_on(self, day: date) -> Hours:
        """The hours in force that day, worked or not."""
        begun = [hours for start, hours in self.seasons if start <= day]
        return begun[-1] if begun else USUAL_HOURS

    def workdays_between(self, first: date, last: date) -> frozenset[date]:
        """The working days from the first to the last, both included."""
        return frozenset(day for day in days_between(first, last) if self.is_workday(day))


def work_calendar(first: date, last: date) -> WorkCalendar:
    """The calendar of a span; one query."""
    kept: dict[str, list[tuple[str, ...]]] = {"off": [], "on": [], "year": [], "hours": []}
    for kind, *values in _kept(first, last):
        kept[kind].append(tuple(values))
    days = {date.fromisoformat(row[0]): kind == "on" for kind in ("off", "on") for row in kept[kind]}
    years = frozenset(int(row[0]) for row in kept["year"])
    return WorkCalendar(days, years, tuple(sorted(_season(*row) for row in kept["hours"])))


def _kept(first: date, last: date) -> QuerySet[Any, Any]:
    """Days, years and hours that stand in the calendar, as rows of text: (kind, key, and four times)."""
    nothing = [Value("")] * 4
    kind = Case(When(is_working=True, then=Value("on")), default=Value("off"))
    days = CalendarDay.objects.filter(day__gte=first, day__lte=last)
    years = CalendarYear.objects.filter(year__gte=first.year, year__lte=last.year)
    hours = WorkingHours.objects.filter(starts_on__lte=last)
    return (
        days.order_by()
        .values_list(kind, _text("day"), *nothing)
        .union(
            years.order_by().values_list(Value("year"), _text("year"), *nothing),
            hours.order_by().values_list(Value("hours"), _text("starts_on"), *map(_text, TIMES)),
            all=True,
        )
    )


def _text(name: str) -> Cast:
    return Cast(name, CharField())


def _season(start: str, *times: str) -> tuple[date, Hours]:
    return date.fromisoformat(start), Hours(*map(time.fromisoformat, times))


def is_workday(day: date) -> bool:
    """Whether the day is worked."""
    return work_calendar(day, day).is_workday(day)


def workdays_between(first: date, last: date) -> frozenset[date]:
    """The working days from the first to the last, both included; none where the last is the earlier."""
    return work_calendar(first, last).workdays_between(first, last)


def hours_on(day: date) -> Hours:
    """The hours in force on a day; the usual ones until any are entered."""
    row = WorkingHours.objects.filter(starts_on__lte=day).order_by("starts_on").last()
    return hours_of(row) if row else USUAL_HOURS


def add_workdays(day: date, n: int) -> date:
    """The n-th working day after a day; for 0 the day itself, or the next working one where it is off."""
    if n < 0:
        raise ValueError("working days are counted forwards")
    if day >= FAR:
        return day
    last = day + timedelta(days=min(2 * n + 30, (FAR - day).days))
    calendar = work_calendar(day, last)
    left = n
    for found in days_between(day if n == 0 else day + DAY, last):
        left -= calendar.is_workday(found)
        if left <= 0 and calendar.is_workday(found):
            return found
    return add_workdays(last, left)


def is_announced(year: int) -> bool:
    """Whether the State Council's arrangement of the year is known here: stored, or in the library."""
    return is_known(year) or CalendarYear.objects.filter(year=year).exists()


def is_known(year: int) -> bool:
    """Whether the library holds the national arrangement of a year."""
    return year in LIBRARY_YEARS


def national_arrangement(year: int) -> list[tuple[date, bool, str]]:
    """(day, is worked, holiday) of the days of a year that differ from the week's rule; [] where unknown."""
    if not is_known(year):
        return []
    return [
        (day, worked, _holiday(day) + ("调休" if worked else ""))
        for day in days_between(date(year, 1, 1), date(year, 12, 31))
        if (worked := bool(chinese_calendar.is_workday(day))) != (day.weekday() < 5)
    ]


def hours_of(row: WorkingHours) -> Hours:
    return Hours(*(getattr(row, name) for name in TIMES))


def days_between(first: date, last: date) -> Iterable[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _holiday(day: date) -> str:
    """“国庆节”; for a make-up day the holiday that it makes up for; nothing where the library has no name."""
    _, name = chinese_calendar.get_holiday_detail(day)
    return chinese_calendar.Holiday(name).chinese if name else ""


LIBRARY_YEARS = frozenset(day.year for day in chinese_calendar.constants.holidays)
