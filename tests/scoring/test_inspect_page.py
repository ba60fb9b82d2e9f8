"""The phone's page, its data and the script that keeps it: what they hold, and that they hold nobody."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from scoring.services.drawing import make_draw
from tests.conftest import NOON, logged_in
from tests.scoring.rounds import a_round, send, visit
from units.models import LeaveSlip, Posting, StaffMember, Unit, User, Window
from units.signing_in import sessions

PAGE, DATA, WORKER = "/inspect/", "/inspect/data.json", "/inspect/worker.js"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def test_page_and_its_keeper_hold_nothing_of_anybody(
    clerk: User, chief: User, unit: Unit, person: StaffMember
) -> None:
    for path in (PAGE, WORKER):
        texts = [logged_in(user).get(path).content.decode() for user in (clerk, chief)]
        assert texts[0] == texts[1]
        assert not any(word in texts[0] for word in ("经办甲", "王芳", "csrfmiddlewaretoken"))


def test_page_without_scripts_leads_to_the_entry_form_of_each_unit(desk: Client, unit: Unit) -> None:
    page = desk.get(PAGE).content.decode()
    fallback = page[page.index("<noscript>") : page.index("</noscript>")]
    assert f'href="/record/?unit={unit.pk}">社保中心' in fallback


def test_keeper_keeps_every_script_and_style_of_the_page(desk: Client, unit: Unit) -> None:
    page, worker = (desk.get(path).content.decode() for path in (PAGE, WORKER))
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    kept = re.findall(r'"(/static/[^"]+)"', worker)
    assert named == kept
    assert len(named) == 19


def test_keeper_has_another_name_once_anything_it_keeps_is_different(desk: Client, unit: Unit) -> None:
    version = re.compile(r'"inspect-([0-9a-f]{16})"')
    before = version.findall(desk.get(WORKER).content.decode())
    Unit.objects.create(name="新单位", order=9)
    after = version.findall(desk.get(WORKER).content.decode())
    assert len(before) == len(after) == 1
    assert before != after


def test_keeper_is_a_script_for_its_own_folder_alone(desk: Client, unit: Unit) -> None:
    answer = desk.get(WORKER)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Service-Worker-Allowed" not in answer.headers
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


def test_data_tells_who_may_keep_it_and_until_when(desk: Client, clerk: User, unit: Unit) -> None:
    session = desk.session
    sessions.begin(session, NOON.timestamp())
    session.save()
    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        answer = desk.get(DATA)
    data = answer.json()
    assert data["user"] == {"id": clerk.pk, "name": "经办甲"}
    assert datetime.fromisoformat(data["until"]) == NOON + timedelta(hours=12)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "csrftoken" in answer.cookies


def test_people_come_with_where_they_stand_today(
    desk: Client, unit: Unit, window: Window, person: StaffMember
) -> None:
    gone = StaffMember.objects.create(name="李强", pinyin="liqiang lq", number="009")
    Posting.objects.create(person=gone, unit=unit, starts_on=date(2026, 1, 1), ends_on=date(2026, 10, 7))
    people = {entry["name"]: entry for entry in desk.get(DATA).json()["people"]}
    assert people["王芳"] == {
        "id": person.pk,
        "name": "王芳",
        "find": "王芳 wangfang wf 001",
        "unit": unit.pk,
        "window": window.pk,
        "place": "社保中心 3号窗口",
        "party": False,
        "kinds": [],
        "away": "",
    }
    assert (people["李强"]["unit"], people["李强"]["window"], people["李强"]["place"]) == (
        None,
        None,
        "社保中心 已离开",
    )


KINDS: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "plain": ({}, {}, []),
    "uniform on order": ({"uniform": "on_order"}, {}, ["工装申领中"]),
    "newcomer": ({}, {"starts_on": date(2026, 9, 20)}, ["新进人员"]),
    "stands in": ({}, {"post": "substitute"}, ["替岗人员"]),
}


@pytest.mark.parametrize(("member", "posting", "kinds"), KINDS.values(), ids=KINDS)
def test_people_who_are_exempt_are_marked(
    desk: Client, unit: Unit, member: dict[str, Any], posting: dict[str, Any], kinds: list[str]
) -> None:
    person = StaffMember.objects.create(name="李强", number="009", **member)
    Posting.objects.create(**{"person": person, "unit": unit, "starts_on": date(2026, 1, 1)} | posting)
    assert desk.get(DATA).json()["people"][0]["kinds"] == kinds


SLIPS: dict[str, tuple[dict[str, Any], str]] = {
    "signed": ({"state": "signed"}, "请假：事假（已签批）"),
    "registered": ({"state": "registered"}, "请假：事假（待签批）"),
    "refused": ({"state": "refused"}, ""),
    "back already": ({"state": "signed", "returned_on": date(2026, 10, 8), "returned_half": "am"}, ""),
    "over": ({"state": "signed", "starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 7)}, ""),
}


@pytest.mark.parametrize(("slip", "away"), SLIPS.values(), ids=SLIPS)
def test_people_with_a_slip_for_today_are_marked(
    desk: Client, clerk: User, unit: Unit, person: StaffMember, slip: dict[str, Any], away: str
) -> None:
    days = {"starts_on": date(2026, 10, 8), "ends_on": date(2026, 10, 8)}
    who = {"person": person, "unit": unit, "recorded_by": clerk, "recorded_at": NOON, "handed_at": NOON}
    signed = {"signed_by": clerk, "signed_at": NOON} if slip["state"] in ("signed", "refused") else {}
    LeaveSlip.objects.create(**who | days | signed | {"kind": "personal", "reason": "家事"} | slip)
    assert desk.get(DATA).json()["people"][0]["away"] == away


def test_behaviours_come_with_points_words_and_what_to_mind(desk: Client, unit: Unit) -> None:
    data = desk.get(DATA).json()
    found = {entry["value"]: entry for entry in data["behaviours"]}
    assert "2.7|弄虚作假" not in found
    assert "6.3|首次超限" not in found
    away = found["1.1|空岗"]
    assert (away["points"], away["person"]) == ("−2分/每人每次", True)
    assert away["measure"] == {"name": "离岗", "unit": "分钟", "rule": "离岗超过10分钟"}
    assert away["hints"] == ["10分钟以内不计；超过10分钟归1.1空岗；无故脱岗半天及以上归1.2。"]
    assert "玩手机" in found["4.5|接打手机"]["words"]
    assert found["5.1|未着工装"]["exempt"] == ["工装申领中", "新进人员", "替岗人员"]
    assert data["clauses"]["4.7"].startswith("上班前要打扫完")


def test_units_come_with_the_days_since_the_last_visit(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    send(desk, a_round(clerk, visit(unit, at="2026-10-03T02:00:00Z")))
    units = desk.get(DATA).json()["units"]
    assert [(entry["name"], entry["days"]) for entry in units] == [
        ("社保中心", 5),
        ("公共就业服务中心", None),
    ]
    assert units[0]["find"] == "社保中心 社保 shebaozhongxin sbzx"


def test_draws_of_the_week_come_along(desk: Client, clerk: User, unit: Unit) -> None:
    make_draw(wanted=1, seed="old", by=clerk, at=NOON - timedelta(days=8))
    row = make_draw(wanted=1, seed="new", by=clerk, at=NOON)
    assert desk.get(DATA).json()["draws"] == [
        {"id": row.pk, "label": "10月8日 12:00 经办甲抽取", "chosen": [unit.pk]}
    ]


@pytest.mark.parametrize("people", [1, 5])
def test_data_costs_the_same_for_many(
    desk: Client, unit: Unit, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(people):
        person = StaffMember.objects.create(name=f"人{number}", number=str(number))
        Posting.objects.create(person=person, unit=unit, starts_on=date(2026, 1, 1))
    with django_assert_num_queries(11):
        assert len(desk.get(DATA).json()["people"]) == people
