"""整改处理: what the office passes, confirms and chases; what a unit owes; what the 纪检监察组 holds."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from notices.handling import OF_DISCIPLINE, REFERRAL, TALK
from notices.models import FollowUp, HandedIn
from notices.selectors.follow_ups.basis import CHAIN, LIVE, gone_of
from notices.selectors.follow_ups.rows import OVERDUE, UNSETTLED
from scoring.models import Correction
from units.access import Actor, May
from yanling_assess.duties.counting import Dated, Sought, counted
from yanling_assess.duties.types import Area, Counts, Duty

State = FollowUp.State


def sought_late(today: date) -> Sought:
    """What is past its day; what a correction may have touched is looked at closer."""
    rows = FollowUp.objects.all()
    corrected = Correction.objects.filter(state=Correction.State.IN_FORCE, unit=OuterRef("unit"))
    touched = corrected.filter(result__month__month__lte=OuterRef("month__month"))
    return {
        "late_follow_ups": Dated(rows.filter(_late(today)), "due_on"),
        "touched": rows.filter(Exists(touched), state__in=LIVE),
    }


def sought(today: date) -> Sought:
    """What the office's lines count."""
    rows = FollowUp.objects.all()
    return {
        **sought_late(today),
        "handed_in": rows.filter(state=State.HANDED_IN),
        "proposed": rows.filter(state=State.PROPOSED),
        "waiting_follow_ups": rows.filter(state=State.WAITING),
    }


def late(counts: Counts, today: date) -> Duty:
    """What is past its day, as the office and the leaders see it."""
    return _late_line(_standing(counts, today))


def duties(actor: Actor, counts: Counts, today: date) -> list[Duty]:
    """The office's lines."""
    who = "" if actor.may(May.CONFIRM_FOLLOW_UPS) else "负责人"
    standing = _standing(counts, today)
    return [
        _late_line(standing),
        _line("整改材料待审核", counts["handed_in"], state=State.HANDED_IN),
        _line(f"撤出、移送待{who}确认", counts["proposed"], state=State.PROPOSED),
        _line("整改处理依据已更正，待撤销", standing.gone, state=UNSETTLED),
        _line("整改处理等申诉复核", counts["waiting_follow_ups"], state=State.WAITING),
    ]


def sought_of_units(actor: Actor, today: date) -> Sought:
    """What the lines of a unit's head count; asked together with all that its head is to do."""
    own = FollowUp.objects.of_units(actor.unit_ids).filter(state=State.OPEN).exclude(kind__in=OF_DISCIPLINE)
    back = HandedIn.objects.filter(follow_up=OuterRef("pk"), state=HandedIn.State.RETURNED)
    return {
        "owed": Dated(own, "due_on"),
        "owed_late": own.filter(_late(today)),
        "owed_again": own.filter(Exists(back)),
    }


def of_units(counts: Counts) -> list[Duty]:
    """What the own units still have to do, with the nearest day; what came back."""
    again, url = counts["owed_again"], listed(state=State.OPEN)
    return [
        Duty(
            "整改处理待办理",
            url,
            Area.OWED,
            counts["owed"],
            due=counts.due("owed"),
            late=counts["owed_late"],
            note=f"{again}件被退回" if again else "",
        )
    ]


def of_discipline(today: date) -> list[Duty]:
    """Talks to be held, referrals to be dealt with."""
    rows = FollowUp.objects.filter(state=State.OPEN)
    sought: dict[str, QuerySet[Any] | Dated] = {}
    for kind in OF_DISCIPLINE:
        own = rows.filter(kind=kind)
        sought |= {kind: Dated(own, "due_on"), f"late {kind}": own.filter(due_on__lt=today)}
    counts = counted(sought)
    lines = {TALK: "待约谈", REFERRAL: "移送待处理"}
    found = []
    for kind, label in lines.items():
        url, number = listed(state=State.OPEN, kind=kind), counts[kind]
        nearest, past = counts.due(kind), counts[f"late {kind}"]
        found.append(Duty(label, url, Area.OWED, number, due=nearest, late=past))
    return [*found, Duty("约谈和移送的整改台账", reverse("notices:follow_ups"), Area.LOOK)]


def listed(**filters: str) -> str:
    """The 整改台账 narrowed."""
    return f"{reverse('notices:follow_ups')}?{urlencode(filters)}"


class _Standing(NamedTuple):
    """How many have lost their basis; how many of the others are past their day, and since when."""

    gone: int
    late: int
    since: date | None


def _standing(counts: Counts, today: date) -> _Standing:
    if not counts["touched"]:
        return _Standing(0, counts["late_follow_ups"], counts.due("late_follow_ups"))
    rows = list(FollowUp.objects.filter(state__in=LIVE).select_related(CHAIN))
    gone = gone_of(rows)
    open_days = [row.due_on for row in rows if row.state == State.OPEN and row.due_on and row.pk not in gone]
    past = [day for day in open_days if day < today]
    return _Standing(len(gone), len(past), min(past, default=None))


def _late_line(standing: _Standing) -> Duty:
    count, url = standing.late, listed(state=OVERDUE)
    return Duty("整改处理已逾期", url, Area.HANDLING, count, due=standing.since, late=count)


def _line(label: str, count: int, **filters: str) -> Duty:
    return Duty(label, listed(**filters), Area.HANDLING, count)


def _late(today: date) -> Q:
    return Q(state=State.OPEN, due_on__lt=today)
