"""更正 and 重新定分: what no longer arises is withdrawn on record; what is done stays done (issue 5, 3).

By key against what the months bring with corrections seen: only what the cancelled event alone had opened
falls. A referral that arose from what falls goes with it, unless it is settled.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from notices.models import FollowUp, Notice
from notices.selectors.follow_ups.arising import arising_now
from notices.services.follow_ups.opening import open_missing
from notices.services.follow_ups.withdrawing import withdraw_gone
from scoring.models import Month


def reconcile_follow_ups(*, month: Month, notice: Notice, by: Any, at: datetime) -> list[FollowUp]:
    """Bring a corrected month, and the closed ones after it, in line: called when the 更正通报 is issued.

    What the months no longer bring is withdrawn; what they bring besides is opened by this paper, in months
    whose bulletin has gone out. Returns what was opened.
    """
    with transaction.atomic():
        withdraw_gone(month=month, notice=notice, by=by, at=at)
        now = arising_now(since=month.month)
        told = Month.objects.filter(pk__in=now, state=Month.State.PUBLISHED).order_by("month")
        rows = [row for pk in told.values_list("pk", flat=True) for row in now[pk]]
        return open_missing(rows=rows, notice=notice, by=by, at=at)
