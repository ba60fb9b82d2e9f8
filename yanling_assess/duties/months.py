"""What the months ask of the policy office, and what the leaders look at."""

from collections.abc import Sequence
from datetime import date

from scoring.models import Month
from scoring.periods import first_of, month_from, month_name, next_month
from scoring.rulebook import Edition
from scoring.selectors.facts import ScoredMonth
from scoring.selectors.month import CLOSED, open_from
from units.access import Actor, May
from yanling_assess.duties.links import compose, month_table
from yanling_assess.duties.types import Deadline, Duty


def unpublished() -> list[Month]:
    """Months that were closed and have no bulletin of their newest result yet, oldest first; one query."""
    states = (Month.State.CLOSED, Month.State.REOPENED)
    return list(Month.objects.filter(state__in=states).order_by("month"))


def first_open(waiting: Sequence[Month], scored: Sequence[ScoredMonth]) -> date:
    """The earliest month after all that were ever closed; asks only where no open month has been scored."""
    if not scored:
        return open_from()
    reopened = [next_month(row.month) for row in waiting if row.state == Month.State.REOPENED]
    return max([month_from(scored[0].score.month), *reopened])


def bulletin_deadline(today: date, start: date, edition: Edition, waiting: list[Month]) -> Deadline | None:
    """The oldest month that is over and has no bulletin yet (三: by the 10th of the next); None: all out."""
    month = waiting[0].month if waiting else start
    if month >= first_of(today):
        return None
    due = next_month(month).replace(day=edition.limits.bulletin_day)
    return Deadline(month, due, (due - today).days)


def months(actor: Actor, today: date, month: date, edition: Edition, waiting: list[Month]) -> list[Duty]:
    """Months to be closed, bulletins to be written, the month that runs."""
    found = []
    day = edition.limits.bulletin_day
    if month < first_of(today):
        label = f"{month_name(month)}{'定分' if actor.may(May.CLOSE_MONTHS) else '准备定分'}"
        due = next_month(month).replace(day=day)
        found.append(Duty(label, month_table(month), due=due, overdue=due < today))
    for closed in (row for row in waiting if row.state == Month.State.CLOSED):
        due = next_month(closed.month).replace(day=day)
        label = f"{closed}督查通报{'签发' if actor.may(May.ISSUE) else '拟稿'}"
        found.append(Duty(label, compose(closed.month), due=due, overdue=due < today))
    return [*found, Duty(f"{month_name(first_of(today))}得分", month_table(first_of(today)))]


def scores(today: date) -> list[Duty]:
    """The tables that the leaders read."""
    last = Month.objects.filter(state__in=CLOSED).order_by("-month").first()
    shown = [last.month] if last else []
    return [Duty(f"{month_name(m)}月度总表", month_table(m)) for m in [*shown, first_of(today)]]
