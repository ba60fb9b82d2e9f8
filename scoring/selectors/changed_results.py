"""Closed months that were closed again: whose total came out differently."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scoring.models import Month, UnitScore
from scoring.selectors.results import HEAVY


@dataclass(frozen=True)
class ChangedTotal:
    """One unit's total before and after a reopening, in half-points."""

    month: Month
    unit_id: int
    unit_name: str
    before: int
    after: int


def changed_totals(unit_ids: Collection[int], *, since: date) -> list[ChangedTotal]:
    """Units of these whose newest result, closed since a day, differs from the one before it; one query."""
    rows = (
        UnitScore.objects.filter(unit__in=list(unit_ids), result__month__results__revision__gt=1)
        .select_related("result__month")
        .defer(*(f"result__{name}" for name in HEAVY))
        .order_by("result__month__month", "unit_id", "result__revision")
        .distinct()
    )
    by_month: dict[tuple[int, int], list[UnitScore]] = {}
    for row in rows:
        by_month.setdefault((row.result.month_id, row.unit_id), []).append(row)
    found = []
    for scores in by_month.values():
        if len(scores) < 2 or scores[-1].result.closed_at.date() < since:
            continue
        before, after = scores[-2].total_halves, scores[-1].total_halves
        if before != after:
            last = scores[-1]
            found.append(ChangedTotal(last.result.month, last.unit_id, last.unit_name, before, after))
    return found
