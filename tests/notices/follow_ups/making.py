"""Months closed and told, and follow-ups made by hand where only their state matters."""

from datetime import date, datetime
from typing import Any

from notices.models import FollowUp, Notice
from notices.services.issuing import issue_notice
from scoring.models import Month, MonthResult, ScoreEvent
from scoring.services.months import close_month
from tests.conftest import NOON
from tests.scoring.factories import recorded_event, shown
from units.models import StaffMember, Unit, User

SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
State = FollowUp.State


def criticised(
    clerk: User, unit: Unit, on: date, person: StaffMember | None = None, **more: Any
) -> ScoreEvent:
    """A bulletin of the hall about something else than attendance (2.8): a criticism."""
    wanted = {"clause": "2.8", "behaviour": "大厅督查通报", "person": person, "verified": True} | more
    return recorded_event(clerk, unit, on=on, fact="大厅督查通报", **wanted)


def drunk(clerk: User, unit: Unit, person: StaffMember, on: date) -> ScoreEvent:
    """2.3, which is referred."""
    charge = {"clause": "2.3", "behaviour": "酒后上班", "verified": True}
    return recorded_event(clerk, unit, on=on, person=person, **charge)


def late(clerk: User, unit: Unit, person: StaffMember, on: date) -> ScoreEvent:
    return recorded_event(clerk, unit, on=on, person=person, clause="1.1", behaviour="迟到", verified=True)


def told(month: date, chief: User, at: datetime = NOON, reason: str = "") -> Notice:
    """The month closed and its bulletin issued."""
    return issued(closed(month, chief, at, reason), chief, at)


def closed(month: date, chief: User, at: datetime = NOON, reason: str = "") -> MonthResult:
    shown(month)
    return close_month(month=month, by=chief, at=at, reason=reason)


def issued(result: MonthResult, chief: User, at: datetime = NOON) -> Notice:
    return issue_notice(result=result, by=chief, at=at, on=at.date())


def a_follow_up(notice: Notice, unit: Unit, kind: str, state: str = State.OPEN, **more: Any) -> FollowUp:
    """One of September, as if the bulletin had stated it."""
    wanted = {
        "basis": "四（二）",
        "handled_by": "窗口单位",
        "due_on": date(2026, 10, 15),
        "opened_at": NOON,
        "month": Month.objects.get(pk=notice.month_id),
    }
    return FollowUp.objects.create(opened_by=notice, unit=unit, kind=kind, state=state, **(wanted | more))


def standing() -> list[tuple[str, str, str, str]]:
    """(month, kind, who, state) of all follow-ups, sorted."""
    rows = FollowUp.objects.select_related("person", "month").order_by("id")
    return sorted(
        (f"{row.month.month:%m}", row.kind, row.person.name if row.person else "", row.get_state_display())
        for row in rows
    )
