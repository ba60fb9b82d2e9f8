"""Which follow-ups a closed month brings: as its result was stored, and as it is with corrections seen.

A closed month never changes; what waits to be done is judged by the facts as corrected since (RULEBOOK §6,
docs/decisions/follow_ups_and_corrections.md).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Subquery

from scoring.engine import History
from scoring.models import Correction, HistoryRevision, MonthResult, UnitScore
from scoring.periods import month_key, next_month, previous_month
from scoring.rulebook import Edition
from scoring.selectors.correcting import Wanted, corrected_score, wanted_of
from scoring.selectors.corrections import in_force
from scoring.selectors.editions import edition_of
from scoring.selectors.month import CLOSED

Key = tuple[int, int, str, int | None]
"""Unit, month, kind, person: what one follow-up is known by."""


class Arising(NamedTuple):
    """One follow-up that a month brings."""

    unit_id: int
    month_id: int
    kind: str
    person_id: int | None
    causes: tuple[int, ...]
    rung: int | None
    scope: str
    basis: str
    handled_by: str

    @property
    def key(self) -> Key:
        return (self.unit_id, self.month_id, self.kind, self.person_id)

    @property
    def rung_key(self) -> tuple[int, str, int, str] | None:
        """A unit's rung brings each of its kinds once (R12); a person's follow-ups go by the month."""
        if self.rung is None or self.person_id is not None:
            return None
        return (self.unit_id, self.scope, self.rung, self.kind)


def arising_of(result: MonthResult) -> list[Arising]:
    """What a stored result brings; what corrections added to it counts for the months that they correct."""
    return _stored([result])[result.month_id]


def arising_now(
    month_ids: Collection[int] = (), *, since: date | None = None, only_changed: bool = False
) -> dict[int, list[Arising]]:
    """By month, what closed months bring today: these months, or all from one on.

    One query where nothing was closed anew or corrected, at most six. Nothing for open months.
    `only_changed`: only those that may bring something else than at first, because they were closed anew, or
    because they or an earlier month were corrected.
    """
    newest = _newest()
    touched = _touched(newest.values())
    wanted = [
        row
        for row in newest.values()
        if row.is_closed and (row.month_id in month_ids if since is None else row.month >= since)
    ]
    judged = [row for row in wanted if not only_changed or row.revision > 1 or row.month_id in touched]
    if not judged:
        return {}
    results = list(MonthResult.objects.select_related("month").filter(pk__in=[row.pk for row in judged]))
    found = _stored([row for row in results if row.month_id not in touched])
    changed = [row for row in results if row.month_id in touched]
    corrections = _corrections() if changed else []
    for result in changed:
        found[result.month_id] = _corrected(result, corrections, _before(result.month.month, newest))
    return found


def _corrections() -> list[Wanted]:
    rows = in_force().select_related("result__month").only("event", "changes", "result__month")
    return [wanted_of(row) for row in rows]


class _Newest(NamedTuple):
    """The newest result of a month that was ever closed."""

    pk: int
    month_id: int
    month: date
    state: str
    revision: int
    is_corrected: bool
    """A correction of the month is in force."""
    left: Any
    """What it leaves behind now that corrections are seen; None where none was made."""

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


def _newest() -> dict[date, _Newest]:
    """By month; one query."""
    histories = HistoryRevision.objects.filter(result=OuterRef("pk")).order_by("-pk").values("history")
    rows = MonthResult.objects.annotate(
        is_corrected=Exists(in_force().filter(result__month=OuterRef("month"))), left=Subquery(histories[:1])
    ).order_by("month__month", "revision")
    columns = ("pk", "month_id", "month__month", "month__state", "revision", "is_corrected", "left")
    return {row[2]: _Newest(*row) for row in rows.values_list(*columns)}


def _touched(newest: Collection[_Newest]) -> set[int]:
    """Months that corrections change: their own, or those of the month before."""
    if not any(row.is_corrected for row in newest):
        return set()
    after = {next_month(row.month) for row in newest if row.left is not None}
    return {row.month_id for row in newest if row.is_corrected or row.month in after}


def _before(month: date, newest: Mapping[date, _Newest]) -> History | None:
    """What the month before leaves behind, where corrections changed that."""
    earlier = newest.get(previous_month(month))
    return None if earlier is None or earlier.left is None else History.from_data(earlier.left)


def _corrected(result: MonthResult, wanted: list[Wanted], before: History | None) -> list[Arising]:
    """A month computed again with the corrected facts, on top of what the month before leaves behind."""
    score = corrected_score(result, wanted, before)
    month = result.month.month
    return [
        _arising(unit["id"], result.month_id, month, row._asdict(), score.edition)
        for unit in result.units
        for row in score.follow_ups(unit["id"])
    ]


def _stored(results: Collection[MonthResult]) -> dict[int, list[Arising]]:
    """By month, what was stored with these results."""
    found: dict[int, list[Arising]] = {result.month_id: [] for result in results}
    by_pk = {result.pk: result for result in results}
    months = _corrected_months(results)
    scores = UnitScore.objects.filter(result__in=by_pk) if by_pk else UnitScore.objects.none()
    for pk, unit, rows in scores.values_list("result_id", "unit_id", "follow_ups"):
        result = by_pk[pk]
        edition = edition_of(result.edition_text, result.edition_sha256, result.edition_name)
        added = [
            (months[one["id"]], due)
            for one in result.corrections
            if one["unit"] == unit
            for due in one["follow_ups"]
        ]
        own = rows[: len(rows) - len(added)]
        here = found[result.month_id]
        here += [_arising(unit, result.month_id, result.month.month, row, edition) for row in own]
        here += [_arising(unit, month_id, month, row, edition) for (month_id, month), row in added]
    return found


def _arising(unit: int, month_id: int, month: date, row: dict[str, Any], edition: Edition) -> Arising:
    kind, rung = row["kind"], row["rung"]
    return Arising(
        unit_id=unit,
        month_id=month_id,
        kind=kind,
        person_id=row["person"] or None,
        causes=tuple(row["causes"]),
        rung=rung,
        scope=_scope(month, edition) if rung else "",
        basis=row["basis"],
        handled_by=row.get("handled_by") or edition.follow_ups[kind].handled_by,
    )


def _scope(month: date, edition: Edition) -> str:
    return month_key(month) if edition.options.criticism_scope == "month" else f"{month.year}"


def _corrected_months(results: Iterable[MonthResult]) -> dict[int, tuple[int, date]]:
    """By correction that counts in these results, the month that it corrects."""
    ids = [one["id"] for result in results for one in result.corrections if one["follow_ups"]]
    if not ids:
        return {}
    rows = Correction.objects.filter(pk__in=ids)
    return {
        pk: (month_id, month)
        for pk, month_id, month in rows.values_list("pk", "result__month_id", "result__month__month")
    }
