"""September told: what follow-ups of it are made from."""

import pytest

from notices.models import Notice
from tests.conftest import make_user
from tests.notices.follow_ups.making import SEPTEMBER, told
from units.models import Role, StaffMember, Unit, User


@pytest.fixture
def notice(clerk: User, chief: User, unit: Unit, other_unit: Unit, person: StaffMember) -> Notice:
    """A bulletin of September without any event."""
    return told(SEPTEMBER, chief)


@pytest.fixture
def discipline(unit: Unit) -> User:
    return make_user("discipline", "纪检己", Role.DISCIPLINE)
