"""What follows from issuing a 通报, inside the transaction that issues it."""

from datetime import datetime
from typing import Any

from notices.models import Notice
from notices.services.follow_ups.opening import open_follow_ups
from notices.services.follow_ups.reconciling import reconcile_follow_ups
from scoring.services.months import publish_month


def after_bulletin(notice: Notice, by: Any, at: datetime) -> None:
    """The month is published; its 整改处理 are opened (RULEBOOK §5)."""
    if notice.month is None:
        raise ValueError("a bulletin names its month (a constraint holds it)")
    publish_month(month=notice.month, by=by, at=at)
    open_follow_ups(notice=notice, by=by, at=at)


def after_correction(notice: Notice, by: Any, at: datetime) -> None:
    """The month's 整改处理 are brought in line with its corrected facts (RULEBOOK §6)."""
    if notice.month is None:
        raise ValueError("a 更正通报 names its month (a constraint holds it)")
    reconcile_follow_ups(month=notice.month, notice=notice, by=by, at=at)
