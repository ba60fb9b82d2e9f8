"""What goes into the engine and what comes out. Points are half-points; keys are opaque to the engine."""

from decimal import Decimal
from typing import NamedTuple, TypeAlias

Key: TypeAlias = int | str
"""A unit, person, window, problem or bulletin: a name in scenarios, a row's id (from 1) in the site.

An empty text is as good as None."""


class Fact(NamedTuple):
    """One event as it is scored. The order of the fields is the order of the columns that feed it."""

    id: int
    """Grows with entry: ties are broken by it where the rules say "entry order"."""
    unit: Key
    person: Key | None
    window: Key | None
    substitute: Key | None
    on: str
    """When it happened: "2026-09-03" or "2026-09-03T08:41:00"; a bare date stands for its 00:00."""
    clause: str
    behaviour: str
    times: int
    measure: int | Decimal | None
    problem: Key | None
    bulletin: Key | None
    criticised: bool
    accountable: bool
    serious: bool
    verified: bool
    waived: str | None
    """Why it does not count, where the chief waived it."""
    month: str
    """The month it counts in: "2026-09"."""


class Cover(NamedTuple):
    """The first event of a problem that counted (2.8)."""

    event: int
    day: str
    clause: str
    behaviour: str
    blocks: bool
    """A 2.8 event: it keeps later deductions under other clauses from counting."""
    empties: bool


class Line(NamedTuple):
    """One line of a unit's month: an event, or what a tally derives (`event` None)."""

    event: int | None
    clause: str
    behaviour: str
    category: int
    person: Key | None
    window: Key | None
    on: str | None
    times: int
    points: int | None
    """What the clause gives, times included; None for what empties the category."""
    counted: int | None
    """What of it counts before cap and floor; None where an emptying takes effect."""
    zeroes: int | None
    """The category that it empties."""
    why: str
    """The reason, where it does not simply count; always for a derived line."""
    covered_by: int | None = None
    late: bool = False
    """补记: it happened in an earlier month than the one it counts in."""
    month_of_tally: str | None = None
    causes: tuple[int, ...] = ()
    """The events whose tally a derived line follows from."""


class FollowUp(NamedTuple):
    """整改处理 that a month brings; one for each kind and person of a unit."""

    kind: str
    unit: Key
    person: Key | None
    causes: tuple[int, ...]
    rung: int | None
    """Which criticism of the unit it was, where the ladder brought it."""
    basis: str
    """The clauses it rests on: “1.5、四（二）”."""


class CategorySheet(NamedTuple):
    """The arithmetic of one category: full + deducted + awarded = raw, held to score."""

    number: int
    full: int
    deducted: int
    awarded: int
    raw: int
    score: int
    overflow: int
    swallowed: int
    emptied_by: tuple[int | None, ...]
    """The events that empty it; None for a derived line."""


class UnitScore(NamedTuple):
    """One unit's month."""

    total: int
    categories: tuple[int, ...]
    overflow: int
    """Bonus that the caps cut off (溢出加分)."""
    swallowed: tuple[int, ...]
    """Deductions that the floors swallowed (已扣完), by category."""
    rank: int
    raw: tuple[tuple[int, int, int], ...]
    """Full marks, deductions and awards of each category, before cap and floor."""
    emptied_by: tuple[tuple[int | None, ...], ...]
    """By category the events that empty it; None for a derived line."""
    capped: bool
    corrected: int = 0
    """更正 of earlier months as they should count; the total has them, within 0 and full marks."""

    @property
    def sheets(self) -> tuple[CategorySheet, ...]:
        """The arithmetic of every category, written out."""
        rows = zip(self.raw, self.categories, self.swallowed, self.emptied_by, strict=True)
        return tuple(
            CategorySheet(
                number,
                full,
                deducted,
                awarded,
                full + deducted + awarded,
                score,
                max(0, deducted + awarded) if self.capped and not causes else 0,
                swallowed,
                causes,
            )
            for number, ((full, deducted, awarded), score, swallowed, causes) in enumerate(rows, start=1)
        )
