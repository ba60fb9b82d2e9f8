"""What stands in the way of signing a slip (1.3), half day by half day, and what else is worth saying."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from django.utils import timezone

from units.halves import MORNING, HalfDay, gaps, halves_words, worked
from units.models import LeaveSlip
from units.presence import REGISTERED, Stand, Trouble
from units.selectors.presence import Roll, roll_between
from units.workdays import WorkCalendar, work_calendar

MOST_CANDIDATES = 8


@dataclass(frozen=True)
class StandLine:
    """A stretch of the leave and who stands in."""

    words: str
    who: str
    is_colleague: bool


@dataclass(frozen=True)
class SlipCheck:
    """The answer: `blocks` are why it cannot be signed, `notes` what to look at all the same."""

    stands: list[Stand] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: list[StandLine] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    """People of the unit who are free whenever nobody stands in."""
    worked: list[HalfDay] = field(default_factory=list)

    @property
    def open(self) -> list[HalfDay]:
        """Half days on which nobody stands in."""
        return [stand.half for stand in self.stands if stand.trouble is not None]


def slip_check(slip: LeaveSlip) -> SlipCheck:
    """Ask the calendar and the roll of the slip's days; six queries."""
    calendar = work_calendar(slip.starts_on, slip.ends_on)
    return checked_slip(slip, calendar, roll_between(slip.starts_on, slip.ends_on))


def checked_slip(slip: LeaveSlip, calendar: WorkCalendar, roll: Roll) -> SlipCheck:
    """The same from rows already read."""
    halves = working_halves(slip, calendar)
    stands = stands_of(slip, halves, roll)
    return SlipCheck(
        stands=stands,
        blocks=[
            *_open_words(stands, roll),
            *_gap_words(slip, stands, roll),
            *_promised_words(slip, halves, roll),
        ],
        notes=[*_late_words(slip, calendar), *_doubled_words(slip, halves, roll)],
        lines=_lines(stands, roll),
        candidates=_candidates(slip, stands, roll),
        worked=halves,
    )


def working_halves(slip: LeaveSlip, calendar: WorkCalendar) -> list[HalfDay]:
    """The half days away on which there is work."""
    if slip.away is None:
        return []
    return worked(slip.away, calendar.workdays_between(slip.starts_on, slip.ends_on))


def stands_of(slip: LeaveSlip, halves: list[HalfDay], roll: Roll) -> list[Stand]:
    """Who stands in at each half day on which the person has a place of the own to be filled."""
    presence = roll.presence
    return [
        presence.stand(slip=slip.pk, person=slip.person_id, half=half)
        for half in halves
        if presence.own_post(slip.person_id, half.day) is not None
    ]


def begins_at(slip: LeaveSlip, calendar: WorkCalendar) -> datetime | None:
    """When the absence begins: the start of work of its first working half; None where none is worked."""
    days = calendar.workdays_between(slip.starts_on, slip.ends_on)
    first = next(iter(worked(slip.span, days)), None)
    if first is None:
        return None
    return timezone.make_aware(datetime.combine(first.day, _starts(slip, first, calendar)))


def is_late(slip: LeaveSlip, calendar: WorkCalendar) -> bool:
    """Whether it was handed in after the absence began (1.2); in that very minute is still in time."""
    begun = begins_at(slip, calendar)
    return begun is not None and slip.handed_at.replace(second=0, microsecond=0) > begun


def may_withdraw(slip: LeaveSlip, calendar: WorkCalendar, at: datetime) -> bool:
    """A slip that waits, or that was signed for a leave that has not begun; then 销假 is recorded instead."""
    if slip.state == LeaveSlip.State.SIGNED:
        begun = begins_at(slip, calendar)
        return begun is None or at < begun
    return slip.state == LeaveSlip.State.REGISTERED


def _starts(slip: LeaveSlip, half: HalfDay, calendar: WorkCalendar) -> time:
    if slip.out_from is not None:
        return slip.out_from
    hours = calendar.hours_on(half.day)
    return hours.morning_start if half.half == MORNING else hours.afternoon_start


