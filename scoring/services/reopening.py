"""重新开放: the chief opens a closed month again, with a reason; the old result stays beside the new one."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from records.changes import record_change
from records.errors import Refusal, given
from scoring.models import LeftAsIs, Month, MonthResult
from scoring.periods import month_name
from scoring.selectors.corrections import in_force
from scoring.selectors.month import CLOSED

REASON_LENGTH = 300


def reopen_month(*, month: date, by: Any, at: datetime, reason: str) -> Month:
    """Closed or published → reopened. It closes as the next revision; later closed months stay as they are.

    Refusal without a reason, for a month that is not closed, or while corrections of it are in force: they
    would count twice.
    """
    reason = given(reason, "请写明理由。", most=REASON_LENGTH)
    with transaction.atomic():
        row = Month.objects.select_for_update().filter(month=month).first()
        if row is None or row.state not in CLOSED:
            raise Refusal(f"{month_name(month)}没有定分，不用重新开放。")
        _refuse_corrected(row)
        before = row.get_state_display()
        row.state = Month.State.REOPENED
        Month.objects.filter(pk=row.pk).update(state=row.state, version=F("version") + 1)
        record_change(
            by=by,
            at=at,
            action="重新开放",
            subject=row,
            before={"状态": before},
            after={"状态": row.get_state_display()},
            reason=reason,
        )
    return row


def leave_as_is(*, month: Month, because_of: MonthResult, reason: str, by: Any, at: datetime) -> LeftAsIs:
    """Record why a later closed month is not reopened, although an earlier one changed since."""
    reason = given(reason, "请写明理由。", most=REASON_LENGTH)
    with transaction.atomic():
        if LeftAsIs.objects.filter(month=month, because_of=because_of).exists():
            raise Refusal(f"{month}已有不重开的决定。")
        left = LeftAsIs.objects.create(month=month, because_of=because_of, reason=reason, by=by, at=at)
        after = {"起因": str(because_of)}
        record_change(by=by, at=at, action="不重新开放", subject=month, after=after, reason=reason)
    return left


def _refuse_corrected(row: Month) -> None:
    corrections = list(in_force().filter(result__month=row).order_by("id"))
    if not corrections:
        return
    months = "、".join(dict.fromkeys(month_name(one.counts_in) for one in corrections))
    raise Refusal(
        f"{row}有{len(corrections)}件更正，差额已计入{months}，重新开放会重复计算。"
        "计入的月份还没有定分的，请先撤回更正；已定分的，请继续用更正处理。"
    )
