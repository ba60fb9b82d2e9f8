"""申诉, months in review, months opened again or corrected: for the chief, and for the units concerned."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from scoring.models import Correction, Month, Objection, UnitScore
from scoring.periods import month_name
from scoring.rulebook.points import show
from scoring.selectors.changed_results import changed_totals
from units.access import Actor, May
from yanling_assess.duties.links import month_table, unit_page
from yanling_assess.duties.types import Counts, Duty

TOLD_FOR = timedelta(days=30)
"""How long a unit is told that a closed month of its own came out differently."""


def sought() -> dict[str, QuerySet[Any]]:
    return {"objections": Objection.objects.filter(state=Objection.State.OPEN)}


def duties(actor: Actor, counts: Counts) -> list[Duty]:
    """Objections that wait for the chief; the clerk sees them too."""
    label = "申诉待复核" if actor.may(May.DECIDE_OBJECTIONS) else "申诉待负责人复核"
    url = f"{reverse('scoring:objections')}?state={Objection.State.OPEN}"
    return [Duty(label, url, counts["objections"])] if counts["objections"] else []


def reopened(months: list[Month]) -> list[Duty]:
    """Months that were opened again and wait to be closed."""
    return [
        Duty(f"{row}已重新开放，等再次定分", month_table(row.month))
        for row in months
        if row.state == Month.State.REOPENED
    ]


def sought_of_units(actor: Actor, today: date) -> dict[str, QuerySet[Any]]:
    """Objections of the own units, and their months that came out differently of late."""
    since = today - TOLD_FOR
    again = UnitScore.objects.filter(unit__in=actor.unit_ids, result__revision__gt=1)
    return {
        "own_objections": Objection.objects.filter(unit__in=actor.unit_ids, state=Objection.State.OPEN),
        "again": again.filter(result__closed_at__date__gte=since),
        "corrections": _recent_corrections(actor, since),
    }


def of_units(actor: Actor, counts: Counts, today: date) -> list[Duty]:
    """What the heads of units are to look at: a month in review, objections, changed results."""
    found = []
    for month in Month.objects.filter(state__in=(Month.State.REVIEW, Month.State.REOPENED)).order_by("month"):
        if month.state == Month.State.REOPENED:
            label = f"{month}已重新开放，得分以再次定分为准"
            found += [Duty(label, unit_page(month.month, unit)) for unit in sorted(actor.unit_ids)]
            continue
        until = month.review_until
        label, late = f"核对{month}明细，有异议的提出申诉", bool(until and until < today)
        pages = (unit_page(month.month, unit) for unit in sorted(actor.unit_ids))
        found += [Duty(label, page, due=until, overdue=late) for page in pages]
    since = today - TOLD_FOR
    if counts["own_objections"]:
        found.append(Duty("正在复核的申诉", reverse("scoring:objections"), counts["own_objections"]))
    found += _changed(actor, since) if counts["again"] else []
    found += _corrected(actor, since) if counts["corrections"] else []
    return found


def _changed(actor: Actor, since: date) -> list[Duty]:
    return [
        Duty(
            f"{row.unit_name}{row.month}重新定分，结果有变化",
            unit_page(row.month.month, row.unit_id),
            note=f"{show(row.before)} → {show(row.after)}分",
        )
        for row in changed_totals(actor.unit_ids, since=since)
    ]


def _recent_corrections(actor: Actor, since: date) -> QuerySet[Correction]:
    rows = Correction.objects.filter(unit__in=actor.unit_ids, state=Correction.State.IN_FORCE)
    return rows.filter(at__date__gte=since)


def _corrected(actor: Actor, since: date) -> list[Duty]:
    return [
        Duty(
            f"{one.result.month}有更正，差额计入{month_name(one.counts_in)}",
            reverse("scoring:correction", args=[one.pk]),
        )
        for one in _recent_corrections(actor, since).select_related("result__month").order_by("id")
    ]
