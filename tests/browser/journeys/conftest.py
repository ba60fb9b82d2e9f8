"""What every journey begins with: the small site, and an album named after the role that the module is of."""

import pytest

from tests.access.world import World, build_world
from tests.browser.journeys.album import Album
from units.models import Unit, User


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    """August told, September closed, October open; one finding a month of each of two units."""
    return build_world(cast, unit, other_unit)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    return Album(request.module.ROLE)
