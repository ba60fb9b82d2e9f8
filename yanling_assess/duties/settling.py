"""What waits to be settled by the policy office: 待核实, 人员待查, applications, praise without proof."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from scoring.models import ScoreEvent
from scoring.rulebook import Edition
from scoring.selectors.ledger import UNPROVED, applied, for_chief, unproved
from scoring.selectors.nameless import nameless, still_open
from units.access import Actor, May
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.links import ledger
from yanling_assess.duties.types import Area, Counts, Duty

PENDING_STATUS = ScoreEvent.Status.PENDING
PENDING = Q(status=PENDING_STATUS)


def sought(start: date, edition: Edition) -> Sought:
    """What is counted, from the first open month on."""
    events = ScoreEvent.objects.all()
    return {
        "pending": events.filter(PENDING),
        "nameless": events.filter(nameless(edition), still_open()),
        "applied": events.filter(PENDING, applied(user="finding__recorded_by", unit="unit")),
        "unproved": events.filter(unproved(edition), status__in=UNPROVED, counts_in__gte=start),
        "for_chief": events.filter(for_chief(edition)),
    }


def duties(actor: Actor, counts: Counts) -> list[Duty]:
    """The lines for what was counted."""
    lines = [
        ("待核实的事项", ledger(status=PENDING_STATUS), "pending"),
        ("人员待查的事项", reverse("scoring:nameless"), "nameless"),
        ("待核实的加分申报", ledger(status=PENDING_STATUS, applied="on"), "applied"),
        ("缺少证明材料的加分", ledger(unproved="on"), "unproved"),
    ]
    if actor.may(May.WAIVE):
        lines.insert(0, ("此前已免予扣分的问题又被通报，待决定", ledger(for_chief="on"), "for_chief"))
    return [Duty(label, url, Area.SETTLING, counts[name]) for label, url, name in lines]
