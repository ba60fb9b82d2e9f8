"""What waits to be settled by the policy office: 待核实, 人员待查, applications, praise without proof."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from scoring.models import ScoreEvent
from scoring.rulebook import Edition
from scoring.selectors.ledger import UNPROVED, applied, for_chief, unproved
from scoring.selectors.nameless import nameless, still_open
from units.access import Actor, May
from yanling_assess.duties.links import ledger
from yanling_assess.duties.types import Counts, Duty

PENDING_STATUS = ScoreEvent.Status.PENDING
PENDING = Q(status=PENDING_STATUS)


def sought(start: date, edition: Edition) -> dict[str, QuerySet[Any]]:
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
    found = [
        Duty("待核实的事项", ledger(status=PENDING_STATUS), counts["pending"]),
        Duty("人员待查的事项", reverse("scoring:nameless"), counts["nameless"]),
        Duty("待核实的加分申报", ledger(status=PENDING_STATUS, applied="on"), counts["applied"]),
        Duty("缺少证明材料的加分", ledger(unproved="on"), counts["unproved"]),
    ]
    if actor.may(May.WAIVE) and counts["for_chief"]:
        label = "此前已免予扣分的问题又被通报，待决定"
        found.insert(0, Duty(label, ledger(for_chief="on"), counts["for_chief"]))
    return found
