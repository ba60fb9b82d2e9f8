"""整改处理 that a month brings: from events, the ladder and derived lines; one for each kind and person."""

from collections.abc import Iterable

from scoring.engine.ladder import Step
from scoring.engine.tallies import Derived
from scoring.engine.types import Fact, FollowUp, Key
from scoring.rulebook import Edition

LADDER_BASIS = "四（二）"


class _Box:
    """Follow-ups of all units, made unique as they come."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.causes: dict[tuple[Key, str, Key | None], set[int]] = {}
        self.rungs: dict[tuple[Key, str, Key | None], int] = {}
        self.bases: dict[tuple[Key, str, Key | None], list[str]] = {}

    def bearer(self, kind: str) -> str:
        return self.edition.follow_ups[kind].to

    def add(
        self, unit: Key, kind: str, person: Key | None, causes: Iterable[int], basis: str, rung: int = 0
    ) -> None:
        key = (unit, kind, person)
        self.causes.setdefault(key, set()).update(causes)
        bases = self.bases.setdefault(key, [])
        if basis not in bases:
            bases.append(basis)
        if rung:
            self.rungs[key] = min(rung, self.rungs.get(key, rung))

    def out(self) -> dict[Key, list[FollowUp]]:
        by_unit: dict[Key, list[FollowUp]] = {}
        for key, causes in self.causes.items():
            unit, kind, person = key
            basis = "、".join(sorted(self.bases[key]))
            row = FollowUp(kind, unit, person, tuple(sorted(causes)), self.rungs.get(key), basis)
            by_unit.setdefault(unit, []).append(row)
        return by_unit


def arising(
    edition: Edition, flagged: Iterable[Fact], steps: Iterable[Step], derived: Iterable[Derived]
) -> dict[Key, list[FollowUp]]:
    """All follow-ups of a month, by unit."""
    box = _Box(edition)
    for fact in flagged:
        _from_event(box, fact)
    for step in steps:
        _from_step(box, step)
    for line in derived:
        for kind in line.follow_ups:
            person = line.person if box.bearer(kind) != "unit" else None
            box.add(line.unit, kind, person, line.causes, line.behaviour.clause)
    return box.out()


def _from_event(box: _Box, fact: Fact) -> None:
    """What the clause brings, and the flags 情节特别严重 and 被问责."""
    behaviour = box.edition.behaviours.get((fact.clause, fact.behaviour))
    kinds = [(kind, fact.clause) for kind in behaviour.follow_ups] if behaviour else []
    flags = box.edition.flags
    kinds += [(kind, fact.clause) for kind in flags.serious if fact.serious]
    kinds += [(kind, LADDER_BASIS) for kind in flags.accountable if fact.accountable]
    for kind, basis in kinds:
        bearer = box.bearer(kind)
        person = (fact.person or None) if bearer != "unit" else None
        if person is not None or bearer != "person":
            box.add(fact.unit, kind, person, (fact.id,), basis)


def _from_step(box: _Box, step: Step) -> None:
    """A rung's follow-ups: the unit's where the criticism is placed, a person's in the month of his event."""
    fact, rung, _, placed_here = step
    for kind in box.edition.rung(rung).follow_ups:
        if box.bearer(kind) == "person":
            if fact.person:
                box.add(fact.unit, kind, fact.person, (fact.id,), LADDER_BASIS, rung)
        elif placed_here:
            box.add(fact.unit, kind, None, (fact.id,), LADDER_BASIS, rung)
