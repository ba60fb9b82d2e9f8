"""An edition of the paper, loaded: what the pages, the forms and the engine ask of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from scoring.rulebook.search import found
from scoring.rulebook.types import (
    OPTION_VALUES,
    Behaviour,
    Category,
    Clause,
    Flags,
    FollowUpKind,
    Limits,
    Options,
    Reading,
    Rival,
    Rung,
    Section,
    Thresholds,
)


@dataclass(frozen=True, eq=False)
class Edition:
    """One version of the rules. Compared by identity: the same text loaded twice has the same `sha256`."""

    name: str
    title: str
    effective_from: str
    sha256: str
    """Of the text it was loaded from."""
    lead_in: str
    notice: tuple[Section, ...]
    categories: tuple[Category, ...]
    options: Options
    thresholds: Thresholds
    limits: Limits
    flags: Flags
    rungs: tuple[Rung, ...]
    follow_ups: Mapping[str, FollowUpKind]
    readings: tuple[Reading, ...]
    rivals: tuple[Rival, ...]

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """All clauses by number, in the paper's order."""
        return {clause.number: clause for category in self.categories for clause in category.clauses}

    @cached_property
    def behaviours(self) -> Mapping[tuple[str, str], Behaviour]:
        """All behaviours by (clause, name), in the paper's order, the derived ones included."""
        return {(b.clause, b.name): b for clause in self.clauses.values() for b in clause.behaviours}

    def clause(self, number: str) -> Clause:
        """The clause with this number; KeyError where there is none."""
        return self.clauses[number]

    def behaviour(self, clause: str, name: str) -> Behaviour:
        """The behaviour of this clause; KeyError where there is none."""
        return self.behaviours[clause, name]

    @cached_property
    def entered(self) -> tuple[Behaviour, ...]:
        """What people may enter."""
        return tuple(behaviour for behaviour in self.behaviours.values() if behaviour.entered)

    @cached_property
    def derived(self) -> Mapping[str, Behaviour]:
        """The behaviours that tallies derive, by what they are derived from."""
        return {b.derived: b for b in self.behaviours.values() if b.derived}

    def category(self, number: int) -> Category:
        """The category with this number (1 … 6)."""
        return self.categories[number - 1]

    def search(self, words: str) -> list[Behaviour]:
        """Behaviours that people may mean by these words, the likeliest first; all of them for no words."""
        return found(words, self.entered, self.clauses)

    def rivals_of(self, behaviour: Behaviour) -> tuple[Rival, ...]:
        """The pairs of rival clauses that this behaviour stands in (R16)."""
        return tuple(rival for rival in self.rivals if rival.facing(behaviour))

    def rung(self, number: int) -> Rung:
        """The rung of the ladder for the first, second, … criticism; the last holds for all later ones."""
        return self.rungs[min(number, len(self.rungs)) - 1]

    def readings_of(self, clause: str) -> tuple[Reading, ...]:
        """The readings that read this clause (or section of the notice)."""
        return tuple(reading for reading in self.readings if clause in reading.clauses)

    def with_options(self, **options: str) -> "Edition":
        """The same edition under other options. KeyError: no such option; ValueError: no such value."""
        for name, value in options.items():
            if value not in OPTION_VALUES[name]:
                raise ValueError(f"口径{name}只能是{'或'.join(OPTION_VALUES[name])}，不能是{value}")
        return replace(self, options=replace(self.options, **options)) if options else self
