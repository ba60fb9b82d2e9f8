"""What a bulletin says, frozen: every number of it comes out of one stored month result.

Points are half-points; days are ISO text. It is kept with the issued paper as JSON.
"""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's place: its total, overflow bonus, rank, and its six category scores."""

    unit: int
    name: str
    total: int
    overflow: int
    rank: int
    scores: tuple[int, ...]
    corrected: int = 0
    """更正 of earlier months in the total."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a unit's result: an event, or what a tally derived (then without a day)."""

    unit: int
    category: int
    clause: str
    behaviour: str
    on: str
    at: str
    window: str
    person: str
    fact: str
    times: int
    points: int | None
    counted: int | None
    zeroes: bool
    why: str
    is_late: bool
    status: str
    answer: str = ""
    """How the unit's objection was decided, in a few words."""

    @property
    def is_correction(self) -> bool:
        """The difference that a correction of an earlier month makes: of no category."""
        return self.category == 0

    @property
    def is_award(self) -> bool:
        return not self.is_correction and self.points is not None and self.points > 0

    @property
    def is_charge(self) -> bool:
        """Whether it deducts or empties, counted or not; what was waived or not verified is no charge."""
        if self.is_correction:
            return False
        return self.status in ("", "confirmed") and (self.zeroes or (self.points or 0) < 0)


@dataclass(frozen=True, slots=True)
class Note:
    """A fact outside every clause: printed, at 0."""

    unit: int
    on: str
    at: str
    window: str
    fact: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class Handling:
    """One 整改处理 with the clauses it rests on and the day it is due (empty where none is set)."""

    unit: int
    kind: str
    person: str
    basis: str
    by: str
    due: str
    waits: bool = False
    """A cause is under objection: nothing is to be done before that is decided."""


@dataclass(frozen=True, slots=True)
class Head:
    """Head and foot: the bureau as it was when the paper was made."""

    office: str
    number: str
    addressees: str
    copies: str
    contact: str
    sealed: bool
    date: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A month's bulletin without its words. `names` are the people to be masked in other readings."""

    month: str
    revision: int
    digest: str
    rules: str
    categories: tuple[str, ...]
    marks: tuple[int, ...]
    standings: tuple[Standing, ...]
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    handlings: tuple[Handling, ...]
    names: tuple[str, ...]
    head: Head
    words: dict[str, str] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Bulletin":
        """Back from JSON, the same in every part."""
        return cls(
            **{
                **data,
                "categories": tuple(data["categories"]),
                "marks": tuple(data["marks"]),
                "names": tuple(data["names"]),
                "standings": tuple(
                    Standing(**{**row, "scores": tuple(row["scores"])}) for row in data["standings"]
                ),
                "items": tuple(Item(**row) for row in data["items"]),
                "notes": tuple(Note(**row) for row in data["notes"]),
                "handlings": tuple(Handling(**row) for row in data["handlings"]),
                "head": Head(**data["head"]),
            }
        )

    def name(self, unit: int) -> str:
        """A unit's name as it stood."""
        return next((row.name for row in self.standings if row.unit == unit), "")
