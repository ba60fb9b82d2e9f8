"""Marks every test that touches the database, so that those alone can be run again on another one."""

import os

import pytest
from hypothesis import HealthCheck, settings

os.environ["OPENPYXL_LXML"] = "False"  # as records.workbooks does; tests may import openpyxl before it

# How long an example takes tells how busy the machine is, not whether the code is right.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

TOUCHES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sets the marker `database` by what a test asks for, not by what its author remembered."""
    for item in items:
        asked = TOUCHES.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")
