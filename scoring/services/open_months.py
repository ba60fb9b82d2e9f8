"""Writing into a month: only while it is open, and held open until the writing is done."""

from datetime import date

from records.errors import Refusal
from scoring.models import Month
from scoring.periods import month_name
from scoring.selectors.month import closed_months, counting_month


def is_open(*months: date) -> bool:
    """Whether these months all still take events of their own; one query."""
    return not closed_months().filter(month__in=months).exists()


def hold_open(on: date) -> date:
    """The month that an event of this day counts in (R14), held open until the transaction ends."""
    month = counting_month(on)
    Month.objects.select_for_update().get_or_create(month=month)
    return counting_month(on)


def hold_same(month: date, *, what: str) -> None:
    """Hold an open month; Refusal where it has been closed: a closed month never changes."""
    if hold_open(month) != month:
        raise Refusal(
            f"{month_name(month)}已定分，{what}不能再改；确有错误的，请由政策法规股负责人重新开放该月或作更正。"
        )
