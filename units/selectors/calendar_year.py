"""A year of the calendar as its page shows it: twelve months of days, each with what it is in a word."""

from dataclasses import dataclass
from datetime import date, timedelta

from units.models import CalendarDay, CalendarYear, WorkingHours
from units.selectors.workdays import USUAL_HOURS, Hours, is_known, national_arrangement

FIRST_YEAR, LAST_YEAR = 2004, 2199


@dataclass(frozen=True)
class Day:
    """One day: worked or not, and why where that differs from the week's rule."""

    on: date
    is_working: bool
    name: str = ""
    is_own: bool = False
    pk: int | None = None
    """The row it comes from; None where it follows the week, or the library."""
    version: int = 0

    @property
    def differs(self) -> bool:
        """Whether it is not what its weekday would say, or the bureau said so itself."""
        return self.is_own or self.is_working != (self.on.weekday() < 5)

    @property
    def kind(self) -> str:
        """off, holiday, makeup, own-on, own-off, or nothing for a plain working day."""
        if self.is_own:
            return "own-on" if self.is_working else "own-off"
        if self.differs:
            return "makeup" if self.is_working else "holiday"
        return "" if self.is_working else "off"

    @property
    def mark(self) -> str:
        """“休” or “班” on days that differ."""
        if not self.differs:
            return ""
        return "班" if self.is_working else "休"

    @property
    def state(self) -> str:
        return "上班" if self.is_working else "休息"

    @property
    def source(self) -> str:
        return "本局调整" if self.is_own else "国务院安排"


@dataclass(frozen=True)
class MonthGrid:
    """A month in weeks from Monday; None where a week reaches beyond the month."""

    month: date
    weeks: list[list[Day | None]]
    workdays: int


@dataclass(frozen=True)
class YearPage:
    """All that the page of a year shows."""

    year: int
    months: list[MonthGrid]
    changes: list[Day]
    """Days that differ from the week's rule."""
    stored: CalendarYear | None
    hours: list[WorkingHours]

    @property
    def is_known(self) -> bool:
        return is_known(self.year)

    @property
    def usual_in_words(self) -> str:
        return hours_in_words(USUAL_HOURS)

    @property
    def workdays(self) -> int:
        return sum(month.workdays for month in self.months)

    @property
    def has_rows(self) -> bool:
        return any(day.pk for day in self.changes)


def year_page(year: int) -> YearPage:
    """A year; three queries."""
    stored = CalendarYear.objects.filter(year=year).first()
    rows = {row.day: row for row in CalendarDay.objects.filter(day__year=year)}
    library = {} if stored else {day: (on, name) for day, on, name in national_arrangement(year)}
    days = [
        _day(date(year, 1, 1) + timedelta(days=count), rows, library)
        for count in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    months = [_grid([day for day in days if day.on.month == month]) for month in range(1, 13)]
    changes = [day for day in days if day.differs or day.pk]
    return YearPage(year, months, changes, stored, list(WorkingHours.objects.order_by("-starts_on")))


def hours_in_words(hours: Hours) -> str:
    """“08:30—12:00，14:30—17:30”"""
    return (
        f"{hours.morning_start:%H:%M}—{hours.morning_end:%H:%M}，"
        f"{hours.afternoon_start:%H:%M}—{hours.afternoon_end:%H:%M}"
    )


def _day(on: date, rows: dict[date, CalendarDay], library: dict[date, tuple[bool, str]]) -> Day:
    row = rows.get(on)
    if row is not None:
        is_own = row.source == CalendarDay.Source.OWN
        return Day(on, row.is_working, row.name, is_own, row.pk, row.version)
    worked, name = library.get(on, (on.weekday() < 5, ""))
    return Day(on, worked, name)


def _grid(days: list[Day]) -> MonthGrid:
    cells: list[Day | None] = [*[None] * days[0].on.weekday(), *days]
    cells += [None] * (-len(cells) % 7)
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    return MonthGrid(days[0].on, weeks, sum(day.is_working for day in days))
