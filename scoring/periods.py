"""Months as the rooms speak of them: their first day inside, "2026-09" in the engine and in addresses.

Quarters and years are `Period`s: "2026-3" and "2026" in addresses (RULEBOOK §6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


def first_of(day: date) -> date:
    """The month that a day lies in."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_of(month: date) -> date:
    """The last day of a month."""
    return next_month(month) - timedelta(days=1)


def previous_month(month: date) -> date:
    """The month before."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def month_key(month: date) -> str:
    """2026-09"""
    return f"{month.year:04}-{month.month:02}"


def month_from(key: str) -> date:
    """The month that “2026-09” names; ValueError where it names none."""
    year, dash, number = key.partition("-")
    if not (dash and len(year) == 4 and len(number) == 2 and (year + number).isdecimal()):
        raise ValueError(key)
    return date(int(year), int(number), 1)


def month_name(month: date) -> str:
    """2026年9月"""
    return f"{month.year}年{month.month}月"


def months_between(first: date, last: date) -> Iterator[date]:
    """Every month from the first to the last, both included."""
    while first <= last:
        yield first
        first = next_month(first)


def day_name(day: date) -> str:
    """9月3日"""
    return f"{day.month}月{day.day}日"


QUARTERS = "一二三四"


@dataclass(frozen=True, order=True)
class Period:
    """A quarter of a year, or the whole year where `quarter` is 0."""

    year: int
    quarter: int = 0

    @classmethod
    def quarter_of(cls, month: date) -> "Period":
        """The quarter that a month lies in."""
        return cls(month.year, (month.month + 2) // 3)

    @classmethod
    def parsed(cls, key: str) -> "Period":
        """The period that “2026-3” or “2026” names; ValueError where it names none."""
        year, dash, quarter = key.partition("-")
        if not (len(year) == 4 and year.isdecimal() and (quarter in ("1", "2", "3", "4") or not dash)):
            raise ValueError(key)
        return cls(int(year), int(quarter or 0))

    @property
    def is_year(self) -> bool:
        return not self.quarter

    @property
    def first(self) -> date:
        """Its first month."""
        return date(self.year, 3 * self.quarter - 2 if self.quarter else 1, 1)

    @property
    def last(self) -> date:
        """Its last month."""
        return date(self.year, 3 * self.quarter if self.quarter else 12, 1)

    @property
    def months(self) -> tuple[date, ...]:
        return tuple(months_between(self.first, self.last))

    @property
    def key(self) -> str:
        return f"{self.year:04}-{self.quarter}" if self.quarter else f"{self.year:04}"

    @property
    def name(self) -> str:
        """2026年第三季度, 2026年"""
        return f"{self.year}年第{QUARTERS[self.quarter - 1]}季度" if self.quarter else f"{self.year}年"

    @property
    def word(self) -> str:
        """本季度, 本年"""
        return "本季度" if self.quarter else "本年度"

    @property
    def before(self) -> "Period":
        """The quarter before a quarter, the year before a year."""
        if self.quarter > 1:
            return Period(self.year, self.quarter - 1)
        return Period(self.year - 1, 4 if self.quarter else 0)

    @property
    def after(self) -> "Period":
        """The quarter or year after."""
        if 0 < self.quarter < 4:
            return Period(self.year, self.quarter + 1)
        return Period(self.year + 1, 1 if self.quarter else 0)
