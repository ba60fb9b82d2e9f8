"""When a follow-up is due: working days of the bureau's calendar, and R11's calendar days."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from units.models import Bureau
from units.workdays import WorkCalendar, work_calendar

DAYS_OF = {
    "书面检查": "self_criticism_days",
    "处理意见": "unit_opinion_days",
    "书面整改意见": "unit_opinion_days",
    "限期整改": "mend_days",
}
WITHDRAWAL = "5日内撤出并替换"
LOOK_AHEAD = timedelta(days=400)
"""Further than any period can reach: at most 90 working days."""


def deadlines(issued: date, *, bureau: Bureau, withdrawal_days: int) -> Callable[[str], date | None]:
    """When each kind of follow-up of a paper of this day is due; one query once working days are counted.

    None where the bureau sets no period (约谈, 移送纪检).
    """
    calendar = cache(lambda: work_calendar(issued, issued + LOOK_AHEAD))

    def due(kind: str) -> date | None:
        if kind == WITHDRAWAL:
            return issued + timedelta(days=withdrawal_days)  # the day after the notice is day 1 (R11)
        field = DAYS_OF.get(kind)
        return working_days_after(issued, getattr(bureau, field), calendar()) if field else None

    return due


def working_days_after(day: date, count: int, calendar: WorkCalendar) -> date:
    """The day that is `count` working days after; the day itself is not counted."""
    while count:
        day += timedelta(days=1)
        count -= calendar.is_workday(day)
    return day
