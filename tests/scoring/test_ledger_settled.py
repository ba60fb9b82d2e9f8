"""事项台账: one row is dismissed where it stands, with its reason, and taken back there."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from scoring.models import ScoreEvent
from tests.conftest import NOON, logged_in
from tests.scoring.factories import recorded_event
from units.models import Unit, User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(clerk: User, unit: Unit) -> ScoreEvent:
    return recorded_event(clerk, unit)


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def settle(desk: Client, **fields: str) -> Any:
    return desk.post("/ledger/confirm/", {"form_key": str(uuid.uuid4()), "query": "status=pending", **fields})


def dismiss(desk: Client, event: ScoreEvent, reason: str, version: int | None = None) -> Any:
    seen = f"{event.pk}:{version or event.version}"
    return settle(desk, **{"not": seen, f"why:{event.pk}": reason})


def told(answer: Any) -> str:
    return "".join(str(message) for message in get_messages(answer.wsgi_request))


def test_a_row_is_dismissed_with_its_reason_and_taken_back(desk: Client, event: ScoreEvent) -> None:
    answer = dismiss(desk, event, " 当日已请假 ")

    assert answer.headers["Location"] == f"/ledger/?status=pending&done={event.pk}#e{event.pk}"
    event.refresh_from_db()
    assert (event.status, event.settled_reason) == ("dismissed", "当日已请假")
    assert "撤销" in desk.get(answer.headers["Location"]).content.decode()

    settle(desk, undo=f"{event.pk}:{event.version}")
    event.refresh_from_db()
    assert event.status == "pending"


def test_a_row_is_not_dismissed_without_a_reason(desk: Client, event: ScoreEvent) -> None:
    answer = dismiss(desk, event, "  ")

    assert "请写明理由" in told(answer)
    event.refresh_from_db()
    assert event.status == "pending"


def test_what_somebody_else_changed_is_not_dismissed_and_the_reason_is_not_lost(
    desk: Client, event: ScoreEvent
) -> None:
    ScoreEvent.objects.filter(pk=event.pk).update(version=event.version + 1)

    answer = dismiss(desk, event, "当日已请假")

    assert "刚刚被别人处理过" in told(answer)
    assert "您写的理由：当日已请假" in told(answer)
    event.refresh_from_db()
    assert event.status == "pending"


@pytest.mark.parametrize("role", ["head", "leader", "admin", "stranger"])
def test_others_cannot_dismiss(cast: dict[str, User], event: ScoreEvent, role: str) -> None:
    assert dismiss(logged_in(cast[role]), event, "理由").status_code == 403
    event.refresh_from_db()
    assert event.status == "pending"
