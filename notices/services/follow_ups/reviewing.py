"""审核: the office passes what was handed in, or returns it with a reason; the due day stays as it was."""

from datetime import datetime
from typing import Any

from django.db import transaction

from notices.models import FollowUp, HandedIn
from notices.services.follow_ups.moving import MOST, expect, held, moved
from records.errors import given

State = FollowUp.State


def accept_follow_up(
    *, follow_up: FollowUp, expected_version: int, note: str = "", by: Any, at: datetime
) -> FollowUp:
    """Handed in → done."""
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.HANDED_IN, act="审核")
        _decide(row, HandedIn.State.ACCEPTED, note.strip()[:MOST], by=by, at=at)
        return moved(row, State.DONE, action="审核通过", by=by, at=at, reason=note, decision=note.strip())


def return_follow_up(
    *, follow_up: FollowUp, expected_version: int, reason: str, by: Any, at: datetime
) -> FollowUp:
    """Handed in → open again, with the reason; whoever is over the day is overdue again."""
    reason = given(reason, "退回须写明理由：哪里不符合要求、要补什么。", most=MOST)
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.HANDED_IN, act="退回")
        _decide(row, HandedIn.State.RETURNED, reason, by=by, at=at)
        return moved(row, State.OPEN, action="退回", by=by, at=at, reason=reason)


def _decide(row: FollowUp, state: str, reason: str, *, by: Any, at: datetime) -> None:
    waiting = HandedIn.objects.filter(follow_up=row, state=HandedIn.State.WAITING)
    waiting.update(state=state, reason=reason, decided_by=by, decided_at=at)