def _open_words(stands: list[Stand], roll: Roll) -> Iterator[str]:
    """Why nobody stands in, the half days with the same reason in one sentence."""
    found: dict[str, list[HalfDay]] = {}
    told = [stand.half for stand in stands]
    for stand in stands:
        if stand.trouble is not None:
            found.setdefault(trouble_words(stand, roll), []).append(stand.half)
    for reason, halves in found.items():
        yield f"{halves_words(halves, told)}：{reason}。"


def trouble_words(stand: Stand, roll: Roll) -> str:
    """没有安排替岗，本窗口也没有在岗的B岗人员"""
    if stand.trouble is Trouble.NOBODY or stand.trouble is None:
        return "没有安排替岗，本窗口也没有在岗的B岗人员"
    other = f"（{roll.name(stand.instead_of)}）" if stand.instead_of else ""
    return f"替岗的{roll.name(stand.who)}{stand.trouble.value}{other}"


def _gap_words(slip: LeaveSlip, stands: list[Stand], roll: Roll) -> Iterator[str]:
    """A gap between two covers is told as what it is (1.3: 中间不得出现空档)."""
    covers = [cover.span for cover in roll.covers_of(slip.pk)]
    empty = gaps([stand.half for stand in stands if stand.trouble is not None], covers)
    if empty:
        yield f"前后两段替岗之间有空档：{halves_words(empty)}，没有衔接上。"


def _promised_words(slip: LeaveSlip, halves: list[HalfDay], roll: Roll) -> Iterator[str]:
    """Whoever goes on leave may be standing in for another by a signed slip."""
    found: dict[int, list[HalfDay]] = {}
    for half in halves:
        cover = roll.presence.standing_in(slip.person_id, half)
        if cover is not None:
            found.setdefault(cover.person, []).append(half)
    for person, promised in found.items():
        name = roll.name(person)
        yield f"{halves_words(promised)}：请假人已为{name}替岗，请先改{name}的替岗安排。"


def _late_words(slip: LeaveSlip, calendar: WorkCalendar) -> Iterator[str]:
    if is_late(slip, calendar):
        if slip.special_reason:
            yield "递交时间在请假开始之后，已写明特殊原因。"
        else:
            yield "递交时间在请假开始之后，没有写明特殊原因：将列为1.2“先休假后补假条”的线索，由经办人认定。"


def _doubled_words(slip: LeaveSlip, halves: list[HalfDay], roll: Roll) -> Iterator[str]:
    """A substitute who is told on another slip that waits for its signature."""
    found: dict[tuple[int, int], list[HalfDay]] = {}
    for cover in roll.covers_of(slip.pk):
        for half in (half for half in halves if half in cover.span):
            other = roll.presence.standing_in(cover.substitute_id, half, but=slip.pk, state=REGISTERED)
            if other is not None:
                found.setdefault((cover.substitute_id, other.person), []).append(half)
    for (who, person), doubled in found.items():
        yield f"{halves_words(doubled)}：{roll.name(who)}在{roll.name(person)}待签批的请假条上也被安排替岗。"


def _lines(stands: list[Stand], roll: Roll) -> list[StandLine]:
    """Who stands in, stretch by stretch in order of time."""
    found: dict[tuple[int, bool], list[HalfDay]] = {}
    for stand in stands:
        if stand.trouble is None and stand.who is not None:
            found.setdefault((stand.who, stand.is_colleague), []).append(stand.half)
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    told = [stand.half for stand in stands]
    return [
        StandLine(halves_words(halves, told), roll.name(who), colleague)
        for (who, colleague), halves in ordered
    ]


def _candidates(slip: LeaveSlip, stands: list[Stand], roll: Roll) -> list[str]:
    missing = [stand.half for stand in stands if stand.trouble is not None]
    if not missing:
        return []
    presence, unit = roll.presence, slip.unit_id
    people = {post.person for post in presence.posts if post.unit == unit and post.person != slip.person_id}
    free = (one for one in sorted(people) if all(presence.is_there(one, half) for half in missing))
    return [roll.name(one) for one in free][:MOST_CANDIDATES]
