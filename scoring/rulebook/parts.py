"""An edition taken apart as people draft it: a part is read, changed and put back, the others stay.

Keys: `head`, `options`, `numbers`, `marks`, `handling`, `clause-1.1`, `reading-R1`, `notice-一`.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scoring.rulebook.edition import Edition
from scoring.rulebook.loader import shipped_edition
from scoring.rulebook.types import (
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


@dataclass(frozen=True)
class Head:
    """What the edition is called, from when it holds, and what stands above the notice."""

    name: str
    title: str
    effective_from: str
    lead_in: str


@dataclass(frozen=True)
class Numbers:
    """Times from which a tally is over, and the numbers outside the arithmetic."""

    thresholds: Thresholds
    limits: Limits


@dataclass(frozen=True)
class Mark:
    """One category's name and marks, in half-points."""

    name: str
    full: int
    floor: int


@dataclass(frozen=True)
class Marks:
    """Of all six."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Handling:
    """整改处理: the kinds, the ladder, and what the flags bring."""

    kinds: tuple[FollowUpKind, ...]
    rungs: tuple[Rung, ...]
    flags: Flags


Part = Head | Options | Numbers | Marks | Handling | Clause | Reading | Section
WHOLE = ("head", "options", "numbers", "marks", "handling")


def keys(edition: Edition) -> Iterator[str]:
    """Every part of the edition, in order."""
    yield from WHOLE
    yield from (f"clause-{number}" for number in edition.clauses)
    yield from (f"reading-{reading.key}" for reading in edition.readings)
    yield from (f"notice-{section.number}" for section in edition.notice)


def part_of(edition: Edition, key: str) -> Part:
    """One part; KeyError where there is none. The clause after a category's last is there, empty."""
    kind, _, name = key.partition("-")
    if kind == "clause":
        return edition.clauses.get(name) or _next_clause(edition, name)
    if kind == "reading":
        return {reading.key: reading for reading in edition.readings}[name]
    if kind == "notice":
        return {section.number: section for section in edition.notice}[name]
    whole: Mapping[str, Part] = {
        "head": Head(edition.name, edition.title, edition.effective_from, edition.lead_in),
        "options": edition.options,
        "numbers": Numbers(edition.thresholds, edition.limits),
        "marks": Marks(tuple(Mark(c.name, c.full, c.floor) for c in edition.categories)),
        "handling": Handling(tuple(edition.follow_ups.values()), edition.rungs, edition.flags),
    }
    return whole[key]


def key_of_next(category: Category) -> str:
    """The key of the clause that would follow a category's last one."""
    numbers = [int(clause.number.partition(".")[2]) for clause in category.clauses]
    return f"clause-{category.number}.{max(numbers, default=0) + 1}"


UNQUOTED = "原文与2022年印发的不同：请填写修订依据（作出修订的文件名称、文号）。"


def is_quoted(part: Clause | Section) -> bool:
    """Whether its words are the paper's of 2022."""
    if isinstance(part, Clause):
        paper = shipped_edition().clauses.get(part.number)
        return part.text == (paper.text if paper else "")
    return any((s.number, s.text) == (part.number, part.text) for s in shipped_edition().notice)


def digest(part: Part) -> str:
    """Tells whether a part is still the one that was read."""
    return hashlib.sha256(repr(part).encode()).hexdigest()[:32]


def with_part(edition: Edition, part: Part, renamed: Mapping[str, str] | None = None) -> Edition:
    """The edition with one part put in its place. `renamed`: a clause's behaviours, by their old names."""
    changes: dict[str, Any]
    match part:
        case Clause():
            changes = _clause_put(edition, part, renamed or {})
        case Reading():
            changes = {"readings": tuple(part if r.key == part.key else r for r in edition.readings)}
        case Section():
            changes = {"notice": tuple(part if s.number == part.number else s for s in edition.notice)}
        case Options():
            changes = {"options": part}
        case Handling():
            kinds = {kind.kind: kind for kind in part.kinds}
            changes = {"follow_ups": kinds, "rungs": part.rungs, "flags": part.flags}
        case Marks():
            pairs = zip(edition.categories, part.marks, strict=True)
            changes = {"categories": tuple(replace(category, **vars(mark)) for category, mark in pairs)}
        case _:
            changes = dict(vars(part))
    return replace(edition, **changes)


def _next_clause(edition: Edition, number: str) -> Clause:
    for category in edition.categories:
        if key_of_next(category) == f"clause-{number}":
            return Clause(number, category.number, "", "", ())
    raise KeyError(number)


def _clause_put(edition: Edition, clause: Clause, renamed: Mapping[str, str]) -> dict[str, Any]:
    """A clause without words and behaviours is left out again."""
    category = edition.category(clause.category)
    kept = {each.number: each for each in category.clauses} | {clause.number: clause}
    if not clause.text and not clause.behaviours:
        del kept[clause.number]
    own = replace(category, clauses=tuple(kept.values()))
    categories = tuple(own if each.number == own.number else each for each in edition.categories)
    return {"categories": categories, "rivals": tuple(_rivals(edition, clause, renamed))}


def _rivals(edition: Edition, clause: Clause, renamed: Mapping[str, str]) -> Iterator[Rival]:
    """The pairs of rival clauses, behaviours as they are called now; a pair without a side is none."""
    for rival in edition.rivals:
        one, other = _side(rival.one, clause, renamed), _side(rival.other, clause, renamed)
        if one and other:
            yield replace(rival, one=one, other=other)


def _side(side: tuple[str, ...], changed: Clause, renamed: Mapping[str, str]) -> tuple[str, ...]:
    names = {behaviour.name for behaviour in changed.behaviours}
    kept: list[str] = []
    for label in side:
        number, _, name = label.partition(" ")
        name = renamed.get(name, name)
        if number != changed.number or (name in names if name else changed.text):
            kept.append(label if number != changed.number else f"{number} {name}".strip())
    return tuple(kept)
