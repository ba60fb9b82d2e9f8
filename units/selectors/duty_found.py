"""谁在岗 searched: the persons who were looked for, or the windows, each at its place."""

from dataclasses import replace

from units.selectors.on_duty import PlaceDuty, UnitDuty
from units.selectors.people import people_found


def found_on_duty(units: list[UnitDuty], words: str) -> list[UnitDuty]:
    """The units with the places that fit: a window that is called so whole, else the persons called so."""
    if not words:
        return units
    people = people_found(words)
    narrowed = [replace(unit, places=_places(unit.places, words, people)) for unit in units]
    return [unit for unit in narrowed if unit.places]


def _places(places: list[PlaceDuty], words: str, people: frozenset[int]) -> list[PlaceDuty]:
    found = [place if _is_called(place, words) else _of(place, people) for place in places]
    return [place for place in found if place.people or place.guests or _is_called(place, words)]


def _of(place: PlaceDuty, people: frozenset[int]) -> PlaceDuty:
    return replace(
        place,
        people=[one for one in place.people if one.person_id in people],
        guests=[one for one in place.guests if one.person_id in people],
    )


def _is_called(place: PlaceDuty, words: str) -> bool:
    return place.window is not None and words in f"{place.window.number} {place.window.name}"
