"""督查记录: the rounds found, one of them whole, when each unit was visited last, the workbook."""

import io
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from records.models import Change
from scoring.models import Inspection, ScoreEvent
from scoring.services.drawing import make_draw
from tests.conftest import LOGGED, NOON, logged_in
from tests.scoring.factories import record
from tests.scoring.rounds import a_round, seen, send, visit
from units.models import StaffMember, Unit, User

LIST, EXPORT, COVERAGE = "/inspections/", "/inspections/export/", "/inspections/coverage/"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(clerk: User) -> Client:
    return logged_in(clerk)


def sent(desk: Client, data: dict[str, Any]) -> Inspection:
    answer = send(desk, data)
    assert answer.status_code == 200, answer.content.decode()
    return Inspection.objects.get(pk=answer.json()["id"])


@pytest.fixture
def rounds(desk: Client, clerk: User, unit: Unit, other_unit: Unit, person: StaffMember) -> dict[str, Any]:
    """Three rounds: one plain in September, one with findings, one special with a companion."""
    old = visit(unit, at="2026-09-10T02:00:00Z")
    return {
        "old": sent(desk, a_round(clerk, old, note="九月例行")),
        "found": sent(desk, a_round(clerk, visit(unit, seen(persons=[person.pk])), visit(other_unit))),
        "special": sent(
            desk,
            a_round(
                clerk,
                visit(other_unit, seen(behaviour="", fact="未设一米线"), at="2026-10-08T03:00:00Z"),
                kind="special",
                companions="郑国栋",
            ),
        ),
    }


FILTERS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": ({}, ["special", "found", "old"]),
    "month": ({"month": "2026-09"}, ["old"]),
    "kind": ({"kind": "special"}, ["special"]),
    "unit": ({"unit": "own"}, ["found", "old"]),
    "note": ({"q": "例行"}, ["old"]),
    "companion": ({"q": "郑国栋"}, ["special"]),
    "what was seen": ({"q": "一米线"}, ["special"]),
    "unit's name": ({"q": "公共就业"}, ["special", "found"]),
    "two words": ({"q": "公共就业 看手机"}, ["found"]),
    "nobody": ({"q": "没有这样的"}, []),
    "odd values": ({"month": "九月", "unit": "x", "kind": "x", "page": "x"}, ["special", "found", "old"]),
}


@pytest.mark.parametrize(("query", "names"), FILTERS.values(), ids=FILTERS)
def test_filter_finds_its_rounds(
    desk: Client, unit: Unit, rounds: dict[str, Any], query: dict[str, Any], names: list[str]
) -> None:
    if query.get("unit") == "own":
        query = query | {"unit": unit.pk}
    answer = desk.get(LIST, query)
    assert list(answer.context["page"].object_list) == [rounds[name] for name in names]


def test_list_counts_what_was_found_and_what_waits(desk: Client, rounds: dict[str, Any]) -> None:
    rows = {row.pk: (row.found, row.waiting) for row in desk.get(LIST).context["page"]}
    assert [rows[rounds[name].pk] for name in ("special", "found", "old")] == [(1, 0), (1, 1), (0, 0)]


