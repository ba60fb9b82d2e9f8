"""登记计分事项 of a true point: shown with its effect first, recorded as it was seen, once."""

import re
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from scoring.models import Complaint, ComplaintPoint, Finding, ScoreEvent
from scoring.services.deciding_complaints import decide_complaint
from tests.conftest import NOON, logged_in
from tests.scoring.complaints import a_complaint, decided, recorded, true_point
from tests.scoring.factories import recorded_event
from tests.scoring.test_record_page import text_of
from units.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def charges_url(point: ComplaintPoint) -> str:
    return f"/complaints/{point.complaint_id}/points/{point.pk}/events/"


def form_of(page: str, **more: Any) -> dict[str, Any]:
    """The checklist as a browser would send it unchanged."""
    fact = re.search(r'<textarea name="fact"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    digest = re.search(r'name="checked" value="(\w+)"', page)
    version = re.search(r'name="version" value="(\d+)"', page)
    picked = dict(re.findall(r'<select[^>]* name="(\w+)".*?<option value="(\d*)" selected', page, re.DOTALL))
    assert fact
    assert version
    return {
        "form_key": str(uuid.uuid4()),
        "step": "save",
        "version": version[1],
        "fact": fact[1],
        "lines": re.findall(r'name="lines" value="([^"]+)" checked', page),
        "checked": digest[1] if digest else "",
    } | {**picked, **more}


def looked_at(desk: Client, point: ComplaintPoint, **more: Any) -> dict[str, Any]:
    """The checklist after its effect was looked at, as the page would send it to be recorded."""
    page = desk.get(charges_url(point)).content.decode()
    return form_of(
        desk.post(charges_url(point), form_of(page, step="check", **more)).content.decode(), **more
    )


def test_proposal_is_shown_with_its_effect_and_recorded_as_seen(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    point = true_point(clerk, unit, "telling", text="材料没说全", person=person)
    page = desk.get(charges_url(point)).content.decode()
    seen = desk.post(charges_url(point), form_of(page, step="check", person=person.pk))
    assert "100 → 93 分" in text_of(seen)
    assert not Finding.objects.exists()

    answer = desk.post(charges_url(point), form_of(seen.content.decode(), person=person.pk))

    assert answer.headers["Location"] == f"/complaints/{point.complaint_id}/"
    finding = Finding.objects.get()
    assert finding.fact == "群众投诉材料没说全。经查：监控和录音证实"
    assert list(finding.events.values_list("clause", "person__name", "status")) == [
        ("2.9", "王芳", "confirmed"),
        ("3.1", "王芳", "confirmed"),
    ]


def test_saving_unseen_shows_the_effect_first(desk: Client, clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "attitude")
    page = desk.get(charges_url(point)).content.decode()

    answer = desk.post(charges_url(point), form_of(page))

    assert "100 → 95 分" in text_of(answer)
    assert not Finding.objects.exists()


def test_change_after_the_look_is_looked_at_again(desk: Client, clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "telling", text="材料没说全")
    data = looked_at(desk, point)

    page = text_of(desk.post(charges_url(point), data | {"lines": ["2.9|投诉属实且争吵", "3.1|未引导导办"]}))

    assert "100 → 73 分" in page
    assert not Finding.objects.exists()


def test_double_click_records_once(desk: Client, clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "attitude")
    data = looked_at(desk, point)

    first, second = desk.post(charges_url(point), data), desk.post(charges_url(point), data)

    assert first.headers["Location"] == second.headers["Location"]
    assert (Finding.objects.count(), ScoreEvent.objects.count()) == (1, 1)


def test_doubt_and_reason_are_asked_for_on_the_page(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    event = recorded_event(clerk, unit, clause="2.1", behaviour="与群众争吵", person=person, verified=True)
    point = true_point(clerk, unit, "quarrel", person=person)
    data = looked_at(desk, point, person=person.pk)

    refused = desk.post(charges_url(point), data).content.decode()
    assert f'name="with-{event.pk}"' in refused
    assert "请先说明已登记的事项与这件投诉是什么关系" in refused
    apart = {f"with-{event.pk}": "apart"}
    asked = desk.post(charges_url(point), form_of(refused, person=person.pk, **apart)).content.decode()
    assert "与建议不一致的，请写明理由" in asked
    assert Finding.objects.count() == 1
    said = form_of(asked, person=person.pk, **apart, choice_reason="上午一次、下午一次")
    assert desk.post(charges_url(point), said).status_code == 302
    assert ScoreEvent.objects.latest("id").choice_reason == "上午一次、下午一次"


def test_live_look_answers_with_the_panel_alone(desk: Client, clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "attitude")
    data = form_of(desk.get(charges_url(point)).content.decode(), step="")

    panel = desk.post(charges_url(point), data, headers={"HX-Request": "true"}).content.decode()

    assert panel.lstrip().startswith('<section id="check"')
    assert "登记并核实，计入2026年10月" in panel
    empty = desk.post(charges_url(point), data | {"lines": []}, headers={"HX-Request": "true"})
    assert "请至少勾选一项计分事项" in empty.content.decode()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("open", "认定“属实”以后"),
        ("false", "认定“属实”以后"),
        ("recorded", "已经登记过"),
        ("closed", "重新办理"),
    ],
)
def test_checklist_is_not_open_where_there_is_nothing_to_record(
    state: str, words: str, desk: Client, clerk: User, unit: Unit
) -> None:
    row = a_complaint(clerk, unit)
    point = row.points.get()
    if state != "open":
        point = decided(clerk, row, result="true" if state == "recorded" else "false")
    if state == "recorded":
        recorded(clerk, point)
    if state == "closed":
        decide_complaint(complaint=row, expected_version=1, reply="已答复", by=clerk, at=NOON)

    page = desk.get(charges_url(point), follow=True)

    assert page.redirect_chain == [(f"/complaints/{row.pk}/", 302)]
    assert words in page.content.decode()


def test_complaint_from_before_the_sites_first_month_is_said_plainly(
    desk: Client, clerk: User, unit: Unit
) -> None:
    point = true_point(clerk, unit, "attitude")
    Complaint.objects.update(happened_on=date(2026, 8, 31))

    answer = desk.get(charges_url(point))

    assert (answer.status_code, "从2026年9月起计分" in answer.content.decode()) == (409, True)
    assert desk.get(f"/complaints/{point.complaint_id}/").status_code == 200


def test_finding_leads_back_to_its_complaint(desk: Client, clerk: User, unit: Unit) -> None:
    point = true_point(clerk, unit, "attitude")
    finding = recorded(clerk, point)

    for path in (f"/findings/{finding.pk}/", f"/events/{finding.events.get().pk}/"):
        assert f'href="/complaints/{point.complaint_id}/"' in desk.get(path).content.decode()
