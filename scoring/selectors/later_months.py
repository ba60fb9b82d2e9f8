"""After a month was closed again: which later closed months would come out differently on top of it."""

from dataclasses import dataclass, field
from datetime import date

from scoring.engine import History, MonthScore
from scoring.models import LeftAsIs, MonthResult
from scoring.periods import next_month
from scoring.rulebook.points import show
from scoring.selectors.correcting import corrected_score, newest_results


@dataclass(frozen=True)
class UnitShift:
    """One unit that would come out differently; follow-ups by kind."""

    name: str
    before: str
    after: str
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LaterMonth:
    """A later closed month that no longer follows from those before it."""

    result: MonthResult
    because_of: MonthResult
    shifts: list[UnitShift]
    left: LeftAsIs | None = None
    """Why the chief left it as it is, where that is decided."""


def later_months(month: date) -> list[LaterMonth]:
    """The closed months after `month` whose scores or follow-ups would differ on its newest result.

    Each is computed from its frozen facts on what the one before it would leave; empty where all agree.
    """
    results = newest_results(month)
    if not results or results[0].month.month != month:
        return []
    changed, *later = results
    history = History.from_data(changed.history_after)
    expected, found = next_month(month), []
    for result in later:
        if result.month.month != expected:
            break
        expected = next_month(expected)
        score = corrected_score(result, (), history)
        shifts = _shifts(result, corrected_score(result, ()), score)
        history = score.history
        if shifts:
            left = LeftAsIs.objects.filter(month=result.month_id, because_of=changed).first()
            found.append(LaterMonth(result, changed, shifts, left))
    return found


def _shifts(result: MonthResult, was: MonthScore, now: MonthScore) -> list[UnitShift]:
    found = []
    for unit in result.units:
        key, old, new = unit["id"], was.units[unit["id"]], now.units[unit["id"]]
        due_old, due_new = ([row.kind for row in score.follow_ups(key, str)] for score in (was, now))
        if old.total != new.total or due_old != due_new:
            added, dropped = _without(due_new, due_old), _without(due_old, due_new)
            found.append(UnitShift(unit["name"], show(old.total), show(new.total), added, dropped))
    return found


def _without(kinds: list[str], others: list[str]) -> list[str]:
    """Kinds of the first that the second has fewer of."""
    left = list(others)
    found = []
    for kind in kinds:
        if kind in left:
            left.remove(kind)
        else:
            found.append(kind)
    return found
