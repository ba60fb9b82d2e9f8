"""What every kind of paper tells the one way in which papers are composed, numbered and kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from notices.bulletin.words import Part
from notices.models import Notice
from notices.papers.content import Letter, Paper
from scoring.models import Month, MonthResult
from units.models import Bureau, Unit


@dataclass(frozen=True, slots=True)
class Heading:
    """What a paper gets when it is issued: its number as it reads, and its day."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A paper that may be composed and issued: everything but its number, its day and its words.

    `write` gives the whole paper, everybody named; other readings are made from it by masking `names`.
    `stands` raises Refusal where it may not be issued (any more); it is asked again when the number is taken.
    `issued` does what follows from issuing, in the same transaction: told the paper, who and when.
    """

    kind: Notice.Kind
    key: str
    title: str
    addressee: str
    parts: tuple[Part, ...]
    proposed: Mapping[str, str]
    write: Callable[[Heading, Mapping[str, str]], Paper | Letter]
    stands: Callable[[], None]
    office: Bureau
    """The bureau's settings as it was written with."""
    back: str
    """The page that it is made from."""
    names: frozenset[str] = frozenset()
    names_of: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """By the units that it concerns: their own people, who stay named in that unit's 分单位本."""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """What else is kept with the issued paper (plain JSON)."""
    numbers_in_words: bool = False
    """Whether scores and ranks may be written into the words; else they are refused there."""
    was_issued: bool = True
    """False where it was seen that none of this kind and key ever went out."""
    month: Month | None = None
    result: MonthResult | None = None
    unit: Unit | None = None
    looks: Callable[[], None] | None = None
    """The same refusals as those of `stands`, judged by what was just read; for pages that only show them."""
    due: Callable[[date], date | None] = lambda _on: None
    """Until when it asks for an answer, by its day."""
    issued: Callable[[Notice, Any, datetime], None] = lambda _notice, _by, _at: None


Find = Callable[[str], Outgoing | None]
"""The paper of a key (2026-Q3, a follow-up's id); None where there is nothing of that name."""
