"""People of the tests of units, leave and postings."""

import pytest

from tests.units.leave import posted
from units.models import StaffMember, Unit, Window


@pytest.fixture
def mate(unit: Unit) -> StaffMember:
    """李强 of 4号窗口, in the unit of `person`."""
    return posted("李强", "005", unit, Window.objects.create(unit=unit, number="4号窗口"))
