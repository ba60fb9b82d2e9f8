"""试算: how months would come out under another edition. Nothing is written (docs/decisions/what_if.md).

The edition is taken to have been in force from the first month chosen on: each month is scored on the history
that it would have left, months in between included. The first one starts from what stood before it.
Corrections (更正) bring into a month what they brought, and are seen from then on (`tried_chain`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scoring.engine import FollowUp, Key, Line, MonthScore
from scoring.rulebook import Edition
from scoring.selectors.tried_chain import Chain, Corrections
from scoring.selectors.tried_months import Kept, TriedMonth, kept_of, tried_months


class LineChange(NamedTuple):
    """A line that comes out differently; one of the sides is None where it is there only under the other."""

    before: Line | None
    after: Line | None


@dataclass(frozen=True)
class UnitTrial:
    """One unit's month before and after."""

    unit_id: int
    name: str
    before: Kept
    after: Kept
    lines: list[LineChange]
    brought: list[FollowUp]
    dropped: list[FollowUp]

    @property
    def gain(self) -> int:
        """By how much the total rises, in half-points."""
        return self.after.total - self.before.total

    @property
    def moves(self) -> bool:
        return self.before.rank != self.after.rank

    @property
    def is_same(self) -> bool:
        return not (self.gain or self.moves or self.lines or self.brought or self.dropped)


@dataclass(frozen=True)
class MonthTrial:
    """One month before and after."""

    tried: TriedMonth
    after: MonthScore
    units: list[UnitTrial]
    unknown: Counter[str]
    """Behaviours that the edition tried does not have, with how many events are recorded under them."""

    @property
    def month(self) -> date:
        return self.tried.month

    @property
    def editions(self) -> tuple[Edition, Edition]:
        """The one that the month was scored by, and the one tried."""
        return self.tried.scored.edition, self.after.edition

    @property
    def changed(self) -> list[UnitTrial]:
        return [unit for unit in self.units if not unit.is_same]


@dataclass(frozen=True)
class Trial:
    """All months tried."""

    months: list[MonthTrial]

    @property
    def units(self) -> list[UnitTrial]:
        return [unit for month in self.months for unit in month.units]

    @property
    def moving(self) -> set[int]:
        """Units whose rank is another in any month."""
        return {unit.unit_id for unit in self.units if unit.moves}

    @property
    def rescored(self) -> set[int]:
        """Units whose total is another in any month."""
        return {unit.unit_id for unit in self.units if unit.gain}

    @property
    def largest(self) -> tuple[MonthTrial, UnitTrial] | None:
        """Where a total changes most; None where none changes."""
        pairs = [(month, unit) for month in self.months for unit in month.units if unit.gain]
        return max(pairs, key=lambda pair: abs(pair[1].gain), default=None)


def what_if(edition: Edition, months: Collection[date]) -> Trial:
    """Try an edition on some months, of which there is at least one."""
    chosen = set(months)
    return Trial([trial for trial in _tried(edition, min(chosen), max(chosen)) if trial.month in chosen])


def _tried(edition: Edition, first: date, last: date) -> Iterator[MonthTrial]:
    corrections = Corrections()
    chain = Chain(edition, last, corrections)
    for tried in tried_months(first, last, corrections.counting):
        after = chain.score(tried)
        units = [unit_trial(tried, after, key) for key in tried.scored.units]
        yield MonthTrial(tried, after, units, _unknown(tried, edition))


def unit_trial(tried: TriedMonth, after: MonthScore, unit: int) -> UnitTrial:
    """One unit of a month."""
    own = tried.own
    was, now = own.follow_ups(unit), after.follow_ups(unit)
    return UnitTrial(
        unit,
        tried.scored.units[unit].name,
        tried.kept.get(unit) or kept_of(own, unit),
        kept_of(after, unit),
        line_changes(own.lines(unit), after.lines(unit)),
        _not_among(now, was),
        _not_among(was, now),
    )


def line_changes(before: Iterable[Line], after: Iterable[Line]) -> list[LineChange]:
    """Lines whose points are others, or that are there on one side only."""
    old, new = ({_identity(line): line for line in lines} for lines in (before, after))
    pairs = [LineChange(old.get(key), new.get(key)) for key in {**old, **new}]
    return [pair for pair in pairs if _worth(pair.before) != _worth(pair.after)]


def _identity(line: Line) -> tuple[object, ...]:
    if line.event is not None:
        return (line.event,)
    return line.clause, line.behaviour, line.person, line.window, line.month_of_tally


def _worth(line: Line | None) -> tuple[object, ...] | None:
    return None if line is None else (line.points, line.counted, line.zeroes, line.covered_by)


def _not_among(rows: Iterable[FollowUp], others: Iterable[FollowUp]) -> list[FollowUp]:
    known: set[tuple[str, Key | None]] = {(row.kind, row.person) for row in others}
    return [row for row in rows if (row.kind, row.person) not in known]


def _unknown(tried: TriedMonth, edition: Edition) -> Counter[str]:
    """Told apart from what the month's own edition does not know either."""
    own = tried.scored.edition.behaviours
    lost = ((fact[6], fact[7]) for fact in tried.scored.facts if fact[1] in tried.scored.units)
    return Counter(f"{key[0]} {key[1]}" for key in lost if key in own and key not in edition.behaviours)
