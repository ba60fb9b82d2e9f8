"""What the sign-in times suggest: judged day by day against hours, leave slips and postings.

Whole months are read, so that the same day gives the same proposals whatever span is asked for. A day is
covered, for a unit, by a file that holds a line of that day and a line of that unit; who was posted there and
has no line on a covered working day is proposed as absent, with that doubt.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from records.models import ImportBatch
from scoring.attendance_rules import Charge, Outing, judged
from scoring.attendance_rules import HalfDay as WorkedHalf
from scoring.periods import first_of
from scoring.selectors.proposals.ground import SLOTS, Ground, Signed, ground_of
from scoring.selectors.proposals.types import Proposed
from units.halves import AFTERNOON, MORNING, HalfDay
from units.models import LeaveSlip, Posting
from units.workdays import Hours

KIND = "考勤"
SLOT_WORDS = ("上午签到", "上午签退", "下午签到", "下午签退")
TWICE = ("morning_in", "afternoon_out")
State = LeaveSlip.State
NOT_GRANTED = {State.REGISTERED: "有未签批的请假条", State.REFUSED: "请假条没有批准"}
NO_LINE = "考勤文件中没有这个人的记录"
REMARK = "（写着"


class File(NamedTuple):
    """A file imported: its name, which signs it can hold, when it was handed in."""

    name: str
    slots: tuple[str, ...]
    at: datetime
    """Local, without its zone."""


def attendance_proposals(first: date, last: date) -> list[Proposed]:
    """What the days from the first to the last suggest; six queries, one where nothing was imported."""
    ground = ground_of(first, last)
    if not ground.signed:
        return []
    look = _Look(ground)
    days = (day for day in sorted(look.covered) if first <= day <= last)
    return [proposal for day in days for proposal in look.of_day(day)]


def _files(ids: set[int]) -> dict[int, File]:
    rows = ImportBatch.objects.filter(pk__in=ids).values_list("pk", "name", "result__0__slots", "at")
    return {pk: File(name, tuple(slots or SLOTS), timezone.make_naive(at)) for pk, name, slots, at in rows}


class _Look:
    """One look at the days that files cover."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        signed = {key: row for key, row in ground.signed.items() if key[0] >= ground.first}
        self.files = _files({row.batch_id for row in signed.values()})
        days = {day for day, _ in signed}
        self.posted = {day: ground.posted_on(day) for day in days}
        self.over = {day: datetime.combine(day, ground.calendar.hours_on(day).afternoon_end) for day in days}
        self.signed = {key: row for key, row in signed.items() if self._is_whole(key[0], row)}
        self.covered = self._covered()

    def _is_whole(self, day: date, row: Signed) -> bool:
        """Whether the file was handed in after that day's work: before it, signs cannot be missing yet."""
        return self.files[row.batch_id].at >= self.over[day]

    def _covered(self) -> dict[date, dict[int, int]]:
        """The working days that files hold, with the units they hold and (one) file that does."""
        units: dict[int, set[int]] = defaultdict(set)
        days: dict[int, set[date]] = defaultdict(set)
        for (day, person), row in self.signed.items():
            days[row.batch_id].add(day)
            if person in self.posted[day]:
                units[row.batch_id].add(self.posted[day][person].unit_id)
        found: dict[date, dict[int, int]] = defaultdict(dict)
        for batch, held in days.items():
            for day in filter(self.ground.calendar.is_workday, held):
                found[day] |= dict.fromkeys(units[batch], batch)
        return found

    def of_day(self, day: date) -> Iterator[Proposed]:
        hours = self.ground.calendar.hours_on(day)
        edition = self.ground.editions[first_of(day)]
        latest = _Latest.of(hours, edition.limits.early_minutes)
        units = self.covered[day]
        for person, posted in self.posted[day].items():
            row = self.signed.get((day, person))
            if posted.unit_id not in units:
                continue
            file = self.files[row.batch_id if row else units[posted.unit_id]]
            if row is not None and latest.is_well(row, file.slots):
                continue
            one = _PersonDay(self, day, hours, posted, row, file)
            charges = judged(*one.halves(), early_minutes=edition.limits.early_minutes)
            yield from (one.proposed(charge) for charge in charges if charge.behaviour in edition.behaviours)


class _Latest(NamedTuple):
    """The signs with which a day is well, told quickly: nearly all days are."""

    morning_in: time
    morning_out: time
    afternoon_in: time
    afternoon_out: time

    @classmethod
    def of(cls, hours: Hours, early_minutes: int) -> "_Latest":
        before = timedelta(minutes=early_minutes)
        morning, afternoon = (
            (datetime.combine(date.max, start) - before).time()
            for start in (hours.morning_start, hours.afternoon_start)
        )
        return cls(morning, hours.morning_end, afternoon, hours.afternoon_end)

    def is_well(self, row: Signed, slots: tuple[str, ...]) -> bool:
        """Whether every sign asked for was made in good time."""
        came, noon, back, went, *_ = row
        if came is None or went is None or came > self.morning_in or went < self.afternoon_out:
            return False
        if slots == TWICE:
            return True
        if noon is None or back is None:
            return False
        return noon >= self.morning_out and back <= self.afternoon_in