@pytest.mark.parametrize("number", [1, 4])
@pytest.mark.parametrize("path", [LIST, EXPORT])
def test_list_and_export_cost_the_same_for_many(
    desk: Client,
    clerk: User,
    unit: Unit,
    other_unit: Unit,
    number: int,
    path: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        sent(desk, a_round(clerk, visit(unit, seen()), visit(other_unit)))
    with django_assert_num_queries(7 + LOGGED * (path == EXPORT)):
        assert desk.get(path).status_code == 200


@pytest.mark.parametrize("number", [1, 4])
def test_round_costs_the_same_for_many_findings(
    desk: Client, clerk: User, unit: Unit, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    things = [seen(behaviour="4.5|玩游戏", fact=f"玩游戏{count}") for count in range(number)]
    row = sent(desk, a_round(clerk, visit(unit, *things)))
    with django_assert_num_queries(10):
        assert desk.get(f"{LIST}{row.pk}/").status_code == 200


def test_round_shows_checks_findings_and_what_became_of_them(desk: Client, rounds: dict[str, Any]) -> None:
    page = desk.get(f"{LIST}{rounds['found'].pk}/").content.decode()
    event = ScoreEvent.objects.get()
    for words in ("低头看手机", "王芳", "待核实", "有问题", "公共就业服务中心", f"/events/{event.pk}/"):
        assert words in page


def test_round_tells_what_was_recorded_elsewhere_already(
    desk: Client, clerk: User, unit: Unit, person: StaffMember
) -> None:
    record(clerk, unit, on=date(2026, 10, 8), person=person)
    row = sent(desk, a_round(clerk, visit(unit, seen(persons=[person.pk]))))
    assert "当日另已登记4.5 接打手机，请核对是否重复" in desk.get(f"{LIST}{row.pk}/").content.decode()


def test_round_tells_the_units_drawn_and_not_visited(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    draw = make_draw(wanted=2, seed="s", by=clerk, at=NOON)
    row = sent(desk, a_round(clerk, visit(unit), draw=draw.pk))
    assert "抽中而没有到访的：公共就业服务中心" in desk.get(f"{LIST}{row.pk}/").content.decode()


def test_finding_leads_to_its_round_for_who_may_see_it(
    desk: Client, head: User, rounds: dict[str, Any]
) -> None:
    finding = rounds["found"].findings.get()
    way = f'href="/inspections/{rounds["found"].pk}/"'
    assert way in desk.get(f"/findings/{finding.pk}/").content.decode()
    own = logged_in(head).get(f"/findings/{finding.pk}/")
    assert own.status_code == 200
    assert way not in own.content.decode()


def test_what_is_ticked_is_confirmed_once(desk: Client, rounds: dict[str, Any]) -> None:
    event = ScoreEvent.objects.get()
    url = f"{LIST}{rounds['found'].pk}/confirm/"
    data = {"form_key": str(uuid.uuid4()), "event": [f"{event.pk}:{event.version}", "x", "9:1"]}
    assert desk.post(url, data).headers["Location"] == f"{LIST}{rounds['found'].pk}/"
    desk.post(url, data)
    event.refresh_from_db()
    assert (event.status, event.version) == ("confirmed", 2)


def test_event_of_another_round_is_not_confirmed_here(desk: Client, rounds: dict[str, Any]) -> None:
    event = ScoreEvent.objects.get()
    data = {"form_key": str(uuid.uuid4()), "event": [f"{event.pk}:1"]}
    desk.post(f"{LIST}{rounds['special'].pk}/confirm/", data)
    event.refresh_from_db()
    assert event.status == "pending"


def test_round_is_corrected_with_its_change_on_record(desk: Client, rounds: dict[str, Any]) -> None:
    row = rounds["found"]
    data = {"form_key": str(uuid.uuid4()), "version": 1, "kind": "spot", "companions": "赵六", "note": ""}
    assert desk.post(f"{LIST}{row.pk}/edit/", data).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.companions, row.version) == ("spot", "赵六", 2)
    change = Change.objects.get(action="修改")
    assert (change.before, change.after) == (
        {"方式": "日常巡查", "同行人员": ""},
        {"方式": "不定期抽查", "同行人员": "赵六"},
    )


def test_second_of_two_editors_sees_both_texts(desk: Client, rounds: dict[str, Any]) -> None:
    url = f"{LIST}{rounds['found'].pk}/edit/"
    first = {"version": 1, "kind": "spot", "companions": "赵六", "note": ""}
    desk.post(url, first | {"form_key": str(uuid.uuid4())})
    page = desk.post(url, first | {"form_key": str(uuid.uuid4()), "companions": "钱七"}).content.decode()
    assert "赵六" in page
    assert "钱七" in page
    rounds["found"].refresh_from_db()
    assert rounds["found"].companions == "赵六"


def test_coverage_puts_the_longest_waiting_first(
    desk: Client, clerk: User, unit: Unit, other_unit: Unit
) -> None:
    Unit.objects.create(name="从未到访", order=3)
    sent(desk, a_round(clerk, visit(unit, at="2026-09-10T02:00:00Z")))
    sent(desk, a_round(clerk, visit(other_unit, seen(), seen(behaviour="4.5|网购", fact="网购"))))
    rows = desk.get(COVERAGE).context["page"]
    assert [(r.unit.name, r.last, r.days, r.this_month, r.this_year, r.found) for r in rows] == [
        ("从未到访", None, None, 0, 0, 0),
        ("社保中心", date(2026, 9, 10), 28, 0, 1, 0),
        ("公共就业服务中心", date(2026, 10, 8), 0, 1, 1, 2),
    ]
    waiting = desk.get(COVERAGE, {"unvisited": "on"}).context["page"]
    assert [row.unit.name for row in waiting] == ["从未到访", "社保中心"]


@pytest.mark.parametrize("number", [1, 4])
def test_coverage_costs_the_same_for_many(
    desk: Client, clerk: User, unit: Unit, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(number):
        place = Unit.objects.create(name=f"单位{count}", order=9)
        sent(desk, a_round(clerk, visit(place, seen())))
    with django_assert_num_queries(6):
        assert len(desk.get(COVERAGE).context["page"]) == number + 1


def test_export_has_a_row_a_unit_visited(desk: Client, rounds: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(desk.get(EXPORT, {"month": "2026-10"}).content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=4)]  # type: ignore[union-attr]
    assert [(row[1], row[2], row[3], row[5], row[6], row[10]) for row in rows] == [
        ("11:00", "公共就业服务中心", "专项检查", "郑国栋", "正常", "有问题"),
        ("10:20", "社保中心", "日常巡查", None, "正常", "有问题"),
        ("10:20", "公共就业服务中心", "日常巡查", None, "正常", "有问题"),
    ]


@pytest.mark.parametrize("path", [LIST, COVERAGE, "/inspections/draws/"])
def test_empty_page_says_the_next_step(desk: Client, path: str) -> None:
    page = desk.get(path).content.decode()
    assert "还没有" in page
    assert desk.get(path).status_code == 200
