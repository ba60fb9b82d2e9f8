"""核实: an event is confirmed, not recognised, or waived; while its month is open it can be taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from records.changes import record_change
from records.errors import EditConflict, Refusal, given
from records.versions import save_edit
from scoring.models import ScoreEvent
from scoring.selectors.editions import edition_for
from scoring.services.entry_rules import known_behaviour
from scoring.services.false_praise import withdraw_praise
from scoring.services.findings import check_proof
from scoring.services.open_months import hold_open, hold_same
from scoring.services.waived_before import leave_to_the_chief

Status = ScoreEvent.Status
REASON_LENGTH = 300


def confirm_event(*, event: ScoreEvent, expected_version: int, by: Any, at: datetime) -> ScoreEvent:
    """Pending → confirmed. It counts in its day's month or, once that is closed, the earliest open one."""
    with transaction.atomic():
        event = _as_read(event, expected_version)
        _expect(event, Status.PENDING)
        month = hold_open(event.finding.happened_on)
        behaviour = known_behaviour(edition_for(month), event.clause, event.behaviour)
        check_proof(behaviour, event.finding, has_files=event.finding.evidence.exists())
        leave_to_the_chief(behaviour=behaviour, problem=event.problem, by=by, at=at)
        settled = _settle(event, Status.CONFIRMED, "核实", "", by=by, at=at, counts_in=month)
        withdraw_praise(settled, by=by, at=at)
    return settled


def confirm_events(*, events: Sequence[tuple[ScoreEvent, int]], by: Any, at: datetime) -> list[str]:
    """Confirm several, each in the version that was seen; returns why those that stay pending do."""
    refused = []
    for event, version in events:
        try:
            confirm_event(event=event, expected_version=version, by=by, at=at)
        except Refusal as refusal:
            where = f"{event.finding.happened_on:%Y-%m-%d} {event.unit.name} {event}"
            refused.append(f"没有核实：{where}。{refusal.message}")
    return refused


def dismiss_event(
    *, event: ScoreEvent, expected_version: int, reason: str, by: Any, at: datetime
) -> ScoreEvent:
    """Pending or confirmed → not recognised (不予认定): it is kept, counts nowhere, and says why."""
    with transaction.atomic():
        event = _as_read(event, expected_version)
        _expect(event, Status.PENDING, Status.CONFIRMED)
        _hold(event)
        reason = given(reason, "请写明理由。", most=REASON_LENGTH)
        return _settle(event, Status.DISMISSED, "不予认定", reason, by=by, at=at)


def waive_event(
    *, event: ScoreEvent, expected_version: int, reason: str, by: Any, at: datetime
) -> ScoreEvent:
    """Pending or confirmed → waived (免予扣分) by the chief: it is shown at 0 with the reason."""
    with transaction.atomic():
        event = _as_read(event, expected_version)
        _expect(event, Status.PENDING, Status.CONFIRMED)
        month = _hold(event)
        behaviour = known_behaviour(edition_for(month), event.clause, event.behaviour)
        if behaviour.effect == "award":
            raise Refusal("加分事项没有“免予扣分”；不成立的请选“不予认定”。")
        reason = given(reason, "请写明理由。", most=REASON_LENGTH)
        return _settle(event, Status.WAIVED, "免予扣分", reason, by=by, at=at, counts_in=month)


def reopen_event(*, event: ScoreEvent, expected_version: int, by: Any, at: datetime) -> ScoreEvent:
    """Settled → pending again, while its month is open: the quiet undo."""
    with transaction.atomic():
        event = _as_read(event, expected_version)
        _expect(event, Status.CONFIRMED, Status.DISMISSED, Status.WAIVED)
        month = _hold(event)
        return _settle(event, Status.PENDING, "退回待核实", "", by=None, at=at, actor=by, counts_in=month)


def _as_read(event: ScoreEvent, expected_version: int) -> ScoreEvent:
    """The row as it stands now; EditConflict where it is no longer the one that was looked at."""
    fresh = (
        ScoreEvent.objects.select_for_update(of=("self",))
        .select_related("finding", "problem")
        .filter(pk=event.pk)
        .first()
    )
    if fresh is None or fresh.version != expected_version:
        raise EditConflict(fresh)
    return fresh


def _expect(event: ScoreEvent, *allowed: str) -> None:
    if event.status not in allowed:
        raise Refusal(f"这一项现在是“{event.get_status_display()}”，不能这样处理；请刷新页面看最新情况。")


def _hold(event: ScoreEvent) -> Any:
    """Hold the month open; a pending event moves on with the months, a settled one stays in its own."""
    if event.status == Status.PENDING:
        return hold_open(event.finding.happened_on)
    hold_same(event.counts_in, what="这一项")
    return event.counts_in


def _settle(
    event: ScoreEvent,
    status: str,
    action: str,
    reason: str,
    *,
    by: Any,
    at: datetime,
    actor: Any = None,
    **more: Any,
) -> ScoreEvent:
    before = {"状态": event.get_status_display()}
    changes = {
        "status": status,
        "settled_by": by,
        "settled_at": at if by else None,
        "settled_reason": reason,
        **more,
    }
    settled = save_edit(event, expected_version=event.version, changes=changes)
    after = {"状态": settled.get_status_display()}
    record_change(
        by=by or actor, at=at, action=action, subject=settled, before=before, after=after, reason=reason
    )
    return settled
