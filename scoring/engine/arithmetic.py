"""From cells to scores: full marks, deductions, bonuses, floor, cap, emptying, total, rank (R1 to R3)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scoring.engine.rules import CATEGORIES
from scoring.engine.types import Key, UnitScore
from scoring.rulebook import Edition

Emptied = Mapping[tuple[Key, int], Sequence[int | None]]
NOTHING = (0,) * CATEGORIES


class Marks(NamedTuple):
    """What is held against the cells."""

    full: tuple[int, ...]
    floor: tuple[int, ...]
    capped: bool


class Worth(NamedTuple):
    """One unit's points before it is ranked."""

    total: int
    overflow: int
    categories: tuple[int, ...]
    swallowed: tuple[int, ...]


def unit_scores(
    edition: Edition,
    cells: Mapping[Key, Sequence[int]],
    emptied: Emptied,
    corrections: Mapping[Key, int],
) -> dict[Key, UnitScore]:
    """Every unit's score and rank; `corrections` are half-points outside the categories (RULEBOOK §6)."""
    marks = Marks(
        tuple([category.full for category in edition.categories]),
        tuple([category.floor for category in edition.categories]),
        edition.options.bonus_above_cap == "cap",
    )
    worths = {unit: _worth(unit, cell, marks, emptied) for unit, cell in cells.items()}
    for unit, halves in corrections.items():
        if unit in worths:
            worths[unit] = worths[unit]._replace(total=corrected(worths[unit].total, halves, sum(marks.full)))
    order = sorted([worth[:2] for worth in worths.values()], reverse=True)
    rank = {worth: place for place, worth in reversed(list(enumerate(order, start=1)))}
    return {
        unit: UnitScore(
            total,
            categories,
            overflow,
            swallowed,
            rank[total, overflow],
            tuple(zip(marks.full, cells[unit], cells[unit][CATEGORIES:], strict=False)),
            _causes(unit, emptied),
            marks.capped,
            corrections.get(unit, 0),
        )
        for unit, (total, overflow, categories, swallowed) in worths.items()
    }


def corrected(total: int, halves: int, full: int) -> int:
    """A total with corrections of earlier months: never below 0, and not lifted above full marks by them."""
    return max(0, min(total + halves, max(total, full)))


def _worth(unit: Key, cell: Sequence[int], marks: Marks, emptied: Emptied) -> Worth:
    """Full marks, less deductions, plus bonuses; then floor and cap, or nothing where it is emptied."""
    if not any(cell) and not emptied:
        return Worth(sum(marks.full), 0, marks.full, NOTHING)
    overflow = 0
    categories, swallowed = [], []
    for place, (full, floor) in enumerate(zip(marks.full, marks.floor, strict=True)):
        raw = full + cell[place] + cell[place + CATEGORIES]
        swallowed.append(floor - raw if raw < floor else 0)
        if emptied and (unit, place + 1) in emptied:
            categories.append(0)
        elif raw > full and marks.capped:
            overflow += raw - full
            categories.append(full)
        else:
            categories.append(max(floor, raw))
    return Worth(sum(categories), overflow, tuple(categories), tuple(swallowed))


def _causes(unit: Key, emptied: Emptied) -> tuple[tuple[int | None, ...], ...]:
    """By category what empties it, events first."""
    if not emptied:
        return ((),) * CATEGORIES
    return tuple(
        tuple(sorted(emptied.get((unit, number), ()), key=lambda event: (event is None, event or 0)))
        for number in range(1, CATEGORIES + 1)
    )
