"""What a line of the 工作台 is, and under which heading it stands."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Area(Enum):
    """The headings, in the order in which a desk shows them."""

    OVERDUE = "已超期"
    OWED = "要办的事"
    SETTLING = "核实和定分"
    HANDLING = "整改、公文和荣誉"
    PEOPLE = "督查和人员"
    UNIT = "本单位"
    """Headed by the unit's own name."""
    LOOK = "了解情况"


@dataclass(frozen=True)
class Counts:
    """How many there are of each thing that was sought, and the nearest day of those that have one."""

    numbers: dict[str, int]
    days: dict[str, date] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.numbers[name]

    def due(self, name: str) -> date | None:
        """The nearest day by which one of them is due."""
        return self.days.get(name)


@dataclass(frozen=True)
class Duty:
    """One thing to do: how many, where, until when."""

    label: str
    url: str
    area: Area
    count: int | None = None
    measure: str = "件"
    due: date | None = None
    """The nearest day."""
    late: int = 0
    """How many of them are past their day."""
    note: str = ""
    counted_at: str = ""
    """Where the count is asked for once the page is there, since working it out takes a while."""
    unit: str = ""
    """The unit that it is about, where the desk tells units apart."""

    @property
    def is_all_late(self) -> bool:
        """Nothing but its day is to be told: it stands under 已超期."""
        return self.late == self.count

    @property
    def is_empty(self) -> bool:
        return self.count == 0


@dataclass(frozen=True)
class Section:
    """Lines under one heading."""

    area: Area
    heading: str
    duties: tuple[Duty, ...]

    @property
    def is_overdue(self) -> bool:
        return self.area is Area.OVERDUE


@dataclass(frozen=True)
class Deadline:
    """The bulletin that is due: of which month, until when, how many days are left, where it is made."""

    month: date
    due: date
    days_left: int
    url: str

    @property
    def days_over(self) -> int:
        return -self.days_left
