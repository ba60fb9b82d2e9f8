"""What counted in some months, added up: stored results by the database, open months by the engine.

A charge is a line that took points or emptied a category, an award one that gave points; what was waived, not
verified, covered or below its measure is neither, and so is the difference that a 更正 of an earlier month
makes. `Sum.lines` counts lines, derived ones (6.3) among them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from scoring.engine import Line
from scoring.models import ScoreEvent
from scoring.periods import month_from
from scoring.selectors.facts import ScoredMonth

CHARGE, AWARD = "charge", "award"
WHERE = {
    CHARGE: "(ln.counted_halves < 0 OR (ln.zeroes AND ln.counted_halves IS NULL))",
    AWARD: "ln.counted_halves > 0",
}
WEEKDAY = {
    "sqlite": "(CAST(strftime('%%w', ln.happened_on) AS integer) + 6) %% 7",
    "postgresql": "CAST(EXTRACT(ISODOW FROM ln.happened_on) AS integer) - 1",
}
HOUR = {
    "sqlite": "CAST(strftime('%%H', ln.happened_at) AS integer)",
    "postgresql": "CAST(EXTRACT(HOUR FROM ln.happened_at) AS integer)",
}
LINES = """
WITH l AS (
  SELECT s.result_id, ln.unit_id, ln.category, ln.clause, ln.behaviour, ln.source, ln.person_id, ln.event_id,
         ln.counted_halves AS halves, CASE WHEN ln.counted_halves IS NULL THEN 1 ELSE 0 END AS cleared,
         ln.happened_on, {weekday} AS weekday, {hour} AS hour
    FROM scoring_scoreline ln JOIN scoring_unitscore s ON s.id = ln.score_id
   WHERE s.result_id IN ({results}) AND ln.correction IS NULL AND {where}{unit}
)
"""
SUMS = "COUNT(*), COALESCE(SUM(halves), 0), SUM(cleared), COUNT(event_id)"
GROUPS = f"""
SELECT 'unit', result_id, unit_id, category, '', '', {SUMS} FROM l GROUP BY result_id, unit_id, category
UNION ALL
SELECT 'behaviour', result_id, 0, 0, clause, behaviour, {SUMS} FROM l GROUP BY result_id, clause, behaviour
UNION ALL
SELECT 'source', result_id, 0, 0, source, '', {SUMS} FROM l GROUP BY result_id, source
UNION ALL
SELECT 'hour', 0, weekday, hour, '', '', {SUMS} FROM l WHERE happened_on IS NOT NULL GROUP BY weekday, hour
UNION ALL
SELECT 'mean', s.result_id, COUNT(*), 0, '', '', 0, SUM(s.total_halves), 0, 0
  FROM scoring_unitscore s WHERE s.result_id IN ({{results}}){{unit_score}} GROUP BY s.result_id
"""  # noqa: S608 - constants of this module alone
PERSONS = f"""
SELECT person_id, unit_id, clause, behaviour, {SUMS} FROM l
 WHERE person_id IN (
       SELECT person_id FROM l WHERE person_id IS NOT NULL GROUP BY person_id HAVING COUNT(*) >= {{least}})
 GROUP BY person_id, unit_id, clause, behaviour
"""  # noqa: S608 - constants of this module alone


@dataclass(slots=True)
class Sum:
    """So many lines, half-points (as a positive number), emptied categories; `entered`: not derived."""

    lines: int = 0
    halves: int = 0
    cleared: int = 0
    entered: int = 0

    def add(self, lines: int, halves: int, cleared: int, entered: int) -> None:
        self.lines += lines
        self.halves += abs(halves)
        self.cleared += cleared
        self.entered += entered

    def plus(self, other: "Sum") -> None:
        self.add(other.lines, other.halves, other.cleared, other.entered)


@dataclass
class PersonSum:
    """What one person has in all, by unit and by behaviour (“1.1 迟到”)."""

    total: Sum = field(default_factory=Sum)
    units: dict[int, Sum] = field(default_factory=dict)
    behaviours: dict[str, Sum] = field(default_factory=dict)


@dataclass
class Counted:
    """The sums of some months, each from its own point of view."""

    by_unit: dict[tuple[date, int, int], Sum] = field(default_factory=dict)
    """By month, unit and category."""
    by_behaviour: dict[tuple[date, str, str], Sum] = field(default_factory=dict)
    by_source: dict[tuple[date, str], Sum] = field(default_factory=dict)
    by_hour: dict[tuple[int, int | None], Sum] = field(default_factory=dict)
    """By weekday (Monday is 0) and hour; None where no time was written down."""
    totals: dict[date, tuple[int, int]] = field(default_factory=dict)
    """By month the units' totals in half-points, and how many units."""


class OpenLine(NamedTuple):
    """A counted line of an open month."""

    month: date
    unit_id: int
    line: Line
    source: str


