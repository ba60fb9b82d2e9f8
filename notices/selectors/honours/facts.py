"""The lines and totals of a year up to a quarter's end: closed months as closed, open ones as of now."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from django.db.models import JSONField, OuterRef, Q, Subquery

from scoring.engine import Fact, Line
from scoring.engine.history import Ladder
from scoring.engine.ladder import climb
from scoring.engine.settle import silence_of
from scoring.models import Correction, Month, ScoreLine, UnitScore
from scoring.periods import Period, first_of, month_key, months_between
from scoring.rulebook import Behaviour, Edition
from scoring.rulebook.points import show
from scoring.selectors.counted import month_of
from scoring.selectors.editions import editions_for
from scoring.selectors.facts import ScoredMonth, scored_months
from scoring.selectors.month import CLOSED, standing
from scoring.selectors.quarters import NEWEST

PRAISE = "2.7"
"""The clause of praise; its awards are praise, its 弄虚作假 is a deduction."""
COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of one unit's month: what it did to the score, and whom it is of."""

    month: date
    unit_id: int
    person_id: int | None
    window_id: int | None
    event_id: int | None
    on: date | None
    label: str
    halves: int
    clears: bool
    is_praise: bool
    complaints: int
    """Verified ones (2.9), times included."""
    fact: Fact | None = None
    """Of what criticises, as the ladder reads it."""
    rung: int = 0
    """Which criticism of the unit in its year it is of; 0 for none."""

    @property
    def is_deduction(self) -> bool:
        return self.halves < 0 or self.clears


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """One unit's total of one month; of an open month as of now."""

    month: date
    unit_id: int
    unit_name: str
    halves: int
    rank: int
    is_open: bool
    is_scored: bool = True

    @property
    def total(self) -> str:
        return show(self.halves) if self.is_scored else ""


@dataclass
class Year:
    """What was read of a year."""

    results: dict[int, date]
    scored: list[ScoredMonth]
    opening: dict[int, int]
    charges: list[Charge] = field(default_factory=list)


def charges_of_year(period: Period, today: date, units: Collection[int], people: Collection[int]) -> Year:
    """The lines of these units and people from January to the quarter's end; at most eight queries."""
    first = date(period.year, 1, 1)
    rows = list(
        Month.objects.filter(month__gte=first, month__lte=period.last)
        .annotate(result_id=Subquery(NEWEST))
        .values_list("month", "state", "result_id", "opening")
    )
    results = {result: month for month, state, result, _ in rows if state in CLOSED and result}
    opening = {unit: count for *_, data in rows for unit, count in data.get("criticisms", ())}
    year = Year(results, _open_months(period, today, set(results.values())), opening)
    editions = editions_for(months_between(first, period.last))
    closed = _closed_lines(year.results, units, people, editions)
    opened = (charge for scored in year.scored for charge in _open_lines(scored, units, people))
    year.charges = list(_with_rungs([*closed, *opened], year.opening, period.year))
    return year


def month_totals(period: Period, year: Year) -> list[MonthTotal]:
    """Every unit's totals of the quarter's months, in the calendar's order; one query."""
    quarter = [result for result, month in year.results.items() if month >= period.first]
    rows = UnitScore.objects.filter(result_id__in=quarter).order_by("id")
    found = [
        MonthTotal(year.results[result], unit, name, halves, rank, is_open=False)
        for result, unit, name, halves, rank in rows.values_list(
            "result_id", "unit_id", "unit_name", "total_halves", "rank"
        )
    ]
    for scored in year.scored:
        for unit, score in scored.score.units.items():
            name = scored.units[int(unit)].name
            found.append(MonthTotal(month_of(scored), int(unit), name, score.total, score.rank, is_open=True))
    return sorted(found, key=lambda row: (row.month, row.rank, row.unit_id))


def _open_months(period: Period, today: date, closed: set[date]) -> list[ScoredMonth]:
    last = min(period.last, first_of(today))
    if last < period.first or last in closed:
        return []
    where = standing(last)
    if not where.is_open or where.start > last:
        return []
    return [scored for scored in scored_months(where) if month_of(scored).year == period.year]


def _closed_lines(
    results: dict[int, date],
    units: Collection[int],
    people: Collection[int],
    editions: dict[date, Edition],
) -> Iterator[Charge]:
    if not results:
        return
    fixed = Correction.objects.filter(event=OuterRef("event"), state=Correction.State.IN_FORCE)
    changes = Subquery(fixed.order_by("-id").values("changes")[:1], output_field=JSONField())
    names = (
        *("score__result_id", "unit_id", "person_id", "event__window_id", "event_id", "happened_on"),
        *("happened_at", "clause", "behaviour", "times", "measure", "status", "counted_halves", "zeroes"),
        *("event__criticised", "event__problem_id", "event__bulletin", "event__exempt_reason", "changed"),
    )
    lines = ScoreLine.objects.filter(score__result_id__in=list(results), correction__isnull=True)
    lines = lines.filter(Q(unit__in=units) | Q(person__in=people)).annotate(changed=changes)
    for row in lines.order_by("id").values(*names):
        month = results[row["score__result_id"]]
        yield _closed_line(row, month, editions[month])


