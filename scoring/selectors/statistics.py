"""统计: what counted in the months asked for, and persons with several lines. At most nine queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from scoring.periods import first_of
from scoring.selectors.counted import (
    CHARGE,
    Counted,
    OpenLine,
    PersonSum,
    counted,
    counted_persons,
    month_of,
    month_total,
    open_lines,
    with_sources,
)
from scoring.selectors.editions import edition_for
from scoring.selectors.facts import ScoredMonth, scored_months
from scoring.selectors.month import standing
from scoring.selectors.quarters import month_heads
from units.models import Unit

LONGEST = 24
"""Months that are looked at together at most."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for; `kind` is CHARGE or AWARD."""

    first: date
    last: date
    unit_id: int | None = None
    kind: str = CHARGE
    with_open: bool = False

    @property
    def is_charge(self) -> bool:
        return self.kind == CHARGE


@dataclass(frozen=True)
class Gathered:
    """The months that are counted, and where their lines are."""

    wanted: Wanted
    results: dict[int, date]
    scored: list[ScoredMonth] = field(default_factory=list)
    """Open months as of now."""
    left_out: tuple[date, ...] = ()
    """Asked for, and neither closed nor (to be) computed."""

    @property
    def months(self) -> list[date]:
        return sorted({*self.results.values(), *self.open_months})

    @property
    def open_months(self) -> list[date]:
        return [month_of(scored) for scored in self.scored]

    def open_lines(self) -> list[OpenLine]:
        return open_lines(self.scored, self.wanted.kind, self.wanted.unit_id)


@dataclass(frozen=True)
class Statistics:
    """The sums of the months that are counted; `categories` as (number, name)."""

    gathered: Gathered
    sums: Counted
    categories: list[tuple[int, str]]


def statistics(found: Gathered) -> Statistics:
    """Everything that the page of one kind shows."""
    wanted = found.wanted
    opened = with_sources(found.open_lines())
    sums = counted(found.results, wanted.kind, wanted.unit_id, opened)
    for scored in found.scored:
        sums.totals[month_of(scored)] = month_total(scored, wanted.unit_id)
    edition = found.scored[-1].edition if found.scored else edition_for(wanted.last)
    return Statistics(found, sums, [(category.number, category.name) for category in edition.categories])


def repeat_persons(found: Gathered) -> list[tuple[int, PersonSum]]:
    """Persons with two and more counted lines, most first."""
    wanted = found.wanted
    people = counted_persons(found.results, wanted.kind, wanted.unit_id, found.open_lines())
    return sorted(people.items(), key=lambda one: (-one[1].total.lines, -one[1].total.halves, one[0]))


def gathered(wanted: Wanted, today: date, units: Sequence[Unit] | None = None) -> Gathered:
    """Which months are counted: closed ones as stored; open ones, where wanted, computed as of now.

    `units`: all of them, where they were read already.
    """
    heads = month_heads(wanted.first, wanted.last)
    results = {head.result_id: head.month for head in heads if head.result_id}
    scored = _open_months(wanted, today, units) if wanted.with_open else []
    counted_months = {*results.values(), *map(month_of, scored)}
    left_out = tuple(head.month for head in heads if head.month not in counted_months)
    return Gathered(wanted, results, scored, left_out)


def _open_months(wanted: Wanted, today: date, units: Sequence[Unit] | None) -> list[ScoredMonth]:
    last = min(wanted.last, first_of(today))
    where = standing(last)
    if not where.is_open or where.start > last:
        return []
    return [scored for scored in scored_months(where, units=units) if month_of(scored) >= wanted.first]
