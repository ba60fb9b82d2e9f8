"""The site at noon of 8 October 2026, with September of three units closed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from notices.models import PrintRun
from notices.services.print_runs import ask_for_sheets
from scoring.models import MonthResult
from tests.conftest import NOON
from units.models import User

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _in_october(time_machine: Any) -> None:
    time_machine.move_to(NOON, tick=True)


@pytest.fixture
def run(september: MonthResult, chief: User) -> PrintRun:
    return ask_for_sheets(month=SEPTEMBER, by=chief, at=NOON)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is looked at."""
    seconds = iter(range(10_000))
    return lambda: NOON + timedelta(seconds=next(seconds))
