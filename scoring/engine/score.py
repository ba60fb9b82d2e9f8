"""Scoring a month: facts and history in, results and the next history out. No clock, no database, no I/O."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from scoring.engine.arithmetic import unit_scores
from scoring.engine.cover import settle_problems
from scoring.engine.follow_ups import arising
from scoring.engine.history import History, Ladder
from scoring.engine.ladder import Step, climb
from scoring.engine.lines import NameOf, derived_lines, event_lines
from scoring.engine.rules import compiled
from scoring.engine.settle import Tray, silence_of
from scoring.engine.tallies import Derived, derive
from scoring.engine.types import Fact, FollowUp, Key, Line, UnitScore
from scoring.rulebook import Edition

NO_CORRECTIONS: Mapping[Key, int] = MappingProxyType({})


def itself(key: Key) -> object:
    """The name of a key that is its own name."""
    return key


class MonthScore:
    """The result of one month. Scores are there at once; lines and follow-ups are made when asked for."""

    units: Mapping[Key, UnitScore]
    """Every unit's score, in the order in which the units were given."""

    def __init__(
        self,
        edition: Edition,
        month: str,
        units: Iterable[Key],
        facts: Iterable[Fact],
        before: History,
        corrections: Mapping[Key, int] = NO_CORRECTIONS,
    ) -> None:
        self.edition, self.month, self._before = edition, month, before
        self._facts = facts if isinstance(facts, (list, tuple)) else list(facts)
        self._tray = Tray(compiled(edition), units)
        self._tray.add(self._facts)
        self._firsts = settle_problems(self._tray, before.problems)
        self._outcome = derive(edition, month, self._tray.tallied, before)
        for line in self._outcome.derived:
            self._count(line)
        self.units = unit_scores(edition, self._tray.cells, self._tray.emptied, corrections)

    def lines(self, unit: Key, name: NameOf = itself) -> list[Line]:
        """A unit's lines: events in entry order, then 2.9, then 6.3, those by `name` of person and window."""
        events = event_lines(
            self._by_unit.get(unit, ()), self.month, self._tray.rules, self._tray.silent, self.edition
        )
        derived = self._derived_by_unit.get(unit)
        return events + derived_lines(derived, self.month, self.edition, name) if derived else events

    def follow_ups(self, unit: Key, name: NameOf = itself) -> list[FollowUp]:
        """A unit's follow-ups, by kind, then by `name` of the person, those of the unit first."""
        return sorted(self._arising.get(unit, ()), key=lambda row: _by_kind(row, name))

    @cached_property
    def history(self) -> History:
        """What the next month needs of this one and all before it."""
        before, outcome = self._before, self._outcome
        return History(
            over_limit=outcome.over_limit,
            ladders=self._climbed[1],
            problems={**before.problems, **self._firsts} if self._firsts else before.problems,
            tallies=outcome.tallies,
            reached=outcome.reached,
        )

    @property
    def pending(self) -> list[Fact]:
        """What of the scored units waits to be verified and would then count or be tallied."""
        rules, units = self._tray.rules, self.units
        waiting = [
            Fact._make(fact) for fact in self._facts if not fact[15] and not fact[16] and fact[1] in units
        ]
        return [
            fact
            for fact in waiting
            if silence_of(fact._replace(verified=True), rules[fact.clause, fact.behaviour].behaviour) is None
        ]

    @property
    def rungs(self) -> Mapping[Key, int]:
        """How many criticisms of each unit count so far, in the year or the month (R12)."""
        steps, ladders = self._climbed
        if self.edition.options.criticism_scope != "month":
            return {unit: own.rungs for unit, own in ladders.items() if own.year == self.month[:4]}
        rungs: dict[Key, int] = {}
        for step in steps:
            rungs[step.fact.unit] = max(step.rung, rungs.get(step.fact.unit, 0))
        return rungs

    def _count(self, line: Derived) -> None:
        behaviour = line.behaviour
        if behaviour.halves is None:
            self._tray.empty(line.unit, behaviour.category, None)
        elif line.shown:
            self._tray.cells[line.unit][behaviour.category - 1] += behaviour.halves

    @cached_property
    def _by_unit(self) -> Mapping[Key, list[Fact]]:
        by_unit: dict[Key, list[Fact]] = {unit: [] for unit in self.units}
        for fact in self._facts:
            own = by_unit.get(fact[1])
            if own is not None:
                own.append(fact)
        return by_unit

    @cached_property
    def _derived_by_unit(self) -> Mapping[Key, list[Derived]]:
        by_unit: dict[Key, list[Derived]] = {}
        for line in self._outcome.derived:
            by_unit.setdefault(line.unit, []).append(line)
        return by_unit

    @cached_property
    def _climbed(self) -> tuple[list[Step], dict[Key, Ladder]]:
        scope = self.edition.options.criticism_scope
        return climb(self._tray.criticisms, self.month, scope, self._before.ladders)

    @cached_property
    def _arising(self) -> Mapping[Key, list[FollowUp]]:
        return arising(self.edition, self._tray.flagged, self._climbed[0], self._outcome.derived)


def score_month(
    edition: Edition,
    month: str,
    units: Iterable[Key],
    facts: Iterable[Fact],
    history: History,
    corrections: Mapping[Key, int] = NO_CORRECTIONS,
) -> MonthScore:
    """Score one month.

    `facts` are those that count in `month`, in any order; a plain row whose columns stand as Fact's fields do
    is as good as a Fact. `units` are those in service; facts of others are passed over. `history` is what the
    months before came to (`MonthScore.history` of the last one). `corrections`: half-points by unit that
    corrections of closed months bring into this one (§6); they stand outside the categories.
    """
    return MonthScore(edition, month, units, facts, history, corrections)


def score_months(
    edition: Edition,
    months: Iterable[str],
    units: Collection[Key],
    facts: Iterable[Fact],
    history: History | None = None,
) -> Iterator[MonthScore]:
    """Score several months, given in the calendar's order, each with the history of those before it.

    Facts are sorted into the months that they count in, in one pass; those of no given month are passed over.
    """
    boxes: dict[str, list[Fact]] = {month: [] for month in months}
    for fact in facts:
        box = boxes.get(fact[-1])
        if box is not None:
            box.append(fact)
    so_far = history or History.empty()
    for month, own in boxes.items():
        score = MonthScore(edition, month, units, own, so_far)
        so_far = score.history
        yield score


def _by_kind(row: FollowUp, name: NameOf) -> tuple[object, ...]:
    return row.kind, row.person is not None, name(row.person) if row.person is not None else ""
