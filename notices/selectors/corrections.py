"""更正 of a month that a 更正通报 has told, and those that are still to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from notices.models import Notice
from scoring.models import Correction
from scoring.periods import month_key

Told = tuple[int, str]
"""A correction and the state in which it was told: one told in force and withdrawn since is told again."""
KIND = Notice.Kind.CORRECTION


@dataclass(frozen=True, slots=True)
class Untold:
    """A month whose bulletin has corrections that no paper tells yet."""

    bulletin: Notice
    corrections: tuple[Correction, ...]
    key: str
    """Of the 更正通报 to be issued: 2026-09/2."""

    @property
    def month(self) -> date:
        return _month_of(self.bulletin)


def standing_bulletins(month: date | None = None) -> list[Notice]:
    """The bulletins that no other has replaced, oldest month first."""
    rows = Notice.objects.filter(kind=Notice.Kind.BULLETIN, replaced_by__isnull=True)
    rows = rows.filter(month__month=month) if month else rows
    return list(rows.select_related("month", "result").defer("content").order_by("month__month"))


def untold_corrections(month: date | None = None, *, but: str = "") -> list[Untold]:
    """Months with something to tell, oldest first; `but`: the key of a paper that counts as not issued."""
    bulletins = {row.result_id: row for row in standing_bulletins(month)}
    of_result: dict[int, list[Correction]] = {}
    for row in _corrections(bulletins):
        of_result.setdefault(row.result_id, []).append(row)
    if not of_result:
        return []
    issued = list(Notice.objects.filter(kind=KIND, month__in=[bulletins[pk].month_id for pk in of_result]))
    replaced = {row.replaces_id for row in issued}
    found = []
    for result_id, rows in of_result.items():
        bulletin = bulletins[result_id]
        own = [row for row in issued if row.month_id == bulletin.month_id]
        told = told_in(row for row in own if row.pk not in replaced and row.key != but)
        waiting = tuple(row for row in rows if _is_waiting(row, told))
        if waiting:
            found.append(Untold(bulletin, waiting, but or _next_key(bulletin, own)))
    return sorted(found, key=lambda one: one.month)


def told_in(notices: Iterable[Notice]) -> set[Told]:
    """What these 更正通报 tell."""
    return {(pk, state) for row in notices for pk, state in row.content["kept"]["told"]}


def _corrections(results: Iterable[int | None]) -> Iterable[Correction]:
    rows = Correction.objects.filter(result__in=list(results)).order_by("unit__order", "unit", "id")
    related = ("unit", "event__finding", "event__person", "objection", "result__month")
    heavy = ("edition_text", "units", "facts", "names", "narratives", "history_before", "history_after")
    return rows.select_related(*related).defer(*(f"result__{name}" for name in heavy))


def _is_waiting(row: Correction, told: set[Told]) -> bool:
    """In force and not told; or told, and withdrawn since."""
    if row.state == Correction.State.IN_FORCE:
        return (row.pk, row.state) not in told
    return (row.pk, Correction.State.IN_FORCE.value) in told and (row.pk, row.state) not in told


def _next_key(bulletin: Notice, own: Iterable[Notice]) -> str:
    count = len({row.key for row in own})
    return f"{month_key(_month_of(bulletin))}/{count + 1}"


def _month_of(bulletin: Notice) -> date:
    if bulletin.month is None:
        raise ValueError("a bulletin names its month (a constraint holds it)")
    return bulletin.month.month
