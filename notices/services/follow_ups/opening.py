"""整改处理 opens with the paper that states it: inside the transaction that issues the paper (RULEBOOK §5).

Keyed by unit, month, kind and person; a rung of the ladder brings each of its kinds once a unit and scope.
What stands already is never opened again, so a paper that replaces another opens only what is new.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from notices.models import FollowUp, Notice
from notices.selectors.follow_ups.arising import Arising, arising_of
from notices.services.follow_ups.periods import first_state, period_from
from notices.services.follow_ups.withdrawing import CLOSED_ANEW, CORRECTED, withdraw_gone
from records.changes import record_additions
from scoring.models import Objection

State = FollowUp.State


def open_follow_ups(*, notice: Notice, by: Any, at: datetime) -> list[FollowUp]:
    """Open what a bulletin's result brings. A bulletin that replaces another first withdraws what the new
    result does not have any more, keeps what both have, and opens what is new."""
    result = notice.result
    if result is None:
        raise ValueError("a bulletin names its result")
    with transaction.atomic():
        if notice.replaces_id is not None:
            withdraw_gone(month=notice.month, notice=notice, by=by, at=at)
        return open_missing(rows=arising_of(result), notice=notice, by=by, at=at)


def open_missing(*, rows: Iterable[Arising], notice: Notice, by: Any, at: datetime) -> list[FollowUp]:
    """Open those of `rows` that do not stand yet; due days count from the day of the paper."""
    rows = list(rows)
    due_on = period_from(notice.issued_on, notice.result)
    contested = _contested(event for row in rows for event in row.causes)
    keys, rungs = _standing(rows)
    opened = []
    for row in rows:
        if row.key in keys or row.rung_key in rungs:
            continue
        keys.add(row.key)
        if row.rung_key is not None:
            rungs.add(row.rung_key)
        waits = not contested.isdisjoint(row.causes)
        opened.append(_opened(row, notice, None if waits else due_on(row.kind), waits=waits, at=at))
    added = [(row, _told(row)) for row in opened]
    record_additions(by=by, at=at, action="产生整改处理", added=added)
    return opened


def _opened(row: Arising, notice: Notice, due: date | None, *, waits: bool, at: datetime) -> FollowUp:
    return FollowUp.objects.create(
        kind=row.kind,
        unit_id=row.unit_id,
        person_id=row.person_id,
        month_id=row.month_id,
        rung=row.rung,
        scope=row.scope,
        basis=row.basis,
        handled_by=row.handled_by,
        causes=list(row.causes),
        opened_by=notice,
        opened_at=at,
        due_on=due,
        state=State.WAITING if waits else first_state(row.kind),
    )


def _standing(rows: list[Arising]) -> tuple[set[Any], set[Any]]:
    """Keys and rungs of what stands, what the chief declined included; what fell with its basis may arise
    again."""
    kept = FollowUp.objects.filter(arose_from__isnull=True, unit__in={row.unit_id for row in rows})
    fell = Q(decision__startswith=CORRECTED) | Q(decision__startswith=CLOSED_ANEW)
    kept = kept.exclude(fell, state=State.WITHDRAWN)
    keys, rungs = set(), set()
    for row in kept:
        keys.add((row.unit_id, row.month_id, row.kind, row.person_id))
        if row.rung is not None and row.person_id is None:
            rungs.add((row.unit_id, row.scope, row.rung, row.kind))
    return keys, rungs


def _contested(events: Iterable[int]) -> set[int]:
    rows = Objection.objects.filter(state=Objection.State.OPEN, event__in=set(events))
    return set(rows.values_list("event_id", flat=True))


def _told(row: FollowUp) -> dict[str, Any]:
    return {
        "处理方式": row.kind,
        "状态": row.get_state_display(),
        "办理期限": row.due_on.isoformat() if row.due_on else "",
        "所据公文": row.opened_by.number,
    }
