"""Pages of scores: what is above the fold at a desk, what stays in sight on a phone, what a choice shows."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from scoring.services.objections import file_objection
from tests.browser.conftest import Login, wait_for_htmx
from tests.conftest import NOON, logged_in
from tests.scoring.factories import record, recorded_event
from units.models import StaffMember, Unit, User

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
SEPTEMBER = "/months/2026-09/"
LONG_NAME = "事业单位人事管理窗口"


@pytest.fixture
def twenty_units(clerk: User, unit: Unit, other_unit: Unit) -> None:
    """As many as the bureau has, some of them charged, one thing of each kind in the way."""
    for number in range(18):
        Unit.objects.create(name=f"{LONG_NAME}{number + 1}")
    for one in (unit, other_unit):
        record(clerk, one, on=date(2026, 9, 10), clause="1.1", behaviour="迟到", verified=True)
        record(clerk, one, on=date(2026, 9, 11), verified=False)


def box(locator: Locator) -> dict[str, float]:
    """Where it stands in the window."""
    found = locator.bounding_box()
    assert found is not None
    return {"top": found["y"], "bottom": found["y"] + found["height"], "left": found["x"]} | {
        "right": found["x"] + found["width"]
    }


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    by: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return by


@pytest.mark.usefixtures("twenty_units")
def test_all_units_of_an_open_month_stand_above_the_fold_at_a_desk(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.set_viewport_size(DESK)
    page.goto(live_server.url + SEPTEMBER)
    wait_for_htmx(page)

    rows = page.locator(".month-heat tbody tr")
    expect(rows).to_have_count(20)
    assert box(rows.last)["bottom"] <= DESK["height"]
    assert sideways(page) <= 0


@pytest.mark.usefixtures("twenty_units")
def test_on_a_phone_name_and_total_stay_in_sight_while_the_table_is_scrolled(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + SEPTEMBER)
    table = page.locator(".heat-wrap")
    table.evaluate("(box) => { box.scrollLeft = 10000; box.scrollTop = 60; }")

    row = page.locator(".month-heat tbody tr").nth(5)
    name, total, last = row.locator(".heat-unit"), row.locator(".total"), row.locator("td").last
    assert 0 <= box(name)["left"] < box(name)["right"] <= box(total)["left"] + 1
    assert box(total)["right"] < box(last)["left"] < PHONE["width"]
    assert box(page.locator(".month-heat thead .heat-unit"))["top"] == pytest.approx(box(table)["top"], abs=3)
    assert sideways(page) <= 0


@pytest.mark.usefixtures("twenty_units")
def test_six_bars_stand_side_by_side_and_the_first_line_above_the_fold(
    login: Login, clerk: User, unit: Unit, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}{SEPTEMBER}units/{unit.pk}/")

    tops = {box(bar)["top"] for bar in page.locator(".bar-item").all()}
    assert len(tops) == 1
    assert box(page.locator(".lines tbody tr").first)["bottom"] <= DESK["height"] * 0.6


def test_on_a_phone_the_buttons_take_one_line_and_the_rest_opens_beside_them(
    login: Login, clerk: User, unit: Unit, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/months/2026-10/units/{unit.pk}/")
    actions = page.locator(".unit-page .page-actions")

    assert box(actions)["bottom"] - box(actions)["top"] <= 48
    expect(page.get_by_role("link", name="导出 Excel")).to_be_hidden()
    actions.get_by_text("更多").click()
    expect(page.get_by_role("link", name="导出 Excel")).to_be_visible()
    assert sideways(page) <= 0


@pytest.mark.usefixtures("twenty_units")
def test_on_a_phone_charts_are_as_wide_as_the_window(
    login: Login, clerk: User, live_server: LiveServer
) -> None:
    page = login(clerk)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/statistics/?open=on")

    charts = page.get_by_role("img").all()
    assert len(charts) >= 4
    assert all(box(chart)["left"] >= 0 and box(chart)["right"] <= PHONE["width"] for chart in charts)
    assert sideways(page) <= 0


def objection_page(clerk: User, head: User, unit: Unit, person: StaffMember) -> str:
    event = recorded_event(clerk, unit, person=person, verified=True)
    return f"/objections/{file_objection(event=event, text='当时在接电话', by=head, at=NOON).pk}/"


def test_what_a_charge_should_be_is_asked_only_once_a_change_is_chosen(
    login: Login,
    clerk: User,
    head: User,
    chief: User,
    unit: Unit,
    person: StaffMember,
    live_server: LiveServer,
) -> None:
    page = login(chief)
    page.goto(live_server.url + objection_page(clerk, head, unit, person))
    fields = page.get_by_role("group", name="选“变更”的，改成应有的内容")

    expect(fields).to_be_hidden()
    page.get_by_label("变更", exact=True).check()
    expect(fields).to_be_visible()
    page.get_by_label("撤销", exact=True).check()
    expect(fields).to_be_hidden()


def test_without_a_script_all_fields_of_a_decision_are_there(
    clerk: User,
    head: User,
    chief: User,
    unit: Unit,
    person: StaffMember,
    live_server: LiveServer,
    browser: Browser,
) -> None:
    context = browser.new_context(java_script_enabled=False)
    session = logged_in(chief).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + objection_page(clerk, head, unit, person))

    expect(page.get_by_label("条款和行为")).to_be_visible()
    context.close()
