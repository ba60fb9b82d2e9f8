"""The tables of who gets what answer, a module a room: `GET`, `POST`, and `paths(world)`.

A row of a table is an address's name, with a case where it has several (own, other, a month's state), and the
status for each of `COLUMNS`. They are written by hand from DESIGN's table of who may do what, never from the
code of the rights. `paths` gives each row its address on the small site, and writes what rows it needs.

How to review them: open one room beside DESIGN's table of who may do what, and read each row as a sentence.
“scoring:finding other, head, 404”: the head of a unit asks for a finding of another unit, and it does not
exist. 200 and “may” say that the role gets in, so look at each of them and ask: does this role need that?
403 says that nobody of the role ever does, 404 that this row is not theirs, 405 that only a form goes there.
August is published, September closed, October open. `states` holds what differs, by hand again, when October
is under review or when August and September were opened again; a row that is not there stays as it is here.
After a change of the tables the one who reviewed says so in the commit that brings them.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from tests.access.states import DIFFERENT
from tests.access.world import World

COLUMNS = [
    "anonymous",
    "stranger",
    "clerk",
    "chief",
    "head",
    "other_head",
    "discipline",
    "office",
    "leader",
    "admin",
]


def rooms() -> list[ModuleType]:
    """Every room's module."""
    return [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]


def table(name: str, state: str = "") -> dict[str, dict[str, str]]:
    """All rooms' tables GET or POST as one: {row: {who: status}}, with what differs in a state."""
    found: dict[str, dict[str, str]] = {}
    for room in rooms():
        for key, row in rows_of(getattr(room, name)):
            assert key not in found, f"{key} stands twice"
            found[key] = row
    different = changed(name, state)
    assert set(different) <= set(found), "what differs is no row of the table"
    return found | different


def changed(name: str, state: str) -> dict[str, dict[str, str]]:
    """The rows that differ in that state."""
    return dict(rows_of(DIFFERENT[state, name])) if state else {}


def rows_of(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for line in text.strip().splitlines():
        parts = line.split()
        yield " ".join(parts[: -len(COLUMNS)]), dict(zip(COLUMNS, parts[-len(COLUMNS) :], strict=True))


def all_paths(world: World) -> dict[str, str]:
    """Every row's key with its address."""
    found: dict[str, str] = {}
    for room in rooms():
        found |= room.paths(world)
    return found
