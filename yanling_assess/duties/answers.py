"""申诉, months in review, months opened again or corrected: for the chief, and for the units concerned."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from scoring.models import Correction, Month, Objection, UnitScore
from scoring.periods import month_name
from scoring.rulebook.points import show
from scoring.selectors.changed_results import changed_totals
from units.access import Actor, May
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.links import month_table, unit_page
from yanling_assess.duties.own_unit import Own
from yanling_assess.duties.types import Area, Counts, Duty

TOLD_FOR = timedelta(days=30)
"""How long a unit is told that a closed month of its own came out differently."""
UNSETTLED = (Month.State.REVIEW, Month.State.REOPENED)


def sought() -> Sought:
    return {"objections": Objection.objects.filter(state=Objection.State.OPEN)}


def duties(actor: Actor, counts: Counts) -> list[Duty]:
    """Objections that wait for the chief; the clerk sees them too."""
    label = "申诉待复核" if actor.may(May.DECIDE_OBJECTIONS) else "申诉待负责人复核"
    url = f"{reverse('scoring:objections')}?state={Objection.State.OPEN}"
    return [Duty(label, url, Area.SETTLING, counts["objections"])]


def reopened(months: list[Month]) -> list[Duty]:
    """Months that were opened again and wait to be closed."""
    return [
        Duty(f"{row}已重新开放，等再次定分", month_table(row.month), Area.SETTLING)
        for row in months
        if row.state == Month.State.REOPENED
    ]


def sought_of_units(actor: Actor, today: date) -> Sought:
    """Objections of the own units, and their months that came out differently of late."""
    since = today - TOLD_FOR
    again = UnitScore.objects.filter(unit__in=actor.unit_ids, result__revision__gt=1)
    return {
        "own_objections": Objection.objects.filter(unit__in=actor.unit_ids, state=Objection.State.OPEN),
        "unsettled_months": Month.objects.filter(state__in=UNSETTLED),
        "again": again.filter(result__closed_at__date__gte=since),
        "corrections": _recent_corrections(actor, since),
    }


def of_units(actor: Actor, own: Own, counts: Counts, today: date) -> list[Duty]:
    """What the heads of units are to look at: a month in review, objections, changed results."""
    since = today - TOLD_FOR
    objections = reverse("scoring:objections")
    return [
        *(_in_review(own, today) if counts["unsettled_months"] else []),
        Duty("正在复核的申诉", objections, Area.LOOK, counts["own_objections"]),
        *(_changed(actor, own, since) if counts["again"] else []),
        *(_corrected(actor, own, since) if counts["corrections"] else []),
    ]


def _in_review(own: Own, today: date) -> list[Duty]:
    """Months to be checked by the unit, and those that are open again."""
    found = []
    for month in Month.objects.filter(state__in=UNSETTLED).order_by("month"):
        for unit in own.ids:
            place, page = own.prefix(unit), unit_page(month.month, unit)
            if month.state == Month.State.REOPENED:
                label = f"{place}{month}已重新开放，得分以再次定分为准"
                found.append(Duty(label, page, Area.LOOK))
            else:
                until = month.review_until
                late = int(bool(until and until < today))
                label = f"核对{place}{month}明细，有异议的提出申诉"
                found.append(Duty(label, page, Area.OWED, due=until, late=late))
    return found


def _changed(actor: Actor, own: Own, since: date) -> list[Duty]:
    return [
        Duty(
            f"{own.prefix(row.unit_id)}{row.month}重新定分，结果有变化",
            unit_page(row.month.month, row.unit_id),
            Area.LOOK,
            note=f"{show(row.before)} → {show(row.after)}分",
        )
        for row in changed_totals(actor.unit_ids, since=since)
    ]


def _recent_corrections(actor: Actor, since: date) -> QuerySet[Correction]:
    rows = Correction.objects.filter(unit__in=actor.unit_ids, state=Correction.State.IN_FORCE)
    return rows.filter(at__date__gte=since)


def _corrected(actor: Actor, own: Own, since: date) -> list[Duty]:
    return [
        Duty(
            f"{own.prefix(one.unit_id)}{one.result.month}有更正，差额计入{month_name(one.counts_in)}",
            reverse("scoring:correction", args=[one.pk]),
            Area.LOOK,
        )
        for one in _recent_corrections(actor, since).select_related("result__month").order_by("id")
    ]
