"""What an import of sign-in times would do, before anything is written: which days are new, same, changed."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from records.errors import Refusal
from records.imports import ImportBatch
from units.attendance.columns import Layout
from units.attendance.names import Who
from units.attendance.punches import SLOTS, FourTimes
from units.models import AttendanceDay, Unit
from units.services.attendance_file import Reading, SignedDay, SignFile, read_days, sign_file
from units.services.attendance_memory import remembered_layout
from units.services.attendance_names import Known, Matches, Staff, match_names
from units.services.import_plan import ADDED, CHANGED, SAME, RowError
from units.workdays import work_calendar


@dataclass(frozen=True)
class PlannedDay:
    """One person's one day: what is there, what it becomes."""

    known: Known
    day: date
    times: FourTimes
    place: str
    action: str
    before: FourTimes | None = None
    pk: int | None = None

    @property
    def signs(self) -> str:
        return in_words(self.times)

    @property
    def signs_before(self) -> str:
        return in_words(self.before)


@dataclass(frozen=True)
class MonthCount:
    """What a file holds of one month."""

    month: date
    people: int
    days: int
    rows: int
    off_days: int
    """Days that are off by the calendar: kept, and nothing is proposed of them."""


@dataclass
class AttendancePlan:
    """All days of a file against what the site holds, or the errors and doubts that forbid them all."""

    name: str
    layout: Layout
    days: list[PlannedDay] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    matches: Matches = field(default_factory=Matches)
    passed_over: list[str] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    months: list[MonthCount] = field(default_factory=list)
    missing: list[Unit] = field(default_factory=list)
    """Units of which nobody stands in the file: nothing is proposed of their people."""
    lacking: list[tuple[Unit, int, int]] = field(default_factory=list)
    """(unit, how many of its people have no line at all, how many it has), where the file holds others."""
    staff: dict[int, Known] = field(default_factory=dict)
    """All people of ours, by id."""
    elsewhere: int = 0
    """Lines of people who were posted nowhere on that day."""

    @property
    def new(self) -> list[PlannedDay]:
        return [day for day in self.days if day.action == ADDED]

    @property
    def changed(self) -> list[PlannedDay]:
        return [day for day in self.days if day.action == CHANGED]

    @property
    def same(self) -> int:
        return sum(day.action == SAME for day in self.days)

    @property
    def people(self) -> int:
        return len({day.known.pk for day in self.days})

    @property
    def is_ready(self) -> bool:
        """Whether it may be carried out."""
        return not self.errors and not self.matches.doubts and bool(self.new or self.changed)

    @property
    def digest(self) -> str:
        """What the plan would do: the confirmation must be of the very plan that was shown."""
        shown = [(day.known.pk, day.day, day.times, day.action, day.before) for day in self.days]
        return hashlib.sha256(repr((shown, self.layout.slots)).encode()).hexdigest()


def plan_attendance(batch: ImportBatch, *, today: date) -> AttendancePlan:
    """Read a file and set it against the site. Refusal: unreadable, or its columns not told yet."""
    file = sign_file(batch)
    layout = remembered_layout(file.header)
    if layout is None:
        raise Refusal(f"“{file.name}”的表头是第一次见到；请先指明各列是什么。")
    return plan_file(file, layout, today=today)


def plan_file(file: SignFile, layout: Layout, *, today: date) -> AttendancePlan:
    """The same of a file that was read, its columns known."""
    reading = read_days(file, layout, today=today)
    plan = AttendancePlan(file.name, layout, errors=list(reading.errors))
    plan.passed_over, plan.left_aside = reading.passed_over, file.left_aside
    if reading.days:
        _fill(plan, reading)
    elif not reading.errors:
        plan.errors.append(RowError("", f"“{file.name}”表头下面没有一行签到记录。"))
    return plan


def _fill(plan: AttendancePlan, reading: Reading) -> None:
    first, last = min(one.day for one in reading.days), max(one.day for one in reading.days)
    staff = Staff(first, last)
    plan.staff = staff.by_pk
    plan.matches = match_names([one.who for one in reading.days], staff)
    signed = _one_a_day(plan, reading.days)
    held = _held(first, last)
    plan.days = [_planned(known, one, held) for known, one in signed]
    plan.months = list(_months(plan, first, last))
    plan.missing, plan.lacking = _units(plan, staff)
    plan.elsewhere = sum(not known.is_posted(one.day) for known, one in signed)


def _one_a_day(plan: AttendancePlan, days: list[SignedDay]) -> list[tuple[Known, SignedDay]]:
    """Each person of ours once a day; two lines that tell the same are one, others an error."""
    found: dict[tuple[int, date], tuple[Known, SignedDay]] = {}
    for one in days:
        known = plan.matches.people.get(one.who)
        if known is None:
            continue
        earlier = found.setdefault((known.pk, one.day), (known, one))[1]
        if earlier.times != one.times:
            message = (
                f"{known.name}{one.day.month}月{one.day.day}日与{earlier.place}重复，时间不同；请只留一行。"
            )
            plan.errors.append(RowError(one.place, message))
    return list(found.values())


def _held(first: date, last: date) -> dict[tuple[int, date], tuple[int, FourTimes]]:
    """What the site holds of these days; one query."""
    rows = AttendanceDay.objects.filter(day__gte=first, day__lte=last)
    return {
        (person, day): (pk, FourTimes(*times))
        for pk, person, day, *times in rows.values_list("pk", "person_id", "day", *SLOTS)
    }


def _planned(known: Known, one: SignedDay, held: dict[tuple[int, date], tuple[int, FourTimes]]) -> PlannedDay:
    pk, before = held.get((known.pk, one.day), (None, None))
    action = ADDED if before is None else SAME if before == one.times else CHANGED
    return PlannedDay(known, one.day, one.times, one.place, action, before, pk)


def _months(plan: AttendancePlan, first: date, last: date) -> Iterator[MonthCount]:
    calendar = work_calendar(first, last)
    rows = Counter(day.day.replace(day=1) for day in plan.days)
    for month in sorted(rows):
        own = [day for day in plan.days if day.day.replace(day=1) == month]
        days = {day.day for day in own}
        off = sum(not calendar.is_workday(day) for day in days)
        yield MonthCount(month, len({day.known.pk for day in own}), len(days), rows[month], off)


def _units(plan: AttendancePlan, staff: Staff) -> tuple[list[Unit], list[tuple[Unit, int, int]]]:
    """The units of which nobody stands in the file, and those of which some do and some do not."""
    there = {day.known.pk for day in plan.days}
    held: dict[int, list[bool]] = defaultdict(list)
    for known in staff.people:
        for unit in known.unit_ids:
            held[unit].append(known.pk in there)
    units = sorted((staff.units[pk] for pk in held), key=lambda unit: (unit.order, unit.pk))
    lacking = [(unit, held[unit.pk].count(False), len(held[unit.pk])) for unit in units]
    missing = [unit for unit, absent, count in lacking if absent == count]
    return missing, [one for one in lacking if 0 < one[1] < one[2]]


def in_words(times: FourTimes | None) -> str:
    """“08:21 12:03 — 17:35”"""
    return " ".join(f"{one:%H:%M}" if one else "—" for one in times or ())


def outsiders_in_words(outsiders: dict[Who, int]) -> list[str]:
    """The people who are not ours, by department."""
    groups = Counter(who.group or "没有部门" for who in outsiders)
    return [f"{group}{count}人" for group, count in groups.most_common()]
