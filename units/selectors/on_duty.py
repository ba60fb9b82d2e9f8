"""谁在岗: on any day, unit by unit and window by window, who stands there, who is away, who stands in."""

from dataclasses import dataclass, field
from datetime import date

from units.access import Actor
from units.halves import HalfDay
from units.models import LeaveSlip, Posting, Unit, Window
from units.presence import Post, Stand
from units.selectors import visible_units
from units.selectors.leave_calendar import halves_of
from units.selectors.presence import Roll, roll_between
from units.workdays import work_calendar

NAMES = {"am": "上午", "pm": "下午"}


@dataclass(frozen=True)
class Note:
    """What is to be said of a person that day: 上午请假（事假），由李强替岗."""

    text: str
    is_open: bool = False
    slip: LeaveSlip | None = None


@dataclass(frozen=True)
class PersonDuty:
    """Somebody posted there."""

    person_id: int
    name: str
    post: str
    notes: list[Note] = field(default_factory=list)

    @property
    def is_here(self) -> bool:
        """At the place all day."""
        return not self.notes

    @property
    def is_away(self) -> bool:
        return any(note.slip is not None for note in self.notes)


@dataclass(frozen=True)
class Guest:
    """Somebody who comes in from elsewhere: 李强（上午替王芳）."""

    person_id: int
    text: str


@dataclass(frozen=True)
class PlaceDuty:
    """A window (or the back office) with its people and who comes in from elsewhere."""

    window: Window | None
    people: list[PersonDuty]
    guests: list[Guest]


@dataclass(frozen=True)
class UnitDuty:
    """A unit that day."""

    unit: Unit
    places: list[PlaceDuty]

    @property
    def total(self) -> int:
        return sum(len(place.people) for place in self.places)

    @property
    def away(self) -> int:
        """How many are on leave, for all of the day or half of it."""
        return sum(person.is_away for place in self.places for person in place.people)


@dataclass(frozen=True)
class DayDuty:
    """All units that day."""

    is_workday: bool
    units: list[UnitDuty]


def on_duty(day: date, *, actor: Actor, unit_id: int | None = None) -> DayDuty:
    """Who stands where on a day, of the units that the actor may see; six queries."""
    roll, worked = roll_between(day, day), work_calendar(day, day).is_workday(day)
    units = [unit for unit in visible_units(actor) if unit_id in (None, unit.pk)]
    windows = list(Window.objects.filter(unit__in=units))
    sheet = _Sheet(day, roll, {unit.pk: unit for unit in Unit.objects.all()})
    return DayDuty(worked, [UnitDuty(unit, sheet.places(unit, windows)) for unit in units])


@dataclass
class _Sheet:
    """One day's roll, asked unit by unit."""

    day: date
    roll: Roll
    units: dict[int, Unit]

    def places(self, unit: Unit, windows: list[Window]) -> list[PlaceDuty]:
        own = [window for window in windows if window.unit_id == unit.pk]
        posts = [post for post in self.roll.presence.posts if post.unit == unit.pk and post.holds(self.day)]
        found = [self._place(window, posts) for window in (*own, None)]
        return [place for place in found if place.people or place.guests or _shown(place.window)]

    def _place(self, window: Window | None, posts: list[Post]) -> PlaceDuty:
        key = window.pk if window else None
        here = [post for post in posts if post.window == key]
        own = [post for post in here if post.post != Posting.Post.SUBSTITUTE]
        people = [self._person(post) for post in own]
        guests = [Guest(post.person, self._called(post.person, "替岗")) for post in here if post not in own]
        return PlaceDuty(window, people, guests + [one for post in own for one in self._stand_ins(post)])

    def _person(self, post: Post) -> PersonDuty:
        label = Posting.Post(post.post).label
        notes = [*self._away(post), *self._lent(post)]
        return PersonDuty(post.person, self.roll.name(post.person), label, notes)

    def _away(self, post: Post) -> list[Note]:
        """One note a slip and stand-in."""
        found: dict[tuple[int, str, bool], list[HalfDay]] = {}
        for half in halves_of(self.day):
            leave = self.roll.presence.leave_at(post.person, half)
            if leave is not None:
                stand = self.roll.presence.stand(slip=leave.slip, person=post.person, half=half)
                found.setdefault((leave.slip, *self._stand_words(stand)), []).append(half)
        return [
            Note(f"{when(halves)}{self._leave_words(slip)}，{words}", is_open, self.roll.slips[slip])
            for (slip, words, is_open), halves in found.items()
        ]

    def _stand_words(self, stand: Stand) -> tuple[str, bool]:
        if stand.trouble is not None:
            return "无人替岗", True
        return f"由{self.roll.name(stand.who)}{'（AB岗）' if stand.is_colleague else ''}替岗", False

    def _leave_words(self, slip: int) -> str:
        row = self.roll.slips[slip]
        pending = "，待签批" if row.state == LeaveSlip.State.REGISTERED else ""
        return f"请假（{row.get_kind_display()}{pending}）"

    def _lent(self, post: Post) -> list[Note]:
        """Standing in for somebody at another place."""
        found: dict[int, list[HalfDay]] = {}
        for half in halves_of(self.day):
            cover = self.roll.presence.standing_in(post.person, half)
            if cover is not None:
                found.setdefault(cover.slip, []).append(half)
        return [Note(f"{when(halves)}{self._where(slip, post.unit)}") for slip, halves in found.items()]

    def _where(self, slip: int, unit: int) -> str:
        """For whom, in the own unit; elsewhere which unit: its people are not this unit's business."""
        row = self.roll.slips[slip]
        return f"替{row.person.name}上岗" if row.unit_id == unit else f"到{self.units[row.unit_id].name}替岗"

    def _stand_ins(self, post: Post) -> list[Guest]:
        """Who comes to this person's place."""
        found: dict[int, list[HalfDay]] = {}
        for half in halves_of(self.day):
            leave = self.roll.presence.leave_at(post.person, half)
            stand = leave and self.roll.presence.stand(slip=leave.slip, person=post.person, half=half)
            if stand and stand.trouble is None and not stand.is_colleague and stand.who is not None:
                found.setdefault(stand.who, []).append(half)
        name = self.roll.name(post.person)
        return [Guest(who, self._called(who, f"{when(halves)}替{name}")) for who, halves in found.items()]

    def _called(self, person: int, what: str) -> str:
        return f"{self.roll.name(person)}（{what}）"


def when(halves: list[HalfDay]) -> str:
    """全天, 上午, 下午"""
    return "全天" if len(halves) == 2 else NAMES[halves[0].half]


def _shown(window: Window | None) -> bool:
    """An empty window in use is shown as empty."""
    return window is not None and window.in_use
