"""The calendar of working days: a year that begins without its arrangement makes every due day a guess."""

from datetime import date

from django.urls import reverse

from units.models import CalendarYear
from units.selectors.workdays import is_known
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty

TOLD_FROM = 12
"""The month in which the next year's arrangement should be there; the State Council announces it before."""


def sought(today: date) -> Sought:
    """The years that are stored, of those that have to be known by now."""
    return {f"year {year}": CalendarYear.objects.filter(year=year) for year in _needed(today)}


def duties(counts: Counts, today: date) -> list[Duty]:
    """A line for each year that nobody has loaded."""
    url = reverse("units:calendar")
    missing = [year for year in _needed(today) if not counts[f"year {year}"]]
    return [
        Duty(f"{year}年放假安排还没有载入", url, Area.PEOPLE, due=date(year - 1, 12, 31)) for year in missing
    ]


def _needed(today: date) -> list[int]:
    years = [today.year, today.year + 1] if today.month >= TOLD_FROM else [today.year]
    return [year for year in years if not is_known(year)]
