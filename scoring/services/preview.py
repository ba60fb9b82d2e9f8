"""核对: what an entry would do to the score, computed with its facts added; nothing is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model

from scoring.engine import Fact, FollowUp, Line, MonthScore, score_month
from scoring.entry import ChargeData, FindingData
from scoring.models import Problem
from scoring.periods import first_of, month_key
from scoring.rulebook import Behaviour
from scoring.rulebook.points import show
from scoring.selectors.facts import ScoredMonth, scored_month
from scoring.selectors.month import counting_month, standing
from scoring.services.entry_rules import check_charge, check_finding, check_good
from scoring.services.exempt import exempt_reason
from scoring.services.false_praise import check_praise
from units.models import Unit

NOT_THERE = object()
NEW = 10**15
"""Ids of what is not written yet: after every real one, as entry order goes."""


@dataclass(frozen=True)
class LineEffect:
    """A line that the entry adds, or one that follows from it."""

    label: str
    who: str
    points: str
    counted: str
    why: str
    derived: bool = False
    earlier: bool = False
    """Recorded before; what of it counts changes."""


@dataclass(frozen=True)
class UnitEffect:
    """One unit's score before and after; points as text."""

    unit: Unit
    before: str
    after: str
    rank_before: int
    rank_after: int
    categories: list[tuple[str, str, str]]
    """(category, before, after), those that change."""
    lines: list[LineEffect]
    follow_ups: list[str]

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Preview:
    """What would happen: the month it counts in, each unit's effect, units that are not scored there."""

    month: date
    is_late: bool
    """补记: its own month has been closed."""
    behaviours: list[Behaviour]
    units: list[UnitEffect] = field(default_factory=list)
    unscored: list[Unit] = field(default_factory=list)


def preview_entry(
    *, finding: FindingData, charges: Sequence[ChargeData], at: datetime, gone: Collection[int] = ()
) -> Preview:
    """Check an entry as `record_finding` would, score its month with it. Refusal where it does not fit.

    `gone`: events that would be dismissed with it.
    """
    check_finding(finding, at=at)
    month = counting_month(finding.happened_on)
    is_late = month != first_of(finding.happened_on)
    if not charges:
        return Preview(month, is_late, [])
    base = scored_month(standing(month))
    behaviours = [check_charge(charge, base.edition) for charge in charges]
    check_good(finding, behaviours)
    for charge, behaviour in zip(charges, behaviours, strict=True):
        check_praise(behaviour, charge.concerns, charge.unit)
    after = _score_with(base, _facts_with(base, finding, charges, behaviours, gone))
    units = list(dict.fromkeys(charge.unit for charge in charges))
    return Preview(
        month,
        is_late,
        behaviours,
        [_effect(base, after, unit, charges) for unit in units if unit.pk in base.units],
        [unit for unit in units if unit.pk not in base.units],
    )


def _score_with(base: ScoredMonth, facts: list[Fact]) -> MonthScore:
    return score_month(base.edition, month_key(base.standing.month), base.units, facts, base.before)


def _facts_with(
    base: ScoredMonth,
    finding: FindingData,
    charges: Sequence[ChargeData],
    behaviours: list[Behaviour],
    dismissed: Collection[int],
) -> list[Fact]:
    """The month's facts without what is dismissed, events of one problem joined, the new ones added."""
    gone = {charge.concerns.pk for charge in charges if charge.concerns} | set(dismissed)
    joined = {c.same_as.pk: _problem_key(c) for c in charges if c.same_as and c.same_as.problem_id is None}
    facts = [Fact._make(row) for row in base.facts if row[0] not in gone]
    facts = [fact._replace(problem=joined[fact.id]) if fact.id in joined else fact for fact in facts]
    new = zip(charges, behaviours, strict=True)
    return facts + [_fact(base, finding, number, *pair) for number, pair in enumerate(new)]


def _fact(
    base: ScoredMonth, finding: FindingData, number: int, charge: ChargeData, behaviour: Behaviour
) -> Fact:
    at = finding.happened_at
    return Fact(
        id=NEW + number,
        unit=charge.unit.pk,
        person=_key(charge.person),
        window=_key(charge.window),
        substitute=_key(charge.substitute),
        on=finding.happened_on.isoformat() + (f"T{at:%H:%M:%S}" if at else ""),
        clause=charge.clause,
        behaviour=charge.behaviour,
        times=charge.times,
        measure=charge.measure if behaviour.measure else None,
        problem=_problem_key(charge),
        bulletin=charge.bulletin.strip() or None,
        criticised=charge.criticised,
        accountable=charge.accountable,
        serious=charge.serious,
        verified=True,
        waived=exempt_reason(behaviour, charge.person, finding.happened_on) or None,
        month=month_key(base.standing.month),
    )


def _key(record: Model | None) -> int | None:
    return None if record is None else record.pk


def _problem_key(charge: ChargeData) -> int | str | None:
    """The problem's id where it exists, else its title to be."""
    if charge.same_as is not None:
        return charge.same_as.problem_id or f"same as {charge.same_as.pk}"
    title = charge.problem_title.strip()
    if not title:
        return None
    known = Problem.objects.filter(unit=charge.unit, title=title).values_list("id", flat=True).first()
    return known or title


def _effect(base: ScoredMonth, after: MonthScore, unit: Unit, charges: Sequence[ChargeData]) -> UnitEffect:
    was, now = base.score.units[unit.pk], after.units[unit.pk]
    names = [category.name for category in base.edition.categories]
    pairs = zip(names, was.categories, now.categories, strict=True)
    earlier = {_line_key(line): line.counted for line in base.score.lines(unit.pk)}
    lines = [line for line in after.lines(unit.pk) if earlier.get(_line_key(line), NOT_THERE) != line.counted]
    people = {c.person.pk: c.person.name for c in charges if c.person}
    due = [_due(row, people) for row in after.follow_ups(unit.pk, _sortable)]
    known = [_due(row, people) for row in base.score.follow_ups(unit.pk, _sortable)]
    return UnitEffect(
        unit,
        show(was.total),
        show(now.total),
        was.rank,
        now.rank,
        [(name, show(old), show(new)) for name, old, new in pairs if old != new],
        [_line(line, people) for line in lines],
        [row for row in due if row not in known],
    )


def _sortable(key: object) -> str:
    return str(key)


def _line_key(line: Line) -> tuple[object, ...]:
    return line.event, line.clause, line.behaviour, line.person, line.window


def _line(line: Line, people: dict[int, str]) -> LineEffect:
    return LineEffect(
        f"{line.clause} {line.behaviour}",
        people.get(line.person, "") if isinstance(line.person, int) else "",
        "本类不得分" if line.points is None else signed(line.points),
        "本类不得分" if line.counted is None else signed(line.counted),
        line.why,
        derived=line.event is None,
        earlier=line.event is not None and line.event < NEW,
    )


def _due(row: FollowUp, people: dict[int, str]) -> str:
    name = people.get(row.person, "") if isinstance(row.person, int) else ""
    return f"{row.kind}（{name}）" if name else row.kind


def signed(halves: int) -> str:
    """−2, +0.5, 0"""
    return show(0) if not halves else f"{'+' if halves > 0 else '−'}{show(abs(halves))}"
