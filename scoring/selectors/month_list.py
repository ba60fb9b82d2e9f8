"""The months of the site, newest first: where each stands, when its bulletin is due, how it came out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from scoring.models import Month, MonthResult, ScoreEvent, UnitScore
from scoring.periods import first_of, month_key, month_name, months_between, next_month
from scoring.selectors.editions import editions_for
from scoring.selectors.month import CLOSED
from scoring.selectors.wording import mean_of
from units.selectors import bureau


@dataclass(frozen=True)
class MonthRow:
    """One month of the list."""

    month: date
    name: str
    key: str
    state: str
    state_label: str
    deadline: date
    overdue: bool
    """Its bulletin should be out by now."""
    events: int
    pending: int
    mean: str
    """Mean total of a closed month; empty while open."""


def month_rows(today: date) -> list[MonthRow]:
    """All months from the first to today's, newest first; five queries whatever their number."""
    states = dict(Month.objects.values_list("month", "state"))
    last = max([first_of(today), *states])
    months = list(months_between(bureau().first_month, last))
    if not months:
        return []
    counts = _counts(months[0])
    means = {month: mean_of(*sums) for month, sums in closed_sums().items()}
    editions = editions_for(months)
    rows = []
    for month in reversed(months):
        state = states.get(month, Month.State.OPEN)
        deadline = next_month(month).replace(day=editions[month].limits.bulletin_day)
        events, pending = counts.get(month, (0, 0))
        rows.append(
            MonthRow(
                month=month,
                name=month_name(month),
                key=month_key(month),
                state=state,
                state_label=Month.State(state).label,
                deadline=deadline,
                overdue=state != Month.State.PUBLISHED and deadline < today,
                events=events,
                pending=pending,
                mean=means.get(month, ""),
            )
        )
    return rows


def _counts(first: date) -> dict[date, tuple[int, int]]:
    """Events and pending events by the month that they count in."""
    pending = Q(status=ScoreEvent.Status.PENDING)
    rows = (
        ScoreEvent.objects.filter(counts_in__gte=first)
        .exclude(status=ScoreEvent.Status.DISMISSED)
        .values("counts_in")
        .annotate(events=Count("id"), pending=Count("id", filter=pending))
        .order_by("counts_in")
        .values_list("counts_in", "events", "pending")
    )
    return {month: (events, waiting) for month, events, waiting in rows}


def closed_sums() -> dict[date, tuple[int, int]]:
    """The sum of the totals (half-points) of each closed month's newest result, and of how many units."""
    newest = (
        MonthResult.objects.filter(month=OuterRef("result__month")).order_by("-revision").values("id")[:1]
    )
    rows = (
        UnitScore.objects.filter(result=Subquery(newest), result__month__state__in=CLOSED)
        .values("result__month__month")
        .annotate(halves=Sum("total_halves"), units=Count("id"))
        .order_by("result__month__month")
        .values_list("result__month__month", "halves", "units")
    )
    return {month: (halves, units) for month, halves, units in rows}
