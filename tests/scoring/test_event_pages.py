"""The pages of an event and a finding: who sees what of them."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from scoring.models import ScoreEvent
from scoring.services.findings import record_finding
from tests.conftest import NOON, logged_in
from tests.scoring.factories import a_charge, a_finding, closed, record, recorded_event
from units.models import StaffMember, Unit, User, Window


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(clerk: User, unit: Unit) -> ScoreEvent:
    return recorded_event(clerk, unit)


SEES = {
    "clerk": 200,
    "chief": 200,
    "leader": 200,
    "head": 200,
    "other_head": 404,
    "discipline": 403,
    "office": 403,
    "admin": 403,
    "stranger": 403,
}


@pytest.mark.parametrize(("role", "status"), SEES.items(), ids=SEES)
def test_event_and_finding_open_for_whom_they_are_meant(
    cast: dict[str, User], event: ScoreEvent, role: str, status: int
) -> None:
    desk = logged_in(cast[role])
    assert desk.get(f"/events/{event.pk}/").status_code == status
    assert desk.get(f"/findings/{event.finding_id}/").status_code == status


@pytest.mark.parametrize(
    "url", ["/events/{}/", "/findings/{}/", "/evidence/{}/", "/evidence/{}/thumbnail/", "/import/{}/"]
)
@pytest.mark.parametrize("pk", ["99999", "9" * 25])
def test_what_is_not_there_is_not_found(clerk: User, url: str, pk: str) -> None:
    assert logged_in(clerk).get(url.format(pk)).status_code == 404


def test_page_shows_the_clause_in_the_papers_words_and_its_log_to_the_office_alone(
    clerk: User, head: User, leader_sees: Client, event: ScoreEvent
) -> None:
    office = logged_in(clerk).get(f"/events/{event.pk}/").content.decode()
    assert "严禁在窗口接打手机" in office
    assert "变更记录（2）" in office
    for desk in (logged_in(head), leader_sees):
        page = desk.get(f"/events/{event.pk}/").content.decode()
        assert "严禁在窗口接打手机" in page
        assert "变更记录" not in page
        assert "核实，计入得分" not in page


@pytest.fixture
def leader_sees(cast: dict[str, User]) -> Client:
    return logged_in(cast["leader"])


def test_statement_is_not_shown_to_another_unit_charged_by_the_same_finding(
    clerk: User, other_head: User, unit: Unit, other_unit: Unit, person: StaffMember
) -> None:
    finding = record_finding(
        by=clerk,
        at=NOON,
        finding=a_finding(unit, statement="王芳说去了洗手间"),
        charges=[a_charge(unit, person=person), a_charge(other_unit)],
    )
    theirs = finding.events.get(unit=other_unit)
    for url in (f"/findings/{finding.pk}/", f"/events/{theirs.pk}/"):
        page = logged_in(other_head).get(url).content.decode()
        assert "王芳" not in page
    assert logged_in(other_head).get(f"/events/{finding.events.get(unit=unit).pk}/").status_code == 404


@pytest.mark.parametrize("others", [0, 3])
def test_event_page_takes_the_same_queries_whatever_stands_around(
    clerk: User, unit: Unit, django_assert_max_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    event = recorded_event(clerk, unit, problem_title="手机")
    for _ in range(others):
        record(clerk, unit, problem_title="手机")
    Window.objects.create(unit=unit, number="9号窗口")
    desk = logged_in(clerk)
    with django_assert_max_num_queries(12):
        desk.get(f"/events/{event.pk}/")
    with django_assert_max_num_queries(12):
        desk.get(f"/findings/{event.finding_id}/")


def test_event_of_a_closed_month_is_shown_read_only(clerk: User, unit: Unit) -> None:
    event = recorded_event(clerk, unit, on=date(2026, 9, 3), verified=True)
    assert "退回待核实" in logged_in(clerk).get(f"/events/{event.pk}/").content.decode()
    closed(date(2026, 9, 1))
    page = logged_in(clerk).get(f"/events/{event.pk}/").content.decode()
    assert "2026年9月已定分，本事项不能再改" in page
    assert "退回待核实" not in page
