"""When each unit was visited last: for the draw, the coverage table, the phone and the 工作台."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from scoring.drawing import Candidate, weight_of
from scoring.models import Finding, InspectionDraw, InspectionVisit
from scoring.periods import first_of, next_month
from units.models import Unit


def midnight(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def last_visits() -> dict[int, date]:
    """The day of each unit's last visit; units never visited are missing. One query."""
    rows = InspectionVisit.objects.order_by().values_list("unit").annotate(last=Max("visited_at"))
    return {unit: timezone.localdate(last) for unit, last in rows}


def units_open(on: date) -> QuerySet[Unit]:
    """The units in service on a day, in the office's order."""
    return Unit.objects.filter(
        Q(in_service_from__isnull=True) | Q(in_service_from__lte=on),
        Q(in_service_to__isnull=True) | Q(in_service_to__gte=on),
    )


def is_open(unit: Unit, on: date) -> bool:
    """The same question of one unit."""
    return (unit.in_service_from or on) <= on <= (unit.in_service_to or on)


def draw_pool(on: date) -> list[dict[str, object]]:
    """The units that may be drawn on a day, each with the days since its last visit and its weight."""
    last = last_visits()
    return [_entry(unit, days_since(last.get(unit.pk), on)) for unit in units_open(on)]


def days_since(last: date | None, on: date) -> int | None:
    """Days since a visit; None where there was none."""
    return None if last is None else (on - last).days


def _entry(unit: Unit, days: int | None) -> dict[str, object]:
    return {"unit": unit.pk, "name": unit.name, "days": days, "weight": weight_of(days)}


def candidates(row: InspectionDraw) -> list[Candidate]:
    """A draw's pool as it was drawn from."""
    return [Candidate(entry["unit"], entry["weight"]) for entry in row.pool]


@dataclass(frozen=True)
class Coverage:
    """One unit: when it was visited last, how often, and what the month's visits found."""

    unit: Unit
    last: date | None
    days: int | None
    this_month: int
    this_year: int
    found: int


def coverage(today: date) -> list[Coverage]:
    """Every unit in service, those unvisited the longest first; three queries."""
    month, year = first_of(today), today.replace(month=1, day=1)
    counted = (
        InspectionVisit.objects.order_by()
        .values("unit")
        .annotate(
            last=Max("visited_at"),
            month=Count("id", filter=Q(visited_at__gte=midnight(month))),
            year=Count("id", filter=Q(visited_at__gte=midnight(year))),
        )
    )
    visits: dict[int, dict[str, Any]] = {row["unit"]: dict(row) for row in counted}
    found = dict(
        Finding.objects.filter(
            inspection__isnull=False, happened_on__gte=month, happened_on__lt=next_month(month)
        )
        .order_by()
        .values_list("unit")
        .annotate(found=Count("id"))
    )
    rows = [_coverage(unit, visits.get(unit.pk), found.get(unit.pk, 0), today) for unit in units_open(today)]
    return sorted(rows, key=lambda row: (row.last is not None, row.last or today))


def _coverage(unit: Unit, visits: dict[str, Any] | None, found: int, today: date) -> Coverage:
    if visits is None:
        return Coverage(unit, None, None, 0, 0, found)
    last = timezone.localdate(visits["last"])
    return Coverage(unit, last, days_since(last, today), visits["month"], visits["year"], found)


def unvisited(today: date) -> QuerySet[Unit]:
    """The units in service that have not been visited this month."""
    visited = InspectionVisit.objects.filter(visited_at__gte=midnight(first_of(today)))
    return units_open(today).exclude(pk__in=visited.values("unit"))
