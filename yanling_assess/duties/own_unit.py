"""What a unit head looks at first: the own unit's score, its rank once published, what is looked into."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from scoring.models import ScoreEvent
from scoring.periods import first_of, month_from, month_name, previous_month
from scoring.rulebook.points import show
from scoring.selectors.applications import WITHDRAWN
from scoring.selectors.coming import OVER_LIMIT, near_limit_count
from scoring.selectors.facts import ScoredMonth
from scoring.selectors.ledger import applied
from scoring.selectors.results import told_scores
from units.access import Actor
from units.models import Unit
from yanling_assess.duties.counting import Dated, Sought
from yanling_assess.duties.links import ledger, unit_page
from yanling_assess.duties.settling import PENDING
from yanling_assess.duties.types import Area, Counts, Duty


@dataclass(frozen=True)
class Own:
    """The units that an actor heads, in the office's order."""

    names: dict[int, str]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(self.names)

    def prefix(self, unit: int) -> str:
        """The unit's name where a line has to say which of them it means."""
        return self.names.get(unit, "") if len(self.names) > 1 else ""


def own_of(actor: Actor, scored: Sequence[ScoredMonth]) -> Own:
    """The actor's units by name; asks only where no open month knows them all."""
    known = {pk: unit.name for month in scored for pk, unit in month.units.items() if pk in actor.unit_ids}
    if len(known) < len(actor.unit_ids):
        rows = Unit.objects.filter(pk__in=actor.unit_ids).order_by("order", "pk")
        known = dict(rows.values_list("pk", "name"))
    return Own(known)


def sought(actor: Actor, start: date) -> Sought:
    """Of each unit: events being verified, applications among them, those not recognised since `start`."""
    own = Q(applied(user="finding__recorded_by", unit="unit"))
    returned = own & Q(status=ScoreEvent.Status.DISMISSED, counts_in__gte=start)
    refused = returned & ~Q(settled_reason__startswith=WITHDRAWN)
    found: dict[str, QuerySet[Any] | Dated] = {}
    for unit in actor.unit_ids:
        rows = ScoreEvent.objects.of_units([unit])
        found |= {
            f"pending {unit}": rows.filter(PENDING),
            f"applied {unit}": rows.filter(PENDING & own),
            f"refused {unit}": rows.filter(refused),
        }
    return found


def own_units(own: Own, counts: Counts, scored: Sequence[ScoredMonth], today: date) -> list[Duty]:
    """Each unit that the actor heads: this month and the one before, then what is being looked into."""
    month = first_of(today)
    before = previous_month(month)
    by_month = {month_from(one.score.month): one for one in scored}
    closed = {} if before in by_month else told_scores(before, own.ids)
    found = []
    for unit in own.ids:
        for shown in (month, before):
            if shown in by_month and unit in by_month[shown].units:
                found.append(_open(by_month[shown], unit, own))
            elif shown == before and unit in closed:
                total, rank = closed[unit]
                place = f"，第{rank}" if rank else ""
                found.append(_score(shown, unit, own, f"{show(total)}分{place}"))
        if month in by_month:
            found.append(_near(by_month[month], unit, own))
        found += _looked_into(unit, own, counts)
    return found


def _open(scored: ScoredMonth, unit: int, own: Own) -> Duty:
    score = scored.score.units[unit]
    lines = len(scored.score.lines(unit))
    note = f"{show(score.total)}分，{lines}条明细"
    return _score(month_from(scored.score.month), unit, own, note)


def _score(month: date, unit: int, own: Own, note: str) -> Duty:
    label = f"{month_name(month)}得分及明细"
    return Duty(label, unit_page(month, unit), Area.UNIT, note=note, unit=own.names[unit])


def _near(scored: ScoredMonth, unit: int, own: Own) -> Duty:
    count = near_limit_count([scored], OVER_LIMIT, [unit])
    url = f"{unit_page(month_from(scored.score.month), unit)}#coming"
    return Duty("将要超限的人员", url, Area.UNIT, count, "名", unit=own.names[unit])


def _looked_into(unit: int, own: Own, counts: Counts) -> list[Duty]:
    applications = reverse("scoring:applications")
    one = {"unit": unit} if len(own.names) > 1 else {}
    asked = {
        state: f"{applications}?{urlencode({'state': state, **one})}" for state in ("pending", "dismissed")
    }
    lines = [
        ("正在核实的事项", ledger(status="pending", **one), f"pending {unit}", ""),
        ("申报的加分，待核实", asked["pending"], f"applied {unit}", ""),
        ("申报的加分，未予认定", asked["dismissed"], f"refused {unit}", "请看理由"),
    ]
    name = own.names[unit]
    return [Duty(label, url, Area.UNIT, counts[key], note=note, unit=name) for label, url, key, note in lines]
