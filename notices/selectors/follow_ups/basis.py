"""What has become of the events that follow-ups rest on: corrected away, under objection, decided since.

Nothing is written here. `Basis` is read once for the rows of a page; where nothing was corrected, reopened
or objected to, that costs three small queries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from notices.models import FollowUp
from notices.selectors.follow_ups.arising import Key, arising_now
from scoring.models import Correction, Objection
from scoring.selectors.corrections import in_force

State = FollowUp.State
CHAIN = "arose_from__arose_from"
"""Joined by lists, so that nobody asks for what their rows arose from."""
LIVE = (State.WAITING, State.PROPOSED, State.OPEN, State.HANDED_IN)


@dataclass(frozen=True)
class Basis:
    """What is known of some follow-ups' grounds."""

    gone: frozenset[int] = frozenset()
    """Follow-ups that no longer arise (依据已更正，待撤销)."""
    contested: frozenset[int] = frozenset()
    """Follow-ups whose events are under objection now: not overdue while they are."""
    decided: dict[int, date] = field(default_factory=dict)
    """Waiting follow-ups whose objections are all decided, with the day of the last decision."""


def basis_of(rows: Iterable[FollowUp]) -> Basis:
    """The basis of these follow-ups; those that are settled have none that matters."""
    live = [row for row in rows if row.state in LIVE]
    if not live:
        return Basis()
    causes = {row.pk: set(row.causes) for row in live}
    contested, decided = _objections(live, causes)
    return Basis(gone_of(live), contested, decided)


def gone_of(rows: Iterable[FollowUp]) -> frozenset[int]:
    """Those that their month, with corrections seen, no longer brings, and what arose from them."""
    rows = list(rows)
    sources = _sources(rows)
    months = {row.month_id for row in sources.values()}
    changed = arising_now(months, only_changed=True) if months else {}
    now = {pk: {one.key for one in found} for pk, found in changed.items()}
    gone = {pk for pk, row in sources.items() if row.month_id in now and key_of(row) not in now[row.month_id]}
    return frozenset(row.pk for row in rows if _root(row, sources) in gone)


def key_of(row: FollowUp) -> Key:
    """What a follow-up that a month brought is known by."""
    return (row.unit_id, row.month_id, row.kind, row.person_id)


def corrections_behind(row: FollowUp) -> list[Correction]:
    """The corrections in force that may have taken the basis away, those of its own events first."""
    rows = in_force().filter(unit=row.unit_id, result__month__month__lte=row.month.month)
    found = list(rows.select_related("objection", "result__month").only(*OF_A_CORRECTION).order_by("id"))
    own = [one for one in found if one.event_id in row.causes]
    return own or found


OF_A_CORRECTION = ("event", "statement", "reason", "objection", "result__month__month", "result__revision")


def _sources(rows: list[FollowUp]) -> dict[int, FollowUp]:
    """By row, the follow-up that a month brought and from which it arose in the end: itself mostly."""
    known = {one.pk: one for row in rows for one in _joined(row)}
    missing = {row.arose_from_id for row in rows if row.arose_from_id} - set(known)
    while missing:
        more = {row.pk: row for row in FollowUp.objects.filter(pk__in=missing)}
        known |= more
        missing = {row.arose_from_id for row in more.values() if row.arose_from_id} - set(known)
    return {pk: row for pk, row in known.items() if row.arose_from_id is None}


def _joined(row: FollowUp) -> Iterator[FollowUp]:
    """The row and those before it, as far as they were read with it (`CHAIN`)."""
    yield row
    while FollowUp.arose_from.is_cached(row) and row.arose_from is not None:
        row = row.arose_from
        yield row


def _root(row: FollowUp, sources: dict[int, FollowUp]) -> int:
    """The first of the chain; a chain is two long at most: 研究撤出人员, 撤出, 移送."""
    key, parent = row.pk, row.arose_from_id
    while parent is not None and key not in sources:
        key = parent
        parent = None if key in sources else _parent(key)
    return key


def _parent(pk: int) -> int | None:
    return FollowUp.objects.filter(pk=pk).values_list("arose_from_id", flat=True).first()


def _objections(live: list[FollowUp], causes: dict[int, set[int]]) -> tuple[frozenset[int], dict[int, date]]:
    events = set().union(*causes.values())
    rows = Objection.objects.filter(
        Q(state=Objection.State.OPEN) | Q(event__in=_of_waiting(live)), event__in=events
    )
    found = list(rows.values_list("event_id", "state", "decided_at"))
    asked = {event for event, state, _ in found if state == Objection.State.OPEN}
    contested = frozenset(pk for pk, own in causes.items() if own & asked)
    decided = {}
    for row in live:
        if row.state == State.WAITING and row.pk not in contested:
            days = [timezone.localdate(at) for event, _, at in found if event in causes[row.pk] and at]
            decided[row.pk] = max(days, default=timezone.localdate(row.opened_at))
    return contested, decided


def _of_waiting(live: list[FollowUp]) -> set[int]:
    return {event for row in live if row.state == State.WAITING for event in row.causes}
