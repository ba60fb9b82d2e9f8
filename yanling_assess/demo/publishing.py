"""Issues the bulletins of the closed months and the 表彰通报 on the days when they would have gone out."""

from datetime import date

from django.utils import timezone

from notices.services.issuing import issue_notice
from scoring.models import Month, MonthResult
from units.models import User
from yanling_assess.demo.honours import commend_second_quarter
from yanling_assess.demo.timeline import ISSUED

LAST_OF_SECOND_QUARTER = date(2026, 6, 1)


def publish_closed() -> int:
    """Issue what has not been issued yet, in order of months; how many papers that were."""
    waiting = MonthResult.objects.filter(month__state=Month.State.CLOSED, month__month__in=ISSUED)
    results = list(waiting.select_related("month").order_by("month__month"))
    for result in results:
        at = ISSUED[result.month.month]
        chief = User.objects.get(username="fuzeren")
        issue_notice(result=result, by=chief, at=at, on=timezone.localdate(at))
        if result.month.month == LAST_OF_SECOND_QUARTER:
            commend_second_quarter()
    return len(results)
