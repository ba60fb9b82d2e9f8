"""Whom a sign-in file speaks of: by number, by name, by what was said before; the doubtful are asked about.

The hall's file may hold the people of other bureaus. Who is not ours and stands in a department where nobody
of ours stands is left out without a question.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from units.attendance.names import Who, is_near, plain_name, reading
from units.models import AttendanceName, Posting, StaffMember, Unit

MOST_OFFERED = 6


@dataclass(frozen=True)
class Known:
    """A person of ours, and where they stood in the days of the file."""

    pk: int
    name: str
    number: str
    sound: str
    postings: tuple[tuple[int, date, date | None], ...]
    """(unit, from, to) of the days of the file."""
    place: str

    @property
    def value(self) -> str:
        """What stands for them in a form."""
        return str(self.pk)

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        return frozenset(unit for unit, _, _ in self.postings)

    @property
    def label(self) -> str:
        """“王芳 RS001 社保中心”"""
        return " ".join(part for part in (self.name, self.number, self.place) if part)

    def is_posted(self, day: date) -> bool:
        """Whether they stood anywhere on a day."""
        return any(starts <= day and (ends is None or ends >= day) for _, starts, ends in self.postings)


@dataclass(frozen=True)
class Doubt:
    """A name to be asked about: why, on how many lines, and who it may be."""

    who: Who
    why: str
    rows: int
    offered: tuple[Known, ...] = ()

    @property
    def key(self) -> str:
        return key_of(self.who)


@dataclass
class Matches:
    """Each name of the file: a person of ours, not ours, or doubtful."""

    people: dict[Who, Known] = field(default_factory=dict)
    outsiders: dict[Who, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    remembered: list[tuple[AttendanceName, Known | None]] = field(default_factory=list)


def key_of(who: Who) -> str:
    """What stands for a name in a form: the same for the same name and department."""
    return hashlib.sha256(f"{who.called}\0{who.group}".encode()).hexdigest()[:16]


class Staff:
    """All people of ours, read once (three queries)."""

    def __init__(self, first: date, last: date) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.all()}
        held: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
        postings = Posting.objects.values_list("person_id", "unit_id", "starts_on", "ends_on")
        for person, unit, starts, ends in postings:
            if starts <= last and (ends is None or ends >= first):
                held[person].append((unit, starts, ends))
        self.people = [_known(row, held[row.pk], self.units) for row in StaffMember.objects.all()]
        self.by_pk = {known.pk: known for known in self.people}
        self.by_number = {plain_name(known.number): known for known in self.people}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for known in self.people:
            self.by_name[plain_name(known.name)].append(known)
        self.unit_names = [
            (plain_name(name), unit.pk)
            for unit in self.units.values()
            for name in (unit.name, unit.short_name)
            if name
        ]

    def unit_of(self, group: str) -> int | None:
        """Our unit that a department's name means: the same, or the only one it holds or is held by."""
        exact = {pk for name, pk in self.unit_names if name == group}
        if exact or len(group) < 2:
            return exact.pop() if len(exact) == 1 else None
        near = {pk for name, pk in self.unit_names if name in group or group in name}
        return near.pop() if len(near) == 1 else None

    def like(self, name: str) -> list[Known]:
        """People whose name is nearly this one, or sounds the same."""
        sound = reading(name) if len(name) > 1 else ""
        return [
            known
            for known in self.people
            if (known.sound == sound and sound) or is_near(plain_name(known.name), name)
        ]


def match_names(rows: Iterable[Who], staff: Staff) -> Matches:
    """Every name of a file, told once; one query more, for what was said before."""
    return _Matcher(Counter(rows), staff).matches()


