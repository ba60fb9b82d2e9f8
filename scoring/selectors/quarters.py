"""季度和年度: what the closed months of a quarter or year come to, read from their stored results alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum, Value

from scoring.models import Month, MonthResult, ScoreLine, UnitScore
from scoring.periods import Period, month_key, next_month
from scoring.rulebook import Edition
from scoring.rulebook.points import show
from scoring.selectors.editions import edition_of, loaded
from scoring.selectors.month import CLOSED
from scoring.selectors.period_table import CategoryMean, MonthHead, PeriodTable, Worst
from scoring.selectors.standings import UnitMonth, period_ranks, standings
from scoring.selectors.stationed import Stationed, stationed_through
from scoring.selectors.wording import mean_of

CHARGED = Q(correction__isnull=True) & (Q(counted_halves__lt=0) | Q(zeroes=True, counted_halves__isnull=True))
"""Lines that took something away: points that counted, or a category emptied; no 更正 of an earlier month."""
_REVISIONS = MonthResult.objects.filter(month=OuterRef("pk")).order_by("-revision")
NEWEST, _EDITION = _REVISIONS.values("pk")[:1], _REVISIONS.values("edition_sha256")[:1]


class _Found(NamedTuple):
    """A stored score with what is added up beside the points."""

    score: UnitMonth
    kinds: list[str]
    categories: list[dict[str, Any]]
    order: int
    """The unit's place in the office's order today."""


def period_table(period: Period, first_month: date, unit_ids: Collection[int] | None = None) -> PeriodTable:
    """A period from the site's first month on; four queries whatever its size.

    `unit_ids` narrows the persons (a unit head sees the own unit's alone).
    """
    heads = month_heads(period.before.first, period.last)
    own = [head for head in heads if max(period.first, first_month) <= head.month]
    found = _scores([head for head in heads if head.result_id])
    current = [one for one in found if one.score.month >= period.first]
    now = [one.score for one in current]
    closed = [head for head in own if head.result_id]
    charges = _charges([head.result_id for head in closed])
    order = {one.score.unit_id: one.order for one in found}
    before = period_ranks(one.score for one in found if one.score.month < period.first)
    return PeriodTable(
        period=period,
        months=[_with_mean(head, now) for head in own],
        rows=standings(now, [head.month for head in closed], order, before),
        categories=_categories(current),
        worst=charges.worst,
        charged_units=charges.units,
        charged_people=charges.people,
        stationed=_stationed(closed, unit_ids),
        kinds=Counter(kind for one in current for kind in one.kinds).most_common(),
    )


def month_heads(first: date, last: date) -> list[MonthHead]:
    """Every month between, with its newest result where it is closed; one query."""
    found = Month.objects.filter(month__gte=first, month__lte=last).values_list(
        "month", "state", Subquery(NEWEST), Subquery(_EDITION)
    )
    rows = {row[0]: row[1:] for row in found}
    heads, month = [], first
    while month <= last:
        state, result, edition = rows.get(month, (Month.State.OPEN, None, ""))
        head = MonthHead(month, month_key(month), f"{month.month}月", state, None)
        heads.append(replace(head, result_id=result, edition=edition) if state in CLOSED else head)
        month = next_month(month)
    return heads


def edition_behind(head: MonthHead) -> Edition:
    """The edition that a closed month was scored with; one query where this process has not met it yet."""
    known = loaded(head.edition)
    if known is not None:
        return known
    if head.result_id is None:
        raise ValueError(f"{head.key} is not closed")
    row = MonthResult.objects.only("edition_text", "edition_name").get(pk=head.result_id)
    return edition_of(row.edition_text, head.edition, row.edition_name)


def _scores(closed: Sequence[MonthHead]) -> list[_Found]:
    """All units' stored scores of these months, with the kinds of their follow-ups."""
    months = {head.result_id: head.month for head in closed}
    rows = UnitScore.objects.filter(result_id__in=list(months)).values_list(
        *("result_id", "unit_id", "unit_name", "total_halves", "rank", "follow_ups", "categories"),
        "unit__order",
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
            order,
        )
        for key, unit, name, total, rank, follow_ups, categories, order in rows.order_by("result_id", "id")
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


_CHARGED_COLUMNS = (
    *("clause", "behaviour", "lines", "halves", "cleared", "entered"),
    *("from_unit", "from_person"),
)


class _Charges(NamedTuple):
    """What took points away in some results: by behaviour, from which units and people."""

    worst: list[Worst]
    units: frozenset[int]
    people: frozenset[int]


def _charges(result_ids: Sequence[int | None]) -> _Charges:
    """One query: the sums by behaviour, and with no sums whom they were taken from."""
    lines = ScoreLine.objects.filter(CHARGED, score__result_id__in=result_ids).order_by()
    nobody = Value(None, IntegerField())
    by_behaviour = lines.values("clause", "behaviour").annotate(
        lines=Count("id"),
        halves=Sum("counted_halves"),
        cleared=Count("id", filter=Q(zeroes=True)),
        entered=Count("event"),
        from_unit=nobody,
        from_person=nobody,
    )
    whose = lines.values_list(
        Value(""), Value(""), Value(0), Value(0), Value(0), Value(0), "unit_id", "person_id"
    ).distinct()
    by_behaviour = by_behaviour.values_list(*_CHARGED_COLUMNS)
    rows = list(by_behaviour.union(whose, all=True))
    return _Charges(
        _worst([row[:6] for row in rows if row[6] is None]),
        frozenset(row[6] for row in rows if row[6] is not None),
        frozenset(row[7] for row in rows if row[7] is not None),
    )


def _worst(rows: Iterable[tuple[Any, ...]], most: int = 5) -> list[Worst]:
    """What cost most: what emptied a category first, then by points."""
    ordered = sorted(
        rows, key=lambda row: (-row[4], row[3] is not None, row[3] or 0, -row[2], row[0], row[1])
    )
    return [
        Worst(clause, behaviour, lines, show(-(halves or 0)), cleared, not entered)
        for clause, behaviour, lines, halves, cleared, entered in ordered[:most]
    ]


def _stationed(closed: Sequence[MonthHead], unit_ids: Collection[int] | None) -> list[Stationed]:
    if not closed:
        return []
    last_day = next_month(closed[-1].month) - timedelta(days=1)
    return stationed_through(closed[0].month, last_day, unit_ids)
