"""People as a typed field offers them: name and number, found by pinyin, with where they stand that day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from units.models import Posting, StaffMember


@dataclass(frozen=True)
class PersonOption:
    """A person as offered: “王芳 RS001”, and beside it pinyin and place."""

    person: StaffMember
    place: str

    @property
    def value(self) -> str:
        return f"{self.person.name} {self.person.number}"

    @property
    def label(self) -> str:
        """What a browser shows and searches beside the value."""
        return f"{self.person.pinyin} {self.place}".strip()


@dataclass(frozen=True)
class PeopleOptions:
    """Everybody who may be named, read once for a form (one query)."""

    options: list[PersonOption]

    @cached_property
    def by_value(self) -> dict[str, PersonOption]:
        return {option.value: option for option in self.options}

    def matching(self, text: str) -> list[PersonOption]:
        """Who is meant by what was typed: the value, else number, name, pinyin or its initials."""
        typed = " ".join(text.split())
        if typed in self.by_value:
            return [self.by_value[typed]]
        for found in (
            [one for one in self.options if one.person.number.lower() == typed.lower()],
            [one for one in self.options if one.person.name == typed],
            [one for one in self.options if typed.lower() in one.person.pinyin.lower().split()],
        ):
            if found:
                return found
        return []


def people_found(words: str) -> frozenset[int]:
    """The keys of those whom words mean: part of a name, of its pinyin or initials, of a number."""
    named = Q(name__icontains=words) | Q(pinyin__icontains=words.lower()) | Q(number__icontains=words)
    return frozenset(StaffMember.objects.filter(named).values_list("pk", flat=True))


def people_options(on: date) -> PeopleOptions:
    """Everyone ever posted, with the place of the day, else “已离开”."""
    places: dict[int, PersonOption] = {}
    standing: set[int] = set()
    rows = Posting.objects.select_related("person", "unit", "window").order_by("starts_on", "id")
    for posting in rows:
        key = posting.person_id
        if posting.starts_on <= on and (posting.ends_on is None or on <= posting.ends_on):
            own = posting.post != Posting.Post.SUBSTITUTE
            if own or key not in standing:
                places[key] = PersonOption(posting.person, _place(posting))
            standing.add(key)
        elif key not in standing:
            places[key] = PersonOption(posting.person, "已离开" if posting.starts_on <= on else "尚未进驻")
    return PeopleOptions(sorted(places.values(), key=lambda option: option.person.number))


def _place(posting: Posting) -> str:
    window = posting.window.number if posting.window else ""
    return " ".join(part for part in (posting.unit.name, window, posting.get_post_display()) if part)
