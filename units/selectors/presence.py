"""The roll of some days: postings, leaves and covers read once (three queries), asked by `units.presence`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from types import MappingProxyType

from django.db.models import Q, QuerySet

from units.models import LeaveCover, LeaveSlip, Posting
from units.presence import Cover, Leave, Post, Presence

LIVE = (LeaveSlip.State.REGISTERED, LeaveSlip.State.SIGNED)
"""Slips by which somebody is, or may soon be, away."""


@dataclass(frozen=True)
class Roll:
    """Who is where in the days from the first to the last, what everybody is called, and the rows behind."""

    presence: Presence
    names: dict[int, str]
    slips: dict[int, LeaveSlip] = field(default_factory=dict)
    """All that touch these days but the withdrawn ones, with their person."""
    covers: dict[int, list[LeaveCover]] = field(default_factory=dict)
    """By slip, with their substitute."""

    def name(self, person: int | None) -> str:
        return self.names.get(person or 0, "")

    def covers_of(self, slip: int) -> list[LeaveCover]:
        return self.covers.get(slip, [])


def roll_between(first: date, last: date) -> Roll:
    """The roll of all units; a substitute may come from any."""
    return roll_of(_postings(first, last), _slips(first, last))


def roll_with(slip: LeaveSlip, covers: list[LeaveCover]) -> Roll:
    """The roll of the days of a slip that is being written (key 0) or corrected, as it is told."""
    others = [one for one in _slips(slip.starts_on, slip.ends_on) if one.pk != slip.pk]
    return roll_of(_postings(slip.starts_on, slip.ends_on), [*others, slip], told={slip.pk: covers})


def roll_of(
    postings: Iterable[Posting],
    slips: Iterable[LeaveSlip],
    told: Mapping[int, list[LeaveCover]] = MappingProxyType({}),
) -> Roll:
    """The roll of postings and slips that were read, each with its person; one query, for the covers.

    `told`: covers by slip that stand in place of the stored ones.
    """
    found = {slip.pk: slip for slip in slips}
    names = {slip.person_id: slip.person.name for slip in found.values()}
    posts = []
    for row in postings:
        posts.append(Post(row.person_id, row.unit_id, row.window_id, row.post, row.starts_on, row.ends_on))
        names[row.person_id] = row.person.name
    rows: dict[int, list[LeaveCover]] = {}
    stored = LeaveCover.objects.filter(slip__in=found.keys() - told.keys()).select_related("substitute")
    for cover in [*stored, *chain(*told.values())]:
        rows.setdefault(cover.slip_id, []).append(cover)
        names.setdefault(cover.substitute_id, cover.substitute.name)
    leaves = [leave for slip in found.values() if slip.state in LIVE for leave in _leaves(slip)]
    covers = [cover for key, own in rows.items() for row in own for cover in _covers(found[key], row)]
    return Roll(Presence(posts, leaves, covers), names, found, rows)


def _postings(first: date, last: date) -> QuerySet[Posting]:
    rows = Posting.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)
    return rows.select_related("person").order_by("unit_id", "window_id", "post", "person_id")


def _slips(first: date, last: date) -> list[LeaveSlip]:
    near = LeaveSlip.objects.filter(starts_on__lte=last, ends_on__gte=first)
    return list(near.exclude(state=LeaveSlip.State.WITHDRAWN).select_related("person"))


def _leaves(slip: LeaveSlip) -> list[Leave]:
    return [Leave(slip.pk, slip.person_id, slip.away, slip.state)] if slip.away else []


def _covers(slip: LeaveSlip, row: LeaveCover) -> list[Cover]:
    """A cover as long as the person is away: none after an early return."""
    cut = slip.away.meet(row.span) if slip.away else None
    return [Cover(slip.pk, slip.person_id, row.substitute_id, cut, slip.state)] if cut else []
