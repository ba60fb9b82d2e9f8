"""R6: which kinds of people are exempt from 未着工装, and who is of them on a day."""

from datetime import date, timedelta

from scoring.selectors.behaviours import EXEMPT_KINDS
from units.models import StaffMember

NEWCOMER_DAYS = 30
"""新进人员: so many days from the first posting on (docs/decisions/newcomers.md)."""
ON_ORDER, NEWCOMER, SUBSTITUTE = EXEMPT_KINDS


def kinds_of(person: StaffMember, *, first: date | None, stands_in: bool, on: date) -> set[str]:
    """The kinds a person is of on a day; `first` is the first day ever posted."""
    kinds = {ON_ORDER} if person.uniform == StaffMember.Uniform.ON_ORDER else set()
    if stands_in:
        kinds.add(SUBSTITUTE)
    if first and first <= on <= first + timedelta(days=NEWCOMER_DAYS):
        kinds.add(NEWCOMER)
    return kinds
