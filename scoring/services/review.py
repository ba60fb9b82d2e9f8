"""录入 → 核对: a month that is over is shown to its units, who may object until a day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from records.changes import record_change
from records.errors import EditConflict, Refusal
from scoring.models import Month
from scoring.periods import month_name, next_month
from scoring.selectors.month import open_from
from scoring.services.months import ensure_month


@transaction.atomic
def open_review(
    *, month: date, until: date, by: Any, at: datetime, expected_version: int | None = None
) -> Month:
    """Show the month to its units until a day, that day included; called again it moves the day.

    EditConflict where it is no longer the month that was looked at (`expected_version`, where one was).
    Refusal before the month is over, for a month that is not the next to be closed, for a day gone by.
    """
    row = Month.objects.select_for_update().get(pk=ensure_month(month).pk)
    if expected_version not in (None, row.version):
        raise EditConflict(row)
    today = timezone.localdate(at)
    if row.state not in (Month.State.OPEN, Month.State.REVIEW):
        raise Refusal(f"{row}是“{row.get_state_display()}”，不能再转入核对。")
    if row.month != open_from():
        raise Refusal(f"请先为{month_name(open_from())}定分，再核对{row}。")
    if today < next_month(row.month):
        raise Refusal(f"{row}还没有结束，{next_month(row.month).month}月1日起才能转入核对。")
    if until < today:
        raise Refusal("申诉截止日不能早于今天。", field="until")
    before = {"状态": row.get_state_display(), "申诉截止": row.review_until}
    Month.objects.filter(pk=row.pk).update(
        state=Month.State.REVIEW, review_until=until, version=F("version") + 1
    )
    row.refresh_from_db()
    after = {"状态": row.get_state_display(), "申诉截止": until}
    record_change(by=by, at=at, action="转入核对", subject=row, before=before, after=after)
    return row
