"""What is scored, read in one pass: the columns come in the order of `engine.Fact`, rows in no order at all.

`month_score` needs at most six queries for a month of any size, `year_scores` for a year: months with their
last result's history, the bureau (only before the first closing), corrections (only where there are any),
units, editions (their text when first met) and one SELECT over the events.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db import connection

from records.errors import Refusal
from scoring.engine import Fact, History, MonthScore, score_month
from scoring.periods import month_key, month_name, months_between
from scoring.rulebook import Edition
from scoring.selectors.corrections import Corrected, by_unit, corrections_counting
from scoring.selectors.editions import editions_for
from scoring.selectors.month import Standing, standing
from units.models import Unit

COLUMNS_SQLITE = """
SELECT e.id, e.unit_id, e.person_id, e.window_id, e.substitute_id,
       CASE WHEN f.happened_at IS NULL THEN f.happened_on ELSE f.happened_on || 'T' || f.happened_at END,
       e.clause, e.behaviour, e.times, e.measure, e.problem_id, NULLIF(e.bulletin, ''),
       e.criticised + 0, e.accountable + 0, e.serious + 0, e.status <> 'pending',
       NULLIF(CASE e.status WHEN 'waived' THEN e.settled_reason ELSE e.exempt_reason END, ''),
       substr(e.counts_in, 1, 7)
"""
COLUMNS_POSTGRESQL = """
SELECT e.id, e.unit_id, e.person_id, e.window_id, e.substitute_id,
       to_char(f.happened_on, 'YYYY-MM-DD') || coalesce(to_char(f.happened_at, '"T"HH24:MI:SS'), ''),
       e.clause, e.behaviour, e.times, e.measure, e.problem_id, NULLIF(e.bulletin, ''),
       e.criticised, e.accountable, e.serious, e.status <> 'pending',
       NULLIF(CASE e.status WHEN 'waived' THEN e.settled_reason ELSE e.exempt_reason END, ''),
       to_char(e.counts_in, 'YYYY-MM')
"""
FROM = """
  FROM scoring_scoreevent e JOIN scoring_finding f ON f.id = e.finding_id
 WHERE e.counts_in >= %s AND e.counts_in <= %s AND e.status <> 'dismissed'
"""
COLUMNS = {"sqlite": COLUMNS_SQLITE, "postgresql": COLUMNS_POSTGRESQL}


def month_facts(month: date, unit_ids: Collection[int] | None = None) -> list[Fact]:
    """The facts that count in a month, of all units or of some; one query. Dismissed events are left out,
    pending ones are there unverified, waived and exempt ones carry the reason."""
    return facts_between(month, month, unit_ids)


def facts_between(first: date, last: date, unit_ids: Collection[int] | None = None) -> list[Fact]:
    """The facts that count in the months from the first to the last, in any order: rows in `Fact`'s order."""
    sql, values = COLUMNS[connection.vendor] + FROM, [first, last]
    if unit_ids is not None:
        sql += " AND e.unit_id IN (" + ", ".join(["%s"] * len(unit_ids)) + ")" if unit_ids else " AND 1 = 0"
        values += [*unit_ids]  # type: ignore[list-item]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cast("list[Fact]", cursor.fetchall())


Counting = Callable[[date, date], Mapping[date, Sequence[Corrected]]]
"""By month, the corrections that count in the months from the first to the last."""


@dataclass(frozen=True)
class ScoredMonth:
    """An open month computed: where it stands, who is scored, under which rules, and the result."""

    standing: Standing
    units: dict[int, Unit]
    edition: Edition
    before: History
    facts: list[Fact]
    score: MonthScore
    corrections: Sequence[Corrected] = ()


def month_score(month: date) -> MonthScore:
    """The scores of a month from today's rows; at most six queries."""
    return scored_month(standing(month)).score


def history_before(month: date) -> History:
    """What the months before leave behind: the last closed one's, and those still open in between."""
    return scored_month(standing(month)).before


def scored_month(where: Standing, extra: Sequence[Fact] = ()) -> ScoredMonth:
    """An open month on top of the last closed one. `extra`: facts not yet saved, for a look ahead."""
    if where.start > where.month:
        raise Refusal(f"本系统从{month_name(where.start)}起计分，没有{month_name(where.month)}。")
    if not where.is_open:
        raise ValueError(f"{where.month:%Y-%m} is closed: it is read, not computed")
    *_, last = scored_months(where, extra)
    return last


def scored_months(
    where: Standing,
    extra: Sequence[Fact] = (),
    *,
    units: Sequence[Unit] | None = None,
    counting: Counting = corrections_counting,
) -> Iterator[ScoredMonth]:
    """Every open month from the first to `where.month`, each on top of the one before; one SELECT for all.

    `units`: all of them, where they were read already; `counting`: from where corrections are read.
    """
    months = list(months_between(where.start, where.month))
    units = list(Unit.objects.all()) if units is None else units
    editions = editions_for(months)
    rows = facts_between(months[0], months[-1])
    if extra:
        rows = [*rows, *extra]
    by_month = {months[0]: rows} if len(months) == 1 else _parted(rows, months)
    before = opening_history(where)
    corrected = counting(months[0], months[-1]) if where.has_corrections else {}
    for month in months:
        scored = {unit.pk: unit for unit in units if unit.is_in_service(month)}
        own = corrected.get(month, [])
        score = score_month(editions[month], month_key(month), scored, by_month[month], before, by_unit(own))
        yield ScoredMonth(where, scored, editions[month], before, by_month[month], score, own)
        if month != months[-1]:
            before = score.history


def opening_history(where: Standing) -> History:
    """The history that the first open month starts from. An opening balance is kept as
    {"over_limit": [[unit, ["2026-03"]]], "criticisms": [[unit, 2]]}."""
    data: dict[str, Any] = where.history or {}
    if not where.opening:
        return History.from_data(data)
    over_limit = {unit: tuple(months) for unit, months in data.get("over_limit", ())}
    return History.opening(where.start.year, over_limit, dict(data.get("criticisms", ())))


def _parted(rows: Sequence[Fact], months: Sequence[date]) -> dict[date, list[Fact]]:
    by_key: dict[str, list[Fact]] = {month_key(month): [] for month in months}
    for row in rows:
        by_key[row[-1]].append(row)
    return {month: by_key[month_key(month)] for month in months}
