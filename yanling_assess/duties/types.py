"""What a line of the 工作台 is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Counts: TypeAlias = Mapping[str, int]
"""How many there are of each thing that was sought."""


@dataclass(frozen=True)
class Duty:
    """One thing to do: how many, where, until when."""

    label: str
    url: str
    count: int | None = None
    due: date | None = None
    overdue: bool = False
    note: str = ""
    counted_at: str = ""
    """Where the count is asked for once the page is there, since working it out takes a while."""


@dataclass(frozen=True)
class Deadline:
    """The bulletin that is due: of which month, until when, how many days are left."""

    month: date
    due: date
    days_left: int
