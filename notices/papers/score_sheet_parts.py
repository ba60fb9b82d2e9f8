"""What a score sheet says, as pure data: texts ready to print, and what a cut leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from scoring.selectors.trends import Trend
from scoring.selectors.wording import signed


@dataclass(frozen=True, slots=True)
class SheetBar:
    """One category: its score, a bar (`width` in percent of full marks) and its arithmetic."""

    name: str
    full: str
    score: str
    width: int
    arithmetic: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the month: when, whose, under which clause, what and why, its points, what counted."""

    when: str
    who: str
    what: str
    text: str
    why: str
    points: str
    counted: str
    halves: int | None
    """What counted in half-points; None where it empties its category."""


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole sheet of one unit and month."""

    unit_id: int
    office: str
    unit: str
    month: str
    total: str
    facts: tuple[str, ...]
    """名次, 溢出加分, 依据, 定分: short lines beside the total."""
    corrected: str
    bars: tuple[SheetBar, ...]
    lines: tuple[SheetLine, ...]
    follow_ups: tuple[str, ...]
    notes: tuple[str, ...]
    trend: Trend
    answer: str
    """How to object."""
    dated: str
    source: str
    is_open: bool = False


def tail(left_out: Sequence[SheetLine]) -> str:
    """How many lines are not printed and what they count together; empty where all are."""
    if not left_out:
        return ""
    emptied = sum(line.halves is None for line in left_out)
    together = signed(sum(line.halves or 0 for line in left_out))
    zeroes = f"，其中清零{emptied}条" if emptied else ""
    return f"另有{len(left_out)}条，见得分说明（实计合计{together}{zeroes}）"
