"""What the rival clauses turn on beside the entry itself: working hours, leave, who stands in for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from scoring.entry import ChargeData, FindingData
from scoring.models import Report, ScoreEvent
from scoring.models.findings import Source
from scoring.rulebook import Edition
from scoring.selectors.substitutes import NO_SLIPS, SlipsOfDay, StoodIn, slips_of_day
from units.models import LeaveSlip, Posting
from units.workdays import USUAL_HOURS, Hours, hours_on


@dataclass(frozen=True)
class Circumstances:
    """Read once for an entry. `slips`: the leave of the day by person, refused slips too."""

    finding: FindingData
    edition: Edition
    near: Sequence[ScoreEvent]
    posts: dict[int, set[str]] = field(default_factory=dict)
    hours: Hours = USUAL_HOURS
    slips: dict[int, LeaveSlip] = field(default_factory=dict)
    day: SlipsOfDay = NO_SLIPS
    """Who was on leave, and who stood in for whom, when it happened."""
    keeps_slips: bool = False
    """Whether slips are kept in the system at all; where none is, a missing one says nothing."""

    @property
    def on(self) -> date:
        return self.finding.happened_on

    @property
    def report_kind(self) -> str:
        return self.finding.report.kind if self.finding.report else ""

    @property
    def is_of_the_hall(self) -> bool:
        """Whether it was learnt from a bulletin of the hall."""
        kinds = (Report.Kind.HALL, Report.Kind.HALL_ATTENDANCE, Report.Kind.MONITOR)
        return self.report_kind in kinds or self.finding.source in (Source.HALL, Source.MONITOR)

    @property
    def half_a_day(self) -> int:
        """Minutes of the shorter half of the day's working time."""
        halves = (
            (self.hours.morning_start, self.hours.morning_end),
            (self.hours.afternoon_start, self.hours.afternoon_end),
        )
        return min(minutes_between(start, end) for start, end in halves)

    def stands_in(self, person_id: int) -> bool:
        """Whether the person stood in for somebody on leave then."""
        return self.cover_of(person_id) is not None or Posting.Post.SUBSTITUTE in self.posts.get(
            person_id, set()
        )

    def cover_of(self, person_id: int) -> StoodIn | None:
        """The stretch of a signed slip in which the person stood in then."""
        return next(self.day.standing_in(person_id), None)


def circumstances(
    finding: FindingData, charges: Sequence[ChargeData], near: Sequence[ScoreEvent], edition: Edition
) -> Circumstances:
    """Read what bears on these charges; at most seven queries."""
    on, clauses = finding.happened_on, {charge.clause for charge in charges}
    persons = [charge.person.pk for charge in charges if charge.person]
    about_leave = bool(clauses & {"1.2", "1.3"}) and bool(persons)
    return Circumstances(
        finding,
        edition,
        near,
        posts=_posts(persons, on),
        hours=hours_on(on) if clauses & {"1.1", "4.3"} else USUAL_HOURS,
        slips=_slips(persons, on) if about_leave else {},
        day=slips_of_day(persons, on, finding.happened_at),
        keeps_slips=about_leave and LeaveSlip.objects.exists(),
    )


def minutes_between(start: time, end: time) -> int:
    """Whole minutes from one time of day to a later one."""
    day = date(2000, 1, 1)
    return int((datetime.combine(day, end) - datetime.combine(day, start)).total_seconds() // 60)


def _posts(person_ids: Iterable[int], on: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for person_id, post in (
        Posting.objects.on(on).filter(person_id__in=list(person_ids)).values_list("person_id", "post")
    ):
        found.setdefault(person_id, set()).add(post)
    return found


def _slips(person_ids: Iterable[int], on: date) -> dict[int, LeaveSlip]:
    slips = LeaveSlip.objects.filter(person_id__in=list(person_ids), starts_on__lte=on, ends_on__gte=on)
    return {slip.person_id: slip for slip in slips.exclude(state=LeaveSlip.State.WITHDRAWN)}
