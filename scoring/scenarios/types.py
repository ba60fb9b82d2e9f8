"""A scenario as read: what happened, under which options, and what must come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from scoring.engine import Fact
from scoring.rulebook import Edition

Expected: TypeAlias = Decimal | int | list[Decimal] | list[str]


@dataclass(frozen=True)
class Scenario:
    """One scenario file. A fact's id is its place among the events, from 1."""

    file: str
    title: str | None
    edition: Edition
    """With the scenario's options."""
    options: Mapping[str, str]
    """Those that the scenario sets."""
    units: tuple[str, ...]
    months: tuple[str, ...]
    """The months that are shown, in the calendar's order."""
    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    """The events' own names, e1, e2, … by default."""
    expect: Mapping[tuple[str, str], Mapping[str, Expected]]
    """By month and unit: total, categories, overflow, rank, follow_ups, as far as stated."""
