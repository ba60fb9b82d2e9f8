"""What a unit head looks at first: the own unit's score so far and what is being looked into."""

from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from scoring.models import ScoreEvent
from scoring.periods import first_of, month_name, previous_month
from scoring.rulebook.points import show
from scoring.selectors.applications import WITHDRAWN
from scoring.selectors.coming import OVER_LIMIT, near_limit_count
from scoring.selectors.facts import scored_month
from scoring.selectors.ledger import applied
from scoring.selectors.month import standing
from units.access import Actor
from units.models import Unit
from yanling_assess.duties.links import ledger, unit_page
from yanling_assess.duties.settling import PENDING
from yanling_assess.duties.types import Duty


def own_units(actor: Actor, today: date) -> list[Duty]:
    """Each unit that the actor heads, this month and the one before."""
    month = first_of(today)
    where = standing(month)
    if where.start > month:
        return []
    scored, before = scored_month(where), previous_month(month)
    has_before = where.start <= before or not where.opening
    waiting = _waiting(actor, where.start)
    found = []
    for unit in (scored.units[key] for key in sorted(actor.unit_ids) if key in scored.units):
        score = scored.score.units[unit.pk]
        note = f"{show(score.total)}分，{len(scored.score.lines(unit.pk))}条明细"
        found.append(Duty(f"{unit}{month_name(month)}得分及明细", unit_page(month, unit.pk), note=note))
        if has_before:
            found.append(Duty(f"{unit}{month_name(before)}得分及明细", unit_page(before, unit.pk)))
        near = near_limit_count([scored], OVER_LIMIT, [unit.pk])
        if near:
            found.append(Duty(f"{unit}将要超限的人员", f"{unit_page(month, unit.pk)}#coming", near))
        found += _waiting_duties(unit, *waiting.get(unit.pk, (0, 0, 0)))
    return found


def _waiting(actor: Actor, start: date) -> dict[int, tuple[int, int, int]]:
    """By unit: events being verified, applications among them, applications not recognised since `start`."""
    own = Q(applied(user="finding__recorded_by", unit="unit"))
    returned = own & Q(status=ScoreEvent.Status.DISMISSED, counts_in__gte=start)
    rows = (
        ScoreEvent.objects.of_units(actor.unit_ids)
        .order_by()
        .values_list("unit")
        .annotate(
            pending=Count("id", filter=PENDING),
            applied_for=Count("id", filter=PENDING & own),
            refused=Count("id", filter=returned & ~Q(settled_reason__startswith=WITHDRAWN)),
        )
    )
    return {unit: (pending, applied_for, refused) for unit, pending, applied_for, refused in rows}


def _waiting_duties(unit: Unit, pending: int, applied_for: int, refused: int) -> list[Duty]:
    applications = reverse("scoring:applications")
    found = [
        Duty(f"{unit}正在核实的事项", ledger(status="pending"), pending),
        Duty(f"{unit}申报的加分，待核实", f"{applications}?state=pending", applied_for),
    ]
    if refused:
        found.append(
            Duty(f"{unit}申报的加分，未予认定", f"{applications}?state=dismissed", refused, note="请看理由")
        )
    return found
