"""What attendance asks of the policy office: proposals to be decided, last month's file to be imported."""

from datetime import date

from django.urls import reverse

from scoring.periods import first_of, month_name, previous_month
from units.access import Actor, May
from units.models import AttendanceDay
from yanling_assess.duties.counting import Sought
from yanling_assess.duties.types import Area, Counts, Duty

FILE_BY = 3
"""The day of a month by which the last one's file should be there."""


def sought(today: date) -> Sought:
    """What is counted: the days signed last month."""
    this = first_of(today)
    return {"signed": AttendanceDay.objects.filter(day__gte=previous_month(this), day__lt=this)}


def duties(actor: Actor, counts: Counts, today: date) -> list[Duty]:
    """The proposals of all open months, counted once the page is there; the file that is not."""
    found = []
    if actor.may(May.SETTLE_PROPOSALS):
        counted_at = f"{reverse('scoring:proposals_count')}?if_any=on"
        url = reverse("scoring:proposals")
        found.append(Duty("未处理的线索", url, Area.SETTLING, counted_at=counted_at))
    if actor.may(May.KEEP_ATTENDANCE) and today.day >= FILE_BY and not counts["signed"]:
        label = f"{month_name(previous_month(first_of(today)))}考勤还没有导入"
        found.append(Duty(label, reverse("units:attendance_import"), Area.SETTLING))
    return found
