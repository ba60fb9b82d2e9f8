"""Every main page for everyone: axe finds nothing, nothing scrolls sideways, on a phone and at a desk."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.access.rooms import all_paths
from tests.access.world import World, build_world
from tests.browser.conftest import take_picture, wait_for_htmx
from tests.conftest import logged_in
from units.models import Unit, User

PAGES = {
    "chief": (
        *("home", "scoring:record", "scoring:ledger", "scoring:event own", "scoring:event_edit own"),
        *("scoring:finding own", "scoring:months", "scoring:month open", "scoring:month published"),
        *("scoring:unit_page own open", "scoring:unit_page own published", "scoring:close_month open"),
        *("notices:list", "notices:notice", "notices:compose", "notices:issue", "scoring:rules"),
        *("units:list", "units:unit own", "units:unit_edit own", "units:staff", "units:person own"),
        *("scoring:inspect", "scoring:inspections", "scoring:inspection", "scoring:inspection_edit"),
        *("scoring:coverage", "scoring:draws", "scoring:draw"),
        *("units:bureau", "units:import", "scoring:import_findings", "password_change"),
        "units:second_factor",
        *("scoring:periods", "scoring:quarter", "scoring:year", "notices:quarter_draft"),
        *("scoring:statistics", "scoring:statistics open", "scoring:statistics_persons", "scoring:coming"),
        *("scoring:complaints", "scoring:complaint own", "scoring:complaint_new", "scoring:complaint_edit"),
        *("scoring:complainant_edit", "scoring:point_charges to record"),
        *("scoring:reports", "scoring:report", "scoring:report_new", "scoring:report_edit"),
        *("scoring:record of_a_report", "scoring:record of_a_praise", "scoring:nameless"),
        *("scoring:editions", "scoring:edition_new", "scoring:edition draft", "scoring:edition held"),
        *("scoring:edition_compare draft", "scoring:edition_part draft", "scoring:edition_part clause"),
        *("scoring:what_if draft", "scoring:what_if_unit own", "scoring:edition_enforce draft"),
        *("units:leave", "units:slip own", "units:slip_new", "units:slip_edit own"),
        *("units:leave_calendar", "units:on_duty", "units:postings", "units:posting own"),
        *("units:posting_rotate own", "units:posting_withdraw own"),
        *("units:calendar", "units:calendar_day_new", "units:hours_edit", "units:attendance_import"),
        *("units:attendance_preview imported", "scoring:proposals", "scoring:attendance"),
    ),
    "clerk": (
        *("scoring:import_preview", "units:import_preview"),
        *("units:attendance_preview new", "units:attendance_columns"),
    ),
    "head": (
        *("home", "scoring:unit_page own open", "scoring:ledger", "notices:notice", "scoring:periods"),
        *("scoring:applications", "scoring:application own", "scoring:application_new"),
        *("units:leave", "units:slip own", "units:leave_calendar", "units:on_duty"),
    ),
    "admin": ("units:accounts", "units:account", "units:account_new", "help"),
    "anonymous": ("login",),
}
WIDTHS = {390: 844, 1366: 850}
NARROWEST = 320
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def world(cast: dict[str, User], unit: Unit, other_unit: Unit) -> World:
    return build_world(cast, unit, other_unit)


def enter(page: Page, user: User | None, url: str) -> None:
    """Be logged in as this user, or as nobody."""
    page.context.clear_cookies()
    if user is not None:
        session = logged_in(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def faults(page: Page) -> list[str]:
    """What axe finds on the page shown."""
    found: Any = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"][:2]]


def too_wide(page: Page, place: str) -> list[str]:
    """Whether the page is wider than the screen, and by how many pixels."""
    by = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{place}: {by} px too wide"] if by > 0 else []


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_no_script_fails_and_nothing_scrolls_sideways(
    page: Page, world: World, live_server: LiveServer, width: int
) -> None:
    paths, wrong = all_paths(world), []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda line: wrong.append(f"{page.url}: {line.text}") if line.type == "error" else None
    )
    for who, keys in PAGES.items():
        enter(page, world.users[who], live_server.url)
        for key in keys:
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            page.goto(live_server.url + paths[key])
            wait_for_htmx(page)
            if key == "scoring:inspect":
                expect(page.locator(".unit").first).to_be_visible()
            take_picture(page, f"{width}-{who}-{key.replace(':', '-').replace(' ', '-')}")
            wrong += [f"{key} as {who}: {fault}" for fault in faults(page)]
            wrong += too_wide(page, f"{key} as {who} at {width}")
            if width == min(WIDTHS):
                page.set_viewport_size({"width": NARROWEST, "height": 640})
                wrong += too_wide(page, f"{key} as {who} at {NARROWEST}")

    assert not wrong, "\n".join(wrong)
