"""Closed months as they were stored. Nothing here looks at today's rows."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import cast

from django.db import connection
from django.db.models import QuerySet

from scoring.models import Month, MonthResult, ScoreLine, UnitScore
from scoring.selectors.month import CLOSED
from scoring.selectors.outcome import ResultLine, UnitResult, in_rank_order

PUBLISHED = Month.State.PUBLISHED
HEAVY = (
    "edition_text",
    "units",
    "facts",
    "names",
    "narratives",
    "history_before",
    "history_after",
    "corrections",
)


def latest_result(month: date) -> MonthResult | None:
    """The month's newest result, without its heavy columns; None while it has never been closed."""
    return light_results().filter(month__month=month).order_by("-revision").first()


def light_results() -> QuerySet[MonthResult]:
    """Results with their month, without what only replay and the papers read."""
    return MonthResult.objects.select_related("month").defer(*HEAVY)


TOTALS = """
SELECT m.month, s.total_halves
  FROM scoring_unitscore s
  JOIN scoring_monthresult r ON r.id = s.result_id
  JOIN scoring_month m ON m.id = r.month_id
 WHERE s.unit_id = %s AND m.month >= %s AND m.month <= %s
 ORDER BY m.month, r.revision
"""


def stored_totals(unit_id: int, first: date, last: date) -> list[tuple[date, int]]:
    """A unit's totals in some months; older revisions come first, so that newer ones replace them."""
    with connection.cursor() as cursor:
        cursor.execute(TOTALS, [unit_id, first, last])
        return cast("list[tuple[date, int]]", cursor.fetchall())


def told_scores(month: date, unit_ids: Collection[int]) -> dict[int, tuple[int, int | None]]:
    """(total in half-points, rank) of units in a closed month's newest result, as their heads may read it:
    no rank before it is published; nothing of a month that is open again. One query."""
    rows = UnitScore.objects.filter(result__month__month=month, unit__in=unit_ids)
    closed = rows.filter(result__month__state__in=CLOSED).order_by("result__revision")
    kept = closed.values_list("unit_id", "total_halves", "rank", "result__month__state")
    return {unit: (total, rank if state == PUBLISHED else None) for unit, total, rank, state in kept}


def totals_of_all(first: date, last: date) -> dict[int, dict[date, int]]:
    """The same of every unit."""
    rows = (
        UnitScore.objects.filter(result__month__month__range=(first, last))
        .order_by("result__revision")
        .values_list("unit_id", "result__month__month", "total_halves")
    )
    found: dict[int, dict[date, int]] = {}
    for unit, month, total in rows:
        found.setdefault(unit, {})[month] = total
    return found


def stored_units(result: MonthResult) -> list[UnitResult]:
    """All units of a stored result, by rank; they were stored in the office's order."""
    return in_rank_order(stored_unit(score) for score in result.scores.order_by("id"))


def stored_unit(score: UnitScore) -> UnitResult:
    """One unit of a stored result."""
    return UnitResult(
        unit_id=score.unit_id,
        unit_name=score.unit_name,
        total_halves=score.total_halves,
        overflow_halves=score.overflow_halves,
        corrected_halves=score.corrected_halves,
        rank=score.rank,
        categories=score.categories,
        follow_ups=score.follow_ups,
        notes=score.notes,
    )


def stored_lines(score: UnitScore) -> list[ResultLine]:
    """The stored lines of one unit, in their order."""
    return lines_of(score.pk)


def lines_of(score_id: int) -> list[ResultLine]:
    """The same by the score's key."""
    return as_lines(ScoreLine.objects.filter(score=score_id))


def as_lines(rows: "QuerySet[ScoreLine]") -> list[ResultLine]:
    """Stored rows as lines."""
    columns: Iterable[tuple[object, ...]] = rows.order_by("score_id", "position").values_list(
        *ResultLine._fields
    )
    return [ResultLine._make(row) for row in columns]
