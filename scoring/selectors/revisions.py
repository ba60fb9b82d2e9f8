"""Older results of a month, kept beside the newest: what a reopening changed."""

from dataclasses import dataclass
from datetime import date, datetime

from scoring.models import MonthResult, ReplayCheck
from scoring.periods import month_key, month_name
from scoring.rulebook.points import show
from scoring.selectors.results import light_results, stored_units


@dataclass(frozen=True)
class RevisionRow:
    """One unit, then and now."""

    unit_id: int
    unit_name: str
    rank: int
    total: str
    rank_now: int | None
    total_now: str

    @property
    def changes(self) -> bool:
        return (self.rank, self.total) != (self.rank_now, self.total_now)


@dataclass(frozen=True)
class RevisionTable:
    """An older result beside the newest."""

    name: str
    key: str
    result: MonthResult
    newest: MonthResult
    rows: list[RevisionRow]


@dataclass(frozen=True)
class Revision:
    """One revision in the month's list; `proven_at` is when it was last computed again and agreed."""

    number: int
    closed_at: datetime
    closed_by: str
    reason: str
    digest: str
    is_newest: bool
    proven_at: datetime | None
    agrees: bool | None


def revisions(month: date) -> list[Revision]:
    """All results of a month, newest first; two queries."""
    rows = light_results().select_related("closed_by").filter(month__month=month)
    results = list(rows.order_by("-revision"))
    checks = {row.result_id: row for row in ReplayCheck.objects.filter(result__in=results).order_by("id")}
    found = []
    for place, row in enumerate(results):
        check = checks.get(row.pk)
        found.append(
            Revision(
                row.revision,
                row.closed_at,
                str(row.closed_by),
                row.reason,
                row.digest,
                place == 0,
                check.at if check else None,
                check.agrees if check else None,
            )
        )
    return found


def revision_table(month: date, number: int) -> RevisionTable | None:
    """One revision as it was stored; None where there is none of that number."""
    results = list(light_results().filter(month__month=month).order_by("-revision"))
    wanted = next((row for row in results if row.revision == number), None)
    if wanted is None:
        return None
    now = {unit.unit_id: unit for unit in stored_units(results[0])}
    rows = []
    for unit in stored_units(wanted):
        today = now.get(unit.unit_id)
        rows.append(
            RevisionRow(
                unit.unit_id,
                unit.unit_name,
                unit.rank,
                show(unit.total_halves),
                today.rank if today else None,
                show(today.total_halves) if today else "",
            )
        )
    return RevisionTable(month_name(month), month_key(month), wanted, results[0], rows)
