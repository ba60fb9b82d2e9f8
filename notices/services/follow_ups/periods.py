"""In which state a follow-up begins, and from which day its period counts."""

from collections.abc import Callable
from datetime import date

from notices.deadlines import deadlines
from notices.handling import PROPOSED_FIRST
from notices.models import FollowUp
from notices.selectors.bulletins import edition_of
from scoring.models import MonthResult
from scoring.selectors.editions import edition_for
from units.selectors import bureau

State = FollowUp.State


def first_state(kind: str) -> FollowUp.State:
    """待确认 for what a person has to confirm first (RULEBOOK §6), else 待办理."""
    return State.PROPOSED if kind in PROPOSED_FIRST else State.OPEN


def period_from(day: date, result: MonthResult | None) -> Callable[[str], date | None]:
    """When each kind is due that opens, or is confirmed, on this day (R11: the next day is day 1); how long a
    撤出 may take stands in the edition that the month was scored with."""
    edition = edition_of(result) if result is not None else edition_for(day.replace(day=1))
    return deadlines(day, bureau=bureau(), withdrawal_days=edition.limits.withdrawal_days)