@dataclass(frozen=True)
class _PersonDay:
    """One person's day as far as it is not well."""

    look: _Look
    day: date
    hours: Hours
    posted: Posting
    row: Signed | None
    file: File

    def halves(self) -> tuple[WorkedHalf, WorkedHalf]:
        row, hours = self.row or Signed(), self.hours
        morning = (hours.morning_start, hours.morning_end, row.morning_in, row.morning_out)
        afternoon = (hours.afternoon_start, hours.afternoon_end, row.afternoon_in, row.afternoon_out)
        return self._half(MORNING, *morning), self._half(AFTERNOON, *afternoon)

    def _half(self, name: str, start: time, end: time, came: time | None, went: time | None) -> WorkedHalf:
        signed = [slip for slip in self.slips(name) if slip.state == State.SIGNED]
        own = SLOTS[:2] if name == MORNING else SLOTS[2:]
        asks_came, asks_went = (slot in self.file.slots for slot in own)
        return WorkedHalf(
            name=name,
            start=start,
            end=end,
            came=came,
            went=went,
            asks_came=asks_came,
            asks_went=asks_went,
            on_leave=any(not is_outing(slip) for slip in signed),
            outings=tuple(_outing(slip) for slip in signed if is_outing(slip)),
        )

    def slips(self, half: str) -> list[LeaveSlip]:
        return self.look.ground.away.get((self.posted.person_id, self.day, half), [])

    def proposed(self, charge: Charge) -> Proposed:
        halves = (MORNING, AFTERNOON) if charge.half == "day" else (charge.half,)
        slips = list({slip.pk: slip for half in halves for slip in self.slips(half)}.values())
        clause, behaviour = charge.behaviour
        person = self.posted.person_id
        return Proposed(
            key=f"attendance:{charge.key}:{person}:{self.day:%Y-%m-%d}",
            kind=KIND,
            unit_id=self.posted.unit_id,
            window_id=self.posted.window_id,
            person_id=person,
            happened_on=self.day,
            happened_at=charge.at,
            clause=clause,
            behaviour=behaviour,
            fact=charge.fact,
            basis=tuple(self._basis(slips)),
            proof=f"考勤文件“{self.file.name}”{self.row.place if self.row else ''}"[:200],
            doubt="；".join(self._doubts(charge, halves, slips)),
            slip_id=slips[0].pk if slips else None,
        )

    def _basis(self, slips: list[LeaveSlip]) -> Iterator[tuple[str, str]]:
        for slot, word in zip(SLOTS, SLOT_WORDS, strict=True):
            if slot in self.file.slots:
                sign: Any = getattr(self.row, slot) if self.row else None
                yield word, f"{sign:%H:%M}" if sign else "无"
        hours = self.hours
        morning = f"{hours.morning_start:%H:%M}—{hours.morning_end:%H:%M}"
        yield "作息时间", f"{morning}，{hours.afternoon_start:%H:%M}—{hours.afternoon_end:%H:%M}"
        yield "考勤文件", f"{self.file.name} {self.row.place if self.row else '（没有这个人的行）'}"
        for slip in slips:
            yield "请假条", f"{slip.get_kind_display()}（{slip.get_state_display()}）"

    def _doubts(self, charge: Charge, halves: tuple[str, ...], slips: list[LeaveSlip]) -> Iterator[str]:
        """What speaks against it."""
        if charge.doubt:
            yield charge.doubt
        if self.row is None:
            yield NO_LINE
        elif REMARK in self.row.place:
            yield f"大厅表中{self.row.place.rpartition('（')[2].rstrip('）')}，请核对有没有请假条"
        states = {slip.state for slip in slips}
        yield from (doubt for state, doubt in NOT_GRANTED.items() if state in states)
        roll = self.look.ground.roll
        person = self.posted.person_id
        covers = [roll.presence.standing_in(person, HalfDay(self.day, half)) for half in halves]
        for whom in dict.fromkeys(roll.name(cover.person) for cover in covers if cover):
            yield f"当天替{whom}上岗，替岗人员违纪由请假人员承担（1.3，口径R4）"


def is_outing(slip: LeaveSlip) -> bool:
    """临时外出 with its hours: minutes away, not halves."""
    return slip.kind == LeaveSlip.Kind.SHORT and bool(slip.out_from and slip.out_until)


def _outing(slip: LeaveSlip) -> Outing:
    assert slip.out_from is not None  # noqa: S101 (an outing has both)
    assert slip.out_until is not None  # noqa: S101
    return Outing(slip.out_from, slip.out_until)
