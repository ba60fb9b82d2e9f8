"""Who is away, by unit: units down, days across, every person with half days and who stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from units.access import Actor
from units.halves import MORNING, HalfDay
from units.models import LeaveSlip, Unit
from units.presence import Stand
from units.selectors import visible_units
from units.selectors.people import people_found
from units.selectors.presence import LIVE, Roll, roll_between
from units.workdays import work_calendar

ONE_DAY = timedelta(days=1)
MARKS = {(True, True): "全", (True, False): "上", (False, True): "下"}


@dataclass(frozen=True)
class DayHead:
    """A column."""

    day: date
    is_workday: bool
    is_today: bool


@dataclass(frozen=True)
class DayMark:
    """A cell: 全, 上, 下 or nothing; who stands in, and whether somebody is missing."""

    head: DayHead
    mark: str = ""
    who: str = ""
    is_open: bool = False

    @property
    def words(self) -> str:
        """For who cannot see the cell."""
        names = {"全": "全天", "上": "上午", "下": "下午"}
        if not self.mark:
            return ""
        stand = "无人替岗" if self.is_open else f"{self.who}替岗" if self.who else ""
        return f"{names[self.mark]}请假，{stand}" if stand else f"{names[self.mark]}请假"


@dataclass(frozen=True)
class AwayRow:
    """A slip's row."""

    slip: LeaveSlip
    marks: list[DayMark]

    @property
    def is_pending(self) -> bool:
        return self.slip.state == LeaveSlip.State.REGISTERED

    @property
    def is_open(self) -> bool:
        return any(mark.is_open for mark in self.marks)

    @property
    def stand_ins(self) -> str:
        """Everybody who stands in in these days."""
        return "、".join(dict.fromkeys(name for mark in self.marks for name in mark.who.split("、") if name))


@dataclass(frozen=True)
class UnitAway:
    """A unit with the rows of those who are away."""

    unit: Unit
    rows: list[AwayRow]


@dataclass(frozen=True)
class LeaveCalendar:
    """The whole sheet."""

    heads: list[DayHead]
    units: list[UnitAway]

    @property
    def away(self) -> list[UnitAway]:
        """Units of which somebody is away."""
        return [unit for unit in self.units if unit.rows]

    @property
    def quiet(self) -> list[str]:
        """The names of those of which nobody is."""
        return [unit.unit.name for unit in self.units if not unit.rows]

    @property
    def people(self) -> int:
        """How many people are away in these days."""
        return len({row.slip.person_id for unit in self.units for row in unit.rows})


def leave_calendar(
    first: date, last: date, *, today: date, actor: Actor, unit_id: int | None = None, words: str = ""
) -> LeaveCalendar:
    """The days from the first to the last, of the units that the actor may see; five queries.

    With words, those whom they mean (one query more), and no unit without any.
    """
    calendar, roll = work_calendar(first, last), roll_between(first, last)
    days = [first + ONE_DAY * number for number in range((last - first).days + 1)]
    heads = [DayHead(day, calendar.is_workday(day), day == today) for day in days]
    units = [unit for unit in visible_units(actor) if unit_id in (None, unit.pk)]
    by_unit: dict[int, list[AwayRow]] = {unit.pk: [] for unit in units}
    people = people_found(words) if words else None
    slips = sorted(roll.slips.values(), key=lambda slip: (slip.starts_on, slip.starts_half, slip.pk))
    for slip in slips:
        if people is not None and slip.person_id not in people:
            continue
        if slip.state in LIVE and slip.unit_id in by_unit:
            row = AwayRow(slip, _marks(slip, heads, roll))
            if any(mark.mark for mark in row.marks):
                by_unit[slip.unit_id].append(row)
    shown = [UnitAway(unit, by_unit[unit.pk]) for unit in units]
    return LeaveCalendar(heads, [unit for unit in shown if unit.rows or people is None])


def _marks(slip: LeaveSlip, heads: Iterable[DayHead], roll: Roll) -> list[DayMark]:
    away = slip.away
    marks = []
    for head in heads:
        halves = [half for half in halves_of(head.day) if away is not None and half in away]
        marks.append(_mark(slip, head, halves, roll) if halves else DayMark(head))
    return marks


def _mark(slip: LeaveSlip, head: DayHead, halves: list[HalfDay], roll: Roll) -> DayMark:
    named = {half.half for half in halves}
    mark = MARKS["am" in named, "pm" in named]
    if not head.is_workday or roll.presence.own_post(slip.person_id, head.day) is None:
        return DayMark(head, mark)
    stands = [roll.presence.stand(slip=slip.pk, person=slip.person_id, half=half) for half in halves]
    return DayMark(head, mark, _who(stands, roll), any(stand.trouble for stand in stands))


def _who(stands: list[Stand], roll: Roll) -> str:
    names = (roll.name(stand.who) for stand in stands if stand.trouble is None)
    return "、".join(dict.fromkeys(names))


def halves_of(day: date) -> tuple[HalfDay, HalfDay]:
    """Morning and afternoon."""
    morning = HalfDay(day, MORNING)
    return morning, morning.next


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday."""
    first = day - ONE_DAY * day.weekday()
    return first, first + ONE_DAY * 6


def month_of(day: date) -> tuple[date, date]:
    """The first to the last of the month."""
    first = day.replace(day=1)
    return first, (first + ONE_DAY * 32).replace(day=1) - ONE_DAY
