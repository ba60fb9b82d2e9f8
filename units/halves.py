"""Half days as arithmetic: spans with both ends included, what covers them, what is left open.

Pure: a half day is a day with "am" or "pm", and sorts by time. Which days are worked is told by the caller.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

MORNING, AFTERNOON = "am", "pm"
NAMES = {MORNING: "上午", AFTERNOON: "下午"}
A_DAY = timedelta(days=1)


class HalfDay(NamedTuple):
    """Half a day; `half` is "am" or "pm"."""

    day: date
    half: str

    @property
    def next(self) -> "HalfDay":
        """The half day after it; OverflowError at the end of the calendar."""
        if self.half == MORNING:
            return HalfDay(self.day, AFTERNOON)
        return HalfDay(self.day + A_DAY, MORNING)

    @property
    def previous(self) -> "HalfDay":
        """The half day before it."""
        if self.half == AFTERNOON:
            return HalfDay(self.day, MORNING)
        return HalfDay(self.day - A_DAY, AFTERNOON)


@dataclass(frozen=True, order=True)
class Span:
    """Half days from the first to the last, both included. ValueError where the last is before the first."""

    first: HalfDay
    last: HalfDay

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def __contains__(self, half: HalfDay) -> bool:
        return self.first <= half <= self.last

    def __len__(self) -> int:
        """How many half days."""
        days = (self.last.day - self.first.day).days
        return 2 * days + (self.last.half == AFTERNOON) + (self.first.half == MORNING)

    def __iter__(self) -> Iterator[HalfDay]:
        half = self.first
        yield half
        while half < self.last:
            half = half.next
            yield half

    @property
    def days(self) -> Decimal:
        """Its length in days, Sundays and all."""
        return Decimal(len(self)) / 2

    def overlaps(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last

    def encloses(self, other: "Span") -> bool:
        return self.first <= other.first and other.last <= self.last

    def meet(self, other: "Span") -> "Span | None":
        """What both have; None where they do not touch."""
        if not self.overlaps(other):
            return None
        return Span(max(self.first, other.first), min(self.last, other.last))

    def before(self, half: HalfDay) -> "Span | None":
        """Its part before a half day; None where nothing is left."""
        if half <= self.first:
            return None
        return Span(self.first, min(self.last, half.previous))


def span_of(starts_on: date, starts_half: str, ends_on: date, ends_half: str) -> Span:
    """The span of four columns."""
    return Span(HalfDay(starts_on, starts_half), HalfDay(ends_on, ends_half))


def worked(span: Span, workdays: Collection[date]) -> list[HalfDay]:
    """The half days of a span on which there is work, in order."""
    return [half for half in span if half.day in workdays]


def in_days(halves: Sequence[HalfDay]) -> Decimal:
    """How many days so many half days are."""
    return Decimal(len(halves)) / 2


def uncovered(halves: Iterable[HalfDay], covers: Sequence[Span]) -> list[HalfDay]:
    """The half days that lie in none of the spans."""
    return [half for half in halves if not any(half in cover for cover in covers)]


def gaps(halves: Sequence[HalfDay], covers: Sequence[Span]) -> list[HalfDay]:
    """Uncovered half days with a cover both before and after them: where one hands over to nobody."""
    if not covers:
        return []
    begins, ends = min(cover.first for cover in covers), max(cover.last for cover in covers)
    return [half for half in uncovered(halves, covers) if begins < half < ends]


def stretches(halves: Iterable[HalfDay], among: Sequence[HalfDay] = ()) -> list[Span]:
    """Half days as few spans: those that follow each other are one.

    `among`: half days in order; those that follow each other there do so here (Friday and Monday, where
    these are the half days of work).
    """
    after = dict(pairwise(among))
    found: list[Span] = []
    for half in sorted(set(halves)):
        if found and after.get(found[-1].last, found[-1].last.next) == half:
            found[-1] = Span(found[-1].first, half)
        else:
            found.append(Span(half, half))
    return found


def half_words(half: HalfDay, *, year: bool = False) -> str:
    """10月8日上午"""
    return f"{_day(half.day, year=year)}{NAMES[half.half]}"


def span_words(span: Span, *, year: bool = False) -> str:
    """10月8日上午, 10月8日全天, 10月8日下午至10月10日上午; with the year where it is asked for or changes."""
    first, last = span.first, span.last
    if len(span) == 1:
        return half_words(first, year=year)
    if first.day == last.day:
        return f"{_day(first.day, year=year)}全天"
    turns = first.day.year != last.day.year
    return f"{half_words(first, year=year or turns)}至{half_words(last, year=turns)}"


def halves_words(halves: Iterable[HalfDay], among: Sequence[HalfDay] = ()) -> str:
    """10月8日上午、10月9日全天; `among` as of `stretches`."""
    return "、".join(span_words(span) for span in stretches(halves, among))


def days_words(days: Decimal) -> str:
    """3 or 2.5"""
    return f"{days.normalize():f}"


def _day(day: date, *, year: bool) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"
