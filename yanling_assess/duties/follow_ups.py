"""整改处理: what the office passes, confirms and chases; what a unit owes; what the 纪检监察组 holds."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from notices.handling import OF_DISCIPLINE, REFERRAL, TALK
from notices.models import FollowUp, HandedIn
from notices.selectors.follow_ups.basis import LIVE, gone_of
from notices.selectors.follow_ups.rows import OVERDUE, UNSETTLED
from scoring.models import Correction
from units.access import Actor, May
from yanling_assess.duties.counting import counted
from yanling_assess.duties.types import Counts, Duty

State = FollowUp.State


def sought(today: date) -> dict[str, QuerySet[Any]]:
    """What the office's lines count; what a correction may have touched is looked at closer."""
    rows = FollowUp.objects.all()
    corrected = Correction.objects.filter(state=Correction.State.IN_FORCE, unit=OuterRef("unit"))
    touched = corrected.filter(result__month__month__lte=OuterRef("month__month"))
    return {
        "handed_in": rows.filter(state=State.HANDED_IN),
        "late_follow_ups": rows.filter(_late(today)),
        "proposed": rows.filter(state=State.PROPOSED),
        "waiting_follow_ups": rows.filter(state=State.WAITING),
        "touched": rows.filter(Exists(touched), state__in=LIVE),
    }


def duties(actor: Actor, counts: Counts, today: date) -> list[Duty]:
    """The office's lines, only those that count something."""
    who = "" if actor.may(May.CONFIRM_FOLLOW_UPS) else "负责人"
    gone, late_and_gone = _gone(today) if counts["touched"] else (0, 0)
    late = counts["late_follow_ups"] - late_and_gone
    found = [
        Duty("整改处理已逾期", listed(state=OVERDUE), late, overdue=bool(late)),
        Duty("整改材料待审核", listed(state=State.HANDED_IN), counts["handed_in"]),
        Duty(f"撤出、移送待{who}确认", listed(state=State.PROPOSED), counts["proposed"]),
        Duty("整改处理依据已更正，待撤销", listed(state=UNSETTLED), gone),
        Duty("整改处理等申诉复核", listed(state=State.WAITING), counts["waiting_follow_ups"]),
    ]
    return [duty for duty in found if duty.count]


def sought_of_units(actor: Actor, today: date) -> dict[str, QuerySet[Any]]:
    """What the lines of a unit's head count; asked together with all that its head is to do."""
    own = _owed(actor)
    back = HandedIn.objects.filter(follow_up=OuterRef("pk"), state=HandedIn.State.RETURNED)
    return {
        "owed": own,
        "owed_late": own.filter(_late(today)),
        "owed_again": own.filter(Exists(back)),
    }


def of_units(actor: Actor, counts: Counts) -> list[Duty]:
    """What the own units still have to do, with the nearest day; what came back."""
    if not counts["owed"]:
        return []
    due = _owed(actor).order_by("due_on").values_list("due_on", flat=True).first()
    late, again = counts["owed_late"], counts["owed_again"]
    notes = [f"{late}件已逾期" if late else "", f"{again}件被退回" if again else ""]
    note = "，".join(filter(None, notes))
    return [Duty("整改处理待办理", listed(state=State.OPEN), counts["owed"], due, bool(late), note)]


def _owed(actor: Actor) -> QuerySet[Any]:
    rows = FollowUp.objects.of_units(actor.unit_ids).filter(state=State.OPEN)
    return rows.exclude(kind__in=OF_DISCIPLINE)


def of_discipline() -> list[Duty]:
    """Talks to be held, referrals to be dealt with."""
    rows = FollowUp.objects.filter(state=State.OPEN)
    counts = counted({"talks": rows.filter(kind=TALK), "referrals": rows.filter(kind=REFERRAL)})
    found = [
        Duty("待约谈", listed(state=State.OPEN, kind=TALK), counts["talks"]),
        Duty("移送待处理", listed(state=State.OPEN, kind=REFERRAL), counts["referrals"]),
    ]
    return [duty for duty in found if duty.count]


def listed(**filters: str) -> str:
    """The 整改台账 narrowed."""
    return f"{reverse('notices:follow_ups')}?{urlencode(filters)}"


def _late(today: date) -> Q:
    return Q(state=State.OPEN, due_on__lt=today)


def _gone(today: date) -> tuple[int, int]:
    """How many have lost their basis, and how many of them are past their day."""
    rows = list(FollowUp.objects.filter(state__in=LIVE))
    gone = gone_of(rows)
    past = [row for row in rows if row.state == State.OPEN and row.due_on and row.due_on < today]
    return len(gone), sum(row.pk in gone for row in past)
