"""The lines of a unit's month, made on demand: its events in entry order, then what the tallies derive."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from operator import itemgetter
from typing import Any

from scoring.engine.reasons import why_derived, why_note, why_silent
from scoring.engine.rules import Rule, Rules
from scoring.engine.settle import Silence, points_of
from scoring.engine.tallies import Derived
from scoring.engine.types import Cover, Fact, Key, Line
from scoring.rulebook import Edition

NameOf = Callable[[Key], object]

new_line: Callable[[tuple[Any, ...]], Line] = partial(tuple.__new__, Line)
"""A Line from all of its fields at once: three times as fast as by name, and a month has hundreds."""


def event_lines(
    facts: Iterable[Fact], month: str, rules: Rules, silent: Mapping[int, Silence | Cover], edition: Edition
) -> list[Line]:
    """One line for each event of a unit, in entry order."""
    lines: list[Line] = []
    add = lines.append
    for row in sorted(facts, key=itemgetter(0)):
        (event, _, person, window, _, on, clause, name, times, _, _, _, _, _, _, _, _, _) = row
        rule = rules[clause, name]
        _, _, halves, priced, category, _, _, _, _ = rule
        if event in silent or not priced:
            add(_second_look(Fact._make(row), month, rule, silent.get(event), edition))
            continue
        points = halves * times
        late = on[:7] != month
        who = (event, clause, name, category, person, window, on, times)
        add(new_line((*who, points, points, None, "", None, late, None, ())))
    return lines


def _second_look(
    fact: Fact, month: str, rule: Rule, silence: Silence | Cover | None, edition: Edition
) -> Line:
    behaviour = rule.behaviour
    points = None if rule.empties else points_of(fact, rule)
    why = why_silent(silence, fact, behaviour) if silence is not None else ""
    if behaviour.effect == "note" and not why:
        why = why_note(behaviour, edition)
    return Line(
        event=fact.id,
        clause=fact.clause,
        behaviour=fact.behaviour,
        category=behaviour.category,
        person=fact.person,
        window=fact.window,
        on=fact.on,
        times=fact.times,
        points=points,
        counted=points if silence is None else 0,
        zeroes=behaviour.category if rule.empties else None,
        why=why,
        covered_by=silence.event if isinstance(silence, Cover) else None,
        late=fact.on[:7] != month,
    )


def derived_lines(derived: Iterable[Derived], month: str, edition: Edition, name: NameOf) -> list[Line]:
    """2.9, then 6.3; persons before windows, then by name, then by month of happening."""
    shown = sorted((line for line in derived if line.shown), key=lambda line: _place(line, name))
    return [
        Line(
            event=None,
            clause=line.behaviour.clause,
            behaviour=line.behaviour.name,
            category=line.behaviour.category,
            person=line.person,
            window=line.window,
            on=None,
            times=1,
            points=line.behaviour.halves,
            counted=line.behaviour.halves,
            zeroes=line.behaviour.category if line.behaviour.halves is None else None,
            why=why_derived(line, month, edition),
            late=line.happened != month,
            month_of_tally=line.happened,
            causes=line.causes,
        )
        for line in shown
    ]


def _place(line: Derived, name: NameOf) -> tuple[object, ...]:
    who = line.window if line.for_window else line.person
    named = (who is not None, name(who) if who is not None else "")
    return line.behaviour.category, line.for_window, *named, line.happened
