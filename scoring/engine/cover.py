"""One problem, deducted once (2.8, R7): what was charged first stands."""

from collections.abc import Mapping

from scoring.engine.settle import Charge, Tray
from scoring.engine.types import Cover, Key

LARGEST = 1_000_000_000


def settle_problems(tray: Tray, before: Mapping[tuple[Key, Key], Cover]) -> dict[tuple[Key, Key], Cover]:
    """Count or cover the charges of each problem; returns what counted first of each problem of the month."""
    firsts: dict[tuple[Key, Key], Cover] = {}
    for problem, charges in tray.problems.items():
        first = before.get(problem)
        for charge in sorted(charges, key=_turn):
            if first is not None and _is_covered(charge, first):
                tray.silent[charge.fact.id] = first
                continue
            tray.count(charge)
            first = first or _as_cover(charge)
        if first is not None:
            firsts[problem] = first
    return firsts


def _turn(charge: Charge) -> tuple[str, bool, int, int]:
    """Day, then 2.8 before other clauses, then the larger (an emptying is the largest), then entry order."""
    fact, rule, halves = charge
    size = LARGEST if rule.empties else -halves
    return fact.on[:10], not rule.behaviour.unless_already_deducted, -size, fact.id


def _is_covered(charge: Charge, first: Cover) -> bool:
    if charge.rule.empties:
        return False
    return charge.rule.behaviour.unless_already_deducted or first.blocks


def _as_cover(charge: Charge) -> Cover:
    fact, behaviour = charge.fact, charge.rule.behaviour
    return Cover(
        fact.id,
        fact.on[:10],
        fact.clause,
        fact.behaviour,
        behaviour.unless_already_deducted,
        charge.rule.empties,
    )
