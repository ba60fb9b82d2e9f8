"""更正 in force: what they bring into an open month, and which there are."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from scoring.engine import Key
from scoring.models import Correction
from units.access import Actor


class Corrected(NamedTuple):
    """What a correction of a closed month brings into the month that it counts in; kept with its result."""

    id: int
    unit: int
    halves: int
    label: str
    """2026年8月更正"""
    statement: str
    reason: str
    follow_ups: list[dict[str, Any]]
    """Those that the corrected month has and the stored one had not."""


def in_force() -> QuerySet[Correction]:
    """All corrections that hold."""
    return Correction.objects.filter(state=Correction.State.IN_FORCE)


def corrections_counting(first: date, last: date) -> dict[date, list[Corrected]]:
    """By month, what counts in the months from the first to the last; one query."""
    rows = in_force().filter(counts_in__gte=first, counts_in__lte=last).order_by("id")
    return by_month(rows.select_related("result__month").defer(*HEAVY))


def by_month(rows: Iterable[Correction]) -> dict[date, list[Corrected]]:
    """What corrections bring into the months that they count in, in their order."""
    found: dict[date, list[Corrected]] = {}
    for row in rows:
        one = Corrected(
            row.pk,
            row.unit_id,
            row.difference_halves,
            f"{row.result.month}更正",
            row.statement,
            row.reason,
            row.effects.get("follow_ups_added", []),
        )
        found.setdefault(row.counts_in, []).append(one)
    return found


def by_unit(corrections: Iterable[Corrected]) -> dict[Key, int]:
    """Half-points by unit."""
    sums: dict[Key, int] = {}
    for one in corrections:
        sums[one.unit] = sums.get(one.unit, 0) + one.halves
    return sums


def visible_corrections(actor: Actor) -> QuerySet[Correction]:
    """The corrections that an actor may see, newest first."""
    rows = Correction.objects.visible_to(actor).defer(*HEAVY)
    return rows.select_related("unit", "result__month", "event__finding", "event__person", "by")


HEAVY = tuple(
    f"result__{name}"
    for name in ("edition_text", "units", "facts", "names", "narratives", "history_before", "history_after")
)
