"""When units recommend (四（一）: 每季度末): docs/decisions/recommending_at_quarters_end.md.

A quarter is open from the first day of its last month until its 表彰通报 is issued, at the latest until the
next quarter opens; so on any day at most one is.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from notices.models import Honour, Notice
from scoring.periods import Period, first_of
from units.selectors import bureau

KIND = Notice.Kind.COMMENDATION


@dataclass(frozen=True, slots=True)
class Opening:
    """A quarter for which units recommend now."""

    period: Period

    @property
    def key(self) -> str:
        return quarter_key(self.period)

    @property
    def since(self) -> date:
        return self.period.last

    @property
    def until(self) -> date:
        """The last day, where no 表彰通报 ends it before."""
        return self.period.after.last - timedelta(days=1)


def quarter_key(period: Period) -> str:
    """2026-Q3: how honours and their paper name a quarter."""
    return f"{period.year:04}-Q{period.quarter}"


def quarter_of(key: str) -> Period:
    """The quarter of “2026-Q3”; ValueError where it names none."""
    year, mark, quarter = key.partition("-Q")
    if not (
        mark and quarter in ("1", "2", "3", "4") and len(year) == 4 and year.isascii() and year.isdigit()
    ):
        raise ValueError(key)
    return Period(int(year), int(quarter))


def quarter_on(today: date) -> Period:
    """The quarter whose last month began most lately."""
    own = Period.quarter_of(first_of(today))
    return own if first_of(today) == own.last else own.before


def open_quarter(today: date) -> Opening | None:
    """The quarter that is open; None once it was commended, or where the site had not begun. Two queries."""
    period = quarter_on(today)
    if period.last < bureau().first_month or is_commended(period):
        return None
    return Opening(period)


def is_commended(period: Period) -> bool:
    """Whether the 表彰通报 of a quarter is out."""
    return Notice.objects.filter(kind=KIND, key=quarter_key(period)).exists()


def quarters_with_honours() -> list[Period]:
    """Those for which anything was ever recommended, newest first; one query."""
    keys = Honour.objects.order_by("-quarter").values_list("quarter", flat=True).distinct()
    return [quarter_of(key) for key in keys]
