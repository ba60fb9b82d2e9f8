"""The small site of `world`, at noon of 8 October 2026."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.access.world import World, build_world
from tests.conftest import NOON
from units.models import Unit, User


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)
