"""Months that an edition is tried on: closed ones from what was frozen with them, open ones from today.

Nothing is written, and the number of queries does not grow with the months.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from scoring.engine import MonthScore
from scoring.models import MonthResult, UnitScore
from scoring.periods import month_from, months_between, next_month
from scoring.selectors.corrections import corrections_counting, in_force
from scoring.selectors.editions import edition_of, loaded
from scoring.selectors.facts import Counting, ScoredMonth, scored_months
from scoring.selectors.month import CLOSED, standing
from scoring.selectors.replay import frozen_month
from units.selectors import bureau

LIGHT = ("edition_text", "names", "narratives", "history_after", "unsettled")
"""Columns of a result that scoring it again does not need."""


class Kept(NamedTuple):
    """What stands for a unit: stored for a closed month, computed for an open one."""

    total: int
    overflow: int
    rank: int
    categories: tuple[int, ...]


@dataclass(frozen=True)
class TriedMonth:
    """One month under the edition that it was (or is) scored by."""

    month: date
    scored: ScoredMonth
    kept: dict[int, Kept]
    result: MonthResult | None
    """The stored result of a closed month."""

    is_corrected: bool
    """A correction in force changes what later months see of it."""

    @property
    def own(self) -> MonthScore:
        """The month computed under its own edition: the control."""
        return self.scored.score

    @property
    def drift(self) -> list[str]:
        """Units whose stored result the control does not give again."""
        return [
            unit.name
            for key, unit in self.scored.units.items()
            if self.kept.get(key) != kept_of(self.own, key)
        ]


def triable_months(today: date) -> list[date]:
    """Every month that can be tried, newest first: from the one that runs back to the site's first."""
    return list(months_between(bureau().first_month, today.replace(day=1)))[::-1]


def tried_months(first: date, last: date, counting: Counting = corrections_counting) -> Iterator[TriedMonth]:
    """Every month from the first to the last, in order."""
    results = _results(first, last)
    stored = _stored(result.pk for result in results.values())
    opened = dict(_open_months(first, last, results, counting))
    for month in months_between(first, last):
        if month in results:
            result = results[month]
            yield TriedMonth(month, frozen_month(result), stored[result.pk], result, result.is_corrected)
        elif month in opened:
            scored = opened[month]
            kept = {key: kept_of(scored.score, key) for key in scored.units}
            yield TriedMonth(month, scored, kept, None, False)


def kept_of(score: MonthScore, unit: int) -> Kept:
    """A unit of a computed month."""
    found = score.units[unit]
    return Kept(found.total, found.overflow, found.rank, found.categories)


def _results(first: date, last: date) -> dict[date, Any]:
    """The newest result of each closed month; its edition's text is read where this process needs it."""
    newest = MonthResult.objects.filter(month=OuterRef("month")).order_by("-revision").values("pk")[:1]
    rows = (
        MonthResult.objects.filter(
            month__month__range=(first, last), month__state__in=CLOSED, pk=Subquery(newest)
        )
        .annotate(is_corrected=Exists(in_force().filter(result__month=OuterRef("month"))))
        .select_related("month")
        .defer(*LIGHT)
    )
    found = {row.month.month: row for row in rows}
    _meet({row.edition_sha256 for row in found.values()})
    return found


def _meet(digests: Collection[str]) -> None:
    missing = {sha for sha in digests if loaded(sha) is None}
    if missing:
        rows = MonthResult.objects.filter(edition_sha256__in=missing)
        for sha, name, text in rows.values_list("edition_sha256", "edition_name", "edition_text").distinct():
            edition_of(text, sha, name)


def _stored(results: Iterable[int]) -> dict[int, dict[int, Kept]]:
    rows = UnitScore.objects.filter(result__in=list(results)).values_list(
        "result_id", "unit_id", "total_halves", "overflow_halves", "rank", "categories"
    )
    found: dict[int, dict[int, Kept]] = {}
    for result, unit, total, overflow, rank, categories in rows.order_by("result_id", "unit_id"):
        scores = tuple(row["score"] for row in categories)
        found.setdefault(result, {})[unit] = Kept(total, overflow, rank, scores)
    return found


def _open_months(
    first: date, last: date, closed: Collection[date], counting: Counting
) -> Iterator[tuple[date, ScoredMonth]]:
    """Open months, each run of them on top of the closed month before it."""
    run: list[date] = []
    for month in [*months_between(first, last), next_month(last)]:
        if month <= last and month not in closed:
            run.append(month)
        elif run:
            where = standing(run[-1])
            for scored in scored_months(where, counting=counting) if where.is_open else ():
                own = month_from(scored.score.month)
                if own in run:
                    yield own, scored
            run = []
