"""Who and where a sheet speaks of: units, windows and people found by their names, or offered as new."""

import re
from datetime import date

from records.errors import Refusal
from units.models import Posting, StaffMember, Unit, Window


class Places:
    """The site's units, windows and postings, read once (three queries).

    With `create` a unit or window that the site does not know is made up, unsaved, to be created on import;
    without it, it is refused.
    """

    def __init__(self, *, create: bool) -> None:
        self.create = create
        units = list(Unit.objects.all())
        self.units = {name: unit for unit in units for name in (unit.short_name, unit.name) if name}
        self.windows = {
            (window.unit_id, window_key(window.number)): window for window in Window.objects.all()
        }
        self.postings: dict[str, list[Posting]] = {}
        for posting in Posting.objects.select_related("person"):
            for key in {posting.person.name, posting.person.number}:
                self.postings.setdefault(key, []).append(posting)
        self.new_units: dict[str, Unit] = {}
        self.new_windows: dict[tuple[str, str], Window] = {}

    def unit(self, name: str) -> Unit:
        """The unit of this name or short name."""
        found = self.units.get(name) or self.new_units.get(name)
        if found is not None:
            return found
        if not self.create:
            raise Refusal(
                f"没有名为“{name}”的窗口单位；请改正名称，或勾选“一并新建缺少的单位和窗口”。", field="unit"
            )
        self.new_units[name] = Unit(name=name)
        return self.new_units[name]

    def window(self, unit: Unit, number: str) -> Window | None:
        """The unit's window of this number: “3号窗口”, “3号” and “3” are one."""
        if not number:
            return None
        key = window_key(number)
        found = self.windows.get((unit.pk, key)) if unit.pk else None
        if found is not None:
            return found
        if not self.create:
            raise Refusal(
                f"“{unit.name}”没有“{number}”；请改正，或勾选“一并新建缺少的单位和窗口”。", field="window"
            )
        made = self.new_windows.get((unit.name, key))
        if made is None:
            made = self.new_windows[(unit.name, key)] = Window(unit=unit, number=number)
        return made

    def person(self, text: str, unit: Unit, on: date) -> StaffMember:
        """The person of this name or number: of the unit that day, else the only one of the name."""
        postings = self.postings.get(text, [])
        here = {p.person_id: p.person for p in postings if p.unit_id == unit.pk and _holds(p, on)}
        anywhere = {posting.person_id: posting.person for posting in postings}
        found = here if len(here) == 1 else anywhere
        if len(found) == 1:
            return next(iter(found.values()))
        if not found:
            raise Refusal(f"没有名为“{text}”的人员；请改正，或留空作为人员待查。", field="persons")
        numbers = "、".join(sorted(person.number for person in (here or found).values()))
        raise Refusal(f"有{len(here or found)}位“{text}”，请改写工号（{numbers}）。", field="persons")


def is_unsaved(place: Unit | Window) -> bool:
    """Whether it was made up for the preview and is still to be created."""
    return place._state.adding


def window_key(number: str) -> str:
    """What tells windows of a unit apart: the number without 号 and 窗口."""
    return re.sub(r"号?窗口$|号$", "", number.replace(" ", "")) or number


def _holds(posting: Posting, on: date) -> bool:
    return posting.starts_on <= on and (posting.ends_on is None or posting.ends_on >= on)
