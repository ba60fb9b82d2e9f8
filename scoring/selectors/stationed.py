"""Who was stationed all through a span of days, at whatever unit: docs/decisions/without_deduction.md."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q

from units.models import Posting

LONGEST_GAP = timedelta(days=7)
"""Between two postings: a change of unit over a holiday leaves nobody out."""


class Stay(NamedTuple):
    """One posting of one person; `last` is None while it lasts."""

    person_id: int
    name: str
    unit_id: int
    first: date
    last: date | None


class Stationed(NamedTuple):
    """A person who was there all the time, with the unit stood at last."""

    person_id: int
    name: str
    unit_id: int


def stationed_through(first: date, last: date, unit_ids: Collection[int] | None = None) -> list[Stationed]:
    """Those posted from the first day to the last, by unit and name; with `unit_ids` those ending there."""
    overlapping = Posting.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)
    rows = overlapping.order_by("person__number", "starts_on", "id").values_list(
        "person_id", "person__name", "unit_id", "starts_on", "ends_on"
    )
    found = through((Stay(*row) for row in rows), first, last)
    return [one for one in found if unit_ids is None or one.unit_id in unit_ids]


def through(stays: Iterable[Stay], first: date, last: date) -> list[Stationed]:
    """Those whose stays cover the span from end to end; each person's stays come together, oldest first."""
    by_person: dict[int, list[Stay]] = {}
    for stay in stays:
        by_person.setdefault(stay.person_id, []).append(stay)
    return [
        Stationed(own[-1].person_id, own[-1].name, own[-1].unit_id)
        for own in by_person.values()
        if _covers(own, first, last)
    ]


def _covers(stays: list[Stay], first: date, last: date) -> bool:
    if stays[0].first > first:
        return False
    reached: date = first
    for stay in stays:
        if stay.first > reached + LONGEST_GAP:
            return False
        reached = max(reached, min(stay.last or last, last))
    return reached >= last
