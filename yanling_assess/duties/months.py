"""What the months ask of the policy office, and what the leaders look at."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from scoring.models import Month
from scoring.periods import first_of, month_from, month_name, months_between, next_month, previous_month
from scoring.rulebook import Edition
from scoring.selectors.facts import ScoredMonth
from scoring.selectors.month import ONCE_CLOSED, open_from
from units.access import Actor, May
from yanling_assess.duties.links import compose, month_table
from yanling_assess.duties.types import Area, Deadline, Duty


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


def bulletin_deadline(
    actor: Actor, today: date, start: date, edition: Edition, waiting: list[Month]
) -> Deadline | None:
    """The oldest month that is over and has no bulletin yet (三: by the 10th of the next); None: all out."""
    month = waiting[0].month if waiting else start
    if month >= first_of(today):
        return None
    due = next_month(month).replace(day=edition.limits.bulletin_day)
    is_closed = bool(waiting) and waiting[0].state == Month.State.CLOSED
    url = compose(month) if is_closed and actor.may(May.COMPOSE) else month_table(month)
    return Deadline(month, due, (due - today).days, url)


def months(actor: Actor, today: date, month: date, edition: Edition, waiting: list[Month]) -> list[Duty]:
    """Months to be closed, bulletins to be written, the month that runs."""
    found = []
    if month < first_of(today):
        label = f"{month_name(month)}{'定分' if actor.may(May.CLOSE_MONTHS) else '准备定分'}"
        found.append(_by_the_tenth(label, month_table(month), month, edition, today))
    for closed in (row for row in waiting if row.state == Month.State.CLOSED):
        label = f"{closed}督查通报{'签发' if actor.may(May.ISSUE) else '拟稿'}"
        found.append(_by_the_tenth(label, compose(closed.month), closed.month, edition, today))
    return [*found, Duty(f"{month_name(first_of(today))}得分", month_table(first_of(today)), Area.LOOK)]


def scores(start: date, today: date) -> list[Duty]:
    """The tables that the leaders read: the last closed month and all after it, open from `start` on."""
    last = previous_month(start)
    rows = Month.objects.filter(month__gte=last)
    states = {row.month: _state(row) for row in rows}
    shown = [month for month in months_between(last, first_of(today)) if month >= start or month in states]
    tables = [
        Duty(f"{month_name(month)}月度总表", month_table(month), Area.LOOK, note=states.get(month, "录入中"))
        for month in shown
    ]
    return [
        *tables,
        Duty("季度和年度", reverse("scoring:periods"), Area.LOOK),
        Duty("统计", reverse("scoring:statistics"), Area.LOOK),
    ]


def _state(month: Month) -> str:
    """已通报, 核对中"""
    name = str(month.get_state_display())
    return f"已{name}" if month.state in ONCE_CLOSED else f"{name}中"


def _by_the_tenth(label: str, url: str, month: date, edition: Edition, today: date) -> Duty:
    due = next_month(month).replace(day=edition.limits.bulletin_day)
    return Duty(label, url, Area.SETTLING, due=due, late=int(due < today))
