"""How long things are kept: months of the calendar, from settings; some things for fixed days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True)
class Cut:
    """What is older is past its time: a day, and its first moment in local time."""

    day: date
    moment: datetime


@dataclass(frozen=True)
class Term:
    """So many months as a setting says (`setting`, a name of the environment), or fixed days.

    `closed_only`: never later than the first month that is still open.
    """

    setting: str = ""
    days: int = 0
    closed_only: bool = False

    def cut(self, as_of: datetime, first_open: date) -> Cut:
        """The cut at a moment. Fixed days of 0: what has run out by then."""
        if not self.setting and not self.days:
            return Cut(timezone.localdate(as_of), as_of)
        today = timezone.localdate(as_of)
        day = months_before(today, self.months) if self.setting else today - timedelta(days=self.days)
        if self.closed_only:
            day = min(day, first_open)
        return Cut(day, timezone.make_aware(datetime.combine(day, time.min)))

    @property
    def months(self) -> int:
        return int(settings.RETENTION[self.setting])

    @property
    def words(self) -> str:
        """2年, 18个月, 7天; empty for what runs out by itself."""
        if not self.setting:
            return f"{self.days}天" if self.days else ""
        return f"{self.months // 12}年" if self.months % 12 == 0 else f"{self.months}个月"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    year = max(year, 1)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
