"""How every act on a follow-up begins and ends: the row as it stands, locked; one line of the log."""

from datetime import datetime
from typing import Any

from notices.models import FollowUp
from notices.selectors.follow_ups.basis import basis_of
from records.changes import record_change
from records.errors import EditConflict, Refusal
from records.versions import save_edit

State = FollowUp.State
MOST = 500


def held(row: FollowUp, expected_version: int, *, may_be_gone: bool = False) -> FollowUp:
    """The follow-up as it stands, locked. EditConflict where somebody was first; Refusal where its basis was
    corrected away: then it is withdrawn, not worked on."""
    rows = FollowUp.objects.select_for_update(of=("self",))
    rows = rows.select_related("unit", "person", "month", "opened_by__result", "arose_from")
    fresh = rows.filter(pk=row.pk).first()
    if fresh is None or fresh.version != expected_version:
        raise EditConflict(fresh)
    if not may_be_gone and fresh.pk in basis_of([fresh]).gone:
        raise Refusal("所依据的事项已更正，这一件待撤销，不再办理；请由政策法规股负责人撤销。")
    return fresh


def expect(row: FollowUp, *states: str, act: str, kinds: tuple[str, ...] = ()) -> None:
    """Refusal where the follow-up is not of these kinds, or not in one of these states."""
    if kinds and row.kind not in kinds:
        raise Refusal(f"“{row.kind}”不能{act}。")
    if row.state not in states:
        raise Refusal(f"这一件现在是“{row.get_state_display()}”，不能{act}；请刷新页面看最新情况。")


def moved(
    row: FollowUp,
    state: str,
    *,
    action: str,
    by: Any,
    at: datetime,
    reason: str = "",
    decision: str | None = None,
    **changes: Any,
) -> FollowUp:
    """Write the new state with who decided it and why, and the line of the log."""
    before, due = row.get_state_display(), row.due_on
    if decision is not None:
        changes |= {"decision": decision[:MOST], "decided_by": by, "decided_at": at}
    saved = save_edit(row, expected_version=row.version, changes={"state": state, **changes})
    after = {"状态": saved.get_state_display()}
    if saved.due_on != due:
        after["办理期限"] = saved.due_on.isoformat() if saved.due_on else ""
    record_change(
        by=by,
        at=at,
        action=action,
        subject=saved,
        before={"状态": before},
        after=after,
        reason=reason or decision or "",
    )
    return saved
