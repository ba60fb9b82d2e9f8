"""What one more event would bring: tallies one short of their limit (6.3, 2.9), rungs about to be reached.

The same tallies and ladders as the scores, looked at from below; what waits to be verified is counted beside.
"""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.engine.history import Tally, TallyKey
from scoring.engine.score import MonthScore
from scoring.engine.tallies import (
    ABSENT,
    BY_PERSON,
    LATE,
    earlier_over_limit,
    goal_of,
    limit_of,
    tally_keys,
)
from scoring.engine.types import Key
from scoring.rulebook import Behaviour, Edition, Rung

NOTHING = Tally(0, ())


class TallyAhead(NamedTuple):
    """A tally that one more time, or what is pending, brings to its limit."""

    kind: str
    """late, absent, person_complaints or window_complaints."""
    unit: Key
    happened: str
    """The month of happening whose tally it is."""
    who: Key | None
    """The person, or the window; None for the unit's unnamed window."""
    times: int
    pending: int
    limit: int
    brings: tuple[Behaviour, ...]
    """The lines that would be derived."""
    follow_ups: tuple[str, ...]
    earlier: str | None
    """再次超限: the month in which the unit was over the limit before."""
    events: tuple[int, ...]

    @property
    def is_due(self) -> bool:
        """Whether what is pending alone reaches the limit once verified."""
        return self.times + self.pending >= self.limit


class RungAhead(NamedTuple):
    """A unit whose next criticism brings more than the first one did."""

    unit: Key
    rungs: int
    """Criticisms that count so far."""
    pending: int
    rung: Rung
    """What the next one reaches."""


def tallies_ahead(score: MonthScore) -> list[TallyAhead]:
    """The tallies of a scored month that stand one short, and those that pending events complete."""
    pending = _pending(score)
    history = score.history
    found = []
    for key in sorted({*history.tallies, *pending}, key=str):
        waiting = pending.get(key, NOTHING)
        if key[2] != score.month and not waiting.times:
            continue
        so_far = history.tallies.get(key, NOTHING)
        limit = limit_of(score.edition.thresholds, key[0])
        if limit - 1 <= so_far.times + waiting.times != 0:
            found.append(_ahead(score, key, so_far, waiting, limit))
    return found


def rungs_ahead(score: MonthScore) -> list[RungAhead]:
    """Units that were criticised before, and units that pending criticisms take past the first rung."""
    waiting: dict[Key, int] = {}
    behaviours = score.edition.behaviours
    for fact in score.pending:
        known = behaviours.get((fact.clause, fact.behaviour))
        if fact.criticised or (known and known.criticism):
            waiting[fact.unit] = waiting.get(fact.unit, 0) + 1
    rungs = score.rungs
    return [
        RungAhead(unit, rungs.get(unit, 0), waiting.get(unit, 0), score.edition.rung(rungs.get(unit, 0) + 1))
        for unit in score.units
        if rungs.get(unit, 0) or waiting.get(unit, 0) > 1
    ]


def over_limit_before(score: MonthScore, unit: Key) -> str | None:
    """The last earlier month that makes the unit's next person over the limit a 再次超限 (R9)."""
    return earlier_over_limit(score.edition, score.month, score.history.over_limit.get(unit, ()))


def _pending(score: MonthScore) -> Mapping[TallyKey, Tally]:
    """What waits to be verified, by the tallies that it would add to."""
    found: dict[TallyKey, Tally] = {}
    reached = score.history.reached
    for fact in score.pending:
        behaviour = score.edition.behaviours.get((fact.clause, fact.behaviour))
        for key in tally_keys(fact, behaviour.tally) if behaviour and behaviour.tally else ():
            if goal_of(key) not in reached:
                so_far = found.get(key, NOTHING)
                found[key] = Tally(so_far.times + fact.times, (*so_far.events, fact.id))
    return found


def _ahead(score: MonthScore, key: TallyKey, so_far: Tally, waiting: Tally, limit: int) -> TallyAhead:
    kind, unit, happened, who = key
    earlier = over_limit_before(score, unit) if kind in (LATE, ABSENT) else None
    brings = _brings(score.edition, kind, earlier)
    return TallyAhead(
        kind=kind,
        unit=unit,
        happened=happened,
        who=who,
        times=so_far.times,
        pending=waiting.times,
        limit=limit,
        brings=brings,
        follow_ups=brings[-1].follow_ups,
        earlier=earlier,
        events=tuple(sorted((*so_far.events, *waiting.events))),
    )


def _brings(edition: Edition, kind: str, earlier: str | None) -> tuple[Behaviour, ...]:
    """The lines that follow, the one that brings the follow-ups last."""
    derived = edition.derived
    if kind in (LATE, ABSENT):
        return (derived["again_over_limit" if earlier else "first_over_limit"],)
    if kind == BY_PERSON:
        return derived["complaints"], derived["person_complaints"]
    return (derived["complaints"],)
