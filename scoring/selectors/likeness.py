"""How alike two records are: who, then how near the days, then the words they share. Pure, no database."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

NAMED_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})[日号]")
SAME, UNNAMED, OTHER = range(3)
WEEK, MONTH = 7, 31
ALIKE = 0.3
"""Texts that share so much of their words say the same thing in other words."""


class Likeness(NamedTuple):
    """The smaller, the more alike: whether it is the same person, how many days apart (the same day, a week,
    a month, more), how much of the words is not shared; then the days themselves."""

    who: int
    span: int
    unshared: float
    days: int

    @property
    def marks(self) -> tuple[str, ...]:
        """What speaks for it, in the users' words."""
        found = (
            ("同一人", self.who == SAME),
            ("日期相符", self.days == 0),
            ("说法相近", self.unshared <= 1 - ALIKE),
        )
        return tuple(word for word, holds in found if holds)


def likeness(
    *, persons: frozenset[int], days: Iterable[date], text: str, person: int | None, on: date, other: str
) -> Likeness:
    """Of an entry (whom it names, the days it speaks of, its words) and a record (person, day, words)."""
    apart = min(abs((on - day).days) for day in days)
    return Likeness(_who(persons, person), _span(apart), 1 - shared_words(text, other), apart)


def shared_words(one: str, other: str) -> float:
    """How much two texts share, 0 to 1: twice the common pairs of neighbouring characters over all pairs.

    Digits and punctuation say nothing: days are compared as days.
    """
    first, second = _pairs(one), _pairs(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def days_spoken_of(text: str, on: date) -> list[date]:
    """The entry's own day, and those its text names (“10月6日”): the latest such day up to its own."""
    named = (_day_before(on, int(month), int(day)) for month, day in NAMED_DAY.findall(text))
    return [on, *(day for day in named if day is not None)]


def _day_before(on: date, month: int, day: int) -> date | None:
    for year in (on.year, on.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= on:
            return found
    return None


def _who(persons: frozenset[int], person: int | None) -> int:
    if person is None or not persons:
        return UNNAMED
    return SAME if person in persons else OTHER


def _span(days: int) -> int:
    return sum(days > limit for limit in (0, WEEK, MONTH))


def _pairs(text: str) -> frozenset[str]:
    letters = "".join(letter for letter in text.lower() if letter.isalpha())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
