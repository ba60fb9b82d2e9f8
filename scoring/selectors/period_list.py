"""The quarters and years of the site, newest first: how many months are closed, how they came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.models import Month
from scoring.periods import Period, first_of, months_between
from scoring.selectors.month import CLOSED
from scoring.selectors.month_list import closed_sums
from scoring.selectors.wording import mean_of


@dataclass(frozen=True)
class PeriodRow:
    """One quarter or year of the list."""

    period: Period
    months: int
    closed: int
    published: int
    mean: str
    """Over every closed month of every unit; empty while there is none."""

    @property
    def is_published(self) -> bool:
        """Whether the bulletin of every month of it is out."""
        return self.published == self.months

    @property
    def state(self) -> str:
        if self.is_published:
            return "各月均已通报"
        return f"{self.months}个月中{self.closed}个月已定分" if self.closed else "还没有定分的月份"


@dataclass(frozen=True)
class YearRows:
    """A year with its quarters, newest first."""

    year: PeriodRow
    quarters: list[PeriodRow]


def period_rows(first_month: date, today: date) -> list[YearRows]:
    """All years from the first month to today, newest first; two queries whatever their number."""
    states = dict(Month.objects.values_list("month", "state"))
    sums = closed_sums()
    last = max([first_of(today), *states]) if first_month <= today else None
    if last is None:
        return []
    return [
        YearRows(
            _row(Period(year), first_month, states, sums),
            [
                _row(period, first_month, states, sums)
                for period in reversed(_quarters(year, first_month, last))
            ],
        )
        for year in range(last.year, first_month.year - 1, -1)
    ]


def _quarters(year: int, first: date, last: date) -> list[Period]:
    quarters = [Period(year, number) for number in (1, 2, 3, 4)]
    return [period for period in quarters if period.last >= first and period.first <= last]


def _row(
    period: Period, first_month: date, states: Mapping[date, str], sums: Mapping[date, tuple[int, int]]
) -> PeriodRow:
    own = list(months_between(max(period.first, first_month), period.last))
    halves, units = (sum(sums[month][place] for month in own if month in sums) for place in (0, 1))
    return PeriodRow(
        period,
        len(own),
        sum(states.get(month) in CLOSED for month in own),
        sum(states.get(month) == Month.State.PUBLISHED for month in own),
        mean_of(halves, units) if units else "",
    )