class _Matcher:
    def __init__(self, counts: Counter[Who], staff: Staff) -> None:
        self.counts, self.staff = counts, staff
        self.said = {(row.name, row.group): row for row in AttendanceName.objects.all()}
        self.units = {group: staff.unit_of(group) for group in {who.group for who in counts}}
        self.alike = Counter(who.name for who in counts)
        self.found = Matches()

    def matches(self) -> Matches:
        left = [who for who in self.counts if not (self._by_number(who) or self._by_memory(who))]
        unsure = [who for who in left if not self._by_name(who)]
        ours = {who.group for who in self.found.people}
        ours |= {group for group, unit in self.units.items() if unit is not None}
        for who in unsure:
            self._ask(who, is_foreign=bool(who.group) and who.group not in ours)
        self.found.doubts.sort(key=lambda doubt: (not doubt.offered, doubt.who))
        return self.found

    def _by_number(self, who: Who) -> bool:
        known = self.staff.by_number.get(who.number) if who.number else None
        if known is None or (who.name and plain_name(known.name) != who.name):
            return False
        self.found.people[who] = known
        return True

    def _by_memory(self, who: Who) -> bool:
        row = self.said.get((who.called, who.group))
        if row is None:
            return False
        known = self.staff.by_pk.get(row.person_id) if row.person_id else None
        self.found.remembered.append((row, known))
        if known is None:
            self.found.outsiders[who] = self.counts[who]
        else:
            self.found.people[who] = known
        return True

    def _by_name(self, who: Who) -> bool:
        """The only one of the name; where the file tells units, one who stood there."""
        namesakes = self._namesakes(who)
        unit = self.units[who.group]
        if unit is not None:
            namesakes = [known for known in namesakes if unit in known.unit_ids]
        elif who.group and self._tells_units():
            return False
        is_clear = len(namesakes) == 1 and (unit is not None or self.alike[who.name] == 1)
        if is_clear and not self._is_anothers(who, namesakes[0]):
            self.found.people[who] = namesakes[0]
            return True
        return False

    def _namesakes(self, who: Who) -> list[Known]:
        """People of this name; of several those who stood anywhere in the days of the file."""
        found = self.staff.by_name.get(who.name, []) if who.name else []
        return [known for known in found if known.unit_ids] or found

    def _tells_units(self) -> bool:
        return any(unit is not None for unit in self.units.values())

    def _is_anothers(self, who: Who, known: Known) -> bool:
        """Whether the number beside the name is that of somebody else of ours."""
        holder = self.staff.by_number.get(who.number) if who.number else None
        return holder is not None and holder is not known

    def _ask(self, who: Who, *, is_foreign: bool) -> None:
        namesakes = self.staff.by_name.get(who.name, [])
        holder = self.staff.by_number.get(who.number) if who.number else None
        if is_foreign and not namesakes and holder is None:
            self.found.outsiders[who] = self.counts[who]
            return
        offered = dict.fromkeys([*namesakes, *([holder] if holder else []), *self.staff.like(who.name)])
        why = self._why(who, namesakes, holder, is_foreign=is_foreign)
        self.found.doubts.append(Doubt(who, why, self.counts[who], tuple(offered)[:MOST_OFFERED]))

    def _why(self, who: Who, namesakes: list[Known], holder: Known | None, *, is_foreign: bool) -> str:
        if holder is not None and holder not in namesakes:
            return f"工号{who.number}是{holder.name}的"
        if len(namesakes) > 1:
            return f"有{len(namesakes)}位{who.name}"
        if namesakes and (is_foreign or self.units[who.group] is None) and who.group:
            return f"有同名的人员，但“{who.group}”不是本局的窗口单位"
        if namesakes and who.group:
            return f"有同名的人员，但不在“{who.group}”"
        if namesakes:
            return f"文件里有{self.alike[who.name]}位{who.name}"
        return "人员名单里没有这个姓名" if who.name else "人员名单里没有这个工号"


def _known(row: StaffMember, postings: list[tuple[int, date, date | None]], units: dict[int, Unit]) -> Known:
    names = dict.fromkeys(units[unit].name for unit, _, _ in postings)
    sound = row.pinyin.split(" ")[0]
    return Known(row.pk, row.name, row.number, sound, tuple(postings), "、".join(names) or "未进驻")
