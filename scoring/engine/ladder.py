"""The ladder for 通报批评 (四（二）, R12, R13): which criticism of the unit an event is, or joins."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from scoring.engine.history import Label, Ladder
from scoring.engine.types import Fact, Key


class Step(NamedTuple):
    """One criticising event on its rung."""

    fact: Fact
    rung: int
    founds: bool
    """It is the first of its criticism; the unit's follow-ups arise here."""
    placed_here: bool
    """Its criticism began in this month."""


def climb(
    criticisms: Iterable[Fact], month: str, scope: str, before: Mapping[Key, Ladder]
) -> tuple[list[Step], dict[Key, Ladder]]:
    """The steps of a month, and the year's ladders after it.

    The year's ladder is kept under the scope "month" too, so that the option may change within a year.
    """
    ordered = sorted(criticisms, key=lambda fact: (moment(fact.on), fact.id))
    year = month[:4]
    kept = {unit: ladder for unit, ladder in before.items() if ladder.year == year}
    steps, after = _walk(ordered, year, kept)
    if scope == "month":
        steps, _ = _walk(ordered, year, {})
    return steps, after


def moment(on: str) -> str:
    """A sortable moment; a bare date stands for its 00:00."""
    return f"{on[:10]}T{on[11:] or '00:00:00'}"


def _walk(
    ordered: Iterable[Fact], year: str, before: Mapping[Key, Ladder]
) -> tuple[list[Step], dict[Key, Ladder]]:
    ladders = dict(before)
    founded: set[tuple[Key, int]] = set()
    steps = []
    for fact in ordered:
        ladder = ladders.get(fact.unit) or Ladder(year, 0, {})
        labels = labels_of(fact)
        known = [ladder.labels[label] for label in labels if label in ladder.labels]
        rung = min(known, default=ladder.rungs + 1)
        if not known:
            founded.add((fact.unit, rung))
        steps.append(Step(fact, rung, not known, (fact.unit, rung) in founded))
        rungs = max(ladder.rungs, rung)
        ladders[fact.unit] = Ladder(year, rungs, {**ladder.labels, **dict.fromkeys(labels, rung)})
    return steps, ladders


def labels_of(fact: Fact) -> tuple[Label, ...]:
    """What ties an event to others of one criticism: its bulletin and its problem."""
    bulletin: tuple[Label, ...] = (("bulletin", fact.bulletin),) if fact.bulletin else ()
    return (*bulletin, ("problem", fact.problem)) if fact.problem else bulletin
