"""What the entry form offers: units, windows, people as posted on the day, behaviours by what people say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from scoring.models import Problem, ScoreEvent
from scoring.rulebook import Behaviour, Category, Edition
from scoring.rulebook.points import show
from scoring.selectors.behaviours import FALSE_PRAISE
from units.models import Posting, StaffMember, Unit, Window

MOST_SUGGESTED = 6
RECENT = 200
GONE = "已离开"


@dataclass(frozen=True)
class PersonChoice:
    """A person as offered: where posted on the day, or last."""

    person: StaffMember
    unit_id: int | None
    unit_name: str
    place: str
    """“3号窗口 B岗”; “已离开” for who no longer stands anywhere that day."""
    window_id: int | None = None
    stands_in: bool = False
    """替岗 on the day."""

    @property
    def is_gone(self) -> bool:
        return self.place == GONE

    @property
    def key(self) -> str:
        return str(self.person.pk)

    @property
    def find(self) -> str:
        """What a search looks through: name, pinyin, number."""
        return f"{self.person.name} {self.person.pinyin} {self.person.number}".lower()


@dataclass(frozen=True)
class EntryChoices:
    """Units, windows and people, read once for a form (three queries)."""

    units: list[Unit]
    windows: list[Window]
    people: list[PersonChoice]

    @cached_property
    def unit_by_key(self) -> dict[str, Unit]:
        return {str(unit.pk): unit for unit in self.units}

    @cached_property
    def window_by_key(self) -> dict[str, Window]:
        return {str(window.pk): window for window in self.windows}

    @cached_property
    def person_by_key(self) -> dict[str, StaffMember]:
        return {choice.key: choice.person for choice in self.people}

    @cached_property
    def choice_by_person(self) -> dict[int, PersonChoice]:
        return {choice.person.pk: choice for choice in self.people}

    @cached_property
    def people_by_unit(self) -> list[tuple[int | None, str, list[PersonChoice]]]:
        """(unit id, unit name, people) in the office's order, who stands nowhere last."""
        groups: dict[int | None, list[PersonChoice]] = {unit.pk: [] for unit in self.units}
        for choice in self.people:
            groups.setdefault(choice.unit_id, []).append(choice)
        names = {unit.pk: unit.name for unit in self.units}
        return [(key, names.get(key or 0, "未进驻"), people) for key, people in groups.items() if people]

    @cached_property
    def windows_by_unit(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Option groups of the window select."""
        names = {unit.pk: unit.name for unit in self.units}
        groups: dict[str, list[tuple[str, str]]] = {}
        for window in self.windows:
            label = f"{window.number} {window.name}".strip()
            groups.setdefault(names[window.unit_id], []).append((str(window.pk), label))
        return list(groups.items())


def entry_choices(on: date) -> EntryChoices:
    """What can be entered for a day; three queries."""
    units = list(Unit.objects.all())
    windows = list(Window.objects.order_by("unit__order", "unit_id", "id"))
    return EntryChoices(units, windows, people_on(on))


def people_on(on: date, *, unit_ids: Iterable[int] | None = None) -> list[PersonChoice]:
    """Everyone ever posted, each with the posting of the day, else the latest one; one query."""
    postings = Posting.objects.select_related("person", "unit", "window").order_by("starts_on", "id")
    if unit_ids is not None:
        postings = postings.filter(unit_id__in=list(unit_ids))
    latest: dict[int, PersonChoice] = {}
    for posting in postings:
        standing = posting.starts_on <= on and (posting.ends_on is None or posting.ends_on >= on)
        if standing or not _stands(latest.get(posting.person_id)):
            latest[posting.person_id] = _choice(posting, standing=standing)
    return sorted(latest.values(), key=lambda choice: choice.person.number)


def _stands(choice: PersonChoice | None) -> bool:
    return choice is not None and not choice.is_gone


def _choice(posting: Posting, *, standing: bool) -> PersonChoice:
    window = posting.window.number if posting.window else ""
    post = "" if posting.post == Posting.Post.A else posting.get_post_display()
    place = " ".join(part for part in (window, post) if part) if standing else GONE
    stands_in = standing and posting.post == Posting.Post.SUBSTITUTE
    return PersonChoice(
        posting.person, posting.unit_id, posting.unit.name, place, posting.window_id, stands_in
    )


@dataclass(frozen=True)
class BehaviourChoice:
    """A behaviour as offered: the paper's words and the points."""

    behaviour: Behaviour
    text: str
    points: str

    @property
    def value(self) -> str:
        return choice_value(self.behaviour)

    @property
    def measure_unit(self) -> str:
        return self.behaviour.measure.unit if self.behaviour.measure else ""

    @property
    def note(self) -> str:
        """Threshold, proof and warning in one line."""
        rule = [self.behaviour.measure.rule] if self.behaviour.measure else []
        return "；".join([*rule, *self.cautions])

    @property
    def cautions(self) -> list[str]:
        """Proof and warning."""
        found = self.behaviour
        parts = (
            f"要有{found.proof}" if found.proof else "",
            "查实后才计分" if found.needs_verification else "",
            found.warning.rstrip("。"),
        )
        return [part for part in parts if part]


def choice_value(behaviour: Behaviour) -> str:
    """“1.1|迟到”"""
    return f"{behaviour.clause}|{behaviour.name}"


def points_text(behaviour: Behaviour) -> str:
    """“−2分/每人次”, “+0.5分/每件次”, “本类不得分”."""
    if behaviour.effect == "empty":
        return "本类不得分"
    if behaviour.halves is None:
        return "不计分"
    text = show(behaviour.halves).replace("-", "−") if behaviour.halves < 0 else f"+{show(behaviour.halves)}"
    return f"{text}分" + (f"/{behaviour.basis}" if behaviour.basis else "")


def behaviour_choices(edition: Edition, behaviours: Iterable[Behaviour]) -> list[BehaviourChoice]:
    return [BehaviourChoice(b, edition.clause(b.clause).text, points_text(b)) for b in behaviours]


def behaviours_by_category(edition: Edition) -> list[tuple[Category, list[BehaviourChoice]]]:
    """All that may be entered, by category."""
    return [
        (
            category,
            behaviour_choices(edition, (b for b in edition.entered if b.category == category.number)),
        )
        for category in edition.categories
    ]


def suggested(edition: Edition, fact: str) -> list[Behaviour]:
    """Behaviours whose name or everyday words stand in what was typed, the longest match first."""
    text = fact.lower()
    weighed = [(_likeness(behaviour, text), behaviour) for behaviour in edition.entered]
    hits = sorted((hit for hit in weighed if hit[0][0]), key=lambda hit: hit[0], reverse=True)
    return [behaviour for _, behaviour in hits[:MOST_SUGGESTED]]


def _likeness(behaviour: Behaviour, text: str) -> tuple[int, int]:
    """How long a word of it stands in the text, and how near to the front that word is among its own."""
    words = (behaviour.name, *behaviour.words)
    found = [(len(word), -at) for at, word in enumerate(words) if len(word) > 1 and word.lower() in text]
    return max(found, default=(0, 0))


def problem_titles() -> list[tuple[int, str]]:
    """The newest problems as (unit id, title)."""
    return list(Problem.objects.order_by("-id").values_list("unit_id", "title")[:RECENT])


def recent_praise(*, clause: str, also: int | None = None) -> list[ScoreEvent]:
    """Praise not yet dismissed, newest first: what 弄虚作假 may be about; `also` is there however old."""
    praise = ScoreEvent.objects.filter(clause=clause).exclude(behaviour=FALSE_PRAISE[1])
    praise = praise.exclude(status=ScoreEvent.Status.DISMISSED).select_related("unit", "finding")
    found = list(praise.order_by("-finding__happened_on", "-id")[:RECENT])
    if also is not None and all(event.pk != also for event in found):
        found += list(praise.filter(pk=also))
    return found
