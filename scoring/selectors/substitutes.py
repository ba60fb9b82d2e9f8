"""Leave slips beside a charge (1.3, R4): was the person on leave then, or standing in for another?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Prefetch, Q

from scoring.rulebook import Behaviour
from units.halves import AFTERNOON, MORNING, HalfDay, Span, halves_words
from units.models import LeaveCover, LeaveSlip
from units.selectors.presence import LIVE
from units.workdays import Hours, hours_on

OWN_CLAUSE = "1.3"
OF_LEAVE = ("1.2", OWN_CLAUSE)
"""Clauses that are about leave: that the person was away is what they say."""


@dataclass(frozen=True)
class OnLeave:
    """Somebody is away by a slip."""

    slip: LeaveSlip
    words: str
    """10月8日上午"""


@dataclass(frozen=True)
class StoodIn:
    """Somebody stands in by a signed slip."""

    slip: LeaveSlip
    cover: LeaveCover
    words: str


@dataclass(frozen=True)
class SlipsOfDay:
    """The slips of some people on one day."""

    slips: list[LeaveSlip]
    halves: tuple[HalfDay, ...]
    """What the act may have happened in: one half where its time is known."""

    def on_leave(self, person_id: int) -> Iterator[OnLeave]:
        for slip in self.slips:
            found = self._within(slip.away)
            if slip.person_id == person_id and found:
                yield OnLeave(slip, halves_words(found))

    def standing_in(self, person_id: int) -> Iterator[StoodIn]:
        for slip in self.slips:
            for cover in slip.covers.all() if slip.state == LeaveSlip.State.SIGNED else ():
                found = self._within(slip.away.meet(cover.span) if slip.away else None)
                if cover.substitute_id == person_id and found:
                    yield StoodIn(slip, cover, halves_words(found))

    def _within(self, span: Span | None) -> list[HalfDay]:
        return [half for half in self.halves if span is not None and half in span]


NO_SLIPS = SlipsOfDay([], ())


def slips_of_day(person_ids: Iterable[int], on: date, at: time | None = None) -> SlipsOfDay:
    """Slips by which these people are away or stand in; three queries, two without a time."""
    people = list(person_ids)
    if not people:
        return NO_SLIPS
    covers = LeaveCover.objects.select_related("substitute")
    near = LeaveSlip.objects.filter(state__in=LIVE, starts_on__lte=on, ends_on__gte=on)
    concerned = near.filter(Q(person__in=people) | Q(covers__substitute__in=people)).distinct()
    slips = concerned.select_related("person").prefetch_related(Prefetch("covers", covers))
    hours = hours_on(on) if at is not None else None
    return SlipsOfDay(list(slips), halves_at(on, at, hours))


def halves_at(on: date, at: time | None, hours: Hours | None) -> tuple[HalfDay, ...]:
    """The half day of a moment; noon belongs to the morning. Both where the time is not known."""
    morning, afternoon = HalfDay(on, MORNING), HalfDay(on, AFTERNOON)
    if at is None or hours is None:
        return morning, afternoon
    return (morning,) if at < hours.afternoon_start else (afternoon,)


def is_charge(behaviour: Behaviour) -> bool:
    """Whether it deducts or empties a category: what a substitute's breach can be."""
    return behaviour.effect in ("deduct", "empty") and behaviour.clause != OWN_CLAUSE
