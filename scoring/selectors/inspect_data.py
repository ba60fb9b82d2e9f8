"""What the phone needs to work without a connection: units, people as posted today, behaviours, checks.

Read when the page opens and kept on the device until the session ends (docs/decisions/inspect_on_a_phone.md).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone

from scoring.checklist import CHECKS
from scoring.models import InspectionDraw
from scoring.rulebook import Behaviour, Edition
from scoring.selectors.behaviours import behaviour_or_none, is_false_praise, is_light
from scoring.selectors.entry_choices import (
    BehaviourChoice,
    PersonChoice,
    behaviour_choices,
    choice_value,
    entry_choices,
)
from scoring.selectors.exempt_kinds import kinds_of
from scoring.selectors.visits import days_since, is_open, last_visits
from units.models import LeaveSlip, Posting, Unit, Window
from units.pinyin import search_key

DRAWS_KEPT = timedelta(days=7)
OFTEN = 3
"""A rival pair whose other side names more clauses than this says nothing about one of them."""


def inspect_data(at: datetime, edition: Edition) -> dict[str, Any]:
    """All of it, as JSON has it; seven queries."""
    today = timezone.localdate(at)
    choices = entry_choices(today)
    return {
        "today": today.isoformat(),
        "units": _units(choices.units, today),
        "windows": [_window(window) for window in choices.windows if window.in_use],
        "people": _people(choices.people, today),
        "categories": [{"number": entry.number, "name": entry.name} for entry in edition.categories],
        "clauses": {number: clause.text for number, clause in edition.clauses.items()},
        "behaviours": [_behaviour(choice, edition) for choice in _offered(edition)],
        "checks": [
            {"name": check.name, "about": check.about, "offers": _known(edition, check.offers)}
            for check in CHECKS
        ],
        "draws": [_draw(row) for row in draws_since(at - DRAWS_KEPT)],
    }


def draws_since(at: datetime) -> QuerySet[InspectionDraw]:
    """The draws of late, newest first."""
    return InspectionDraw.objects.filter(at__gte=at).select_related("by")


def _units(units: Iterable[Unit], today: date) -> list[dict[str, Any]]:
    last = last_visits()
    open_today = [unit for unit in units if is_open(unit, today)]
    return [_unit(unit, days_since(last.get(unit.pk), today)) for unit in open_today]


def _unit(unit: Unit, days: int | None) -> dict[str, Any]:
    find = f"{unit.name} {unit.short_name} {search_key(unit.name)}".lower()
    return {"id": unit.pk, "name": unit.name, "find": find, "days": days}


def _window(window: Window) -> dict[str, Any]:
    return {"id": window.pk, "unit": window.unit_id, "number": window.number, "name": window.name}


def _people(people: Iterable[PersonChoice], today: date) -> list[dict[str, Any]]:
    first = dict(Posting.objects.order_by().values_list("person").annotate(first=Min("starts_on")))
    away = _away(today)
    return [_person(choice, first, away, today) for choice in people]


def _person(
    choice: PersonChoice, first: Mapping[int, date], away: Mapping[int, str], today: date
) -> dict[str, Any]:
    person = choice.person
    kinds = kinds_of(person, first=first.get(person.pk), stands_in=choice.stands_in, on=today)
    return {
        "id": person.pk,
        "name": person.name,
        "find": choice.find,
        "unit": None if choice.is_gone else choice.unit_id,
        "window": None if choice.is_gone else choice.window_id,
        "place": f"{choice.unit_name} {choice.place}".strip(),
        "party": person.party_member,
        "kinds": sorted(kinds),
        "away": away.get(person.pk, ""),
    }


def _away(today: date) -> dict[int, str]:
    """Who has handed in a slip for today, and which."""
    slips = LeaveSlip.objects.filter(starts_on__lte=today, ends_on__gte=today, returned_on__isnull=True)
    standing = (LeaveSlip.State.REGISTERED, LeaveSlip.State.SIGNED)
    return {slip.person_id: _leave(slip) for slip in slips.filter(state__in=standing).order_by("id")}


def _leave(slip: LeaveSlip) -> str:
    hours = f"{slip.out_from:%H:%M}起" if slip.out_from else ""
    return f"请假：{slip.get_kind_display()}{hours}（{slip.get_state_display()}）"


def _offered(edition: Edition) -> list[BehaviourChoice]:
    """All that may be entered, but for 弄虚作假, which names a praise on record and is entered at a desk."""
    return behaviour_choices(edition, (entry for entry in edition.entered if not is_false_praise(entry)))


def _behaviour(choice: BehaviourChoice, edition: Edition) -> dict[str, Any]:
    entry = choice.behaviour
    measure = entry.measure
    return {
        "value": choice.value,
        "clause": entry.clause,
        "name": entry.name,
        "category": entry.category,
        "points": choice.points,
        "words": list(entry.words),
        "person": entry.needs_person,
        "party": entry.party_members_only,
        "exempt": list(entry.exempt),
        "light": is_light(entry, edition),
        "measure": {"name": measure.name, "unit": measure.unit, "rule": measure.rule} if measure else None,
        "hints": [*choice.cautions, *_proposals(entry, edition)],
    }


def _proposals(entry: Behaviour, edition: Edition) -> list[str]:
    """Which of two clauses is proposed when, where the pair is about this act (R16)."""
    return [
        rival.proposed
        for rival in edition.rivals_of(entry)
        if not rival.both and max(len(rival.one), len(rival.other)) <= OFTEN
    ]


def _known(edition: Edition, offers: Iterable[tuple[str, str]]) -> list[str]:
    found = (behaviour_or_none(edition, clause, name) for clause, name in offers)
    return [choice_value(entry) for entry in found if entry is not None]


def _draw(row: InspectionDraw) -> dict[str, Any]:
    at = timezone.localtime(row.at)
    return {"id": row.pk, "label": f"{at.month}月{at.day}日 {at:%H:%M} {row.by}抽取", "chosen": row.chosen}
