"""What an edition of the paper is made of: frozen records, points in half-points (`halves`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Effect = Literal["deduct", "award", "empty", "note", "derived"]
"""deduct, award: points. empty: the category becomes 0. note: kept at 0. derived: by tallies alone."""

OPTION_VALUES: Mapping[str, tuple[str, str]] = {
    "bonus_above_cap": ("cap", "allow"),
    "missing_items": ("case", "item"),
    "over_limit_lookback": ("year", "ever"),
    "criticism_scope": ("year", "month"),
}
"""The four options of the policy office (R1, R5, R9, R12) and what each may be; the first is the default."""

EFFECTS: tuple[str, ...] = ("deduct", "award", "empty", "note", "derived")
TALLIES = ("late", "absent", "complaint")
DERIVED = ("complaints", "first_over_limit", "again_over_limit", "person_complaints")
BEARERS = ("person", "unit", "person_or_unit")


@dataclass(frozen=True)
class Options:
    """R1, R5, R9, R12: see OPTION_VALUES."""

    bonus_above_cap: str
    missing_items: str
    over_limit_lookback: str
    criticism_scope: str


@dataclass(frozen=True)
class Thresholds:
    """Times in a month of happening that are "over" (the number itself included): 6.3 and 2.9."""

    late: int
    absent: int
    person_complaints: int
    window_complaints: int


@dataclass(frozen=True)
class Limits:
    """Numbers of the paper that act outside the arithmetic."""

    bulletin_day: int
    """三: the bulletin is due by this day of the next month."""
    withdrawal_days: int
    """6.3: calendar days to withdraw a person, the day after the notice being day 1 (R11)."""
    substitute_points: Decimal
    """R4: a substitute's breach up to these points is scored under 1.3."""
    early_minutes: int
    """4.3: minutes before the start of work."""


@dataclass(frozen=True)
class Flags:
    """Follow-ups that a flag brings, whatever event carries it."""

    serious: tuple[str, ...]
    """情节特别严重."""
    accountable: tuple[str, ...]
    """被问责 in a superior's 明查暗访 (四（二）)."""


@dataclass(frozen=True)
class Measure:
    """A number that an event must carry, and the threshold from which it counts."""

    name: str
    unit: str
    limit: int
    inclusive: bool
    """True: 以上 (limit itself counts); False: 超过 (only above it)."""
    per_item: bool = False
    """With the option missing_items = "item" the points are taken once for each unit of the measure (R5)."""

    def reached(self, value: int | Decimal) -> bool:
        """Whether an event with this value counts."""
        return value >= self.limit if self.inclusive else value > self.limit

    @property
    def rule(self) -> str:
        """The threshold in words: 离岗超过10分钟, 延时5分钟及以上."""
        return (
            f"{self.name}{self.limit}{self.unit}及以上"
            if self.inclusive
            else f"{self.name}超过{self.limit}{self.unit}"
        )


@dataclass(frozen=True)
class Behaviour:
    """One named way to break or earn a clause (行为)."""

    clause: str
    category: int
    name: str
    effect: Effect
    halves: int | None
    """Signed half-points of one time; None where the category becomes 0, and for notes."""
    basis: str
    measure: Measure | None = None
    needs_person: bool = False
    """A person belongs here; without one the event stands as 人员待查."""
    proof: str = ""
    """What has to be handed in before it may count."""
    needs_verification: bool = False
    criticism: bool = False
    """Always a 通报批评."""
    unless_already_deducted: bool = False
    """2.8: not again for a problem that something was charged for."""
    tally: str | None = None
    """late, absent or complaint: what it adds to (2.9, 6.3)."""
    derived: str | None = None
    """What tally it is derived from."""
    follow_ups: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    """Who is exempt (R6)."""
    party_members_only: bool = False
    warning: str = ""
    """Shown when it is chosen."""
    words: tuple[str, ...] = ()
    """What people say for it."""

    @property
    def entered(self) -> bool:
        """Whether people may enter it; derived lines follow from the tallies."""
        return self.effect != "derived"

    @property
    def label(self) -> str:
        """“1.1 迟到”."""
        return f"{self.clause} {self.name}"


@dataclass(frozen=True)
class Clause:
    """One numbered clause of the paper: 1.1 … 6.3, its text word for word."""

    number: str
    category: int
    text: str
    basis: str
    behaviours: tuple[Behaviour, ...]
    amended_by: str = ""
    """The document that amended the paper's words, where they are no longer those of 2022."""


@dataclass(frozen=True)
class Category:
    """One of the six categories; marks in half-points."""

    number: int
    name: str
    full: int
    floor: int
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Section:
    """One section of the notice: 一 … 六."""

    number: str
    title: str
    text: str
    amended_by: str = ""
    """As of a clause."""


@dataclass(frozen=True)
class FollowUpKind:
    """A kind of 整改处理: whom it concerns, who handles it, and the paper's words."""

    kind: str
    to: str
    handled_by: str
    text: str


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder for 通报批评 (四（二）); the last one holds for all later criticisms too."""

    number: int
    follow_ups: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Reading:
    """口径: how the office reads the text where it leaves room; an option where `option` is named."""

    key: str
    title: str
    clauses: tuple[str, ...]
    text: str
    option: str | None
    values: Mapping[str, str]


@dataclass(frozen=True)
class Rival:
    """Two clauses that one act can seem to fall under (R16). A side is "2.9" or "2.9 投诉属实"."""

    act: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    both: bool
    """Whether both may stand for one act."""
    proposed: str
    warning: str

    def facing(self, behaviour: Behaviour) -> tuple[str, ...]:
        """The side over against this behaviour; empty where the pair does not concern it."""
        if _on_side(behaviour, self.one):
            return self.other
        return self.one if _on_side(behaviour, self.other) else ()

    def concerns(self, first: Behaviour, second: Behaviour) -> bool:
        """Whether these two behaviours are the two sides."""
        return _on_side(second, self.facing(first))


def _on_side(behaviour: Behaviour, side: tuple[str, ...]) -> bool:
    return behaviour.clause in side or behaviour.label in side
