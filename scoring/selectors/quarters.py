"""季度和年度: what the closed months of a quarter or year come to, read from their stored results alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from scoring.models import Month, MonthResult, ScoreLine, UnitScore
from scoring.periods import Period, month_key, next_month
from scoring.rulebook.points import show
from scoring.selectors.month import CLOSED
from scoring.selectors.period_table import CategoryMean, MonthHead, PeriodTable, Worst
from scoring.selectors.standings import UnitMonth, period_ranks, standings
from scoring.selectors.stationed import Stationed, stationed_through
from scoring.selectors.wording import mean_of
from units.models import Unit

CHARGED = Q(correction__isnull=True) & (Q(counted_halves__lt=0) | Q(zeroes=True, counted_halves__isnull=True))
"""Lines that took something away: points that counted, or a category emptied; no 更正 of an earlier month."""
NEWEST = MonthResult.objects.filter(month=OuterRef("pk")).order_by("-revision").values("pk")[:1]


class _Found(NamedTuple):
    """A stored score with what is added up beside the points."""

    score: UnitMonth
    kinds: list[str]
    categories: list[dict[str, Any]]


def period_table(period: Period, first_month: date, unit_ids: Collection[int] | None = None) -> PeriodTable:
    """A period from the site's first month on; six queries whatever its size.

    `unit_ids` narrows the persons (a unit head sees the own unit's alone).
    """
    heads = month_heads(period.before.first, period.last)
    own = [head for head in heads if max(period.first, first_month) <= head.month]
    found = _scores([head for head in heads if head.result_id])
    current = [one for one in found if one.score.month >= period.first]
    now = [one.score for one in current]
    closed = [head for head in own if head.result_id]
    ids = [head.result_id for head in closed]
    order = {unit: place for place, unit in enumerate(Unit.objects.values_list("pk", flat=True))}
    before = period_ranks(one.score for one in found if one.score.month < period.first)
    return PeriodTable(
        period=period,
        months=[_with_mean(head, now) for head in own],
        rows=standings(now, [head.month for head in closed], order, before),
        categories=_categories(current),
        worst=_worst(ids),
        charged_units=frozenset(_charged(ids, "unit_id")),
        charged_people=frozenset(_charged(ids, "person_id")),
        stationed=_stationed(closed, unit_ids),
        kinds=Counter(kind for one in current for kind in one.kinds).most_common(),
    )


def month_heads(first: date, last: date) -> list[MonthHead]:
    """Every month between, with its newest result where it is closed; one query."""
    rows = {
        month: (state, result if state in CLOSED else None)
        for month, state, result in Month.objects.filter(month__gte=first, month__lte=last)
        .annotate(result_id=Subquery(NEWEST))
        .values_list("month", "state", "result_id")
    }
    heads, month = [], first
    while month <= last:
        state, result = rows.get(month, (Month.State.OPEN, None))
        heads.append(MonthHead(month, month_key(month), f"{month.month}月", state, result))
        month = next_month(month)
    return heads


def _scores(closed: Sequence[MonthHead]) -> list[_Found]:
    """All units' stored scores of these months, with the kinds of their follow-ups."""
    months = {head.result_id: head.month for head in closed}
    rows = UnitScore.objects.filter(result_id__in=list(months)).values_list(
        "result_id", "unit_id", "unit_name", "total_halves", "rank", "follow_ups", "categories"
    )
    return [
        _Found(
            UnitMonth(
                months[key],
                unit,
                name,
                total,
                rank,
                len(follow_ups),
                tuple(row["score"] for row in categories),
            ),
            [row["kind"] for row in follow_ups],
            categories,
        )
        for key, unit, name, total, rank, follow_ups, categories in rows.order_by("result_id", "id")
    ]


def _with_mean(head: MonthHead, rows: Iterable[UnitMonth]) -> MonthHead:
    totals = [row.total for row in rows if row.month == head.month]
    return replace(head, mean=mean_of(sum(totals), len(totals))) if totals else head


def _categories(found: Sequence[_Found]) -> list[CategoryMean]:
    """By category over all units and months, each held against the marks of its own month."""
    sums: dict[int, CategoryMean] = {}
    for one in found:
        for row in one.categories:
            so_far = sums.get(row["number"]) or CategoryMean(row["number"], row["name"], 0, 0, 0)
            sums[row["number"]] = CategoryMean(
                row["number"],
                row["name"],
                so_far.halves + row["score"],
                so_far.full + row["full"],
                so_far.count + 1,
            )
    return [sums[number] for number in sorted(sums)]


def _worst(result_ids: Sequence[int | None], most: int = 5) -> list[Worst]:
    """What cost most: what emptied a category first, then by points."""
    rows = (
        ScoreLine.objects.filter(CHARGED, score__result_id__in=result_ids)
        .values("clause", "behaviour")
        .annotate(
            lines=Count("id"),
            halves=Sum("counted_halves"),
            cleared=Count("id", filter=Q(zeroes=True)),
            entered=Count("event"),
        )
        .order_by("-cleared", F("halves").asc(nulls_first=True), "-lines", "clause", "behaviour")
        .values_list("clause", "behaviour", "lines", "halves", "cleared", "entered")[:most]
    )
    return [
        Worst(clause, behaviour, lines, show(-(halves or 0)), cleared, not entered)
        for clause, behaviour, lines, halves, cleared, entered in rows
    ]


def _charged(result_ids: Sequence[int | None], field: str) -> Iterable[int]:
    rows = ScoreLine.objects.filter(CHARGED, score__result_id__in=result_ids, **{f"{field}__isnull": False})
    return rows.order_by(field).values_list(field, flat=True).distinct()


def _stationed(closed: Sequence[MonthHead], unit_ids: Collection[int] | None) -> list[Stationed]:
    if not closed:
        return []
    last_day = next_month(closed[-1].month) - timedelta(days=1)
    return stationed_through(closed[0].month, last_day, unit_ids)
