"""恢复办理: what waited for an objection goes on once it is decided; the period counts from then."""

from datetime import datetime
from typing import Any

from django.db import transaction

from notices.models import FollowUp
from notices.selectors.follow_ups.basis import basis_of
from notices.services.follow_ups.moving import expect, held, moved
from notices.services.follow_ups.periods import first_state, period_from
from records.errors import Refusal

State = FollowUp.State


def resume_follow_up(*, follow_up: FollowUp, expected_version: int, by: Any, at: datetime) -> FollowUp:
    """Waiting → open or proposed. Refusal while an objection to one of its events is open, or where the
    decision has taken its basis away."""
    with transaction.atomic():
        row = held(follow_up, expected_version)
        expect(row, State.WAITING, act="恢复办理")
        decided = basis_of([row]).decided.get(row.pk)
        if decided is None:
            raise Refusal("所据事项的申诉还没有复核，请等复核结果。")
        due_on = period_from(decided, row.opened_by.result)
        return moved(row, first_state(row.kind), action="恢复办理", by=by, at=at, due_on=due_on(row.kind))


def resume_decided(*, at: datetime) -> list[FollowUp]:
    """All whose objections are decided; `remind` runs it every day. `by` nobody: it follows by itself."""
    rows = list(FollowUp.objects.filter(state=State.WAITING).order_by("id"))
    basis = basis_of(rows)
    return [
        resume_follow_up(follow_up=row, expected_version=row.version, by=None, at=at)
        for row in rows
        if row.pk in basis.decided and row.pk not in basis.gone
    ]