def _closed_line(row: dict[str, Any], month: date, edition: Edition) -> Charge:
    fact = _fact_of(row, month) if row["event_id"] else None
    behaviour = edition.behaviours.get((row["clause"], row["behaviour"]))
    return Charge(
        month=month,
        unit_id=row["unit_id"],
        person_id=row["person_id"],
        window_id=row["event__window_id"],
        event_id=row["event_id"],
        on=row["happened_on"],
        label=f"{row['clause']} {row['behaviour']}",
        halves=row["counted_halves"] or 0,
        clears=row["zeroes"] and row["counted_halves"] is None,
        is_praise=row["clause"] == PRAISE and (row["counted_halves"] or 0) > 0,
        complaints=_complaints(fact, behaviour),
        fact=_criticising(fact, row["changed"], edition),
    )


def _fact_of(row: dict[str, Any], month: date) -> Fact:
    """A stored line as the engine reads an event."""
    at: time | None = row["happened_at"]
    on = f"{row['happened_on']:%Y-%m-%d}" + (f"T{at:%H:%M:%S}" if at else "")
    status, exempt = row["status"], row["event__exempt_reason"]
    return Fact(
        id=row["event_id"],
        unit=row["unit_id"],
        person=row["person_id"],
        window=row["event__window_id"],
        substitute=None,
        on=on,
        clause=row["clause"],
        behaviour=row["behaviour"],
        times=row["times"],
        measure=row["measure"],
        problem=row["event__problem_id"],
        bulletin=row["event__bulletin"] or None,
        criticised=row["event__criticised"],
        accountable=False,
        serious=False,
        verified=status == "confirmed",
        waived=status if status == "waived" else exempt or None,
        month=month_key(month),
    )


def _open_lines(scored: ScoredMonth, units: Collection[int], people: Collection[int]) -> Iterator[Charge]:
    facts = {fact.id: fact for fact in map(Fact._make, scored.facts)}
    asked = {*units, *(int(fact.unit) for fact in facts.values() if fact.person in people)}
    for unit in sorted(asked & scored.units.keys()):
        for line in scored.score.lines(unit):
            if unit in units or line.person in people:
                yield _open_line(scored, unit, line, facts.get(line.event or 0))


def _open_line(scored: ScoredMonth, unit: int, line: Line, fact: Fact | None) -> Charge:
    counted = line.counted or 0
    behaviour = scored.edition.behaviours.get((line.clause, line.behaviour))
    return Charge(
        month=month_of(scored),
        unit_id=unit,
        person_id=_number(line.person),
        window_id=_number(line.window),
        event_id=line.event,
        on=date.fromisoformat(line.on[:10]) if line.on else None,
        label=f"{line.clause} {line.behaviour}",
        halves=counted,
        clears=line.zeroes is not None and line.counted is None,
        is_praise=line.clause == PRAISE and counted > 0,
        complaints=_complaints(fact, behaviour),
        fact=_criticising(fact, None, scored.edition),
    )


def _complaints(fact: Fact | None, behaviour: Behaviour | None) -> int:
    """How many verified complaints a line is."""
    if fact is None or behaviour is None or behaviour.tally != COMPLAINT:
        return 0
    return 0 if silence_of(fact, behaviour) is not None else fact.times


def _criticising(fact: Fact | None, changed: dict[str, Any] | None, edition: Edition) -> Fact | None:
    """The event as corrected since, where it stands as a 通报批评; a cancelled one (no changes) does not."""
    if fact is None or changed == {}:
        return None
    fact = fact._replace(**(changed or {}))
    behaviour = edition.behaviours.get((fact.clause, fact.behaviour))
    if behaviour is None or silence_of(fact, behaviour) is not None:
        return None
    return fact if behaviour.criticism or fact.criticised else None


def _with_rungs(charges: list[Charge], opening: dict[int, int], year: int) -> Iterator[Charge]:
    """Each line with the rung of the ladder that its event stands on."""
    ladders: dict[Any, Ladder] = {unit: Ladder(f"{year:04}", n, {}) for unit, n in opening.items()}
    rungs: dict[int, int] = {}
    for month in sorted({charge.month for charge in charges}):
        facts = _facts_in(charges, month)
        steps, ladders = climb(facts, month_key(month), "year", ladders)
        rungs |= {step.fact.id: step.rung for step in steps}
    for charge in charges:
        fact = charge.fact
        if fact is None:
            yield charge
        else:
            yield replace(charge, rung=rungs[fact.id], person_id=_number(fact.person))


def _facts_in(charges: Iterable[Charge], month: date) -> list[Fact]:
    return [charge.fact for charge in charges if charge.month == month and charge.fact is not None]


def _number(key: Any) -> int | None:
    return None if key is None else int(key)