def counted(
    results: Mapping[int, date], kind: str, unit_id: int | None, opened: Sequence[OpenLine]
) -> Counted:
    """The sums of closed months (by result) and of open lines; one query whatever their size."""
    found = Counted()
    for name, result, first, second, text, more, *sums in _rows(GROUPS, results, kind, unit_id):
        month = results.get(result)
        if name == "mean" and month:
            found.totals[month] = (sums[1], first)
        elif name == "hour":
            found.by_hour.setdefault((first, second), Sum()).add(*sums)
        elif month:
            _place(found, name, month, first, second, text, more).add(*sums)
    for one in opened:
        _add_open(found, one)
    return found


def counted_persons(
    results: Mapping[int, date], kind: str, unit_id: int | None, opened: Sequence[OpenLine], least: int = 2
) -> dict[int, PersonSum]:
    """The sums of everybody with at least so many lines; one query.

    Who has fewer in the closed months than `least` is asked for only where an open one may complete it.
    """
    found: dict[int, PersonSum] = {}
    select = PERSONS.format(least=1 if opened else least)
    for person, unit, clause, behaviour, *sums in _rows(select, results, kind, unit_id):
        _add_person(found, person, unit, f"{clause} {behaviour}", sums)
    for one in opened:
        if one.line.person is not None:
            label = f"{one.line.clause} {one.line.behaviour}"
            _add_person(found, int(one.line.person), one.unit_id, label, _sums(one.line))
    return {person: row for person, row in found.items() if row.total.lines >= least}


def _add_person(found: dict[int, PersonSum], person: int, unit: int, label: str, sums: Sequence[int]) -> None:
    row = found.setdefault(person, PersonSum())
    row.total.add(*sums)
    row.units.setdefault(unit, Sum()).add(*sums)
    row.behaviours.setdefault(label, Sum()).add(*sums)


def open_lines(scored: Sequence[ScoredMonth], kind: str, unit_id: int | None) -> list[OpenLine]:
    """The counted lines of open months; where they came from is told by `with_sources`."""
    return [
        OpenLine(month_of(month), unit, line, "")
        for month in scored
        for unit in ([unit_id] if unit_id else month.units)
        if unit in month.units
        for line in month.score.lines(unit)
        if _is(kind, line)
    ]


def with_sources(lines: Sequence[OpenLine]) -> list[OpenLine]:
    """The same lines with their sources; one query, none for no lines."""
    if not lines:
        return []
    months = [one.month for one in lines]
    events = ScoreEvent.objects.filter(counts_in__gte=min(months), counts_in__lte=max(months))
    sources = dict(events.order_by("id").values_list("id", "finding__source"))
    return [one._replace(source=sources.get(one.line.event or 0, "")) for one in lines]


def month_total(scored: ScoredMonth, unit_id: int | None) -> tuple[int, int]:
    """The totals of an open month in half-points, and of how many units."""
    own = [score.total for unit, score in scored.score.units.items() if unit_id in (None, unit)]
    return sum(own), len(own)


def month_of(scored: ScoredMonth) -> date:
    """The month that was scored."""
    return month_from(scored.score.month)


def _is(kind: str, line: Line) -> bool:
    if kind == AWARD:
        return (line.counted or 0) > 0
    return (line.counted or 0) < 0 or (line.zeroes is not None and line.counted is None)


def _sums(line: Line) -> tuple[int, int, int, int]:
    return 1, line.counted or 0, int(line.counted is None), int(line.event is not None)


def _place(found: Counted, name: str, month: date, first: int, second: int, text: str, more: str) -> Sum:
    if name == "unit":
        return found.by_unit.setdefault((month, first, second), Sum())
    if name == "behaviour":
        return found.by_behaviour.setdefault((month, text, more), Sum())
    return found.by_source.setdefault((month, text), Sum())


def _add_open(found: Counted, one: OpenLine) -> None:
    line, month, sums = one.line, one.month, _sums(one.line)
    found.by_unit.setdefault((month, one.unit_id, line.category), Sum()).add(*sums)
    found.by_behaviour.setdefault((month, line.clause, line.behaviour), Sum()).add(*sums)
    found.by_source.setdefault((month, one.source), Sum()).add(*sums)
    if line.on:
        hour = int(line.on[11:13]) if len(line.on) > 10 else None
        day = date.fromisoformat(line.on[:10]).weekday()
        found.by_hour.setdefault((day, hour), Sum()).add(*sums)


def _rows(
    select: str, results: Mapping[int, date], kind: str, unit_id: int | None
) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT over the counted lines of these results."""
    if not results:
        return
    marks = ", ".join(["%s"] * len(results))
    with_lines = LINES.format(
        weekday=WEEKDAY[connection.vendor],
        hour=HOUR[connection.vendor],
        results=marks,
        where=WHERE[kind],
        unit=" AND ln.unit_id = %s" if unit_id else "",
    )
    own: list[int] = [unit_id] if unit_id else []
    values: Iterable[int] = [*results, *own]
    if "{results}" in select:
        select = select.format(results=marks, unit_score=" AND s.unit_id = %s" if unit_id else "")
        values = [*values, *results, *own]
    with connection.cursor() as cursor:
        cursor.execute(with_lines + select, list(values))
        yield from cursor.fetchall()
