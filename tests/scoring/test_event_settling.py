"""Settling on the event's page: by whom, once, with a reason, and never over somebody else's."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from records.changes import changes_of
from scoring.models import ScoreEvent
from scoring.services.settling import confirm_event, waive_event
from tests.conftest import NOON, logged_in
from tests.scoring.factories import closed, recorded_event
from units.models import StaffMember, Unit, User


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(clerk: User, unit: Unit) -> ScoreEvent:
    return recorded_event(clerk, unit)


def act(desk: Client, event: ScoreEvent, what: str, **more: Any) -> Any:
    data = {"form_key": str(uuid.uuid4()), "version": event.version} | more
    return desk.post(f"/events/{event.pk}/{what}/", data)


WRITES = ["confirm", "dismiss", "reopen", "person", "waive"]


@pytest.mark.parametrize("what", WRITES)
@pytest.mark.parametrize(
    "role", ["head", "other_head", "leader", "discipline", "office", "admin", "stranger"]
)
def test_others_cannot_settle(cast: dict[str, User], event: ScoreEvent, role: str, what: str) -> None:
    assert act(logged_in(cast[role]), event, what, reason="理由").status_code == 403
    event.refresh_from_db()
    assert (event.status, event.version) == ("pending", 1)


def test_clerk_cannot_waive_but_the_chief_can(clerk: User, chief: User, event: ScoreEvent) -> None:
    assert act(logged_in(clerk), event, "waive", reason="突发疾病").status_code == 403
    assert act(logged_in(chief), event, "waive", reason="突发疾病").status_code == 302
    event.refresh_from_db()
    assert (event.status, event.settled_reason, event.settled_by) == ("waived", "突发疾病", chief)


def test_waiver_is_taken_back_by_the_chief_alone(clerk: User, chief: User, event: ScoreEvent) -> None:
    waived = waive_event(event=event, expected_version=1, reason="突发疾病", by=chief, at=NOON)
    answer = act(logged_in(clerk), waived, "reopen")
    assert (answer.status_code, "只能由负责人退回" in answer.content.decode()) == (409, True)
    assert act(logged_in(chief), waived, "reopen").status_code == 302


@pytest.mark.parametrize(
    ("what", "more", "status"),
    [("confirm", {}, "confirmed"), ("dismiss", {"reason": "查无此事"}, "dismissed")],
    ids=["confirm", "dismiss"],
)
def test_settling_leads_back_to_the_event(
    clerk: User, event: ScoreEvent, what: str, more: dict[str, str], status: str
) -> None:
    answer = act(logged_in(clerk), event, what, **more)
    assert answer.headers["Location"] == f"/events/{event.pk}/"
    event.refresh_from_db()
    assert event.status == status


def test_same_form_sent_twice_settles_once(clerk: User, event: ScoreEvent) -> None:
    desk, key = logged_in(clerk), str(uuid.uuid4())
    for _ in range(2):
        assert act(desk, event, "confirm", form_key=key).status_code == 302
    event.refresh_from_db()
    assert event.version == 2


def test_reason_left_out_is_asked_for_and_nothing_changes(clerk: User, event: ScoreEvent) -> None:
    answer = act(logged_in(clerk), event, "dismiss", reason=" ")
    assert (answer.status_code, "请写明理由" in answer.content.decode()) == (409, True)
    event.refresh_from_db()
    assert event.status == "pending"


def test_settling_what_changed_meanwhile_shows_what_it_is_now(clerk: User, event: ScoreEvent) -> None:
    confirm_event(event=event, expected_version=1, by=clerk, at=NOON)
    page = act(logged_in(clerk), event, "dismiss", version=1, reason="查无此事").content.decode()
    assert "刚刚被别人处理过" in page
    assert "已核实" in page
    assert "查无此事" in page


@pytest.mark.parametrize(
    "data", [{"version": ""}, {"version": "x"}, {"version": "9" * 50}, {"form_key": "x"}], ids=str
)
def test_malformed_settling_is_refused_without_breaking(
    clerk: User, event: ScoreEvent, data: dict[str, str]
) -> None:
    assert act(logged_in(clerk), event, "confirm", **data).status_code == 409
    event.refresh_from_db()
    assert event.status == "pending"


def test_unknown_person_is_named_with_one_click(clerk: User, unit: Unit, person: StaffMember) -> None:
    event = recorded_event(clerk, unit, clause="1.1", behaviour="迟到")
    desk = logged_in(clerk)
    assert "王芳" in desk.get(f"/events/{event.pk}/").content.decode()
    act(desk, event, "person", person=person.pk)
    event.refresh_from_db()
    assert (event.person, event.version) == (person, 2)
    change = changes_of(event).first()
    assert change is not None
    assert (change.action, change.after) == ("查明人员", {"人员": "王芳"})


def test_naming_a_non_member_for_the_party_badge_is_refused(
    clerk: User, unit: Unit, person: StaffMember
) -> None:
    event = recorded_event(clerk, unit, clause="5.1", behaviour="党员未佩戴党徽")
    answer = act(logged_in(clerk), event, "person", person=person.pk)
    assert (answer.status_code, "王芳不是党员" in answer.content.decode()) == (409, True)


def test_person_of_a_closed_month_is_not_named(clerk: User, unit: Unit, person: StaffMember) -> None:
    event = recorded_event(clerk, unit, on=date(2026, 9, 3), clause="1.1", behaviour="迟到", verified=True)
    closed(date(2026, 9, 1))
    assert "2026年9月已定分" in act(logged_in(clerk), event, "person", person=person.pk).content.decode()
    event.refresh_from_db()
    assert event.person is None
