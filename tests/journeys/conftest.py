"""The site on the morning after the real month: nothing in it but the bureau and two accounts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from tests.conftest import NOON
from tests.journeys.browser import Desk
from units.models import User

SHEET = Path(__file__).resolve().parents[2] / "yanling_assess" / "demo" / "findings-2026-09.csv"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def sheet() -> bytes:
    """The month of real findings, as Excel saves it: UTF-8 with BOM."""
    return SHEET.read_bytes()


@pytest.fixture
def clerk_desk(clerk: User) -> Desk:
    return Desk(clerk)


@pytest.fixture
def chief_desk(chief: User) -> Desk:
    return Desk(chief)
