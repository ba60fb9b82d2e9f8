"""What every proposal stands on: who was posted where, which days were worked, who was on leave, who signed.

A ground is of whole months, so that the same day is judged the same whatever span is asked for. Inside
`reading_ground` every source that asks for the ground of the same months is handed the same one, and each
part of it is read when first asked for: one query a part, however many rooms propose.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, Q, Subquery

from scoring.models import ScoreEvent
from scoring.periods import first_of, last_of, months_between
from scoring.rulebook import Edition
from scoring.selectors.editions import editions_for
from units.halves import HalfDay
from units.models import AttendanceDay, LeaveSlip, Posting
from units.selectors.postings import breaches
from units.selectors.presence import Roll, roll_of
from units.workdays import WorkCalendar, work_calendar

SLOTS = ("morning_in", "morning_out", "afternoon_in", "afternoon_out")


class Signed(NamedTuple):
    """A person's signs of a day, and where they stand."""

    morning_in: time | None = None
    morning_out: time | None = None
    afternoon_in: time | None = None
    afternoon_out: time | None = None
    place: str = ""
    batch_id: int = 0

    @property
    def times(self) -> tuple[time | None, time | None, time | None, time | None]:
        return self[:4]


@dataclass(frozen=True)
class Ground:
    """The ground of the months from the first day to the last."""

    first: date
    last: date

    @cached_property
    def slips(self) -> list[LeaveSlip]:
        """Slips not withdrawn, with their person and unit, that touch these days or lie beside one that does.

        A leave is judged whole, from its own first day on: so all slips since then are among them.
        """
        near = LeaveSlip.objects.exclude(state=LeaveSlip.State.WITHDRAWN)
        near = near.filter(starts_on__lte=self.last, ends_on__gte=self.first)
        begins = Subquery(near.order_by("starts_on").values("starts_on")[:1])
        rows = LeaveSlip.objects.exclude(state=LeaveSlip.State.WITHDRAWN)
        rows = rows.filter(Q(ends_on__gte=begins) | Q(ends_on__gte=self.first), starts_on__lte=self.last)
        return list(rows.select_related("person", "unit").order_by("id"))

    @cached_property
    def begins(self) -> date:
        """The first day of all leaves that touch these months."""
        near = (slip.starts_on for slip in self.slips if slip.ends_on >= self.first)
        return min(self.first, *near, self.first)

    @cached_property
    def postings(self) -> list[Posting]:
        """Everybody posted on any of these days, or handed to the hall in them; `is_breach` is of 6.1."""
        overlaps = Q(ends_on__isnull=True) | Q(ends_on__gte=self.begins)
        handed = Q(handed_on__gte=self.first, handed_on__lte=self.last)
        is_breach = ExpressionWrapper(breaches(), output_field=BooleanField())
        rows = Posting.objects.filter((overlaps & Q(starts_on__lte=self.last)) | handed)
        rows = rows.annotate(is_breach=is_breach).select_related("person", "unit", "window")
        return list(rows.order_by("unit_id", "window_id", "post", "person_id", "id"))

    @cached_property
    def roll(self) -> Roll:
        """Who is where, and who stands in for whom."""
        return roll_of(self.postings, self.slips)

    @cached_property
    def calendar(self) -> WorkCalendar:
        ends = max((slip.ends_on for slip in self.slips), default=self.last)
        return work_calendar(self.begins, max(ends, self.last))

    @cached_property
    def signed(self) -> dict[tuple[date, int], Signed]:
        """Everybody's signs of these days; of who is on leave since the leave began."""
        people = {slip.person_id for slip in self.slips if slip.starts_on < self.first}
        days = Q(day__gte=self.first) | Q(day__gte=self.begins, person__in=people)
        rows = AttendanceDay.objects.filter(days, day__lte=self.last).order_by()
        found = rows.values_list("day", "person_id", *SLOTS, "place", "batch_id")
        return {(day, person): Signed(*values) for day, person, *values in found}

    @cached_property
    def editions(self) -> dict[date, Edition]:
        """The edition of each month."""
        return editions_for(months_between(self.first, self.last))

    @cached_property
    def events(self) -> list[Any]:
        """What is recorded of these days and names somebody; `proposed_as`: the kind it was proposed as."""
        rows = ScoreEvent.objects.filter(
            person__isnull=False, finding__happened_on__gte=self.first, finding__happened_on__lte=self.last
        ).exclude(status=ScoreEvent.Status.DISMISSED)
        rows = rows.annotate(proposed_as=F("finding__proposal_decisions__kind"))
        return list(rows.select_related("finding", "person").order_by("id"))

    @cached_property
    def away(self) -> dict[tuple[int, date, str], list[LeaveSlip]]:
        """The slips, granted or not, of a person's half day."""
        found: dict[tuple[int, date, str], list[LeaveSlip]] = defaultdict(list)
        for slip in self.slips:
            for half in self._halves(slip):
                found[slip.person_id, half.day, half.half].append(slip)
        return found

    def posted_on(self, day: date) -> dict[int, Posting]:
        """Where each person stood on a day: the own post, else where they stood in."""
        found: dict[int, Posting] = {}
        for posting in self.postings:
            if posting.starts_on > day or (posting.ends_on is not None and posting.ends_on < day):
                continue
            held = found.get(posting.person_id)
            if held is None or held.post == Posting.Post.SUBSTITUTE:
                found[posting.person_id] = posting
        return found

    def _halves(self, slip: LeaveSlip) -> Iterator[HalfDay]:
        """The half days away that lie in these months."""
        for half in slip.away or ():
            if half.day > self.last:
                return
            if half.day >= self.first:
                yield half


_current: ContextVar[Ground | None] = ContextVar("ground", default=None)


@contextmanager
def reading_ground(first: date, last: date) -> Iterator[Ground]:
    """One ground for all that is asked of these months inside."""
    ground = ground_of(first, last)
    token = _current.set(ground)
    try:
        yield ground
    finally:
        _current.reset(token)


def ground_of(first: date, last: date) -> Ground:
    """The ground of the months of a span: the one being read, where it is of the same."""
    wanted, held = Ground(first_of(first), last_of(first_of(last))), _current.get()
    return held if held is not None and held == wanted else wanted
