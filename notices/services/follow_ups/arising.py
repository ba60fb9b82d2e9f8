"""A follow-up that arises from another: a referral from what was refused, a 撤出 from 研究撤出人员."""

from datetime import datetime
from typing import Any

from notices.models import FollowUp
from notices.selectors.follow_ups.rules import rule_of
from records.changes import record_change
from units.models import StaffMember


def arisen(
    source: FollowUp, kind: str, *, person: StaffMember | None, by: Any, at: datetime, **more: Any
) -> FollowUp:
    """Of the same unit, month, events and paper as its source; `more`: state, due day, ground."""
    row = FollowUp.objects.create(
        kind=kind,
        unit=source.unit,
        person=person,
        month=source.month,
        basis=source.basis,
        handled_by=rule_of(source, kind).handled_by,
        causes=source.causes,
        opened_by=source.opened_by,
        opened_at=at,
        arose_from=source,
        **more,
    )
    after = {"处理方式": kind, "状态": row.get_state_display(), "由何事项": str(source)}
    record_change(by=by, at=at, action="产生整改处理", subject=row, after=after, reason=row.ground)
    return row
