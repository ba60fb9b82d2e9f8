"""Correcting an event and a finding: while the month is open; two editors at once."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from records.changes import changes_of
from scoring.models import Finding, ScoreEvent
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


def edited(event: ScoreEvent, **more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "version": event.version,
        "behaviour": f"{event.clause}|{event.behaviour}",
        "times": event.times,
    } | more


def test_event_is_corrected_and_the_change_told(clerk: User, event: ScoreEvent, person: StaffMember) -> None:
    url = f"/events/{event.pk}/edit/"
    logged_in(clerk).post(
        url, edited(event, behaviour="4.5|玩游戏", times=2, person=person.pk, problem_title="游戏")
    )
    event.refresh_from_db()
    assert (event.behaviour, event.times, event.person, str(event.problem)) == ("玩游戏", 2, person, "游戏")
    change = changes_of(event).first()
    assert change is not None
    assert change.before == {"人员": None, "行为": "接打手机", "次数": 1, "同一问题": None}


def test_second_editor_of_an_event_sees_both_texts(clerk: User, chief: User, event: ScoreEvent) -> None:
    url = f"/events/{event.pk}/edit/"
    logged_in(chief).post(url, edited(event, bulletin="第1期"))
    answer = logged_in(clerk).post(url, edited(event, bulletin="第2期"))
    page = answer.content.decode()
    assert "刚刚被别人修改过" in page
    assert "第1期" in page
    assert "第2期" in page
    event.refresh_from_db()
    assert event.bulletin == "第1期"


def seen(finding: Finding, **more: Any) -> dict[str, Any]:
    return {
        "form_key": str(uuid.uuid4()),
        "version": finding.version,
        "happened_on": finding.happened_on.isoformat(),
        "source": finding.source,
        "fact": finding.fact,
    } | more


def test_finding_moved_to_another_day_takes_its_events_along(clerk: User, event: ScoreEvent) -> None:
    finding = event.finding
    answer = logged_in(clerk).post(f"/findings/{finding.pk}/edit/", seen(finding, happened_on="2026-09-30"))
    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.counts_in, event.finding.happened_on) == (date(2026, 9, 1), date(2026, 9, 30))


def test_second_editor_of_a_finding_sees_both_texts(clerk: User, chief: User, event: ScoreEvent) -> None:
    url = f"/findings/{event.finding_id}/edit/"
    logged_in(chief).post(url, seen(event.finding, fact="负责人改过"))
    page = logged_in(clerk).post(url, seen(event.finding, fact="经办人改过")).content.decode()
    assert "负责人改过" in page
    assert "经办人改过" in page
    assert Finding.objects.get().fact == "负责人改过"


FROZEN = ["/events/{event}/edit/", "/findings/{finding}/edit/"]


@pytest.mark.parametrize("url", FROZEN, ids=["event", "finding"])
def test_what_stands_in_a_closed_month_is_not_corrected(clerk: User, unit: Unit, url: str) -> None:
    event = recorded_event(clerk, unit, on=date(2026, 9, 3), verified=True)
    closed(date(2026, 9, 1))
    data = edited(event) | seen(event.finding, fact="改过")
    page = logged_in(clerk).post(url.format(event=event.pk, finding=event.finding_id), data).content.decode()
    assert "2026年9月已定分" in page
    event.refresh_from_db()
    assert (event.version, event.finding.version) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"fact": ""},
        {"happened_on": "x"},
        {"happened_on": "2027-01-01"},
        {"window": "99"},
        {"source": "梦"},
        {"fact": "\x00"},
    ],
    ids=str,
)
def test_bad_correction_is_refused_with_what_was_typed(
    clerk: User, event: ScoreEvent, change: dict[str, str]
) -> None:
    data = seen(event.finding, proof="写了一半的证明") | change
    answer = logged_in(clerk).post(f"/findings/{event.finding_id}/edit/", data)
    assert (answer.status_code, "写了一半的证明" in answer.content.decode()) == (200, True)
    event.finding.refresh_from_db()
    assert event.finding.version == 1


@pytest.mark.parametrize("role", ["head", "leader", "admin"])
def test_others_cannot_correct(cast: dict[str, User], event: ScoreEvent, role: str) -> None:
    desk = logged_in(cast[role])
    for url in (f"/events/{event.pk}/edit/", f"/findings/{event.finding_id}/edit/"):
        assert desk.get(url).status_code == 403
        assert desk.post(url, edited(event)).status_code == 403
