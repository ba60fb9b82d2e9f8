"""考勤记录: a unit's people by the days of a month, with the signs made, leave, and what is suggested."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max

from scoring.periods import first_of, last_of
from scoring.selectors.proposals.attendance import attendance_proposals
from scoring.selectors.proposals.ground import Ground, reading_ground
from units.halves import AFTERNOON, MORNING
from units.models import AttendanceDay, LeaveSlip, Posting

SHORT = {"未提前3分钟到岗或评价器未就绪": "未提前到岗", "脱岗半天及以上": "旷工"}
"""Words short enough for a cell."""


@dataclass(frozen=True)
class Cell:
    """One person's one day."""

    day: date
    times: tuple[time | None, ...] = ()
    marks: tuple[str, ...] = ()
    """迟到, 早退 …, as suggested."""
    leave: str = ""
    is_posted: bool = True

    @property
    def morning(self) -> str:
        return _pair(self.times[:2])

    @property
    def afternoon(self) -> str:
        return _pair(self.times[2:])

    @property
    def words(self) -> str:
        """All of it in one line, for a spreadsheet."""
        signs = f"{self.morning} {self.afternoon}" if self.times else ""
        return " ".join(part for part in (signs, self.leave, *self.marks) if part)


@dataclass(frozen=True)
class Line:
    """A person's days of the month."""

    person_id: int
    name: str
    number: str
    cells: list[Cell]

    @property
    def marked(self) -> int:
        """How many things are suggested."""
        return sum(len(cell.marks) for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """The days that are worked, or have a sign, and the people."""

    month: date
    days: list[date]
    lines: list[Line]

    @property
    def has_signs(self) -> bool:
        return any(cell.times for line in self.lines for cell in line.cells)


def last_month_signed() -> date | None:
    """The newest month of which anything was imported; one query."""
    last = AttendanceDay.objects.aggregate(last=Max("day"))["last"]
    return first_of(last) if last else None


def attendance_sheet(month: date, unit_id: int, *, today: date) -> Sheet:
    """One unit's month; no query besides those of the proposals."""
    last = last_of(month)
    with reading_ground(month, last) as ground:
        people = {
            row.person_id: row.person for row in ground.postings if _is_there(row, unit_id, month, last)
        }
        signed = {
            (person, day): row.times for (day, person), row in ground.signed.items() if person in people
        }
        table = _Table(ground, unit_id, signed, _marks(month, last))
        worked = ground.calendar.workdays_between(month, min(last, today)) if month <= today else frozenset()
        days = sorted({*worked, *(day for _, day in signed if day >= month)})
        lines = [
            Line(pk, person.name, person.number, [table.cell(pk, day) for day in days])
            for pk, person in sorted(people.items(), key=lambda item: item[1].number)
        ]
        return Sheet(month, days, lines)


def _is_there(posting: Posting, unit_id: int, first: date, last: date) -> bool:
    """Whether somebody stood in a unit on any of these days."""
    holds = posting.starts_on <= last and (posting.ends_on is None or posting.ends_on >= first)
    return holds and posting.unit_id == unit_id


Signs = Mapping[tuple[int, date], tuple[time | None, ...]]
Marks = dict[tuple[int | None, date], list[str]]


class _Table:
    """Cells of a unit's month, from what was read of it."""

    def __init__(self, ground: Ground, unit_id: int, signed: Signs, marks: Marks) -> None:
        self.ground, self.unit_id, self.signed, self.marks = ground, unit_id, signed, marks
        self.posted: dict[date, dict[int, Posting]] = {}

    def cell(self, person: int, day: date) -> Cell:
        if day not in self.posted:
            self.posted[day] = self.ground.posted_on(day)
        posted = self.posted[day].get(person)
        is_posted = posted is not None and posted.unit_id == self.unit_id
        away = self.ground.away
        slips = [slip for half in (MORNING, AFTERNOON) for slip in away.get((person, day, half), [])]
        marks = tuple(self.marks.get((person, day), ())) if is_posted else ()
        leave = "、".join(dict.fromkeys(_words(slip) for slip in slips))
        return Cell(day, self.signed.get((person, day), ()), marks, leave, is_posted)


def _marks(first: date, last: date) -> Marks:
    found: Marks = defaultdict(list)
    for one in attendance_proposals(first, last):
        word = SHORT.get(one.behaviour, one.behaviour)
        found[one.person_id, one.happened_on].append(f"{one.fact[:2]}{word}")
    return found


def _words(slip: LeaveSlip) -> str:
    """“事假”, “事假（待签批）”"""
    kind = slip.get_kind_display()
    return kind if slip.state == LeaveSlip.State.SIGNED else f"{kind}（{slip.get_state_display()}）"


def _pair(times: tuple[time | None, ...]) -> str:
    return " ".join(f"{one:%H:%M}" if one else "—" for one in times)
