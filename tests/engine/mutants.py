"""Editions in which one thing alone is different: what the worked months must notice."""

from collections.abc import Iterator
from dataclasses import replace

from scoring.rulebook import OPTION_VALUES, Behaviour, Edition

Mutant = tuple[str, Edition]


def mutants(edition: Edition) -> Iterator[Mutant]:
    """Every number, threshold and option of the arithmetic changed alone, and every mark of a behaviour."""
    yield from _of_options(edition)
    yield from _of_thresholds(edition)
    yield from _of_categories(edition)
    yield from _of_rungs(edition)
    yield from _of_kinds(edition)
    for behaviour in edition.behaviours.values():
        for name, changed in _of_behaviour(behaviour):
            yield f"{behaviour.label} {name}", _with_behaviour(edition, behaviour, changed)


def _of_options(edition: Edition) -> Iterator[Mutant]:
    for name, values in OPTION_VALUES.items():
        for value in values:
            if value != getattr(edition.options, name):
                yield f"{name} {value}", edition.with_options(**{name: value})


def _of_thresholds(edition: Edition) -> Iterator[Mutant]:
    for name, limit in vars(edition.thresholds).items():
        for other in range(max(1, limit - 1), limit + 2):
            if other == limit:
                continue
            thresholds = replace(edition.thresholds, **{name: other})
            yield f"{name} {other}", replace(edition, thresholds=thresholds)


def _of_categories(edition: Edition) -> Iterator[Mutant]:
    for place, category in enumerate(edition.categories):
        for name, step in (("full", -1), ("full", 1), ("floor", 1)):
            changed = replace(category, **{name: getattr(category, name) + step})
            categories = (*edition.categories[:place], changed, *edition.categories[place + 1 :])
            yield f"category {category.number} {name} {step:+}", replace(edition, categories=categories)


def _of_rungs(edition: Edition) -> Iterator[Mutant]:
    yield "a rung less", replace(edition, rungs=edition.rungs[:-1])
    yield "a rung more", replace(edition, rungs=(*edition.rungs[:2], edition.rungs[1], edition.rungs[2]))
    for place, rung in enumerate(edition.rungs):
        for kind in rung.follow_ups:
            changed = replace(rung, follow_ups=tuple(k for k in rung.follow_ups if k != kind))
            rungs = (*edition.rungs[:place], changed, *edition.rungs[place + 1 :])
            yield f"rung {rung.number} without {kind}", replace(edition, rungs=rungs)


def _of_kinds(edition: Edition) -> Iterator[Mutant]:
    for name, kinds in vars(edition.flags).items():
        assert kinds
        yield f"{name} brings nothing", replace(edition, flags=replace(edition.flags, **{name: ()}))
    for name, kind in edition.follow_ups.items():
        if kind.to != "unit":
            others = {**edition.follow_ups, name: replace(kind, to="unit")}
            yield f"{name} to the unit", replace(edition, follow_ups=others)


def _of_behaviour(behaviour: Behaviour) -> Iterator[tuple[str, Behaviour]]:
    for step in (-1, 1):
        if behaviour.halves is not None:
            yield f"{step:+} halves", replace(behaviour, halves=behaviour.halves + step)
    if behaviour.effect == "empty":
        yield "a point instead", replace(behaviour, effect="deduct", halves=-2)
    if behaviour.entered:
        yield "criticism", replace(behaviour, criticism=not behaviour.criticism)
    if behaviour.unless_already_deducted:
        yield "also if deducted", replace(behaviour, unless_already_deducted=False)
    if behaviour.tally:
        yield "out of the tally", replace(behaviour, tally=None)
    for kind in behaviour.follow_ups:
        left = tuple(k for k in behaviour.follow_ups if k != kind)
        yield f"without {kind}", replace(behaviour, follow_ups=left)
    yield from _of_measure(behaviour)


def _of_measure(behaviour: Behaviour) -> Iterator[tuple[str, Behaviour]]:
    measure = behaviour.measure
    if measure:
        for limit in (measure.limit - 1, measure.limit + 1):
            yield f"measure {limit}", replace(behaviour, measure=replace(measure, limit=limit))
        inclusive = replace(measure, inclusive=not measure.inclusive)
        yield "measure's bound", replace(behaviour, measure=inclusive)
        if measure.per_item:
            yield "not by item", replace(behaviour, measure=replace(measure, per_item=False))


def _with_behaviour(edition: Edition, old: Behaviour, new: Behaviour) -> Edition:
    def swapped(behaviours: tuple[Behaviour, ...]) -> tuple[Behaviour, ...]:
        return tuple(new if behaviour is old else behaviour for behaviour in behaviours)

    categories = tuple(
        replace(
            category,
            clauses=tuple(replace(c, behaviours=swapped(c.behaviours)) for c in category.clauses),
        )
        for category in edition.categories
    )
    return replace(edition, categories=categories)
