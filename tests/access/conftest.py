"""The small site of `world`, at noon of 8 October 2026, and the walks through it, done once a session."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.access.rooms import changed, table
from tests.access.states import REOPENED, REVIEW, bring_about
from tests.access.walk import FRONT_DOOR, Cell, Walk, Walked, cells, walk, walked_through, walking
from tests.access.world import World, build_world, small_site
from tests.conftest import NOON
from tests.drills.scale import scaled
from units.models import Unit, User


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Walked:
    """Every address as everybody."""
    folder = tmp_path_factory.mktemp("walk")
    with django_db_blocker.unblock(), walking(small_site, folder) as walker:
        return walked_through(walker)


@pytest.fixture(scope="session", params=[REVIEW, REOPENED])
def walked_in_state(
    request: Any, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> tuple[str, Walk, Walk]:
    """The state, and the GETs and forms asked again in it: what differs whole, of the rest one cell a row."""
    state, folder = request.param, tmp_path_factory.mktemp("state")
    with django_db_blocker.unblock(), walking(small_site, folder) as walker:
        bring_about(state, walker.world)
        gets, posts = (walk(walker, name, chosen(name, state)) for name in ("GET", "POST"))
    return state, gets, posts


def chosen(name: str, state: str) -> list[Cell]:
    """Of the rest only cells that get past the front door: a refusal of the role looks at no month."""
    rows = table(name, state)
    different = [(key, who) for key in changed(name, state) for who in rows[key]]
    inside = [(key, who) for key, who in cells(name, state) if rows[key][who] not in ("302", "403")]
    by_row: dict[str, list[Cell]] = {}
    for cell in inside:
        by_row.setdefault(cell[0], []).append(cell)
    one_each = [found[line % len(found)] for line, found in enumerate(by_row.values())]
    return list(dict.fromkeys(different + (inside if scaled(quick=0, full=1) else one_each)))


@pytest.fixture(scope="session")
def walked_posts_of_pages(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Walk:
    """Forms sent to addresses that only show something, by those who may most."""
    reading = [key for key in table("GET") if key not in table("POST") and key not in FRONT_DOOR]
    folder = tmp_path_factory.mktemp("reading")
    with django_db_blocker.unblock(), walking(small_site, folder) as walker:
        return walk(walker, "POST", [(key, who) for key in reading for who in ("chief", "admin")])
