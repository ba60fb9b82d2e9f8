"""Months: which one an event counts in, and from where on an open month has to be scored."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max, Min, QuerySet

from records.errors import Refusal
from scoring.models import Month
from scoring.periods import first_of, month_name, next_month
from scoring.selectors.moments import aware
from units.selectors import bureau

CLOSED = (Month.State.CLOSED, Month.State.PUBLISHED)
ONCE_CLOSED = (*CLOSED, Month.State.REOPENED)
"""A reopened month is open for its own events, and takes none of other months (RULEBOOK §6)."""


def counting_month(on: date) -> date:
    """The month that an event of this day counts in: its own while open, else the earliest open one (R14)."""
    return counting_months()(on)


def counting_months() -> Callable[[date], date]:
    """The same for many days, asking the database once. Refusal for a day before the site's first month."""
    first = bureau().first_month
    states = dict(Month.objects.filter(state__in=ONCE_CLOSED).values_list("month", "state"))
    closed = frozenset(month for month, state in states.items() if state in CLOSED)
    earliest = next_month(max(states)) if states else first

    def counting(on: date) -> date:
        own = first_of(on)
        if own < first:
            raise Refusal(f"本系统从{month_name(first)}起计分，不能登记以前的事项。", field="happened_on")
        return earliest if own in closed else own

    return counting


def closed_months() -> QuerySet[Month, date]:
    """The months that take nothing any more; a reopened one is open for its own events."""
    return Month.objects.filter(state__in=CLOSED).values_list("month", flat=True)


def open_from() -> date:
    """The earliest month after all that were ever closed; the site's first month where none was."""
    last = Month.objects.filter(state__in=ONCE_CLOSED).aggregate(last=Max("month"))["last"]
    return next_month(last) if last else bureau().first_month


def earliest_not_closed() -> date:
    """The next month to be closed: a reopened one before all others."""
    reopened = Month.objects.filter(state=Month.State.REOPENED).aggregate(first=Min("month"))["first"]
    return min(reopened, open_from()) if reopened else open_from()


def month_row(month: date) -> Month:
    """The month's row; an unsaved open one where nobody has touched the month yet."""
    return Month.objects.filter(month=month).first() or Month(month=month)


@dataclass(frozen=True)
class Standing:
    """Where a month stands: its state, and what an open one is scored on top of."""

    month: date
    state: str
    start: date
    """The first month to be scored: after the last closed one, or the site's first."""
    history: dict[str, Any]
    """What the last closed month left behind, or the opening balance."""
    opening: bool
    """`history` is an opening balance."""
    closed_at: datetime | None
    """When the month before `start` was first closed; what was recorded since belongs to `start`."""
    review_until: date | None = None
    has_corrections: bool = False
    """Corrections of closed months may count in a month from `start` on."""
    late_until: datetime | None = None
    """When a reopened month was first closed: it takes nothing of other months that came later."""
    version: int = 1
    """Of the month's row, as it was looked at."""

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def is_reopened(self) -> bool:
        return self.state == Month.State.REOPENED

    @property
    def is_published(self) -> bool:
        return self.state == Month.State.PUBLISHED


def standing(month: date) -> Standing:
    """Where a month stands; one query, two where nothing has been closed before it."""
    rows = _rows_since_closing(month)
    own = next((row for row in rows if row.month == month), None)
    state = own.state if own else Month.State.OPEN
    review = own.review_until if own else None
    version = own.version if own else 1
    until = own.closed_at if own and state == Month.State.REOPENED else None
    last = rows[0] if rows and rows[0].state in CLOSED and rows[0].month < month else None
    if last is not None:
        start, corrected = next_month(last.month), last.corrections > 0
        return Standing(
            month, state, start, last.history, False, last.closed_at, review, corrected, until, version
        )
    if state in CLOSED:
        return Standing(month, state, month, {}, False, None, review, version=version)
    start = bureau().first_month
    opening: dict[str, Any] = next((row.opening for row in rows if row.month == start), {})
    return Standing(month, state, start, opening, True, None, review, late_until=until, version=version)


class _Row(NamedTuple):
    """A month, when it was first closed, and what it left behind where that is before the one asked for."""

    month: date
    state: str
    review_until: date | None
    opening: dict[str, Any]
    history: dict[str, Any]
    closed_at: datetime | None
    corrections: int
    """In force, and counting in later months."""
    version: int


SINCE_CLOSING = """
SELECT m.month, m.state, m.review_until, m.opening,
       COALESCE((SELECT h.history FROM scoring_historyrevision h WHERE h.result_id = r.id
                 ORDER BY h.id DESC LIMIT 1), r.history_after),
       f.closed_at,
       (SELECT COUNT(*) FROM scoring_correction c WHERE c.state = 'in_force' AND c.counts_in > m.month),
       m.version
  FROM scoring_month m
  LEFT JOIN scoring_monthresult f ON f.month_id = m.id AND f.revision = 1
  LEFT JOIN scoring_monthresult r
    ON r.month_id = m.id AND m.month < %s AND m.state IN (%s, %s)
   AND r.revision = (SELECT MAX(o.revision) FROM scoring_monthresult o WHERE o.month_id = m.id)
 WHERE m.month <= %s
   AND m.month >= COALESCE(
       (SELECT MAX(c.month) FROM scoring_month c WHERE c.state IN (%s, %s) AND c.month <= %s), m.month)
 ORDER BY m.month
"""
"""Written out: every page asks it, and putting it together from models took longer than running it."""


def _rows_since_closing(month: date) -> list[_Row]:
    """The month's row and those before it, back to the last closed one with its result's history."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE_CLOSING, [month, *CLOSED, month, *CLOSED, month])
        return [
            _Row(
                own,
                state,
                until,
                json.loads(opening),
                json.loads(history or "{}"),
                aware(closed_at),
                corrections,
                version,
            )
            for own, state, until, opening, history, closed_at, corrections, version in cursor.fetchall()
        ]
