"""The tables of who gets what answer, a module a room: `GET`, `POST`, and `paths(world)`.

A row of a table is an address's name, with a case where it has several (own, other, a month's state), and the
status for each of `COLUMNS`. They are written by hand from DESIGN's table of who may do what, never from the
code of the rights. `paths` gives each row its address on the small site, and writes what rows it needs.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

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


def table(name: str) -> dict[str, dict[str, str]]:
    """All rooms' tables GET or POST as one: {row: {who: status}}."""
    found: dict[str, dict[str, str]] = {}
    for room in rooms():
        for line in getattr(room, name).strip().splitlines():
            parts = line.split()
            key = " ".join(parts[: -len(COLUMNS)])
            assert key not in found, f"{key} stands twice"
            found[key] = dict(zip(COLUMNS, parts[-len(COLUMNS) :], strict=True))
    return found


def all_paths(world: World) -> dict[str, str]:
    """Every row's key with its address."""
    found: dict[str, str] = {}
    for room in rooms():
        found |= room.paths(world)
    return found
