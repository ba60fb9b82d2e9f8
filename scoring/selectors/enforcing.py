"""What stands in the way of bringing an edition into force, or of withdrawing one."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from scoring.models import MonthResult, ScoreEvent
from scoring.periods import month_key, month_name
from scoring.rulebook import Edition
from scoring.selectors.behaviours import BY_NAME
from scoring.selectors.edition_list import KeptEdition, in_force
from scoring.selectors.month import open_from


class Obstacle(NamedTuple):
    """One thing that must be settled first; `month` and `clause` name events in the ledger."""

    text: str
    month: str = ""
    clause: str = ""


class Use(NamedTuple):
    """A behaviour that events of open months are recorded under."""

    clause: str
    behaviour: str
    month: date
    events: int

    @property
    def words(self) -> str:
        return f"{month_name(self.month)}有{self.events}项登记在“{self.clause} {self.behaviour}”下"


def enforcing_obstacles(kept: KeptEdition, editions: Iterable[KeptEdition], held: Edition) -> list[Obstacle]:
    """Why a draft cannot come into force yet; `held` is the edition that it would take the place of."""
    month, earliest = kept.effective_from, open_from()
    found = []
    if month < earliest:
        found.append(
            Obstacle(
                f"施行月份{month_name(month)}已经定分，或者早于启用月份；请改为{month_name(earliest)}或以后。"
            )
        )
    found += [
        Obstacle(f"{month_name(month)}已有施行的版本“{other.name}”；请先撤回它，或者改施行月份。")
        for other in in_force(editions)
        if other.row is not None and other.effective_from == month
    ]
    return [*found, *orphaned(held, kept.edition, max(month, earliest), lacking="新版")]


def withdrawing_obstacles(kept: KeptEdition, before: Edition) -> list[Obstacle]:
    """Why an edition in force cannot be withdrawn; `before` would hold again."""
    months = (
        MonthResult.objects.filter(edition_sha256=kept.sha256)
        .order_by("month__month")
        .values_list("month__month", flat=True)
        .distinct()
    )
    scored = [month_name(month) for month in months]
    if scored:
        return [Obstacle(f"{'、'.join(scored)}已按这一版定分，不能撤回；要改动的，请起草新的版本。")]
    return orphaned(kept.edition, before, kept.effective_from, lacking="恢复适用的版本")


def orphaned(held: Edition, coming: Edition, first: date, *, lacking: str) -> list[Obstacle]:
    """Events from a month on whose behaviour the coming edition lacks: they would count 0."""
    return [
        Obstacle(
            f"{use.words}，{lacking}没有这一行为。请先把这些事项改登记在别的行为下，或者保留这一行为。",
            *where(use),
        )
        for use in uses(first)
        if (use.clause, use.behaviour) in held.behaviours
        and (use.clause, use.behaviour) not in coming.behaviours
    ]


def where(use: Use) -> tuple[str, str]:
    """The ledger's filters that show these events."""
    return month_key(use.month), use.clause


def uses(first: date) -> list[Use]:
    """The behaviours that events count under from a month on; one query."""
    rows = (
        ScoreEvent.objects.filter(counts_in__gte=first)
        .exclude(status=ScoreEvent.Status.DISMISSED)
        .values("clause", "behaviour", "counts_in")
        .annotate(events=Count("id"))
        .order_by("clause", "behaviour", "counts_in")
        .values_list("clause", "behaviour", "counts_in", "events")
    )
    return [Use._make(row) for row in rows]


def remarks(kept: KeptEdition, held: Edition) -> list[str]:
    """What the chief should know before it comes into force, though nothing forbids it."""
    found = []
    if "稿" in kept.name:
        found.append(f"版本名称“{kept.name}”带有“稿”字，施行后不能改名。")
    found += [
        f"登记时对“{clause} {name}”另有专门的处理，新版没有这一行为，该处理不再起作用。"
        for clause, name in BY_NAME
        if (clause, name) in held.behaviours and (clause, name) not in kept.edition.behaviours
    ]
    return found
