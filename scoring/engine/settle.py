"""The pass over the facts: what counts at once is added up, what needs a second look is sorted into boxes."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

from scoring.engine.rules import CATEGORIES, Rule, Rules
from scoring.engine.types import Cover, Fact, Key
from scoring.rulebook import Behaviour

Silence: TypeAlias = Literal["unverified", "waived", "below"]
"""Why an event counts 0 by itself; `below` its measure."""


class Charge(NamedTuple):
    """An event that takes part in what 2.8 covers."""

    fact: Fact
    rule: Rule
    halves: int


class Tray:
    """One month on the desk while it is being scored."""

    def __init__(self, rules: Rules, units: Iterable[Key]) -> None:
        self.rules = rules
        self.cells: dict[Key, list[int]] = {unit: [0] * (2 * CATEGORIES) for unit in units}
        self.silent: dict[int, Silence | Cover] = {}
        self.emptied: dict[tuple[Key, int], list[int | None]] = {}
        self.problems: dict[tuple[Key, Key], list[Charge]] = {}
        self.tallied: list[tuple[Fact, str]] = []
        self.criticisms: list[Fact] = []
        self.flagged: list[Fact] = []

    def add(self, facts: Iterable[Fact]) -> None:
        """Take in all facts, in any order. Facts of units that are not scored are passed over."""
        cells, rules, special = self.cells, self.rules, []
        for fact in facts:
            (
                _,
                unit,
                _,
                _,
                _,
                _,
                clause,
                name,
                times,
                _,
                problem,
                _,
                named,
                asked,
                grave,
                sure,
                waived,
                _,
            ) = fact
            cell = cells.get(unit)
            if cell is None:
                continue
            plain, slot, halves, _, _, _, _, _, _ = rules[clause, name]
            if plain and sure and not (waived or problem or named or asked or grave):
                cell[slot] += halves * times
            else:
                special.append(Fact._make(fact))
        for fact in special:
            self._settle(fact, rules[fact.clause, fact.behaviour])

    def _settle(self, fact: Fact, rule: Rule) -> None:
        if not fact.verified or fact.waived or rule.behaviour.measure:
            silence = silence_of(fact, rule.behaviour)
            if silence is not None:
                self.silent[fact.id] = silence
                return
        if fact.problem and rule.charges:
            charge = Charge(fact, rule, points_of(fact, rule))
            self.problems.setdefault((fact.unit, fact.problem), []).append(charge)
        elif rule.empties:
            self.empty(fact.unit, rule.category, fact.id)
        else:
            self.cells[fact.unit][rule.slot] += points_of(fact, rule)
        self._sort(fact, rule.behaviour)

    def count(self, charge: Charge) -> None:
        """Let one event count."""
        fact, rule, halves = charge
        if rule.empties:
            self.empty(fact.unit, rule.category, fact.id)
        else:
            self.cells[fact.unit][rule.slot] += halves

    def empty(self, unit: Key, category: int, event: int | None) -> None:
        """Make a category 0 because of an event (None: a derived line)."""
        self.emptied.setdefault((unit, category), []).append(event)

    def _sort(self, fact: Fact, behaviour: Behaviour) -> None:
        if behaviour.tally:
            self.tallied.append((fact, behaviour.tally))
        if behaviour.criticism or fact.criticised:
            self.criticisms.append(fact)
        if behaviour.follow_ups or fact.serious or fact.accountable:
            self.flagged.append(fact)


def silence_of(fact: Fact, behaviour: Behaviour) -> Silence | None:
    """Why an event counts 0 by itself: unverified, waived, or below its measure; None when it counts."""
    if not fact.verified:
        return "unverified"
    if fact.waived:
        return "waived"
    measure = behaviour.measure
    if measure and (fact.measure is None or not measure.reached(fact.measure)):
        return "below"
    return None


def points_of(fact: Fact, rule: Rule) -> int:
    """Half-points that the clause gives an event, times included (and items, R5 under `item`)."""
    points = rule.halves * fact.times
    return points * int(fact.measure or 0) if rule.per_item else points
